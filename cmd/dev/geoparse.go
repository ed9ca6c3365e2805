package main

import (
	"bufio"
	"cmp"
	"encoding/json"
	"errors"
	"fmt"
	"math"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/paulmach/orb"
	orbgeo "github.com/paulmach/orb/geo"

	"incidentmap/data"
	"incidentmap/geo/gazetteer"
	"incidentmap/geo/geoparse"
)

// goldText is a text of a corpus with its places: a line of JSON of a .jsonl file.
type goldText struct {
	Text     string      `json:"text"`
	Partial  bool        `json:"partial"` // only some places are marked: those are given
	Toponyms []goldPlace `json:"toponyms"`
}

type goldPlace struct {
	geoparse.Span
	Lat, Lon *float64 // nil where the corpus has no coordinates; such a place is neither wanted nor wrong
}

func (p goldPlace) located() bool { return p.Lat != nil && p.Lon != nil }

const (
	// nearEnoughKM is the error within which a place is right, as the field has it: 100 miles.
	nearEnoughKM = 161
	// farthestKM is the largest error, half the way around the world.
	farthestKM = 20039
)

// geoparseScore is what a corpus says of the parser.
type geoparseScore struct {
	corpus               string
	gold, found, matched int
	right                int
	errors               []float64 // km, of the matched places
	given                bool      // the places were given, and only their points are judged
}

func (s *geoparseScore) recognition() float64 { return f1(s.matched, s.found, s.gold) }
func (s *geoparseScore) endToEnd() float64    { return f1(s.right, s.found, s.gold) }
func (s *geoparseScore) accuracy() float64    { return float64(s.right) / float64(max(1, s.matched)) }

func f1(right, found, gold int) float64 { return 2 * float64(right) / float64(max(1, found+gold)) }

// area is that under the sorted curve of ln(error + 1), from 0 for perfect to 1 (Gritta,
// Pilehvar, Limsopatham and Collier, "What's missing in geographical parsing?", 2018).
func (s *geoparseScore) area() float64 {
	if len(s.errors) < 2 {
		return 0
	}
	logs := make([]float64, len(s.errors))
	for i, e := range s.errors {
		logs[i] = math.Log1p(e)
	}
	slices.Sort(logs)
	sum := 0.0
	for i := 1; i < len(logs); i++ {
		sum += (logs[i-1] + logs[i]) / 2
	}
	return sum / (math.Log(farthestKM) * float64(len(logs)-1))
}

// measureGeoparse reads every corpus of a folder and writes the table into README. Of the
// corpora named in plain, adjectives are not places.
func measureGeoparse(c checkout, dir string, plain []string) error {
	files, err := filepath.Glob(filepath.Join(dir, "*.jsonl"))
	if err != nil || len(files) == 0 {
		return fmt.Errorf("%s: there is no corpus (*.jsonl) in it: %w", dir, cmp.Or(err, os.ErrNotExist))
	}
	names, err := gazetteer.Open(data.Places())
	if err != nil {
		return fmt.Errorf("open the gazetteer: %w", err)
	}
	lexicon, err := geoparse.ReadLexicon(data.Words())
	if err != nil {
		return err
	}
	parser := geoparse.New(names, lexicon, nil)
	var scores []*geoparseScore
	for _, file := range files {
		corpus, _, _ := strings.Cut(filepath.Base(file), ".")
		s, err := scoreCorpus(parser, file, geoparse.Options{NoAdjectivals: slices.Contains(plain, corpus)})
		if err != nil {
			return err
		}
		s.corpus = corpus
		scores = append(scores, s)
	}
	table := geoparseTable(scores)
	fmt.Fprint(c.stdout, table)
	return writeReadmePart(c.path("README.md"), "geoparse", table)
}

