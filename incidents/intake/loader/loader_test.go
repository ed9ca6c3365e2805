package loader

import (
	"context"
	"errors"
	"slices"
	"strconv"
	"testing"

	"github.com/paulmach/orb"

	"incidentmap/geo"
	"incidentmap/incidents"
	"incidentmap/incidents/intake"
)

// slowStore is a store that writes when it is let, and fails in the end.
type slowStore struct {
	incidents.Store
	let     chan struct{}
	written []string
	fails   int // at this write, from 1
}

func (s *slowStore) Import(_ context.Context, _ string, writes ...incidents.Write) ([]incidents.Imported, error) {
	<-s.let
	if s.fails--; s.fails == 0 {
		return nil, incidents.Errorf(incidents.EUnavailable, "", "the disk is full")
	}
	for _, w := range writes {
		s.written = append(s.written, w.Incident.ID)
	}
	return nil, nil
}

func TestLoader(t *testing.T) {
	take := func(sink *loader, from, to int) error {
		var drafts []intake.Draft
		for i := from; i < to; i++ {
			drafts = append(drafts, intake.Draft{Incident: incidents.Incident{ID: strconv.Itoa(i)}})
		}
		return sink.Take(t.Context(), drafts)
	}
	store := &slowStore{let: make(chan struct{}, 9)}
	sink := newLoader(Config{Store: store}, false)
	// Nothing is let yet: the first are in flight while the next gather.
	if err := errors.Join(take(sink, 0, writeRows), take(sink, writeRows, 2*writeRows-1)); err != nil {
		t.Fatal(err)
	}
	for range cap(store.let) {
		store.let <- struct{}{}
	}
	if err := errors.Join(take(sink, 2*writeRows-1, 3*writeRows), take(sink, 3*writeRows, 3*writeRows+5), sink.finish(t.Context())); err != nil {
		t.Fatal(err)
	}
	for i, id := range store.written {
		if id != strconv.Itoa(i) {
			t.Fatalf("%s was written as the %d-th", id, i)
		}
	}
	if len(store.written) != 3*writeRows+5 {
		t.Errorf("%d were written", len(store.written))
	}

	store = &slowStore{let: make(chan struct{}, 9), fails: 2}
	sink = newLoader(Config{Store: store}, false)
	for range cap(store.let) {
		store.let <- struct{}{}
	}
	err := errors.Join(take(sink, 0, writeRows), take(sink, writeRows, 2*writeRows), sink.finish(t.Context()))
	if incidents.CodeOf(err) != incidents.EUnavailable || len(store.written) != writeRows {
		t.Errorf("a write that fails behind the sink's back: %v, %d written", err, len(store.written))
	}
}

// Neighbours are written side by side, whatever stands between them; what has no place comes first, and equals keep
// their order.
func TestAlongCurve(t *testing.T) {
	at := func(id string, lon, lat float64) incidents.Write {
		return incidents.Write{Incident: incidents.Incident{ID: id, Where: geo.Location{Geometry: orb.Point{lon, lat}}}}
	}
	writes := []incidents.Write{
		at("Guadalajara", -103.35, 20.67), at("Tijuana", -117.02, 32.53), at("Zapopan", -103.39, 20.72), at("Rosarito", -117.05, 32.36),
		{Incident: incidents.Incident{ID: "nowhere"}},
		at("Guadalajara again", -103.35, 20.67),
	}
	var got []string
	for _, w := range (&loader{}).alongCurve(nil, writes) {
		got = append(got, w.Incident.ID)
	}
	if got[0] != "nowhere" || len(got) != len(writes) {
		t.Fatalf("%q", got)
	}
	for _, pair := range [][2]string{{"Guadalajara", "Guadalajara again"}, {"Tijuana", "Rosarito"}} {
		if i, j := slices.Index(got, pair[0]), slices.Index(got, pair[1]); i-j != 1 && j-i != 1 {
			t.Errorf("%s and %s are apart in %q", pair[0], pair[1], got)
		}
	}
	if slices.Index(got, "Guadalajara") > slices.Index(got, "Guadalajara again") {
		t.Errorf("equals do not keep their order: %q", got)
	}
}

func TestLayersOf(t *testing.T) {
	if got := layersOf([]incidents.Write{{Incident: incidents.Incident{Kind: "robbery"}}, {Incident: incidents.Incident{Kind: "other_incident"}}}, &incidents.Story{}); len(got) != 1 || got[0].ID != "robbery" {
		t.Errorf("%+v", got)
	}
	own := incidents.Story{Kinds: []incidents.KindInfo{{Kind: "x_toma", Title: incidents.Text{"es": "Toma"}, Shape: incidents.Star}}}
	got := layersOf([]incidents.Write{{Incident: incidents.Incident{Kind: "x_toma"}}}, &own)
	if len(got) != 1 || !incidents.ValidSlug(got[0].ID) || got[0].Title["es"] != "Toma" || got[0].Symbol.Shape != incidents.Star {
		t.Errorf("%+v", got)
	}
}
