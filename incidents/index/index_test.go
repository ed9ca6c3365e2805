package index

import (
	"errors"
	"math"
	"math/bits"
	"math/rand/v2"
	"slices"
	"sync"
	"testing"
	"time"

	diff "github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"github.com/paulmach/orb"

	"incidentmap/geo"
	"incidentmap/incidents"
)

// same compares answers; nil and empty lists are one.
func same(t *testing.T, what string, q Query, want, got any) {
	t.Helper()
	options := []diff.Option{cmpopts.EquateEmpty(), cmpopts.IgnoreFields(Cluster{}, "Point"), diff.AllowUnexported(incidents.Traits{}), diff.Comparer(func(a, b Figures) bool { return a.Totals() == b.Totals() })}
	if d := diff.Diff(want, got, options...); d != "" {
		t.Fatalf("%s of %+v (box %v, time %v): (-brute +index)\n%s", what, q, q.BBox, q.Time, d)
	}
}

// check holds every answer about a story to brute force.
func check(t *testing.T, r source, m *model, snap *Snapshot, slug string) {
	t.Helper()
	q := r.query(m)
	found := m.find(slug, q)
	var seqs []incidents.Seq
	for _, f := range found {
		seqs = append(seqs, f.seq)
	}
	same(t, "Select", q, seqs, snap.Select(q))
	same(t, "Count", q, len(seqs), snap.Count(q))
	than := r.IntN(len(seqs) + 2)
	same(t, "More", q, len(seqs) > than, snap.More(q, than))
	offset, limit := r.IntN(len(seqs)+3)-1, r.IntN(12)
	page, matched := snap.Page(q, offset, limit)
	from := min(max(offset, 0), len(seqs))
	same(t, "Page", q, seqs[from:min(len(seqs), from+limit)], page)
	same(t, "Page's count", q, len(seqs), matched)
	checkAfter(t, r, snap, q, found)
	checkBehind(t, r, snap, q, found)
	checkSummary(t, m, snap, q, found)
	checkCells(t, r, m, snap, q, found)
	if r.IntN(4) == 0 {
		checkMostKinds(t, r, snap, q)
	}
	checkAreas(t, r, m, snap, q, found)
	checkHistogram(t, r, snap, q, found)
	checkZones(t, r, m, snap, q, found)
}

// checkAfter holds pages by id to the sorted list, from before the first id, from one of them, from one
// that nothing has, and from the last.
func checkAfter(t *testing.T, r source, snap *Snapshot, q Query, found []fact) {
	t.Helper()
	found = slices.SortedFunc(slices.Values(found), func(a, b fact) int { return slices.Compare(a.id[:], b.id[:]) })
	from := r.IntN(len(found) + 1)
	var after incidents.ULID
	if from > 0 {
		after = found[from-1].id
		if next := after; r.IntN(2) == 0 {
			if next[15]++; next[15] != 0 && (from == len(found) || slices.Compare(next[:], found[from].id[:]) < 0) {
				after = next
			}
		}
	}
	limit := r.IntN(12)
	var want []Ref
	for _, f := range found[from:min(len(found), from+limit)] {
		want = append(want, Ref{f.id, f.seq})
	}
	got, matched := snap.After(q, after, limit)
	same(t, "After", q, want, got)
	same(t, "After's count", q, len(found), matched)
}

func checkSummary(t *testing.T, m *model, snap *Snapshot, q Query, found []fact) {
	t.Helper()
	want := Summary{Sums: m.sums(found)}
	var bound orb.Bound
	for _, f := range found {
		switch {
		case f.geometry == nil:
			want.Unlocated++
			continue
		case f.isPoint():
			want.Points++
		default:
			want.Shaped++
		}
		if want.Points+want.Shaped == 1 {
			bound = f.geometry.Bound()
		}
		bound = bound.Union(f.geometry.Bound())
		want.Extent = &geo.BBox{West: bound.Min[0], South: bound.Min[1], East: bound.Max[0], North: bound.Max[1]}
	}
	same(t, "Summary", q, want, snap.Summary(q))
}

func checkAreas(t *testing.T, r source, m *model, snap *Snapshot, q Query, found []fact) {
	t.Helper()
	box := r.box()
	facts := map[incidents.ShapeID][]fact{}
	for _, f := range found {
		if f.geometry != nil && !f.isPoint() && (box == nil || box.Intersects(f.geometry)) {
			facts[f.entry.Shape] = append(facts[f.entry.Shape], f)
		}
	}
	var want []Area
	for id, all := range facts {
		a := Area{Sums: m.sums(all), Shape: id, Geometry: all[0].geometry}
		if len(all) == 1 {
			a.Alone = m.place(&all[0])
		}
		want = append(want, a)
	}
	slices.SortFunc(want, func(a, b Area) int { return slices.Compare(a.Shape[:], b.Shape[:]) })
	same(t, "Areas", q, want, snap.Areas(q, box))
	checkPrecisions(t, snap, q, facts)
}

