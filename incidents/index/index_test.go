package index

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"iter"
	"math/rand/v2"
	"slices"
	"sync"
	"testing"
	"time"

	diff "github.com/google/go-cmp/cmp"
	"github.com/paulmach/orb"

	"incidentmap/geo"
	"incidentmap/incidents"
)

// feed is a store's change feed, from memory.
type feed struct {
	seq   incidents.Seq
	now   map[string]incidents.Change // by incident
	fault error                       // given after the last change
}

func newFeed() *feed { return &feed{now: map[string]incidents.Change{}} }

// put makes p, or with hidden nothing, what readers see of the incident.
func (f *feed) put(p *incidents.Public, hidden bool) {
	f.seq++
	c := incidents.Change{Seq: f.seq, Story: p.Story, Incident: p.ID}
	if !hidden {
		shown := *p
		shown.Seq = f.seq
		c.Public = &shown
	}
	f.now[p.ID] = c
}

func (f *feed) Changes(_ context.Context, after incidents.Seq) iter.Seq2[incidents.Change, error] {
	var all []incidents.Change
	for _, c := range f.now {
		if c.Seq > after {
			all = append(all, c)
		}
	}
	slices.SortFunc(all, func(a, b incidents.Change) int { return cmp.Compare(a.Seq, b.Seq) })
	return func(yield func(incidents.Change, error) bool) {
		for _, c := range all {
			if !yield(c, nil) {
				return
			}
		}
		if f.fault != nil {
			yield(incidents.Change{}, f.fault)
		}
	}
}

// brute answers as Select promises, from the incidents themselves.
func (f *feed) brute(story string, want incidents.Filter, among map[incidents.Seq]struct{}) []incidents.Seq {
	var all []*incidents.Public
	for _, c := range f.now {
		if c.Public != nil && c.Story == story && wanted(c.Public, want, among) {
			all = append(all, c.Public)
		}
	}
	slices.SortFunc(all, func(a, b *incidents.Public) int {
		class := func(p *incidents.Public) int { return slices.Index(incidents.Classes(), p.Class) }
		unknown := func(p *incidents.Public) int {
			if p.When.Start.IsZero() {
				return 1
			}
			return 0
		}
		return cmp.Or(cmp.Compare(class(a), class(b)), cmp.Compare(unknown(a), unknown(b)),
			a.When.Start.Compare(b.When.Start), cmp.Compare(a.ID, b.ID))
	})
	var seqs []incidents.Seq
	for _, p := range all {
		seqs = append(seqs, p.Seq)
	}
	return seqs
}

func wanted(p *incidents.Public, f incidents.Filter, among map[incidents.Seq]struct{}) bool {
	_, in := among[p.Seq]
	return (among == nil || in) &&
		(f.Layer == "" || f.Layer == incidents.LayerAll || slices.Contains(p.Layers, f.Layer)) &&
		(len(f.Kinds) == 0 || slices.Contains(f.Kinds, p.Kind)) &&
		(len(f.Classes) == 0 || slices.Contains(f.Classes, p.Class)) &&
		(len(f.Verifications) == 0 || slices.Contains(f.Verifications, p.Verification)) &&
		(f.Time == nil || f.Time.Meets(p.When)) &&
		(f.BBox == nil || p.Where.Geometry == nil || f.BBox.Intersects(p.Where.Geometry))
}

// source of random incidents and filters; few values, so that much is equal.
type source struct{ *rand.Rand }

func pick[T any](r source, items ...T) T { return items[r.IntN(len(items))] }

func (r source) some(n int) int { return r.IntN(n) }

func (r source) at() orb.Point {
	return orb.Point{float64(r.some(361)) - 180, float64(r.some(181)) - 90}
}

func (r source) geometry() orb.Geometry {
	a := r.at()
	b := orb.Point{min(180, a[0]+float64(r.some(40))), min(90, a[1]+float64(r.some(40)))}
	ring := orb.Ring{a, {b[0], a[1]}, b, a} // a triangle: half its envelope
	switch r.some(7) {
	case 0:
		return nil
	case 1:
		return orb.LineString{a, b}
	case 2:
		return orb.Polygon{ring}
	case 3:
		return orb.MultiPolygon{{ring}, {{{170, 0}, {180, 0}, {180, 10}, {170, 0}}}}
	case 4:
		return orb.MultiPoint{a, b}
	}
	return a
}

func (r source) instant() time.Time {
	return time.Date(2026, 2, 20+r.some(5), r.some(24), 0, 0, r.some(2)*1000, time.FixedZone("", -6*3600))
}

func (r source) public(i int) *incidents.Public {
	p := &incidents.Public{
		ID: fmt.Sprintf("%026d", i), Story: []string{"a", "a", "b"}[i%3],
		Class:        pick(r, incidents.Classes()...),
		Kind:         pick(r, incidents.Kinds()...).Kind,
		Verification: pick(r, incidents.Verifications()...),
		Layers:       pick(r, nil, []string{"x"}, []string{"y"}, []string{"x", "y"}),
		Where:        geo.Location{Geometry: r.geometry()},
	}
	if r.some(5) > 0 {
		p.When.Start = r.instant()
		p.When.End = p.When.Start.Add(time.Duration(r.some(30)) * time.Hour)
	}
	return p
}

