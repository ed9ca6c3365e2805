package mapapi_test

import (
	"encoding/json"
	"fmt"
	"net/http"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/paulmach/orb"
	"github.com/paulmach/orb/encoding/mvt"
	"github.com/paulmach/orb/geojson"

	"incidentmap/geo"
	"incidentmap/incidents"
	"incidentmap/incidents/index"
	"incidentmap/web/mapapi"
)

func point(lon, lat float64) orb.Point { return orb.Point{lon, lat} }

type collection struct {
	Level, Count, Unlocated int
	Features                []struct {
		ID         string
		Geometry   *geojson.Geometry
		Properties struct {
			Cluster       bool
			Count, Killed int
			Kinds         []struct {
				Kind  string
				Count int
			}
			SplitsAt   *int `json:"splits_at"`
			Title, URL string
			More       int
			Precision  geo.Precision
		}
	}
}

func (s *site) collection(t testing.TB, address string) (c collection) {
	t.Helper()
	got := s.get(t, address)
	if err := json.Unmarshal(got.Body.Bytes(), &c); err != nil || got.Code != http.StatusOK {
		t.Fatalf("%s: %d, %v: %.300s", address, got.Code, err, got.Body)
	}
	return c
}

// told gives how many incidents a collection tells of, and how many died.
func (c *collection) told() (count, killed int) {
	for _, f := range c.Features {
		count++
		if f.Properties.Cluster {
			count += f.Properties.Count - 1
		}
		killed += f.Properties.Killed
	}
	return count, killed
}

// At every zoom a view of the world tells of all incidents once, and never has too many features.
func TestNoCountIsLost(t *testing.T) {
	m := newMemory("UTC").fill(12_000)
	s := serve(t, m)
	want := 0
	for _, p := range m.public {
		if best := p.Counts[incidents.Killed].Best; best != nil && p.Where.Geometry != nil {
			want += *best
		}
	}
	for zoom := range 23 {
		c := s.collection(t, fmt.Sprintf("/stories/many/clusters?zoom=%d", zoom))
		count, killed := c.told()
		if count+c.Unlocated != 12_000 || c.Count != 12_000 || killed != want {
			t.Errorf("zoom %d: %d told, %d unlocated, count %d, %d killed, want %d", zoom, count, c.Unlocated, c.Count, killed, want)
		}
		if n := len(c.Features); n > 2001 || c.Level > zoom+2 || zoom < 4 && c.Level != zoom+2 {
			t.Errorf("zoom %d: %d features at level %d", zoom, n, c.Level)
		}
		for _, f := range c.Features {
			p := f.Properties
			if p.Cluster && (p.Count < 2 || f.ID == "" || f.Geometry == nil || len(p.Kinds) == 0 || p.SplitsAt != nil && *p.SplitsAt < c.Level-1) {
				t.Errorf("zoom %d: %+v", zoom, f)
			}
			if !p.Cluster && (p.Title == "" || p.URL != base+"/stories/many/incidents/"+f.ID) {
				t.Errorf("zoom %d: %+v", zoom, f)
			}
		}
	}
}

// Views beside one another tell of each cell alike.
func TestNeighboursAgree(t *testing.T) {
	s := serve(t, newMemory("UTC").fill(3000))
	type told struct{ Count, Killed int }
	cells := map[string]told{}
	for _, box := range []string{"-180,-90,0,90", "0,-90,180,90", "-90,-45,90,45", "170,-90,-170,90"} {
		for _, f := range s.collection(t, "/stories/many/clusters?zoom=3&bbox="+box).Features {
			got := told{f.Properties.Count, f.Properties.Killed}
			if before, known := cells[f.ID]; known && before != got {
				t.Errorf("%s: %s tells %v, before %v", box, f.ID, got, before)
			}
			cells[f.ID] = got
		}
	}
	sum := s.index.Story("many").Summary(index.Query{})
	for z := range 4 {
		points, ids := 0, map[any]bool{}
		for x := range 1 << z {
			for y := range 1 << z {
				got := s.get(t, fmt.Sprintf("/stories/many/tiles/all/%d/%d/%d.mvt", z, x, y))
				layers, err := mvt.Unmarshal(got.Body.Bytes())
				if err != nil {
					t.Fatal(err)
				}
				for _, l := range layers {
					for _, f := range l.Features {
						if l.Name == "incidents" {
							points += int(f.Properties["count"].(float64))
							ids[f.ID] = true
						}
					}
				}
			}
		}
		if points != sum.Points || len(ids) == 0 {
			t.Errorf("zoom %d: tiles tell of %d points, the index of %d", z, points, sum.Points)
		}
	}
}

// Of more areas than a collection has room for, the small ones are one.
func TestManyAreas(t *testing.T) {
	m := newMemory("UTC")
	for i := range 700 {
		for range 1 + i%2 {
			m.add("curfew", square(float64(i%35)*4-80, float64(i/35)*4-40, 1+float64(i)/1000), begin, 1)
		}
	}
	s := serve(t, m)
	c := s.collection(t, "/stories/many/clusters?zoom=1")
	if count, killed := c.told(); count != 1050 || killed != 1050 || len(c.Features) != mapapi.MaxAreas+1 {
		t.Errorf("%d told, %d killed, %d features", count, killed, len(c.Features))
	}
	more := c.Features[mapapi.MaxAreas]
	if more.ID != "a-more" || more.Properties.More != 200 || more.Properties.Precision != geo.Exact {
		t.Errorf("%+v", more)
	}
}

