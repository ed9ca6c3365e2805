package geocode

import (
	"fmt"
	"slices"
	"strings"

	"incidentmap/geo/gazetteer"
)

// Fields is a place as a record describes it, each name in a field of its own; a field is
// empty where the record has none. Country, State and County are bounds: a place outside
// of an area that they name is never an answer.
type Fields struct {
	Place   string // free words: a location, an address
	City    string // a city, town or village
	County  string // a municipality, county or district, or a code that [AreaScheme.AreaOf] gives
	State   string // a state or province
	Country string // a name or code of a country
}

// leastSure is the score below which a place is not taken, but the area that holds it.
const leastSure = 0.3

// lookup is the work on the fields of one record.
type lookup struct {
	*Geocoder
	ctx   Context
	words string          // the fields as they were given
	bound []gazetteer.Ref // the narrowest areas that the record names; nil for the whole world
	named gazetteer.Ref   // the narrowest area that is known
	found bool            // whether named is one
	lost  string          // the narrowest words that no place was found for
	why   string          // and why
}

// Resolve looks a record's place up, from its country downwards. What is not known is never
// guessed: the answer is then the narrowest area that is sure, and Result.Unfound and
// Result.Reason say for which words it stands and why; or there is none. Context.Country is
// the country where the record names none.
func (c *Geocoder) Resolve(f Fields, ctx Context) Result {
	l := &lookup{Geocoder: c, ctx: ctx, words: joined(f.Place, f.City, f.County, f.State, f.Country)}
	// The areas bind, so that nothing is left to prefer one country by.
	l.ctx.Country = ""
	if !l.country(f.Country, ctx.Country) || !l.state(f) {
		return l.answer()
	}
	l.county(f.County)
	words, isTown := f.City, true
	if words == "" {
		words, isTown = f.Place, false
	}
	if words != "" {
		res := l.place(words, isTown)
		if len(res.Candidates) > 0 && res.Candidates[0].Score < leastSure {
			res = Result{Reason: "the likeliest place, " + res.Candidates[0].Label + ", is too unlikely"}
		}
		if l.isOvershadowed(words, res) {
			res = Result{Reason: "the name is of a large city of another country, and here of a small place alone"}
		}
		if len(res.Candidates) > 0 && !res.Ambiguous && (res.Unfound == "" || !l.found || l.within(res)) {
			return res
		}
		l.miss(words, res.Reason)
		if res.Ambiguous && !l.found {
			return res
		}
	}
	return l.answer()
}

func joined(parts ...string) string {
	return strings.Join(slices.DeleteFunc(parts, func(s string) bool { return s == "" }), ", ")
}

// miss remembers the narrowest words that nothing was found for.
func (l *lookup) miss(words, why string) {
	l.lost, l.why = words, why
}

// narrow binds what comes after to areas.
func (l *lookup) narrow(areas []gazetteer.Ref) {
	l.bound = areas
	l.found = len(areas) == 1
	if l.found {
		l.named = areas[0]
	}
}

// country reads the field of the country, or takes the one of the context. It reports
// whether what is left can be looked up.
func (l *lookup) country(words, usual string) bool {
	if words == "" {
		if e, ok := l.g.Area(usual); ok {
			l.bound = []gazetteer.Ref{e.Ref}
		}
		return true
	}
	found := l.Countries(words)
	if len(found) == 0 {
		if found = l.severalCountries(words); len(found) > 0 {
			l.narrow(found)
			l.miss(words, "it names several countries")
			return true
		}
		why := "no country is known by this name"
		if l.isSea(nameKey(words)) {
			why = sea
		}
		l.miss(words, why)
		return false
	}
	l.narrow(found)
	if len(found) > 1 {
		l.miss(words, "it is several countries now")
	}
	return true
}

// state reads the field of the state; a state of several countries is told by the town.
func (l *lookup) state(f Fields) bool {
	if f.State == "" {
		return true
	}
	found := l.states(f.State, l.bound)
	if len(found) > 1 {
		found = l.withTown(found, f)
	}
	if len(found) == 1 && len(l.bound) == 0 && !l.isSureState(f, found[0]) {
		found = nil
	}
	switch len(found) {
	case 0:
		l.miss(f.State, "no state of that name is known"+l.inBound())
		return false
	case 1:
		l.narrow(found)
		return true
	}
	a, b := l.labels(found[0], found[1], l.ctx.language())
	l.miss(f.State, fmt.Sprintf("it may be %s or %s", a, b))
	return false
}