func (r source) filter() incidents.Filter {
	f := incidents.Filter{Layer: pick(r, "", "", "all", "x", "y", "nowhere")}
	if r.some(3) == 0 {
		f.Kinds = []incidents.Kind{pick(r, incidents.Kinds()...).Kind, pick(r, incidents.Kinds()...).Kind, "whim"}
	}
	if r.some(3) == 0 {
		f.Classes = []incidents.Class{pick(r, incidents.Classes()...), pick(r, incidents.Classes()...)}
	}
	if r.some(3) == 0 {
		f.Verifications = []incidents.Verification{pick(r, incidents.Verifications()...)}
	}
	if r.some(2) == 0 {
		a, b := r.at(), r.at()
		f.BBox = &geo.BBox{West: a[0], South: min(a[1], b[1]), East: b[0], North: max(a[1], b[1])}
	}
	if r.some(2) == 0 {
		f.Time = &incidents.Interval{From: r.instant(), To: r.instant()}
		switch r.some(4) {
		case 0:
			f.Time.From = time.Time{}
		case 1:
			f.Time.To = time.Time{}
		}
	}
	return f
}

func TestSelectAgainstBruteForce(t *testing.T) {
	r := source{rand.New(rand.NewPCG(1, 2))}
	f, x := newFeed(), New()
	found := 0
	for round := range 60 {
		for range 1 + r.some(20) {
			f.put(r.public(r.some(250)), r.some(6) == 0)
		}
		if err := x.Sync(t.Context(), f); err != nil {
			t.Fatal(err)
		}
		if x.Seq() != f.seq {
			t.Fatalf("the index is at %d, the feed at %d", x.Seq(), f.seq)
		}
		for range 60 {
			story, filter := pick(r, "a", "b", "nowhere"), r.filter()
			var among map[incidents.Seq]struct{}
			if r.some(4) == 0 {
				among = map[incidents.Seq]struct{}{}
				for range 100 {
					among[incidents.Seq(r.some(int(f.seq)+1))] = struct{}{}
				}
			}
			want, got := f.brute(story, filter, among), x.Select(story, filter, among)
			found += len(want)
			if d := diff.Diff(want, got); d != "" {
				t.Fatalf("round %d, story %s, filter %+v: %s", round, story, filter, d)
			}
		}
	}
	if found < 10_000 {
		t.Errorf("the filters found only %d incidents in all", found)
	}
}

func TestSelect(t *testing.T) {
	day := func(d int) incidents.When {
		at := time.Date(2026, 2, d, 0, 0, 0, 0, time.UTC)
		return incidents.When{Start: at, End: at.Add(24*time.Hour - time.Second)}
	}
	// A polygon in the shape of an L: its envelope holds more than it does.
	ell := orb.Polygon{{{0, 0}, {10, 0}, {10, 2}, {2, 2}, {2, 10}, {0, 10}, {0, 0}}}
	f, x := newFeed(), New()
	for _, p := range []incidents.Public{
		{ID: "late", Class: incidents.ClassIncident, When: day(23), Where: geo.Location{Geometry: orb.Point{179.5, 0}}},
		{ID: "unknown", Class: incidents.ClassIncident, Where: geo.Location{Geometry: orb.Point{1, 1}}},
		{ID: "early", Class: incidents.ClassIncident, When: day(22), Where: geo.Location{Geometry: ell}},
		{ID: "advice", Class: incidents.ClassAdvisory, When: day(20)},
		{ID: "nothing", Class: incidents.ClassAdvisory, When: day(21), Where: geo.Location{Geometry: orb.MultiPoint{}}},
	} {
		p.Story = "a"
		f.put(&p, false)
	}
	if err := x.Sync(t.Context(), f); err != nil {
		t.Fatal(err)
	}
	at := func(d int) time.Time { return time.Date(2026, 2, d, 12, 0, 0, 0, time.UTC) }
	box := func(w, s, e, n float64) incidents.Filter {
		return incidents.Filter{BBox: &geo.BBox{West: w, South: s, East: e, North: n}}
	}
	for _, tt := range []struct {
		name string
		f    incidents.Filter
		want []incidents.Seq
	}{
		{"all, in reading order", incidents.Filter{}, []incidents.Seq{3, 1, 2, 4, 5}},
		{"in the envelope and not in the shape", box(5, 5, 6, 6), []incidents.Seq{4, 5}},
		{"in the shape", box(1, 5, 6, 6), []incidents.Seq{3, 4, 5}},
		{"the whole world", box(-180, -90, 180, 90), []incidents.Seq{3, 1, 2, 4, 5}},
		{"across the antimeridian", box(170, -5, -170, 5), []incidents.Seq{1, 4, 5}},
		{"at an instant", incidents.Filter{Time: &incidents.Interval{From: at(22), To: at(22)}}, []incidents.Seq{3, 2}},
		{"until", incidents.Filter{Time: &incidents.Interval{To: at(22)}}, []incidents.Seq{3, 2, 4, 5}},
		{"a layer that is not there", incidents.Filter{Layer: "x"}, nil},
		{"words, which are not looked at", incidents.Filter{Query: "x"}, []incidents.Seq{3, 1, 2, 4, 5}},
	} {
		if d := diff.Diff(tt.want, x.Select("a", tt.f, nil)); d != "" {
			t.Errorf("%s: %s", tt.name, d)
		}
	}
	if got := x.Select("a", incidents.Filter{}, map[incidents.Seq]struct{}{}); got != nil {
		t.Errorf("among nothing: %v", got)
	}
}

