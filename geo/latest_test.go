package geo

import (
	"errors"
	"testing"

	"github.com/paulmach/orb"
)

// ringOf is a closed ring of so many corners around a point.
func ringOf(corners int, x float64) orb.Ring {
	var r orb.Ring
	for i := range corners {
		r = append(r, orb.Point{x + float64(i), float64(i * i)})
	}
	return append(r, r[0])
}

// What is made of an area is that of its positions now, whoever changes them.
func TestLatest(t *testing.T) {
	made := 0
	first := func(g orb.Geometry) (orb.Point, error) {
		made++
		return g.Bound().Min, nil
	}
	var l Latest[orb.Point]
	area := orb.MultiPolygon{{ringOf(50, 1)}, {ringOf(50, 90)}}
	for i, tt := range []struct {
		change func()
		min    float64
		made   int
	}{
		{func() {}, 1, 1},
		{func() {}, 1, 1},
		{func() { area = orb.Clone(area).(orb.MultiPolygon) }, 1, 1},
		{func() { area[0][0][0][0] = -7 }, -7, 2},
		{func() { area = area[1:] }, 90, 3},
		{func() {}, 90, 3},
	} {
		tt.change()
		got, err := l.Of(area, first)
		if err != nil || got[0] != tt.min || made != tt.made {
			t.Errorf("step %d: %v, %v, made %d times; want %v, %d", i, got, err, made, tt.min, tt.made)
		}
	}
	for _, g := range []orb.Geometry{orb.Point{1, 2}, orb.Polygon{ringOf(3, 0)}, orb.LineString(ringOf(99, 0)), orb.Polygon{}} {
		before := made
		_, _ = l.Of(g, first)
		_, _ = l.Of(g, first)
		if made != before+2 {
			t.Errorf("%T is remembered", g)
		}
	}
	fails := errors.New("fails")
	if _, err := new(Latest[int]).Of(area, func(orb.Geometry) (int, error) { return 0, fails }); !errors.Is(err, fails) {
		t.Errorf("an error is lost: %v", err)
	}
	if got, err := (*Latest[orb.Point])(nil).Of(area, first); err != nil || got[0] != 90 {
		t.Errorf("without a memory: %v, %v", got, err)
	}
}
