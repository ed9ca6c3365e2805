package storetest

import (
	"slices"
	"strings"
	"testing"

	"incidentmap/incidents"
)

// HiddenAndOpen writes incidents whose places are hidden, with a past, and one whose place is open, into a store that is to
// be an older one, and gives the numbers of their changes.
func HiddenAndOpen(t *testing.T, s incidents.Store) (hidden, open []incidents.Seq) {
	t.Helper()
	put(t, s, Story("a"))
	for _, rule := range []incidents.Disclosure{incidents.Coarsened, incidents.Withheld} {
		inc := Incident("a", "Hidden")
		inc.Disclosure = rule
		first := write(t, s, create(inc))[0]
		second := write(t, s, titled(first, "Hidden again"))[0]
		hidden = append(hidden, first.Seq, second.Seq)
	}
	return hidden, []incidents.Seq{write(t, s, create(Incident("a", "Open")))[0].Seq}
}

// EncodedAnew holds that an upgraded store encodes what readers see as it does now, which an older encoder wrote that told
// a "secret".
func EncodedAnew(t *testing.T, s incidents.Store, hidden, open []incidents.Seq) {
	t.Helper()
	told := func(seqs []incidents.Seq) string {
		var b strings.Builder
		for f, err := range s.Features(t.Context(), seqs, "en") {
			if err != nil {
				t.Fatal(err)
			}
			b.Write(f.JSON)
		}
		return b.String()
	}
	if all := told(hidden); strings.Contains(all, "secret") || strings.Count(all, "Hidden again") != 2 {
		t.Errorf("hidden places are encoded as %s", all)
	}
	if all := told(open); strings.Contains(all, "secret") || !strings.Contains(all, "Open") {
		t.Errorf("an open place is encoded as %s", all)
	}
	if err := s.Check(t.Context()); err != nil {
		t.Errorf("Check: %v", err)
	}
	if all, err := s.Revisions(t.Context(), "a", newestOfTitle(t, s, "Hidden again")); err != nil || len(all) != 2 {
		t.Errorf("the revisions are %+v, %v", all, err)
	}
	write(t, s, create(Incident("a", "After")))
}

// PicturesHiddenAndOpen writes an incident with a picture whose place is coarsened, and others that lack one of the two, into a
// store that is to be an older one, and gives the numbers of their changes.
func PicturesHiddenAndOpen(t *testing.T, s incidents.Store) (hidden, others []incidents.Seq) {
	t.Helper()
	put(t, s, Story("a"))
	one := func(rule incidents.Disclosure, pictured bool) []incidents.Seq {
		inc := Incident("a", "One")
		inc.Disclosure = rule
		if pictured {
			inc.Media = []incidents.Media{Shown("m1", keepPicture(t, s, Picture("a", inc.ID, "mark", 100)))}
		}
		return []incidents.Seq{write(t, s, create(inc))[0].Seq}
	}
	return one(incidents.Coarsened, true), append(one(incidents.Coarsened, false), one(incidents.Open, true)...)
}

// PicturesEncodedAnew holds that an upgraded store has encoded all of them as it does now, which an older encoder wrote that
// told a "secret".
func PicturesEncodedAnew(t *testing.T, s incidents.Store, hidden, others []incidents.Seq) {
	t.Helper()
	for f, err := range s.Features(t.Context(), slices.Concat(hidden, others), "en") {
		if err != nil {
			t.Fatal(err)
		}
		if strings.Contains(string(f.JSON), "secret") {
			t.Errorf("an incident is as the older encoder wrote it: %s", f.JSON)
		}
	}
	if err := s.Check(t.Context()); err != nil {
		t.Errorf("Check: %v", err)
	}
}

func newestOfTitle(t *testing.T, s incidents.Store, title string) string {
	t.Helper()
	for _, p := range shown(t, s) {
		if p.Title["en"] == title {
			return p.ID
		}
	}
	t.Fatalf("readers see no %q", title)
	return ""
}
