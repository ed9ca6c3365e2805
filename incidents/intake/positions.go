package intake

import (
	"errors"
	"math"
	"slices"

	"github.com/paulmach/orb"

	"incidentmap/incidents"
	"incidentmap/incidents/intake/columns"
	"incidentmap/incidents/intake/coordinates"
	"incidentmap/incidents/intake/numbers"
	"incidentmap/incidents/intake/words"
	"incidentmap/incidents/records"
)

// form is how a file writes positions.
type form uint8

const (
	asGeometry  form = iota // Well-Known Text and the like in one column
	asColumns               // latitude and longitude
	asPair                  // both in one column
	asProjected             // x and y, of the plan's system
	asWords                 // a geometry or both coordinates among words for places
	asCell                  // a code that stands for a cell of a grid
)

// position is one of the ways in which a file gives positions. Each row takes the first that
// can be right in it.
type position struct {
	form
	first, second int // columns: the latitude and the longitude, x and y; second is -1 for one column
	usable        int // rows of the file's beginning in which it can be right
}

// fix is what a position says in one row.
type fix struct {
	geometry orb.Geometry // nil where there is none that can be used
	// step is the size in degrees of the last digit of a point's coordinates; 0 where it is
	// not known.
	step float64
	// cellM is how far, in metres, the cell reaches that the position is the middle of; 0 where it is of none.
	cellM float64
	at    position
	// value and reason say what there is and why it is not used; both are empty where there is
	// nothing.
	value, reason string
	repairs       []coordinates.Repair
}

func bad(value, reason string) fix { return fix{value: value, reason: reason} }

// readPosition gives the position of the record, its geometry in degrees or nil; given tells
// that there was something for one, which was told of if it could not be used.
func (c *converter) readPosition(rec *records.Record, named place) (at fix, given bool) {
	var first fix // that cannot be used
	try := func(f fix) bool {
		if p, isPoint := f.geometry.(orb.Point); isPoint {
			if reason := misplaced(p); reason != "" && !c.isVouched(p, reason, named) {
				f = fix{at: f.at, value: degreesText(p), reason: reason}
			} else if c.standIns[p] {
				f = fix{at: f.at, value: degreesText(p), reason: standIn}
			} else if reason := c.suspect(p, named); reason != "" {
				f = fix{at: f.at, value: degreesText(p), reason: reason}
			}
		}
		if f.geometry == nil && first.reason == "" {
			first = f
		}
		at = f
		return f.geometry != nil
	}
	if rec.Geometry != nil {
		f := fix{geometry: rec.Geometry, at: position{first: -1, second: -1}}
		if p, isPoint := rec.Geometry.(orb.Point); isPoint {
			f.step = min(coordinates.StepOf(p[0]), coordinates.StepOf(p[1]))
		}
		if try(f) {
			c.compare(at)
			c.compareCells(at)
			c.keepPositions(position{first: -1, second: -1})
			return at, true
		}
	}
	for _, s := range c.positions {
		f := c.fix(s)
		if f.at = s; f.geometry == nil && f.reason == "" || !try(f) {
			continue
		}
		c.takeRepairs(f)
		c.keepPositions(s)
		c.compareCells(at)
		switch {
		case s.form == asWords:
			c.note(s.first, c.value(s.first), "are coordinates and no words for a place", "the position is read from them")
		case first.reason != "":
			c.note(first.at.first, first.value, first.reason, "the position is read from "+incidents.Quote(c.names[s.first])+" instead")
		case c.geometries:
			c.note(s.first, c.value(s.first), "the record has no geometry of its own", "its coordinates are read from this column")
		}
		return at, true
	}
	if first.reason == "" {
		return fix{}, false
	}
	action := notUsed
	if len(first.value) > keptGeometry {
		action = "the coordinates are not used, and are left out"
	}
	c.takeRepairs(first)
	c.lose(first.at.first, first.value, first.reason, action)
	if len(first.value) <= keptGeometry {
		c.keepPositions(position{first: -1, second: -1})
	}
	return fix{}, true
}

