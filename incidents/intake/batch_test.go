package intake

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"math/rand/v2"
	"strings"
	"testing"
)

// messy is a table of n rows of which each is random: identifiers that come again, rows that
// are alike, empty ones, and cells that are read, told of, or refused.
func messy(n int) *input {
	rng := rand.New(rand.NewPCG(7, 11))
	pick := func(of ...string) string { return of[rng.IntN(len(of))] }
	lines := []string{"id|titulo|delito|fecha|hora|lat|lon|ciudad|estado|muertos|heridos|fuente|precision|otra"}
	for i := range n {
		if rng.IntN(50) == 0 {
			lines = append(lines, "|||||||||||||")
			continue
		}
		lines = append(lines, strings.Join([]string{
			pick(fmt.Sprint(i), fmt.Sprint(i), fmt.Sprint(i/2), ""), pick("", "Hecho", "Bloqueo en la avenida"), pick("homicidio", "raro", "fire"),
			pick("2024-03-10", "10/03/2024", "n/a", "noche del domingo", "31/02/2024", "2022-10-30"), pick("", "01:30", "noche", "99:99"),
			pick("20.5", "20,66", "NaN", "", "0", "-103.4"), pick("-103.5", "103.4", "0", "", "20.5"),
			pick("Tapalpa", "San Juan", "Nowhere", ""), pick("Jalisco", ""), pick("0", "3", "-1", "al menos 2", ""), pick("", "1"),
			pick("El Diario", "A; B", "javascript:x", "https://example.org/"+fmt.Sprint(i)), pick("exact", "street", "state", "x"), pick("", "a"),
		}, "|"))
		if rng.IntN(50) == 0 {
			lines = append(lines, lines[len(lines)-1])
		}
	}
	lines = lines[:n+1]
	return tableOf(lines...)
}

// However many workers there are, the drafts, their order, the messages and the counts are
// the same: only the identifiers are made anew.
func TestWorkersChangeNothing(t *testing.T) {
	in := messy(5*batchRows + 17)
	told := func(workers int) (string, Counts) {
		var text strings.Builder
		opts := Options{Story: story, Geocoder: world(), Preview: 3, Map: map[string]string{"id": "id"}}
		s, err := opts.check()
		if err != nil {
			t.Fatal(err)
		}
		p, err := s.profile(context.Background(), in)
		if err != nil {
			t.Fatal(err)
		}
		pl := s.decide(in, p)
		f := &FileReport{File: in.name}
		var sink draftSink
		n := newNumberer(s, f, &sink, newLines(&text, true), p.rows, newSeenRows())
		if err := pl.convertBy(context.Background(), in, p.rows, n, workers); err != nil {
			t.Fatal(err)
		}
		last := ""
		for _, d := range sink.drafts {
			if d.Incident.ID <= last {
				t.Fatalf("%d workers: the identifier %s comes after %s", workers, d.Incident.ID, last)
			}
			last, d.Incident.ID = d.Incident.ID, ""
			b, err := json.Marshal(d)
			if err != nil {
				t.Fatal(err)
			}
			text.Write(append(b, '\n'))
		}
		for _, m := range n.groups.messages() {
			fmt.Fprintln(&text, m)
		}
		return text.String(), f.Counts
	}
	want, counts := told(1)
	if counts.Rows != 5*batchRows+17 || counts.Rows != counts.Accepted+counts.Refused+counts.Duplicates ||
		counts.Refused == 0 || counts.Duplicates == 0 || counts.Partial == 0 || counts.Alike == 0 {
		t.Fatalf("the table does not try everything: %+v", counts)
	}
	for _, workers := range []int{2, 5} {
		for range 2 {
			if got, same := told(workers); got != want || same != counts {
				t.Fatalf("%d workers give other drafts than one: %+v, want %+v", workers, same, counts)
			}
		}
	}
}

// stubborn is a sink that fails behind some drafts.
type stubborn struct{ left int }

func (s *stubborn) Take(_ context.Context, drafts []Draft) error {
	if s.left -= len(drafts); s.left < 0 {
		return io.ErrShortWrite
	}
	return nil
}

func TestASinkThatFailsEndsTheImport(t *testing.T) {
	for _, left := range []int{0, batchRows, 9 * batchRows} {
		in := wide(20 * batchRows)
		if _, err := read(context.Background(), []*input{in}, Options{Story: story}, &stubborn{left}); err == nil || !strings.Contains(err.Error(), io.ErrShortWrite.Error()) {
			t.Errorf("after %d drafts: %v", left, err)
		}
	}
}
