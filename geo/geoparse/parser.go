package geoparse

import (
	"unicode/utf8"

	"github.com/paulmach/orb"

	"incidentmap/geo"
	"incidentmap/geo/gazetteer"
	"incidentmap/geo/geocode"
)

// Parser finds places in running text. It is safe for concurrent use.
type Parser struct {
	g        *gazetteer.Gazetteer
	geocoder *geocode.Geocoder
	lexicon  *Lexicon
	features map[string][]*Feature
	begins   map[string]bool // beginnings of the features' names, word by word
}

// Options say how a text is read; the zero value reads it as it is.
type Options struct {
	// NoAdjectivals leaves out adjectives and inhabitants: "Mexican", "tapatío".
	NoAdjectivals bool
	Home          *orb.Point // longitude, latitude: where the paper or story is at home
	Why           bool       // tell reasons
	// Spans, when not nil, are the only places looked for: offsets in code points.
	Spans []Span
}

// Span is a stretch of text, in code points; End is not part of it.
type Span struct {
	Start int `json:"start"`
	End   int `json:"end"`
}

// Toponym is a place name of a text and what it means.
type Toponym struct {
	Span
	Text       string
	Entry      gazetteer.Entry // zero when the place is not of the gazetteer
	Name       string
	Point      orb.Point    // longitude, latitude
	Confidence float64      // 0 to 1: of what is called 0.9, nine in ten are right
	Location   geo.Location // what may be drawn for the place; empty without a geocoder
	Relation   *Relation    // what the words before the name say is somewhere near it, or nil
	Reasons    []string
}

// document is a text under way.
type document struct {
	p         *Parser
	text      string
	options   Options
	tokens    []token
	mentions  []mention
	names     map[string]*name
	pairs     map[[2]*name]bool  // see someInside
	persons   map[string]bool    // last words of persons' names
	speaks    map[string]float64 // countries where the text's language is spoken, and how much
	cues      map[string]float64 // words that the press of a country uses, by country
	lowercase bool               // the text has no capitals at all
	spanish   bool
}

// New makes a parser from a gazetteer and the words that package data has for it. Without
// a geocoder (nil) places have points and no locations.
func New(g *gazetteer.Gazetteer, lexicon *Lexicon, geocoder *geocode.Geocoder) *Parser {
	p := &Parser{g: g, lexicon: lexicon, geocoder: geocoder, features: map[string][]*Feature{}, begins: map[string]bool{}}
	for i := range lexicon.Features {
		p.addFeature(&lexicon.Features[i])
	}
	for key := range lexicon.Names {
		p.addBeginnings(key)
	}
	return p
}

// Parse gives the places of a text, in order. It takes time linear in the length.
func (p *Parser) Parse(text string, options Options) []Toponym {
	d := &document{p: p, text: text, options: options, names: map[string]*name{}, pairs: map[[2]*name]bool{}, persons: map[string]bool{}}
	d.tokens = tokenize(text)
	d.readRegime()
	d.findPersons()
	if options.Spans != nil {
		d.takeSpans(options.Spans)
	} else {
		d.findMentions()
	}
	d.markParts()
	d.markAirports()
	d.recognise()
	d.resolve()
	d.settle()
	d.placeParts()
	d.placeAirports()
	if options.Spans == nil {
		d.describe()
	}
	return d.toponyms()
}

// toponyms writes the answer.
func (d *document) toponyms() []Toponym {
	found := []Toponym{}
	count := counter{text: d.text}
	for i := range d.mentions {
		m := &d.mentions[i]
		c := m.chosen()
		if c == nil || m.dropped && !m.given || d.options.Spans != nil && !m.given {
			continue
		}
		start, end := d.tokens[m.first].start, d.tokens[m.last].end
		relation, first := d.relate(i)
		if relation != nil {
			relation.Start = count.runes(d.tokens[first].start)
		}
		t := d.toponym(m, c, d.text[start:end])
		t.Span = Span{Start: count.runes(start), End: count.runes(end)}
		if relation != nil {
			relation.End = t.End
			t.Relation = relation
		}
		found = append(found, t)
	}
	return found
}

// toponym writes one place of the answer, without its offsets.
func (d *document) toponym(m *mention, c *candidate, words string) Toponym {
	t := Toponym{Text: words, Name: words, Point: c.point, Confidence: confidence(m, c)}
	switch {
	case c.unknown:
		t.Location = d.locationOf(c.in)
	case c.feature != nil:
		t.Name = c.feature.Name
		t.Location = d.locationOf(c)
	default:
		t.Entry = d.p.g.Entry(c.ref)
		t.Name = t.Entry.Name
		t.Location = d.locationOf(c)
	}
	if d.options.Why {
		t.Reasons = d.reasons(m, c)
	}
	return t
}

// locationOf gives what may be drawn for a candidate.
func (d *document) locationOf(c *candidate) geo.Location {
	switch {
	case c == nil || d.p.geocoder == nil:
		return geo.Location{}
	case c.unknown:
		return d.locationOf(c.in)
	case c.feature != nil:
		return geo.Location{Geometry: c.point, Precision: geo.Near, RadiusM: c.feature.RadiusM, Admin: geo.Admin{Country: c.country, Admin1: c.admin1}}
	}
	return d.p.geocoder.LocationOf(d.p.g.Entry(c.ref))
}

// counter counts code points from left to right; a relation may reach back a little.
type counter struct {
	text      string
	at, count int
}

func (c *counter) runes(b int) int {
	if b < c.at {
		c.count -= utf8.RuneCountInString(c.text[b:c.at])
	} else {
		c.count += utf8.RuneCountInString(c.text[c.at:b])
	}
	c.at = b
	return c.count
}

// confidence is the chance that a mention is a place and the one chosen. Neither odds nor
// shares know of what a text leaves unsaid: of the surest, one in twenty is wrong.
func confidence(m *mention, c *candidate) float64 {
	p := logistic(m.belief) * c.share
	if p > sure {
		p -= (p - sure) / (1 - sure) * unsaid
	}
	return p
}

const (
	sure   = 0.8
	unsaid = 0.06
)
