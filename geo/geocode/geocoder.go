package geocode

import (
	"slices"
	"strings"
	"sync"

	"github.com/paulmach/orb"

	"incidentmap/geo"
	"incidentmap/geo/gazetteer"
)

// Areas gives the outline of an area by its code ("MX", "MX.14"), and false where it has
// none. A geocoder asks once for each area and remembers the answer.
type Areas interface {
	Area(code string) (orb.Geometry, bool)
}

// Geocoder finds places by description. It is safe for concurrent use.
type Geocoder struct {
	g        *gazetteer.Gazetteer
	areas    Areas
	locator  *gazetteer.Locator
	nearby   nearNames
	outlines sync.Map // code: orb.Geometry or nil; decoding an outline takes longer than all else
}

// New makes a geocoder. Without areas (nil), states and countries are located by a point
// and a radius.
func New(g *gazetteer.Gazetteer, areas Areas) *Geocoder {
	return &Geocoder{g: g, areas: areas, locator: gazetteer.NewLocator(g, areas)}
}

// AreasAt gives the administrative areas that a point (longitude, latitude) lies in, and
// false where they are not known, as at sea. They are marked as derived.
func (c *Geocoder) AreasAt(p orb.Point) (geo.Admin, bool) {
	a, ok := c.locator.At(p)
	a.Derived = ok
	return a, ok
}

// Context is what is known about a query besides its words; every part is optional.
type Context struct {
	Country string     // ISO 3166-1 alpha-2: places in it are preferred
	Near    *orb.Point // longitude, latitude: places near it are preferred
	Lang    string     // "es" or "en": the language of names in the result, English otherwise
}

// Result is the answer to one query. No candidates means that nothing is known by the
// words.
type Result struct {
	Query      string      `json:"query"`
	Candidates []Candidate `json:"candidates"` // the likeliest first, at most ten
	// Ambiguous tells that another candidate is about as likely as the first, and
	// nothing in the query or its context tells them apart; Ambiguity says so in words.
	Ambiguous bool   `json:"ambiguous"`
	Ambiguity string `json:"ambiguity,omitempty"`
	// Unfound is the words for which no place was found, where the candidates are of an area
	// or town that holds it. Reason says why, and why there are no candidates, or several.
	Unfound string `json:"unfound,omitempty"`
	Reason  string `json:"reason,omitempty"`
}

// Candidate is one place that the words may mean.
type Candidate struct {
	Name    string         `json:"name"`  // in the language asked for: "Guadalajara"
	Label   string         `json:"label"` // the name and where it lies: "Guadalajara, Jalisco, Mexico"
	Kind    gazetteer.Kind `json:"kind"`
	Score   float64        `json:"score"` // 0 to 1; comparable within a result
	Reasons []string       `json:"reasons"`
	// Wider says why the location is that of an area which holds what the words name, or of which they name a part;
	// empty where it is the place's own.
	Wider string `json:"-"`
	// Location of an area has the outline that other results have too: do not change it.
	Location geo.Location `json:"location"`
}

// maxCandidates is how many candidates a result has at most.
const maxCandidates = 10

// Geocode answers a query. Areas that the query names after the place are bounds: what lies
// outside of them is no candidate. Where nothing within them is known by the first words,
// the candidates are of what stands after those, and say so.
func (c *Geocoder) Geocode(query string, ctx Context) Result {
	return c.geocode(query, ctx, scope{})
}

// maxSteps is how many parts of a query are left out, one after the other, to find what the
// rest names.
const maxSteps = 6

// The reasons for which nothing is found.
const (
	unknown = "no place is known by these words"
	sea     = "it is a sea, of which no outline is known here"
	region  = "it is a region of several countries, of which no outline is known here"
	general = "it is a word for a kind or a part of places, and names none"
	street  = "it names a street, a road or a neighbourhood, and not in which town"
)

// scope is what is known about a query from where it stands.
type scope struct {
	bound []gazetteer.Ref // areas of which one must hold the place; nil for the whole world
	town  bool            // it is the name of a town
	exact bool            // it counts only as it is spelt: what stands behind unknown words is often no name
	whole bool            // all that the words say is around it must be known, or it is none
}

