package basemap

import (
	"math"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/paulmach/orb"
	"github.com/paulmach/orb/clip"
	"github.com/paulmach/orb/maptile"
	"github.com/paulmach/orb/planar"
)

func TestCellOf(t *testing.T) {
	for _, tt := range []struct{ tile, want maptile.Tile }{
		{maptile.New(0, 0, 0), maptile.New(0, 0, 0)},
		{maptile.New(3, 1, 2), maptile.New(0, 0, 0)},
		{maptile.New(3, 1, 3), maptile.New(3, 1, 3)},
		{maptile.New(31, 17, 5), maptile.New(7, 4, 3)},
		{maptile.New(63, 0, 6), maptile.New(63, 0, 6)},
		{maptile.New(3503, 7290, 14), maptile.New(13, 28, 6)},
	} {
		if got := cellOf(tt.tile); got != tt.want {
			t.Errorf("cellOf(%v) = %v, want %v", tt.tile, got, tt.want)
		}
	}
}

func TestCut(t *testing.T) {
	// A ring with a hole, across many squares of zoom 3.
	p := orb.Polygon{
		{{-100, -50}, {100, -50}, {100, 50}, {-100, 50}, {-100, -50}},
		{{-60, -40}, {-60, 40}, {60, 40}, {60, -40}, {-60, -40}},
	}
	before := p.Clone()
	level := Level{Cells: 3, Last: 5}
	got := 0.0
	for _, s := range Cut(Land, level, 4, p) {
		if s.MinZoom != 4 || s.Class != "land" {
			t.Errorf("%s: class %q from zoom %d", s.ID, s.Class, s.MinZoom)
		}
		// Without the buffers, the pieces make up the whole.
		for x := range uint32(8) {
			for y := range uint32(8) {
				if cell := maptile.New(x, y, 3); s.ID == cellID(Land, cell) {
					got += planar.Area(clip.Geometry(cell.Bound(), orb.Clone(s.Geometry)))
				}
			}
		}
	}
	if want := planar.Area(p); math.Abs(got-want) > 1e-6*want {
		t.Errorf("the pieces have area %g, the whole %g", got, want)
	}
	if diff := cmp.Diff(before, p); diff != "" {
		t.Error("Cut changed its argument:", diff)
	}
}

func TestCutOfNothing(t *testing.T) {
	for name, g := range map[string]orb.Geometry{
		"nil": nil, "empty polygon": orb.Polygon{}, "empty lines": orb.MultiLineString(nil),
		"beyond the square": orb.LineString{{0, 88}, {10, 89}},
	} {
		if got := Cut(Rivers, Level{Cells: 3, Last: 5}, 0, g); len(got) != 0 {
			t.Errorf("%s: %v", name, got)
		}
	}
}
