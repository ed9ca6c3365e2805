package intake

import (
	"strings"
	"sync"

	"github.com/paulmach/orb"

	"incidentmap/geo"
	"incidentmap/geo/geocode"
	"incidentmap/incidents/intake/columns"
)

// place is what the words of a row name.
type place struct {
	found    bool
	location geo.Location
	bound    orb.Bound // of its geometry
	words    string    // those that no place was found for, where it stands for them
	reason   string    // why nothing, or only a wider area, was found
	wider    string    // why the area stands for what was found
	query    string    // where it does: the words that were asked for
}

// places remembers what was looked up. All workers share it.
type places struct {
	geocoder Geocoder
	context  geocode.Context

	bounds Bounds

	sync.RWMutex
	known map[string]place
}

// maxPlaces is how many answers are remembered; then all are forgotten.
const maxPlaces = 1 << 15

func newPlaces(pl *plan) *places {
	ctx := geocode.Context{Country: pl.Country, Lang: pl.lang}
	if ctx.Country == "" {
		ctx.Country = pl.country
	}
	v := pl.Story.View.BBox
	switch {
	case pl.hasCore:
		at := pl.core.Center()
		ctx.Near = &at
	case v != [4]float64{} && v[2]-v[0] > 0 && v[2]-v[0] < 60:
		ctx.Near = &orb.Point{(v[0] + v[2]) / 2, (v[1] + v[3]) / 2}
	}
	return &places{geocoder: pl.Geocoder, context: ctx, known: map[string]place{}}
}

// least is the score that a place needs to be believed without coordinates.
const least = 0.3

// find looks a row's fields up. key is the same for the same fields.
func (p *places) find(key []byte, f geocode.Fields) place {
	p.RLock()
	known, ok := p.known[string(key)] // does not allocate
	p.RUnlock()
	if ok {
		return known
	}
	known = p.ask(f)
	p.Lock()
	defer p.Unlock()
	if len(p.known) >= maxPlaces {
		clear(p.known)
	}
	p.known[string(key)] = known
	return known
}

func (p *places) ask(f geocode.Fields) place {
	res := p.geocoder.Resolve(f, p.context)
	switch {
	case len(res.Candidates) == 0:
		return place{words: res.Unfound, reason: res.Reason}
	case res.Ambiguous:
		return place{words: res.Query, reason: res.Ambiguity}
	case res.Candidates[0].Score < least:
		return place{words: res.Query, reason: "the likeliest place, " + res.Candidates[0].Label + ", is too unlikely"}
	}
	top := res.Candidates[0]
	if top.Location.Geometry == nil {
		return place{words: res.Query, reason: "the place has no position in the gazetteer"}
	}
	return place{found: true, location: top.Location, bound: p.bounds.Of(&top.Location), words: res.Unfound, reason: res.Reason, wider: top.Wider, query: res.Query}
}

// resolve looks up what the row says of its place, each field as what its column is, with or
// without words that name no area.
func (c *converter) resolve(withPlace bool) (place, geocode.Fields) {
	f := c.placeFields(withPlace)
	if c.Geocoder == nil || f == (geocode.Fields{}) {
		return place{}, f
	}
	return c.lookUp(f), f
}

// lookUp asks for fields, or remembers what was found by them.
func (c *converter) lookUp(f geocode.Fields) place {
	c.query = c.query[:0]
	for _, s := range [...]string{f.Place, f.City, f.County, f.State, f.Country} {
		c.query = append(append(c.query, s...), 0)
	}
	return c.places.find(c.query, f)
}

// placeFields are the row's names of its place and of what holds it.
func (c *converter) placeFields(withPlace bool) geocode.Fields {
	w := &c.where
	f := geocode.Fields{City: c.nameIn(w.city), County: c.nameIn(w.county), State: c.nameIn(w.state), Country: c.countryIn()}
	if f.State == "" && f.County == "" {
		f.County = c.codedArea()
	}
	if f.City == "" && withPlace {
		f.Place = c.spokenPlace()
	}
	return f
}

// nameIn is a cell that names something. In a column of codes what stands for nothing
// elsewhere is a code, too: SD is South Dakota, NA Namibia.
func (c *converter) nameIn(column int) string {
	v := c.value(column)
	if isCode := c.coded[column] && isAreaCode(v); !isCode && c.isMissing(v) {
		return ""
	}
	return v
}

