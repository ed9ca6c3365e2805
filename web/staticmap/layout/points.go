package layout

import (
	"cmp"
	"slices"
	"sync"

	"github.com/paulmach/orb"
)

// step is how fine the ways to go from a place are.
const step = 4

// ways are those from a place, the shortest first.
var ways = sync.OnceValue(func() []orb.Point {
	var all []orb.Point
	for y := -Reach; y <= Reach; y += step {
		for x := -Reach; x <= Reach; x += step {
			if x*x+y*y <= Reach*Reach {
				all = append(all, orb.Point{float64(x), float64(y)})
			}
		}
	}
	slices.SortStableFunc(all, func(a, b orb.Point) int {
		return cmp.Or(cmp.Compare(a[0]*a[0]+a[1]*a[1], b[0]*b[0]+b[1]*b[1]), cmp.Compare(b[0], a[0]), cmp.Compare(a[1], b[1]))
	})
	return all
})

// nearestFree gives the nearest free centre to a place for a mark of a size, within Reach.
func nearestFree(at orb.Point, size Size, s *space) (orb.Point, bool) {
	for _, w := range ways() {
		there := orb.Point{at[0] + w[0], at[1] + w[1]}
		if s.free(around(there, padded(size))) {
			return there, true
		}
	}
	return at, false
}

// first is the marks that stand, and which of them each place has.
type first struct {
	spots  []*Spot
	spotOf map[string]*Spot
}

func (f *first) clone() *first {
	copies := map[*Spot]*Spot{}
	c := &first{spotOf: map[string]*Spot{}}
	for _, s := range f.spots {
		twin := *s
		twin.IDs, twin.Leaders = slices.Clone(s.IDs), slices.Clone(s.Leaders)
		copies[s] = &twin
		c.spots = append(c.spots, &twin)
	}
	for place, s := range f.spotOf {
		c.spotOf[place] = copies[s]
	}
	return c
}

// placeFirst stands the first mark of each place, of places in the order of their weight.
func placeFirst(places [][]Mark, s *space) *first {
	f := &first{spotOf: map[string]*Spot{}}
	for _, marks := range places {
		m := &marks[0]
		at, free := nearestFree(m.Candidates[0].At, m.Size, s)
		spot := (*Spot)(nil)
		if !free {
			spot = f.nearest(m.Candidates[0].At)
		}
		if spot == nil {
			spot = f.stand(m, at, s)
		} else {
			spot.join(m)
		}
		f.spotOf[m.Place] = spot
	}
	return f
}

// placeOthers stands the other marks of places around the first ones; those of a place that has no room for all of
// them are one with its first.
func (f *first) placeOthers(places [][]Mark, s *space) {
	for _, marks := range places {
		spot, others := f.spotOf[marks[0].Place], marks[1:]
		found, ok := []orb.Point(nil), len(spot.IDs) == 1
		if ok {
			found, ok = centres(others, s)
		}
		for i := range others {
			if ok {
				f.stand(&others[i], found[i], s)
			} else {
				spot.join(&others[i])
			}
		}
	}
}

// centres gives free ones for all of the marks of a place, false where there are not enough.
func centres(marks []Mark, s *space) ([]orb.Point, bool) {
	trial := s.trial()
	var found []orb.Point
	for _, m := range marks {
		at, free := nearestFree(m.Candidates[0].At, m.Size, trial)
		if !free {
			return nil, false
		}
		found = append(found, at)
		trial.take(around(at, m.Size))
	}
	return found, true
}

func (f *first) stand(m *Mark, at orb.Point, s *space) *Spot {
	spot := &Spot{Size: m.Size, IDs: []string{m.ID}, At: at}
	if place := m.Candidates[0].At; far(at, place) >= 1 {
		spot.Leaders = append(spot.Leaders, place)
	}
	f.spots = append(f.spots, spot)
	s.take(spot.Box())
	return spot
}

// join makes a mark one with a spot that stands already.
func (s *Spot) join(m *Mark) {
	s.IDs = append(s.IDs, m.ID)
	place := m.Candidates[0].At
	known := func(at orb.Point) bool { return far(at, place) < 1 }
	if !known(s.At) && !slices.ContainsFunc(s.Leaders, known) {
		s.Leaders = append(s.Leaders, place)
	}
}

// nearest is the nearest spot within Reach, nil if there is none.
func (f *first) nearest(place orb.Point) *Spot {
	var best *Spot
	for _, s := range f.spots {
		limit := float64(Reach)
		if best != nil {
			limit = far(best.At, place) - 1e-9
		}
		if far(s.At, place) <= limit {
			best = s
		}
	}
	return best
}
