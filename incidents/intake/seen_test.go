package intake

import (
	"context"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"incidentmap/incidents/records"
)

// equal is a table of n rows that all say the same.
func equal(n int) []string {
	lines := []string{"fecha|lat|lon|título"}
	for range n {
		lines = append(lines, "2026-02-22|20.5|-103.5|Bloqueo")
	}
	return lines
}

func TestEqualRowsAreOne(t *testing.T) {
	const many = 20_000 // more than are in flight, and than the sample has
	f, drafts := take(t, tableOf(equal(many)...), nil)
	if want := (Counts{Rows: many, Accepted: 1, Duplicates: many - 1, Created: 1}); f.Counts != want || len(drafts) != 1 {
		t.Errorf("%+v, %d drafts", f.Counts, len(drafts))
	}
	const line = "19999 rows (3, 4, 5, 6, 7, 8, 9, 10, 11, 12, …): equal to row 2, and taken as one with it; --keep-equal-rows keeps each"
	if !says(f, line) {
		t.Errorf("the report does not say %q: %v", line, f.Messages)
	}
	before := draftSink{drafts}
	f, drafts = take(t, tableOf(equal(many)...), func(o *Options) { o.Known = before.known })
	if want := (Counts{Rows: many, Accepted: 1, Duplicates: many - 1, Unchanged: 1}); f.Counts != want || len(drafts) != 0 {
		t.Errorf("again: %+v, %d drafts", f.Counts, len(drafts))
	}
}

func TestEqualRowsAreKept(t *testing.T) {
	keep := func(o *Options) { o.KeepEqualRows = true }
	f, drafts := take(t, tableOf(equal(3)...), keep)
	if want := (Counts{Rows: 3, Accepted: 3, Alike: 2, Created: 3}); f.Counts != want || !says(f, "2 rows (3, 4): the row is the same as one before it") {
		t.Errorf("%+v %v", f.Counts, f.Messages)
	}
	before := draftSink{drafts}
	f, _ = take(t, tableOf(equal(3)...), func(o *Options) { keep(o); o.Known = before.known })
	if f.Unchanged != 3 {
		t.Errorf("again: %+v", f.Counts)
	}
	// A row with an identifier is the same record, however often it is there.
	f, _ = take(t, tableOf("id|título", "a|Uno", "a|Uno"), keep)
	if f.Accepted != 1 || f.Duplicates != 1 {
		t.Errorf("with identifiers: %+v", f.Counts)
	}
}

// Whatever rows are equal to, there are a few lines of it.
func TestPairsOfEqualRows(t *testing.T) {
	lines := []string{"título|fecha"}
	for i := range 3000 {
		row := strings.Repeat("x", i%100+1) + "|2026-02-" + string(rune('1'+i/1000)) + "0"
		lines = append(lines, row, row)
	}
	f, _ := take(t, tableOf(lines...), nil)
	if f.Accepted != 300 || f.Duplicates != 5700 || len(f.Messages) > 15 || !says(f, "equal to a row before it, and taken as one with it") {
		t.Errorf("%+v, %d messages", f.Counts, len(f.Messages))
	}
}

func TestEqualRowsOfSeveralFiles(t *testing.T) {
	first, second := tableOf(equal(2)...), tableOf(append(equal(1), "2026-02-23|20.6|-103.6|Otro")...)
	second.name = "second.csv"
	for _, dry := range []bool{false, true} {
		var s draftSink
		report, err := read(context.Background(), []*input{first, second}, Options{Story: story, DryRun: dry, Known: s.known}, &s)
		if err != nil || report.Created != 2 || report.Duplicates != 2 || !dry && len(s.drafts) != 2 {
			t.Errorf("%v %+v, %d drafts", err, report.Counts, len(s.drafts))
		}
		if !says(report.Files[1], `row 2: equal to row 2 of "table.csv", and taken as one with it`) {
			t.Error(report.Files[1].Messages)
		}
	}
	// The second file changes a record, and the third says again what the first did.
	before, after := tableOf("id|título", "a|Uno"), tableOf("id|título", "a|Uno bis")
	var s draftSink
	report, err := read(context.Background(), []*input{before, after, before}, Options{Story: story, Known: s.known}, &s)
	if err != nil || report.Created != 1 || report.Updated != 2 {
		t.Errorf("%v %+v", err, report.Counts)
	}
}

