package intake

import (
	"encoding/json"
	"fmt"
	"io"
	"strings"
	"text/tabwriter"

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
	Counts
	Preview []Draft `json:"preview,omitempty"`
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

// WriteText writes the report for people: for each file its columns, messages and counts.
func (r Report) WriteText(w io.Writer) error {
	for i := range r.Files {
		if err := r.Files[i].writeText(w); err != nil {
			return err
		}
	}
	if len(r.Files) > 1 {
		_, err := fmt.Fprintf(w, "all files: %s\n", r.Counts)
		return err
	}
	return nil
}

// String tells the counts in a line.
func (c Counts) String() string {
	s := fmt.Sprintf("%d rows: %d accepted (%d in part), %d refused", c.Rows, c.Accepted, c.Partial, c.Refused)
	if c.Duplicates > 0 {
		s += fmt.Sprintf(", %d equal to another row", c.Duplicates)
	}
	s += fmt.Sprintf("; of the accepted %d are new, %d changed, %d unchanged, %d without a place", c.Created, c.Updated, c.Unchanged, c.Unlocated)
	if c.Alike > 0 {
		s += fmt.Sprintf(", %d look like another row", c.Alike)
	}
	return s
}

func (f *FileReport) writeText(w io.Writer) error {
	heading := []string{f.Format, f.Encoding}
	if f.Separator != "" {
		heading = append(heading, fmt.Sprintf("separator %q", f.Separator))
	}
	fmt.Fprintf(w, "%s: %s\n", named(f.File), strings.Join(withoutEmpty(heading), ", "))
	if f.Error != "" {
		fmt.Fprintf(w, "  not read: %s\n", sentenceOf(f.Error))
	}
	t := tabwriter.NewWriter(w, 2, 4, 2, ' ', 0)
	for _, c := range f.Columns {
		score := ""
		if c.Score > 0 {
			score = fmt.Sprintf("%.2f", c.Score)
		}
		fmt.Fprintf(t, "  %s\t→ %s\t%s\t%s\n", named(c.Column), c.Field, score, sentenceOf(c.Reason))
	}
	if err := t.Flush(); err != nil {
		return err
	}
	for _, m := range f.Messages {
		fmt.Fprintf(w, "  %s\n", m)
	}
	for _, d := range f.Preview {
		fmt.Fprintf(w, "  row %d: %s\n", d.Incident.Origin.Row, d.outline())
	}
	_, err := fmt.Fprintf(w, "  %s\n", f.Counts)
	return err
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

// outline tells a draft in a line.
func (d *Draft) outline() string {
	inc := &d.Incident
	title, _ := inc.Title.In()
	place, _ := placeText(inc).In()
	when := string(inc.When.Precision)
	if !inc.When.Start.IsZero() {
		when = inc.When.Start.Format("2006-01-02 15:04 -07:00") + " (" + when + ")"
	}
	where := string(inc.Where.Precision)
	if inc.Where.Geometry != nil {
		at := inc.Where.Geometry.Bound().Center()
		where = fmt.Sprintf("%s %.5f, %.5f (lat, lon)", where, at[1], at[0])
	}
	return fmt.Sprintf("%s %s, %s, %s %s", inc.Kind, incidents.Quote(title), when, where, incidents.Quote(place))
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
