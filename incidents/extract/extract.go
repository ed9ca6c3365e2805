// Package extract reads a story, English or Spanish, and gives drafts: what happened, where,
// when, how many, and who says so, each with the passage it rests on.
//
//	text ── text.Read ──► sentences ── trigger, quantity, timex, attribution, geoparse ──► statements
//	     ── assemble ──► events (figures, places, days, sources) ── write ──► drafts
//
// A statement is what one clause says: a trigger word of a kind, the people counted, the
// places and times beside it, and who says it. Statements of one thing are put together
// into an event; figures of another source for the same people stand beside each other, and a
// total of several places gives way to what is told of each; one that is denied, planned, feared or of another time is no event.
//
// Goals: a draft for each thing that the text says happened, and none for what it does not;
// every figure with its passage and its source; never the same people twice; the same
// drafts for the same text; time linear in its length.
//
// Non-goals: reading HTML, storing, publishing; other languages; knowing what is true.
package extract

import (
	"context"
	"fmt"
	"time"
	"unicode/utf8"

	"github.com/paulmach/orb"

	"incidentmap/geo/geocode"
	"incidentmap/geo/geoparse"
	"incidentmap/incidents"
)

// MaxBytes is the length of the longest text that is read.
const MaxBytes = 4 << 20

// The years that a report may be of.
const firstYear, lastYear = 1000, 9000

// Options are what is known about a text besides its words; every part is optional.
type Options struct {
	Lang string         // "en", "es", or empty to tell it from the text
	Date time.Time      // the day it was written; zero to take it from its dateline
	Zone *time.Location // in which its days are; nil for that of the place of each draft
	Near *orb.Point     // longitude, latitude: where the paper or the story is at home
}

// Draft is one thing that a text says happened, was disrupted or was advised.
type Draft struct {
	// Incident is in the workflow's first stage. Its ID has the form of a ULID and is made from
	// the text; relations and counted_in of other drafts of the same text use it. Who stores
	// drafts gives them their own ids in its place, in these, too.
	Incident   incidents.Incident `json:"incident"`
	Confidence float64            `json:"confidence"` // 0 to 1
	Check      []Check            `json:"check"`      // what an editor should look at
	Passages   []Span             `json:"passages"`   // what it rests on, in the order of the text
}

// Span is a stretch of the text in code points; End is not part of it.
type Span struct {
	Start int `json:"start"`
	End   int `json:"end"`
}

// Check is one thing about a draft that an editor should look at.
type Check struct {
	Code  CheckCode      `json:"code"`
	Words incidents.Text `json:"words"` // what to look at, for people
}

// CheckCode names what is to be looked at.
type CheckCode string

// The codes of checks.
const (
	CheckKind      CheckCode = "kind"      // the kind is the likeliest of several
	CheckPlace     CheckCode = "place"     // the place is not said beside the event, or may be another of its name
	CheckNoPlace   CheckCode = "no_place"  // the text does not say where
	CheckUnknown   CheckCode = "unknown"   // the place that is named is not known
	CheckDay       CheckCode = "day"       // the day is taken from the report's date, or is not known
	CheckFigures   CheckCode = "figures"   // the text gives several figures
	CheckCounted   CheckCode = "counted"   // people may be counted by another draft too
	CheckSource    CheckCode = "source"    // the text does not say who says so
	CheckAnonymous CheckCode = "anonymous" // the source is not named
	CheckUnsure    CheckCode = "unsure"    // the text itself says that it is not sure
)

// Extractor reads stories. It is safe for concurrent use.
type Extractor struct {
	parser *geoparse.Parser
	coder  *geocode.Geocoder
}

// New makes an extractor of what finds places in texts and what places they are. Parser
// and geocoder should know the outlines of states, so that what is said of a state is an area.
func New(parser *geoparse.Parser, coder *geocode.Geocoder) *Extractor {
	return &Extractor{parser: parser, coder: coder}
}

// Extract gives the drafts of a text, in its order; none is an answer. It fails on a text
// that is no UTF-8 or longer than MaxBytes, on a language other than "en" and "es", on a date
// that no report has, and when the context ends.
func (e *Extractor) Extract(ctx context.Context, text string, o Options) ([]Draft, error) {
	if len(text) > MaxBytes {
		return nil, fmt.Errorf("the text has %d bytes; at most %d are read: split it", len(text), MaxBytes)
	}
	if !utf8.ValidString(text) {
		return nil, fmt.Errorf("the text is not UTF-8; convert it first")
	}
	switch o.Lang {
	case "", "en", "es":
	default:
		return nil, fmt.Errorf("texts in %s are not read; use \"en\", \"es\", or nothing to tell it from the text", incidents.Quote(o.Lang))
	}
	if y := o.Date.Year(); !o.Date.IsZero() && (y < firstYear || y > lastYear) {
		return nil, fmt.Errorf("the text's date is in the year %d; give one from %d to %d", y, firstYear, lastYear)
	}
	if err := ctx.Err(); err != nil {
		return nil, fmt.Errorf("read the text: %w", err)
	}
	r := e.read(text, o)
	drafts := r.write(r.assemble())
	if err := ctx.Err(); err != nil {
		return nil, fmt.Errorf("read the text: %w", err)
	}
	return drafts, nil
}
