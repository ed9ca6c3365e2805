// Package crash holds the program to what it acknowledged: it writes to a server that is killed
// or whose disk is full, starts it again, and looks for what was lost, what is there twice and
// what is damaged.
//
// Goals: the served program as its users have it, with many writers in two stories and
// publications that fall due in between; a write without an answer is sent again under its key
// and must count once; every run can be repeated by its seed.
//
// Non-goals: loss of power, where what the system has not yet brought to the disk is lost too;
// faults at each single step of a write, which the stores' own tests put in.
package crash
