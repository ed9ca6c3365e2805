package main

import (
	"bufio"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"math"
	"strconv"
	"strings"

	"github.com/paulmach/orb"

	"incidentmap/data"
	"incidentmap/geo"
	"incidentmap/geo/gazetteer"
	"incidentmap/geo/geocode"
	"incidentmap/geo/geoparse"
	"incidentmap/incidents"
)

// geoparseCmd finds the places of running text.
type geoparseCmd struct {
	Adjectivals string    `help:"Whether adjectives and inhabitants (\"Mexican\", \"tapatío\") are places, too." enum:"on,off" default:"on"`
	Why         bool      `help:"Give the reasons for each place."`
	Near        []float64 `help:"Where the texts' paper is at home: places near it are preferred." placeholder:"LAT,LON"`
}

// maxLine is the length, in bytes, of the longest line that is read.
const maxLine = 64 << 20

// textLine is one text that comes in.
type textLine struct {
	ID    json.RawMessage `json:"id"`
	Text  string          `json:"text"`
	Spans []geoparse.Span `json:"spans"` // the places, when they are known already
}

// Run answers each line of JSON on standard input with one on standard output.
func (c *geoparseCmd) Run(p *program) error {
	if n := len(c.Near); n != 0 && (n != 2 || math.Abs(c.Near[0]) > 90 || math.Abs(c.Near[1]) > 180) {
		return fmt.Errorf("--near %v is not a latitude and a longitude, such as 20.67,-103.35", c.Near)
	}
	parser, err := openGeoparser()
	if err != nil {
		return err
	}
	if p.stdin == nil {
		return errors.New("there is no standard input to read texts from")
	}
	lines := bufio.NewScanner(p.stdin)
	lines.Buffer(make([]byte, 0, 1<<20), maxLine)
	out := bufio.NewWriter(p.stdout)
	for n := 1; lines.Scan(); n++ {
		if len(lines.Bytes()) == 0 {
			continue
		}
		if err := c.answer(parser, lines.Bytes(), out); err != nil {
			return errors.Join(fmt.Errorf("line %d of standard input: %w", n, err), out.Flush())
		}
		// A program at the other end may wait for the answer before it sends the next text.
		if err := out.Flush(); err != nil {
			return fmt.Errorf("cannot write the answer: %w", err)
		}
	}
	if err := lines.Err(); err != nil {
		return errors.Join(fmt.Errorf("cannot read standard input (a line has at most %d MiB): %w", maxLine>>20, err), out.Flush())
	}
	return nil
}

// toponymJSON is one place of an answer.
type toponymJSON struct {
	geoparse.Span
	Text       string        `json:"text"`
	Lat        float64       `json:"lat"`
	Lon        float64       `json:"lon"`
	Name       string        `json:"name"`
	GeoNameID  int           `json:"geonameid,omitempty"`
	Kind       string        `json:"kind,omitempty"`
	Precision  geo.Precision `json:"precision,omitempty"`
	RadiusM    float64       `json:"radius_m,omitempty"`
	Confidence float64       `json:"confidence"`
	Relation   *relationJSON `json:"relation,omitempty"`
	Reasons    []string      `json:"reasons,omitempty"`
}

// relationJSON is what the words before a name say is somewhere near its place.
type relationJSON struct {
	geoparse.Span
	Location geo.Location `json:"location"`
	Reason   string       `json:"reason"`
}

func toponymOf(t geoparse.Toponym) toponymJSON {
	j := toponymJSON{
		Span: t.Span, Text: t.Text, Lat: t.Point[1], Lon: t.Point[0], Name: t.Name, Confidence: math.Round(t.Confidence*1000) / 1000,
		Precision: t.Location.Precision, RadiusM: t.Location.RadiusM, Reasons: t.Reasons,
	}
	if id, ok := strings.CutPrefix(t.Entry.ID, "geonames:"); ok {
		j.GeoNameID, _ = strconv.Atoi(id)
	}
	if t.Entry.Kind != 0 {
		j.Kind = t.Entry.Kind.String()
	}
	if r := t.Relation; r != nil {
		j.Relation = &relationJSON{Span: r.Span, Location: r.Location, Reason: r.Reason}
	}
	return j
}

func (c *geoparseCmd) answer(parser *geoparse.Parser, line []byte, out io.Writer) error {
	var in textLine
	if err := json.Unmarshal(line, &in); err != nil {
		return fmt.Errorf("it is no JSON object with an id and a text: %w", err)
	}
	found := parser.Parse(in.Text, geoparse.Options{NoAdjectivals: c.Adjectivals == "off", Why: c.Why, Spans: in.Spans, Home: c.home()})
	answer := struct {
		ID       json.RawMessage `json:"id"`
		Toponyms []toponymJSON   `json:"toponyms"`
	}{in.ID, make([]toponymJSON, 0, len(found))}
	for _, t := range found {
		answer.Toponyms = append(answer.Toponyms, toponymOf(t))
	}
	b, err := json.Marshal(answer)
	if err != nil {
		return fmt.Errorf("cannot write the answer: %w", err)
	}
	_, err = out.Write(append(incidents.PrintableJSON(b), '\n'))
	return err
}

// home is where the texts' paper is at home, if that was given.
func (c *geoparseCmd) home() *orb.Point {
	if len(c.Near) != 2 {
		return nil
	}
	return &orb.Point{c.Near[1], c.Near[0]}
}

func openGeoparser() (*geoparse.Parser, error) {
	names, err := gazetteer.Open(data.Places())
	if err != nil {
		return nil, fmt.Errorf("the embedded gazetteer cannot be opened: %w", err)
	}
	lexicon, err := geoparse.ReadLexicon(data.Words())
	if err != nil {
		return nil, fmt.Errorf("the embedded words cannot be read: %w", err)
	}
	return geoparse.New(names, lexicon, geocode.New(names, nil)), nil
}
