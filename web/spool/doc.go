// Package spool makes large answers in temporary files, each once for all who ask for it at the
// same time, and hands every client its bytes at the client's own pace while the rest is made.
//
// Goals: making takes a turn at a gate and as long as the processor needs, however slowly clients
// read; a client costs a small buffer; the work ends, and the file goes, with the last client that wants
// it; the files together have a bound.
//
// A whole file that is read in parts stays for two minutes, under a key that names its state.
//
// Non-goals: keeping files for those who come later. What is taken back by an editor must not
// stay on the disk.
package spool