func isAreaCode(v string) bool {
	return len(v) == 2 && v[0] >= 'A' && v[0] <= 'Z' && v[1] >= 'A' && v[1] <= 'Z'
}

// decideCoded finds the columns of areas whose cells are mostly codes of two letters.
func (pl *plan) decideCoded(p *profile) {
	pl.coded = map[int]bool{}
	for _, i := range []int{pl.where.state, pl.where.country} {
		if i < 0 || i >= len(p.samples) {
			continue
		}
		n, cells := 0, p.samples[i].Cells()
		for _, v := range cells {
			if isAreaCode(v) {
				n++
			}
		}
		pl.coded[i] = len(cells) > 0 && 2*n > len(cells)
	}
}

// spokenPlace is the words of the place columns without those of areas.
func (c *converter) spokenPlace() string {
	if v := c.nameIn(c.where.place); v != "" && !columns.IsCoordinates(v) {
		return v
	}
	if len(c.addresses) > 0 {
		// Of several columns of an address the last is the widest.
		return c.nameIn(c.addresses[len(c.addresses)-1])
	}
	return ""
}

// hasCoordinates tells that a cell holds something for a position.
func (c *converter) hasCoordinates() bool {
	if c.located {
		return true
	}
	for i := range c.positions {
		if s := &c.positions[i]; c.value(s.first) != "" && (s.form != asWords || columns.IsCoordinates(c.value(s.first))) {
			return true
		}
	}
	return false
}

const (
	askedPlaces = 300 // rows whose states are looked at to find the file's country
	// leastStates is the share of the states of a file that must be known for its column to
	// be one of states, from so many different ones on.
	leastStates, someStates = 0.25, 4
)

// decideCountry finds the country that the states of the file's first rows are of. It tells
// which states are meant that are named by letters, or by a name of several countries. A
// column of states that names none binds nothing: it holds regions of another kind.
func (pl *plan) decideCountry(p *profile) {
	w := &pl.where
	if pl.Geocoder == nil || w.state < 0 {
		return
	}
	var rows []geocode.Fields
	seen := map[geocode.Fields]bool{}
	for _, row := range p.beginning {
		country := cell(row, w.country)
		if iso, ok := pl.scheme.Country(country); ok && pl.scheme != "" {
			country = iso
		}
		f := geocode.Fields{City: cell(row, w.city), County: cell(row, w.county), State: strings.TrimSpace(cell(row, w.state)), Country: country}
		if f.State != "" && !seen[f] {
			seen[f] = true
			rows = append(rows, f)
		}
	}
	if pl.Country == "" && w.country < 0 {
		if country, ok := pl.Geocoder.CommonCountry(rows); ok {
			pl.country = country
			pl.note(w.state, "its states are of the country "+country, "all places are looked for in it; --country decides otherwise")
		}
	}
	known := newPlaces(pl)
	states, found := map[geocode.Fields]bool{}, 0
	for _, f := range rows {
		f.City, f.County = "", ""
		if states[f] {
			continue
		}
		states[f] = true
		if at := known.ask(f); at.words == "" && at.found || strings.HasPrefix(at.reason, "it may be") {
			found++
		}
	}
	if found == 0 && len(states) > 0 && w.county < 0 && pl.areCounties(known, rows) {
		pl.note(w.state, "its words name no states, and parts of states, such as the departments of France", "they are looked for as those")
		pl.fields[w.state].Field = columns.County
		w.county, w.state = w.state, -1
		return
	}
	if len(states) >= someStates && float64(found) < leastStates*float64(len(states)) {
		column := w.state
		pl.drop(columns.State, "its words name no states")
		w.state = -1
		pl.note(column, "hardly any of its words is the name of a state or province", "it is kept, and places are looked for without it")
	}
}

// areCounties tells that most of the states of some rows are the names of counties instead.
func (pl *plan) areCounties(known *places, rows []geocode.Fields) bool {
	found, asked := 0, map[string]bool{}
	for _, f := range rows {
		if asked[f.State] {
			continue
		}
		asked[f.State] = true
		at := known.ask(geocode.Fields{County: f.State, Country: f.Country})
		if at.found && at.words == "" && at.location.Precision == geo.Admin2 {
			found++
		}
	}
	return 2*found > len(asked)
}