// geocode answers a query within a scope.
func (c *Geocoder) geocode(query string, ctx Context, in scope) Result {
	nothing := Result{Query: query, Candidates: []Candidate{}, Reason: unknown}
	parts := splitParts(query)
	if len(query) > maxQuery || len(parts) == 0 {
		return nothing
	}
	if res, ok := c.twoPlaces(query, ctx, in); ok {
		return res
	}
	for left := 0; left < min(len(parts), maxSteps); left++ {
		rest := parts[left:]
		if len(rest) == 1 && !c.inStates(in.bound) {
			switch name := nameKey(rest[0]); {
			case c.isSea(name):
				nothing.Reason = sea
				return nothing
			case len(in.bound) == 0 && ctx.Country == "" && isRegion(name):
				nothing.Reason = region
				return nothing
			case commons[name] && !c.isTownIn(name, in):
				nothing.Reason = general
				return nothing
			}
		}
		if c.isStreet(rest[0]) {
			if nothing.Reason == unknown {
				nothing.Reason = street
			}
			continue
		}
		in.exact = left > 0
		r, ranked := c.ranked(query, rest, ctx, in)
		if len(ranked) == 0 {
			continue
		}
		if joined := strokes.MatchString(query); joined && left == 0 && isBesideTown(&ranked[0]) {
			nothing.Reason = "it names several places"
			return nothing
		}
		res := c.result(&r, ranked, ctx)
		if left > 0 {
			if other, ok := c.elsewhere(parts[:left], c.g.Entry(ranked[0].ref), in); ok && !res.Ambiguous {
				c.apart(query, &res, other, ctx)
				return res
			}
			res.standFor(strings.Join(parts[:left], ", "), nothing.Reason)
		}
		return res
	}
	return nothing
}

// inStates reports whether areas are states or smaller, in which a town may be meant that is
// called like a sea.
func (c *Geocoder) inStates(areas []gazetteer.Ref) bool {
	return len(areas) > 0 && !slices.ContainsFunc(areas, func(a gazetteer.Ref) bool { return c.g.Kind(a) == gazetteer.Country })
}

// leastCalled is how many people live in a town, at least, whose name is a word for a kind of places and is yet taken for
// the town where no state is named: of small ones many a country has several.
const leastCalled = 5_000

// isTownIn tells a word for a kind of places, in a column of towns, that is the name of one town of note in the bound: Bar
// in Montenegro, Sur in Oman.
func (c *Geocoder) isTownIn(name string, in scope) bool {
	if !in.town || len(in.bound) == 0 {
		return false
	}
	towns := map[gazetteer.Ref]bool{}
	c.g.Exact(name, func(m gazetteer.Match) bool {
		isMain := m.Name == gazetteer.MainName && c.g.Kind(m.Ref) == gazetteer.Populated && c.g.Feature(m.Ref) != "PPLX"
		if isMain && c.g.Population(m.Ref) >= leastCalled && slices.ContainsFunc(in.bound, func(area gazetteer.Ref) bool { return c.g.Inside(m.Ref, area) }) {
			towns[m.Ref] = true
		}
		return true
	})
	return len(towns) == 1
}

// ranked reads the parts of a query, from the smallest to the largest and then the other way
// round, and gives what they may mean.
func (c *Geocoder) ranked(query string, parts []string, ctx Context, in scope) (reading, []hit) {
	r := c.read(query, parts, in)
	found := c.rank(&r, ctx)
	if len(found) > 0 || len(parts) == 1 || !c.namesAreas(nameKey(parts[0])) {
		return r, found
	}
	turned := slices.Clone(parts)
	slices.Reverse(turned)
	back := c.read(query, turned, in)
	found = c.rank(&back, ctx)
	if !slices.ContainsFunc(back.around, func(s surrounding) bool { return !s.known() }) {
		return back, found
	}
	return r, nil
}

// result makes the answer of what was found.
func (c *Geocoder) result(r *reading, ranked []hit, ctx Context) Result {
	res := Result{Query: r.query, Candidates: []Candidate{}}
	for i := range ranked[:min(len(ranked), maxCandidates)] {
		res.Candidates = append(res.Candidates, c.candidate(r, &ranked[i], ctx))
	}
	other, ambiguous := c.namesakeAirport(r, &ranked[0])
	if rival := c.rival(ranked); rival > 0 {
		other, ambiguous = ranked[rival].ref, true
	}
	if ambiguous {
		res.Ambiguous = true
		lang := ctx.language()
		a, b := c.labels(ranked[0].ref, other, lang)
		res.Ambiguity = ambiguity(r.query, a, b)
		res.Reason = "it may be " + a + " or " + b
	}
	return res
}

// standFor says of all candidates for which words they stand.
func (r *Result) standFor(words, why string) {
	r.Unfound = words
	if r.Reason == "" {
		r.Reason = why
	}
	for i := range r.Candidates {
		r.Candidates[i].stands(words, why)
	}
}
