package tiles

import (
	"cmp"
	"context"
	"math"
	"math/rand/v2"
	"slices"
	"testing"
	"time"

	"github.com/paulmach/orb"
	"github.com/paulmach/orb/encoding/mvt"
	"github.com/paulmach/orb/geojson"

	"incidentmap/geo"
	"incidentmap/incidents"
	"incidentmap/incidents/index"
)

// plain is a source that looks at all incidents each time.
type plain struct {
	points []point
	areas  []index.Area
	seq    incidents.Seq
}

type point struct {
	at    orb.Point
	place index.Place
}

func (s *plain) Changed() incidents.Seq { return s.seq }

// cellOf gives the cell of a place by the formula of Web Mercator.
func cellOf(p orb.Point, level uint32) (x, y uint32) {
	side := math.Ldexp(1, int(level))
	sin := math.Sin(min(max(p[1], -85.0511), 85.0511) * math.Pi / 180)
	fx := (p[0]/360 + 0.5) * side
	fy := (0.5 - math.Log((1+sin)/(1-sin))/(4*math.Pi)) * side
	in := func(v float64) uint32 { return uint32(min(max(v, 0), side-1)) }
	return in(fx), in(fy)
}

func (s *plain) Tile(_ index.Query, z, x, y, level uint32, apart int) []index.Cluster {
	shift := level - z
	cells := map[[2]uint32][]point{}
	n := 0
	for _, p := range s.points {
		if cx, cy := cellOf(p.at, level); cx>>shift == x && cy>>shift == y {
			cells[[2]uint32{cx, cy}] = append(cells[[2]uint32{cx, cy}], p)
			n++
		}
	}
	var out []index.Cluster
	for cell, ps := range cells {
		groups := [][]point{ps}
		if n <= apart {
			groups = slices.Collect(slices.Chunk(ps, 1))
		}
		for _, ps := range groups {
			out = append(out, clusterOf(ps, level, cell))
		}
	}
	slices.SortFunc(out, func(a, b index.Cluster) int {
		return cmp.Or(cmp.Compare(a.Y, b.Y), cmp.Compare(a.X, b.X), cmp.Compare(seqOf(&a), seqOf(&b)))
	})
	return out
}

// seqOf is of an incident alone; of a cluster there is one in its cell.
func seqOf(c *index.Cluster) incidents.Seq {
	if c.Alone == nil {
		return 0
	}
	return c.Alone.Seq
}

func clusterOf(ps []point, level uint32, cell [2]uint32) index.Cluster {
	c := index.Cluster{Level: level, X: cell[0], Y: cell[1], Point: ps[0].at}
	for i, p := range ps {
		add(&c.Sums, p.place)
		c.Point[0] += (p.at[0] - c.Point[0]) / float64(i+1)
		c.Point[1] += (p.at[1] - c.Point[1]) / float64(i+1)
	}
	c.MeanX, c.MeanY = cellOf(c.Point, 32)
	if len(ps) == 1 {
		c.Alone = &ps[0].place
	}
	c.Splits = splits(ps, level)
	return c
}

func splits(ps []point, level uint32) uint32 {
	for l := level + 1; l < 32; l++ {
		x, y := cellOf(ps[0].at, l)
		for _, p := range ps {
			if px, py := cellOf(p.at, l); px != x || py != y {
				return l
			}
		}
	}
	return 0
}

func add(s *index.Sums, p index.Place) {
	s.Count++
	one := index.Sums{Figures: index.FiguresOf(saidOf(&p))}
	s.Figures = index.Together([]*index.Sums{s, &one}).Figures
	i := slices.IndexFunc(s.Kinds, func(k index.KindCount) bool { return k.Kind == p.Kind() })
	if i < 0 {
		i = len(s.Kinds)
		s.Kinds = append(s.Kinds, index.KindCount{Kind: p.Kind()})
	}
	s.Kinds[i].Count++
	slices.SortFunc(s.Kinds, func(a, b index.KindCount) int {
		return cmp.Or(cmp.Compare(b.Count, a.Count), cmp.Compare(a.Kind, b.Kind))
	})
	if s.Start.IsZero() || p.Start.Before(s.Start) {
		s.Start = p.Start
	}
	if p.End.After(s.End) {
		s.End = p.End
	}
}

func (s *plain) Areas(_ index.Query, box *geo.BBox) []index.Area {
	var out []index.Area
	for _, a := range s.areas {
		for _, b := range box.Bounds() {
			if a.Geometry != nil && b.Intersects(a.Geometry.Bound()) {
				out = append(out, a)
				break
			}
		}
	}
	return out
}

