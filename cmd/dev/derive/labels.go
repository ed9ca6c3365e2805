package derive

import (
	"io"
	"maps"
	"math"
	"slices"
	"strings"

	"github.com/paulmach/orb"
	"github.com/paulmach/orb/planar"

	"incidentmap/tiles/basemap"
)

// labels writes the names on the map: towns from GeoNames, states and countries from
// Natural Earth.
func labels(src Sources, out io.Writer, logf func(string, ...any)) error {
	w, err := src.world()
	if err != nil {
		return err
	}
	countries, err := countryLabels(src)
	if err != nil {
		return err
	}
	all := append(countries, w.stateLabels()...)
	towns := w.townLabels()
	all = append(all, towns...)
	for i := range all {
		tidy(&all[i])
	}
	logf("labels: %d, of which %d towns", len(all), len(towns))
	return basemap.WriteLabels(out, all)
}

// tidy leaves out names in a language that say the same.
func tidy(l *basemap.Label) {
	if l.NameES == l.Name {
		l.NameES = ""
	}
	if l.NameEN == l.Name {
		l.NameEN = ""
	}
}

// rank orders labels by the zoom at which they appear, then by what they name, then by
// how many people live there. The name of a large city matters more than that of the
// state it is in.
func rank(minZoom uint8, class basemap.Class, population int) int {
	const largeCity, steps, perStep = 500_000, 8, 8
	order := map[basemap.Class]int{
		basemap.Country: 0, basemap.Capital: 1, basemap.State: 3, basemap.City: 4, basemap.Town: 5, basemap.Village: 6,
	}[class]
	if class == basemap.City && population >= largeCity {
		order = 2
	}
	fewness := min(max(0, perStep-1-int(math.Log10(float64(population+1)))), perStep-1)
	return (int(minZoom)*steps+order)*perStep + fewness
}

// countryLabels come with label points and zooms in Natural Earth.
func countryLabels(src Sources) ([]basemap.Label, error) {
	features, err := src.readRgeo("Countries10.gz")
	if err != nil {
		return nil, err
	}
	var all []basemap.Label
	for _, f := range features {
		p := f.Properties
		zoom := uint8(min(max(math.Floor(p.MustFloat64("MIN_LABEL", 8)+0.8), 2), 9))
		all = append(all, basemap.Label{
			Point: orb.Point{p.MustFloat64("LABEL_X", 0), p.MustFloat64("LABEL_Y", 0)},
			Class: basemap.Country, MinZoom: zoom, Rank: rank(zoom, basemap.Country, 0),
			Name: p.MustString("NAME_EN", ""), NameES: p.MustString("NAME_ES", ""),
		})
	}
	return all, nil
}

// stateLabels are at Natural Earth's label point if that is inside the state.
func (w *world) stateLabels() []basemap.Label {
	var all []basemap.Label
	byCode := w.members(func(d division) string { return d.code })
	for _, code := range slices.Sorted(maps.Keys(byCode)) {
		members := byCode[code]
		first := w.divisions[members[0]]
		l := basemap.Label{Class: basemap.State, Name: w.codes[code]}
		if len(members) == 1 {
			l.Name, l.NameES, l.NameEN = first.name, first.nameES, first.nameEN
		}
		if es, ok := stateNames[code+" es"]; ok {
			l.NameES, l.NameEN = es, stateNames[code+" en"]
			l.Name = es
		}
		outline := w.topology.Dissolve(members...)
		l.Point = first.label
		if len(members) > 1 || !planar.MultiPolygonContains(outline, l.Point) {
			l.Point = widestPoint(outline)
		}
		l.MinZoom = uint8(min(max(math.Floor(first.minLabel-1.2), 4), 10))
		// A state gives way to the cities that appear soon after it, its capital above all.
		l.Rank = rank(l.MinZoom+2, basemap.State, 0)
		if l.Name != "" && !w.isCity(code, outline) {
			all = append(all, l)
		}
	}
	return all
}

// isCity reports whether the state is little more than the capital of its country, whose
// label says the same.
func (w *world) isCity(code string, outline orb.MultiPolygon) bool {
	const small = 0.25 // square degrees
	if planar.Area(outline) > small {
		return false
	}
	return slices.ContainsFunc(w.towns, func(t town) bool { return t.code == code && t.class == "PPLC" })
}

// widestPoint looks on a grid over the largest polygon for the point furthest from its
// outline.
func widestPoint(mp orb.MultiPolygon) orb.Point {
	const steps = 24
	b := mp[0].Bound()
	best, furthest := b.Center(), -1.0
	for i := 1; i < steps; i++ {
		for k := 1; k < steps; k++ {
			p := orb.Point{
				b.Min[0] + (b.Max[0]-b.Min[0])*float64(i)/steps,
				b.Min[1] + (b.Max[1]-b.Min[1])*float64(k)/steps,
			}
			if d := planar.DistanceFrom(mp[0], p); d > furthest && planar.PolygonContains(mp[0], p) {
				best, furthest = p, d
			}
		}
	}
	return best
}

func (w *world) townLabels() []basemap.Label {
	names := map[string][2]string{}
	for _, n := range cityNames {
		names[n.country+" "+n.name] = [2]string{n.en, n.es}
	}
	var candidates []candidate
	for _, t := range w.towns {
		if c, ok := classOf(t); ok {
			candidates = append(candidates, candidate{town: t, class: c, weight: weight(t, t.population)})
		}
	}
	creditUrban(w.urban, candidates)
	chooseZooms(candidates)
	all := make([]basemap.Label, len(candidates))
	for i, c := range candidates {
		l := basemap.Label{
			Point: c.town.point, Class: c.class, MinZoom: c.minZoom,
			Rank: rank(c.minZoom, c.class, c.town.population), Name: c.town.name,
		}
		if n, ok := names[c.town.country+" "+c.town.name]; ok && c.town.population > 100_000 {
			l.NameEN, l.NameES = n[0], n[1]
		}
		all[i] = l
	}
	return all
}

// classOf sorts GeoNames' feature codes (https://www.geonames.org/export/codes.html).
// Places that are no more, and parts of a town, have no label of their own.
func classOf(t town) (basemap.Class, bool) {
	switch {
	case t.class == "PPLX" || t.class == "PPLH" || t.class == "PPLQ" || t.class == "PPLW" || t.class == "PPLCH":
		return 0, false
	case t.class == "PPLC":
		return basemap.Capital, true
	case t.population >= 100_000 || t.class == "PPLA":
		return basemap.City, true
	case t.population >= 5000 || strings.HasPrefix(t.class, "PPLA"):
		return basemap.Town, true
	}
	return basemap.Village, true
}
