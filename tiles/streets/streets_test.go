package streets_test

import (
	"bytes"
	"context"
	"errors"
	"testing"

	"github.com/paulmach/orb/encoding/mvt"

	"incidentmap/geo/mercator"
	"incidentmap/tiles/pmtiles"
	"incidentmap/tiles/streets"
	"incidentmap/tiles/streets/streetstest"
)

var errBelow = errors.New("the embedded basemap is asked")

type below struct{}

func (below) Tile(context.Context, int, int, int) ([]byte, error) { return nil, errBelow }

func open(t *testing.T, schema streetstest.Schema) *streets.Map {
	t.Helper()
	a, err := pmtiles.Open(t.Context(), pmtiles.File{ReaderAt: bytes.NewReader(streetstest.Archive(schema))})
	if err != nil {
		t.Fatal(err)
	}
	_, last := a.Zooms()
	m, err := streets.New(below{}, a, a.Layers, last)
	if err != nil {
		t.Fatal(err)
	}
	return m
}

// TestBothSchemasDrawOneTown holds that tiles of either schema become the same layers, with all streets, buildings and names.
func TestBothSchemasDrawOneTown(t *testing.T) {
	for _, schema := range []streetstest.Schema{streetstest.Protomaps, streetstest.OpenMapTiles} {
		t.Run(string(schema), func(t *testing.T) {
			m := open(t, schema)
			at := mercator.Project(streetstest.Middle, 1<<14)
			names, buildings, classes := map[string]int{}, 0, map[string]int{}
			areas := map[string]bool{}
			for x := int(at[0]) - 1; x <= int(at[0])+1; x++ {
				for y := int(at[1]) - 1; y <= int(at[1])+1; y++ {
					b, err := m.Tile(t.Context(), 14, x, y)
					if errors.Is(err, errBelow) {
						continue // beside the town
					}
					if err != nil {
						t.Fatal(err)
					}
					layers, err := mvt.Unmarshal(b)
					if err != nil {
						t.Fatal(err)
					}
					for _, l := range layers {
						areas[l.Name] = true
						for _, f := range l.Features {
							class, _ := f.Properties["class"].(string)
							switch l.Name {
							case "streets":
								classes[class]++
							case "buildings":
								buildings++
							case "places":
								names[class]++
							}
						}
					}
				}
			}
			for _, layer := range []string{"land", "lakes", "green", "urban"} {
				if !areas[layer] {
					t.Errorf("there is no %s", layer)
				}
			}
			if classes["major"] < 8 || classes["minor"] < 18 {
				t.Errorf("streets %v, of %d each way with every fourth a major one", classes, streetstest.Streets)
			}
			if buildings < streetstest.Streets*(streetstest.Streets-1) {
				t.Errorf("%d buildings of %d", buildings, streetstest.Streets*(streetstest.Streets-1))
			}
			if names["town"] != 1 || names["street"] < streetstest.Streets {
				t.Errorf("names %v: the town once, and streets", names)
			}
		})
	}
}

// TestElsewhereTheEmbeddedBasemapIsDrawn holds that it is asked where the archive has no tile, and farther off.
func TestElsewhereTheEmbeddedBasemapIsDrawn(t *testing.T) {
	m := open(t, streetstest.Protomaps)
	for _, tile := range [][3]int{{8, 54, 113}, {14, 0, 0}, {0, 0, 0}} {
		if _, err := m.Tile(t.Context(), tile[0], tile[1], tile[2]); !errors.Is(err, errBelow) {
			t.Errorf("%v: %v", tile, err)
		}
	}
}

func TestArchivesThatAreRefused(t *testing.T) {
	for name, c := range map[string]struct {
		layers []string
		last   int
	}{
		"no streets":   {[]string{"incidents", "areas"}, 14},
		"too far off":  {[]string{"roads"}, 6},
		"without name": {nil, 14},
	} {
		if _, err := streets.New(below{}, below{}, c.layers, c.last); err == nil {
			t.Errorf("%s: no error", name)
		}
	}
}

func TestAttribution(t *testing.T) {
	for from, want := range map[string]string{
		`<a href="https://osm.org/copyright" target="_blank" onclick="x()">&copy; OpenStreetMap</a>`: `<a href="https://osm.org/copyright">© OpenStreetMap</a>`,
		`<script>alert(1)</script> Us & them`:                                                        `alert(1) Us &amp; them`,
		`<a href='https://a.example/'>In <b>bold</b></a> & <i>so</i>`:                                `<a href="https://a.example/">In bold</a> &amp; so`,
		`<a href="javascript:x()">here</a>`:                                                          `here`,
		``:                                                                                           ``,
	} {
		if got := streets.Attribution(from); got != want {
			t.Errorf("%s is shown as %s, want %s", from, got, want)
		}
	}
}
