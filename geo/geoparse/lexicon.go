package geoparse

import (
	"bufio"
	"bytes"
	"fmt"
	"strconv"
	"strings"

	"github.com/paulmach/orb"

	"incidentmap/geo/gazetteer"
)

// Lexicon is what is known about words besides the gazetteer. All words are in
// normalised form (gazetteer.Normalize).
type Lexicon struct {
	Words      map[string]bool      // common words that are also names of places
	FirstNames map[string]bool      // of persons
	Surnames   map[string]bool      // that are also names of places
	Demonyms   map[string]string    // adjective or inhabitant to the code of an area, or "geonames:" and a number
	Points     map[string]orb.Point // of countries and states by code, longitude and latitude, where GeoNames has others than the gazetteer
	Names      map[string][]string  // further names to the codes of areas or the identifiers of entries
	Features   []Feature
}

// Feature is a place that the gazetteer does not have: a continent, a sea, a river, a
// range, a region, a site.
type Feature struct {
	Name    string
	Names   []string
	Kind    string // "continent", "sea", "river", …
	Point   orb.Point
	RadiusM float64
	Country string  // ISO 3166-1 alpha-2, where it lies in one
	Admin1  string  // GeoNames code, where it lies in one
	Rank    float64 // how well known, 0 to 1
}

// ReadLexicon reads the lines of a file: a letter for the sort of line, a tab, and its
// fields divided by tabs.
func ReadLexicon(b []byte) (*Lexicon, error) {
	l := &Lexicon{Words: map[string]bool{}, FirstNames: map[string]bool{}, Demonyms: map[string]string{}, Points: map[string]orb.Point{}, Names: map[string][]string{}}
	lines := bufio.NewScanner(bytes.NewReader(b))
	lines.Buffer(nil, 1<<20)
	for n := 1; lines.Scan(); n++ {
		if err := l.readLine(strings.Split(lines.Text(), "\t")); err != nil {
			return nil, fmt.Errorf("words for places, line %d: %w; derive the file again", n, err)
		}
	}
	return l, lines.Err()
}

func (l *Lexicon) readLine(fields []string) error {
	if len(fields) < 2 {
		return fmt.Errorf("%d fields instead of two or more", len(fields))
	}
	switch fields[0] {
	case "w":
		fill(l.Words, fields[1])
	case "f":
		fill(l.FirstNames, fields[1])
	case "d":
		if len(fields) != 3 {
			return fmt.Errorf("%d fields instead of 3", len(fields))
		}
		for _, w := range strings.Split(fields[2], ",") {
			l.Demonyms[w] = fields[1]
		}
	case "c":
		return l.readPoint(fields[1:])
	case "n":
		if len(fields) != 3 {
			return fmt.Errorf("%d fields instead of 3", len(fields))
		}
		for _, n := range strings.Split(fields[2], "|") {
			key := gazetteer.Normalize(n)
			l.Names[key] = append(l.Names[key], fields[1])
		}
	case "p":
		return l.readFeature(fields[1:])
	default:
		return fmt.Errorf("%.20q is no sort of line", fields[0])
	}
	return nil
}

func fill(set map[string]bool, words string) {
	for _, w := range strings.Split(words, ",") {
		set[w] = true
	}
}

// readPoint reads the code of an area, latitude and longitude.
func (l *Lexicon) readPoint(f []string) error {
	if len(f) != 3 {
		return fmt.Errorf("%d fields instead of 4", len(f)+1)
	}
	lat, err := strconv.ParseFloat(f[1], 64)
	if err != nil {
		return fmt.Errorf("latitude: %w", err)
	}
	lon, err := strconv.ParseFloat(f[2], 64)
	if err != nil {
		return fmt.Errorf("longitude: %w", err)
	}
	l.Points[f[0]] = orb.Point{lon, lat}
	return nil
}

// readFeature reads kind, latitude, longitude, radius in km, rank, area, and names
// divided by bars.
func (l *Lexicon) readFeature(f []string) error {
	if len(f) != 7 {
		return fmt.Errorf("%d fields instead of 8", len(f)+1)
	}
	var numbers [4]float64
	for i := range numbers {
		v, err := strconv.ParseFloat(f[1+i], 64)
		if err != nil {
			return fmt.Errorf("field %d: %w", i+3, err)
		}
		numbers[i] = v
	}
	names := strings.Split(f[6], "|")
	country, _, state := strings.Cut(f[5], ".")
	p := Feature{Name: names[0], Names: names, Kind: f[0], Point: orb.Point{numbers[1], numbers[0]}, RadiusM: 1000 * numbers[2], Rank: numbers[3], Country: country}
	if state {
		p.Admin1 = f[5]
	}
	l.Features = append(l.Features, p)
	return nil
}

// addFeature makes a feature known by its names.
func (p *Parser) addFeature(f *Feature) {
	for _, n := range f.Names {
		key := gazetteer.Normalize(n)
		p.features[key] = append(p.features[key], f)
		p.addBeginnings(key)
	}
}

// addBeginnings lets the search for names go on after each word of a key.
func (p *Parser) addBeginnings(key string) {
	for i, c := range key {
		if c == ' ' {
			p.begins[key[:i]] = true
		}
	}
}

// beginsFeature reports whether a name that the gazetteer lacks begins with the words of
// a key, or is it.
func (p *Parser) beginsFeature(key string) bool {
	return p.begins[key] || p.features[key] != nil || p.lexicon.Names[key] != nil
}

// common reports whether a word is known to be one that is no name.
func (l *Lexicon) common(key string) bool { return l.Words[key] || !l.FirstNames[key] }
