// Package webtest is what the tests of web and of its rooms share: a SQLite store, a
// story with one incident of each sort that answers treat differently, a server of the two,
// and requests with what must be true of their answers.
package webtest
