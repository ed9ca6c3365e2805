// Package program runs the project's program from outside: it builds it, runs its commands to
// their end, keeps its server as a child, and reads what a process takes of the machine.
//
// Goals: no child outlives its caller; a child that fails is reported with the last it said;
// processor time and memory as the system counts them.
//
// Non-goals: what is asked of a server, which is for load, bench and hostile.
package program
