package intake

import (
	"sync"

	"github.com/paulmach/orb"

	"incidentmap/geo"
	"incidentmap/geo/geocode"
)

// place is what the words of a row name.
type place struct {
	found    bool
	location geo.Location
	bound    orb.Bound // of its geometry
	reason   string    // why nothing was found
}

// places remembers what words were looked up. All workers share it.
type places struct {
	geocoder Geocoder
	context  geocode.Context

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

// find looks words up.
func (p *places) find(query []byte) place {
	p.RLock()
	known, ok := p.known[string(query)] // does not allocate
	p.RUnlock()
	if ok {
		return known
	}
	text := string(query)
	known = p.ask(text)
	p.Lock()
	defer p.Unlock()
	if len(p.known) >= maxPlaces {
		clear(p.known)
	}
	p.known[text] = known
	return known
}

func (p *places) ask(text string) place {
	res := p.geocoder.Geocode(text, p.context)
	switch {
	case len(res.Candidates) == 0:
		return place{reason: "no place is known by these words"}
	case res.Ambiguous:
		return place{reason: res.Ambiguity}
	case res.Candidates[0].Score < least:
		return place{reason: "the likeliest place, " + res.Candidates[0].Label + ", is too unlikely"}
	}
	top := res.Candidates[0]
	if top.Location.Geometry == nil {
		return place{reason: "the place has no position in the gazetteer"}
	}
	return place{found: true, location: top.Location, bound: top.Location.Geometry.Bound()}
}

// resolve looks up the words of the row for its place: the town with the areas that hold
// it, then wider and wider areas. Without any column of areas it is the place's own words,
// which are asked for only where there are no coordinates. It gives the words as well, where
// nothing was found by them.
func (c *converter) resolve() (place, string) {
	w := &c.where
	if c.Geocoder == nil {
		return place{}, c.join(c.spokenPlace(), c.value(w.city), c.value(w.county), c.value(w.state), c.value(w.country))
	}
	city, county, state, country := c.value(w.city), c.value(w.county), c.value(w.state), c.value(w.country)
	holder := country
	if holder == "" {
		holder = c.country // a help to find a town, but not what the row says
	}
	if city == "" && county == "" {
		city = c.spokenPlace()
		if c.hasCoordinates() {
			city = ""
		}
	}
	first, asked := place{}, ""
	for _, parts := range [][4]string{{city, county, state, holder}, {city, "", state, holder}, {county, "", state, holder}, {state, "", "", holder}, {country, "", "", ""}} {
		if parts[0] == "" {
			continue
		}
		c.joined(parts[:]...)
		if string(c.query) == asked {
			continue
		}
		found := c.places.find(c.query)
		if found.found && asked == "" {
			return found, ""
		}
		if found.found {
			return found.wider(first, asked), asked
		}
		if asked == "" {
			first, asked = found, string(c.query)
		}
	}
	return first, asked
}

// wider says, of an area, what more exact words it stands for.
func (p place) wider(first place, asked string) place {
	if asked == "" {
		return p
	}
	p.location.Method.Reasons = append([]string{"it stands for " + asked + ": " + first.reason}, p.location.Method.Reasons...)
	return p
}

// spokenPlace is the words of the place columns without those of areas.
func (c *converter) spokenPlace() string {
	if v := c.value(c.where.place); v != "" {
		return v
	}
	if len(c.addresses) > 0 {
		// Streets are not in a gazetteer; of several columns the last is the widest.
		return c.value(c.addresses[len(c.addresses)-1])
	}
	return ""
}

// hasCoordinates tells that a cell holds something for a position.
func (c *converter) hasCoordinates() bool {
	w := &c.where
	for _, i := range []int{w.geometry, w.lat, w.pair, w.x} {
		if c.value(i) != "" {
			return true
		}
	}
	return c.located
}

// join writes words with commas between them.
func (c *converter) join(parts ...string) string {
	c.joined(parts...)
	return string(c.query)
}

// joined is join into the converter's buffer.
func (c *converter) joined(parts ...string) {
	b := c.query[:0]
	for i, p := range parts {
		if p == "" || i > 0 && p == parts[0] || c.isMissing(p) {
			continue
		}
		if len(b) > 0 {
			b = append(b, ", "...)
		}
		b = append(b, p...)
	}
	c.query = b
}

// area finds the area of a precision that a row names.
func (c *converter) area(p geo.Precision, named place) (geo.Location, bool) {
	if c.Geocoder == nil {
		return geo.Location{}, false
	}
	w := &c.where
	state, country := c.value(w.state), c.value(w.country)
	var query string
	switch p {
	case geo.Admin2:
		query = c.join(c.value(w.county), state, country)
	case geo.Admin1:
		query = c.join(state, country)
	case geo.Country:
		query = c.join(country)
	}
	if named.found && named.location.Precision == p {
		return named.location, true
	}
	if query == "" {
		return geo.Location{}, false
	}
	found := c.places.find([]byte(query))
	return found.location, found.found && found.location.Precision == p
}

const (
	askedPlaces = 60 // rows that are looked up to find the file's country
	leastKnown  = 10 // of which so many must be found
)

// decideCountry finds the country in which the towns of the file's first rows lie: nine
// in ten of those that are found. It helps to tell places of one name apart, and states
// that are named by letters.
func (pl *plan) decideCountry(p *profile) {
	w := &pl.where
	if pl.Geocoder == nil || pl.Country != "" || w.country >= 0 || w.state < 0 || w.city < 0 && w.county < 0 {
		return
	}
	known := newPlaces(pl)
	found, counts := 0, map[string]int{}
	for _, row := range p.beginning {
		town := cell(row, w.city)
		if town == "" {
			town = cell(row, w.county)
		}
		if town == "" || cell(row, w.state) == "" {
			continue
		}
		if at := known.find([]byte(town + ", " + cell(row, w.state))); at.found && at.location.Admin.Country != "" {
			found++
			counts[at.location.Admin.Country]++
		}
	}
	for country, n := range counts {
		if found >= leastKnown && n*10 >= found*9 {
			pl.country = country
			pl.note(w.state, "the towns and states of the first rows lie in the country "+country, "other places are looked for there, too; --country decides otherwise")
		}
	}
}
