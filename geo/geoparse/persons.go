package geoparse

import "slices"

// findPersons collects the last words of the names of persons that the text names in
// full or with a title, so that the last word alone is read as the person again. A first
// name alone is read so when the text also has the last name alone.
func (d *document) findPersons() {
	first := map[string][]string{}
	for i := 0; i < len(d.tokens); i++ {
		last, ok := d.personAt(i)
		if !ok {
			continue
		}
		key := d.tokens[last].key
		d.persons[key] = true
		if last > i && d.p.lexicon.FirstNames[d.tokens[i].key] {
			if !slices.Contains(first[key], d.tokens[i].key) {
				first[key] = append(first[key], d.tokens[i].key)
			}
			if len(first[key]) == 2 {
				d.persons[first[key][0]], d.persons[first[key][1]] = true, true
			}
		}
		i = last
	}
	for i := 1; i < len(d.tokens); i++ {
		if t := d.tokens[i]; first[t.key] != nil && t.shape != lower && (d.tokens[i-1].shape == lower || !d.follows(i)) {
			for _, f := range first[t.key] {
				d.persons[f] = true
			}
			delete(first, t.key)
		}
	}
}

// personAt reports whether a person's name, after a title or beginning with a first
// name, stands at token i, and where it ends.
func (d *document) personAt(i int) (int, bool) {
	t := d.tokens[i]
	if t.loud || t.shape == lower && !personTitles[t.key] || t.shape == number {
		return 0, false
	}
	from := i
	titled := false
	for personTitles[d.tokens[from].key] && from+1 < len(d.tokens) && d.follows(from+1) {
		titled = true
		from++
	}
	if d.tokens[from].shape == lower || functionWords[d.tokens[from].key] {
		return 0, false
	}
	first := d.p.lexicon.FirstNames[d.tokens[from].key] && !d.afterArticle(from)
	if !titled && !first {
		return 0, false
	}
	last := from
	for j := from + 1; j < len(d.tokens) && j <= from+4 && d.follows(j); j++ {
		next := d.tokens[j]
		if next.shape == lower && !personParticles[next.key] || functionWords[next.key] && !personParticles[next.key] {
			break
		}
		if next.shape != lower {
			last = j
		}
		if next.possessive {
			break
		}
	}
	return last, titled && d.tokens[last].shape != lower || last > from
}

// afterArticle reports whether an article, a saint's title or the word for a part of a
// town stands before a token: "el barrio Santa Rosa de Valledupar" names nobody.
func (d *document) afterArticle(i int) bool {
	if i == 0 || !d.follows(i) {
		return false
	}
	switch k := d.tokens[i-1].key; k {
	case "el", "la", "los", "las", "the", "san", "santa", "santo", "saint":
		return true
	default:
		return partNouns[k]
	}
}

// personParticles stand within persons' names.
var personParticles = set("de del la las los van von der den bin al el da di y")

// follows reports whether token j directly continues the words before it, as a name does.
func (d *document) follows(j int) bool {
	g := d.tokens[j].gap
	if before := d.tokens[j-1]; before.abbreviated() {
		g &^= stop
	}
	return g.joins() && !d.tokens[j-1].possessive
}
