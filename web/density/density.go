// Package density counts the incidents of a story by hexagon, state, municipality or country, for maps that are shaded
// by counts, and says how they are shaded.
//
// Goals: the counts of all zones and Elsewhere add up to all that is counted; what is not known is not shaded as none;
// the page's map and pictures shade alike (testdata/shading.json, which ui/src/density is held to, too).
//
// Non-goals: outlines of municipalities, which may not be shipped: a point stands for each.
package density

import (
	"cmp"
	"context"
	"fmt"
	"math"
	"slices"
	"strings"

	"github.com/paulmach/orb"

	"incidentmap/geo"
	"incidentmap/geo/hexgrid"
	"incidentmap/incidents"
	"incidentmap/incidents/index"
)

// Areas knows administrative areas.
type Areas interface {
	index.Locator
	// Area gives the outline of a state or country by its code, such as "MX.14" or "MX", which must not be changed;
	// false where there is none.
	Area(code string) (orb.Geometry, bool)
	// Seat gives the point, lon, lat in degrees, that stands for a municipality by its code; false where none is known.
	Seat(code string) (orb.Point, bool)
	// JoinCodes gives what else is known of an area, as how many people live there.
	JoinCodes(code string) geo.Codes
}

// Outlines gives outlines as a zoom shows them.
type Outlines interface {
	Outline(ctx context.Context, a *index.Area, zoom int, box *geo.BBox) (orb.Geometry, error)
}

// Counter counts by zones. Areas may be nil: then by hexagons alone.
type Counter struct {
	Areas    Areas
	Outlines Outlines
}

// Counts is what is counted by zones.
type Counts struct {
	Count int // of all that is counted
	// Elsewhere is how many of them lie in no single zone, at no point, or in one that cannot be drawn.
	Elsewhere int
	Zones     []Zone // those that meet the box, the one with the most first but for hexagons
}

// Zone is an area or a hexagon, and what is counted in it.
type Zone struct {
	index.Sums
	Code, Name string
	People     int64        // who live there; 0 where that is not known
	Geometry   orb.Geometry // an outline, or the point of a municipality
}

// divisions gives what is told of an administrative place by each word; nil for hexagons.
var divisions = map[string]func(a geo.Admin) (code, name string){
	"hexagon": nil,
	"adm1":    func(a geo.Admin) (string, string) { return a.Admin1, a.Admin1Name },
	"adm2":    func(a geo.Admin) (string, string) { return a.Admin2, a.Admin2Name },
	"country": func(a geo.Admin) (string, string) { return a.Country, a.Country },
}

// Divisions lists the words for what is counted by.
func Divisions() []string { return []string{"hexagon", "adm1", "adm2", "country"} }

// Hexagons are this many levels finer than a tile: 32 to 64 pixels wide, as maps zoom by less than a level, too.
const hexagonLevels = 3

// Bounds of counts: more hexagons are told by a coarser grid, and of more areas those with the most are told.
const (
	mostHexagons = 2000
	mostAreas    = 500
)

// Count counts what a query finds, as a map of a zoom shows it in a box. EInvalid for a division that there is not,
// ENotFound for areas where none are known.
func (c *Counter) Count(ctx context.Context, snap *index.Snapshot, q index.Query, by string, zoom int, box geo.BBox) (*Counts, error) {
	of, known := divisions[by]
	if !known {
		return nil, incidents.Errorf(incidents.EInvalid, "by", "%s is not one of %s", incidents.Quote(by), strings.Join(Divisions(), ", "))
	}
	q.BBox = nil
	if of == nil {
		return hexagons(snap, q, zoom, &box), nil
	}
	if c.Areas == nil {
		return nil, incidents.Errorf(incidents.ENotFound, "by", "this server knows no areas to count by")
	}
	return c.areas(ctx, snap, q, of, zoom, &box)
}

func hexagons(snap *index.Snapshot, q index.Query, zoom int, box *geo.BBox) *Counts {
	level := zoom + hexagonLevels
	all, elsewhere := snap.Hexagons(q, level, box)
	for ; len(all) > mostHexagons && level > hexgrid.MinLevel; level-- {
		all, elsewhere = snap.Hexagons(q, level-1, box)
	}
	level = min(max(level, hexgrid.MinLevel), hexgrid.MaxLevel)
	grid := hexgrid.New(level)
	counts := &Counts{Count: elsewhere, Elsewhere: elsewhere}
	for i := range all {
		h := &all[i]
		outline := grid.Outline(h.Cell)
		for j, p := range outline { // a metre is nothing to a hexagon
			outline[j] = orb.Point{rounded5(p[0]), rounded5(p[1])}
		}
		counts.Zones = append(counts.Zones, Zone{Sums: h.Sums, Code: fmt.Sprintf("h-%d-%d-%d", level, h.Cell.Col, h.Cell.Row), Geometry: orb.Polygon{outline}})
		counts.Count += h.Count
	}
	return counts
}

func (c *Counter) areas(ctx context.Context, snap *index.Snapshot, q index.Query, of func(geo.Admin) (code, name string), zoom int, box *geo.BBox) (*Counts, error) {
	sums := map[string][]*index.Sums{}
	names := map[string]string{}
	counts := &Counts{}
	all := snap.ByArea(q, c.Areas)
	for i := range all {
		code, name := of(all[i].Admin)
		counts.Count += all[i].Count
		sums[code] = append(sums[code], &all[i].Sums)
		names[code] = name
	}
	for code, parts := range sums {
		z := Zone{Sums: index.Together(parts), Code: code, Name: names[code]}
		if code == "" {
			counts.Elsewhere += z.Count
			continue
		}
		meets, drawn, err := c.draw(ctx, &z, zoom, box)
		switch {
		case err != nil:
			return nil, err
		case !drawn:
			counts.Elsewhere += z.Count
		case meets:
			z.People = c.Areas.JoinCodes(code).Population
			counts.Zones = append(counts.Zones, z)
		}
	}
	slices.SortFunc(counts.Zones, func(a, b Zone) int { return cmp.Or(-cmp.Compare(a.Count, b.Count), strings.Compare(a.Code, b.Code)) })
	counts.Zones = counts.Zones[:min(len(counts.Zones), mostAreas)]
	return counts, nil
}

// draw gives a zone its outline as the zoom shows it, or the point of a municipality, and says whether it meets the box
// and whether it can be drawn at all.
func (c *Counter) draw(ctx context.Context, z *Zone, zoom int, box *geo.BBox) (meets, drawn bool, err error) {
	if outline, known := c.Areas.Area(z.Code); known {
		if !box.Intersects(outline) {
			return false, true, nil
		}
		a := index.Area{Geometry: outline}
		if a.Shape, err = incidents.NewShapeID(outline); err != nil {
			return false, false, err
		}
		z.Geometry, err = c.Outlines.Outline(ctx, &a, zoom-1, box)
		return true, z.Geometry != nil, err
	}
	seat, known := c.Areas.Seat(z.Code)
	if !known {
		return false, false, nil
	}
	z.Geometry = seat
	return box.Intersects(seat), true, nil
}

func rounded5(degrees float64) float64 { return math.Round(degrees*1e5) / 1e5 }
