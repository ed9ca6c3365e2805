package intake

import (
	"cmp"
	"fmt"
	"io"
	"slices"
	"strings"
	"unicode/utf8"

	"incidentmap/incidents"
)

// What a report for people has at most: lines in all, columns of a line, and files that are told one by
// one.
const (
	mostLines = 40
	lineWidth = 120
	mostFiles = 8
)

// WriteText writes the report for people, in at most 40 lines: of each file what became of its rows,
// what was understood, what is kept beside, and what a person should look at, the gravest first. All
// of it is in the report in JSON.
func (r Report) WriteText(w io.Writer) error {
	told := r.Files[:min(len(r.Files), mostFiles)]
	left := mostLines
	if len(r.Files) > 1 {
		left--
	}
	if len(r.Files) > len(told) {
		left--
	}
	var lines []string
	for i := range told {
		own := told[i].lines(left / (len(told) - i))
		left -= len(own)
		lines = append(lines, own...)
	}
	if more := len(r.Files) - len(told); more > 0 {
		lines = append(lines, fmt.Sprintf("and %d more files; --report FILE.json has all", more))
	}
	if len(r.Files) > 1 {
		lines = append(lines, fmt.Sprintf("all files: %s", r.Counts))
	}
	if len(lines) == 0 {
		return nil
	}
	_, err := io.WriteString(w, strings.Join(lines, "\n")+"\n")
	return err
}

// String tells the counts in a line.
func (c Counts) String() string {
	s := fmt.Sprintf("%d rows: %d accepted (%d in part), %d refused", c.Rows, c.Accepted, c.Partial, c.Refused)
	if c.Duplicates > 0 {
		s += fmt.Sprintf(", %d equal to another row", c.Duplicates)
	}
	s += fmt.Sprintf("; of the accepted %d are new, %d changed, %d unchanged, %d without a place", c.Created, c.Updated, c.Unchanged, c.Unlocated)
	if c.Blank > 0 {
		s += fmt.Sprintf(", %d that no import publishes (without a word of what happened, or no incidents by what the rows say)", c.Blank)
	}
	if c.Alike > 0 {
		s += fmt.Sprintf(", %d look like another row", c.Alike)
	}
	return s
}

// lines tells of a file in at most so many lines.
func (f *FileReport) lines(most int) []string {
	heading := []string{f.Format, f.Encoding}
	if f.Separator != "" {
		heading = append(heading, fmt.Sprintf("separator %q", f.Separator))
	}
	lines := []string{named(f.File) + ": " + strings.Join(withoutEmpty(heading), ", ")}
	if f.Error != "" {
		lines = append(lines, "  not read: "+sentenceOf(f.Error))
	}
	if f.Error == "" || f.Rows > 0 {
		lines = append(lines, "  "+f.String())
	}
	if f.Error != "" && f.Rows == 0 {
		return lines // nothing of it was taken
	}
	understood, kept := f.columnLists()
	lines = append(lines, wrapped("  understood: ", understood, max(1, most/5))...)
	lines = append(lines, wrapped("  kept beside, as columns of the story: ", kept, max(1, most/8))...)
	lines = append(lines, wrapped("  kinds that the story might declare (--add-kinds does): ", f.kindList(), max(1, most/8))...)
	for _, d := range f.Preview {
		if len(lines) < most-2 {
			lines = append(lines, fmt.Sprintf("  row %d: %s", d.Incident.Origin.Row, d.outline()))
		}
	}
	messages := slices.Clone(f.Messages)
	slices.SortStableFunc(messages, func(a, b Message) int { return cmp.Or(b.weight()-a.weight(), b.Count-a.Count) })
	for i, m := range messages {
		if len(lines) >= most-1 && i < len(messages)-1 {
			lines = append(lines, fmt.Sprintf("  and %d more to look at; --report FILE.json has all", len(messages)-i))
			break
		}
		lines = append(lines, "  "+m.String())
	}
	return lines[:min(len(lines), max(most, 2))]
}

// weight puts what was lost before what is to be looked at, and that before what only is told.
func (m *Message) weight() int {
	switch {
	case m.Lost:
		return 2
	case strings.Contains(m.Action, "look") || m.Row > 0:
		return 1
	}
	return 0
}

// columnLists tells which columns are which fields, and which are kept beside.
func (f *FileReport) columnLists() (understood, kept []string) {
	for _, c := range f.Columns {
		switch {
		case c.Field == extraField && c.Name != "":
			kept = append(kept, named(c.Column)+" ("+c.Name+", "+string(c.Type)+")")
		case c.Field == extraField:
			kept = append(kept, named(c.Column)+" (no values)")
		case c.Field == "derived":
		default:
			understood = append(understood, c.Field+" ← "+named(c.Column))
		}
	}
	return understood, kept
}

func (f *FileReport) kindList() []string {
	list := make([]string, len(f.Kinds))
	for i, k := range f.Kinds {
		title, _ := k.Title.In()
		list[i] = fmt.Sprintf("%s (%s, %d rows)", named(title), k.Kind, k.Rows)
	}
	return list
}

// wrapped puts a list into at most so many lines, and says how much of it they leave out.
func wrapped(head string, list []string, most int) []string {
	if len(list) == 0 {
		return nil
	}
	var lines []string
	line := head
	for i, item := range list {
		if utf8.RuneCountInString(line)+2+utf8.RuneCountInString(item) > lineWidth && line != head {
			if len(lines) == most-1 {
				return append(lines, fmt.Sprintf("%s and %d more", line, len(list)-i))
			}
			lines, line = append(lines, line), "    "
		}
		line += item
		if i < len(list)-1 {
			line += "; "
		}
	}
	return append(lines, line)
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