func checkHistogram(t *testing.T, r source, snap *Snapshot, q Query, found []fact) {
	t.Helper()
	from, to, n := r.instant(), r.instant(), r.IntN(30)
	got := snap.Histogram(q, from, to, n)
	if (!from.IsZero() && !got.From.Equal(from)) || (!to.IsZero() && !got.To.Equal(to)) {
		t.Fatalf("asked for %v to %v, got %v to %v", from, to, got.From, got.To)
	}
	all := (&model{}).sums(found)
	if from.IsZero() && !got.From.Equal(all.Start) || to.IsZero() && !all.End.IsZero() && !got.To.Equal(all.End.Add(time.Microsecond)) {
		t.Fatalf("the span is %v to %v, of what is from %v to %v", got.From, got.To, all.Start, all.End)
	}
	if want := got.From.Before(got.To) && !got.From.IsZero(); want && len(got.Buckets) != max(n, 1) || !want && got.Buckets != nil {
		t.Fatalf("%d buckets for %d of %v to %v", len(got.Buckets), n, got.From, got.To)
	}
	want := Histogram{From: got.From, To: got.To}
	kinds := make([]map[incidents.Kind]int, len(got.Buckets))
	for i, b := range got.Buckets {
		want.Buckets = append(want.Buckets, Bucket{Start: b.Start})
		kinds[i] = map[incidents.Kind]int{}
		// i of n parts of the span, rounded up to a microsecond.
		span, n := got.To.UnixMicro()-got.From.UnixMicro(), int64(len(got.Buckets))
		hi, lo := bits.Mul64(uint64(span), uint64(i))
		share, rest := bits.Div64(hi, lo, uint64(n))
		if at := got.From.UnixMicro() + int64(share); b.Start.UnixMicro() != at+min(1, int64(rest)) {
			t.Fatalf("bucket %d of %d of %v to %v begins at %v", i, n, got.From, got.To, b.Start)
		}
	}
	for _, f := range found {
		e := f.entry
		switch {
		case e.Start == incidents.UnknownStart && e.End == incidents.UnknownEnd:
			want.Untimed++
			continue
		case len(kinds) == 0 || e.Start >= got.To.UnixMicro() || e.End < got.From.UnixMicro():
			want.Outside++
			continue
		}
		i := 0
		for i+1 < len(kinds) && got.Buckets[i+1].Start.UnixMicro() <= e.Start {
			i++
		}
		want.Buckets[i].Count++
		kinds[i][e.Kind()]++
	}
	for i := range kinds {
		want.Buckets[i].Kinds = kindList(kinds[i])
	}
	same(t, "Histogram", q, want, got)
	checkHistogramAt(t, snap, q, got)
}

// edit makes some changes, of two stories.
func (r source) edit(m *model, most int) {
	for range r.IntN(most) + 1 {
		n := r.IntN(3 * most)
		f := r.fact(pick(r, "a", "a", "a", "b"), n)
		if past := m.facts[f.id]; len(past) > 0 {
			f.story = past[0].story
		}
		if r.IntN(6) == 0 {
			f.entry = nil
		}
		m.put(f)
	}
	if r.IntN(6) == 0 {
		r.retell(m, pick(r, "a", "b"))
	}
}

// retell gives a story other layers, and encodes its incidents again.
func (r source) retell(m *model, slug string) {
	m.tell(slug, pick(r, []string{"x", "y", "z"}, []string{"z", "x"}, []string{"w", "y", "x"}, nil)...)
	var again []fact
	for _, past := range m.facts {
		if f := past[len(past)-1]; f.story == slug && f.entry != nil {
			e := *f.entry
			e.Layers = uint64(r.IntN(8))
			f.entry = &e
			again = append(again, f)
		}
	}
	slices.SortFunc(again, func(a, b fact) int { return slices.Compare(a.id[:], b.id[:]) })
	for _, f := range again {
		m.put(f)
	}
}

func sync1(t *testing.T, x *Index, m *model) {
	t.Helper()
	if err := x.Sync(t.Context(), m); err != nil {
		t.Fatal(err)
	}
	if x.Seq() != m.seq {
		t.Fatalf("the index is at %d, the feed at %d", x.Seq(), m.seq)
	}
}

