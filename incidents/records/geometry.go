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
	if err := geo.Validate(g); err != nil {
		return nil, err
	}
	g, notes, err := geo.Mend(g)
	if err != nil {
		return nil, err
	}
	for _, n := range notes {
		m.note(GeometryMended, true, "%s", n)
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

// degrees projects the positions where they have to be, and refuses those that are not
// on the globe.
func (m mender) degrees(g orb.Geometry) (orb.Geometry, error) {
	g, err := eachPosition(g, func(p orb.Point) (orb.Point, error) {
		if m.system != nil {
			lon, lat, err := m.system.ToWGS84(p[0], p[1])
			return orb.Point{tidy(lon), tidy(lat)}, err
		}
		return p, geo.ValidateBeyond(p)
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
	cut, across, err := geo.CutCrossing(g)
	if err != nil {
		return nil, err
	}
	if across.Wrapped {
		m.note(Wrapped, false, "longitudes beyond 180 were turned back into the world")
	}
	if across.Cut {
		m.note(Antimeridian, false, "it reaches beyond longitude 180 and was cut there; neighbouring positions are taken to be joined by the shorter way round")
	}
	if across.Unsure != nil {
		m.note(Antimeridian, false, "it %v; the shorter way was taken", across.Unsure)
	}
	return cut, nil
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
