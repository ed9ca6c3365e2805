package storetest

import (
	"bytes"
	"context"
	"slices"
	"strings"
	"testing"
	"time"

	"incidentmap/incidents"
)

// Picture gives the files of a picture of a width; what is in them is told apart by the mark, and no store looks at it.
func Picture(story, incident, mark string, width int) incidents.MediaUpload {
	u := incidents.MediaUpload{Story: story, Incident: incident}
	for _, w := range incidents.MediaWidths(width) {
		u.Files = append(u.Files, incidents.MediaFile{Width: w, Height: w/2 + 1, Data: []byte(mark + strings.Repeat("x", w))})
	}
	return u
}

// Shown gives the entry of an incident's list for a picture.
func Shown(id string, u incidents.MediaUpload) incidents.Media {
	widest := u.Files[len(u.Files)-1]
	return incidents.Media{
		ID: id, Kind: incidents.Picture, Hash: u.Key().Hash, Width: widest.Width, Height: widest.Height,
		Alt: incidents.Text{"en": "what is seen"}, Credit: incidents.Text{"en": "who made it"}, Licence: incidents.Licence{Name: "CC BY 4.0"},
	}
}

// hasPicture reports whether all files of a picture are there, and fails where some are.
func hasPicture(t *testing.T, s incidents.Store, u incidents.MediaUpload) bool {
	t.Helper()
	found := 0
	for _, f := range u.Files {
		data, err := s.MediaFile(t.Context(), u.Key(), f.Width)
		switch {
		case err == nil && bytes.Equal(data, f.Data):
			found++
		case incidents.CodeOf(err) != incidents.ENotFound:
			t.Fatalf("MediaFile gave %d bytes, %v", len(data), err)
		}
	}
	if found != 0 && found != len(u.Files) {
		t.Fatalf("%d of %d files are there", found, len(u.Files))
	}
	return found > 0
}

func keepPicture(t *testing.T, s incidents.Store, u incidents.MediaUpload) incidents.MediaUpload {
	t.Helper()
	if err := s.PutMedia(t.Context(), u); err != nil {
		t.Fatal(err)
	}
	return u
}

