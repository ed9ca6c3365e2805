package main

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/paulmach/orb"

	"incidentmap/geo/geoparse"
)

func goldAt(start, end int, lat, lon float64) goldPlace {
	return goldPlace{Span: geoparse.Span{Start: start, End: end}, Lat: &lat, Lon: &lon}
}

func foundAt(start, end int, lat, lon float64) geoparse.Toponym {
	return geoparse.Toponym{Span: geoparse.Span{Start: start, End: end}, Point: orb.Point{lon, lat}}
}

func TestGeoparseScore(t *testing.T) {
	nowhere := goldPlace{Span: geoparse.Span{Start: 45, End: 50}}
	gold := []goldPlace{goldAt(8, 13, 33.66, -95.56), goldAt(15, 20, 31.25, -99.25), goldAt(29, 34, 48.85, 2.35), nowhere}
	cases := []struct {
		name                        string
		found                       []geoparse.Toponym
		recognition, right, endTo   float64
		area                        float64
		foundCount, matched, inGold int
	}{
		{"all right", []geoparse.Toponym{foundAt(8, 13, 33.66, -95.56), foundAt(15, 20, 31.25, -99.25), foundAt(29, 34, 48.85, 2.35)}, 1, 1, 1, 0, 3, 3, 3},
		{"a place without coordinates is neither wanted nor wrong", []geoparse.Toponym{foundAt(8, 13, 33.66, -95.56), foundAt(45, 50, 0, 0)}, 0.5, 1, 0.5, 0, 1, 1, 3},
		{"one span for two places is one of them", []geoparse.Toponym{foundAt(8, 20, 33.66, -95.56)}, 0.5, 1, 0.5, 0, 1, 1, 3},
		{"far off", []geoparse.Toponym{foundAt(29, 34, 0, 0)}, 0.5, 0, 0, 0, 1, 1, 3},
		{"nothing", nil, 0, 0, 0, 0, 0, 0, 3},
	}
	for _, c := range cases {
		s := &geoparseScore{}
		s.add(goldText{Toponyms: gold}, c.found)
		if s.recognition() != c.recognition || s.accuracy() != c.right || s.endToEnd() != c.endTo || s.area() != c.area ||
			s.found != c.foundCount || s.matched != c.matched || s.gold != c.inGold {
			t.Errorf("%s: recognition %v, accuracy %v, end to end %v, area %v, counts %d %d %d", c.name, s.recognition(), s.accuracy(), s.endToEnd(), s.area(), s.found, s.matched, s.gold)
		}
	}
}

func TestTableGoesBetweenItsMarks(t *testing.T) {
	file := filepath.Join(t.TempDir(), "README.md")
	write := func(text string) {
		if err := os.WriteFile(file, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	write("before\n<!-- bench geoparse -->\nold\n<!-- end -->\nafter\n")
	for range 2 { // The second time changes nothing.
		if err := writeReadmePart(file, "geoparse", "| new |\n"); err != nil {
			t.Fatal(err)
		}
	}
	page, err := os.ReadFile(file)
	if want := "before\n<!-- bench geoparse -->\n| new |\n<!-- end -->\nafter\n"; err != nil || string(page) != want {
		t.Errorf("%v: %q, want %q", err, page, want)
	}
	write("no marks")
	if err := writeReadmePart(file, "geoparse", ""); !errors.Is(err, errNoMarks) || !strings.Contains(err.Error(), file) {
		t.Error(err)
	}
}
