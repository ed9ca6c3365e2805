package mapapi

import (
	"math"
	"slices"
	"testing"

	"incidentmap/geo"
	"incidentmap/incidents"
)

func TestWidened(t *testing.T) {
	for _, tt := range []struct {
		name string
		view [4]float64
		box  geo.BBox
		zoom int
	}{
		{"a region", [4]float64{-108, 17, -96, 27}, geo.BBox{West: -114, South: 12, East: -90, North: 32}, 5},
		{"across the antimeridian", [4]float64{170, -10, -170, 10}, geo.BBox{West: 160, South: -20, East: -160, North: 20}, 5},
		{"up to the antimeridian", [4]float64{160, 0, 180, 10}, geo.BBox{West: 150, South: -5, East: -170, North: 15}, 5},
		{"the world", [4]float64{-180, -60, 180, 75}, geo.BBox{West: -180, South: -90, East: 180, North: 90}, 1},
		{"more than half of it", [4]float64{-100, 0, 100, 80}, geo.BBox{West: -180, South: -40, East: 180, North: 90}, 1},
		{"a point", [4]float64{1, 2, 1, 2}, geo.BBox{West: 1, South: 2, East: 1, North: 2}, MaxZoom},
	} {
		box, zoom := widened(tt.view)
		if box != tt.box || zoom != tt.zoom {
			t.Errorf("%s: %v at zoom %d, want %v at %d", tt.name, box, zoom, tt.box, tt.zoom)
		}
		width := tt.view[2] - tt.view[0]
		if width < 0 {
			width += 360
		}
		if cell := 360 / math.Exp2(float64(zoom+CellLevels)); width > 0 && (cell < width/8 || cell >= width/4) {
			t.Errorf("%s: cells are %g degrees wide, the view %g", tt.name, cell, width)
		}
	}
}

// TestTheFirstViewHoldsWhatIsFiltered holds that the page has of each incident what its filter asks for.
func TestTheFirstViewHoldsWhatIsFiltered(t *testing.T) {
	for _, word := range incidents.TraitWords() {
		if !slices.Contains(drawn(), word) {
			t.Errorf("%s is not among the properties of the first view", word)
		}
	}
}
