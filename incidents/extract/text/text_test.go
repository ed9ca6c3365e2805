package text

import (
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestSentences(t *testing.T) {
	for _, c := range []struct {
		name, text string
		want       []string
	}{
		{"stops and capitals", "Two died. Three fled.", []string{"Two died.", "Three fled."}},
		{"abbreviations", "Gov. Pablo Lemus of the U.S. State Dept. spoke. He left.", []string{"Gov. Pablo Lemus of the U.S. State Dept. spoke.", "He left."}},
		{"numbers", "It cost 1,010.50 pesos. No. 4 burned.", []string{"It cost 1,010.50 pesos.", "No. 4 burned."}},
		{"a quotation that ends with its sentence", "\"We saw it.\" He fled.", []string{"\"We saw it.\"", "He fled."}},
		{"one line, one paragraph", "Mueren seis\nSeis policías murieron.", []string{"Mueren seis", "Seis policías murieron."}},
		{
			"lines broken at a width are one sentence",
			"The quick brown fox jumps over the lazy dog and runs far\naway from the town where all of the other animals are at\nhome in the evening and sleep.",
			[]string{"The quick brown fox jumps over the lazy dog and runs far away from the town where all of the other animals are at home in the evening and sleep."},
		},
		{"nothing", "", nil},
	} {
		d := Read(c.text, "en")
		var got []string
		for _, s := range d.Sentences {
			got = append(got, d.Words(s.Range))
		}
		if diff := cmp.Diff(c.want, got); diff != "" {
			t.Errorf("%s: sentences differ (-want +got):\n%s", c.name, diff)
		}
	}
}

func TestDateline(t *testing.T) {
	for _, c := range []struct{ text, dateline, agency string }{
		{"CULIACAN, Mexico (AP) — Gunmen fled.", "CULIACAN, Mexico (AP) —", "AP"},
		{"LIMA, 9 JAN 90 (EFE) -- [TEXT] TWO DIED.", "LIMA, 9 JAN 90 (EFE) --", "EFE"},
		{"ZAMORA, Mich., 10 de marzo de 2026 (Cauce).- Seis murieron.", "ZAMORA, Mich., 10 de marzo de 2026 (Cauce).-", "Cauce"},
		{"Durango, Dgo., a 1/o. de diciembre de 2012\nPersonal militar detuvo a dos.", "Durango, Dgo., a 1/o. de diciembre de 2012", ""},
		{"The army — which denied it — left.", "", ""},
		{"Gunmen fled on Sunday.", "", ""},
	} {
		d := Read(c.text, "")
		if got := d.Words(d.Dateline.Range); got != c.dateline || d.Dateline.Agency != c.agency {
			t.Errorf("%q: dateline %q of %q, want %q of %q", c.text, got, d.Dateline.Agency, c.dateline, c.agency)
		}
	}
}

func TestTokens(t *testing.T) {
	d := Read("México’s “El Niño” — 1,010 a.m.", "en")
	want := []Token{
		{Start: 0, End: 6, Word: "mexico", Shape: Capital, Possessive: true, Space: true},
		{Start: 9, End: 10, Word: "\"", Shape: Mark, Quote: 1, Space: true},
		{Start: 10, End: 12, Word: "el", Shape: Capital, Quote: 1},
		{Start: 13, End: 17, Word: "nino", Shape: Capital, Quote: 1, Space: true},
		{Start: 17, End: 18, Word: "\"", Shape: Mark, Quote: 1},
		{Start: 19, End: 20, Word: "—", Shape: Mark, Space: true},
		{Start: 21, End: 26, Word: "1,010", Shape: Number, Space: true},
	}
	if diff := cmp.Diff(want, d.Tokens[:len(want)]); diff != "" {
		t.Errorf("tokens differ (-want +got):\n%s", diff)
	}
}

func TestLanguage(t *testing.T) {
	for s, want := range map[string]string{
		"The army killed two of them in the town.":           "en",
		"El ejército mató a dos de ellos en el pueblo.":      "es",
		"TWO SOLDIERS WERE KILLED IN THE CITY OF AYACUCHO":   "en",
		"MURIERON DOS SOLDADOS EN LA CIUDAD DE LOS ANGELES.": "es",
	} {
		if got := Read(s, "").Lang; got != want {
			t.Errorf("%q is read as %q, want %q", s, got, want)
		}
	}
}

func TestLongSentencesAreCut(t *testing.T) {
	s := ""
	for range 3000 {
		s += "word, "
	}
	for _, x := range Read(s, "en").Sentences {
		if x.Len() > longestSentence {
			t.Fatalf("a sentence has %d tokens", x.Len())
		}
	}
}

// Words of a set are written as people write them, and found as tokens have them.
func TestWordSet(t *testing.T) {
	words := WordSet("ranchería español Niños protección police")
	for _, token := range Read("La ranchería, en español: niños y Protección. POLICE", "es").Tokens {
		switch token.Word {
		case "la", "en", "y", ",", ":", ".":
		default:
			if !words[token.Word] {
				t.Errorf("%q is not found", token.Word)
			}
		}
	}
}
