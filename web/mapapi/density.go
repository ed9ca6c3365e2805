package mapapi

import (
	"cmp"
	"context"
	"fmt"
	"net/http"
	"slices"
	"strconv"
	"strings"

	"incidentmap/geo"
	"incidentmap/incidents"
	"incidentmap/incidents/format"
	"incidentmap/web/density"
	"incidentmap/web/respond"
	"incidentmap/web/stories"
)

// Areas knows administrative areas.
type Areas = density.Areas

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
	by := a.words.Get("by")
	if !slices.Contains(density.Divisions(), by) {
		return incidents.Errorf(incidents.EInvalid, "by", "%s is not one of %s", incidents.Quote(by), strings.Join(density.Divisions(), ", "))
	}
	zoom, err := strconv.ParseFloat(cmp.Or(a.words.Get("zoom"), "0"), 64)
	if err != nil || !(zoom >= 0 && zoom <= MaxZoom) {
		return incidents.Errorf(incidents.EInvalid, "zoom", "%s is not a zoom; give a number of 0 to %d", incidents.Quote(a.words.Get("zoom")), MaxZoom)
	}
	if m.areas == nil && by != "hexagon" {
		return incidents.Errorf(incidents.ENotFound, "by", "this server knows no areas to count by")
	}
	box := world
	if a.filter.BBox != nil {
		box = *a.filter.BBox
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
			text, err := m.densityText(ctx, &found, by, int(zoom), box)
			return &format.Template{Text: text}, err
		}, "density", by, int(zoom), box)
		if err != nil {
			return nil, err
		}
		return body.Text, nil
	})
}

// densityText writes what is counted as GeoJSON.
func (m *Maps) densityText(ctx context.Context, found *stories.Selection, by string, zoom int, box geo.BBox) ([]byte, error) {
	q := found.Query
	if by == "hexagon" {
		q.MostKinds = topKinds // areas are put together of parts, of which all kinds count
	}
	counts, err := m.Counter().Count(ctx, found.Snapshot.Snapshot, q, by, zoom, box)
	if err != nil {
		return nil, err
	}
	b := fmt.Appendf(nil, `{"type":"FeatureCollection","story":%q,"seq":%d,"by":%q,"bbox":[%s],"count":%d,"elsewhere":%d,"features":[`,
		found.Snapshot.Story.Slug, found.Snapshot.Changed(), by, &box, counts.Count, counts.Elsewhere)
	between := "\n"
	for i := range counts.Zones {
		z := &counts.Zones[i]
		b = append(b, between...)
		between = ",\n"
		b = fmt.Appendf(b, `{"type":"Feature","id":%q,"geometry":`, z.Code)
		if b, err = appendGeometry(b, z.Geometry); err != nil {
			return nil, err
		}
		b = append(b, `,"properties":{`...)
		if z.Name != "" {
			name, err := respond.Marshal(z.Name)
			if err != nil {
				return nil, err
			}
			b = fmt.Appendf(b, `"name":%s,`, name)
		}
		if z.People > 0 {
			b = fmt.Appendf(b, `"population":%d,`, z.People)
		}
		if z.Figures.TooMany() {
			b = append(b, `"figures_unknown":true,`...)
		}
		b = append(b, `"cluster":true`...)
		b = append(appendSums(b, &z.Sums), "}}"...)
	}
	return append(b, "\n]}\n"...), nil
}

// Counter counts by area and by hexagon, for pictures of maps, too.
func (m *Maps) Counter() *density.Counter {
	return &density.Counter{Areas: m.areas, Outlines: m.tiles}
}