// An area is known no more exactly than the least that is said of it, by what is wanted.
func TestPrecisionOfAreas(t *testing.T) {
	m := newMemory("UTC")
	for kind, precision := range map[incidents.Kind]geo.Precision{"curfew": geo.Admin1, "panic": geo.Country} {
		for range 2 {
			m.precision = precision
			m.add(kind, square(0, 0, 1), begin, 0)
		}
	}
	s := serve(t, m)
	for filter, want := range map[string]geo.Precision{"": geo.Country, "&kind=curfew": geo.Admin1, "&kind=panic": geo.Country} {
		f := s.collection(t, "/stories/many/clusters?zoom=1"+filter).Features
		if len(f) != 1 || f[0].Properties.Precision != want {
			t.Errorf("%q: %+v, want %s", filter, f, want)
		}
	}
}

// An area has the shape that the zoom shows, gathered or of one incident; of many corners those that are near the box.
func TestOutlines(t *testing.T) {
	t.Run("of one", func(t *testing.T) { testOutlines(t, 1) })
	t.Run("of several", func(t *testing.T) { testOutlines(t, 2) })
}

func testOutlines(t *testing.T, n int) {
	m := newMemory("UTC")
	var ring orb.Ring
	for i := range 4001 {
		lon := -100 + 10*float64(i%4000)/4000
		ring = append(ring, orb.Point{lon, 20 + float64(i%2)/1e4})
	}
	ring = append(ring[:4000], orb.Point{-90, 25}, orb.Point{-100, 25}, ring[0])
	for range n {
		m.add("curfew", orb.Polygon{ring}, begin, 0)
	}
	s := serve(t, m)
	points := func(zoom int) int {
		f := s.collection(t, fmt.Sprintf("/stories/many/clusters?zoom=%d&bbox=-100.25,19,-99.75,21", zoom)).Features
		if len(f) != 1 || n > 1 && (f[0].ID[:2] != "a-" || f[0].Properties.Count != n) {
			t.Fatalf("zoom %d: %+v", zoom, f)
		}
		p, ok := f[0].Geometry.Geometry().(orb.Polygon)
		if !ok || p[0].Orientation() != orb.CCW {
			t.Fatalf("zoom %d: %v", zoom, f[0].Geometry)
		}
		return len(p[0])
	}
	// Of 400 corners in a degree, the box and its surroundings have three quarters of a degree.
	if few, many := points(2), points(17); few > 10 || many < 300 || many > 310 {
		t.Errorf("%d positions at zoom 2, %d at zoom 17", few, many)
	}
}

func TestSimultaneousRequestsMakeOnce(t *testing.T) {
	m := newMemory("UTC").fill(200)
	m.hold, m.held = make(chan struct{}), make(chan struct{}, 1)
	s := serve(t, m)
	var all sync.WaitGroup
	for range 20 {
		all.Go(func() {
			if got := s.get(t, "/stories/many/clusters?zoom=4"); got.Code != http.StatusOK {
				t.Errorf("%d", got.Code)
			}
		})
	}
	<-m.held
	close(m.hold)
	all.Wait()
	if n := m.reads.Load(); n != 1 {
		t.Errorf("made %d times", n)
	}
}

// What the store no longer has is asked for again, and told in time.
func TestStoreMovesOn(t *testing.T) {
	m := newMemory("UTC").fill(50)
	m.lost = m.add("killing", point(100, 10), begin, 0)
	s := serve(t, m)
	if got := s.get(t, "/stories/many/clusters?zoom=10"); got.Code != http.StatusServiceUnavailable {
		t.Errorf("%d: %.200s", got.Code, got.Body)
	}
	m.lost = 0
	if got := s.get(t, "/stories/many/clusters?zoom=10"); got.Code != http.StatusOK {
		t.Errorf("%d: %.200s", got.Code, got.Body)
	}
}

func TestSearching(t *testing.T) {
	s := serve(t, newMemory("UTC").fill(100))
	if c := s.collection(t, "/stories/many/clusters?zoom=3&q=number+42"); c.Count != 1 {
		t.Errorf("%+v", c)
	}
	s.store.add("killing", point(0, 0), begin, 0) // number 102
	if c := s.collection(t, "/stories/many/clusters?zoom=3&q=number+102"); c.Count != 1 || c.Features[0].Properties.Title != "Number 102" {
		t.Errorf("%+v", c)
	}
}

type buckets struct {
	Width   string
	Buckets []struct {
		Start string
		Count int
		Kinds map[string]int
	}
	Untimed, Outside, Count int
}

// Days are those of the story's zone, of 23 and 25 hours too.
func TestHistogramByDays(t *testing.T) {
	for _, name := range []string{"America/Mexico_City", "Europe/Berlin", "Pacific/Auckland", "UTC"} {
		m := newMemory(name).fill(4000)
		s := serve(t, m)
		zone, err := time.LoadLocation(name)
		if err != nil {
			t.Fatal(err)
		}
		want := map[string]int{}
		for _, p := range m.public {
			if !p.When.Start.IsZero() {
				want[p.When.Start.In(zone).Format(time.DateOnly)]++
			}
		}
		var got buckets
		if err := json.Unmarshal(s.get(t, "/stories/many/histogram").Body.Bytes(), &got); err != nil {
			t.Fatal(err)
		}
		counted := map[string]int{}
		for _, b := range got.Buckets {
			if b.Count > 0 {
				counted[b.Start[:10]] += b.Count
			}
			if b.Start[11:19] != "00:00:00" || len(b.Kinds) > b.Count {
				t.Errorf("%s: %+v", name, b)
			}
		}
		if diff := cmp.Diff(want, counted); diff != "" || got.Width != "P1D" || got.Count != 4000 {
			t.Errorf("%s: width %s, count %d: %s", name, got.Width, got.Count, diff)
		}
	}
}
