package incidentpage

import (
	"incidentmap/web/corrections"
	"incidentmap/web/i18n"
	"incidentmap/web/page"
)

// incidentPage is one incident, for incident.gohtml. Its <article class="incident"> is
// also the card that the map's client shows.
type incidentPage struct {
	page.Page
	Story    i18n.Link
	Unread   string     // what is said of an as_of that cannot be read; empty for none
	OnMap    string     // address of the story's map with this incident open
	Item     page.Item  // as in the list
	Note     i18n.Words // the public note of the newest revision
	Tomb     *tomb      // set when it was retracted
	Meaning  string     // what its verification means, in a sentence
	Location string     // what its precision means, in a sentence
	Basis    string     // what the time is the time of, where that is not the event's own
	Figures  []figure
	Claims   []claim // but those that figures rest on, which stand with them
	Sources  []i18n.Source
	Pictures []page.Picture
	Columns  []fact // of the file it came from, those that the story shows
	Related  []relation
	History  []revision // the newest first, none from before it was public
}

// fact is the value of a column of the story.
type fact struct{ Name, Text string }

// tomb says why an incident was retracted.
type tomb struct {
	Reason i18n.Words // empty when none was given
	When   i18n.Moment
}

// figure is what is said of one group's fate: one number, or those of sources that differ, side by side.
type figure struct {
	Outcome, Group i18n.Label
	Rows           []figureRow
}

// Competing reports whether sources differ.
func (f figure) Competing() bool { return len(f.Rows) > 1 }

// figureRow is one source's number, with what it rests on.
type figureRow struct {
	i18n.Casualty
	Claim *claim // nil where none is recorded
}

// claim is what a source says about one field.
type claim struct {
	ID      string
	Field   i18n.Label
	Value   string
	Text    i18n.Words // the source's wording as a quotation, else the paraphrase
	Quoted  bool       // whether Text is the source's own wording
	Dispute bool
	Who     i18n.Attribution
}

// relation ties the incident to another that readers may see.
type relation struct {
	Type  i18n.Label
	Other i18n.Link
}

// revision is an entry of the public history.
type revision struct {
	Number  int
	Kind    i18n.Label
	When    i18n.Moment
	Note    i18n.Words
	Changes []corrections.Change // of a correction: what readers saw before and after
}
