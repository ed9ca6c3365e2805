// Package pages looks through the pages of an SQLite database file before SQLite reads it
// (https://www.sqlite.org/fileformat2.html).
//
// SQLite trusts that the pages of a file are trees. In a file that was made to do harm a page
// lies in many places of a tree, or many rows share one long value, so that some kilobytes hold
// rows without end; already the list of tables may be such a tree, which is read before any
// question is asked. [Check] goes once over the file, and finds that each page is in one place
// and that the rows hold together no more than the file has bytes. What SQLite then reads ends.
//
// Goals: time and memory that grow with the file alone; no page is believed.
//
// Non-goals: reading values, which SQLite does; finding damage that harms nobody.
package pages