// TestAnswers holds all answers to brute force, over random edits, few and many at a time.
func TestAnswers(t *testing.T) {
	rounds := 30
	if testing.Short() {
		rounds = 4
	}
	for _, seed := range []uint64{0, 1, 2, 3, 4, 5, 8, 11} { // as many edits of stories of one source, of few and of many
		r, m, x := newSource(seed), newModel(), New()
		m.tell("a", "x", "y", "z")
		m.tell("b", "y")
		most := []int{5, 40, 400}[seed%3]
		for range rounds {
			r.edit(m, most)
			sync1(t, x, m)
			for range 4 {
				slug := pick(r, "a", "a", "b", "nobody's")
				check(t, r, m, x.Story(slug), slug)
			}
		}
	}
}

// FuzzAnswers does the same by a script of bytes.
func FuzzAnswers(f *testing.F) {
	for seed := range uint64(4) {
		r := newSource(seed)
		b := make([]byte, 400)
		for i := range b {
			b[i] = byte(r.IntN(256))
		}
		f.Add(b)
	}
	f.Fuzz(func(t *testing.T, b []byte) {
		r, m, x := newSource(uint64(len(b))), newModel(), New()
		r.Rand = rand.New(&script{bytes: b})
		m.tell("a", "x", "y", "z")
		m.tell("b", "y")
		for range 6 {
			r.edit(m, 12)
			sync1(t, x, m)
			check(t, r, m, x.Story("a"), "a")
		}
	})
}

// TestMany holds answers of several cores, and of parts with many dead rows, to brute force.
func TestMany(t *testing.T) {
	if testing.Short() {
		t.Skip("-short")
	}
	r, m, x := newSource(14), newModel(), New()
	m.tell("a", "x", "y", "z")
	for n := range 230_000 {
		m.put(r.fact("a", n))
	}
	sync1(t, x, m)
	rounds, checks := 2, 3
	if testing.Short() {
		rounds, checks = 1, 1
	}
	for range rounds {
		for range 1500 {
			f := r.fact("a", r.IntN(250_000))
			if r.IntN(3) == 0 {
				f.entry = nil
			}
			m.put(f)
		}
		sync1(t, x, m)
		if snap := x.Story("a"); len(snap.parts) < 2 || len(snap.parts[0].deadRows) == 0 {
			t.Fatalf("%d parts, without dead rows: the test shows nothing", len(snap.parts))
		}
		for range checks {
			check(t, r, m, x.Story("a"), "a")
		}
	}
	if testing.Short() {
		return
	}
	for n := range 230_000 {
		f := r.fact("a", n)
		if n%100 > 0 {
			f.entry = nil
		}
		m.put(f)
	}
	sync1(t, x, m)
	check(t, r, m, x.Story("a"), "a")
}

func TestSyncAfterAnError(t *testing.T) {
	r, m, x := newSource(1), newModel(), New()
	for n := range 40 {
		m.put(r.fact("a", n))
	}
	m.fault = errors.New("the disk is gone")
	if err := x.Sync(t.Context(), m); !errors.Is(err, m.fault) {
		t.Errorf("got %v", err)
	}
	if x.Seq() != 0 || x.Story("a").Count(Query{}) != 0 {
		t.Errorf("half a feed was taken in, up to %d", x.Seq())
	}
	m.fault = nil
	m.written["b"] = m.seq + 1 // written, but not there
	if err := x.Sync(t.Context(), m); incidents.CodeOf(err) != incidents.ENotFound {
		t.Errorf("a story that is not there: %v", err)
	}
	delete(m.written, "b")
	sync1(t, x, m)
	check(t, r, m, x.Story("a"), "a")
}

// TestChanged holds that a story's number moves with its own changes alone.
func TestChanged(t *testing.T) {
	r, m, x := newSource(1), newModel(), New()
	m.put(r.fact("a", 1)) // 1
	m.put(r.fact("b", 2)) // 2
	sync1(t, x, m)
	old := x.Story("a")
	hidden := r.fact("b", 2)
	hidden.entry = nil
	m.put(hidden) // 3
	m.tell("b")   // 4
	sync1(t, x, m)
	m.put(hidden) // 5
	sync1(t, x, m)
	for _, tt := range []struct {
		what      string
		want, got incidents.Seq
	}{
		{"an old view", 1, old.Seq() - 1},
		{"a view's Seq", 5, x.Story("a").Seq()},
		{"a story that stayed", 1, x.Story("a").Changed()},
		{"a story that changed", 5, x.Story("b").Changed()},
		{"no story", 0, x.Story("c").Changed()},
	} {
		if tt.want != tt.got {
			t.Errorf("%s: %d, want %d", tt.what, tt.got, tt.want)
		}
	}
}

