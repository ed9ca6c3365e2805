// Package incidents is the domain: stories, the incidents they tell of, who said what
// about each, and the contract of the stores that keep them.
//
// The way of an incident:
//
//	draft ─► review ─► approved ─► published ─► archived
//
// A store keeps every revision of it and orders all changes by one [Seq]. What the
// public sees is a [Public], made from an [Incident] by [Story.Public] in one place;
// encoders accept only that type, so an exact location that the story's policy withholds
// cannot reach a reader by mistake.
//
// Goals: figures that can be traced to a claim and a source; sums that never count
// twice; the same answer for the same sequence number.
//
// Non-goals: storage, encoding, search by place and time, HTTP: each has a package.
package incidents
