package mapapi

import (
	"cmp"
	"context"
	"fmt"
	"math"
	"net/http"
	"slices"
	"strconv"
	"strings"

	"github.com/paulmach/orb"

	"incidentmap/geo"
	"incidentmap/geo/hexgrid"
	"incidentmap/incidents"
	"incidentmap/incidents/format"
	"incidentmap/incidents/index"
	"incidentmap/web/respond"
	"incidentmap/web/stories"
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

// division is what density is told by: hexagons, or areas of a level.
type division struct {
	name string
	// of gives the code and the name of the area in which a place lies; nil for hexagons.
	of func(a geo.Admin) (code, name string)
}

var divisions = []division{
	{"hexagon", nil},
	{"adm1", func(a geo.Admin) (string, string) { return a.Admin1, a.Admin1Name }},
	{"adm2", func(a geo.Admin) (string, string) { return a.Admin2, a.Admin2Name }},
	{"country", func(a geo.Admin) (string, string) { return a.Country, a.Country }},
}

// Hexagons are this many levels finer than a tile: 32 to 64 pixels wide, as maps zoom by less than a level, too.
const hexagonLevels = 3

// maxHexagons is how many hexagons an answer has at most: more are told by a coarser grid.
const maxHexagons = 2000

// density answers with counts by hexagon, state, municipality or country, as GeoJSON: outlines as a zoom shows them,
// points of municipalities, of which no outline is known. The member count is of all that is counted, and elsewhere of
// what of it lies in no single area, at no point, or in an area that cannot be drawn: the counts of the features of the
// whole world and it add up to count. Of an area of which more sources speak than are put beside each other the figures are
// not known, which figures_unknown says: they are not none.
func (m *Maps) density(w http.ResponseWriter, r *http.Request) error {
	a, err := m.read(r, "by", "zoom")
	if err != nil {
		return err
	}
	by := slices.IndexFunc(divisions, func(d division) bool { return d.name == a.words.Get("by") })
	if by < 0 {
		return incidents.Errorf(incidents.EInvalid, "by", "%s is not one of hexagon, adm1, adm2, country", incidents.Quote(a.words.Get("by")))
	}
	zoom, err := strconv.ParseFloat(cmp.Or(a.words.Get("zoom"), "0"), 64)
	if err != nil || !(zoom >= 0 && zoom <= MaxZoom) {
		return incidents.Errorf(incidents.EInvalid, "zoom", "%s is not a zoom; give a number of 0 to %d", incidents.Quote(a.words.Get("zoom")), MaxZoom)
	}
	if m.areas == nil && divisions[by].of != nil {
		return incidents.Errorf(incidents.ENotFound, "by", "this server knows no areas to count by")
	}
	d := dividing{maps: m, division: divisions[by], zoom: int(zoom), box: world}
	if a.filter.BBox != nil {
		d.box = *a.filter.BBox
	}
	return m.send(w, a, respond.GeoJSONType, a.lang.Vary, func() ([]byte, error) {
		found := a.found
		found.Query.BBox = nil
		body, err := m.kept(r.Context(), &found, func(ctx context.Context) (*format.Template, error) {
			leave, err := m.views.Enter(ctx)
			if err != nil {
				return nil, err
			}
			defer leave()
			text, err := d.document(ctx, &found)
			return &format.Template{Text: text}, err
		}, "density", d.division.name, d.zoom, d.box)
		if err != nil {
			return nil, err
		}
		return body.Text, nil
	})
}

// dividing is an answer in the making.
type dividing struct {
	maps     *Maps
	division division
	zoom     int
	box      geo.BBox
}

// divided is a zone of it.
type divided struct {
	index.Sums
	code, name string
	people     int64
	geometry   orb.Geometry
}

func (d *dividing) document(ctx context.Context, found *stories.Selection) ([]byte, error) {
	q := found.Query
	view := found.View.View
	var zones []divided
	var count, elsewhere int
	var err error
	if d.division.of == nil {
		zones, count, elsewhere = d.hexagons(view, q)
	} else {
		zones, count, elsewhere, err = d.areas(ctx, view, q)
	}
	if err != nil {
		return nil, err
	}
	b := fmt.Appendf(nil, `{"type":"FeatureCollection","story":%q,"seq":%d,"by":%q,"bbox":[%s],"count":%d,"elsewhere":%d,"features":[`,
		found.View.Story.Slug, found.View.Changed(), d.division.name, &d.box, count, elsewhere)
	between := "\n"
	for i := range zones {
		z := &zones[i]
		b = append(b, between...)
		between = ",\n"
		b = fmt.Appendf(b, `{"type":"Feature","id":%q,"geometry":`, z.code)
		if b, err = appendGeometry(b, z.geometry); err != nil {
			return nil, err
		}
		b = append(b, `,"properties":{`...)
		if z.name != "" {
			name, err := respond.Marshal(z.name)
			if err != nil {
				return nil, err
			}
			b = fmt.Appendf(b, `"name":%s,`, name)
		}
		if z.people > 0 {
			b = fmt.Appendf(b, `"population":%d,`, z.people)
		}
		if z.Figures.TooMany() {
			b = append(b, `"figures_unknown":true,`...)
		}
		b = append(b, `"cluster":true`...)
		b = append(appendSums(b, &z.Sums), "}}"...)
	}
	return append(b, "\n]}\n"...), nil
}

func (d *dividing) hexagons(view *index.View, q index.Query) (zones []divided, count, elsewhere int) {
	q.MostKinds = topKinds
	level := d.zoom + hexagonLevels
	all, elsewhere := view.Hexagons(q, level, &d.box)
	for ; len(all) > maxHexagons && level > hexgrid.MinLevel; level-- {
		all, elsewhere = view.Hexagons(q, level-1, &d.box)
	}
	level = min(max(level, hexgrid.MinLevel), hexgrid.MaxLevel)
	grid := hexgrid.New(level)
	count = elsewhere
	for i := range all {
		h := &all[i]
		outline := grid.Outline(h.Cell)
		for j, p := range outline { // a metre is nothing to a hexagon
			outline[j] = orb.Point{rounded5(p[0]), rounded5(p[1])}
		}
		zones = append(zones, divided{Sums: h.Sums, code: fmt.Sprintf("h-%d-%d-%d", level, h.Cell.Col, h.Cell.Row), geometry: orb.Polygon{outline}})
		count += h.Count
	}
	return zones, count, elsewhere
}

// areas counts by areas: those that meet the box, of which those with the most are told.
func (d *dividing) areas(ctx context.Context, view *index.View, q index.Query) (zones []divided, count, elsewhere int, err error) {
	sums := map[string][]*index.Sums{}
	names := map[string]string{}
	all := view.ByArea(q, d.maps.areas)
	for i := range all {
		code, name := d.division.of(all[i].Admin)
		count += all[i].Count
		sums[code] = append(sums[code], &all[i].Sums)
		names[code] = name
	}
	for code, parts := range sums {
		together := index.Together(parts)
		z := divided{Sums: together, code: code, name: names[code]}
		if code == "" {
			elsewhere += z.Count
			continue
		}
		meets, drawn, err := d.draw(ctx, &z)
		switch {
		case err != nil:
			return nil, 0, 0, err
		case !drawn:
			elsewhere += z.Count
		case meets:
			z.people = d.maps.areas.JoinCodes(code).Population
			zones = append(zones, z)
		}
	}
	slices.SortFunc(zones, func(a, b divided) int { return cmp.Or(-cmp.Compare(a.Count, b.Count), strings.Compare(a.code, b.code)) })
	if len(zones) > MaxAreas {
		zones = zones[:MaxAreas]
	}
	return zones, count, elsewhere, nil
}

// draw gives a zone its outline as the zoom shows it, or the point of a municipality, and says whether it meets the box
// and whether it can be drawn at all.
func (d *dividing) draw(ctx context.Context, z *divided) (meets, drawn bool, err error) {
	if outline, known := d.maps.areas.Area(z.code); known {
		if !d.box.Intersects(outline) {
			return false, true, nil
		}
		a := index.Area{Geometry: outline}
		if a.Shape, err = incidents.NewShapeID(outline); err != nil {
			return false, false, err
		}
		z.geometry, err = d.maps.tiles.Outline(ctx, &a, d.zoom-1, &d.box)
		return true, z.geometry != nil, err
	}
	seat, known := d.maps.areas.Seat(z.code)
	if !known {
		return false, false, nil
	}
	z.geometry = seat
	return d.box.Intersects(seat), true, nil
}

func rounded5(degrees float64) float64 { return math.Round(degrees*1e5) / 1e5 }
