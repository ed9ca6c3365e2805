package index

import (
	"cmp"
	"math"
	"slices"
	"testing"

	"incidentmap/geo"

	"github.com/paulmach/orb"
)

// checkCells holds that clusters are those of brute force, and that they add up.
func checkCells(t *testing.T, r source, m *model, snap *Snapshot, q Query, found []fact) {
	t.Helper()
	all, shaped := 0, 0
	level := uint32(r.IntN(8))
	for _, c := range snap.Clusters(q, level, nil) {
		all += c.Count
	}
	for _, a := range snap.Areas(q, nil) {
		shaped += a.Count
	}
	if s := snap.Summary(q); all != s.Points || shaped != s.Shaped {
		t.Fatalf("level %d: clusters come to %d of %d, areas to %d of %d", level, all, s.Points, shaped, s.Shaped)
	}
	level = uint32(r.IntN(34))
	box := r.box()
	got := snap.Clusters(q, level, box)
	asked := min(level, maxLevel)
	// The finest level at which the box has at most MaxCells cells.
	for level = asked; level > 0; level-- {
		cells := 0.0
		for _, b := range cmp.Or(box, &geo.BBox{West: -180, South: -90, East: 180, North: 90}).Bounds() {
			side := func(from, to uint32) float64 {
				return float64(to>>(maxLevel-level)) - float64(from>>(maxLevel-level)) + 1
			}
			cells += side(cellX(b.Min[0]), cellX(b.Max[0])) * side(cellY(b.Max[1]), cellY(b.Min[1]))
		}
		if cells <= MaxCells {
			break
		}
	}
	same(t, "Clusters", q, m.cells(found, level, func(x, y uint32) bool {
		return box == nil || slices.ContainsFunc(box.Bounds(), func(b orb.Bound) bool {
			shift := maxLevel - level
			return cellX(b.Min[0])>>shift <= x && x <= cellX(b.Max[0])>>shift &&
				cellY(b.Max[1])>>shift <= y && y <= cellY(b.Min[1])>>shift
		})
	}), got)
	for _, c := range got {
		if c.MeanX>>(maxLevel-level) != c.X || c.MeanY>>(maxLevel-level) != c.Y {
			t.Fatalf("the mean cell %d, %d is not in cell %d/%d/%d", c.MeanX, c.MeanY, c.Level, c.X, c.Y)
		}
		if x, y := cellOf(c.Point); x>>(maxLevel-level) != c.X || y>>(maxLevel-level) != c.Y {
			t.Fatalf("the mean place %v is not in cell %d/%d/%d", c.Point, c.Level, c.X, c.Y)
		}
	}
	z := uint32(r.IntN(5))
	if r.IntN(4) == 0 {
		z = 20
	}
	tile := orb.Point{r.degrees(180), r.degrees(80)}
	tx, ty := cellOf(tile)
	x, y := tx>>(maxLevel-z), ty>>(maxLevel-z)
	level = z + uint32(r.IntN(5))
	in := func(cx, cy, level uint32) bool { return cx>>(level-z) == x && cy>>(level-z) == y }
	cells := m.cells(found, level, func(cx, cy uint32) bool { return in(cx, cy, level) })
	same(t, "Tile", q, cells, snap.Tile(q, z, x, y, level, 0))
	n := 0
	for _, c := range cells {
		n += c.Count
	}
	same(t, "Tile, one too many to stand apart", q, cells, snap.Tile(q, z, x, y, level, n-1))
	var alone []Cluster
	for _, f := range found {
		if x, y := cellOf(f.entry.Point); f.isPoint() && in(x, y, maxLevel) {
			alone = append(alone, m.cells([]fact{f}, level, func(uint32, uint32) bool { return true })...)
		}
	}
	slices.SortFunc(alone, func(a, b Cluster) int {
		return cmp.Or(cmp.Compare(zOrder(a.X, a.Y), zOrder(b.X, b.Y)), cmp.Compare(a.Alone.Seq, b.Alone.Seq))
	})
	same(t, "Tile apart", q, alone, snap.Tile(q, z, x, y, level, n))
}

// cells gives the clusters of those cells of a level that are asked for.
func (m *model) cells(found []fact, level uint32, wanted func(x, y uint32) bool) []Cluster {
	type cell struct{ x, y uint32 }
	cells := map[cell][]fact{}
	for _, f := range found {
		if !f.isPoint() {
			continue
		}
		x, y := cellOf(f.entry.Point)
		if c := (cell{x >> (maxLevel - level), y >> (maxLevel - level)}); wanted(c.x, c.y) {
			cells[c] = append(cells[c], f)
		}
	}
	var list []Cluster
	for c, facts := range cells {
		k := Cluster{Sums: m.sums(facts), Level: level, X: c.x, Y: c.y}
		places := map[cell]bool{}
		for _, f := range facts {
			x, y := cellOf(f.entry.Point)
			places[cell{x, y}] = true
		}
		for l := uint32(1); l <= maxLevel && len(places) > 1 && k.Splits == 0; l++ {
			coarse := map[cell]bool{}
			for p := range places {
				coarse[cell{p.x >> (maxLevel - l), p.y >> (maxLevel - l)}] = true
			}
			if len(coarse) > 1 {
				k.Splits = l
			}
		}
		var sx, sy float64
		for _, f := range facts {
			x, y := cellOf(f.entry.Point)
			sx, sy = sx+float64(x)+0.5, sy+float64(y)+0.5
		}
		// Sums of so few are exact.
		k.MeanX, k.MeanY = uint32(sx/float64(len(facts))), uint32(sy/float64(len(facts)))
		if len(facts) == 1 {
			k.Alone = m.place(&facts[0])
		}
		list = append(list, k)
	}
	slices.SortFunc(list, func(a, b Cluster) int {
		return cmp.Compare(zOrder(a.X, a.Y), zOrder(b.X, b.Y))
	})
	return list
}

// zOrder is interleave, bit by bit.
func zOrder(x, y uint32) (key uint64) {
	for b := range 32 {
		key |= uint64(x>>b&1)<<(2*b) | uint64(y>>b&1)<<(2*b+1)
	}
	return key
}

// TestCells holds the grid to Web Mercator by another formula, and to its ends.
func TestCells(t *testing.T) {
	r := newSource(3)
	for range 10_000 {
		p := orb.Point{r.degrees(180), r.degrees(85)}
		x, y := cellOf(p)
		lat := p[1] * math.Pi / 180
		wantX := (p[0] + 180) / 360 * (1 << 32)
		wantY := (1 - math.Log(math.Tan(lat)+1/math.Cos(lat))/math.Pi) / 2 * (1 << 32)
		if math.Abs(float64(x)-wantX) > 1 || math.Abs(float64(y)-wantY) > 1 {
			t.Fatalf("%v is in %d, %d, not at %f, %f", p, x, y, wantX, wantY)
		}
		if interleave(x, y) != zOrder(x, y) || squeeze(interleave(x, y)) != x || squeeze(interleave(x, y)>>1) != y {
			t.Fatalf("%d, %d is interleaved to %x", x, y, interleave(x, y))
		}
	}
	for _, tt := range []struct {
		p    orb.Point
		x, y uint32
	}{
		{orb.Point{-180, 90}, 0, 0},
		{orb.Point{180, -90}, math.MaxUint32, math.MaxUint32},
		{orb.Point{0, 0}, 1 << 31, 1 << 31},
		{orb.Point{math.NaN(), math.NaN()}, 0, 0},
	} {
		if x, y := cellOf(tt.p); x != tt.x || y != tt.y {
			t.Errorf("%v is in %d, %d", tt.p, x, y)
		}
	}
}