var day = time.Date(2026, 2, 22, 6, 0, 0, 0, time.UTC)

// placeOf invents an incident.
func placeOf(r *rand.Rand, seq int) index.Place {
	kinds := incidents.Kinds()[:10]
	k := kinds[r.IntN(len(kinds))]
	start := day.Add(time.Duration(r.IntN(86400)) * time.Second)
	p := index.Place{
		Seq: incidents.Seq(seq), ID: incidents.ULID{1, byte(seq >> 16), byte(seq >> 8), byte(seq)},
		Traits: incidents.NewTraits(&incidents.Public{
			Kind: k.Kind, Class: k.Class, Verification: incidents.Confirmed, Disposition: incidents.Active,
			Where: geo.Location{Precision: geo.Exact},
		}),
		Layers: []string{"roadblocks", "deaths"}[:r.IntN(3)], Start: start, End: start.Add(time.Hour),
	}
	return p
}

// saidOf gives what is said of an invented incident: of some that one source counts some people.
func saidOf(p *index.Place) incidents.SourceFigures {
	n := int(p.Seq)
	if n%3 > 0 {
		return ""
	}
	return say("", incidents.Outcomes()[n/3%incidents.OutcomeCount], 1+n%9)
}

// say gives a figure of a source.
func say(source string, o incidents.Outcome, n int) incidents.SourceFigures {
	return incidents.NewSourceFigures([]incidents.SourceCounts{
		{Source: incidents.Source{ID: source}, Counts: incidents.Counts{o: {Low: &n, Best: &n, High: &n}}},
	})
}

// scattered is n incidents around some towns of the world, a tenth of them at the same places.
func scattered(n int) *plain {
	r := rand.New(rand.NewPCG(1, 2))
	s := &plain{seq: incidents.Seq(n)}
	for i := range n {
		town := orb.Point{float64(r.IntN(12))*30 - 165, float64(r.IntN(7))*20 - 60}
		at := orb.Point{town[0] + r.NormFloat64(), town[1] + r.NormFloat64()}
		if i%10 == 0 {
			at = town
		}
		s.points = append(s.points, point{at, placeOf(r, i+1)})
	}
	return s
}

// area makes an area that incidents share.
func area(id byte, count int, g orb.Geometry) index.Area {
	r := rand.New(rand.NewPCG(uint64(id), 3))
	a := index.Area{Shape: incidents.ShapeID{id, byte(count >> 8), byte(count)}, Geometry: g}
	for i := range count {
		p := placeOf(r, 1000*int(id)+i)
		add(&a.Sums, p)
		if count == 1 {
			a.Alone = &p
		}
	}
	return a
}

// circle is a polygon of n corners, counterclockwise on the globe.
func circle(lon, lat, radius float64, n int) orb.Polygon {
	var r orb.Ring
	for i := range n + 1 {
		sin, cos := math.Sincos(2 * math.Pi * float64(i%n) / float64(n))
		r = append(r, orb.Point{lon + radius*cos, lat + radius*sin})
	}
	return orb.Polygon{r}
}

// decoded gives the features of a layer of a tile, none when it is not there.
func decoded(t testing.TB, b []byte, layer string) []*geojson.Feature {
	t.Helper()
	layers, err := mvt.Unmarshal(b)
	if err != nil {
		t.Fatal(err)
	}
	for _, l := range layers {
		if l.Version != 2 || l.Extent != Extent {
			t.Errorf("layer %s is of version %d and extent %d", l.Name, l.Version, l.Extent)
		}
		if l.Name == layer {
			return l.Features
		}
	}
	return nil
}

func mustTile(t testing.TB, src Source, z, x, y int) []byte {
	t.Helper()
	b, err := drawTile(src, index.Query{}, z, x, y)
	if err != nil {
		t.Fatalf("%d/%d/%d: %v", z, x, y, err)
	}
	return b
}

func number(f *geojson.Feature, name string) int {
	n, _ := f.Properties[name].(float64)
	return int(n)
}

func featureID(t testing.TB, f *geojson.Feature) uint64 {
	t.Helper()
	id, ok := f.ID.(float64)
	if !ok {
		t.Fatalf("feature id is %T: %v", f.ID, f.ID)
	}
	return uint64(id)
}

// drawTile draws a tile of what the query finds, uncompressed. A tile in which there is nothing
// has no bytes. ErrNoTile if there is no such tile.
func drawTile(src Source, q index.Query, z, x, y int) ([]byte, error) {
	return newDrawer(0, nil).tile(context.Background(), src, q, z, x, y)
}
