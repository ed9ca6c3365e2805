package staticmap

import (
	"context"
	"image/color"
	"math"
	"slices"

	"github.com/paulmach/orb"

	"incidentmap/geo"
	"incidentmap/incidents"
	"incidentmap/incidents/index"
	"incidentmap/web/density"
	"incidentmap/web/stories"
)

// Counter counts by area and by hexagon.
type Counter interface {
	Count(ctx context.Context, snap *index.Snapshot, q index.Query, by string, zoom int, box geo.BBox) (*density.Counts, error)
}

// shading is how a picture is shaded by counts.
type shading struct {
	zones   []zone
	measure string
	classes int
	unknown bool // whether the measure is not known of some
	legend  []legendRow
}

// zone is an outline, or a point with the circle in its place, and its shade.
type zone struct {
	geometry orb.Geometry
	class    int     // the number of classes where the measure is not known
	circle   float64 // diameter before scale
}

// mostOverAreas is how many places of a view have their marks over shaded areas, as on the page's map.
const mostOverAreas = 12

// shadingOf counts for a picture by what the settings say; nil where they want symbols, or this server knows no areas.
func (s *Stills) shadingOf(ctx context.Context, snap *stories.Snapshot, settings *incidents.MapSettings, layers []string, to *projection, scale float64, theme string, w words) (*shading, error) {
	by, measure := string(settings.Show), string(settings.Measure)
	if s.config.Counts == nil || !slices.Contains(density.Divisions(), by) {
		return nil, nil
	}
	if measure == "" {
		measure = "entries"
	}
	zoom := int(max(0, math.Log2(to.world/256/scale)))
	counts, err := s.config.Counts.Count(ctx, snap.Snapshot, wanted(layers), by, zoom, to.box())
	if incidents.CodeOf(err) == incidents.ENotFound {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	return shade(counts, by, measure, theme, w), nil
}

// shade gives zones their classes, and the legend what these are.
func shade(counts *density.Counts, by, measure, theme string, w words) *shading {
	var values []float64
	most := 1.0
	for i := range counts.Zones {
		if value, known := counts.Zones[i].Value(measure); known {
			values, most = append(values, value), max(most, value)
		}
	}
	classes := density.ClassesOf(values)
	s := &shading{measure: measure, classes: len(classes)}
	differs := false
	for i := range counts.Zones {
		z := &counts.Zones[i]
		value, known := z.Value(measure)
		class := density.ClassOf(value, classes)
		if !known {
			class, s.unknown = len(classes), true
		}
		if class >= 0 {
			s.zones = append(s.zones, zone{z.Geometry, class, density.CircleOf(value, most)})
		}
		differs = differs || value > 0 && z.Differs(measure)
	}
	// A circle does not cover a smaller one.
	slices.SortStableFunc(s.zones, func(a, b zone) int { return int(b.circle) - int(a.circle) })
	s.legend = s.explained(classes, theme, w.say.Text("legend.show."+by)+" · "+w.say.Text("legend.measure."+measure), w)
	note := func(key string, args ...any) {
		s.legend = append(s.legend, legendRow{title: w.say.Text("client."+key, args...), form: ofWords})
	}
	if len(classes) == 0 && !s.unknown {
		note("density_nothing")
	}
	if differs {
		note("density_least")
	}
	if counts.Elsewhere > 0 {
		note("density_elsewhere", "n", w.say.Number(counts.Elsewhere), "all", w.say.Number(counts.Count))
	}
	return s
}

// explained says what each shade means.
func (s *shading) explained(classes []density.Class, theme, title string, w words) []legendRow {
	rows := []legendRow{{title: title, form: ofWords}}
	colours := s.colours(theme)
	for i, c := range classes {
		text := w.say.Decimal(c.From)
		if c.To > c.From {
			text += "–" + w.say.Decimal(c.To)
		}
		rows = append(rows, legendRow{look{paint: colours[i]}, text, ofClass})
	}
	if s.unknown {
		rows = append(rows, legendRow{look{paint: colours[len(classes)]}, w.say.Text("client.density_unknown"), ofClass})
	}
	return rows
}

// colours are those of the classes, and behind them that of what is not known.
func (s *shading) colours(theme string) []color.NRGBA {
	if s == nil {
		return nil
	}
	var all []color.NRGBA
	if s.classes > 0 {
		for _, hex := range density.Shades(theme, s.measure, s.classes) {
			all = append(all, rgb(hex))
		}
	}
	return append(all, rgb(density.Unknown(theme)))
}

// drawZones paints the areas that are shaded by counts, in the very colours of the legend: shades that the ground shines
// through are no more those of any class once a picture has few colours.
func (d *drawing) drawZones(sc *scene, theme string) {
	if sc.shading == nil {
		return
	}
	colours := sc.shading.colours(theme)
	for _, z := range sc.shading.zones {
		rings := d.reached(d.to.shape(ringsOf(z.geometry)))
		if at, is := z.geometry.(orb.Point); is {
			rings = d.reached(path{disc(d.to.pixel(at), z.circle/2*d.scale)})
		}
		d.fill(rings, colours[z.class])
		d.stroke(closed(rings), 0.8*d.scale, d.theme.land)
	}
}
