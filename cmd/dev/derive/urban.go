package derive

import (
	"strings"

	"github.com/paulmach/orb"
	"github.com/paulmach/orb/planar"
)

// urbanArea is one of Natural Earth's urban areas at 1:10 million.
type urbanArea struct {
	name       string
	outline    orb.MultiPolygon
	population int // of the area, by LandScan
}

func loadUrban(src Sources) ([]urbanArea, error) {
	features, err := src.readRgeo("Cities10.gz")
	if err != nil {
		return nil, err
	}
	var all []urbanArea
	for _, f := range features {
		a := urbanArea{
			// The source tells parts of a city apart by a number.
			name:       strings.TrimRight(f.Properties.MustString("name_conve", ""), "0123456789"),
			population: int(f.Properties.MustFloat64("max_pop_al", 0)),
		}
		switch g := f.Geometry.(type) {
		case orb.Polygon:
			a.outline = orb.MultiPolygon{g}
		case orb.MultiPolygon:
			a.outline = g
		}
		all = append(all, a)
	}
	return all, nil
}

// urbanOutlines gives the polygons of at least so many square degrees, without the steps
// of the raster they come from.
func (w *world) urbanOutlines(smallest float64) orb.MultiPolygon {
	var out orb.MultiPolygon
	for _, a := range w.urban {
		for _, p := range a.outline {
			if planar.Area(p) >= smallest {
				out = append(out, withoutSteps(p))
			}
		}
	}
	return out
}

// withoutSteps joins the middles of the edges of a raster's cells: stairs become slopes.
func withoutSteps(p orb.Polygon) orb.Polygon {
	out := make(orb.Polygon, len(p))
	for i, r := range p {
		for k := 1; k < len(r); k++ {
			out[i] = append(out[i], orb.Point{(r[k-1][0] + r[k][0]) / 2, (r[k-1][1] + r[k][1]) / 2})
		}
		if len(out[i]) > 0 {
			out[i] = append(out[i], out[i][0])
		}
	}
	return out
}

// creditUrban gives the town that an urban area is named for the population of the area:
// a city is as well known as the whole of it is large, wherever its limits run.
func creditUrban(urban []urbanArea, all []candidate) {
	byDegree := map[[2]int][]int{}
	for i, c := range all {
		d := [2]int{degree(c.town.point[0]), degree(c.town.point[1])}
		byDegree[d] = append(byDegree[d], i)
	}
	for _, a := range urban {
		// A town's point may lie just outside of what is built up.
		const beside = 0.05 // degrees
		b, main := a.outline.Bound().Pad(beside), -1
		for x := degree(b.Min[0]); x <= degree(b.Max[0]); x++ {
			for y := degree(b.Min[1]); y <= degree(b.Max[1]); y++ {
				for _, i := range byDegree[[2]int{x, y}] {
					if (main < 0 || all[i].weight > all[main].weight) && b.Contains(all[i].town.point) && a.isNamedFor(all[i].town) {
						main = i
					}
				}
			}
		}
		if main >= 0 {
			c := &all[main]
			c.weight = max(c.weight, weight(c.town, a.population))
		}
	}
}

// isNamedFor: "Queretaro" is named for Santiago de Querétaro.
func (a urbanArea) isNamedFor(t town) bool {
	return a.name != "" && strings.Contains(strings.ToLower(t.ascii), strings.ToLower(a.name))
}
