// Package filter is how a reader narrows a story down: what the words of an address ask for, the
// form that asks with counts beside each choice, and the timeline.
//
// Goals: an address that was cut short, or that a content system has added its own words to,
// still shows the story; the form, the list and the map say the same of the same address, with
// scripts and without.
//
// Non-goals: the words of addresses for programs, which incidents.ParseFilter reads and refuses;
// what the client does in the page, in package ui.
package filter
