package geoparse

import (
	"unicode/utf8"

	"github.com/paulmach/orb"

	"incidentmap/geo/gazetteer"
)

// Parser finds places in running text. It is safe for concurrent use.
type Parser struct {
	g        *gazetteer.Gazetteer
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
	Point      orb.Point // longitude, latitude
	Confidence float64   // 0 to 1: of what is called 0.9, nine in ten are right
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
	persons   map[string]bool    // last words of persons' names
	speaks    map[string]float64 // countries where the text's language is spoken, and how much
	cues      map[string]float64 // words that the press of a country uses, by country
	lowercase bool               // the text has no capitals at all
	spanish   bool
}

// New makes a parser from a gazetteer and the words that package data has for it.
func New(g *gazetteer.Gazetteer, lexicon *Lexicon) *Parser {
	p := &Parser{g: g, lexicon: lexicon, features: map[string][]*Feature{}, begins: map[string]bool{}}
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
	d := &document{p: p, text: text, options: options, names: map[string]*name{}, persons: map[string]bool{}}
	d.tokens = tokenize(text)
	d.readRegime()
	d.findPersons()
	if options.Spans != nil {
		d.takeSpans(options.Spans)
	} else {
		d.findMentions()
	}
	d.markParts()
	d.recognise()
	d.resolve()
	d.settle()
	d.placeParts()
	return d.toponyms()
}

// toponyms writes the answer; offsets are counted once, from left to right.
func (d *document) toponyms() []Toponym {
	var found []Toponym
	runes, at := 0, 0
	to := func(b int) int {
		runes += utf8.RuneCountInString(d.text[at:b])
		at = b
		return runes
	}
	for i := range d.mentions {
		m := &d.mentions[i]
		if m.dropped && !m.given || m.name.best < 0 {
			continue
		}
		start, end := d.tokens[m.first].start, d.tokens[m.last].end
		c := &m.name.candidates[m.name.best]
		t := Toponym{Span: Span{Start: to(start), End: to(end)}, Text: d.text[start:end], Point: c.point, Confidence: confidence(m, c)}
		if c.unknown {
			t.Name = t.Text
		} else if c.feature != nil {
			t.Name = c.feature.Name
		} else {
			t.Entry = d.p.g.Entry(c.ref)
			t.Name = t.Entry.Name
		}
		if d.options.Why {
			t.Reasons = d.reasons(m, c)
		}
		found = append(found, t)
	}
	return found
}

// confidence is the chance that a mention is a place and the one chosen.
func confidence(m *mention, c *candidate) float64 {
	return logistic(m.belief) * c.share
}