const (
	// keptGeometry is how many bytes of a geometry that cannot be used are kept as they are:
	// beyond them they would be a burden to every reader of the incident.
	keptGeometry   = 10_000
	mendedGeometry = "the geometry is taken as it was mended"
	notUsed        = "the coordinates are not used, and are kept as they are"
)

// keepPositions keeps the cells of all positions but the one that is used.
func (c *converter) keepPositions(used position) {
	for _, s := range c.positions {
		if s.form == asWords {
			if s != used && columns.IsCoordinates(c.value(s.first)) { // else they are words, which the place has
				c.keep(s.first)
			}
			continue
		}
		if s.first != used.first && s.first != used.second {
			c.keep(s.first)
		}
		if s.second != used.first && s.second != used.second {
			c.keep(s.second)
		}
		if used.form == asProjected && s == used && !c.where.system.Geographic {
			c.keepAll(s.first, s.second)
		}
	}
}

// keepAll keeps cells that say the same as others, or may.
func (c *converter) keepAll(all ...int) {
	for _, i := range all {
		c.keep(i)
	}
}

// takeRepairs tells of what was mended in a geometry.
func (c *converter) takeRepairs(f fix) {
	for _, r := range f.repairs {
		if r.Lost {
			c.lose(f.at.first, c.value(f.at.first), r.Text, mendedGeometry)
		} else {
			c.note(f.at.first, c.value(f.at.first), r.Text, mendedGeometry)
		}
	}
}

// fix reads one position of the row at hand.
func (c *converter) fix(s position) fix {
	switch s.form {
	case asGeometry:
		return c.fromText(c.value(s.first))
	case asColumns:
		if f, ok := c.withoutLetter(s); ok {
			return f
		}
		return fromColumns(c.angleText(s.first), c.angleText(s.second), c.hemispheres[s.first])
	case asPair:
		return c.fromPair(c.value(s.first))
	case asWords:
		return c.fromWords(s.first)
	case asCell:
		return c.fromCell(s.first)
	}
	return c.fromProjected(c.value(s.first), c.value(s.second))
}

func (c *converter) fromText(v string) fix {
	if v == "" {
		return fix{}
	}
	g, repairs, err := coordinates.ParseGeometry(v, c.EPSG)
	if err != nil {
		f := bad(v, err.Error())
		f.repairs = repairs
		return f
	}
	f := fix{geometry: g, repairs: repairs}
	if p, isPoint := g.(orb.Point); isPoint {
		f.step = min(coordinates.StepOf(p[0]), coordinates.StepOf(p[1]))
	}
	return f
}

// fromColumns reads latitude and longitude of two cells, of columns whose names may say the hemispheres.
func fromColumns(vLat, vLon string, named hemispheres) fix {
	lat, errLat := coordinate(vLat)
	lon, errLon := coordinate(vLon)
	missLat, missLon := errors.Is(errLat, errMissing), errors.Is(errLon, errMissing)
	switch {
	case missLat && missLon:
		return fix{}
	case missLat || missLon:
		return bad(vLat+", "+vLon, "only one of the two coordinates is given")
	case errLat != nil:
		return bad(vLat, "the latitude "+errLat.Error())
	case errLon != nil:
		return bad(vLon, "the longitude "+errLon.Error())
	case lat.Axis == coordinates.Lon || lon.Axis == coordinates.Lat:
		return bad(vLat+", "+vLon, "the letters say that latitude and longitude are exchanged")
	}
	lat, lon = named.apply(lat, lon)
	return fix{geometry: orb.Point{lon.Degrees, lat.Degrees}, step: min(lat.Step, lon.Step)}
}

// errMissing says that a cell holds no coordinate.
var errMissing = errors.New("is missing")

func coordinate(v string) (coordinates.Angle, error) {
	if v == "" {
		return coordinates.Angle{}, errMissing
	}
	a, err := coordinates.ParseAngle(v)
	if err != nil && words.Missing(words.Plain(v)) {
		return a, errMissing
	}
	return a, err
}

