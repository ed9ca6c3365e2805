package index

import (
	"context"
	"encoding/binary"
	"fmt"
	"iter"
	"math"
	"runtime"
	"testing"
	"time"

	"github.com/paulmach/orb"

	"incidentmap/geo"
	"incidentmap/incidents"
)

// encoded is a feed of stored entries, one behind the other, as a store has them.
type encoded struct {
	data  []byte
	ends  []int
	extra []incidents.Change
}

func (f *encoded) Changes(_ context.Context, after incidents.Seq) iter.Seq2[incidents.Change, error] {
	return func(yield func(incidents.Change, error) bool) {
		for _, c := range f.extra {
			if !yield(c, nil) {
				return
			}
		}
		var e incidents.Entry
		from := 0
		for i, end := range f.ends {
			if seq := incidents.Seq(i + 1); seq > after {
				e.Seq = seq
				if err := e.Decode(f.data[from:end]); err != nil {
					yield(incidents.Change{}, err)
					return
				}
				if !yield(incidents.Change{Seq: seq, Story: "a", Incident: e.ID, Entry: &e}, nil) {
					return
				}
			}
			from = end
		}
	}
}

func (f *encoded) Shapes(context.Context, []incidents.ShapeID) (map[incidents.ShapeID]orb.Geometry, error) {
	return nil, nil
}

func (f *encoded) Story(context.Context, string) (incidents.Story, error) {
	return incidents.Story{Layers: []incidents.Layer{{ID: "x"}}}, nil
}

// towns gives n incidents as a large story has them: around towns of the world, some at the
// same place, by the day over ten years, few with figures.
func towns(n int) iter.Seq2[int, *incidents.Entry] {
	r, towns := newSource(1), make([]orb.Point, 2000)
	for i := range towns {
		towns[i] = orb.Point{r.Float64()*340 - 170, math.Asin(r.Float64()*1.6-0.7) * 180 / math.Pi}
	}
	round := func(v float64) float64 { return math.Round(v*1e6) / 1e6 }
	return func(yield func(int, *incidents.Entry) bool) {
		p, e := incidents.Public{}, incidents.Entry{}
		for i := range n {
			t := towns[int(float64(len(towns))*r.Float64()*r.Float64())]
			p.Kind, p.Class = incidents.Kinds()[r.IntN(20)].Kind, incidents.ClassIncident
			p.Verification, p.Disposition, p.Where.Precision = pick(r, incidents.Verifications()...), incidents.Active, geo.Near
			start := time.Date(2016, 1, 1+r.IntN(3650), 0, 0, 0, 0, time.UTC)
			e = incidents.Entry{
				Traits: incidents.NewTraits(&p), Layers: uint64(r.IntN(4)), Located: true,
				Point: orb.Point{round(t[0] + r.NormFloat64()*0.2), round(t[1] + r.NormFloat64()*0.2)},
				Start: start.UnixMicro(), End: start.Add(24*time.Hour - time.Microsecond).UnixMicro(),
			}
			if i%3 == 0 {
				e.Start += int64(r.IntN(86400)) * 1e6
				e.End = e.Start + 60e6
			}
			if i%4 == 0 {
				killed := int(r.ExpFloat64() * 5)
				e.Figures = said(&killed)
			}
			binary.BigEndian.PutUint64(e.ID[:], uint64(i/100)+1)
			binary.BigEndian.PutUint64(e.ID[8:], r.Uint64())
			if !yield(i, &e) {
				return
			}
		}
	}
}

// said gives a figure without a source.
func said(killed *int) incidents.SourceFigures {
	return incidents.NewSourceFigures([]incidents.SourceCounts{
		{Counts: incidents.Counts{incidents.Killed: {Low: killed, Best: killed, High: killed}}},
	})
}

// crowd encodes n of them.
func crowd(n int) *encoded {
	f := &encoded{}
	for _, e := range towns(n) {
		f.data = e.AppendTo(f.data)
		f.ends = append(f.ends, len(f.data))
	}
	return f
}

// stream is a feed that makes the entries while they are read.
type stream struct {
	encoded
	n int
}

func (f *stream) Changes(context.Context, incidents.Seq) iter.Seq2[incidents.Change, error] {
	return func(yield func(incidents.Change, error) bool) {
		for i, e := range towns(f.n) {
			if !yield(incidents.Change{Seq: incidents.Seq(i + 1), Story: "a", Incident: e.ID, Entry: e}, nil) {
				return
			}
		}
	}
}

