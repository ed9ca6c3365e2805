package intake

import (
	"strings"

	"github.com/paulmach/orb"

	"incidentmap/geo/geocode"
	"incidentmap/geo/projection"
	"incidentmap/incidents/intake/numbers"
)

const (
	// fittingRows is how many rows whose words name a place are held against systems, and
	// leastFitting the share of them that a system must put where they say.
	fittingRows, leastFitting = 40, 0.8
)

// systemOfWords gives the EPSG code of the one system that puts the projected coordinates of
// the file's first rows where the rows' own words say; 0 where none does, or several. Zones of
// UTM lie six degrees apart, so that a state or a small country mostly tells.
func (pl *plan) systemOfWords(p *profile, xAt, yAt int) int {
	if pl.Geocoder == nil || xAt < 0 || yAt < 0 {
		return 0
	}
	w, known := &pl.where, newPlaces(pl)
	var rows []orb.Point
	var where []place
	for _, row := range p.beginning {
		x, errX := numbers.Decimal(cell(row, xAt), false)
		y, errY := numbers.Decimal(cell(row, yAt), false)
		f := geocode.Fields{City: trimmed(row, w.city), County: trimmed(row, w.county), State: trimmed(row, w.state), Country: trimmed(row, w.country)}
		if errX != nil || errY != nil || f == (geocode.Fields{}) {
			continue
		}
		if at := known.ask(f); at.found {
			rows, where = append(rows, orb.Point{x, y}), append(where, at)
		}
		if len(rows) >= fittingRows {
			break
		}
	}
	found := 0
	for _, code := range metricSystems() {
		system, ok := projection.Find(code)
		if !ok || !fits(system, rows, where) {
			continue
		}
		if found != 0 {
			return 0
		}
		found = code
	}
	return found
}

func trimmed(row []string, column int) string { return strings.TrimSpace(cell(row, column)) }

// metricSystems are the systems that coordinates without a name are held against.
func metricSystems() []int {
	codes := []int{3857, 6372}
	for zone := 1; zone <= 60; zone++ {
		codes = append(codes, 32600+zone, 32700+zone)
	}
	return codes
}

// fits tells that a system puts most rows where they say.
func fits(system projection.Projection, rows []orb.Point, where []place) bool {
	good := 0
	for i, at := range rows {
		lon, lat, err := system.ToWGS84(at[0], at[1])
		if err == nil && where[i].holds(orb.Point{lon, lat}) {
			good++
		}
	}
	return good > 0 && float64(good) >= leastFitting*float64(len(rows))
}
