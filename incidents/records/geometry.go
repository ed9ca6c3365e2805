package records

import (
	"errors"
	"fmt"
	"math"
	"strings"

	"github.com/paulmach/orb"

	"incidentmap/geo"
	"incidentmap/geo/projection"
)

// shape is a geometry as a file has it.
type shape struct {
	geometry orb.Geometry
	third    string // the third number of a point, as it is written
	hasThird bool   // some position has more than two numbers
}

// mender makes of shapes what RFC 7946 asks for, and tells what it did.
type mender struct {
	system  *projection.Projection // nil for degrees of WGS 84
	repairs *[]Repair
}

// mend gives the geometry in degrees, with its rings closed and in order and cut at the
// antimeridian; nil when it cannot be one. It may change its argument.
func (m mender) mend(s shape) orb.Geometry {
	g := s.geometry
	if p, ok := g.(orb.Point); ok && m.system == nil && math.Abs(p[0]) <= 180 && math.Abs(p[1]) <= 90 {
		m.noteThird(s)
		return g
	}
	switch {
	case g == nil:
		return nil
	case isEmpty(g):
		m.note(GeometryEmpty, false, "the %s has no positions and is taken as no geometry", g.GeoJSONType())
		return nil
	}
	shown := beginning(g)
	g, err := m.mended(g)
	if err != nil {
		*m.repairs = addRepair(*m.repairs, Repair{
			What: GeometryRefused, Value: shorten(shown), Lost: true,
			Detail: err.Error() + "; the record is kept without a geometry",
		})
		return nil
	}
	m.noteThird(s)
	return m.simpler(g)
}

func (m mender) mended(g orb.Geometry) (orb.Geometry, error) {
	g, err := m.degrees(g)
	if err != nil {
		return nil, err
	}
	if g = m.whole(g); g == nil {
		return nil, errors.New("it has no line of two positions and no ring of three")
	}
	if g, err = m.cut(g); err != nil {
		return nil, err
	}
	m.order(g)
	return g, geo.Validate(g)
}

func (m mender) note(what What, lost bool, format string, args ...any) {
	*m.repairs = addRepair(*m.repairs, Repair{What: what, Lost: lost, Detail: fmt.Sprintf(format, args...)})
}

// thirdColumn is where the third number of a point is kept.
const thirdColumn = "z"

func (m mender) noteThird(s shape) {
	switch {
	case s.third != "":
		*m.repairs = addRepair(*m.repairs, Repair{
			What: ThirdNumber, Column: thirdColumn, Value: shorten(s.third),
			Detail: "the third number of the position is kept in a column",
		})
	case s.hasThird:
		m.note(ThirdNumber, true, "heights or measures of the positions were left out")
	}
}

// furthest is how far a longitude may lie from Greenwich to be turned back into the
// world: files that count from 0 to 360, or go on beyond the antimeridian.
const furthest = 540

// degrees projects the positions where they have to be, and refuses those that are not
// on the globe.
func (m mender) degrees(g orb.Geometry) (orb.Geometry, error) {
	g, err := eachPosition(g, func(p orb.Point) (orb.Point, error) {
		if m.system != nil {
			lon, lat, err := m.system.ToWGS84(p[0], p[1])
			return orb.Point{tidy(lon), tidy(lat)}, err
		}
		if math.Abs(p[0]) > 180 && math.Abs(p[0]) <= furthest {
			return p, geo.Validate(orb.Point{0, p[1]})
		}
		return p, geo.Validate(p)
	})
	if err == nil && m.system != nil {
		m.note(Projected, false, "the coordinates are of %s (EPSG:%d) and were turned into degrees", m.system.Name, m.system.EPSG)
	}
	return g, err
}

// tidy takes the last digits, of less than a tenth of a millimetre, from degrees that
// were calculated.
func tidy(v float64) float64 { return math.Round(v*1e9) / 1e9 }

// cut turns positions back into the world and cuts lines and areas at the antimeridian.
func (m mender) cut(g orb.Geometry) (orb.Geometry, error) {
	switch g := g.(type) {
	case orb.Collection:
		for i, member := range g {
			cut, err := m.cut(member)
			if err != nil {
				return nil, err
			}
			g[i] = cut
		}
		return g, nil
	case orb.Point, orb.MultiPoint:
		beyond := false
		turned, err := eachPosition(g, func(p orb.Point) (orb.Point, error) {
			if math.Abs(p[0]) > 180 {
				beyond = true
				p[0] = math.Remainder(p[0], 360)
			}
			return p, nil
		})
		if beyond {
			m.note(Wrapped, false, "longitudes beyond 180 were turned back into the world")
		}
		return turned, err
	}
	crosses, err := crossing(g)
	if !crosses || err != nil {
		return g, err
	}
	cut := geo.Cut(g)
	if isEmpty(cut) {
		return nil, errors.New("nothing is left of it when it is cut at the antimeridian")
	}
	m.note(Antimeridian, false, "it reaches beyond longitude 180 and was cut there; neighbouring positions are taken to be joined by the shorter way round")
	return cut, nil
}

// crossing tells whether a line or area leaves the world or jumps from one end of it to
// the other, and refuses one that winds around it.
func crossing(g orb.Geometry) (bool, error) {
	crosses := false
	for _, line := range linesOf(nil, g) {
		lon, low, high := 0.0, math.Inf(1), math.Inf(-1)
		for i, p := range line {
			if i == 0 {
				lon = p[0]
			} else {
				step := p[0] - line[i-1][0]
				atEdges := math.Abs(p[0]) == 180 && math.Abs(line[i-1][0]) == 180
				crosses = crosses || math.Abs(step) > 180 && !atEdges
				lon += math.Remainder(step, 360)
			}
			crosses = crosses || math.Abs(p[0]) > 180
			low, high = min(low, lon), max(high, lon)
		}
		if high-low > 2*furthest {
			return false, errors.New("it winds around the world more than twice")
		}
	}
	return crosses, nil
}

// order turns outer rings counterclockwise and holes clockwise (RFC 7946, section 3.1.6).
func (m mender) order(g orb.Geometry) {
	turned := 0
	for _, p := range polygonsOf(nil, g) {
		for i, r := range p {
			want := orb.CCW
			if i > 0 {
				want = orb.CW
			}
			if got := r.Orientation(); got != 0 && got != want {
				r.Reverse()
				turned++
			}
		}
	}
	if turned > 0 {
		m.note(RingOrder, false, "%d rings were turned so that outer ones run counterclockwise and holes clockwise", turned)
	}
}

// beginning shows the first positions of a geometry for a message.
func beginning(g orb.Geometry) string {
	var text strings.Builder
	n := 0
	_, _ = eachPosition(orb.Clone(g), func(p orb.Point) (orb.Point, error) {
		if n++; n > 4 {
			return p, errFound
		}
		fmt.Fprintf(&text, "%g, %g; ", p[0], p[1])
		return p, nil
	})
	return strings.TrimSuffix(text.String(), "; ")
}
