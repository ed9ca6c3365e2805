// Package jsonscan reads JSON of any length a value at a time: [Stream] finds where each
// value ends, [Cursor] reads the members of one.
//
// Goals: a hundred megabytes a second and more on one core, memory for one value alone,
// numbers as they are written, and no allocation that the caller does not ask for. What
// ends where is found by brackets and quotes, so that a value that is not right inside
// does not hide those behind it. NaN and Infinity, which some programs write, are told
// apart from what cannot be read.
//
// Non-goals: decoding into Go values (encoding/json), and to refuse all that RFC 8259
// refuses, such as raw line breaks in strings.
package jsonscan
