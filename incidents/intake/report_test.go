package intake

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"iter"
	"strings"
	"testing"

	"incidentmap/incidents"
	"incidentmap/incidents/records"
)

var quirks = []string{
	"id|fecha|lat|lon|título|muertos|enlace",
	"1|2026-02-22|20.5|-103.5|Uno|1|https://example.org/1; javascript:alert(1)",
	"2|2026-02-22|20.5|-103.5|Dos|-3|https://example.org/2",
	"2|2026-02-23|20.6|-103.6|Otra vez dos|0|",
	"||||||",
	"3|2026-02-24|0|0|Tres|n/a|",
	"4|31/31/2026|20.7|-103.7|Cuatro|1e400|",
}

// Every row that is not taken whole has its line, and nothing else is lost.
func TestReport(t *testing.T) {
	var b bytes.Buffer
	f, drafts := take(t, tableOf(quirks...), func(o *Options) { o.Lines, o.Preview = &b, 2 })
	want := Counts{Rows: 6, Accepted: 5, Partial: 4, Refused: 1, Unlocated: 1, Alike: 1, Created: 5}
	if f.Counts != want {
		t.Errorf("counts %+v, want %+v", f.Counts, want)
	}
	for _, parts := range [][]string{
		{"row 2", "javascript:alert(1)", "http"}, {"row 3", "muertos", "-3", "negative"}, {"row 4", "identifier"}, {"row 5", "empty"}, {"row 6", "Gulf of Guinea"}, {"row 7", "muertos", "1e400"}, {"row 7", "fecha"},
	} {
		if !says(f, parts...) {
			t.Errorf("nothing says %q", parts)
		}
	}
	if len(drafts[0].Incident.Sources) != 1 || len(drafts[1].Incident.Casualties) != 0 || drafts[1].Incident.Extra["muertos"] != "-3" || drafts[3].Incident.Casualties != nil {
		t.Errorf("what was good in the rows was not taken: %+v", drafts)
	}
	var written struct {
		Format    string
		Separator string
		Columns   []ColumnReport
		Messages  []Message
		Counts
		Preview []Draft
		Written bool
	}
	if err := json.Unmarshal(b.Bytes(), &written); err != nil {
		t.Fatalf("%v in %s", err, &b)
	}
	if written.Counts != want || written.Format != "csv" || len(written.Columns) != 7 || len(written.Preview) != 2 || !written.Written {
		t.Errorf("the report in JSON differs: %s", &b)
	}
	rows := map[int]bool{}
	for _, m := range written.Messages {
		if m.Lost {
			rows[m.Row] = true
		}
	}
	if len(rows) != 5 {
		t.Errorf("%d rows have a line, want all 5 that lost something: %v", len(rows), rows)
	}
	var text bytes.Buffer
	if err := (Report{Files: []FileReport{f}, Counts: f.Counts}).WriteText(&text); err != nil || !strings.Contains(text.String(), "6 rows: 5 accepted (4 in part), 1 refused") {
		t.Errorf("%v %s", err, &text)
	}
}

func TestAllOrNothing(t *testing.T) {
	var s draftSink
	report, err := read(context.Background(), []*input{tableOf(quirks...)}, Options{Story: story, AllOrNothing: true}, &s)
	if incidents.CodeOf(err) != incidents.EInvalid || len(s.drafts) != 0 || report.Rows != 6 || report.Written {
		t.Errorf("%v, %d drafts, %s", err, len(s.drafts), report.Counts)
	}
	if _, err = read(context.Background(), []*input{tableOf(quirks[:2]...)}, Options{Story: story, AllOrNothing: true}, &s); err != nil || len(s.drafts) != 1 {
		t.Errorf("%v, %d drafts", err, len(s.drafts))
	}
	s = draftSink{}
	if _, err = read(context.Background(), []*input{tableOf(quirks[:2]...)}, Options{Story: story, DryRun: true}, &s); err != nil || len(s.drafts) != 0 {
		t.Errorf("a dry run: %v, %d drafts", err, len(s.drafts))
	}
}

