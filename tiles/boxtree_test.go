package tiles

import (
	"cmp"
	"math"
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/paulmach/orb"
	"github.com/paulmach/orb/clip"
)

// rough is a ring around a middle, of which some edges lie on edges and corners of the box and some are far.
func rough(r *rand.Rand, corners int, box orb.Bound) orb.Ring {
	ring := make(orb.Ring, corners)
	size := math.Exp(r.Float64()*8) + 1
	waves := float64(2 * r.IntN(20))
	middle := orb.Point{size * r.NormFloat64(), size * r.NormFloat64()}
	for i := range ring {
		sin, cos := math.Sincos(2 * math.Pi * float64(i) / float64(corners))
		reach := size * (0.7 + 0.3*math.Sin(waves*math.Pi*float64(i)/float64(corners))) * (1 + 0.01*r.Float64())
		ring[i] = orb.Point{middle[0] + reach*cos, middle[1] + reach*sin}
		switch r.IntN(100) {
		case 0:
			ring[i][r.IntN(2)] = box.Min[0]
		case 1:
			ring[i][r.IntN(2)] = box.Max[0]
		case 2:
			ring[i] = orb.Point{math.Round(ring[i][0]), math.Round(ring[i][1])}
		}
	}
	return append(ring, ring[0])
}

// inner gives the edges of a ring that do not lie on an edge of the box, in order.
func inner(r orb.Ring, box orb.Bound) [][2]orb.Point {
	var edges [][2]orb.Point
	for i := range max(0, len(r)-1) {
		a, b := r[i], r[i+1]
		on := false
		for side := range 2 {
			on = on || a[side] == b[side] && (a[side] == box.Min[side] || a[side] == box.Max[side])
		}
		if !on && a != b {
			edges = append(edges, [2]orb.Point{a, b})
		}
	}
	slices.SortFunc(edges, func(a, b [2]orb.Point) int {
		return cmp.Or(slices.Compare(a[0][:], b[0][:]), slices.Compare(a[1][:], b[1][:]))
	})
	return edges
}

// winding tells how often a ring goes round a point that is on none of its edges.
func winding(r orb.Ring, p orb.Point) int {
	n := 0
	for i := range max(0, len(r)-1) {
		a, b := r[i], r[i+1]
		if (a[1] > p[1]) != (b[1] > p[1]) && (side(a, b, p) > 0) == (b[1] > a[1]) {
			if b[1] > a[1] {
				n++
			} else {
				n--
			}
		}
	}
	return n
}

// What is cut of the near stretches of a path is what is cut of the path: the same edges within the box, and the
// same ground. On the box's own edges they may go to a corner and back less often.
func TestNearPartsAreCutAsTheWhole(t *testing.T) {
	r := rand.New(rand.NewPCG(7, 8))
	box := orb.Bound{Min: orb.Point{-10, -10}, Max: orb.Point{10, 10}}
	longer, ground := 0, 0
	for range 3000 {
		ring := rough(r, 3+int(math.Exp(r.Float64()*8)), box)
		s := newBoxTree(ring)
		if s.bound() != ring.Bound() {
			t.Fatalf("the bound is %v, want %v", s.bound(), ring.Bound())
		}
		near := s.near(ring, box, nil)
		whole := clipBuffers{ring.Clone()}
		if want, got := clip.Ring(box, ring.Clone()), whole.cut(box); len(want)+len(got) > 0 && !got.Equal(want) {
			t.Fatalf("of a ring of %d corners is cut\n%v, want\n%v", len(ring), got, want)
		}
		if len(near) < len(ring)/4 {
			longer++
		}
		buffers := clipBuffers{near}
		want, got := clip.Ring(box, ring.Clone()), buffers.cut(box)
		if w, g := inner(want, box), inner(got, box); !slices.Equal(w, g) {
			t.Fatalf("a ring of %d corners has the edges\n%v, want\n%v", len(ring), g, w)
		}
		for range 20 {
			p := orb.Point{20*r.Float64() - 10, 20*r.Float64() - 10}
			w := winding(ring, p)
			if g := winding(got, p); g != w {
				t.Fatalf("a ring of %d corners goes round %v %d times, want %d", len(ring), p, g, w)
			}
			if w != 0 {
				ground++
			}
		}
		wanted, lines := clip.LineString(box, orb.LineString(ring.Clone())), clip.LineString(box, s.near(ring, box, nil))
		if !wanted.Equal(lines) {
			t.Fatalf("a line of %d corners:\n%v, want\n%v", len(ring), lines, wanted)
		}
	}
	if longer < 300 || ground < 1000 {
		t.Errorf("of %d paths alone most is passed over; %d points are on the ground", longer, ground)
	}
}
