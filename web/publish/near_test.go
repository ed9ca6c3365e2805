package publish

import (
	"fmt"
	"math/rand/v2"
	"testing"
)

// deepestNear is what the page's script asks for first (web/ui/src/basemap/coverage.ts): the last zoom, up to a tile's own,
// of which there is the tile or one that it is part of around a place; false for none.
func deepestNear(n *nearby, z, x, y int) (int, bool) {
	for at := min(z, n.Zoom); at > n.From; at-- {
		side := 1 << at
		for _, p := range n.At {
			off := p[0]>>(n.Zoom-at) - x>>(z-at)
			off = max(off, -off)
			down := p[1]>>(n.Zoom-at) - y>>(z-at)
			if min(off, side-off) <= 1 && max(down, -down) <= 1 {
				return at, true
			}
		}
	}
	return 0, false
}

// Whatever tile the script asks for around places is written, and none that it never asks for.
func TestNearby(t *testing.T) {
	random := rand.New(rand.NewPCG(1, 2))
	for _, n := range []*nearby{
		{From: 10, Zoom: 16, At: [][2]int{{13_900, 28_900}, {13_901, 28_903}, {20_000, 30_000}}},
		{From: 10, Zoom: 16, At: [][2]int{{0, 0}, {65_535, 65_535}}}, // at the world's corners
		{From: 13, Zoom: 14, At: [][2]int{{100, 100}}},
	} {
		there, asked := map[string]bool{}, map[string]bool{}
		n.each(func(z, x, y int) {
			name := fmt.Sprintf("%d/%d/%d", z, x, y)
			if there[name] || x < 0 || y < 0 || x >= 1<<z || y >= 1<<z {
				t.Errorf("%s is written twice, or is not in the world", name)
			}
			there[name] = true
			if at, found := deepestNear(n, z, x, y); found && at == z {
				asked[name] = true
			}
		})
		if len(there) != n.count() || len(asked) != len(there) {
			t.Errorf("%d tiles, %d counted, %d of them asked for", len(there), n.count(), len(asked))
		}
		for range 2000 {
			p := n.At[random.IntN(len(n.At))]
			z := n.From + random.IntN(8)
			side := 1 << z
			x, y := p[0]<<10>>(n.Zoom+10-z)+random.IntN(9)-4, p[1]<<10>>(n.Zoom+10-z)+random.IntN(9)-4
			x, y = (x+side)%side, min(max(y, 0), side-1)
			if at, found := deepestNear(n, z, x, y); found && !there[fmt.Sprintf("%d/%d/%d", at, x>>(z-at), y>>(z-at))] {
				t.Fatalf("for %d/%d/%d the script asks for zoom %d, which is not written", z, x, y, at)
			}
		}
		// Less deep, it is the same around the same places.
		up := n.at(n.Zoom - 1)
		up.each(func(z, x, y int) {
			if !there[fmt.Sprintf("%d/%d/%d", z, x, y)] {
				t.Errorf("to zoom %d there is %d/%d/%d, which deeper there is not", up.Zoom, z, x, y)
			}
		})
	}
}

// Lines come whole, however they are written.
func TestLineWriter(t *testing.T) {
	var got []string
	l := &lineWriter{do: func(line []byte) error { got = append(got, string(line)); return nil }}
	for _, piece := range []string{"a", "b\n\nc\nd", "e", "\n"} {
		if n, err := l.Write([]byte(piece)); n != len(piece) || err != nil {
			t.Fatal(n, err)
		}
	}
	if fmt.Sprint(got) != "[ab c de]" {
		t.Errorf("%q", got)
	}
}
