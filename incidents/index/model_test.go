package index

import (
	"cmp"
	"context"
	"crypto/sha256"
	"encoding/binary"
	"fmt"
	"iter"
	"math"
	"math/rand/v2"
	"slices"
	"time"

	"github.com/paulmach/orb"
	"github.com/paulmach/orb/encoding/wkb"

	"incidentmap/geo"
	"incidentmap/incidents"
)

// fact is an incident as readers see it, or with a nil entry that they do not.
type fact struct {
	seq      incidents.Seq
	story    string
	id       incidents.ULID
	entry    *incidents.Entry
	geometry orb.Geometry
	says     []incidents.SourceCounts // what the entry's figures are
}

// model is a store's change feed, from memory, and answers by brute force.
type model struct {
	seq     incidents.Seq
	facts   map[incidents.ULID][]fact // the oldest first
	stories map[string]incidents.Story
	written map[string]incidents.Seq
	shapes  map[incidents.ShapeID]orb.Geometry
	fault   error // given after the last change
	asked   int   // shapes that were asked for
}

func newModel() *model {
	return &model{
		facts: map[incidents.ULID][]fact{}, stories: map[string]incidents.Story{}, written: map[string]incidents.Seq{},
		shapes: map[incidents.ShapeID]orb.Geometry{},
	}
}

func (m *model) put(f fact) {
	m.seq++
	f.seq = m.seq
	if f.entry != nil {
		f.entry.Seq, f.entry.ID = f.seq, f.id
	}
	if f.entry != nil && !f.isPoint() {
		m.shapes[f.entry.Shape] = f.geometry
	}
	m.facts[f.id] = append(m.facts[f.id], f)
}

func (m *model) tell(slug string, layers ...string) {
	m.seq++
	s := incidents.Story{Slug: slug}
	for _, l := range layers {
		s.Layers = append(s.Layers, incidents.Layer{ID: l})
	}
	m.stories[slug], m.written[slug] = s, m.seq
}

func (m *model) Story(_ context.Context, slug string) (incidents.Story, error) {
	s, there := m.stories[slug]
	if !there {
		return s, incidents.Errorf(incidents.ENotFound, "story", "there is no %q", slug)
	}
	return s, nil
}

func (m *model) Shapes(_ context.Context, ids []incidents.ShapeID) (map[incidents.ShapeID]orb.Geometry, error) {
	m.asked += len(ids)
	all := map[incidents.ShapeID]orb.Geometry{}
	for _, id := range ids {
		if g := m.shapes[id]; g != nil {
			all[id] = g
		}
	}
	return all, nil
}

func (m *model) Changes(_ context.Context, after incidents.Seq) iter.Seq2[incidents.Change, error] {
	var gone, changed []incidents.Change
	for _, past := range m.facts {
		now := past[len(past)-1]
		if now.seq <= after {
			continue
		}
		changed = append(changed, incidents.Change{Seq: now.seq, Story: now.story, Incident: now.id, Entry: now.entry})
		for i := len(past) - 2; i >= 0; i-- {
			if past[i].seq <= after {
				gone = append(gone, incidents.Change{Seq: past[i].seq, Story: now.story, Incident: now.id, Gone: true})
				break
			}
		}
	}
	for slug, seq := range m.written {
		if seq > after {
			changed = append(changed, incidents.Change{Seq: seq, Story: slug})
		}
	}
	bySeq := func(a, b incidents.Change) int { return cmp.Compare(a.Seq, b.Seq) }
	slices.SortFunc(gone, bySeq)
	slices.SortFunc(changed, bySeq)
	return func(yield func(incidents.Change, error) bool) {
		for _, c := range append(gone, changed...) {
			if !yield(c, nil) {
				return
			}
		}
		if m.fault != nil {
			yield(incidents.Change{}, m.fault)
		}
	}
}

// find gives what a query finds in a story, in reading order.
func (m *model) find(slug string, q Query) []fact {
	var all []fact
	for _, past := range m.facts {
		f := past[len(past)-1]
		if f.entry != nil && f.story == slug && m.wants(&f, q) {
			all = append(all, f)
		}
	}
	classes := incidents.Classes() // made anew by each call
	slices.SortFunc(all, func(a, b fact) int {
		class := func(f fact) int { return slices.Index(classes, f.entry.Class()) }
		unknown := func(f fact) int {
			if f.entry.Start == incidents.UnknownStart {
				return 1
			}
			return 0
		}
		return cmp.Or(cmp.Compare(class(a), class(b)), cmp.Compare(unknown(a), unknown(b)),
			cmp.Compare(b.entry.Start, a.entry.Start), slices.Compare(a.id[:], b.id[:]))
	})
	return all
}

