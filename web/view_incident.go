package web

import (
	"incidentmap/web/page"
	"incidentmap/web/say"
)

// incidentPage is one incident, for incident.gohtml. Its <article class="incident"> is
// also the card that the map's client shows.
type incidentPage struct {
	page.Page
	Story    say.Link
	OnMap    string    // address of the story's map with this incident open
	Item     page.Item // as in the list
	Note     say.Words // the public note of the newest revision
	Tomb     *tomb     // set when it was retracted
	Meaning  string    // what its verification means, in a sentence
	Location string    // what its precision means, in a sentence
	Basis    string    // what the time is the time of, where that is not the event's own
	Figures  []figure
	Claims   []claim // but those that figures rest on, which stand with them
	Sources  []say.Source
	Related  []relation
	History  []revision // the newest first, none from before it was public
}

// tomb tells why an incident was retracted.
type tomb struct {
	Reason say.Words // empty when none was given
	When   say.Moment
}

// figure is what is said of one group's fate: one number, or those of sources that differ, side by side.
type figure struct {
	Outcome, Group say.Label
	Rows           []figureRow
}

// Competing reports whether sources differ.
func (f figure) Competing() bool { return len(f.Rows) > 1 }

// figureRow is one source's number, with what it rests on.
type figureRow struct {
	say.Casualty
	Claim *claim // nil where none is recorded
}

// claim is what a source says about one field.
type claim struct {
	ID      string
	Field   say.Label
	Value   string
	Text    say.Words // the source's wording as a quotation, else the paraphrase
	Quoted  bool      // whether Text is the source's own wording
	Dispute bool
	Who     say.Attribution
}

// relation ties the incident to another that readers may see.
type relation struct {
	Type  say.Label
	Other say.Link
}

// revision is an entry of the public history.
type revision struct {
	Number int
	Kind   say.Label
	When   say.Moment
	Note   say.Words
}
