package geo

import (
	"cmp"
	"errors"
	"fmt"
	"slices"

	"github.com/paulmach/orb"
	"github.com/paulmach/orb/planar"
)

var errFlat = errors.New("encloses nothing: all its positions lie on one line")

// mending makes polygons simple, and counts what it did.
type mending struct {
	notes         []string
	spikes, flats int
	divided       int
	parts         int
	first         *Crossing
}

func (m *mending) tell() {
	if m.spikes > 0 {
		m.notes = append(m.notes, fmt.Sprintf("%s spikes, on which a ring runs out and straight back, were left out", Thousands(m.spikes)))
	}
	if m.flats > 0 {
		m.notes = append(m.notes, fmt.Sprintf("%s rings that enclose nothing were left out", Thousands(m.flats)))
	}
	if m.divided > 0 {
		m.notes = append(m.notes, fmt.Sprintf("it %v; rings that cross themselves were divided there into %s, without what they go around twice",
			m.first, Thousands(m.parts)))
	}
}

// of gives a geometry mended, nil when nothing is left of it.
func (m *mending) of(g orb.Geometry) (orb.Geometry, error) {
	switch g := g.(type) {
	case orb.Polygon:
		parts, err := m.polygon(g)
		switch {
		case err != nil || len(parts) == 0:
			return nil, err
		case len(parts) == 1:
			return parts[0], nil
		}
		return parts, nil
	case orb.MultiPolygon:
		var all orb.MultiPolygon
		for i, p := range g {
			parts, err := m.polygon(p)
			if err != nil {
				return nil, fmt.Errorf("polygon %d: %w", i+1, err)
			}
			all = append(all, parts...)
		}
		if len(all) == 0 {
			return nil, nil
		}
		return all, nil
	case orb.Collection:
		var all orb.Collection
		for i, member := range g {
			mended, err := m.of(member)
			if err != nil {
				return nil, fmt.Errorf("member %d: %w", i+1, err)
			}
			if mended != nil {
				all = append(all, mended)
			}
		}
		if len(all) == 0 {
			return nil, nil
		}
		return all, nil
	}
	return g, nil
}

func (m *mending) polygon(p orb.Polygon) (orb.MultiPolygon, error) {
	var clean orb.Polygon
	for i, r := range p {
		r = m.withoutSpikes(r)
		if len(r) < 4 || flat(r) {
			m.flats++
			if i == 0 {
				return nil, nil
			}
			continue
		}
		clean = append(clean, r)
	}
	c := FindCrossing(clean)
	if c == nil {
		return orb.MultiPolygon{clean}, nil
	}
	if c.Along || c.Rings[0] != c.Rings[1] || len(clean) > 1 {
		return nil, fmt.Errorf("%w; what it encloses cannot be told without guessing", c)
	}
	parts, err := divided(clean[0])
	if err != nil {
		return nil, fmt.Errorf("%w; %w", c, err)
	}
	m.divided++
	m.parts += len(parts)
	if m.first == nil {
		m.first = c
	}
	return parts, nil
}

// withoutSpikes leaves out positions that repeat the one before, and those at which the ring
// turns straight back the way that it came.
func (m *mending) withoutSpikes(r orb.Ring) orb.Ring {
	if !spiked(r) {
		return r
	}
	open := r[:max(len(r)-1, 0)]
	out := make(orb.Ring, 0, len(r))
	add := func(p orb.Point) {
		for {
			n := len(out)
			switch {
			case n > 0 && out[n-1] == p:
				return
			case n > 1 && turnsBack(out[n-2], out[n-1], p):
				m.spikes++
				out = out[:n-1]
				continue
			}
			break
		}
		out = append(out, p)
	}
	for _, p := range open {
		add(p)
	}
	for len(out) > 2 { // around the end
		n := len(out)
		switch {
		case out[n-1] == out[0]:
			out = out[:n-1]
		case turnsBack(out[n-2], out[n-1], out[0]):
			m.spikes++
			out = out[:n-1]
		case turnsBack(out[n-1], out[0], out[1]):
			m.spikes++
			out = out[1:]
		default:
			return append(out, out[0])
		}
	}
	return nil
}