// sizes runs a benchmark at 100,000 and a million incidents.
func sizes(b *testing.B, run func(b *testing.B, f *encoded, x *Index)) {
	for _, n := range []int{100_000, 1_000_000} {
		b.Run(fmt.Sprint(n), func(b *testing.B) {
			f, x := crowd(n), New()
			if err := x.Sync(b.Context(), f); err != nil {
				b.Fatal(err)
			}
			b.ResetTimer()
			run(b, f, x)
		})
	}
}

func BenchmarkBuild(b *testing.B) {
	sizes(b, func(b *testing.B, f *encoded, x *Index) {
		for b.Loop() {
			x = New()
			if err := x.Sync(b.Context(), f); err != nil {
				b.Fatal(err)
			}
		}
		b.ReportMetric(float64(x.Story("a").Bytes())/float64(len(f.ends)), "B/incident")
	})
}

// BenchmarkMillions builds ten million, and reports the most memory of the program, with what
// making them takes.
func BenchmarkMillions(b *testing.B) {
	const n = 10_000_000
	for b.Loop() {
		x := New()
		if err := x.Sync(b.Context(), &stream{n: n}); err != nil {
			b.Fatal(err)
		}
		var m runtime.MemStats
		runtime.ReadMemStats(&m)
		b.ReportMetric(float64(m.Sys)/1e6, "MB")
		snap := x.Story("a")
		b.ReportMetric(float64(snap.Bytes())/n, "B/incident")
		start := time.Now()
		if got := snap.Summary(narrow).Count; got == 0 || snap.Count(Query{}) != n {
			b.Fatalf("%d found", got)
		}
		b.ReportMetric(float64(time.Since(start).Milliseconds()), "ms/summary")
	}
}

// narrow is a filter of time and kinds that lets a good part through.
var narrow = Query{Filter: incidents.Filter{
	Kinds: []incidents.Kind{"armed_clash", "attack", "killing", "protest", "roadblock", "arrest"},
	Time: &incidents.Interval{
		From: time.Date(2018, 1, 1, 0, 0, 0, 0, time.UTC), To: time.Date(2023, 1, 1, 0, 0, 0, 0, time.UTC),
	},
}}

// benchmarkTiles asks for the tiles of levels 0 to 14 around an incident by turns.
func benchmarkTiles(b *testing.B, q Query) {
	sizes(b, func(b *testing.B, _ *encoded, x *Index) {
		snap := x.Story("a")
		p := snap.parts[0]
		n := uint32(0)
		for b.Loop() {
			z := n % 15
			row := int(n*7919) % p.points
			snap.Tile(q, z, p.x[row]>>(maxLevel-z), p.y[row]>>(maxLevel-z), z+3, 64)
			n++
		}
	})
}

// BenchmarkTileOfSources asks for the tiles of a story of few sources and of many, around the world.
func BenchmarkTileOfSources(b *testing.B) {
	for _, sources := range []int{1, 5, 30, 3000} {
		b.Run(fmt.Sprint(sources), func(b *testing.B) {
			f, x := &encoded{}, New()
			for i, e := range towns(100_000) {
				if killed := i % 7; i%4 == 0 {
					e.Figures = incidents.NewSourceFigures([]incidents.SourceCounts{{
						Source: incidents.Source{ID: fmt.Sprint("source", i/4%sources)},
						Counts: incidents.Counts{incidents.Killed: {Low: &killed, Best: &killed, High: &killed}},
					}})
				}
				f.data = e.AppendTo(f.data)
				f.ends = append(f.ends, len(f.data))
			}
			if err := x.Sync(b.Context(), f); err != nil {
				b.Fatal(err)
			}
			snap, n := x.Story("a"), uint32(0)
			b.ReportMetric(float64(snap.Bytes())/float64(len(f.ends)), "B/incident")
			b.ResetTimer()
			for b.Loop() {
				z, row := n%15, int(n*7919)%snap.parts[0].points
				snap.Tile(Query{}, z, snap.parts[0].x[row]>>(maxLevel-z), snap.parts[0].y[row]>>(maxLevel-z), z+3, 64)
				n++
			}
		})
	}
}

func BenchmarkTile(b *testing.B)         { benchmarkTiles(b, Query{}) }
func BenchmarkTileFiltered(b *testing.B) { benchmarkTiles(b, narrow) }

func BenchmarkWorldFiltered(b *testing.B) {
	sizes(b, func(b *testing.B, _ *encoded, x *Index) {
		for b.Loop() {
			x.Story("a").Tile(narrow, 0, 0, 0, 3, 64)
		}
	})
}