func testMedia(t *testing.T, s incidents.Store) {
	put(t, s, Story("a"))
	inc := Incident("a", "Shown")
	one, two := Picture("a", inc.ID, "one", 1000), Picture("a", inc.ID, "two", 200)
	if hasPicture(t, s, one) {
		t.Fatal("a picture is there that nobody uploaded")
	}
	keepPicture(t, s, one)
	keepPicture(t, s, one)
	keepPicture(t, s, two)
	usage, err := s.MediaUsage(t.Context(), "a")
	if want := (incidents.MediaUsage{Pictures: 2, Bytes: one.Bytes() + two.Bytes()}); err != nil || usage != want {
		t.Errorf("MediaUsage gave %+v, %v; want %+v", usage, err, want)
	}
	if !hasPicture(t, s, one) || !hasPicture(t, s, two) {
		t.Error("a picture that was uploaded is not there")
	}
	for name, key := range map[string]incidents.MediaKey{
		"another incident": {Story: "a", Incident: Incident("a", "x").ID, Hash: one.Key().Hash},
		"another story":    {Story: "b", Incident: inc.ID, Hash: one.Key().Hash},
		"no hash":          {Story: "a", Incident: inc.ID, Hash: "sha256:../../x"},
		"no incident":      {Story: "a", Incident: "../..", Hash: one.Key().Hash},
	} {
		if _, err := s.MediaFile(t.Context(), key, 1000); incidents.CodeOf(err) != incidents.ENotFound {
			t.Errorf("%s: MediaFile gave %v", name, err)
		}
	}
	if err := s.PutMedia(t.Context(), Picture("nowhere", inc.ID, "x", 10)); incidents.CodeOf(err) != incidents.ENotFound {
		t.Errorf("a picture of no story: %v", err)
	}
	half := Picture("a", inc.ID, "half", 1000)
	half.Files = half.Files[1:]
	for name, u := range map[string]incidents.MediaUpload{"half a picture": half, "none": {Story: "a", Incident: inc.ID}, "no id": Picture("a", "x", "x", 10)} {
		if err := s.PutMedia(t.Context(), u); incidents.CodeOf(err) != incidents.EInvalid {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func testMediaSwept(t *testing.T, s incidents.Store) {
	put(t, s, Story("a"))
	inc := Incident("a", "Shown once")
	named, never := keepPicture(t, s, Picture("a", inc.ID, "named", 900)), keepPicture(t, s, Picture("a", inc.ID, "never", 900))
	alone := keepPicture(t, s, Picture("a", Incident("a", "x").ID, "alone", 900))
	inc.Media = []incidents.Media{Shown("m1", named)}
	write(t, s, create(inc))
	inc.Media = nil
	write(t, s, update(inc, 1))
	if n, err := s.SweepMedia(t.Context(), time.Unix(0, 0)); err != nil || n != 0 {
		t.Errorf("of what is young %d pictures were swept, %v", n, err)
	}
	n, err := s.SweepMedia(t.Context(), time.Now().AddDate(100, 0, 0))
	if got := []bool{hasPicture(t, s, named), hasPicture(t, s, never), hasPicture(t, s, alone)}; err != nil || n != 2 || !slices.Equal(got, []bool{true, false, false}) {
		t.Errorf("SweepMedia gave %d, %v; there are %v", n, err, got)
	}
}

// testMediaTakenAway takes pictures away by each means, and looks which are left.
func testMediaTakenAway(t *testing.T, s incidents.Store) {
	put(t, s, Story("a"))
	redact := func(fields []string, revisions ...int) func(context.Context, string) error {
		return func(ctx context.Context, id string) error {
			_, err := s.Redact(ctx, incidents.Redaction{
				Story: "a", Incident: id, Fields: fields, Revisions: revisions, Reason: incidents.ForPrivacy, Note: incidents.Text{"en": "Taken away."},
			})
			return err
		}
	}
	for _, tt := range []struct {
		name             string
		do               func(ctx context.Context, id string) error
		old, both, newer bool // which of the pictures stay
	}{
		{"all pictures", redact([]string{"media"}), false, false, false},
		{"one picture", redact([]string{"media.m2"}), true, false, true},
		{"a revision", redact(nil, 1), false, true, true},
		{"other words", redact([]string{"summary"}), true, true, true},
		{"the incident", func(ctx context.Context, id string) error {
			return s.Erase(ctx, incidents.Erasure{Story: "a", Incident: id, Reason: incidents.ForLaw, Note: incidents.Text{"en": "Taken away."}})
		}, false, false, false},
	} {
		inc, bystander := Incident("a", "Shown "+tt.name), Incident("a", "Bystander "+tt.name)
		old, both, newer := Picture("a", inc.ID, "old", 900), Picture("a", inc.ID, "both", 100), Picture("a", inc.ID, "newer", 400)
		same := keepPicture(t, s, Picture("a", bystander.ID, "both", 100))
		for _, u := range []incidents.MediaUpload{old, both, newer} {
			keepPicture(t, s, u)
		}
		bystander.Media = []incidents.Media{Shown("m2", same)}
		inc.Media = []incidents.Media{Shown("m1", old), Shown("m2", both)}
		write(t, s, create(inc), create(bystander))
		inc.Media = []incidents.Media{Shown("m2", both), Shown("m3", newer)}
		write(t, s, update(inc, 1))
		if p := public(t, s, inc); len(p.Media) != 2 {
			t.Fatalf("%s: readers see %d pictures", tt.name, len(p.Media))
		}
		if err := tt.do(t.Context(), inc.ID); err != nil {
			t.Fatalf("%s: %v", tt.name, err)
		}
		got := []bool{hasPicture(t, s, old), hasPicture(t, s, both), hasPicture(t, s, newer), hasPicture(t, s, same)}
		if want := []bool{tt.old, tt.both, tt.newer, true}; !slices.Equal(got, want) {
			t.Errorf("%s: there are %v; want %v", tt.name, got, want)
		}
		for _, m := range public(t, s, inc).Media {
			if _, err := s.MediaFile(t.Context(), incidents.MediaKey{Story: "a", Incident: inc.ID, Hash: m.Hash}, m.Width); err != nil {
				t.Errorf("%s: readers see the picture %s: %v", tt.name, m.ID, err)
			}
		}
	}
}

// testMediaOfCoarsenedPlaces holds that readers see of an incident whose place is coarsened the pictures that show no place
// alone, now and as of then, whether the incident or its story says so.
func testMediaOfCoarsenedPlaces(t *testing.T, s incidents.Store) {
	for _, byStory := range []bool{false, true} {
		story := Story("a")
		put(t, s, story)
		inc := Incident("a", "Shown")
		free, revealing := keepPicture(t, s, Picture("a", inc.ID, "free", 100)), keepPicture(t, s, Picture("a", inc.ID, "revealing", 100))
		inc.Media = []incidents.Media{Shown("m1", free), Shown("m2", revealing)}
		inc.Media[0].ShowsNoPlace = true
		then := write(t, s, create(inc))[0].Seq
		if p := public(t, s, inc); len(p.Media) != 2 {
			t.Errorf("of an open place readers see %d pictures", len(p.Media))
		}
		if byStory {
			story.Policy.Disclosure = incidents.Coarsened
			put(t, s, story)
		} else {
			inc.Disclosure = incidents.Coarsened
			write(t, s, update(inc, 1))
		}
		for what, p := range map[string]*incidents.Public{"now": public(t, s, inc), "as of then": asOf(t, s, then)[inc.ID]} {
			if p == nil || len(p.Media) != 1 || p.Media[0].Hash != free.Key().Hash {
				t.Errorf("by the story %v, %s: readers see %s", byStory, what, asJSON(p))
			}
		}
	}
}
