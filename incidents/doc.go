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
//
// # Glossary
//
// Each word means one thing in the whole project, and each thing has one word.
//
//   - action: what somebody may or may not do in a story ([Action]); who may do what is one table, in rights.go.
//   - actor: who asks for something, a person or a program with a token ([Actor]).
//   - change feed: all that was written to a store and is in force, by sequence number, from any number
//     on ([Store].Changes). What has read it up to a number, and goes on reading, is up to date.
//   - claim: what a source says of one field of an incident, with the passage that says so ([Claim]).
//   - current: of the revisions of an incident, the newest.
//   - disclosure: how much of an incident's place readers may see: open, coarsened or withheld ([Disclosure]).
//   - draft: an incident in the first state of its workflow. Readers never see it ([Workflow]).
//   - entry: the few facts of a public incident that an index holds ([Entry]).
//   - figure: the low, best and high number of a group of casualties, of one source ([Casualty]).
//   - filter: which incidents of a story are wanted; what it means is [Filter.Matches].
//   - held back: of what was written, that which readers do not see yet: it waits for its time, or for a second
//     person who approves it ([Publishing], Store.PublishDue).
//   - in force: of what was written of an incident or a story, that which readers see now.
//   - layer: a named part of a story's incidents, with a symbol ([Layer]). The layer "all" holds every one.
//   - person: somebody who signs in, and has a role in stories ([Person], [Role]).
//   - place, location: a place is the words for where something was; a location is what they come to:
//     a geometry and how exact it is known (geo.Location).
//   - policy: what a story discloses ([Policy]).
//   - public feature: a public incident as GeoJSON, encoded once when it is written ([Feature]).
//   - public incident: what readers may see of an incident ([Public]).
//   - receipt: what makes a repeated write one write ([Receipt]).
//   - redaction: the removal of what names something hidden, or must no longer be read ([Public.Redact]).
//   - revision: a state of an incident as it was written. It is never changed ([Revision]).
//   - saved index: the columns of an index in a file beside its store, from which a start goes on; derived, and dropped
//     whenever it may be of another state (index.Index.Save).
//   - second factor: the code that is asked for besides a password ([SecondFactor]).
//   - segment: sorted columns of an index, which never change; with its dead rows marked it is a part.
//   - sequence number: the place of a change among all changes of a store ([Seq]).
//   - session: a person signed in on one device ([Session]).
//   - snapshot: a story as it was at one sequence number: its entries in the index (index.Snapshot), and with them what the
//     story says of itself (web/stories.Snapshot).
//   - source: who published what an incident rests on ([Source]).
//   - story: incidents that belong together, with title, languages, layers and policy ([Story]).
//   - tombstone: what readers see of an incident that was retracted: that it was, and why.
//   - traits: what an incident is one of few of: kind, class, verification, disposition, precision ([Traits]).
//   - toponym: a name of a place in a text; a gazetteer lists places with their names.
//   - view, viewport: the part of the world that a map shows: a box, or a centre and a zoom ([Viewport]). What a page shows is
//     a page (storyPage), and what is written as JSON is named for it (DraftJSON).
package incidents