func TestSyncAfterAnError(t *testing.T) {
	r := source{rand.New(rand.NewPCG(1, 2))}
	f, x := newFeed(), New()
	f.put(r.public(1), false)
	f.fault = errors.New("the disk is gone")
	if err := x.Sync(t.Context(), f); !errors.Is(err, f.fault) {
		t.Errorf("got %v", err)
	}
	if x.Seq() != 0 {
		t.Errorf("half a feed was taken in, up to %d", x.Seq())
	}
	f.fault = nil
	if err := x.Sync(t.Context(), f); err != nil || x.Seq() != 1 {
		t.Errorf("then: %v, at %d", err, x.Seq())
	}
}

// TestSnapshots holds that a reader sees whole states: here every incident of a state
// says the same number.
func TestSnapshots(t *testing.T) {
	f, x := newFeed(), New()
	const n = 50
	state := func() {
		for i := range n {
			f.put(&incidents.Public{ID: fmt.Sprint(i), Story: "a"}, false)
		}
		if err := x.Sync(t.Context(), f); err != nil {
			t.Error(err)
		}
	}
	state()
	stop := make(chan struct{})
	var readers sync.WaitGroup
	for range 3 {
		readers.Go(func() {
			for {
				select {
				case <-stop:
					return
				default:
				}
				got := x.Select("a", incidents.Filter{}, nil)
				if len(got) != n || (slices.Max(got)-1)/n != (slices.Min(got)-1)/n {
					t.Errorf("a state of %d incidents, from %d to %d", len(got), slices.Min(got), slices.Max(got))
				}
			}
		})
	}
	for range 100 {
		state()
	}
	close(stop)
	readers.Wait()
}

func benchmarkIndex(b *testing.B) *Index {
	b.Helper()
	r := source{rand.New(rand.NewPCG(1, 2))}
	f, x := newFeed(), New()
	for i := range 100_000 {
		p := r.public(i)
		p.Story = "a"
		f.put(p, false)
	}
	if err := x.Sync(b.Context(), f); err != nil {
		b.Fatal(err)
	}
	return x
}

func BenchmarkSelect(b *testing.B) {
	x := benchmarkIndex(b)
	for _, bb := range []struct {
		name string
		f    incidents.Filter
	}{
		{"all", incidents.Filter{}},
		{"box", incidents.Filter{BBox: &geo.BBox{West: -20, South: -20, East: 20, North: 20}}},
		{"kind and time", incidents.Filter{Kinds: []incidents.Kind{"roadblock"}, Time: &incidents.Interval{
			From: time.Date(2026, 2, 22, 0, 0, 0, 0, time.UTC), To: time.Date(2026, 2, 22, 6, 0, 0, 0, time.UTC),
		}}},
	} {
		b.Run(bb.name, func(b *testing.B) {
			found := 0
			for b.Loop() {
				found = len(x.Select("a", bb.f, nil))
			}
			b.ReportMetric(float64(found), "found")
		})
	}
}

// BenchmarkSyncAll takes in a story of 100,000 incidents, as at a start.
func BenchmarkSyncAll(b *testing.B) {
	r := source{rand.New(rand.NewPCG(1, 2))}
	f := newFeed()
	const n = 100_000
	for i := range n {
		f.put(r.public(i), false)
	}
	for b.Loop() {
		if err := New().Sync(b.Context(), f); err != nil {
			b.Fatal(err)
		}
	}
	b.ReportMetric(float64(n*b.N)/b.Elapsed().Seconds(), "incidents/s")
}

// BenchmarkSyncOne takes in one change to a story of 100,000 incidents.
func BenchmarkSyncOne(b *testing.B) {
	x := benchmarkIndex(b)
	f := newFeed()
	f.seq = x.Seq()
	p := source{rand.New(rand.NewPCG(3, 4))}.public(7)
	p.Story = "a"
	for b.Loop() {
		f.put(p, false)
		if err := x.Sync(b.Context(), f); err != nil {
			b.Fatal(err)
		}
	}
}
