package geocode

import (
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
	outlines sync.Map // code: orb.Geometry or nil; decoding an outline takes longer than all else
}

// New makes a geocoder. Without areas (nil), states and countries are located by a point
// and a radius.
func New(g *gazetteer.Gazetteer, areas Areas) *Geocoder {
	return &Geocoder{g: g, areas: areas}
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
}

// Candidate is one place that the words may mean.
type Candidate struct {
	Name    string         `json:"name"`  // in the language asked for: "Guadalajara"
	Label   string         `json:"label"` // the name and where it lies: "Guadalajara, Jalisco, Mexico"
	Kind    gazetteer.Kind `json:"kind"`
	Score   float64        `json:"score"` // 0 to 1; comparable within a result
	Reasons []string       `json:"reasons"`
	// Location of an area has the outline that other results have too: do not change it.
	Location geo.Location `json:"location"`
}

// maxCandidates is how many candidates a result has at most.
const maxCandidates = 10

// Geocode answers a query.
func (c *Geocoder) Geocode(query string, ctx Context) Result {
	res := Result{Query: query, Candidates: []Candidate{}}
	r := c.read(query)
	ranked := c.rank(&r, ctx)
	if len(ranked) == 0 {
		return res
	}
	for i := range ranked[:min(len(ranked), maxCandidates)] {
		res.Candidates = append(res.Candidates, c.candidate(&r, &ranked[i], ctx))
	}
	if rival := c.rival(ranked); rival > 0 {
		res.Ambiguous = true
		lang := ctx.language()
		res.Ambiguity = ambiguity(query, c.label(ranked[0].ref, lang), c.label(ranked[rival].ref, lang))
	}
	return res
}