// mostLetters is how many letters the abbreviation of a state has at most.
const mostLetters = 3

// isSureState tells that a state may be believed of a record that names no country. Letters are those of states of many
// countries, and names that are only spelt alike are, too: the town or municipality must be known there, and a name that is
// only alike needs one.
func (l *lookup) isSureState(f Fields, state gazetteer.Ref) bool {
	named := false
	for _, words := range []string{f.City, f.County} {
		if words != "" && l.knows(words, state) {
			return true
		}
		named = named || words != ""
	}
	if len(f.State) <= mostLetters {
		return !named
	}
	return l.exactly(f.State, gazetteer.Admin1, nil) != nil || l.stateByCode(f.State, nil) != nil || len(l.areasOf(formerStates[nameKey(f.State)])) > 0
}

// withTown leaves the areas in which a place of the record's other names is known.
func (l *lookup) withTown(areas []gazetteer.Ref, f Fields) []gazetteer.Ref {
	for _, words := range []string{f.City, f.County, f.Place} {
		if words == "" {
			continue
		}
		var with []gazetteer.Ref
		for _, a := range areas {
			if l.knows(words, a) {
				with = append(with, a)
			}
		}
		if len(with) == 1 {
			return with
		}
	}
	return areas
}

// knows reports whether a name, as it is spelt, is that of a place in an area.
func (c *Geocoder) knows(words string, area gazetteer.Ref) bool {
	is := false
	c.g.Exact(gazetteer.Normalize(words), func(m gazetteer.Match) bool {
		is = m.Ref != area && c.g.Kind(m.Ref) != gazetteer.Airport && c.g.Inside(m.Ref, area)
		return !is
	})
	return is
}

// county reads the field of the municipality. One that is not known leaves the town to
// what is around it.
func (l *lookup) county(words string) {
	if words == "" {
		return
	}
	if e, isCode, ok := l.byAreaCode(words); isCode {
		if ok && l.insideAny(e.Ref, l.bound) {
			l.narrow([]gazetteer.Ref{e.Ref})
			return
		}
		why := "no area of this code is known"
		l.miss(words, why)
		return
	}
	found := l.ofKind(words, gazetteer.Admin2, l.bound)
	if len(found) == 1 {
		l.narrow(found)
		return
	}
	res := l.place(words, false)
	if len(found) == 0 && len(res.Candidates) > 0 && !res.Ambiguous && res.Unfound == "" {
		// A municipality is often known by its seat alone.
		e, ok := l.g.ByID(res.Candidates[0].Location.GazetteerID)
		if ok && e.Kind != gazetteer.Airport {
			l.named, l.found = e.Ref, true
			return
		}
	}
	why := res.Reason
	if len(found) > 1 {
		why = "several municipalities are called so"
	}
	l.miss(words, why)
}

// place looks words up within the bound.
func (l *lookup) place(words string, isTown bool) Result {
	return l.geocode(words, l.ctx, scope{bound: l.bound, town: isTown})
}

// within reports whether an answer that stands for words is narrower than the areas that the
// record names in fields of their own.
func (l *lookup) within(r Result) bool {
	e, ok := l.g.ByID(r.Candidates[0].Location.GazetteerID)
	return ok && e.Ref != l.named && l.g.Inside(e.Ref, l.named)
}

func (l *lookup) inBound() string {
	if len(l.bound) == 1 {
		return " in " + l.label(l.bound[0], l.ctx.language())
	}
	return ""
}

// answer is the narrowest area that is known, or nothing.
func (l *lookup) answer() Result {
	res := Result{Query: l.words, Candidates: []Candidate{}, Unfound: l.lost, Reason: l.why}
	if !l.found {
		if res.Reason == "" {
			res.Reason = "no place is known by these words"
		}
		return res
	}
	h := hit{ref: l.named, kind: l.g.Kind(l.named), match: match{key: gazetteer.Normalize(l.g.Name(l.named, l.ctx.language()))}, scored: scored{base: 1, score: 1}}
	can := l.candidate(&reading{query: l.words}, &h, l.ctx)
	if l.lost != "" {
		can.stands(l.lost, l.why)
	}
	res.Candidates = append(res.Candidates, can)
	return res
}

// stands says, of an area, for which words it stands.
func (c *Candidate) stands(words, why string) {
	c.Reasons = append([]string{fmt.Sprintf("it stands for %q: %s", words, why)}, c.Reasons...)
	c.Location.Method.Reasons = c.Reasons
}
