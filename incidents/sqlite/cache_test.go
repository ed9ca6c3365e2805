package sqlite

import (
	"path/filepath"
	"testing"

	"github.com/paulmach/orb"

	"incidentmap/geo"
	"incidentmap/incidents/storetest"
)

// TestCacheIsCounted holds that what a cache keeps is bounded by its number and by its bytes.
func TestCacheIsCounted(t *testing.T) {
	var c cache[int, []byte]
	largest := 0
	for i := range 3 * cacheLimit {
		size := 1 + i%7*(cacheBytes/64)
		c.put(i, nil, size, false)
		if c.bytes > cacheBytes || len(c.all) > cacheLimit {
			t.Fatalf("%d things of %d bytes are kept", len(c.all), c.bytes)
		}
		largest = max(largest, len(c.all))
	}
	if largest < 10 {
		t.Errorf("at most %d things were kept", largest)
	}
	c.put(-1, nil, cacheBytes/4+1, false)
	if _, known := c.get(-1, false); known {
		t.Error("what is larger than a quarter of all was kept")
	}
	before := c.bytes
	c.put(-2, nil, 5, false)
	c.put(-2, nil, 5, false)
	if c.bytes != before+5 {
		t.Errorf("the same twice counts %d bytes", c.bytes-before)
	}
}

// TestSamplesAreBounded holds that the sample that a very large document becomes is a part of it,
// and that it and its like are read as they were written.
func TestSamplesAreBounded(t *testing.T) {
	s := open(t, filepath.Join(t.TempDir(), "store.db"))
	if _, err := s.PutStory(t.Context(), storetest.Story("a")); err != nil {
		t.Fatal(err)
	}
	areas := []orb.Polygon{ringed(1, largestDeltaBase/8), ringed(1, largestDeltaBase/8), ringed(2, largestDeltaBase/8)}
	writes := batch(len(areas))
	for i, area := range areas {
		writes[i].Incident.Where = geo.Location{Geometry: area, Precision: geo.Admin2}
	}
	if _, err := s.Write(t.Context(), writes...); err != nil {
		t.Fatal(err)
	}
	if n := numberOf(t, s, `SELECT max(length(content)) FROM sample`); n > largestDeltaBase {
		t.Errorf("a sample has %d bytes", n)
	}
	for i := range writes {
		p, err := s.Public(t.Context(), "a", writes[i].Incident.ID)
		if err != nil || !orb.Equal(p.Where.Geometry, areas[i]) {
			t.Errorf("area %d is not read as it was written: %v", i, err)
		}
	}
	if err := s.Check(t.Context()); err != nil {
		t.Error(err)
	}
}
