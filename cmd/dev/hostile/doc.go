// Package hostile attacks the program as a stranger would, and judges what each attack costs it.
//
//	synthetic ─► files ─ import ─► store ─ serve ─► attack ─► measured ─ judge ─► row
//	                                         ▲
//	                                         └ reader: 20 requests a second beside all of it
//
// Every attack is one struct: what is sent, why, whether it is costly by nature and so passes a
// gate, and what may come back. The rules are the same for all of them, and stand in verdict.go.
// Processor time and memory are the server's own, by /proc, less what the reader costs.
//
// Goals: an answer to "what can one anonymous request cost", which anyone can get by one command;
// a row for each attack, also when it has ended the server; everything bounded in number, time
// and memory, on this machine alone, and ended with the run.
//
// Non-goals: attacks on what is below the program (the kernel, TLS, a proxy), and finding faults
// that nobody has thought of, which is for fuzzing.
package hostile
