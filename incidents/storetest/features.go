package storetest

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"incidentmap/incidents"
)

func testFeatures(t *testing.T, s incidents.Store) {
	put(t, s, Story("a"))
	var writes []incidents.Write
	for i := range 300 { // more than a store may read at once
		writes = append(writes, create(Incident("a", fmt.Sprint("Number ", i))))
	}
	hidden := draft("a", "Hidden")
	revisions := write(t, s, append(writes, create(hidden))...)
	secret := revisions[len(revisions)-1].Seq
	revisions = revisions[:len(revisions)-1]

	rng := rand.New(rand.NewPCG(1, 2))
	rng.Shuffle(len(revisions), func(i, j int) { revisions[i], revisions[j] = revisions[j], revisions[i] })
	revisions = append(revisions, revisions[3], revisions[3]) // asked twice, given twice
	var seqs []incidents.Seq
	for _, rev := range revisions {
		seqs = append(seqs, rev.Seq)
	}
	i := 0
	for f, err := range s.Features(t.Context(), seqs, "en") {
		if err != nil {
			t.Fatal(err)
		}
		title := fmt.Sprintf("%q", revisions[i].Incident.Title["en"])
		if f.Seq != seqs[i] || f.ID != revisions[i].Incident.ID || !strings.Contains(string(f.JSON), title) {
			t.Fatalf("feature %d is %d of %s: %s; want %s", i, f.Seq, f.ID, f.JSON, title)
		}
		i++
	}
	if i != len(seqs) {
		t.Errorf("%d features for %d numbers", i, len(seqs))
	}
	for _, err := range s.Features(t.Context(), seqs, "en") {
		if err != nil {
			t.Error(err)
		}
		break // a reader may stop at any time
	}

	for _, missing := range []incidents.Seq{-1, 0, 1, secret, secret + 1} {
		asked := append(slices.Clone(seqs[:2]), missing, seqs[2])
		given, fault := 0, error(nil)
		for _, err := range s.Features(t.Context(), asked, "en") {
			if err != nil {
				fault = err
				break
			}
			given++
		}
		isCode(t, fmt.Sprint("number ", missing), fault, incidents.ENotFound)
		if given != 2 {
			t.Errorf("number %d: %d features before it, want 2", missing, given)
		}
	}
	// Whoever still holds the number of what was in force a moment ago is answered.
	old := revisions[0]
	write(t, s, update(old.Incident, 1))
	if got := features(t, s, "en", old.Seq); len(got) != 1 || !strings.Contains(got[0], old.Incident.ID) {
		t.Errorf("the feature before the last is %s", got)
	}
}

func testFeatureLanguages(t *testing.T, s incidents.Store) {
	story := Story("a")
	story.Languages = []string{"fr", "es", "en"}
	put(t, s, story)
	for _, tt := range []struct{ written, asked, given string }{
		{"es en", "en", "en"},
		{"es en", "es", "es"},
		{"es en", "de", "es"},
		{"es en", "", "es"},
		{"en", "es", "en"},
		{"nl de", "es", "de"},
		{"nl de", "nl", "nl"},
		{"en de fr", "es", "fr"},
	} {
		inc := Incident("a", "")
		inc.Title = incidents.Text{}
		for lang := range strings.FieldsSeq(tt.written) {
			inc.Title[lang] = "in " + lang
		}
		rev := write(t, s, create(inc))[0]
		got := features(t, s, tt.asked, rev.Seq)
		if want := fmt.Sprintf(`"title":"in %s","lang":%q`, tt.given, tt.given); len(got) != 1 || !strings.Contains(got[0], want) {
			t.Errorf("written in %s, asked in %q: got %s, want %s", tt.written, tt.asked, got, want)
		}
	}
}

func testFeatureBytes(t *testing.T, s incidents.Store) {
	put(t, s, Story("a"))
	inc := Incident("a", "Bytes <b>&\u2028 \ufffd ñ")
	inc.When.Start = inc.When.Start.Add(123456789) // finer than a second
	write(t, s, create(inc))
	story := Story("a")
	for range 2 {
		p := public(t, s, inc)
		for _, lang := range p.Langs() {
			want := string(Encode(nil, p, lang))
			if got := features(t, s, lang, p.Seq)[0]; got != want {
				t.Errorf("the feature reads\n%s, what readers see is\n%s", got, want)
			}
		}
		// And again after it has been encoded from what was stored.
		story.Layers = nil
		put(t, s, story)
	}
}
