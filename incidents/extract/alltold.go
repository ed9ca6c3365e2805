package extract

import (
	"slices"

	"incidentmap/incidents"
	"incidentmap/incidents/extract/quantity"
	"incidentmap/incidents/extract/text"
	"incidentmap/incidents/extract/toll"
)

// countToll makes the dead of a statement that begins an event those that its sentence says the toll has come to with them: "twelve more died,
// taking the toll to 19", where nothing tells of the others.
func (r *reading) countToll(s *statement) {
	l := &r.lines[s.sentence]
	if l.sum == 0 || tallies.has(r.d, l.Range) || !slices.ContainsFunc(r.words(l.Range), func(w string) bool { return w == "toll" }) {
		return
	}
	at := -1
	for k := range s.figures {
		if f := &s.figures[k]; f.Outcome == incidents.Killed && f.Party.Known && !f.Party.Part {
			if at >= 0 {
				return
			}
			at = k
		}
	}
	if at < 0 || s.figures[at].Party.Count.Value() >= l.sum {
		return
	}
	n := quantity.Exactly(l.sum)
	n.Range = s.figures[at].Party.Count.Range
	s.figures[at].Party.Count = n
}

// raise makes the dead of an event those that a statement's sentence says the toll has come to: "…, bringing the number of dead to three".
func (r *reading) raise(e *event, s *statement) {
	l := &r.lines[s.sentence]
	if l.sum <= e.dead() || len(e.statements) < 2 || e.dead() == 0 || len(s.figures) > 0 && !s.countsDead() || tallies.has(r.d, l.Range) {
		return
	}
	n := quantity.Exactly(l.sum - e.counted(incidents.DiedLater))
	n.Range = s.span
	for k := range e.rows {
		if row := &e.rows[k]; row.outcome == incidents.Killed {
			row.withdrawn = true
		}
	}
	dead := toll.Figure{Range: s.span, Outcome: incidents.Killed, Trigger: s.span, Party: toll.Party{Range: s.span, Count: n, Known: true, Group: "unknown"}}
	e.rows = append(e.rows, newRow(s, figure{Figure: dead, speaker: s.speaker}))
}

// words gives the words of a stretch of tokens.
func (r *reading) words(s text.Range) []string {
	var all []string
	for i := s.First; i < s.Last; i++ {
		all = append(all, r.token(i))
	}
	return all
}

// noSurvivors say that all died who were aboard.
var noSurvivors = phraseSet(`no|without survivors`, `no|none|nobody [one] survived`, `no signs|sign of survivors|life`)

// carriers stand before the number of those aboard.
var carriers = text.WordSet(`carrying with of ferrying transporting aboard`)

// addAllAboard makes a figure of all who were aboard what a sentence, or the one before it, tells of where it says that nobody survived: "a plane
// carrying a family of four crashed. There were no survivors".
func (r *reading) addAllAboard(l *line) {
	found := noSurvivors.Find(r.d.Tokens, l.Range)
	if len(found) == 0 || slices.ContainsFunc(l.figures, func(f toll.Figure) bool { return f.Outcome == incidents.Killed && f.Party.Known && !f.Denied }) {
		return
	}
	from := l.First
	if n := len(r.lines); n > 0 && r.lines[n-1].Paragraph == l.Paragraph {
		from = r.lines[n-1].First
	}
	var aboard *quantity.Number
	for _, n := range quantity.Read(r.d.Tokens, text.Range{First: from, Last: l.Last}, r.d.Lang) {
		if !n.Article && r.isAboard(n) {
			aboard = &n
		}
	}
	if aboard == nil {
		return
	}
	words := found[0].Range
	aboard.Range = words
	l.figures = append(slices.DeleteFunc(l.figures, func(f toll.Figure) bool { return f.Denied }), toll.Figure{
		Range: words, Outcome: incidents.Killed, Trigger: words, Party: toll.Party{Range: words, Count: *aboard, Known: true, Group: "unknown", Head: "people"},
	})
}

// isAboard reports whether a number counts those who were aboard something.
func (r *reading) isAboard(n quantity.Number) bool {
	const reach = 4
	if carriers[r.token(n.First-1)] && (r.token(n.First-1) != "of" || r.token(n.First-2) == "family") {
		return true
	}
	for i := n.Last; i < n.Last+reach; i++ {
		if w := r.token(i); w == "aboard" || w == "board" {
			return true
		}
	}
	return false
}
