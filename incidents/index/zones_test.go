package index

import (
	"cmp"
	"slices"
	"testing"

	"github.com/paulmach/orb"

	"incidentmap/geo"
	"incidentmap/geo/hexgrid"
)

// quarters tells places apart by their quarter of the world, of which one is in no area, and those that are known
// exactly by the tens of degrees.
type quarters struct{}

func (quarters) Locate(g orb.Geometry, p geo.Precision) geo.Admin {
	at := g.Bound().Center()
	if at[0] < 0 && at[1] < 0 {
		return geo.Admin{}
	}
	a := geo.Admin{Country: "EA", Derived: true}
	if at[0] < 0 {
		a.Country = "NW"
	}
	if p == geo.Exact {
		a.Admin1 = a.Country + "." + string(rune('A'+int(at[1]+90)/10))
	}
	return a
}

// checkZones holds counts by hexagon and by area to brute force.
func checkZones(t *testing.T, r source, m *model, snap *Snapshot, q Query, found []fact) {
	t.Helper()
	if q.BBox != nil || q.Dimensions != 0 {
		return
	}
	level, box := hexgrid.MinLevel+r.IntN(4), r.box()
	grid := hexgrid.New(level)
	cells, byAdmin := map[hexgrid.Cell][]fact{}, map[geo.Admin][]fact{}
	elsewhere := 0
	for _, f := range found {
		if !f.entry.Counted() {
			continue
		}
		if f.geometry == nil {
			byAdmin[geo.Admin{}] = append(byAdmin[geo.Admin{}], f)
			elsewhere++
			continue
		}
		admin := quarters{}.Locate(f.geometry, f.entry.Precision())
		admin.Derived = false
		byAdmin[admin] = append(byAdmin[admin], f)
		if !f.isPoint() {
			elsewhere++
			continue
		}
		if box != nil && !box.Intersects(f.geometry) {
			continue
		}
		x, y := cellOf(f.geometry.(orb.Point))
		c := grid.At((float64(x)+0.5)/(1<<maxLevel), (float64(y)+0.5)/(1<<maxLevel))
		cells[c] = append(cells[c], f)
	}
	var areas []Located
	for admin, all := range byAdmin {
		areas = append(areas, Located{m.sums(all), admin})
	}
	slices.SortFunc(areas, func(a, b Located) int {
		return cmp.Or(cmp.Compare(a.Admin.Country, b.Admin.Country), cmp.Compare(a.Admin.Admin1, b.Admin.Admin1))
	})
	same(t, "ByArea", q, areas, snap.ByArea(q, quarters{}))
	var want []Hexagon
	for c, all := range cells {
		want = append(want, Hexagon{m.sums(all), c})
	}
	slices.SortFunc(want, func(a, b Hexagon) int {
		return cmp.Or(cmp.Compare(a.Cell.Row, b.Cell.Row), cmp.Compare(a.Cell.Col, b.Cell.Col))
	})
	got, other := snap.Hexagons(q, level, box)
	same(t, "Hexagons", q, want, got)
	same(t, "at no point", q, elsewhere, other)
}
