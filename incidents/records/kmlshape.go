package records

import (
	"fmt"
	"math"
	"strconv"
	"strings"

	"github.com/paulmach/orb"

	"incidentmap/incidents"
)

// kmlShape gives the geometry that lies in an element, none when there is none.
func kmlShape(n *node) (shape, error) {
	var all orb.Collection
	s := shape{}
	for _, kid := range n.kids {
		one, ok, err := kmlGeometry(kid)
		if err != nil {
			return shape{}, fmt.Errorf("its %s %w", kid.name, err)
		}
		if ok {
			all = append(all, one.geometry)
			s.third, s.hasThird = one.third, s.hasThird || one.hasThird
		}
	}
	switch len(all) {
	case 0:
		return shape{}, nil
	case 1:
		s.geometry = all[0]
	default:
		s.geometry, s.third = all, ""
	}
	return s, nil
}

// kmlGeometry reads one element; false when it is no geometry.
func kmlGeometry(n *node) (s shape, ok bool, err error) {
	switch n.name {
	case "Point":
		points, s, err := kmlPositions(n.value("coordinates"))
		switch {
		case err != nil:
			return s, true, err
		case len(points) == 0:
			s.geometry = orb.MultiPoint{}
		default:
			s.geometry = points[0]
		}
		return s, true, nil
	case "LineString", "LinearRing":
		points, s, err := kmlPositions(n.value("coordinates"))
		s.geometry, s.third = orb.LineString(points), ""
		return s, true, err
	case "Polygon":
		s, err := kmlPolygon(n)
		return s, true, err
	case "Track":
		s, err := kmlTrack(n)
		return s, true, err
	case "MultiGeometry", "MultiTrack":
		s, err := kmlShape(n)
		if err == nil && s.geometry == nil {
			s.geometry = orb.Collection{}
		}
		return s, true, err
	case "Model":
		at := n.first("Location")
		points, s, err := kmlPositions(at.value("longitude") + "," + at.value("latitude"))
		if err == nil && len(points) > 0 {
			s.geometry = points[0]
		}
		return s, true, err
	}
	return shape{}, false, nil
}

func kmlPolygon(n *node) (shape, error) {
	s := shape{}
	var p orb.Polygon
	for _, name := range []string{"outerBoundaryIs", "innerBoundaryIs"} {
		for _, boundary := range n.kids {
			if boundary.name != name {
				continue
			}
			for _, ring := range boundary.kids {
				points, one, err := kmlPositions(ring.value("coordinates"))
				if err != nil {
					return s, err
				}
				s.hasThird = s.hasThird || one.hasThird
				p = append(p, points)
			}
		}
	}
	s.geometry = p
	return s, nil
}

// kmlTrack reads the positions of a track, whose numbers are parted by blanks.
func kmlTrack(n *node) (shape, error) {
	s := shape{}
	var line orb.LineString
	for _, k := range n.kids {
		if k.name != "coord" || strings.TrimSpace(k.text) == "" {
			continue
		}
		p, third, err := kmlPosition(strings.Fields(k.text))
		if err != nil {
			return s, err
		}
		line, s.hasThird = append(line, p), s.hasThird || third != ""
	}
	s.geometry = line
	return s, nil
}

// kmlPositions reads "lon,lat,height lon,lat,height". Blanks behind the commas, which
// the format forbids and people write, are let pass.
func kmlPositions(text string) ([]orb.Point, shape, error) {
	var points []orb.Point
	s := shape{}
	var numbers []string
	expectMore := false // a comma was the last thing
	flush := func() error {
		if len(numbers) == 0 {
			return nil
		}
		p, third, err := kmlPosition(numbers)
		points, numbers = append(points, p), numbers[:0]
		if third != "" {
			s.third, s.hasThird = third, true
		}
		return err
	}
	for _, word := range strings.Fields(text) {
		if !expectMore && word[0] != ',' {
			if err := flush(); err != nil {
				return nil, s, err
			}
		}
		expectMore = word[len(word)-1] == ','
		for _, number := range strings.Split(word, ",") {
			if number != "" {
				numbers = append(numbers, number)
			}
		}
	}
	if err := flush(); err != nil {
		return nil, s, err
	}
	return points, s, nil
}

// kmlPosition gives a position, and its height where there is one that is not zero,
// which programs write for none.
func kmlPosition(numbers []string) (p orb.Point, third string, err error) {
	if len(numbers) < 2 {
		return p, "", fmt.Errorf("has a position of one number: %s", incidents.Quote(strings.Join(numbers, ",")))
	}
	for i := range p {
		v, err := strconv.ParseFloat(numbers[i], 64)
		if !finite(v, err) {
			return p, "", fmt.Errorf("has a coordinate that is not a finite number: %s", incidents.Quote(numbers[i]))
		}
		p[i] = v
	}
	if len(numbers) > 2 {
		if h, err := strconv.ParseFloat(numbers[2], 64); finite(h, err) && math.Abs(h) > 0 {
			third = numbers[2]
		}
	}
	return p, third, nil
}
