package intake

import (
	"fmt"
	"math"
	"slices"

	"github.com/paulmach/orb"
	orbgeo "github.com/paulmach/orb/geo"

	"incidentmap/geo"
	"incidentmap/geo/geocode"
	"incidentmap/incidents/intake/columns"
	"incidentmap/incidents/intake/coordinates"
	"incidentmap/incidents/intake/words"
)

// readSchemes are the schemes of cells that columns are read in.
var readSchemes = []coordinates.Scheme{coordinates.MGRS, coordinates.UTM, coordinates.PlusCode, coordinates.Geohash, coordinates.Quadkey, coordinates.Maidenhead}

// decideCells finds the columns of codes that stand for cells of a grid.
func (pl *plan) decideCells(p *profile, add func(f form, first, second int)) {
	for i, d := range pl.fields {
		if d.Field != "" || i >= len(p.samples) || hasColumn(pl.kept, pl.names[i]) || pl.own {
			continue
		}
		scheme := coordinates.Scheme(columns.Grid(words.Key(pl.names[i]), p.samples[i]))
		if !slices.Contains(readSchemes, scheme) {
			continue
		}
		if pl.cells == nil {
			pl.cells = map[int]coordinates.Scheme{}
		}
		pl.cells[i] = scheme
		add(asCell, i, -1)
	}
}

// fromCell reads the code of a cell in a column of a scheme.
func (c *converter) fromCell(column int) fix {
	v, scheme := c.value(column), c.cells[column]
	if v == "" || words.Missing(words.Plain(v)) {
		return fix{}
	}
	if scheme == coordinates.PlusCode {
		if code, town, ok := coordinates.ShortPlusCode(v); ok {
			return c.fromShort(v, code, town)
		}
	}
	return fromCode(scheme, v)
}

// fromCode reads the code of a cell.
func fromCode(scheme coordinates.Scheme, v string) fix {
	cell, err := coordinates.ParseCell(scheme, v)
	if err != nil {
		return bad(v, err.Error())
	}
	return fix{geometry: cell.Center, cellM: cell.RadiusM}
}

// fromShort reads a short plus code beside the town that the words behind it name, or else the row.
func (c *converter) fromShort(v, code, town string) fix {
	const unsure = "is a short plus code, and no one town is known that it is near"
	if c.Geocoder == nil || c.places == nil {
		return bad(v, unsure)
	}
	f := c.placeFields(false)
	if town != "" {
		f = geocode.Fields{Place: town, State: f.State, Country: f.Country}
	}
	near := c.lookUp(f)
	at, isPoint := near.location.Geometry.(orb.Point)
	if !near.found || near.words != "" || !isPoint || near.location.Precision != geo.Locality {
		return bad(v, unsure)
	}
	cell, err := coordinates.NearTown(code, at, near.location.RadiusM)
	if err != nil {
		return bad(v, err.Error())
	}
	return fix{geometry: cell.Center, cellM: cell.RadiusM}
}

// compareCells tells of codes that stand for cells elsewhere than the position that is taken.
func (c *converter) compareCells(at fix) {
	p, isPoint := at.geometry.(orb.Point)
	for _, s := range c.positions {
		if !isPoint || s.form != asCell || s == at.at {
			continue
		}
		f := c.fix(s)
		other, ok := f.geometry.(orb.Point)
		if ok && orbgeo.DistanceHaversine(p, other) > sameM+f.cellM+at.cellM {
			c.note(s.first, c.value(s.first), "is elsewhere than the position that is taken, more than 5 km from it", "the code is kept as it is; look which is right")
		}
	}
}

// ofCell makes a location no more exact than the cell that its code stands for.
func ofCell(loc *geo.Location, cellM float64) {
	if cellM <= max(exactM, loc.RadiusM) || loc.Precision != geo.Exact && loc.Precision != geo.Near && loc.Precision != geo.AsGiven {
		return
	}
	loc.Precision, loc.RadiusM = geo.Near, math.Ceil(cellM/100)*100
	loc.Method.Reasons = append(loc.Method.Reasons, fmt.Sprintf("its code stands for a cell that reaches %.0f m from its middle", loc.RadiusM))
}

// noteGrids tells of columns that say where something is by codes, and whether they are read, in a file that says it in no
// other way.
func (pl *plan) noteGrids(p *profile) {
	if pl.own || pl.geometries {
		return
	}
	for i, d := range pl.fields {
		switch d.Field {
		case "", columns.Place, columns.Address, columns.LatLon, columns.ID, columns.State, columns.County:
		default:
			continue
		}
		if i >= len(p.samples) || hasColumn(pl.kept, pl.names[i]) || pl.isAreaCode(i) {
			continue
		}
		of := columns.Grid(words.Key(pl.names[i]), p.samples[i])
		switch {
		case pl.cells[i] != "":
			pl.note(i, "holds positions as "+of, "each is read as the middle of the cell that it stands for; such codes have no check digits, so look at the map")
		case of == "" || d.Field == columns.Place && slices.Contains(readSchemes, coordinates.Scheme(of)):
		default:
			pl.note(i, "holds positions or areas as "+of+", which are not read", "rows are not located by them; give latitude and longitude, or names of places, besides")
		}
	}
}
