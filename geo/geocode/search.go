package geocode

import (
	"slices"
	"strings"
	"unicode"

	"incidentmap/geo/gazetteer"
)

// hit is an entry that the words may mean.
type hit struct {
	ref   gazetteer.Ref
	kind  gazetteer.Kind
	want  gazetteer.Kind // the kind of place that the words say it is, 0 if they do not
	whole bool           // the query as a whole is its name
	match
	scored
}

// match is how the words lead to an entry.
type match struct {
	how   how
	name  gazetteer.NameKind
	key   string // the normalised name that led there
	edits int
}

type how uint8

const (
	exactly   how = iota
	byCode        // the IATA or ICAO code of an airport
	completed     // the name goes on after the words
	misspelt
)

// search collects the entries for a reading, the exact ones first. Names that go on
// after the words are looked for when there is no exact name, and misspellings when there
// is neither; or when none found lies in the areas that the words name.
func (c *Geocoder) search(r *reading, found *[]hit) {
	seen := map[gazetteer.Ref]int{}
	add := func(h hit) {
		// In a field of towns no airport is meant that the words do not say is one.
		if r.town && !r.airport && h.kind == gazetteer.Airport || !c.insideAny(h.ref, r.bound) {
			return
		}
		if at, ok := seen[h.ref]; !ok {
			seen[h.ref] = len(*found)
			*found = append(*found, h)
		} else if old := &(*found)[at]; h.quality() > old.quality() || h.want == h.kind && old.want == 0 {
			*old = h
		}
	}
	if r.airport {
		c.searchAirports(r, add)
		return
	}
	for _, t := range r.names {
		c.exact(r, t, add)
	}
	if len(*found) == 0 && !r.town {
		c.byCode(r, add)
	}
	if len(*found) == 0 {
		c.withoutComma(r, add)
	}
}

// searchWider adds completions, or else misspellings.
func (c *Geocoder) searchWider(r *reading, found *[]hit) {
	seen := map[gazetteer.Ref]bool{}
	for _, h := range *found {
		seen[h.ref] = true
	}
	before := len(*found)
	add := func(h hit) {
		if !seen[h.ref] && h.kind != gazetteer.Airport && c.insideAny(h.ref, r.bound) {
			seen[h.ref] = true
			*found = append(*found, h)
		}
	}
	for _, t := range r.names {
		c.completions(t, add)
	}
	if len(*found) > before {
		return
	}
	for _, t := range r.names {
		c.misspellings(t, add)
	}
}

// exact adds the entries of a name. Abbreviations count only when written like one.
func (c *Geocoder) exact(r *reading, t target, add func(hit)) {
	if former := slices.DeleteFunc(c.areasOf(formerStates[t.name]), func(a gazetteer.Ref) bool { return !c.insideAny(a, r.bound) }); len(former) > 0 {
		for _, ref := range former {
			add(hit{ref: ref, kind: c.g.Kind(ref), want: t.kind, whole: t.whole, match: match{how: exactly, name: gazetteer.MainName, key: t.name}})
		}
		return
	}
	c.g.Exact(t.name, func(m gazetteer.Match) bool {
		h := c.hit(m, t, match{how: exactly, name: m.Name, key: t.name})
		if h.nameCounts() && (m.Name != gazetteer.Short || looksShort(r.written)) {
			add(h)
		}
		return true
	})
	for _, ref := range c.areasOf(countryNames[t.name]) {
		h := hit{ref: ref, kind: c.g.Kind(ref), want: t.kind, whole: t.whole, match: match{how: exactly, name: gazetteer.Alternate, key: t.name}}
		add(h)
	}
}

// nameCounts: the names of the towns that airports serve are not the airports' own.
func (m match) nameCounts() bool {
	return m.name != gazetteer.Serves && m.name != gazetteer.ServesChiefly
}

func (c *Geocoder) hit(m gazetteer.Match, t target, how match) hit {
	return hit{ref: m.Ref, kind: c.g.Kind(m.Ref), want: t.kind, whole: t.whole, match: how}
}

// looksShort: abbreviations and codes have a capital or a dot; "in" and "de" are words.
func looksShort(written string) bool {
	return strings.ContainsFunc(written, func(r rune) bool { return unicode.IsUpper(r) || r == '.' })
}