// Of an identifier that is there twice, equal rows are one, and others stand side by side.
func TestIdentifiersTwice(t *testing.T) {
	lines := []string{
		"id|title|date|lat|lon|killed", "A1|Uno|2026-02-22|20.67|-103.35|1", "A1|Uno|2026-02-22|20.67|-103.35|1",
		"A2|Dos|2026-02-22|20.70|-103.40|0", "A3|Tres|2026-02-22|20.71|-103.41|0", "A3|Tres ampliado|2026-02-22|20.71|-103.41|2",
	}
	f, drafts := take(t, tableOf(lines...), nil)
	var keys []string
	for _, d := range drafts {
		keys = append(keys, d.Incident.Origin.Key)
	}
	if got := strings.Join(keys, " "); got != "id:A1 id:A2 id:A3 id#2:A3" || f.Duplicates != 1 || f.Alike != 1 {
		t.Errorf("%s %+v", got, f.Counts)
	}
	if !says(f, "row 3: equal to row 2") || !says(f, `row 6: "A3" the identifier is that of a row before it, which says something else; both are kept`) {
		t.Error(f.Messages)
	}
	before := draftSink{drafts}
	lines[5] = "A3|Tres ampliado|2026-02-22|20.71|-103.41|3"
	f, again := take(t, tableOf(lines...), func(o *Options) { o.Known = before.known })
	if f.Unchanged != 3 || f.Updated != 1 || len(again) != 1 || again[0].Incident.ID != drafts[3].Incident.ID {
		t.Errorf("with the second changed: %+v %+v", f.Counts, again)
	}
}

// However long the rows are, what is in flight is bounded.
func TestLongRows(t *testing.T) {
	path := filepath.Join(t.TempDir(), "long.csv")
	var b strings.Builder
	b.WriteString("título,nota\n")
	for i := range 40 {
		b.WriteString(strings.Repeat(string(rune('a'+i%26)), i+1) + "," + strings.Repeat("x", 1<<20) + "\n")
	}
	if err := os.WriteFile(path, []byte(b.String()), 0o600); err != nil {
		t.Fatal(err)
	}
	b.Reset()
	opener := records.NewOpener(records.Options{})
	defer opener.Close()
	files, err := opener.Open(t.Context(), path)
	if err != nil {
		t.Fatal(err)
	}
	sink := &heaviest{}
	report, err := Read(t.Context(), files, Options{Story: story}, sink)
	if err != nil || report.Created != 40 || sink.most > batchBytes+(2<<20) {
		t.Errorf("%v %+v: %d bytes were handed on at once", err, report.Counts, sink.most)
	}
}

// heaviest is a sink that keeps nothing but how many bytes it got at once.
type heaviest struct{ most int }

func (h *heaviest) Take(_ context.Context, drafts []Draft) error {
	sum := 0
	for _, d := range drafts {
		sum += d.Bytes
	}
	h.most = max(h.most, sum)
	return nil
}

// Rows directly behind equal ones are not read again, and all that is said of them is as if they were: the same of a file
// whose rows are equal in runs as of one in which another row stands between any two.
func TestRunsOfEqualRows(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	for range 40 {
		lines, want := []string{"fecha|lat|lon|título|muertos"}, Counts{}
		seen := map[int]bool{}
		for len(lines) < 700 { // more than a batch
			kind := r.IntN(12)
			for range 1 + r.IntN(40) {
				want.Rows++
				switch kind {
				case 0:
					lines = append(lines, "||| |")
					want.Refused++
				case 1:
					lines = append(lines, "Total||||3")
					want.Refused++
				default:
					lines = append(lines, fmt.Sprintf("2026-02-%02d|20.5|-103.5|Bloqueo|%d", kind+1, kind))
					if seen[kind] {
						want.Duplicates++
					} else {
						want.Accepted++
						want.Created++
					}
					seen[kind] = true
				}
			}
		}
		f, drafts := take(t, tableOf(lines...), nil)
		if f.Counts != want || len(drafts) != want.Accepted {
			t.Fatalf("%+v, %d drafts; want %+v", f.Counts, len(drafts), want)
		}
		told := 0
		for _, m := range f.Messages {
			if strings.Contains(m.Reason, "taken as one") {
				told += max(m.Count, 1)
			}
			for _, row := range m.Rows {
				first := lines[row-1]
				if strings.Contains(m.Reason, "taken as one") && strings.HasPrefix(m.Reason, "equal to row ") {
					var of int
					if _, err := fmt.Sscanf(m.Reason, "equal to row %d,", &of); err != nil || lines[of-1] != first || of >= row {
						t.Fatalf("row %d: %s", row, m.Reason)
					}
				}
			}
		}
		if told != want.Duplicates {
			t.Fatalf("%d equal rows are told of, of %d", told, want.Duplicates)
		}
	}
}