func (m *model) wants(f *fact, q Query) bool {
	e := f.entry
	p := incidents.Public{Layers: m.layers(f), Kind: e.Kind(), Class: e.Class(), Verification: e.Verification()}
	p.Where.Geometry = f.geometry
	if e.Start != incidents.UnknownStart {
		p.When.Start = time.UnixMicro(e.Start)
	}
	if e.End != incidents.UnknownEnd {
		p.When.End = time.UnixMicro(e.End)
	}
	return (!q.Narrowed || slices.Contains(q.Among, f.seq)) && ofDimensions(f.geometry, q.Dimensions) && q.Matches(&p)
}

func ofDimensions(g orb.Geometry, wanted Dimensions) bool {
	switch {
	case wanted == 0:
		return true
	case g == nil:
		return wanted&Unlocated != 0
	}
	return wanted&[]Dimensions{Points, Lines, Areas}[g.Dimensions()] != 0
}

func (m *model) layers(f *fact) []string {
	var ids []string
	for i, l := range m.stories[f.story].Layers {
		if f.entry.Layers>>i&1 != 0 {
			ids = append(ids, l.ID)
		}
	}
	return ids
}

// sums adds facts up.
func (m *model) sums(all []fact) Sums {
	s := Sums{Count: len(all)}
	var said []incidents.SourceCounts
	kinds := map[incidents.Kind]int{}
	for _, f := range all {
		kinds[f.entry.Kind()]++
		said = append(said, f.says...)
		for _, t := range []int64{f.entry.Start, f.entry.End} {
			if t == incidents.UnknownStart || t == incidents.UnknownEnd {
				continue
			}
			at := time.UnixMicro(t).UTC()
			if s.Start.IsZero() || at.Before(s.Start) {
				s.Start = at
			}
			if s.End.IsZero() || at.After(s.End) {
				s.End = at
			}
		}
	}
	s.Kinds = kindList(kinds)
	s.Figures = figuresOf(said)
	return s
}

// figuresOf adds up what each source says.
func figuresOf(said []incidents.SourceCounts) Figures {
	bySource := map[string]*incidents.OutcomeSums{}
	for i := range said {
		sums := bySource[said[i].Source.ID]
		if sums == nil {
			sums = &incidents.OutcomeSums{}
			bySource[said[i].Source.ID] = sums
		}
		for o, outcome := range incidents.Outcomes() {
			if c, says := said[i].Counts[outcome]; says {
				sum := incidents.SumOf(c)
				sums[o].Add(&sum)
			}
		}
	}
	f := Figures{over: len(bySource) > MaxSources}
	for source, sums := range bySource {
		for o := range sums {
			if sums[o].Said() {
				f.add(figureColumn{newFigureSource(source), uint8(o)}, &sums[o])
			}
		}
	}
	return f
}

func kindList(kinds map[incidents.Kind]int) []KindCount {
	list := []KindCount{}
	for k, n := range kinds {
		list = append(list, KindCount{k, n})
	}
	slices.SortFunc(list, func(a, b KindCount) int {
		return cmp.Or(-cmp.Compare(a.Count, b.Count), cmp.Compare(a.Kind, b.Kind))
	})
	return list
}

func (m *model) place(f *fact) *Place {
	e := f.entry
	p := &Place{Seq: f.seq, ID: f.id, Traits: e.Traits, Layers: m.layers(f)}
	if e.Start != incidents.UnknownStart {
		p.Start = time.UnixMicro(e.Start).UTC()
	}
	if e.End != incidents.UnknownEnd {
		p.End = time.UnixMicro(e.End).UTC()
	}
	return p
}

func (f *fact) isPoint() bool { return f.entry.Located && f.entry.Shape == incidents.ShapeID{} }