// byCode adds the airport of a code in capitals.
func (c *Geocoder) byCode(r *reading, add func(hit)) {
	for _, word := range strings.Fields(r.written) {
		if (len(word) == 3 || len(word) == 4) && (word == r.written || r.airport) && strings.ToUpper(word) == word {
			if e, ok := c.g.ByCode(word); ok {
				add(hit{ref: e.Ref, kind: e.Kind, match: match{how: byCode, key: word}})
			}
		}
	}
}

// withoutComma splits the words at each place where a name could end and the area that
// holds it begin, the longest name first: "Tapalpa Jalisco", "Tapalpa en Jalisco".
func (c *Geocoder) withoutComma(r *reading, add func(hit)) {
	if len(r.names) == 0 {
		return
	}
	words := strings.Fields(r.names[len(r.names)-1].name)
	for i := len(words) - 1; i > 0; i-- {
		name, area := strings.Join(words[:i], " "), words[i:]
		for _, p := range withinPhrases {
			if startsWith(area, p) {
				area = area[len(p):]
				break
			}
		}
		holder := strings.Join(area, " ")
		if !c.g.Has(name) || !c.namesAreas(holder) && (i < len(words)-1 || !c.abbreviates(r.written, holder)) {
			continue
		}
		t := target{name: name}
		r.names = append(r.names, t)
		r.contexts = append(r.contexts, holder)
		r.split = true
		c.exact(r, t, add)
		return
	}
}

// abbreviates reports whether the last word as it was written is an abbreviation, in capitals,
// of an area: "N.L.", "CA".
func (c *Geocoder) abbreviates(written, name string) bool {
	fields := strings.Fields(written)
	last := fields[len(fields)-1]
	is := false
	if last == strings.ToUpper(last) {
		c.g.Exact(name, func(m gazetteer.Match) bool {
			is = m.Name == gazetteer.Short && c.g.Kind(m.Ref) == gazetteer.Admin1
			return !is
		})
	}
	return is
}

// namesAreas reports whether words are the name of an area, or of two.
func (c *Geocoder) namesAreas(words string) bool {
	_, _, two := c.twoAreas(words)
	return two || c.namesArea(words)
}

// namesArea reports whether a name is that of an area, and not only an abbreviation of two
// letters, which may be a word.
func (c *Geocoder) namesArea(name string) bool {
	is := false
	c.g.Exact(name, func(m gazetteer.Match) bool {
		k := c.g.Kind(m.Ref)
		is = (k == gazetteer.Admin1 || k == gazetteer.Country || k == gazetteer.Admin2) && (m.Name != gazetteer.Short || len(name) > 2)
		return !is
	})
	return is
}

// maxCompletions bounds the names that are looked at for one beginning.
const maxCompletions = 64

// completions adds the entries whose names say more exactly what the words say:
// "Tlajomulco" for "Tlajomulco de Zúñiga". What follows must begin with a preposition:
// "American" is not short for "American Samoa".
func (c *Geocoder) completions(t target, add func(hit)) {
	if t.name == "" {
		return
	}
	for _, p := range prepositions {
		n := 0
		c.g.Prefix(t.name+p, func(key string) bool {
			c.g.Exact(key, func(m gazetteer.Match) bool {
				if m.Name == gazetteer.MainName || m.Name == gazetteer.Alternate {
					add(c.hit(m, t, match{how: completed, name: m.Name, key: key}))
				}
				return true
			})
			n++
			return n < maxCompletions
		})
	}
}

// editsFor is how many misspellings a name of a length may have. Short names have too
// many neighbours for a misspelling to mean anything.
func editsFor(length int) int {
	switch {
	case length < 5:
		return 0
	case length < 9:
		return 1
	}
	return 2
}

// misspellings adds the entries of the names nearest to the words, those one edit away
// only if there are any.
func (c *Geocoder) misspellings(t target, add func(hit)) {
	some := false
	for edits := 1; edits <= editsFor(len(t.name)) && !some; edits++ {
		for _, n := range c.near(t.name, edits) {
			c.g.Exact(n.key, func(m gazetteer.Match) bool {
				if m.Name == gazetteer.MainName || m.Name == gazetteer.Alternate {
					add(c.hit(m, t, match{how: misspelt, name: m.Name, key: n.key, edits: n.edits}))
					some = true
				}
				return true
			})
		}
	}
}
