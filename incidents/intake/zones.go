package intake

import (
	"fmt"
	"strings"

	"incidentmap/geo/projection"
	"incidentmap/incidents"
	"incidentmap/incidents/intake/coordinates"
	"incidentmap/incidents/intake/words"
)

// zoneColumn finds the column that names the UTM zone or the system of each row's coordinates; -1 for none.
func (pl *plan) zoneColumn(p *profile) int {
	for i, name := range pl.names {
		key, isGeneral := words.Key(name), false
		switch {
		case i >= len(p.samples):
			return -1
		case strings.Contains(key, "utm zone"), strings.Contains(key, "zona utm"), key == "huso", strings.Contains(key, "epsg"), strings.Contains(key, "srid"):
		case key == "utm", key == "fuso", key == "fuso utm", key == "zone utm", key == "utmzone":
		case key == "zone", key == "zona":
			isGeneral = true // numbers alone may be those of a police force
		default:
			continue
		}
		cells := p.samples[i].Cells()
		named := 0
		for _, c := range cells {
			if coordinates.ZoneCode(c, 0) != 0 && (!isGeneral || strings.Trim(c, "0123456789 ") != "") {
				named++
			}
		}
		if named > 0 && named*10 >= len(cells)*9 {
			return i
		}
	}
	return -1
}

// oneZone gives the system that all cells of a column name, 0 for several. y is the least northing.
func oneZone(cells []string, y float64) int {
	for _, c := range cells {
		if c != cells[0] {
			return 0
		}
	}
	if len(cells) == 0 {
		return 0
	}
	return coordinates.ZoneCode(cells[0], y)
}

// decideZones takes the zone of each row from its own column where rows are of several.
func (pl *plan) decideZones(p *profile) bool {
	column := pl.zoneColumn(p)
	if column < 0 || oneZone(p.samples[column].Cells(), p.pairs.low[1]) != 0 {
		return false
	}
	pl.where.zone = column
	pl.note(pl.where.x, fmt.Sprintf("with %s read in the UTM zone that %s names in each row", incidents.Quote(pl.names[pl.where.y]), incidents.Quote(pl.names[column])), "--crs decides otherwise")
	return true
}

// systemOf gives the system of the row's projected coordinates, or why it is not known.
func (c *converter) systemOf(y float64) (projection.Projection, string) {
	w := &c.where
	if w.zone < 0 {
		reason := w.noSystem
		if reason == "" {
			reason = "the coordinates are projected, and nothing says in which system"
		}
		return w.system, reason
	}
	system, ok := projection.Find(coordinates.ZoneCode(c.value(w.zone), y))
	if !ok {
		return system, "the coordinates are projected, and the row names no zone of UTM that is known"
	}
	return system, ""
}
