package gazetteer

import (
	"math/rand/v2"
	"os"
	"slices"
	"sync"
	"testing"

	"github.com/paulmach/orb"
	"github.com/paulmach/orb/planar"

	"incidentmap/geo"
	"incidentmap/geo/shapes"
)

type worldOutlines struct{ file *shapes.File }

func (o worldOutlines) Area(code string) (orb.Geometry, bool) {
	s, ok, err := o.file.Get(code)
	return s.Geometry, ok && err == nil
}

var outlinesOfWorld = sync.OnceValue(func() worldOutlines {
	b, err := os.ReadFile("../../data/areas.shapes")
	if err != nil {
		panic(err)
	}
	f, err := shapes.Open(b)
	if err != nil {
		panic(err)
	}
	return worldOutlines{f}
})

// slowly is what Locator.At says it does, by asking all places within its ranges for each point.
func slowly(g *Gazetteer, o Outlines, p orb.Point) (geo.Admin, bool) {
	inside := func(code string) bool {
		switch g, _ := o.Area(code); g := g.(type) {
		case orb.Polygon:
			return planar.PolygonContains(g, p)
		case orb.MultiPolygon:
			return planar.MultiPolygonContains(g, p)
		}
		return false
	}
	near := g.Within(p, votingRangeM, Populated)
	near = near[:min(len(near), voters)]
	if len(near) == 0 {
		near = g.Within(p, remoteM, Populated)
		for _, n := range near[:min(len(near), voters)] {
			if a := g.Admin(n.Ref); inside(a.Admin1) {
				return geo.Admin{Country: a.Country, Admin1: a.Admin1, Admin1Name: a.Admin1Name}, true
			}
		}
		for _, n := range near[:min(len(near), voters)] {
			if a := g.Admin(n.Ref); inside(a.Country) {
				return geo.Admin{Country: a.Country}, true
			}
		}
		return geo.Admin{}, false
	}
	a := g.Admin(near[0].Ref)
	if slices.ContainsFunc(near, func(n Neighbour) bool { return g.Admin(n.Ref).Admin1 != a.Admin1 }) {
		for _, n := range near {
			if other := g.Admin(n.Ref); inside(other.Admin1) {
				a = other
				break
			}
		}
	}
	_, state := o.Area(a.Admin1)
	_, country := o.Area(a.Country)
	if !state && !country || inside(a.Admin1) || inside(a.Country) || near[0].Metres <= shoreM {
		return a, true
	}
	return geo.Admin{}, false
}

// The remembered cells answer as asking everything for each point does. A flat Earth may order
// neighbours otherwise that are all but equally near.
func TestLocatorAgainstAll(t *testing.T) {
	g, o := world(t), outlinesOfWorld()
	l := NewLocator(g, o)
	rng := rand.New(rand.NewPCG(3, 4))
	points := []orb.Point{{180, 0}, {-180, 66}, {179.99, -16.5}, {0, 90}, {0, -90}, {-103.38, 20.72}}
	rounds := 4000
	if testing.Short() {
		rounds = 300
	}
	for range rounds {
		ref := Ref(rng.IntN(g.Len()))
		at := g.Point(ref)
		points = append(points, orb.Point{clamp(at[0]+rng.NormFloat64()/5, 180), clamp(at[1]+rng.NormFloat64()/5, 90)})
	}
	differ := 0
	for _, p := range points {
		for range 2 { // unknown, and remembered
			got, ok := l.At(p)
			want, has := slowly(g, o, p)
			if got != want || ok != has {
				differ++
			}
		}
	}
	if differ > 4+len(points)/100 {
		t.Errorf("%d of %d points differ", differ, len(points))
	}
}

func clamp(v, most float64) float64 { return max(-most, min(v, most)) }

// BenchmarkLocator tells where points lie whose surroundings are known.
func BenchmarkLocator(b *testing.B) {
	l := NewLocator(world(b), outlinesOfWorld())
	rng := rand.New(rand.NewPCG(5, 6))
	points := make([]orb.Point, 4096)
	for i := range points {
		points[i] = orb.Point{-103.5 + rng.NormFloat64()/2, 20.5 + rng.NormFloat64()/2}
		l.At(points[i])
	}
	b.ReportAllocs()
	for i := 0; b.Loop(); i++ {
		l.At(points[i%len(points)])
	}
}
