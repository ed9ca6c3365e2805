package geocode

import (
	"fmt"
	"math"
	"regexp"

	"github.com/paulmach/orb"
	orbgeo "github.com/paulmach/orb/geo"

	"incidentmap/geo"
	"incidentmap/geo/gazetteer"
)

// pattern is a way to name two places in one text.
type pattern struct {
	form  *regexp.Regexp // with the two texts as its groups
	means relation
	least float64 // the score of a place in it: words that say little else need little
}

type relation int

const (
	journey relation = iota // from the first to the second
	between                 // somewhere between the two
	both                    // in the one and in the other
)

// patterns are in the order in which they are tried.
var patterns = []pattern{
	{regexp.MustCompile(`(?i)^(?:from:?\s+|desde:?\s+)?(.+?)[\s,;]+(?:to:|hasta:|a:)\s+(.+)$`), journey, leastSure},
	{regexp.MustCompile(`(?i)^(?:from:?\s+|desde:?\s+)?(.+?)\s*(?:→|⇒|->|–>|=>|>>)\s*(.+)$`), journey, leastSure},
	{regexp.MustCompile(`(?i)^from:?\s+(.+?)\s+to\s+(.+)$`), journey, leastSure},
	{regexp.MustCompile(`(?i)^(?:de|desde)\s+(.+?)\s+(?:a|hasta|hacia)\s+(.+)$`), journey, leastSure},
	{regexp.MustCompile(`(?i)^(.+?)\s+to\s+(.+)$`), journey, sureScore},
	{regexp.MustCompile(`(?i)^(?:somewhere\s+|halfway\s+|on the road\s+|en algún punto\s+)?between\s+(.+?)\s+and\s+(.+)$`), between, leastSure},
	{regexp.MustCompile(`(?i)^entre\s+(.+?)\s+(?:y|e)\s+(.+)$`), between, leastSure},
	{regexp.MustCompile(`(?i)^(.+?)\s*(?:;|\||\n|\s&\s|\s[-–—]\s|\sand\s|\sy\s|\se\s|\set\s|/)\s*(.+)$`), both, sureScore},
}

// twoPlaces answers a query that names two places, each by itself; false for any other. A
// journey is a line between its ends; what lies between two places is near their middle;
// what happened in two places has no one place, and the answer is ambiguous.
func (c *Geocoder) twoPlaces(query string, ctx Context, in scope) (Result, bool) {
	for _, p := range patterns {
		m := p.form.FindStringSubmatch(query)
		if m == nil || c.g.Has(nameKey(query)) {
			continue
		}
		in := scope{bound: in.bound, town: p.means != both, whole: true}
		first := c.side(m[1], m[2], ctx, in)
		if p.means == both && !p.sure(first) {
			continue // whatever the second is
		}
		second := c.side(m[2], "", ctx, in)
		if p.means != both && p.sure(first) != p.sure(second) {
			// The one that is sure tells which country the other is looked for in.
			first, second = c.beside(p, first, m[1], second, ctx, in), c.beside(p, second, m[2], first, ctx, in)
		}
		if !p.sure(first) || !p.sure(second) {
			continue
		}
		a, b := first.Candidates[0], second.Candidates[0]
		if a.Location.GazetteerID == b.Location.GazetteerID || p.means == both && c.holdsEither(a, b) {
			continue
		}
		res := Result{Query: query, Candidates: []Candidate{a, b}}
		if loc, ok := together(p.means, query, a, b); ok {
			a.Name, a.Label, a.Location, a.Reasons = a.Name+" – "+b.Name, a.Label+" – "+b.Label, loc, loc.Method.Reasons
			res.Candidates = []Candidate{a}
			return res, true
		}
		res.Ambiguous = true
		res.Ambiguity = fmt.Sprintf("%q names two places, %s and %s; make a record of each", query, a.Label, b.Label)
		res.Reason = "it names two places"
		return res, true
	}
	return c.severalPlaces(query)
}

// listed are three places or more of which the last two are joined by a word.
var listed = regexp.MustCompile(`(?i)^([^,;]+)[,;]\s*(?:[^,;]+[,;]\s*)*([^,;]+?)\s+(?:&|and|y|e|et|und)\s+([^,;]+)(?:[,;].*)?$`)

