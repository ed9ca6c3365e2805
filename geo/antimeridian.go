package geo

import (
	"math"

	"github.com/paulmach/orb"
	"github.com/paulmach/orb/clip"
	"github.com/paulmach/orb/clip/smartclip"
)

// Unwrap gives the line or ring with longitudes moved by whole turns so that no two
// neighbours are more than half a turn apart: a line that crosses the antimeridian goes
// on beyond 180 degrees instead of running back around the world. The first point stays
// where it is. The argument is not changed.
func Unwrap[P ~[]orb.Point](line P) P {
	out := make(P, len(line))
	copy(out, line)
	for i := 1; i < len(out); i++ {
		turns := math.Round((out[i][0] - out[i-1][0]) / 360)
		out[i][0] -= 360 * turns
	}
	return out
}

// Cut cuts lines and polygons at the antimeridian, so that each part keeps to longitudes
// from -180 to 180 and none crosses (RFC 7946, section 3.1.9). Two neighbouring points
// are taken to be joined by the shorter way round. A ring that goes around a pole is
// closed along the antimeridian and through that pole. Polygons that are cut have their
// outer rings counterclockwise (RFC 7946, section 3.1.6); other geometries come back as
// they are.
func Cut(g orb.Geometry) orb.Geometry {
	switch g := g.(type) {
	case orb.LineString:
		return oneOrMany(cutLine(g))
	case orb.MultiLineString:
		var out orb.MultiLineString
		for _, l := range g {
			out = append(out, cutLine(l)...)
		}
		return out
	case orb.Polygon:
		if parts := cutPolygon(g); len(parts) != 1 {
			return parts
		} else {
			return parts[0]
		}
	case orb.MultiPolygon:
		var out orb.MultiPolygon
		for _, p := range g {
			out = append(out, cutPolygon(p)...)
		}
		return out
	case orb.Collection:
		out := make(orb.Collection, len(g))
		for i, m := range g {
			out[i] = Cut(m)
		}
		return out
	}
	return g
}

func oneOrMany(lines orb.MultiLineString) orb.Geometry {
	if len(lines) == 1 {
		return lines[0]
	}
	return lines
}

func cutLine(l orb.LineString) orb.MultiLineString {
	l = Unwrap(l)
	if inWorld(l.Bound()) {
		return orb.MultiLineString{l}
	}
	var out orb.MultiLineString
	// Clipping writes into its argument, hence the clones here and below.
	for _, turn := range turns(l.Bound()) {
		for _, part := range clip.LineString(worldAt(turn), l.Clone()) {
			out = append(out, shift(part, -turn))
		}
	}
	return out
}

func cutPolygon(p orb.Polygon) orb.MultiPolygon {
	if len(p) == 0 || len(p[0]) == 0 {
		return orb.MultiPolygon{p}
	}
	unwrapped := make(orb.Polygon, len(p))
	for i, r := range p {
		unwrapped[i] = orient(throughPole(Unwrap(r)), i > 0)
	}
	outer := unwrapped[0].Bound()
	for i, r := range unwrapped[1:] {
		away := math.Round((r.Bound().Center()[0] - outer.Center()[0]) / 360)
		unwrapped[i+1] = shift(r, -360*away)
	}
	if inWorld(outer) {
		return orb.MultiPolygon{unwrapped}
	}
	var out orb.MultiPolygon
	for _, turn := range turns(outer) {
		for _, part := range smartclip.Polygon(worldAt(turn), unwrapped.Clone(), orb.CCW) {
			for i, r := range part {
				part[i] = shift(r, -turn)
			}
			out = append(out, part)
		}
	}
	return out
}

// throughPole closes a ring that has come back a whole turn away from where it began.
func throughPole(r orb.Ring) orb.Ring {
	if len(r) < 2 {
		return r
	}
	first, last := r[0], r[len(r)-1]
	if math.Abs(last[0]-first[0]) < 180 {
		return r
	}
	pole := math.Copysign(90, r.Bound().Center()[1])
	return append(r, orb.Point{last[0], pole}, orb.Point{first[0], pole}, first)
}

func orient(r orb.Ring, hole bool) orb.Ring {
	if want := orb.CCW; len(r) > 3 && (r.Orientation() == want) == hole {
		r.Reverse()
	}
	return r
}

func inWorld(b orb.Bound) bool { return b.Min[0] >= -180 && b.Max[0] <= 180 }

// worldAt is the world after so many degrees of turning.
func worldAt(turn float64) orb.Bound {
	return orb.Bound{Min: orb.Point{turn - 180, -91}, Max: orb.Point{turn + 180, 91}}
}

// turns lists the degrees of turning at which the world meets b, which is finite.
func turns(b orb.Bound) []float64 {
	var all []float64
	for t := math.Floor((b.Min[0] + 180) / 360); t*360-180 < b.Max[0]; t++ {
		all = append(all, 360*t)
	}
	return all
}

func shift[P ~[]orb.Point](line P, degrees float64) P {
	out := make(P, len(line))
	for i, p := range line {
		out[i] = orb.Point{p[0] + degrees, p[1]}
	}
	return out
}
