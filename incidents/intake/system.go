package intake

import (
	"fmt"
	"math"
	"strconv"
	"strings"
	"unicode"

	"github.com/paulmach/orb"

	"incidentmap/geo"
	"incidentmap/geo/projection"
	"incidentmap/incidents"
	"incidentmap/incidents/intake/columns"
	"incidentmap/incidents/intake/numbers"
	"incidentmap/incidents/intake/words"
)

// decideWhere finds the columns that say where, and how their numbers are to be read.
func (pl *plan) decideWhere(p *profile) {
	degrees := pl.column(columns.Lat) >= 0 && pl.column(columns.Lon) >= 0
	metres := pl.column(columns.X) >= 0 && pl.column(columns.Y) >= 0
	switch {
	case degrees && metres:
		pl.compareSystems(p)
	case !degrees && pl.column(columns.Lat)+pl.column(columns.Lon) > -2:
		pl.note(-1, "only one of latitude and longitude has a column", "name the other with --map lat=COLUMN or --map lon=COLUMN")
	}
	if !metres {
		pl.drop(columns.X, "kept: it has no other coordinate beside it")
		pl.drop(columns.Y, "kept: it has no other coordinate beside it")
	}
	w := &pl.where
	*w = whereColumns{
		lat: pl.column(columns.Lat), lon: pl.column(columns.Lon), pair: pl.column(columns.LatLon),
		x: pl.column(columns.X), y: pl.column(columns.Y), geometry: pl.column(columns.Geometry),
		place: pl.column(columns.Place), city: pl.column(columns.City), county: pl.column(columns.County),
		state: pl.column(columns.State), country: pl.column(columns.Country), precis: pl.column(columns.Precise), zone: -1,
	}
	q := p.pairs
	switch {
	case w.x >= 0 && w.lat < 0:
		pl.decideSystem(q, p)
	case w.lat >= 0 && q.pairs > 0 && q.large == q.pairs && (pl.systemHint(p) != 0 || pl.systemOfWords(p, w.lon, w.lat) != 0):
		// Metres under the names of degrees, of a system that is named, or that fits.
		w.x, w.y, w.lat, w.lon = w.lon, w.lat, -1, -1
		pl.decideSystem(q, p)
	case w.lat >= 0 && q.pairs > 0 && q.large == q.pairs:
		pl.note(w.lat, "its numbers are no degrees, and nothing says of which system they are", "rows are not located by them; name the system with --crs, such as EPSG:32613")
	case w.lat >= 0 && pl.isExchanged(q):
		w.exchanged = true
		pl.note(w.lat, fmt.Sprintf("none of its %d numbers can stand for a latitude beside those of %s; all can the other way round", q.pairs, incidents.Quote(pl.names[w.lon])),
			"the two columns are read as exchanged; --map lat=COLUMN and --map lon=COLUMN decide otherwise")
	case w.pair >= 0 && w.lat < 0 && (pl.isExchanged(q) || lonFirst(pl.names[w.pair]) && q.exchanged >= 0 && !latFirst(q)):
		w.pairExchanged = true
		pl.note(w.pair, "its pairs have the longitude first", "they are read so")
	case w.pair >= 0 && w.lat < 0 && q.pairs > 0 && q.either == q.pairs && !latFirstName(pl.names[w.pair]):
		pl.note(w.pair, "either number of its pairs can be the latitude, and nothing says which is", "the first is taken for it; look at the map; a column called lon_lat is read the other way round")
	}
}

// isExchanged: no pair can be latitude and longitude as they stand, all can be the other
// way round, and nobody asked for this order.
func (pl *plan) isExchanged(q pairProfile) bool {
	_, asked := pl.given[columns.Lat]
	return q.pairs >= 3 && q.exchanged == q.pairs && !asked
}

func lonFirst(name string) bool {
	key := words.Key(name)
	return strings.HasPrefix(key, "lon") || strings.HasPrefix(key, "lng")
}

func latFirstName(name string) bool { return strings.HasPrefix(words.Key(name), "lat") }

// latFirst tells that some pair cannot have the longitude first.
func latFirst(q pairProfile) bool {
	return q.pairs > 0 && math.Abs(q.low[0]) > 90 || math.Abs(q.high[0]) > 90
}

// systemHint is the EPSG code that the user, a column's name or a column of zones gives; 0
// for none.
func (pl *plan) systemHint(p *profile) int {
	if pl.EPSG != 0 {
		return pl.EPSG
	}
	for _, i := range []int{pl.column(columns.X), pl.column(columns.Y), pl.column(columns.Lat), pl.column(columns.Geometry)} {
		if i < 0 {
			continue
		}
		for _, part := range strings.FieldsFunc(pl.names[i], func(r rune) bool { return !unicode.IsDigit(r) }) {
			if code, err := strconv.Atoi(part); err == nil {
				if _, ok := projection.Find(code); ok && len(part) >= 4 {
					return code
				}
			}
		}
	}
	if column := pl.zoneColumn(p); column >= 0 {
		return oneZone(p.samples[column].Cells(), p.pairs.low[1])
	}
	return 0
}

