// Package delimited splits text tables (CSV, TSV and their relatives) into rows of cells.
//
// It reads what programs and people really write, rather than RFC 4180 alone: any of the
// line ends LF, CRLF and CR, mixed; quotes that are doubled, escaped, left over or never
// closed; rows that are too short or too long; single bytes that are not UTF-8. What it
// had to decide is told with the row as a [Flaw], and one bad row never changes the next.
//
// Goals: nothing lost, memory bounded by the longest row, half a million wide rows a
// second on one core.
//
// Non-goals: what a row means. Headers, titles and column names are the caller's.
package delimited
