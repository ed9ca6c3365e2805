package records

import (
	"encoding/json"
	"errors"
	"fmt"
	"slices"

	"github.com/paulmach/orb"
)

// topology is a TopoJSON file (the TopoJSON Format Specification, version 1.0): features whose lines are
// cut into arcs that they share.
type topology struct {
	Transform *struct{ Scale, Translate [2]float64 }
	Arcs      [][][]float64
	Objects   map[string]json.RawMessage
}

// topologyObject is a geometry in it.
type topologyObject struct {
	Type        string
	ID          json.RawMessage
	Properties  json.RawMessage
	Arcs        json.RawMessage
	Coordinates json.RawMessage
	Geometries  []topologyObject
}

// mostTopology is how many bytes a topology may have, all of which is held: its arcs stand anywhere.
const mostTopology = 256 << 20

// topology reads the features of a TopoJSON file.
func (r *featureReader) topology() error {
	raw, err := r.Value()
	if err != nil {
		return err
	}
	if len(raw) > mostTopology {
		return fmt.Errorf("it is a TopoJSON file of more than %d bytes, the limit; save it as GeoJSON", mostTopology)
	}
	var t topology
	if err := json.Unmarshal(raw, &t); err != nil {
		return fmt.Errorf("it is TopoJSON that cannot be read: %w", err)
	}
	lines := t.lines()
	names := make([]string, 0, len(t.Objects))
	for name := range t.Objects {
		names = append(names, name)
	}
	slices.Sort(names)
	for _, name := range names {
		var object topologyObject
		if err := json.Unmarshal(t.Objects[name], &object); err != nil {
			return fmt.Errorf("the object %q cannot be read: %w", name, err)
		}
		if r.layer = ""; len(names) > 1 {
			r.layer = name
		}
		features := []topologyObject{object}
		if object.Type == "GeometryCollection" {
			features = object.Geometries
		}
		for i := range features {
			value, err := t.feature(&features[i], lines)
			if err == nil {
				err = r.give(value, nil)
			} else {
				r.begin()
				if !r.yield(r.fail(fmt.Errorf("feature %d cannot be read: %w", r.rec.Row, err))) {
					return errFound
				}
				err = nil
			}
			if err != nil {
				return err
			}
		}
	}
	return nil
}

// lines gives the arcs as positions in degrees.
func (t *topology) lines() [][]orb.Point {
	lines := make([][]orb.Point, len(t.Arcs))
	for i, arc := range t.Arcs {
		x, y := 0.0, 0.0
		for _, p := range arc {
			if len(p) < 2 {
				continue
			}
			if t.Transform == nil {
				lines[i] = append(lines[i], orb.Point{p[0], p[1]})
				continue
			}
			x, y = x+p[0], y+p[1]
			lines[i] = append(lines[i], t.place(x, y))
		}
	}
	return lines
}

func (t *topology) place(x, y float64) orb.Point {
	if t.Transform == nil {
		return orb.Point{x, y}
	}
	return orb.Point{tidy(x*t.Transform.Scale[0] + t.Transform.Translate[0]), tidy(y*t.Transform.Scale[1] + t.Transform.Translate[1])}
}

// feature writes an object as a feature of GeoJSON.
func (t *topology) feature(o *topologyObject, lines [][]orb.Point) ([]byte, error) {
	var feature struct {
		Type       string          `json:"type"`
		ID         json.RawMessage `json:"id,omitempty"`
		Properties json.RawMessage `json:"properties"`
		Geometry   any             `json:"geometry"`
	}
	feature.Type, feature.ID, feature.Properties = "Feature", o.ID, o.Properties
	if len(o.Properties) == 0 {
		feature.Properties = json.RawMessage("{}")
	}
	coordinates, err := t.coordinates(o, lines)
	if err != nil {
		return nil, err
	}
	if coordinates != nil {
		feature.Geometry = map[string]any{"type": o.Type, "coordinates": coordinates}
	}
	return json.Marshal(feature)
}

// mostPositions is how many positions one line or ring may be joined of.
const mostPositions = 2_000_000

var errArc = errors.New("it names an arc that the file does not have")

func (t *topology) coordinates(o *topologyObject, lines [][]orb.Point) (any, error) {
	arcs := func(into any) error {
		if err := json.Unmarshal(o.Arcs, into); err != nil {
			return fmt.Errorf("its arcs cannot be read: %w", err)
		}
		return nil
	}
	switch o.Type {
	case "Point":
		var p [2]float64
		err := json.Unmarshal(o.Coordinates, &p)
		return t.place(p[0], p[1]), err
	case "MultiPoint":
		var all [][2]float64
		err := json.Unmarshal(o.Coordinates, &all)
		points := make([]orb.Point, len(all))
		for i, p := range all {
			points[i] = t.place(p[0], p[1])
		}
		return points, err
	case "LineString":
		var a []int
		if err := arcs(&a); err != nil {
			return nil, err
		}
		return stitched(a, lines)
	case "MultiLineString", "Polygon":
		var a [][]int
		if err := arcs(&a); err != nil {
			return nil, err
		}
		return stitchedAll(a, lines)
	case "MultiPolygon":
		var a [][][]int
		if err := arcs(&a); err != nil {
			return nil, err
		}
		all := make([][][]orb.Point, len(a))
		for i, polygon := range a {
			rings, err := stitchedAll(polygon, lines)
			if err != nil {
				return nil, err
			}
			all[i] = rings
		}
		return all, nil
	case "", "null":
		return nil, nil
	}
	return nil, fmt.Errorf("its type %q is none of TopoJSON", o.Type)
}

func stitchedAll(all [][]int, lines [][]orb.Point) ([][]orb.Point, error) {
	out := make([][]orb.Point, len(all))
	for i, a := range all {
		line, err := stitched(a, lines)
		if err != nil {
			return nil, err
		}
		out[i] = line
	}
	return out, nil
}

// stitched joins arcs, of which a negative number is the reverse of its complement; the first position
// of each but the first is the last of the one before.
func stitched(arcs []int, lines [][]orb.Point) ([]orb.Point, error) {
	var out []orb.Point
	for i, a := range arcs {
		at := a
		if a < 0 {
			at = ^a
		}
		if at >= len(lines) {
			return nil, errArc
		}
		line := lines[at]
		if a < 0 {
			line = slices.Clone(line)
			slices.Reverse(line)
		}
		if i > 0 && len(line) > 0 {
			line = line[1:]
		}
		if len(out)+len(line) > mostPositions {
			return nil, fmt.Errorf("it has more than %d positions, the limit", mostPositions)
		}
		out = append(out, line...)
	}
	return out, nil
}
