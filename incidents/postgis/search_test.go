package postgis

import (
	"strings"
	"testing"
	"unicode/utf8"

	"incidentmap/incidents"
	"incidentmap/incidents/postgis/postgistest"
)

// TestSearchForLongWords has words that differ only behind what the index keeps of them.
func TestSearchForLongWords(t *testing.T) {
	s := open(t, postgistest.Setting(t))
	fill(t, s, 1)
	long := strings.Repeat("é", 300) + strings.Repeat("x", maxLexeme)
	var seqs []incidents.Seq
	for _, end := range []string{"one", "two", "twofold"} {
		write := batch(1)[0]
		write.Incident.Summary = incidents.Text{"en": "before " + long + end + " after"}
		rev, err := s.Write(t.Context(), write)
		if err != nil {
			t.Fatal(err)
		}
		seqs = append(seqs, rev[0].Seq)
	}
	for q, want := range map[string][]incidents.Seq{
		long: seqs, long + "two": seqs[1:], long + "two after": seqs[1:2], long + "one": seqs[:1], long + "x": nil, "before aft": seqs,
	} {
		found, err := s.Search(t.Context(), "a", q)
		if err != nil || len(found) != len(want) {
			t.Errorf("…%s: found %v, %v; want %v", q[max(0, len(q)-12):], found, err, want)
			continue
		}
		for i := range found {
			if found[i] != want[i] {
				t.Errorf("…%s: found %v; want %v", q[max(0, len(q)-12):], found, want)
			}
		}
	}
}

func TestLexeme(t *testing.T) {
	for _, word := range []string{"", "word", strings.Repeat("x", maxLexeme), strings.Repeat("x", maxLexeme+1), strings.Repeat("語", maxLexeme)} {
		cut := lexeme(word)
		if !strings.HasPrefix(word, cut) || !utf8.ValidString(cut) || len(cut) > maxLexeme || (len(cut) < len(word) && len(cut) < maxLexeme-3) {
			t.Errorf("of %d bytes %d are kept", len(word), len(cut))
		}
	}
}