func spiked(r orb.Ring) bool {
	for i := 1; i < len(r); i++ {
		if r[i] == r[i-1] || turnsBack(r[i-1], r[i], r[max(1, (i+1)%len(r))]) {
			return true
		}
	}
	return false
}

// turnsBack reports whether the way from a to b goes on straight back towards a.
func turnsBack(a, b, c orb.Point) bool {
	return Side(a, b, c) == 0 && (a[0]-b[0])*(c[0]-b[0])+(a[1]-b[1])*(c[1]-b[1]) > 0
}

// mostDivisions is how often a ring that is mended may cross itself.
const mostDivisions = 1000

// divided makes areas of a ring that crosses itself: those that it goes around an odd number
// of times.
func divided(r orb.Ring) (orb.MultiPolygon, error) {
	const rounds = 6 // a position where edges meet is rounded, which may make them meet elsewhere
	for n := 0; ; n++ {
		knotted, err := withKnots(r)
		if err != nil || n == rounds {
			return nil, errTangled
		}
		if len(knotted) == len(r) {
			break
		}
		r = knotted
	}
	rings, err := facesOf(r)
	if err != nil {
		return nil, err
	}
	parts := gathered(rings)
	for _, p := range parts {
		if c := FindCrossing(p); c != nil {
			return nil, errTangled
		}
	}
	if len(parts) == 0 {
		return nil, errTangled
	}
	return parts, nil
}

var errTangled = errors.New("it does so too often, or too narrowly, to be mended")

// withKnots puts a position into both edges wherever two of them meet.
func withKnots(r orb.Ring) (orb.Ring, error) {
	type knot struct {
		edge int
		at   orb.Point
	}
	var knots []knot
	edges := NewEdges([][]orb.Point{r})
	budget := NewBudget(int64(len(r))*100 + 1_000_000)
	for i := range len(r) - 1 {
		e := sweepEdge{a: r[i], b: r[i+1]}
		box := boundOf(r[i : i+2])
		edges.Near(box, budget, func(_, k int) bool {
			f := sweepEdge{a: r[k], b: r[k+1]}
			fa, fb := Side(e.a, e.b, f.a), Side(e.a, e.b, f.b)
			ea, eb := Side(f.a, f.b, e.a), Side(f.a, f.b, e.b)
			switch {
			case k > i && fa*fb < 0 && ea*eb < 0:
				at := meeting(&e, &f)
				knots = append(knots, knot{i, at}, knot{k, at})
			case fa == 0 && ea*eb < 0: // f begins on e
				knots = append(knots, knot{i, f.a})
			}
			return len(knots) <= 4*mostDivisions
		})
	}
	if budget.Exceeded() || len(knots) > 4*mostDivisions {
		return nil, errTangled
	}
	slices.SortStableFunc(knots, func(a, b knot) int {
		from := r[a.edge]
		return cmp.Or(cmp.Compare(a.edge, b.edge), cmp.Compare(planar.DistanceSquared(from, a.at), planar.DistanceSquared(from, b.at)))
	})
	out := make(orb.Ring, 0, len(r)+len(knots))
	for i, p := range r {
		out = append(out, p)
		for len(knots) > 0 && knots[0].edge == i {
			if at := knots[0].at; at != out[len(out)-1] && i+1 < len(r) && at != r[i+1] {
				out = append(out, at)
			}
			knots = knots[1:]
		}
	}
	return out, nil
}

// ringHolds asks the middle of an edge: a corner may be one of both.
func ringHolds(outer, inner orb.Ring) bool {
	at := orb.Point{(inner[0][0] + inner[1][0]) / 2, (inner[0][1] + inner[1][1]) / 2}
	inside := false
	for i := 1; i < len(outer); i++ {
		a, b := outer[i-1], outer[i]
		if (a[1] > at[1]) != (b[1] > at[1]) && (Side(a, b, at) > 0) == (b[1] > a[1]) {
			inside = !inside
		}
	}
	return inside
}