func BenchmarkHistogram(b *testing.B) {
	sizes(b, func(b *testing.B, _ *encoded, x *Index) {
		for b.Loop() {
			x.Story("a").Histogram(narrow, narrow.Time.From, narrow.Time.To, 100)
		}
	})
}

func BenchmarkSummary(b *testing.B) {
	sizes(b, func(b *testing.B, _ *encoded, x *Index) {
		for b.Loop() {
			x.Story("a").Summary(narrow)
		}
	})
}

func BenchmarkPage(b *testing.B) {
	sizes(b, func(b *testing.B, _ *encoded, x *Index) {
		snap, r, matched := x.Story("a"), newSource(4), 0
		p := snap.parts[0]
		boxes := make([]Query, 100)
		for i := range boxes {
			c, size := p.point(r.IntN(p.points)), 0.1*math.Pow(200, r.Float64())
			boxes[i].BBox = &geo.BBox{
				West: max(-180, c[0]-size), South: max(-90, c[1]-size), East: min(180, c[0]+size), North: min(90, c[1]+size),
			}
		}
		n := 0
		for b.Loop() {
			_, m := snap.Page(boxes[n%len(boxes)], 0, 10)
			matched += m
			n++
		}
		b.ReportMetric(float64(matched)/float64(n), "matched")
	})
}

func BenchmarkSelect(b *testing.B) {
	sizes(b, func(b *testing.B, _ *encoded, x *Index) {
		for b.Loop() {
			x.Story("a").Select(Query{})
		}
	})
}

// BenchmarkSelectLive selects all of a story to which a thousand changes came.
func BenchmarkSelectLive(b *testing.B) {
	sizes(b, func(b *testing.B, _ *encoded, x *Index) {
		seq, live := x.Seq(), &encoded{}
		for i, e := range towns(1000) {
			e.ID[15] ^= 1
			c := incidents.Change{Seq: seq + incidents.Seq(i) + 1, Story: "a", Incident: e.ID}
			own := *e
			c.Entry = &own
			live.extra = append(live.extra, c)
		}
		if err := x.Sync(b.Context(), live); err != nil {
			b.Fatal(err)
		}
		b.ResetTimer()
		for b.Loop() {
			x.Story("a").Select(Query{})
		}
	})
}

func BenchmarkSelectFiltered(b *testing.B) {
	sizes(b, func(b *testing.B, _ *encoded, x *Index) {
		for b.Loop() {
			x.Story("a").Select(narrow)
		}
	})
}

// BenchmarkSyncOne takes in one revision of an incident at a time.
func BenchmarkSyncOne(b *testing.B) {
	sizes(b, func(b *testing.B, f *encoded, x *Index) {
		r, old := newSource(9), f.ends
		seq := x.Seq()
		var worst time.Duration
		for b.Loop() {
			n := int(seq) % (len(old) - 1)
			var e incidents.Entry
			if err := e.Decode(f.data[old[n]:old[n+1]]); err != nil {
				b.Fatal(err)
			}
			seq++
			e.Seq, e.Point = seq, orb.Point{r.Float64(), r.Float64()}
			one := &encoded{extra: []incidents.Change{
				{Seq: incidents.Seq(n + 2), Story: "a", Incident: e.ID, Gone: true},
				{Seq: seq, Story: "a", Incident: e.ID, Entry: &e},
			}}
			start := time.Now()
			if err := x.Sync(b.Context(), one); err != nil {
				b.Fatal(err)
			}
			worst = max(worst, time.Since(start))
		}
		b.ReportMetric(float64(worst.Microseconds())/1e3, "ms/worst")
		if got := x.Story("a").Count(Query{}); got < len(old)-1 {
			b.Fatalf("%d incidents of %d", got, len(old))
		}
	})
}

// quarter is a Locator of little work, as places are located once.
type quarter struct{}

func (quarter) Locate(g orb.Geometry, _ geo.Precision) geo.Admin {
	at := g.Bound().Center()
	return geo.Admin{Country: "A", Admin1: "A." + string(rune('a'+int(at[0]+180)/14))}
}

func BenchmarkByArea(b *testing.B) {
	sizes(b, func(b *testing.B, _ *encoded, x *Index) {
		for b.Loop() {
			x.Story("a").ByArea(Query{}, quarter{})
		}
	})
}

func BenchmarkHexagons(b *testing.B) {
	sizes(b, func(b *testing.B, _ *encoded, x *Index) {
		for b.Loop() {
			x.Story("a").Hexagons(Query{}, 7, nil)
		}
	})
}
