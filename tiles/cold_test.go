package tiles

import (
	"context"
	"encoding/binary"
	"iter"
	"math"
	"math/rand/v2"
	"testing"
	"time"

	"github.com/paulmach/orb"

	"incidentmap/geo"
	"incidentmap/incidents"
	"incidentmap/incidents/index"
)

// heap is a feed of stored entries, one behind the other, as a store has them.
type heap struct {
	data []byte
	ends []int
}

func (h *heap) add(e *incidents.Entry) {
	h.data = e.AppendTo(h.data)
	h.ends = append(h.ends, len(h.data))
}

func (h *heap) Changes(_ context.Context, after incidents.Seq) iter.Seq2[incidents.Change, error] {
	return func(yield func(incidents.Change, error) bool) {
		var e incidents.Entry
		from := 0
		for i, end := range h.ends {
			c := incidents.Change{Seq: incidents.Seq(i + 1), Story: "a", Entry: &e}
			err := e.Decode(h.data[from:end])
			from, c.Incident = end, e.ID
			if c.Seq > after && !yield(c, err) {
				return
			}
		}
	}
}

func (h *heap) Shapes(context.Context, []incidents.ShapeID) (map[incidents.ShapeID]orb.Geometry, error) {
	return nil, nil
}

func (h *heap) Story(context.Context, string) (incidents.Story, error) { return incidents.Story{}, nil }

// cityStory indexes n incidents of six years around 70 cities, most of them of Mexico and few
// large, and gives the cities.
func cityStory(b *testing.B, n int) (*index.Snapshot, []orb.Point) {
	b.Helper()
	r := rand.New(rand.NewPCG(11, 12))
	cities := make([]orb.Point, 70)
	for i := range cities {
		cities[i] = orb.Point{-114 + 26*r.Float64(), 15.5 + 15*r.Float64()}
		if i%4 == 3 {
			cities[i] = orb.Point{-120 + 260*r.Float64(), -35 + 90*r.Float64()}
		}
	}
	kinds, verifications := incidents.Kinds()[:12], incidents.Verifications()
	round := func(v float64) float64 { return math.Round(v*1e6) / 1e6 }
	begin := time.Date(2020, 1, 1, 0, 0, 0, 0, time.UTC).UnixMicro()
	h := &heap{}
	for i := range n {
		city := cities[int(float64(len(cities))*math.Pow(r.Float64(), 2.5))]
		k := kinds[int(float64(len(kinds))*r.Float64()*r.Float64())]
		p := incidents.Public{
			Kind: k.Kind, Class: k.Class, Verification: verifications[r.IntN(2)], Disposition: incidents.Active,
			Where: geo.Location{Precision: []geo.Precision{geo.Exact, geo.Near, geo.Locality}[r.IntN(3)]},
		}
		e := incidents.Entry{
			Traits: incidents.NewTraits(&p), Located: true, Start: begin + r.Int64N(6*365*86400)*1e6,
			Point: orb.Point{round(city[0] + 0.08*r.NormFloat64()), round(city[1] + 0.07*r.NormFloat64())},
		}
		e.End = e.Start + 60e6 - 1
		if r.IntN(4) == 0 {
			e.Figures = say("", incidents.Killed, int(1+r.ExpFloat64()))
		}
		if r.IntN(7) == 0 {
			e.Figures += say("", incidents.Wounded, int(1+2*r.ExpFloat64()))
		}
		binary.BigEndian.PutUint64(e.ID[:], 0x019c8a<<40+uint64(i/20))
		binary.BigEndian.PutUint64(e.ID[8:], r.Uint64())
		h.add(&e)
	}
	x := index.New()
	if err := x.Sync(b.Context(), h); err != nil {
		b.Fatal(err)
	}
	return x.Story("a"), cities
}

// coldAddresses gives tiles of zooms 0 to 14 around cities, more of the deeper zooms, as
// people who look for a city ask for them.
func coldAddresses(cities []orb.Point) []address {
	r := rand.New(rand.NewPCG(13, 14))
	var all []address
	for len(all) < 200 {
		z := uint32(min(14, 15*math.Sqrt(r.Float64())))
		city := cities[int(float64(len(cities))*math.Pow(r.Float64(), 2.5))]
		x, y := cellOf(orb.Point{city[0] + 0.1*r.NormFloat64(), city[1] + 0.1*r.NormFloat64()}, z)
		all = append(all, address{z, x, y})
	}
	return all
}

// BenchmarkColdTile is the making of tiles of a million incidents that nobody asked for
// before, one after the other, packed as they are sent: unfiltered, and by times and kinds.
func BenchmarkColdTile(b *testing.B) {
	snap, cities := cityStory(b, 1_000_000)
	filtered := index.Query{Filter: incidents.Filter{
		Kinds: []incidents.Kind{"armed_clash", "killing", "roadblock"},
		Time:  &incidents.Interval{From: time.Date(2021, 3, 1, 0, 0, 0, 0, time.UTC), To: time.Date(2023, 7, 1, 0, 0, 0, 0, time.UTC)},
	}}
	for _, c := range []struct {
		name      string
		query     index.Query
		addresses []address
	}{
		{"all", index.Query{}, coldAddresses(cities)},
		{"filtered", filtered, coldAddresses(cities)},
		{"filtered-world", filtered, []address{{}}},
	} {
		b.Run(c.name, func(b *testing.B) {
			d, raw, packed := newDrawer(0, nil), 0, 0
			var out []byte
			n := 0
			for ; b.Loop(); n++ {
				a := c.addresses[n%len(c.addresses)]
				tile, err := d.tile(b.Context(), snap, c.query, int(a.z), int(a.x), int(a.y))
				if err != nil {
					b.Fatal(err)
				}
				out, _ = Gzip(out[:0], tile)
				raw, packed = raw+len(tile), packed+len(out)
			}
			b.ReportMetric(float64(raw)/float64(n), "bytes")
			b.ReportMetric(float64(packed)/float64(n), "packed")
		})
	}
}
