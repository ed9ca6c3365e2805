package columns

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"incidentmap/incidents/intake/kinds"
	"incidentmap/incidents/intake/words"
)

// Column is a column and what is known about it.
type Column struct {
	Name   string
	Tag    string // of the Humanitarian Exchange Language, "#date+occurred"; empty for none
	Sample *Sample
}

// Decision is what a column is taken for.
type Decision struct {
	Field  Field // empty for none
	Score  float64
	Reason string
	Lang   string // of a text, where the column's name says so
	// Figure says why a column that looks like a figure is not taken for one; empty for others.
	Figure string
	// Unlike is the field that the column is called by, and that its cells do not look like.
	Unlike Field
	// Reported tells a date at which something was reported and not when it happened.
	Reported bool
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
	column  int
	rank    float64 // the score, less for columns that are hardly filled
	byCells bool    // its name says nothing
	Decision
}

const (
	// leastScore is what a pairing needs to be made.
	leastScore = 0.33
	// partShare is what a name counts that has words beside a known one.
	partShare = 0.68
	// afterEvents is what the day of a report counts beside that of the event, whatever the two are called.
	afterEvents = 0.5
	// ContentAlone is the score at most of a column whose name says nothing.
	ContentAlone = 0.6
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
	keys := keysOf(all)
	tagged(all, out)
	assignParts(all, keys, out)
	assignFigures(all, keys, out)
	for _, d := range out {
		taken[d.Field]++
	}
	meta := survey(all, keys)
	names := newTable()
	var candidates []candidate
	for i, c := range all {
		if out[i].Field == "" && !meta[i] {
			candidates = append(candidates, guesses(names, i, c, keys[i], isFilledIn(all, keys))...)
		}
	}
	slices.SortStableFunc(candidates, func(a, b candidate) int {
		return cmp.Or(cmp.Compare(b.rank, a.rank), cmp.Compare(a.column, b.column), cmp.Compare(a.Field, b.Field))
	})
	for _, c := range candidates {
		if c.byCells && c.Field == Kind && taken[Kind] > 0 {
			continue // what names kinds beside a column of kinds may be weapons or causes
		}
		if out[c.column].Field != "" || taken[c.Field] > 0 && !c.another(all, out) {
			continue
		}
		figure := out[c.column].Figure
		out[c.column] = c.Decision
		if c.Field == "" {
			out[c.column].Figure = figure
		}
		taken[c.Field]++
	}
	fillInDate(keys, meta, taken, out)
	for i, c := range all {
		if d := &out[i]; d.Field == "" && d.Figure == "" && !meta[i] {
			d.Unlike = unlike(names, c, keys[i])
		}
	}
	return out
}

// fillInDate takes the time at which a form was filled in where nothing says when the event was.
func fillInDate(keys []string, meta map[int]bool, taken map[Field]int, out []Decision) {
	if len(meta) == 0 || taken[Date] > 0 || taken[Start] > 0 || taken[YearPart] > 0 {
		return
	}
	for _, name := range []string{"today", "start", "starttime", "start time", "submission time", "submission date"} {
		for i, key := range keys {
			if meta[i] && key == name && out[i].Field == "" {
				out[i] = Decision{Field: Date, Score: 0.4, Reported: true, Reason: "when the form was filled in: no column holds the date of the event"}
				return
			}
		}
	}
}

func named(all []Column, name string) bool {
	return slices.ContainsFunc(all, func(c Column) bool { return c.Name == name })
}

