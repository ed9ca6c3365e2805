package tiles

import (
	"context"
	"math"
	"testing"

	"github.com/paulmach/orb"

	"incidentmap/geo"
)

// busy is a gate that lets nobody in.
type busy struct{ asked chan struct{} }

func (b busy) Enter(ctx context.Context) (func(), error) {
	b.asked <- struct{}{}
	<-ctx.Done()
	return nil, ctx.Err()
}

// disk is an area of so many corners.
func disk(at orb.Point, radius float64, corners int) orb.Polygon {
	var ring orb.Ring
	for i := range corners {
		sin, cos := math.Sincos(2 * math.Pi * float64(i) / float64(corners))
		r := radius * (1 + 0.01*math.Sin(float64(i)))
		ring = append(ring, orb.Point{at[0] + r*cos, at[1] + r*sin})
	}
	return orb.Polygon{append(ring, ring[0])}
}

// Only what shows an area of many corners waits for its gate, and who leaves waits no longer.
func TestLargeOutlinesPassAGate(t *testing.T) {
	src := scattered(50)
	src.areas = append(src.areas, area(1, 1, disk(orb.Point{45, 45}, 10, 10*MaxCorners)), area(2, 1, disk(orb.Point{-45, 45}, 10, MaxCorners-1)))
	gate := busy{make(chan struct{}, 10)}
	c := NewCache(64<<20, gate)
	for _, x := range []int{0, 1} { // in the west is the small one
		ctx, leave := context.WithCancel(t.Context())
		done := make(chan error, 1)
		go func() {
			_, err := c.Tile(ctx, src, Layer{}, 1, x, 0)
			done <- err
		}()
		if x == 1 {
			<-gate.asked
			leave()
		}
		if err := <-done; (err != nil) != (x == 1) {
			t.Errorf("column %d: %v", x, err)
		}
		leave()
	}
}

// What is sent of an outline does not grow with it, and near the box that is looked at it is as its zoom shows it.
func TestOutlinesOfManyCornersAreBounded(t *testing.T) {
	a := area(1, 1, disk(orb.Point{45, 45}, 10, 30_000))
	c := NewCache(64<<20, nil)
	for zoom := 0; zoom <= MaxZoom; zoom += 2 {
		for _, box := range []geo.BBox{
			{West: -180, South: -90, East: 180, North: 90},
			{West: 170, South: -10, East: -170, North: 10},
			{West: 54.9, South: 44.9, East: 55.1, North: 45.1},
			{West: 44.9, South: 44.9, East: 45.1, North: 45.1},
		} {
			g, err := c.Outline(t.Context(), &a, zoom, &box)
			if n := positions(g); err != nil || n > MaxCorners || n == 0 && box.West != 170 {
				t.Errorf("zoom %d, %v: %d corners, %v", zoom, box, n, err)
			}
		}
	}
}

// positions counts those of a geometry; none for nil.
func positions(g orb.Geometry) int {
	if g == nil {
		return 0
	}
	return geo.SizeOf(g).Positions
}
