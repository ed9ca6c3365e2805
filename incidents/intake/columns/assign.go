package columns

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"incidentmap/incidents/intake/words"
)

// Column is a column and what is known about it.
type Column struct {
	Name   string
	Sample *Sample
}

// Decision is what a column is taken for.
type Decision struct {
	Field  Field // empty for none
	Score  float64
	Reason string
	Lang   string // of a text, where the column's name says so
}

// Fields lists all fields, for the user's choice.
func Fields() []Field {
	var all []Field
	for f := range synonyms {
		all = append(all, f)
	}
	slices.Sort(all)
	return all
}

// candidate is a pairing of a column and a field.
type candidate struct {
	column int
	Decision
}

const (
	// leastScore is what a pairing needs to be made.
	leastScore = 0.35
	// partShare is what a name counts that has words beside a known one.
	partShare = 0.75
	// contentAlone is the score at most of a column whose name says nothing.
	contentAlone = 0.6
)

// Assign pairs columns with fields, the best pairs first: each column with one field,
// each field with one column but for those of Field.Many. given holds the user's own
// pairs, by field; they are not questioned.
func Assign(all []Column, given map[Field]string) []Decision {
	out := make([]Decision, len(all))
	taken := map[Field]int{}
	for i, c := range all {
		for field, column := range given {
			if column == c.Name || words.Key(column) == words.Key(c.Name) && !named(all, column) {
				out[i] = Decision{Field: field, Score: 1, Reason: "as was asked"}
				taken[field]++
			}
		}
	}
	names := newTable()
	var candidates []candidate
	for i, c := range all {
		if out[i].Field == "" {
			candidates = append(candidates, guesses(names, i, c)...)
		}
	}
	slices.SortStableFunc(candidates, func(a, b candidate) int {
		return cmp.Or(cmp.Compare(b.Score, a.Score), cmp.Compare(a.column, b.column), cmp.Compare(a.Field, b.Field))
	})
	for _, c := range candidates {
		if out[c.column].Field != "" || taken[c.Field] > 0 && !c.another(out) {
			continue
		}
		out[c.column] = c.Decision
		taken[c.Field]++
	}
	return out
}

func named(all []Column, name string) bool {
	return slices.ContainsFunc(all, func(c Column) bool { return c.Name == name })
}

// another tells that the field may have this column besides those it has: titles and
// summaries for other languages, more links, tags and parts of an address.
func (c candidate) another(out []Decision) bool {
	if !c.Field.Many() {
		return false
	}
	if c.Field != Title && c.Field != Summary {
		return true
	}
	for _, d := range out {
		if d.Field == c.Field && (d.Lang == c.Lang || d.Lang == "" || c.Lang == "") {
			return false
		}
	}
	return true
}

// guesses lists what a column may be.
func guesses(names table, i int, c Column) []candidate {
	var all []candidate
	key := words.Key(c.Name)
	byName, how := names.find(key)
	if byName.field == Time && c.Sample.fit(Time) < 0.5 && c.Sample.fit(Date) > 0.8 {
		byName.field = Date // "time" with days in it
	}
	if byName.score > 0 {
		fit := c.Sample.fit(byName.field)
		d := Decision{Field: byName.field, Score: byName.score * fit, Reason: how, Lang: language(key)}
		if fit < 1 {
			d.Reason = fmt.Sprintf("%s; %.0f of 100 cells look like it", how, 100*fit)
		}
		if d.Score >= leastScore {
			all = append(all, candidate{i, d})
		}
	}
	for _, field := range []Field{Geometry, LatLon, Date, URL} {
		if field == byName.field {
			continue
		}
		if share := c.Sample.tells(field); share > 0.8 {
			all = append(all, candidate{i, Decision{
				Field: field, Score: contentAlone * share,
				Reason: fmt.Sprintf("%.0f of 100 cells look like it", 100*share),
			}})
		}
	}
	return all
}

// find looks a name up: as it is, in one word, or by a run of its words.
func (t table) find(key string) (guess, string) {
	if g, ok := t[key]; ok {
		return g, "by its name"
	}
	if g, ok := t[strings.ReplaceAll(key, " ", "")]; ok {
		return g, "by its name"
	}
	parts := strings.Fields(key)
	if n := len(parts); n > 1 && (len(parts[n-1]) <= 2 || parts[n-1] == "wgs84" || isCode(parts[n-1])) {
		if g, ok := t[strings.Join(parts[:n-1], " ")]; ok && (g.field != X && g.field != Y || isCode(parts[n-1])) {
			return guess{g.field, g.score * 0.95}, "by its name"
		}
	}
	best, found := guess{}, ""
	if sums(parts) {
		return best, ""
	}
	for n := min(len(parts)-1, 4); n >= 1; n-- {
		for from := 0; from+n <= len(parts); from++ {
			name := strings.Join(parts[from:from+n], " ")
			g, ok := t[name]
			if !ok || n == 1 && !tellsAlone[g.field] || len(name) < 3 {
				continue
			}
			// Of several names inside, what comes last is what the others describe.
			if score := g.score * partShare * (0.9 + 0.1*float64(from+n)/float64(len(parts))); score > best.score {
				best, found = guess{g.field, score}, name
			}
		}
		if best.score > 0 {
			return best, fmt.Sprintf("by %q in its name", found)
		}
	}
	return best, ""
}

// isCode tells digits that may be the code of a coordinate system.
func isCode(s string) bool { return len(s) >= 4 && strings.Trim(s, "0123456789") == "" }

// sums tells the name of a total over people of several outcomes: "dead and missing".
func sums(parts []string) bool {
	outcomes := 0
	for _, p := range parts {
		switch p {
		case "dead", "killed", "deaths", "fatalities", "missing", "wounded", "injured", "muertos", "fallecidos", "heridos", "lesionados", "desaparecidos", "detenidos", "detained", "survivors":
			outcomes++
		}
	}
	return outcomes > 1
}

// tellsAlone are the fields of which one word in a longer name is enough, as the content
// of the cells can be checked against it.
var tellsAlone = map[Field]bool{
	Date: true, Lat: true, Lon: true, LatLon: true, URL: true, Killed: true, Wounded: true, Missing: true, Detained: true, Geometry: true,
}

// language gives the language that a name ends with: "title_es".
func language(key string) string {
	switch at := strings.LastIndexByte(key, ' '); key[at+1:] {
	case "es", "spanish", "espanol":
		return "es"
	case "en", "english", "ingles":
		return "en"
	}
	return ""
}
