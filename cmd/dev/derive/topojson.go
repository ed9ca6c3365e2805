package derive

import (
	"encoding/json"
	"fmt"

	"github.com/paulmach/orb"
)

// topoJSON is as much of a quantized TopoJSON file as is needed
// (https://github.com/topojson/topojson-specification).
type topoJSON struct {
	BBox      [4]float64
	Transform struct{ Scale, Translate [2]float64 }
	Arcs      [][][2]float64
	Objects   map[string]struct{ Geometries []topoGeometry }
}

type topoGeometry struct {
	Type string
	Arcs json.RawMessage
}

func (t *topoJSON) region() orb.Bound {
	return orb.Bound{Min: orb.Point{t.BBox[0], t.BBox[1]}, Max: orb.Point{t.BBox[2], t.BBox[3]}}
}

// geometries gives the lines and polygons of an object.
func (t *topoJSON) geometries(object string) ([]orb.Geometry, error) {
	var all []orb.Geometry
	for i, g := range t.Objects[object].Geometries {
		decoded, err := t.geometry(g)
		if err != nil {
			return nil, fmt.Errorf("geometry %d of %s: %w", i, object, err)
		}
		all = append(all, decoded)
	}
	return all, nil
}

func (t *topoJSON) geometry(g topoGeometry) (orb.Geometry, error) {
	switch g.Type {
	case "LineString":
		var refs []int
		err := json.Unmarshal(g.Arcs, &refs)
		return t.line(refs), err
	case "MultiLineString":
		var refs [][]int
		err := json.Unmarshal(g.Arcs, &refs)
		var out orb.MultiLineString
		for _, r := range refs {
			out = append(out, t.line(r))
		}
		return out, err
	case "Polygon":
		var refs [][]int
		err := json.Unmarshal(g.Arcs, &refs)
		var out orb.Polygon
		for _, r := range refs {
			out = append(out, orb.Ring(t.line(r)))
		}
		return out, err
	}
	return nil, fmt.Errorf("geometry type %q is not a line or polygon", g.Type)
}

// line joins arcs end to end; a negative index is the complement of that of an arc that is
// walked backwards.
func (t *topoJSON) line(refs []int) orb.LineString {
	var l orb.LineString
	for _, ref := range refs {
		var arc orb.LineString
		if ref < 0 {
			arc = t.arc(^ref)
			arc.Reverse()
		} else {
			arc = t.arc(ref)
		}
		if len(l) > 0 {
			arc = arc[1:]
		}
		l = append(l, arc...)
	}
	return l
}

// arc adds up the differences that an arc is written as.
func (t *topoJSON) arc(i int) orb.LineString {
	var x, y float64
	l := make(orb.LineString, len(t.Arcs[i]))
	for k, d := range t.Arcs[i] {
		x, y = x+d[0], y+d[1]
		l[k] = orb.Point{x*t.Transform.Scale[0] + t.Transform.Translate[0], y*t.Transform.Scale[1] + t.Transform.Translate[1]}
	}
	return l
}