// scoreCorpus reads the texts of a file, one JSON object a line.
func scoreCorpus(parser *geoparse.Parser, file string, options geoparse.Options) (*geoparseScore, error) {
	f, err := os.Open(file)
	if err != nil {
		return nil, fmt.Errorf("open a corpus: %w", err)
	}
	defer f.Close()
	s := &geoparseScore{}
	lines := bufio.NewScanner(f)
	lines.Buffer(nil, 64<<20)
	for n := 1; lines.Scan(); n++ {
		var text goldText
		if err := json.Unmarshal(lines.Bytes(), &text); err != nil {
			return nil, fmt.Errorf("%s: line %d: %w", file, n, err)
		}
		if text.Partial {
			s.given = true
			options.Spans = make([]geoparse.Span, 0, len(text.Toponyms))
			for _, p := range text.Toponyms {
				options.Spans = append(options.Spans, p.Span)
			}
		}
		s.add(text, parser.Parse(text.Text, options))
	}
	return s, lines.Err()
}

// add judges one text.
func (s *geoparseScore) add(text goldText, found []geoparse.Toponym) {
	var gold, ignored []goldPlace
	for _, p := range text.Toponyms {
		if p.located() {
			gold = append(gold, p)
		} else {
			ignored = append(ignored, p)
		}
	}
	s.gold += len(gold)
	used := map[int]bool{}
	for _, pair := range pairUp(gold, found) {
		used[pair[1]] = true
		p, f := gold[pair[0]], found[pair[1]]
		km := orbgeo.DistanceHaversine(orb.Point{*p.Lon, *p.Lat}, f.Point) / 1000
		s.errors = append(s.errors, km)
		s.matched++
		if km <= nearEnoughKM {
			s.right++
		}
	}
	for i, f := range found {
		touches := func(p goldPlace) bool { return overlap(p.Span, f.Span) > 0 }
		if used[i] || !text.Partial && !slices.ContainsFunc(ignored, touches) {
			s.found++
		}
	}
}

func overlap(a, b geoparse.Span) int { return min(a.End, b.End) - max(a.Start, b.Start) }

// pairUp pairs places that overlap, one to one: equal spans first, then the larger overlap.
func pairUp(gold []goldPlace, found []geoparse.Toponym) [][2]int {
	type pair struct{ g, f, rank int }
	var all []pair
	for g, p := range gold {
		for f, t := range found {
			switch o := overlap(p.Span, t.Span); {
			case p.Span == t.Span:
				all = append(all, pair{g, f, math.MaxInt})
			case o > 0:
				all = append(all, pair{g, f, o})
			}
		}
	}
	slices.SortStableFunc(all, func(a, b pair) int { return cmp.Compare(b.rank, a.rank) })
	usedGold, usedFound := map[int]bool{}, map[int]bool{}
	var pairs [][2]int
	for _, p := range all {
		if !usedGold[p.g] && !usedFound[p.f] {
			usedGold[p.g], usedFound[p.f] = true, true
			pairs = append(pairs, [2]int{p.g, p.f})
		}
	}
	return pairs
}

// geoparseTable writes the scores as Markdown.
func geoparseTable(scores []*geoparseScore) string {
	var b strings.Builder
	b.WriteString("| corpus | places | recognition F1 (overlap) | accuracy@161 km | AUC | end to end F1 |\n|---|---|---|---|---|---|\n")
	for _, s := range scores {
		recognition, endToEnd := fmt.Sprintf("%.3f", s.recognition()), fmt.Sprintf("%.3f", s.endToEnd())
		if s.given {
			recognition, endToEnd = "given", "–"
		}
		fmt.Fprintf(&b, "| %s | %d | %s | %.3f | %.3f | %s |\n", s.corpus, s.gold, recognition, s.accuracy(), s.area(), endToEnd)
	}
	return b.String()
}

// errNoMarks tells that a page has no place for a table.
var errNoMarks = errors.New("it has no comments that mark where the table goes")

// writeReadmePart replaces what stands between two comments of a page.
func writeReadmePart(file, part, text string) error {
	page, err := os.ReadFile(file)
	if err != nil {
		return fmt.Errorf("read the page: %w", err)
	}
	begin, end := "<!-- bench "+part+" -->\n", "<!-- end -->"
	before, rest, ok := strings.Cut(string(page), begin)
	_, after, ok2 := strings.Cut(rest, end)
	if !ok || !ok2 {
		return fmt.Errorf("%s: %w: %q and %q", file, errNoMarks, strings.TrimSpace(begin), end)
	}
	if err := os.WriteFile(file, []byte(before+begin+text+end+after), 0o644); err != nil {
		return fmt.Errorf("write the page: %w", err)
	}
	return nil
}
