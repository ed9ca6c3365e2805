package main

import (
	"bufio"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"math"

	"github.com/paulmach/orb"

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

func (c *geoparseCmd) answer(parser *geoparse.Parser, line []byte, out io.Writer) error {
	var in textLine
	if err := json.Unmarshal(line, &in); err != nil {
		return fmt.Errorf("it is no JSON object with an id and a text: %w", err)
	}
	found := parser.Parse(in.Text, geoparse.Options{NoAdjectivals: c.Adjectivals == "off", Why: c.Why, Spans: in.Spans, Home: c.home()})
	answer := struct {
		ID       json.RawMessage    `json:"id"`
		Toponyms []geoparse.Toponym `json:"toponyms"`
	}{in.ID, found}
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