// severalPlaces tells a list of places, each of which is known by its name. It has no one place.
func (c *Geocoder) severalPlaces(query string) (Result, bool) {
	m := listed.FindStringSubmatch(query)
	if m == nil || c.g.Has(nameKey(m[2]+" y "+m[3])) || c.g.Has(nameKey(m[2]+" and "+m[3])) || c.g.Has(nameKey(query)) {
		return Result{}, false
	}
	for _, name := range m[1:] {
		if !c.g.Has(nameKey(name)) {
			return Result{}, false
		}
	}
	return Result{Query: query, Candidates: []Candidate{}, Reason: "it names several places"}, true
}

// strokes join names of places of which none need hold the other, as a comma does not.
var strokes = regexp.MustCompile(`[/;|]`)

// isBesideTown tells a place of which other words name a town that is close to it, and no area that holds it.
func isBesideTown(h *hit) bool {
	for _, s := range h.held {
		if s.agreement == besideTown {
			return true
		}
	}
	return false
}

// side looks up one of two places, the first with what the second has behind its name, where
// it needs it: "Chapala y Jocotepec, Jalisco".
func (c *Geocoder) side(words, other string, ctx Context, in scope) Result {
	ask := func(parts []string) Result {
		r := c.read(words, parts, in)
		ranked := c.rank(&r, ctx)
		if len(ranked) == 0 {
			return Result{}
		}
		return c.result(&r, ranked, ctx)
	}
	parts := splitParts(words)
	if len(parts) == 0 || c.isStreet(parts[0]) {
		return Result{}
	}
	if rest := splitParts(other); len(parts) == 1 && len(rest) > 1 {
		if res := ask(append(parts[:1:1], rest[1:]...)); len(res.Candidates) > 0 && !res.Ambiguous {
			return res
		}
	}
	return ask(parts)
}

// beside looks one of two places up again in the country of the other, if that one is sure.
func (c *Geocoder) beside(p pattern, r Result, words string, other Result, ctx Context, in scope) Result {
	if p.sure(r) || !p.sure(other) || in.bound != nil {
		return r
	}
	country, ok := c.g.Area(other.Candidates[0].Location.Admin.Country)
	if !ok {
		return r
	}
	return c.side(words, "", ctx, scope{bound: []gazetteer.Ref{country.Ref}, town: in.town, whole: true})
}

// sure reports whether a result is one place.
func (p pattern) sure(r Result) bool {
	return len(r.Candidates) > 0 && !r.Ambiguous && r.Candidates[0].Score >= p.least
}

// sureScore is the score below which one of two names is not believed to be a place's where
// the words between them say little: misspellings and small places are words too often.
const sureScore = 0.45

// holdsEither reports whether one of two places lies in the other, so that they are one.
func (c *Geocoder) holdsEither(a, b Candidate) bool {
	x, okX := c.g.ByID(a.Location.GazetteerID)
	y, okY := c.g.ByID(b.Location.GazetteerID)
	return okX && okY && (c.g.Inside(x.Ref, y.Ref) || c.g.Inside(y.Ref, x.Ref))
}

// together is the location of a journey or of what lies between two points.
func together(means relation, query string, a, b Candidate) (geo.Location, bool) {
	p, okP := a.Location.Geometry.(orb.Point)
	q, okQ := b.Location.Geometry.(orb.Point)
	if !okP || !okQ || means == both {
		return geo.Location{}, false
	}
	loc := geo.Location{Admin: common(a.Location.Admin, b.Location.Admin), Method: geo.Method{By: geo.ByGeocoder, Query: query, Score: min(a.Score, b.Score)}}
	if means == journey {
		loc.Geometry, loc.Precision = orb.LineString{p, q}, geo.InTransit
		loc.Method.Reasons = []string{"the words name a journey from " + a.Label + " to " + b.Label + "; the line joins them and is not the route"}
		return loc, true
	}
	metres := orbgeo.DistanceHaversine(p, q)
	loc.Geometry, loc.Precision = wrap(orbgeo.Midpoint(p, q)), geo.Near
	loc.RadiusM = math.Ceil((metres/2+max(a.Location.RadiusM, b.Location.RadiusM))/100) * 100
	loc.Method.Reasons = []string{"the words say between " + a.Label + " and " + b.Label}
	return loc, true
}

// common keeps the areas that two locations have in common.
func common(a, b geo.Admin) geo.Admin {
	if a.Country != b.Country {
		return geo.Admin{}
	}
	if a.Admin1 != b.Admin1 {
		return geo.Admin{Country: a.Country}
	}
	if a.Admin2 != b.Admin2 {
		return geo.Admin{Country: a.Country, Admin1: a.Admin1, Admin1Name: a.Admin1Name}
	}
	return a
}
