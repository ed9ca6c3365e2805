package geoparse

import (
	"cmp"
	"fmt"
	"math"
	"slices"
	"strings"
)

// evidence is what speaks for and against a mention being a place, in natural
// logarithms of odds.
type evidence struct {
	sum   float64
	notes []note
	why   bool // notes are wanted
}

// note is one piece of evidence in plain English.
type note struct {
	weight float64
	words  string
}

// add weighs a piece of evidence.
func (e *evidence) add(weight float64, words string) {
	e.sum += weight
	e.note(weight, words)
}

// note tells a piece of evidence that is weighed elsewhere.
func (e *evidence) note(weight float64, words string) {
	if e.why {
		e.notes = append(e.notes, note{weight, words})
	}
}

// mostNotes is how many pieces of evidence are told, the weightiest first.
const mostNotes = 6

// reasons says in plain English why a mention is read as a place, and as this one.
func (d *document) reasons(m *mention, c *candidate) []string {
	notes := slices.Clone(m.evidence.notes)
	slices.SortStableFunc(notes, func(a, b note) int { return cmp.Compare(math.Abs(b.weight), math.Abs(a.weight)) })
	var all []string
	for _, n := range notes[:min(len(notes), mostNotes)] {
		all = append(all, fmt.Sprintf("%s (%+.1f)", n.words, n.weight))
	}
	all = append(all, d.placeReason(m, c))
	for _, h := range m.name.holders {
		all = append(all, "the text puts it in "+strings.Join(h.ownWords(), " "))
	}
	return all
}

// placeReason says why the place is the one.
func (d *document) placeReason(m *mention, c *candidate) string {
	switch {
	case c.unknown && c.in != nil:
		return "no such place is known where the text speaks of; it stands at " + d.nameOf(c.in)
	case m.airport && len(m.name.candidates) == 1:
		return "the airport there"
	case m.part:
		return "a part of the place that the text speaks of"
	case len(m.name.candidates) == 1:
		return fmt.Sprintf("the only place of the name; the other places of the text speak for it (%+.1f)", c.support)
	}
	return fmt.Sprintf("of %d places of the name the likeliest (%.2f): how well known it is (%+.1f), the other places of the text (%+.1f)",
		len(m.name.candidates), c.share, c.prior, c.support)
}

// nameOf gives the name of a candidate.
func (d *document) nameOf(c *candidate) string {
	switch {
	case c.feature != nil:
		return c.feature.Name
	case c.unknown && c.in != nil:
		return d.nameOf(c.in)
	case c.unknown:
		return "an unknown place"
	}
	return d.p.g.Entry(c.ref).Name
}