// decideSystem finds the system of x and y.
func (pl *plan) decideSystem(q pairProfile, p *profile) {
	w := &pl.where
	code := pl.systemHint(p)
	how := "as was said"
	switch {
	case code != 0:
	case q.pairs == 0:
		return
	case q.large > 0 && pl.decideZones(p):
		return
	case q.large == 0:
		code, how = geo.SRID, "its numbers are degrees"
	case q.low[0] < -1e6 || q.high[0] > 1e7 || q.low[1] < -1e6:
		code, how = 3857, "its numbers are in the range of Web Mercator and of no UTM zone"
	default:
		code, how = pl.systemOfWords(p, w.x, w.y), "it is the only system that puts the rows where their own words say"
		if code == 0 {
			code, how = pl.systemOfView(q), "it is the only UTM zone that puts the rows into the story's view"
		}
	}
	system, ok := projection.Find(code)
	if !ok {
		w.noSystem = "the coordinates are projected, and nothing says in which system"
		pl.note(w.x, w.noSystem, "rows are not located by them; name the system with --crs, such as EPSG:32613")
		return
	}
	w.system = system
	pl.note(w.x, fmt.Sprintf("with %s read as EPSG:%d (%s): %s", incidents.Quote(pl.names[w.y]), system.EPSG, system.Name, how), "--crs decides otherwise")
	if system.Shift > 0 {
		pl.note(w.x, fmt.Sprintf("%s differs from WGS 84 by up to %.0f m", system.Name, system.Shift), "the difference is left out")
	}
}

// systemOfView tries the UTM zones of the story's view: exactly one must put all of the
// extent's corners near it.
func (pl *plan) systemOfView(q pairProfile) int {
	v := pl.Story.View.BBox
	view := orb.Bound{Min: orb.Point{v[0], v[1]}, Max: orb.Point{v[2], v[3]}}
	if v == [4]float64{} || v[0] > v[2] || v[2]-v[0] > 60 {
		return 0
	}
	view = around(view)
	found := 0
	for zone := utmZone(v[0]) - 1; zone <= utmZone(v[2])+1; zone++ {
		for _, base := range []int{32600, 32700} {
			code := base + zone
			system, ok := projection.Find(code)
			if !ok || base == 32700 && view.Min[1] > 0 || base == 32600 && view.Max[1] < 0 {
				continue
			}
			if inside(system, q.low, view) && inside(system, q.high, view) {
				if found != 0 {
					return 0
				}
				found = code
			}
		}
	}
	return found
}

func utmZone(lon float64) int { return int(math.Floor((lon+180)/6)) + 1 }

// inside tells that a projected position is in the view and in the middle of its zone's
// six degrees, or near it.
func inside(system projection.Projection, at orb.Point, view orb.Bound) bool {
	lon, lat, err := system.ToWGS84(at[0], at[1])
	return err == nil && view.Contains(orb.Point{lon, lat})
}

// compareSystems looks whether projected numbers beside degrees say the same. They are
// kept as they are and locate nothing.
func (pl *plan) compareSystems(p *profile) {
	x, y := p.samples[pl.at[columns.X]].Cells(), p.samples[pl.at[columns.Y]].Cells()
	lat, lon := p.samples[pl.at[columns.Lat]].Cells(), p.samples[pl.at[columns.Lon]].Cells()
	agree, n := 0, min(len(x), len(y), len(lat), len(lon))
	name := ""
	for i := range n {
		px, errX := numbers.Decimal(x[i], false)
		py, errY := numbers.Decimal(y[i], false)
		a, errA := angle(lat[i])
		b, errB := angle(lon[i])
		if errX != nil || errY != nil || errA != nil || errB != nil {
			continue
		}
		if which := systemAt(px, py, b.Degrees, a.Degrees); which != "" {
			agree++
			name = which
		}
	}
	reason := fmt.Sprintf("kept: latitude and longitude say where; %d of %d pairs of x and y agree with them", agree, n)
	if agree > 0 {
		reason = fmt.Sprintf("kept: latitude and longitude say where; %d of %d pairs of x and y agree with them in %s", agree, n, name)
	}
	pl.drop(columns.X, reason)
	pl.drop(columns.Y, reason)
}

// systemAt names the system in which x and y are at a longitude and latitude.
func systemAt(x, y, lon, lat float64) string {
	if math.Hypot(x-lon, y-lat) < 1e-3 {
		return "degrees"
	}
	codes := []int{3857, 6372}
	for zone := utmZone(lon) - 1; zone <= utmZone(lon)+1; zone++ {
		codes = append(codes, 32600+zone, 32700+zone)
	}
	for _, code := range codes {
		system, ok := projection.Find(code)
		if !ok {
			continue
		}
		if px, py, err := system.FromWGS84(lon, lat); err == nil && math.Hypot(px-x, py-y) < 100 {
			return fmt.Sprintf("EPSG:%d", code)
		}
	}
	return ""
}
