// Package settings makes stories through the editors' API and sets them up: titles, layers, kinds, policy, steps, and what the
// map shows.
//
// Stories have no revisions: the tag of one is a hash of what it says, and one is replaced only by who saw it as it is.
package settings
