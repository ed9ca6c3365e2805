package derive

import (
	"io"
	"slices"

	"github.com/paulmach/orb"
	"github.com/paulmach/orb/planar"
	"github.com/paulmach/orb/simplify"

	"incidentmap/cmd/dev/derive/topology"
	"incidentmap/geo/shapes"
	"incidentmap/tiles/basemap"
)

// detail is what the outlines of a level of the basemap keep.
type detail struct {
	tolerance float64 // degrees: about a third of a pixel at the level's last useful zoom
	// Urban areas come from a raster of 1/120 degree, and are left out if smaller than
	// so many square degrees.
	urbanTolerance, smallest float64
	// smallestIsland is the least land area, in square degrees.
	smallestIsland float64
	// borders lists the state borders of the level by how large the states are.
	borders []stateBorders
}

// stateBorders are the borders of states that Natural Earth shows up to a zoom.
type stateBorders struct {
	theme   basemap.Theme
	upTo    float64 // Natural Earth's min_zoom of the smaller state
	minZoom uint8
}

// details belong to the levels of the basemap, in their order. Natural Earth's 1:10
// million lines are no more exact than the tolerance of the last.
var details = []detail{
	{tolerance: 0.1, smallestIsland: 0.03},
	{tolerance: 0.008, urbanTolerance: 0.025, smallest: 0.03, smallestIsland: 0.0005, borders: []stateBorders{{basemap.StateBorders, 6.7, 4}}},
	{tolerance: 0.0008, urbanTolerance: 0.005, smallest: 0.0005, borders: []stateBorders{{basemap.StateBorders, 7.7, 6}, {basemap.SmallerStateBorders, 99, 8}}},
}

// basemapShapes writes the outlines that the basemap draws. Land and borders are the same
// lines as those of the areas; lakes, rivers and urban areas are sources of their own.
func basemapShapes(src Sources, out io.Writer, logf func(string, ...any)) error {
	w, err := src.world()
	if err != nil {
		return err
	}
	water, err := loadWater(src)
	if err != nil {
		return err
	}
	var all []shapes.Shape
	for i, level := range basemap.Levels() {
		d := details[i]
		t := w.topology.Simplified(d.tolerance)
		all = append(all, basemap.Cut(basemap.Land, level, 0, withoutIslets(t.Dissolve(w.everything()...), d.smallestIsland))...)
		all = append(all, w.cutBorders(t, level, d)...)
		all = append(all, basemap.Cut(basemap.Lakes, level, 0, simplified(water.lakes, d.tolerance))...)
		if level.Cells > 0 {
			all = append(all, basemap.Cut(basemap.Rivers, level, uint8(level.Cells), simplified(water.rivers, d.tolerance))...)
			all = append(all, basemap.Cut(basemap.Urban, level, 5, simplified(w.urbanOutlines(d.smallest), d.urbanTolerance))...)
		}
		logf("basemap: level of zoom %d is cut; %d outlines so far", level.Cells, len(all))
	}
	return shapes.Write(out, all, decimals)
}

func withoutIslets(land orb.MultiPolygon, smallest float64) orb.MultiPolygon {
	return slices.DeleteFunc(land, func(p orb.Polygon) bool { return planar.Area(p) < smallest })
}

func (w *world) everything() []int {
	all := make([]int, len(w.divisions))
	for i := range all {
		all[i] = i
	}
	return all
}

// cutBorders draws borders of countries, and of states by their theme. What GeoNames
// counts as one state has no borders within.
func (w *world) cutBorders(t *topology.Topology, level basemap.Level, d detail) []shapes.Shape {
	lines := t.Borders(func(i, k int) int {
		a, b := w.divisions[i], w.divisions[k]
		switch {
		case a.country != b.country:
			return 0
		case a.code != "" && a.code == b.code:
			return -1
		}
		for n, s := range d.borders {
			if max(a.minZoom, b.minZoom) <= s.upTo {
				return 1 + n
			}
		}
		return -1
	})
	all := basemap.Cut(basemap.CountryBorders, level, 0, lines[0])
	for n, s := range d.borders {
		all = append(all, basemap.Cut(s.theme, level, s.minZoom, lines[1+n])...)
	}
	return all
}

// simplified copies the geometry with lines and rings simplified, each by itself, and
// rings turned as RFC 7946 wants.
func simplified(g orb.Geometry, tolerance float64) orb.Geometry {
	g = simplify.DouglasPeucker(tolerance).Simplify(orb.Clone(g))
	mp, ok := g.(orb.MultiPolygon)
	if !ok {
		return g
	}
	var out orb.MultiPolygon
	for _, p := range mp {
		var kept orb.Polygon
		for i, r := range p {
			if len(r) < 4 {
				if i == 0 {
					break
				}
				continue
			}
			if (r.Orientation() == orb.CCW) == (i > 0) {
				r.Reverse()
			}
			kept = append(kept, r)
		}
		if kept != nil {
			out = append(out, kept)
		}
	}
	return out
}
