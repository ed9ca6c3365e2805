package extract

import (
	"slices"

	"incidentmap/geo"
	"incidentmap/geo/geocode"
	"incidentmap/geo/geoparse"
	"incidentmap/incidents/extract/text"
)

// takeDateline adds the town that a dateline names where the parser took its name for that of a person or for a word: "Rosario, 3 de junio".
// A town is taken in the country of most places of the text alone. The same name in the headline is the same town.
func (r *reading) takeDateline(country string) {
	dl := r.d.Dateline
	if dl.Len() == 0 || country == "" || slices.ContainsFunc(r.places, func(p place) bool { return dl.Holds(p.First) }) {
		return
	}
	name := r.datelineName()
	if name.Len() == 0 {
		return
	}
	words := r.d.Words(name)
	for _, c := range r.e.coder.Geocode(words, geocode.Context{Country: country, Near: r.o.Near, Lang: r.d.Lang}).Candidates {
		named := slices.ContainsFunc(namesOf(&c.Location), func(n string) bool { return plainWord(n) == plainWord(words) })
		if c.Location.Precision != geo.Locality || c.Location.Admin.Country != country || !named {
			continue
		}
		for i := 0; i < dl.First; i++ {
			if at := (text.Range{First: i, Last: i + name.Len()}); r.sameWords(at, name) && !r.isCovered(i) {
				r.insertTown(at, c.Location)
			}
		}
		r.insertTown(name, c.Location)
		return
	}
}

// datelineName gives the words of the name that a dateline begins with.
func (r *reading) datelineName() text.Range {
	const longest = 5
	dl := r.d.Dateline
	last := dl.First
	for last < min(dl.Last, dl.First+longest) && (r.d.Tokens[last].Shape == text.Capital || r.d.Tokens[last].Shape == text.Upper || nameJoins[r.token(last)] && last > dl.First) {
		last++
	}
	switch r.token(last) {
	case ",", "(", ".", "—":
		return text.Range{First: dl.First, Last: last}
	}
	return text.Range{}
}

// sameWords reports whether two stretches have the same words, and the first begins with a capital.
func (r *reading) sameWords(a, b text.Range) bool {
	for k := range a.Len() {
		if r.token(a.First+k) != r.token(b.First+k) {
			return false
		}
	}
	return r.d.Tokens[a.First].Shape != text.Lower
}

// insertTown adds a place among those of the text, in order.
func (r *reading) insertTown(at text.Range, loc geo.Location) {
	i, _ := slices.BinarySearchFunc(r.places, at.First, func(p place, first int) int { return p.First - first })
	span := geoparse.Span{Start: r.d.Tokens[at.First].Start, End: r.d.Tokens[at.Last-1].End}
	r.places = slices.Insert(r.places, i, place{Range: at, Toponym: geoparse.Toponym{Span: span, Text: r.d.Words(at), Location: loc, Confidence: unsureSpelling}})
}