// source of random incidents and queries; few values, so that much is equal.
type source struct {
	*rand.Rand
	sources int              // of how many sources figures are
	single  bool             // each is one small number of killed
	seconds bool             // times are whole seconds, all of which a row of an index holds
	kinds   []incidents.Kind // nil for the whole table
}

func newSource(seed uint64) source {
	return source{Rand: rand.New(rand.NewPCG(seed, 7)), sources: []int{1, 1, 5, 60}[seed%4], single: seed%4 == 0}
}

// script is a source of numbers from bytes, for fuzzing, and behind its end from a count.
type script struct {
	bytes []byte
	count uint64
}

func (s *script) Uint64() uint64 {
	if len(s.bytes) == 0 {
		s.count++
		return s.count * 0x9e3779b97f4a7c15
	}
	b := s.bytes[0]
	s.bytes = s.bytes[1:]
	return uint64(b) * 0x0101010101010101
}

func pick[T any](r source, items ...T) T { return items[r.IntN(len(items))] }

func (r source) degrees(most float64) float64 {
	switch r.IntN(6) {
	case 0:
		return pick(r, -most, most, 0, most-1e-7, -most+1e-7)
	case 1:
		return (r.Float64()*2 - 1) * most
	case 2:
		return math.Round((r.Float64()*2-1)*most*1e7) / 1e7
	case 3:
		return 19 + float64(r.IntN(20))*1e-7
	}
	return float64(r.IntN(13)-6) * most / 6
}

func (r source) at() orb.Point {
	p := orb.Point{r.degrees(180), r.degrees(90)}
	if r.IntN(8) == 0 {
		p[1] = pick(r, 85.0511287, 85.0511288, 85.05, 86, -85.0511288, -89.5)
	}
	return p
}

func (r source) geometry() orb.Geometry {
	a := r.at()
	b := orb.Point{min(180, a[0]+float64(r.IntN(40))), min(90, a[1]+float64(r.IntN(40)))}
	ring := orb.Ring{a, {b[0], a[1]}, b, a} // a triangle: half its envelope
	switch r.IntN(12) {
	case 0:
		return nil
	case 1:
		return orb.LineString{a, b}
	case 2:
		return orb.Polygon{ring}
	case 3:
		return orb.MultiPolygon{{{{10, 0}, {20, 0}, {20, 10}, {10, 0}}}, {{{170, 0}, {180, 0}, {180, 10}, {170, 0}}}}
	case 4:
		return orb.LineString{{0, 0}, {30, float64(r.IntN(3))}}
	}
	return a
}

func (r source) micros() int64 {
	t := time.Date(2026, 2, 20+r.IntN(5), r.IntN(24), 0, 0, 0, time.UTC).UnixMicro()
	if r.seconds {
		if r.IntN(20) == 0 {
			return 5e15
		}
		return t + int64(r.IntN(3))*micro
	}
	switch r.IntN(8) {
	case 0:
		return t + int64(r.IntN(4))
	case 1:
		return t + int64(r.IntN(1_000_000))
	case 2:
		return pick(r, int64(-4e15), 4e15, 0, -1, 1, -2_208_988_800_000_001)
	}
	return t
}

// length is how much later than its start a time ends.
func (r source) length() int64 {
	if r.seconds {
		return pick(r, int64(0), 3_600_000_000, 60_000_000, 1, -5)
	}
	return pick(r, 0, 3_600_000_000, 60_000_000, 1, int64(r.IntN(1e9)))
}

// kind is one of the table, or one that stories declare.
func (r source) kind() incidents.Kind {
	if r.seconds {
		return pick[incidents.Kind](r, "killing", "attack", "x_k1", "protest")
	}
	if r.IntN(4) == 0 {
		return incidents.Kind(fmt.Sprintf("x_k%d", r.IntN(incidents.MaxKinds)))
	}
	if r.kinds != nil {
		return pick(r, r.kinds...)
	}
	return pick(r, incidents.Kinds()...).Kind
}

