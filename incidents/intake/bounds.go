package intake

import (
	"sync"

	"github.com/paulmach/orb"

	"incidentmap/geo"
)

// Bounds remembers the bounds of the geocoder's outlines, which all incidents of an area share. The zero value is ready;
// it is safe for concurrent use.
type Bounds struct {
	sync.RWMutex
	known map[*orb.Point]orb.Bound
}

// maxBounds is how many are remembered; then all are forgotten.
const maxBounds = 1 << 12

// Of gives the bounds (longitude, latitude) of a location that has a geometry.
func (b *Bounds) Of(l *geo.Location) orb.Bound {
	first := firstCorner(l)
	if first == nil {
		return l.Geometry.Bound()
	}
	b.RLock()
	known, ok := b.known[first]
	b.RUnlock()
	if ok {
		return known
	}
	known = l.Geometry.Bound()
	b.Lock()
	defer b.Unlock()
	if b.known == nil || len(b.known) >= maxBounds {
		b.known = map[*orb.Point]orb.Bound{}
	}
	b.known[first] = known
	return known
}

// firstCorner is where an outline of the geocoder is kept, which tells it from all others; nil for what is none.
func firstCorner(l *geo.Location) *orb.Point {
	if l.Method.By != geo.ByGeocoder {
		return nil
	}
	switch g := l.Geometry.(type) {
	case orb.Polygon:
		if len(g) > 0 && len(g[0]) > 0 {
			return &g[0][0]
		}
	case orb.MultiPolygon:
		if len(g) > 0 && len(g[0]) > 0 && len(g[0][0]) > 0 {
			return &g[0][0][0]
		}
	}
	return nil
}
