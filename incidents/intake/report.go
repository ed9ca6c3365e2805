package intake

import (
	"encoding/json"
	"fmt"
	"strings"

	"incidentmap/incidents"
)

// Counts are what became of records: Rows = Accepted + Refused + Duplicates.
type Counts struct {
	Rows     int `json:"rows"`
	Accepted int `json:"accepted"` // that became incidents, whole or in part
	Partial  int `json:"partial"`  // accepted, but not all of what they say was taken
	Refused  int `json:"refused"`
	// Unlocated are accepted without a place that can be drawn.
	Unlocated int `json:"unlocated"`
	// Blank are accepted without a word of what happened, or say that they are no incidents of their own: they are not to
	// be published.
	Blank int `json:"blank"`
	// Unsaid are those of the blank of which nothing says what happened.
	Unsaid int `json:"unsaid"`
	// Duplicates are equal to a row before them in all that they say, and are taken as one with it.
	Duplicates int `json:"duplicates"`
	// Alike are accepted, and look like another row of the file: the same content where such
	// rows are kept, the same identifier, or the same place, day, kind and figures.
	Alike int `json:"alike"`
	// Created, Updated and Unchanged are the accepted ones by what they change.
	Created   int `json:"created"`
	Updated   int `json:"updated"`
	Unchanged int `json:"unchanged"`
}

func (c *Counts) add(d Counts) {
	c.Rows += d.Rows
	c.Accepted += d.Accepted
	c.Partial += d.Partial
	c.Refused += d.Refused
	c.Unlocated += d.Unlocated
	c.Blank += d.Blank
	c.Unsaid += d.Unsaid
	c.Duplicates += d.Duplicates
	c.Alike += d.Alike
	c.Created += d.Created
	c.Updated += d.Updated
	c.Unchanged += d.Unchanged
}

// ColumnReport is what a column was taken for.
type ColumnReport struct {
	Column string  `json:"column"`
	Field  string  `json:"field"` // "extra" for a column that is kept as it is
	Score  float64 `json:"score,omitempty"`
	Reason string  `json:"reason,omitempty"`
	// Name and Type are those under which the story keeps it, where it does.
	Name string               `json:"name,omitempty"`
	Type incidents.ColumnType `json:"type,omitempty"`
}

// FileReport is what became of one file.
type FileReport struct {
	File      string         `json:"file"`
	Format    string         `json:"format"`
	Encoding  string         `json:"encoding,omitempty"`
	Separator string         `json:"separator,omitempty"`
	Error     string         `json:"error,omitempty"` // why it was not read, or not to its end
	Columns   []ColumnReport `json:"columns"`
	// Messages say each thing once, with the number of rows it was said of.
	Messages []Message `json:"messages"`
	// Kinds are what the story might declare, so that words of columns of kinds that are not known become known.
	Kinds []ProposedKind `json:"kinds,omitempty"`
	Counts
	Preview []Draft `json:"preview,omitempty"`

	unpivoted bool // its columns were months, years or kinds
}

// Report is what became of all files.
type Report struct {
	Files []FileReport `json:"files"`
	Counts
	// Written tells that drafts were handed on.
	Written bool `json:"written"`
}

// MarshalJSON writes the report of a single file as that file's, and that of several as a
// list with the sums.
func (r Report) MarshalJSON() ([]byte, error) {
	if len(r.Files) == 1 {
		return json.Marshal(struct {
			FileReport
			Written bool `json:"written"`
		}{r.Files[0], r.Written})
	}
	type plain Report // without this method
	return json.Marshal(plain(r))
}

// String tells a message in a line: where, what, why, and what was done.
func (m Message) String() string {
	var b strings.Builder
	switch {
	case m.Count > 1:
		fmt.Fprintf(&b, "%d rows", m.Count)
		if len(m.Rows) > 0 {
			fmt.Fprintf(&b, " (%s)", rowList(m.Rows, m.Count))
		}
		b.WriteString(": ")
	case m.Row > 0:
		fmt.Fprintf(&b, "row %d: ", m.Row)
	}
	if m.Column != "" {
		fmt.Fprintf(&b, "%s: ", named(m.Column))
	}
	if m.Value != "" {
		b.WriteString(incidents.Quote(m.Value) + " ")
	}
	b.WriteString(sentenceOf(m.Reason))
	if m.Action != "" {
		b.WriteString("; " + sentenceOf(m.Action))
	}
	return b.String()
}

func rowList(rows []int, count int) string {
	parts := make([]string, len(rows))
	for i, r := range rows {
		parts[i] = fmt.Sprint(r)
	}
	if count > len(rows) {
		parts = append(parts, "…")
	}
	return strings.Join(parts, ", ")
}

// shownName is how many bytes of a name a line shows, and shownReason of a sentence.
const (
	shownName   = 80
	shownReason = 1000
)

// named gives the name of a file or a column as a line shows it.
func named(name string) string {
	if len(name) > shownName {
		name = cut(name, shownName) + "…"
	}
	return incidents.Printable(name)
}

// sentenceOf gives a sentence of which errors may be a part.
func sentenceOf(s string) string {
	if len(s) > shownReason {
		s = cut(s, shownReason) + "…"
	}
	return incidents.Printable(s)
}

func withoutEmpty(list []string) []string {
	var kept []string
	for _, s := range list {
		if s != "" {
			kept = append(kept, s)
		}
	}
	return kept
}