func (r source) fact(story string, n int) fact {
	f := fact{story: story, geometry: r.geometry()}
	f.id[0] = 1 // a zero id is none
	binary.BigEndian.PutUint64(f.id[2:], uint64(n)*0x9e3779b97f4a7c15)
	binary.BigEndian.PutUint16(f.id[14:], uint16(n))
	p := incidents.Public{}
	p.Kind, p.Class = r.kind(), pick(r, incidents.Classes()...)
	p.Verification, p.Disposition = pick(r, incidents.Verifications()...), incidents.Active
	p.Where.Precision = pick(r, geo.Exact, geo.Near, geo.Unlocated)
	e := &incidents.Entry{
		Traits: incidents.NewTraits(&p), Layers: uint64(r.IntN(8)),
		Start: incidents.UnknownStart, End: incidents.UnknownEnd,
	}
	if r.IntN(6) > 0 {
		e.Start = r.micros()
	}
	if r.IntN(6) > 0 {
		e.End = r.micros()
		if e.Start != incidents.UnknownStart {
			e.End = e.Start + r.length()
		}
	}
	if r.IntN(3) == 0 {
		f.says = r.says()
		e.Figures = incidents.NewSourceFigures(f.says)
	}
	switch g := f.geometry.(type) {
	case nil:
	case orb.Point:
		e.Located, e.Point = true, g
	default:
		e.Located, e.Point = true, g.Bound().Center()
		form, err := wkb.Marshal(g)
		if err != nil {
			panic(err)
		}
		sum := sha256.Sum256(form)
		e.Shape = incidents.ShapeID(sum[:16])
	}
	f.entry = e
	return f
}

// says gives what sources say of one incident.
func (r source) says() []incidents.SourceCounts {
	first, all := r.IntN(r.sources), []incidents.SourceCounts(nil)
	for i := range 1 + r.IntN(min(3, r.sources)) {
		s := incidents.SourceCounts{Counts: incidents.Counts{}}
		if n := (first + i) % r.sources; n > 0 {
			s.Source.ID = "source " + string(rune('@'+n))
		}
		outcomes := []incidents.Outcome{incidents.Killed}
		if !r.single {
			outcomes = append(outcomes, pick(r, incidents.Outcomes()...))
		}
		for _, o := range outcomes {
			s.Counts[o] = r.count()
		}
		all = append(all, s)
	}
	return all
}

func (r source) count() incidents.Count {
	n, more := r.IntN(100), r.IntN(100)
	if r.single {
		return incidents.Count{Low: &n, Best: &n, High: &n}
	}
	if r.IntN(50) == 0 {
		n = math.MaxUint32 - more
	}
	high := n + more
	return pick(r, incidents.Count{Low: &n, Best: &n, High: &n}, incidents.Count{Low: &n, Best: &n, High: &n},
		incidents.Count{Low: &n, Best: &high, High: &high}, incidents.Count{Low: &n, High: &high},
		incidents.Count{Low: &n}, incidents.Count{High: &high}, incidents.Count{})
}

func (r source) box() *geo.BBox {
	if r.IntN(3) == 0 {
		return nil
	}
	a, b := r.at(), r.at()
	if r.IntN(8) == 0 {
		b = a
	}
	return &geo.BBox{West: a[0], South: min(a[1], b[1]), East: b[0], North: max(a[1], b[1])}
}

func (r source) instant() time.Time {
	if r.IntN(4) == 0 {
		return time.Time{}
	}
	return time.UnixMicro(r.micros()).UTC()
}

func (r source) query(m *model) Query {
	var q Query
	some := func() bool { return r.IntN(4) == 0 }
	if r.IntN(5) == 0 {
		return q
	}
	if some() {
		q.Layers = pick(r, []string{"all"}, []string{"x"}, []string{"y"}, []string{"x", "z"}, []string{"w"}, []string{"y", "w"}, []string{"w", "all"})
	}
	if some() {
		q.BBox = r.box()
	}
	if some() {
		q.Time = &incidents.Interval{From: r.instant(), To: r.instant()}
	}
	if some() {
		for range 8 {
			q.Kinds = append(q.Kinds, r.kind())
		}
	}
	if some() {
		q.Classes = []incidents.Class{pick(r, incidents.Classes()...), pick(r, incidents.Classes()...)}
	}
	if some() {
		q.Verifications = []incidents.Verification{pick(r, incidents.Verifications()...), "unheard of"}
	}
	if some() {
		q.Dimensions = Dimensions(r.IntN(16))
	}
	if r.IntN(8) == 0 {
		q.Narrowed = true
		for range r.IntN(40) {
			q.Among = append(q.Among, incidents.Seq(r.IntN(int(m.seq)+2)))
		}
	}
	return q
}
