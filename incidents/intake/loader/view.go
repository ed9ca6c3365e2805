package loader

import (
	"math"

	"github.com/paulmach/orb"

	"incidentmap/geo"
)

// mostSeen is how many bounds are kept to find where a story is dense.
const mostSeen = 1 << 15

// extent is where incidents lie: the bounds of each, and of more than mostSeen of every second, fourth and so on.
type extent struct {
	seen    []orb.Bound
	stride  int // of how many one is kept
	skipped int // since one was kept
}

func (e *extent) add(b orb.Bound) {
	if e.skipped++; e.skipped < e.stride {
		return
	}
	e.skipped = 0
	if e.seen = append(e.seen, b); len(e.seen) < mostSeen {
		return
	}
	for i := range mostSeen / 2 {
		e.seen[i] = e.seen[2*i]
	}
	e.seen, e.stride = e.seen[:mostSeen/2], max(2, 2*e.stride)
}

// view is that of a story: where it is dense, with some room around it, at most the whole world; one across the
// antimeridian ends west of where it begins. False if that is not known.
func (e *extent) view() ([4]float64, bool) {
	b, ok := geo.Densest(e.seen)
	if !ok {
		return [4]float64{}, false
	}
	room := 0.05 + 0.05*max(b.East-b.West, b.North-b.South)
	west, east := b.West-room, b.East+room
	if east-west >= 360 {
		west, east = -180, 180
	} else if west < -180 || east > 180 {
		west, east = wrapped(west), wrapped(east)
	}
	return [4]float64{west, max(b.South-room, -85), east, min(b.North+room, 85)}, true
}

// wrapped brings a longitude into ±180 degrees.
func wrapped(lon float64) float64 { return lon - 360*math.Floor((lon+180)/360) }