// another tells that the field may have this column besides those it has: titles and
// summaries for other languages, more links, tags and parts of an address.
func (c candidate) another(all []Column, out []Decision) bool {
	if !c.Field.Many() {
		return false
	}
	if c.Field == Kind {
		return all[c.column].Sample.share(isKind) > 0.3
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
func guesses(names table, i int, c Column, key string, filledIn bool) []candidate {
	var all []candidate
	filled := c.Sample.filled()
	add := func(d Decision, byCells bool) {
		rank := d.Score * (0.5 + 0.5*filled)
		if d.Reported {
			rank *= afterEvents
		}
		all = append(all, candidate{i, rank, byCells, d})
	}
	byName, how := names.find(key)
	if whole := words.Key(c.Name); byName.field == "" && whole != key {
		byName, how = names.find(whole)
	}
	if isMedia(key) && byName.field == URL || isOtherDay(key) && byName.field == Date {
		byName = guess{}
	}
	if isOtherPlace(key) && how != "by its name" && (byName.field == Lat || byName.field == Lon || byName.field == LatLon) {
		byName = guess{}
	}
	if byName.field == Time && c.Sample.fit(Time) < 0.5 && c.Sample.fit(Date) > 0.8 {
		byName.field = Date // "time" with days in it
	}
	if byName.score > 0 {
		fit := c.Sample.fit(byName.field)
		switch {
		case byName.field == Kind && kinds.Coded(key):
			fit = 1
		case byName.field == Zone && strings.Contains(key, "offset"):
			fit = c.Sample.share(func(s string) bool { return isZone(s) || isNumber(s) })
		}
		d := Decision{Field: byName.field, Score: byName.score * fit, Reason: how, Lang: language(key)}
		if fit < 1 {
			d.Reason = fmt.Sprintf("%s; %.0f%% of its cells look like it", how, 100*fit)
		}
		if d.Field == Date {
			d.Reported = isReported(key) || filledIn && stampNames[key]
		}
		if d.Score >= leastScore {
			add(d, false)
		}
	}
	for _, field := range []Field{Geometry, LatLon, Date, URL, Kind} {
		if field == byName.field || field == URL && isMedia(key) || field == LatLon && isOtherPlace(key) || field == Date && isOtherDay(key) || field == Kind && isOtherKind(key) {
			continue
		}
		if share := c.Sample.tells(field); share > 0.8 {
			add(Decision{
				Field: field, Score: ContentAlone * share, Reported: field == Date && isReported(key),
				Reason: fmt.Sprintf("%.0f%% of its cells look like it", 100*share),
			}, true)
		}
	}
	return all
}

// tags are the fields of hashtags of the Humanitarian Exchange Language (HXL 1.1), by the hashtag and
// an attribute that it must have; an attribute that has another meaning keeps a column out.
var tags = []struct {
	tag, attribute string
	field          Field
}{
	{"#date", "end", End},
	{"#date", "start", Start},
	{"#date", "", Date},
	{"#country", "", Country},
	{"#adm1", "", State},
	{"#adm2", "", County},
	{"#adm3", "", City},
	{"#loc", "", Place},
	{"#geo", "lat", Lat},
	{"#geo", "lon", Lon},
	{"#geo", "coord", LatLon},
	{"#affected", "killed", Killed},
	{"#affected", "dead", Killed},
	{"#affected", "injured", Wounded},
	{"#affected", "wounded", Wounded},
	{"#affected", "missing", Missing},
	{"#affected", "detained", Detained},
	{"#event", "id", ID},
	{"#event", "type", Kind},
	{"#event", "name", Title},
	{"#event", "", Kind},
	{"#cause", "type", Kind},
	{"#crisis", "type", Kind},
	{"#description", "", Summary},
	{"#meta", "id", ID},
	{"#meta", "url", URL},
	{"#meta", "source", Publisher},
	{"#id", "", ID},
	{"#item", "name", Title},
}

// tagged gives columns with hashtags their fields.
func tagged(all []Column, out []Decision) {
	taken := map[Field]bool{}
	for _, d := range out {
		taken[d.Field] = true
	}
	for i, c := range all {
		hash, attributes, _ := strings.Cut(strings.ToLower(strings.TrimSpace(c.Tag)), "+")
		list := strings.FieldsFunc(attributes, func(r rune) bool { return r == '+' || r == ' ' })
		if hash == "" || out[i].Field != "" || slices.Contains(list, "code") && hash != "#country" {
			continue
		}
		if slices.Contains(list, "year") || slices.Contains(list, "month") || slices.Contains(list, "day") {
			continue // a part of a date, which its name tells
		}
		for _, t := range tags {
			if t.tag != hash || t.attribute != "" && !slices.Contains(list, t.attribute) {
				continue
			}
			if isFigure(t.field) && slices.ContainsFunc(list, func(a string) bool { return partWords[a] || a == "f" || a == "m" }) {
				break // the figure of a part
			}
			if !taken[t.field] && c.Sample.fit(t.field) >= leastScore {
				out[i] = Decision{Field: t.field, Score: 1, Reason: "by its tag " + c.Tag}
				taken[t.field] = true
			}
			break
		}
	}
}
