package format

import (
	"bytes"
	"fmt"
	"math/rand/v2"
	"testing"

	"github.com/paulmach/orb"

	"incidentmap/incidents"
)

// The index finds what lies in a box, all of it and nothing else, however many incidents there are.
func TestFlatGeobufIndexFindsBoxes(t *testing.T) {
	random := rand.New(rand.NewPCG(7, 11))
	for _, n := range []int{0, 1, 2, 15, 16, 17, 256, 257, 300} {
		all := scattered(random, n)
		var out bytes.Buffer
		if err := writeFlatGeobuf(t.Context(), &out, heading(), those(all)); err != nil {
			t.Fatal(err)
		}
		b := out.Bytes()[8:]
		header := int(b[0]) | int(b[1])<<8 | int(b[2])<<16
		b = b[4+header:]
		nodes := readFlatIndex(t, &b, n)
		for range 50 {
			west, south := random.Float64()*340-180, random.Float64()*160-90
			box := envelope{west, south, west + random.Float64()*20, south + random.Float64()*20}
			want := 0
			for _, p := range all {
				if meets(envelopeOf(p.Where.Geometry), box) {
					want++
				}
			}
			if got := searchFlat(nodes, n, box); got != want {
				t.Errorf("of %d, %d are in %v, the index finds %d", n, want, box, got)
			}
		}
	}
}

func scattered(random *rand.Rand, n int) []*incidents.Public {
	var all []*incidents.Public
	for i := range n {
		p := *sample()[0]
		p.ID = fmt.Sprintf("%s-%d", p.ID, i)
		at := orb.Point{random.Float64()*360 - 180, random.Float64()*180 - 90}
		switch i % 5 {
		case 0:
			p.Where.Geometry = nil
		case 1:
			p.Where.Geometry = orb.LineString{at, {at[0] / 2, at[1] / 2}}
		default:
			p.Where.Geometry = at
		}
		all = append(all, &p)
	}
	return all
}

func meets(a, b envelope) bool {
	return a[0] <= b[2] && b[0] <= a[2] && a[1] <= b[3] && b[1] <= a[3]
}

// searchFlat counts the leaves that a reader finds who goes from the root to the children of what meets a box.
func searchFlat(nodes []flatNode, leaves int, box envelope) int {
	if len(nodes) == 0 {
		return 0
	}
	found := 0
	first, last := uint64(0), uint64(1) // of the level
	level := []uint64{0}
	for first < uint64(len(nodes)-leaves) {
		end := nodes[last-1].offset + fgbNodeSize // of the level below
		if last == uint64(len(nodes)-leaves) {
			end = uint64(len(nodes))
		} else {
			end = min(end, nodes[last].offset)
		}
		var below []uint64
		for _, i := range level {
			for child := nodes[i].offset; meets(nodes[i].box, box) && child < min(nodes[i].offset+fgbNodeSize, end); child++ {
				below = append(below, child)
			}
		}
		first, last, level = last, end, below
	}
	for _, i := range level {
		if meets(nodes[i].box, box) {
			found++
		}
	}
	return found
}