// The same file twice changes nothing; a changed row makes a revision of its incident.
func TestAgain(t *testing.T) {
	lines := []string{"id|fecha|lat|lon|título", "1|2026-02-22|20.5|-103.5|Uno", "2|2026-02-23|20.6|-103.6|Dos"}
	for _, tt := range []struct {
		name    string
		first   []string
		second  []string
		want    Counts
		revised string // the title of the first draft handed on the second time
	}{
		{"the same", lines, lines, Counts{Rows: 2, Accepted: 2, Unchanged: 2}, ""},
		{"a changed row", lines, []string{lines[0], lines[1], "2|2026-02-23|20.6|-103.6|Dos bis"}, Counts{Rows: 2, Accepted: 2, Unchanged: 1, Updated: 1}, "Dos bis"},
		{"a new row", lines, append(lines[:3:3], "3|2026-02-24|20.7|-103.7|Tres"), Counts{Rows: 3, Accepted: 3, Unchanged: 2, Created: 1}, "Tres"},
		{
			"without identifiers",
			[]string{"fecha|lat|lon|título", "2026-02-22|20.5|-103.5|Uno", "2026-02-22|20.5|-103.5|Uno"},
			[]string{"fecha|lat|lon|título", "2026-02-22|20.5|-103.5|Uno", "2026-02-22|20.5|-103.5|Uno"},
			Counts{Rows: 2, Accepted: 1, Unchanged: 1, Duplicates: 1},
			"",
		},
		{"read in another order", []string{"id|fecha|lat|lon", "1|01/02/2026|20.5|-103.5"}, []string{"id|fecha|lat|lon", "1|01/02/2026|20.5|-103.5", "2|13/02/2026|20.5|-103.5"}, Counts{Rows: 2, Accepted: 2, Unchanged: 1, Created: 1}, "Otro incidente, 2026-02-13"},
	} {
		_, drafts := take(t, tableOf(tt.first...), nil)
		before := draftSink{drafts}
		f, again := take(t, tableOf(tt.second...), func(o *Options) { o.Known = before.known })
		if f.Counts != tt.want {
			t.Errorf("%s: %+v, want %+v", tt.name, f.Counts, tt.want)
		}
		if len(again) != min(1, len(tt.revised)) || len(again) > 0 && again[0].Incident.Title["es"] != tt.revised {
			t.Errorf("%s: handed on %+v", tt.name, again)
		}
		for _, d := range again {
			if f.Updated > 0 && (d.Base != 1 || d.Incident.ID != drafts[1].Incident.ID) {
				t.Errorf("%s: the revision is of %s at %d", tt.name, d.Incident.ID, d.Base)
			}
		}
	}
}

func TestAlike(t *testing.T) {
	f, drafts := take(t, tableOf("id|fecha|lat|lon|delito|muertos", "1|2026-02-22|20.5|-103.5|Homicidio|1", "2|2026-02-22|20.50001|-103.50001|Homicidio|1", "3|2026-02-22|20.5|-103.5|Homicidio|2"), nil)
	if f.Alike != 1 || len(drafts) != 3 || !says(f, "row 3", "row 2", "look whether they are one") {
		t.Errorf("%s %v", f.Counts, f.Messages)
	}
}

// A million complaints are one message with a count, and the first rows.
func TestMessagesAreGathered(t *testing.T) {
	lines := []string{"id|lat|lon|muertos"}
	for i := range 3000 {
		lines = append(lines, fmt.Sprintf("%d|20.5|-103.5|-1", i))
	}
	var b bytes.Buffer
	f, _ := take(t, tableOf(lines...), func(o *Options) { o.Lines = &b })
	found := false
	for _, m := range f.Messages {
		if m.Column == "muertos" {
			found = m.Count == 3000 && len(m.Rows) == firstRows && m.Rows[0] == 2
		}
	}
	if !found || len(f.Messages) > 10 || strings.Count(b.String(), `"muertos","value":"-1"`) != 3000 {
		t.Errorf("%d messages in memory, %d lines: %v", len(f.Messages), strings.Count(b.String(), "\n"), f.Messages)
	}
}