// TestShapes holds that a geometry is asked for once while it is in use, and dropped after.
func TestShapes(t *testing.T) {
	r, m, x := newSource(1), newModel(), New()
	put := func(story string, n int, g orb.Geometry) {
		f := r.fact(story, n)
		for f.geometry == nil || f.isPoint() || !orb.Equal(f.geometry, g) {
			f = r.fact(story, n)
		}
		m.put(f)
		sync1(t, x, m)
	}
	line := orb.LineString{{0, 0}, {30, 1}}
	put("a", 1, line)
	put("b", 2, line)
	if len(x.shapes) != 1 || m.asked != 1 {
		t.Errorf("%d shapes held, %d asked for", len(x.shapes), m.asked)
	}
	for n, story := range []string{"a", "b"} {
		f := r.fact(story, n+1)
		f.entry = nil
		m.put(f)
	}
	sync1(t, x, m)
	if len(x.shapes) != 0 {
		t.Errorf("%d shapes held of none in use", len(x.shapes))
	}
	put("a", 1, line)
	if m.asked != 2 {
		t.Errorf("%d asked for", m.asked)
	}
}

// TestSnapshots holds that a reader sees whole states: here each state has the same incidents
// with the same figure, and a snapshot stays as it is.
func TestSnapshots(t *testing.T) {
	m, x := newModel(), New()
	const n = 300
	state := func(i int) {
		r := newSource(1)
		for k := range n {
			f := r.fact("a", k)
			f.says = []incidents.SourceCounts{{Counts: incidents.Counts{incidents.Killed: {Low: &i, Best: &i, High: &i}}}}
			f.entry.Figures = incidents.NewSourceFigures(f.says)
			m.put(f)
		}
		sync1(t, x, m)
	}
	state(1)
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
				snap := x.Story("a")
				s := snap.Summary(Query{})
				totals := s.Figures.Totals()
				killed, known := totals.Fatalities.Best()
				if s.Count != n || !known || killed%n != 0 {
					t.Errorf("a state of %d incidents and %d", s.Count, killed)
				}
				seqs := snap.Select(Query{Filter: incidents.Filter{BBox: &geo.BBox{West: -180, South: -90, East: 180, North: 90}}})
				if len(seqs) != n || !slices.Equal(seqs, snap.Select(Query{})) {
					t.Errorf("%d of a view that has %d", len(seqs), n)
				}
			}
		})
	}
	for i := range 100 {
		state(i)
	}
	close(stop)
	readers.Wait()
}

// TestTimes holds time shapes to what they were made of, at the ends of what numbers hold.
func TestTimes(t *testing.T) {
	rounds := 200_000
	if testing.Short() {
		rounds = 10_000
	}
	r := newSource(2)
	extremes := []int64{
		math.MinInt64, math.MaxInt64, math.MinInt64 + 1, math.MaxInt64 - 1, reach, -reach, reach + 1, 0,
		epoch + math.MinInt32*micro, epoch + math.MaxInt32*micro - 1, epoch + math.MaxInt32*micro, 1e15,
	}
	for range rounds {
		one := func() int64 {
			if r.IntN(2) == 0 {
				return pick(r, extremes...) + int64(r.IntN(3)-1)
			}
			return r.micros()
		}
		start, end, from, to := one(), one(), one(), one()
		second, s := newTimeShape(start, end)
		if a, b := s.at(second); a != start || b != end {
			t.Fatalf("%d to %d is held as %d to %d", start, end, a, b)
		}
		if got, want := s.window(from, to).has(second), start <= to && end >= from; got != want {
			t.Fatalf("%d to %d meets %d to %d: %v", start, end, from, to, got)
		}
	}
}

// TestSeqs holds sequence numbers that are far apart.
func TestSeqs(t *testing.T) {
	for _, seqs := range [][]incidents.Seq{{7, 9, 8}, {1, 1 << 40, 1<<32 + 5, 1<<40 - 1}} {
		c := newSeqColumn(len(seqs), slices.Min(seqs), slices.Max(seqs))
		for i, s := range seqs {
			c.set(i, s)
		}
		for i, s := range seqs {
			if c.at(i) != s {
				t.Errorf("%d is held as %d", s, c.at(i))
			}
		}
	}
	if n := len(incidents.Kinds()); n >= tableSlots || incidents.MaxKinds > kindSlots-tableSlots {
		t.Errorf("%d kinds do not fit in %d slots, or %d of a story's own in %d", n, tableSlots, incidents.MaxKinds, kindSlots-tableSlots)
	}
}
