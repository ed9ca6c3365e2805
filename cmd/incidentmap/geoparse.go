package main

import (
	"bufio"
	"encoding/json"
	"fmt"
	"io"
	"os"

	"incidentmap/data"
	"incidentmap/geo/gazetteer"
	"incidentmap/geo/geoparse"
)

// geoparseCmd finds the places of running text.
type geoparseCmd struct {
	Adjectivals string `help:"Whether adjectives and inhabitants (\"Mexican\", \"tapatío\") are places, too." enum:"on,off" default:"on"`
	Why         bool   `help:"Give the reasons for each place."`
}

// maxLine is the length, in bytes, of the longest line that is read.
const maxLine = 64 << 20

// textLine is one text that comes in.
type textLine struct {
	ID    any             `json:"id"`
	Text  string          `json:"text"`
	Spans []geoparse.Span `json:"spans"` // the places, when they are known already
}

// Run answers each line of JSON on standard input with one on standard output.
func (c *geoparseCmd) Run(p *program) error {
	parser, err := openGeoparser()
	if err != nil {
		return err
	}
	lines := bufio.NewScanner(os.Stdin)
	lines.Buffer(make([]byte, 0, 1<<20), maxLine)
	out := bufio.NewWriter(p.stdout)
	for n := 1; lines.Scan(); n++ {
		if len(lines.Bytes()) == 0 {
			continue
		}
		if err := c.answer(parser, lines.Bytes(), out); err != nil {
			return fmt.Errorf("line %d: %w", n, err)
		}
	}
	if err := lines.Err(); err != nil {
		return fmt.Errorf("cannot read standard input: %w", err)
	}
	return out.Flush()
}

type toponymJSON struct {
	geoparse.Span
	Text       string   `json:"text"`
	Lat        float64  `json:"lat"`
	Lon        float64  `json:"lon"`
	Name       string   `json:"name"`
	Confidence float64  `json:"confidence"`
	Reasons    []string `json:"reasons,omitempty"`
}

func (c *geoparseCmd) answer(parser *geoparse.Parser, line []byte, out io.Writer) error {
	var in textLine
	if err := json.Unmarshal(line, &in); err != nil {
		return err
	}
	found := parser.Parse(in.Text, geoparse.Options{NoAdjectivals: c.Adjectivals == "off", Why: c.Why, Spans: in.Spans})
	answer := struct {
		ID       any           `json:"id"`
		Toponyms []toponymJSON `json:"toponyms"`
	}{in.ID, make([]toponymJSON, 0, len(found))}
	for _, t := range found {
		answer.Toponyms = append(answer.Toponyms, toponymJSON{Span: t.Span, Text: t.Text, Lat: t.Point[1], Lon: t.Point[0], Name: t.Name, Confidence: t.Confidence, Reasons: t.Reasons})
	}
	return json.NewEncoder(out).Encode(answer)
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
	return geoparse.New(names, lexicon), nil
}
