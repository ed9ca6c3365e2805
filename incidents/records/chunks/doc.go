// Package chunks reads the values of a Parquet file's columns
// (https://parquet.apache.org/docs/file-format/) that may mean harm.
//
// The library that writes the format trusts what it reads: a list of a few bytes that counts two
// thousand million items, a page of a kilobyte that unpacks to gigabytes, an offset that leads out of
// its page and ends the program. So the library is given the footer alone, after [Footer] has found
// that its lists count no more than its bytes can hold, and the pages are read here, value by value:
// what a page says of itself is taken only as far as its bytes go.
//
// Goals: memory of one page for each column; time that grows with what the limits allow.
//
// Non-goals: encryption; packings that say nothing of how much comes out (LZ4, LZO) and
// DELTA_BYTE_ARRAY, in which each value may repeat the one before, which are refused with a word;
// leaving out pages by their statistics.
package chunks
