package gazetteer

import (
	"os"
	"runtime"
	"sync"
	"testing"

	"github.com/paulmach/orb"
	orbgeo "github.com/paulmach/orb/geo"
)

// The derived file, data/places.gaz.
var readWorld = sync.OnceValues(func() ([]byte, error) { return os.ReadFile("../../data/places.gaz") })

func world(tb testing.TB) *Gazetteer {
	tb.Helper()
	b, err := readWorld()
	if err != nil {
		tb.Fatal(err)
	}
	g, err := Open(b)
	if err != nil {
		tb.Fatal(err)
	}
	return g
}

func TestWorldIsComplete(t *testing.T) {
	g := world(t)
	count := map[Kind]int{}
	mexico := map[Kind]int{}
	atState := 0
	for i := range g.Len() {
		e := g.Entry(Ref(i))
		count[e.Kind]++
		if e.Name == "" || e.ID == "" {
			t.Fatalf("entry %+v", e)
		}
		if g.Country(e.Ref) == "MX" {
			mexico[e.Kind]++
			if e.AtParent {
				atState++
			}
		}
	}
	if count[Populated] != 199_568 || count[Admin1] != 3_865 || count[Admin2] != 47_643 || count[Country] < 245 || count[Airport] < 4_900 {
		t.Errorf("the world has %v", count)
	}
	if mexico[Populated] != 16_917 || mexico[Admin1] != 32 || mexico[Admin2] != 2_471 || mexico[Country] != 1 || atState != 78 {
		t.Errorf("Mexico has %v, %d of them without a place of their own", mexico, atState)
	}
}

func TestWorldAreas(t *testing.T) {
	g := world(t)
	for code, want := range map[string]orb.Point{"US": {-98.5, 39.76}, "CA": {-113.64, 60.11}, "RU": {100, 60}} {
		if e, _ := g.Area(code); e.Point != want {
			t.Errorf("%s lies at %v, want %v", code, e.Point, want)
		}
	}
	for code, want := range map[string]string{"MX.09": "Ciudad de México", "MX.15": "Estado de México", "MX": "México", "US": "Estados Unidos"} {
		if e, _ := g.Area(code); g.Name(e.Ref, "es") != want {
			t.Errorf("%s is %q in Spanish, want %q", code, g.Name(e.Ref, "es"), want)
		}
	}
	if e, _ := g.Area("MX.14.120"); e.Name != "Zapopan" || e.Point != (orb.Point{-103.38479, 20.72356}) {
		t.Errorf("Zapopan: %+v: it lies at its seat", e)
	}
}

func TestWorldAirports(t *testing.T) {
	g := world(t)
	for code, want := range map[string]orb.Point{
		"GDL": {-103.301557, 20.52504}, "PVR": {-105.246685, 20.679746}, "MEX": {-99.082432, 19.435433},
		"MTY": {-100.113602, 25.778561}, "NLU": {-99.0145, 19.7458},
	} {
		if e, ok := g.ByCode(code); !ok || orbgeo.DistanceHaversine(e.Point, want) > 10 || g.Country(e.Ref) != "MX" {
			t.Errorf("%s: %+v", code, e)
		}
	}
}

// Opening reads no more than the header and the end of the automaton, so it allocates next to
// nothing. The least of some runs counts: others may allocate meanwhile.
func TestOpeningCostsNothing(t *testing.T) {
	b, err := readWorld()
	if err != nil {
		t.Fatal(err)
	}
	least := uint64(1 << 40)
	for range 5 {
		var before, after runtime.MemStats
		runtime.ReadMemStats(&before)
		_, err := Open(b)
		runtime.ReadMemStats(&after)
		if err != nil {
			t.Fatal(err)
		}
		least = min(least, after.TotalAlloc-before.TotalAlloc)
	}
	if least > 1<<16 {
		t.Errorf("opening allocates %d bytes", least)
	}
}

func BenchmarkOpen(b *testing.B) {
	world, err := readWorld()
	if err != nil {
		b.Fatal(err)
	}
	for b.Loop() {
		if _, err := Open(world); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkExact(b *testing.B) {
	g := world(b)
	for b.Loop() {
		g.Exact("guadalajara", func(Match) bool { return true })
	}
}

func BenchmarkSimilar(b *testing.B) {
	g := world(b)
	for _, edits := range []int{1, 2} {
		b.Run([]string{"", "one", "two"}[edits], func(b *testing.B) {
			for b.Loop() {
				g.Similar("guadalajra", edits, func(string, int) bool { return true })
			}
		})
	}
}

func BenchmarkNearest(b *testing.B) {
	g := world(b)
	for b.Loop() {
		g.Nearest(orb.Point{-103.4, 20.7}, 5, 50_000, Populated)
	}
}

func BenchmarkNormalize(b *testing.B) {
	for b.Loop() {
		Normalize("Cd. de México")
	}
}
