package incidents

import (
	"bytes"
	"math"
	"slices"
	"testing"
	"time"

	"github.com/paulmach/orb"

	"incidentmap/geo"
)

func TestTraitsKnowEveryWord(t *testing.T) {
	for _, c := range Classes() {
		if !slices.Contains(traitClasses, c) {
			t.Errorf("class %q is not in traitClasses", c)
		}
	}
	for _, v := range Verifications() {
		if !slices.Contains(traitVerifications, v) {
			t.Errorf("verification %q is not in traitVerifications", v)
		}
	}
	for _, p := range geo.Precisions() {
		if !slices.Contains(traitPrecisions, p) {
			t.Errorf("precision %q is not in traitPrecisions", p)
		}
	}
}

func TestEntry(t *testing.T) {
	day := time.Date(2026, 2, 22, 6, 0, 0, 0, time.UTC)
	n := func(i int) *int { return &i }
	story := Story{Layers: []Layer{{ID: "a"}, {ID: "b"}, {ID: "c"}}}
	public := Public{
		ID: "01KJ0000000000000000000001", Kind: "roadblock", Class: ClassIncident, Layers: []string{"a", "c"},
		When: When{Start: day, End: day.Add(time.Hour)}, Verification: Confirmed, Disposition: Active,
		Casualties: []Casualty{
			{Group: Groups()[0], Outcome: Killed, Best: n(3), Claim: "k"}, {Group: Groups()[0], Outcome: Missing, Low: n(1)},
		},
		Claims: []Claim{{ID: "k", Source: "army", Stance: Supports}}, Sources: []Source{{ID: "army"}},
		Where: geo.Location{Precision: geo.Locality, Geometry: orb.Point{-103.35, 20.67}},
		Stamp: Stamp{Seq: 7},
	}
	square := orb.Polygon{{{0, 0}, {2, 0}, {2, 2}, {0, 2}, {0, 0}}}
	for _, tt := range []struct {
		name   string
		change func(*Public)
		want   func(*Entry)
		shape  orb.Geometry
	}{
		{name: "a point", change: func(*Public) {}, want: func(*Entry) {}},
		{
			name: "an area", change: func(p *Public) { p.Where.Geometry = square },
			want: func(e *Entry) { e.Point, e.Shape = orb.Point{1, 1}, ShapeID{1} }, shape: square,
		},
		{
			name: "no place", change: func(p *Public) { p.Where.Geometry = nil },
			want: func(e *Entry) { e.Point, e.Located = orb.Point{}, false },
		},
		{
			name: "a geometry of nothing", change: func(p *Public) { p.Where.Geometry = orb.MultiPoint{} },
			want: func(e *Entry) { e.Point, e.Located = orb.Point{}, false },
		},
		{
			name: "no time", change: func(p *Public) { p.When = When{} },
			want: func(e *Entry) { e.Start, e.End = UnknownStart, UnknownEnd },
		},
		{
			name: "only an end", change: func(p *Public) { p.When.Start = time.Time{} },
			want: func(e *Entry) { e.Start = UnknownStart },
		},
	} {
		p := public
		tt.change(&p)
		got, shape, err := story.Entry(&p)
		if err != nil {
			t.Fatal(err)
		}
		id, _ := ParseULID(public.ID)
		want := Entry{
			Seq: 7, ID: id, Traits: NewTraits(&p), Layers: 0b101, Start: day.UnixMicro(), End: day.Add(time.Hour).UnixMicro(),
			Point: orb.Point{-103.35, 20.67}, Located: true,
			Figures: "\xc0\x04army\x03\x8c\x00\x01",
		}
		tt.want(&want)
		if want.Shape != (ShapeID{}) {
			want.Shape = got.Shape
		}
		if got != want || (shape != nil) != (tt.shape != nil) || (got.Shape == ShapeID{}) != (tt.shape == nil) {
			t.Errorf("%s: %+v, want %+v, shape %v", tt.name, got, want, shape)
		}
		back := Entry{Seq: 7}
		if err := back.Decode(got.AppendTo(nil)); err != nil || back != got {
			t.Errorf("%s: read back as %+v, %v", tt.name, back, err)
		}
	}
	if id, err := ParseULID(public.ID); err != nil || id.String() != public.ID {
		t.Errorf("%v, %v", id, err)
	}
	if _, _, err := story.Entry(&Public{ID: "x"}); CodeOf(err) != EInvalid {
		t.Errorf("an id that is none: %v", err)
	}
}

func FuzzEntry(f *testing.F) {
	e := Entry{Start: 1, End: math.MaxInt64 - 1, Located: true, Point: orb.Point{1, 2}, Shape: ShapeID{1}, Figures: "\x40\x04\xc1\x04army\x03\x0c\x01"}
	f.Add(e.AppendTo(nil))
	f.Fuzz(func(t *testing.T, b []byte) {
		var e, back Entry
		if e.Decode(b) != nil {
			return
		}
		form := e.AppendTo(nil)
		if err := back.Decode(form); err != nil || !bytes.Equal(back.AppendTo(nil), form) {
			t.Errorf("%x is read as %+v and back as %+v: %v", b, e, back, err)
		}
	})
}