func TestBrokenFiles(t *testing.T) {
	broken := tableOf(quirks[:3]...)
	records1 := broken.records
	broken.records = func(ctx context.Context) iter.Seq2[records.Record, error] {
		return func(yield func(records.Record, error) bool) {
			for r, err := range records1(ctx) {
				if !yield(r, err) {
					return
				}
			}
			yield(records.Record{}, errors.New("the end is missing"))
		}
	}
	lost := &input{name: "lost.csv", err: errors.New("is not there")}
	var s draftSink
	var b bytes.Buffer
	report, err := read(context.Background(), []*input{lost, broken, tableOf(quirks[:2]...)}, Options{Story: story, Lines: &b}, &s)
	if err == nil || !strings.Contains(err.Error(), "is not there") || !strings.Contains(err.Error(), "the end is missing") {
		t.Errorf("error: %v", err)
	}
	if len(s.drafts) != 3 || report.Accepted != 3 || report.Files[1].Error == "" || report.Files[2].Accepted != 1 {
		t.Errorf("%d drafts, %s", len(s.drafts), report.Counts)
	}
	if !json.Valid(b.Bytes()) {
		t.Errorf("the report is not JSON: %s", &b)
	}
}

func TestOptions(t *testing.T) {
	for _, tt := range []struct {
		opts Options
		says string
	}{
		{Options{Dates: "ymd"}, "dmy or mdy"},
		{Options{Zone: "Mars/Olympus"}, "IANA"},
		{Options{EPSG: 1}, "EPSG:1"},
		{Options{Kind: "x"}, "kind"},
		{Options{Map: map[string]string{"zzz": "y"}}, "not a field"},
		{Options{Map: map[string]string{"kind": "nope"}}, "no such column"},
	} {
		tt.opts.Story = story
		if tt.opts.Zone == "" {
			tt.opts.Zone = story.Zone
		}
		_, err := read(context.Background(), []*input{tableOf(quirks...)}, tt.opts, &draftSink{})
		if err == nil || !strings.Contains(err.Error(), tt.says) {
			t.Errorf("%+v: %v", tt.opts, err)
		}
	}
	f, drafts := take(t, tableOf("a|b|c", "Homicidio|x|y"), func(o *Options) { o.Map = map[string]string{"kind": "a", "extra": "b"} })
	if drafts[0].Incident.Kind != "killing" || drafts[0].Incident.Extra["b"] != "x" || f.Columns[0].Reason != "as was asked" {
		t.Errorf("%+v %+v", drafts, f.Columns)
	}
}

// Texts that are longer than the domain lets through are cut with a word, and kept whole.
func TestLongTexts(t *testing.T) {
	long := strings.Repeat("á", 400)
	f, drafts := take(t, tableOf("id|título|lugar|fuente|otra", "1|"+long+"|"+long+"|"+long+"|"+long), nil)
	if f.Partial != 1 || !says(f, "título", "longer") || !says(f, "lugar", "longer") || !says(f, "fuente", "longer") {
		t.Errorf("%s %v", f.Counts, f.Messages)
	}
	for _, column := range []string{"título", "lugar", "fuente", "otra"} {
		if drafts[0].Incident.Extra[column] != long {
			t.Errorf("%s is not kept whole", column)
		}
	}
}

// A file of which nothing is understood is refused: the last guess is no file of incidents.
func TestUnknownColumns(t *testing.T) {
	var s draftSink
	report, err := read(context.Background(), []*input{tableOf("qwe|rty|uio|pas", "a|b|c|d", "e|f|g|h")}, Options{Story: story}, &s)
	if incidents.CodeOf(err) != incidents.EInvalid || len(s.drafts) != 0 || !strings.Contains(report.Files[0].Error, "no column that is known") {
		t.Errorf("%v, %d drafts, %+v", err, len(s.drafts), report)
	}
	if _, drafts := take(t, tableOf("qwe|rty", "a|b"), func(o *Options) { o.Map = map[string]string{"kind": "qwe"} }); len(drafts) != 1 {
		t.Errorf("with a column named: %+v", drafts)
	}
}
