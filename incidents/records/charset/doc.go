// Package charset finds out in which encoding a text is written, and reads it as UTF-8.
//
// Goals: the encodings in which spreadsheets are saved (UTF-8, UTF-16 with and without a
// byte order mark, Windows-1252 and with it Latin-1, Mac Roman), told apart by validity
// and by which letters would stand beside which; any other by its name. A wrong byte
// harms the word it stands in and nothing else.
//
// Non-goals: telling the single-byte encodings of other scripts apart, which takes the
// statistics of each language: those are read when they are named.
package charset