// fromPair reads both coordinates of one cell.
func (c *converter) fromPair(v string) fix {
	if v == "" {
		return fix{}
	}
	if scheme := coordinates.SchemeOf(v); scheme != "" {
		return fromCode(scheme, v)
	}
	p, err := coordinates.ParsePair(v)
	if err != nil {
		if words.Missing(words.Plain(v)) {
			return fix{}
		}
		return bad(v, err.Error())
	}
	lat, lon := p.First, p.Second
	if lat.Axis == coordinates.Lon || lon.Axis == coordinates.Lat ||
		c.where.pairExchanged && lat.Axis == coordinates.Unsaid && lon.Axis == coordinates.Unsaid {
		lat, lon = lon, lat
	}
	return fix{geometry: orb.Point{lon.Degrees, lat.Degrees}, step: min(lat.Step, lon.Step)}
}

// fromWords reads a geometry or a pair of coordinates that stands where others have words for a place.
func (c *converter) fromWords(column int) fix {
	v := c.value(column)
	if code, town, ok := coordinates.ShortPlusCode(v); ok && town != "" {
		return c.fromShort(v, code, town)
	}
	switch {
	case !columns.IsCoordinates(v):
		return fix{}
	case coordinates.IsGeometry(v):
		return c.fromText(v)
	}
	return c.fromPair(v)
}

// fromProjected reads x and y of two cells.
func (c *converter) fromProjected(vx, vy string) fix {
	value := vx + ", " + vy
	x, errX := numbers.Decimal(vx, false)
	y, errY := numbers.Decimal(vy, false)
	noX, noY := words.Missing(words.Plain(vx)), words.Missing(words.Plain(vy))
	switch {
	case noX && noY:
		return fix{}
	case noX || noY:
		return bad(value, "only one of the two coordinates is given")
	case errX != nil:
		return bad(vx, errX.Error())
	case errY != nil:
		return bad(vy, errY.Error())
	case x == 0 && y == 0:
		return bad(value, nullIsland)
	}
	system, reason := c.systemOf(y)
	if system.Name == "" {
		return bad(value, reason)
	}
	lon, lat, err := system.ToWGS84(x, y)
	if err != nil {
		return bad(value, err.Error())
	}
	f := fix{}
	if system.Geographic {
		f.step = min(coordinates.StepOf(x), coordinates.StepOf(y))
	} else {
		lon, lat = math.Round(lon*1e8)/1e8, math.Round(lat*1e8)/1e8
	}
	f.geometry = orb.Point{lon, lat}
	return f
}

// decidePositions lists the ways in which the file gives positions: first those that can be
// right in most rows.
func (pl *plan) decidePositions(p *profile) {
	w := &pl.where
	add := func(f form, first, second int) {
		if first < 0 || second < 0 && (f == asColumns || f == asProjected) {
			return
		}
		if !slices.ContainsFunc(pl.positions, func(s position) bool { return s.first == first }) {
			pl.positions = append(pl.positions, position{form: f, first: first, second: second})
		}
	}
	lat, lon := w.lat, w.lon
	if w.exchanged {
		lat, lon = lon, lat
	}
	add(asGeometry, w.geometry, -1)
	add(asColumns, lat, lon)
	add(asPair, w.pair, -1)
	add(asProjected, w.x, w.y)
	// Columns of no other use may hold positions that some rows have only there.
	for i, d := range pl.fields {
		if d.Field != "" || i >= len(p.samples) || hasColumn(pl.kept, pl.names[i]) || pl.own {
			continue
		}
		switch p.samples[i].Position() {
		case columns.Geometry:
			add(asGeometry, i, -1)
		case columns.LatLon:
			add(asPair, i, -1)
		}
	}
	for _, pair := range columns.Pairs(pl.names) {
		if pl.fields[pair[0]].Field == "" && pl.fields[pair[1]].Field == "" && !pl.own {
			add(asColumns, pair[0], pair[1])
		}
	}
	pl.decideCells(p, add)
	pl.decideHemispheres()
	pl.decideLetters(p)
	pl.notePacked(p)
	pl.rankPositions(p)
	pl.decideMiddles()
	// What stands among words for places comes last.
	if i := w.place; i >= 0 && !pl.own {
		add(asWords, i, -1)
	}
}
