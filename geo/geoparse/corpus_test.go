package geoparse

import (
	"math"
	"os"
	"strconv"
	"strings"
	"testing"

	"github.com/paulmach/orb"
	orbgeo "github.com/paulmach/orb/geo"
)

// gold is a place that a passage of testdata marks.
type gold struct {
	Span
	point orb.Point
}

// passage is a text of testdata with its places.
type passage struct {
	id, text string
	places   []gold
}

// readPassages reads lines of an id, a tab, and a text with its places in brackets.
func readPassages(t testing.TB, file string) []passage {
	t.Helper()
	b, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	var all []passage
	for line := range strings.Lines(string(b)) {
		if strings.HasPrefix(line, "#") {
			continue
		}
		id, marked, _ := strings.Cut(strings.TrimSpace(line), "\t")
		all = append(all, unmark(t, id, marked))
	}
	return all
}

// unmark takes the marks "[words|lat,lon]" out of a text.
func unmark(t testing.TB, id, marked string) passage {
	t.Helper()
	p := passage{id: id}
	runes := 0
	write := func(s string) {
		p.text += s
		runes += len([]rune(s))
	}
	for {
		before, rest, some := strings.Cut(marked, "[")
		write(before)
		if !some {
			return p
		}
		mark, after, ok := strings.Cut(rest, "]")
		words, at, ok2 := strings.Cut(mark, "|")
		latWord, lonWord, ok3 := strings.Cut(at, ",")
		lat, err1 := strconv.ParseFloat(latWord, 64)
		lon, err2 := strconv.ParseFloat(lonWord, 64)
		if !ok || !ok2 || !ok3 || err1 != nil || err2 != nil {
			t.Fatalf("%s: %.40q is not [words|lat,lon]", id, rest)
		}
		start := runes
		write(words)
		p.places = append(p.places, gold{Span: Span{Start: start, End: runes}, point: orb.Point{lon, lat}})
		marked = after
	}
}

// measured are the counts of a run over passages.
type measured struct{ gold, found, matched, right int }

func (m measured) recognition() float64 { return f1(m.matched, m.found, m.gold) }
func (m measured) accuracy() float64    { return float64(m.right) / math.Max(1, float64(m.matched)) }
func (m measured) endToEnd() float64    { return f1(m.right, m.found, m.gold) }

func f1(right, found, gold int) float64 { return 2 * float64(right) / math.Max(1, float64(found+gold)) }

// nearEnoughM is the error within which a place is right: 161 km, as the field has it.
const nearEnoughM = 161_000

// measure compares what a parser finds with what passages mark; places that overlap are
// one, each at most once.
func measure(t testing.TB, p *Parser, passages []passage, tell bool) measured {
	t.Helper()
	var m measured
	for _, text := range passages {
		found := p.Parse(text.text, Options{Why: tell})
		m.gold += len(text.places)
		m.found += len(found)
		used := map[int]bool{}
		for _, g := range text.places {
			hit := -1
			for i, f := range found {
				if !used[i] && f.Start < g.End && g.Start < f.End && (hit < 0 || f.Start == g.Start) {
					hit = i
				}
			}
			if hit < 0 {
				if tell {
					t.Logf("%s: missed %q", text.id, string([]rune(text.text)[g.Start:g.End]))
				}
				continue
			}
			used[hit] = true
			m.matched++
			if d := orbgeo.DistanceHaversine(found[hit].Point, g.point); d <= nearEnoughM {
				m.right++
			} else if tell {
				t.Logf("%s: %q is at %v, %.0f km off: %s", text.id, found[hit].Text, found[hit].Point, d/1000, found[hit].Name)
			}
		}
		for i, f := range found {
			if !used[i] && tell {
				t.Logf("%s: %q is no place: %s %.2f %v", text.id, f.Text, f.Name, f.Confidence, f.Reasons)
			}
		}
	}
	return m
}

// Passages of the Spanish press are read as well as the issue asks of English news.
func TestSpanishPress(t *testing.T) {
	m := measure(t, parserOf(t), readPassages(t, "testdata/spanish.txt"), testing.Verbose())
	t.Logf("recognition F1 %.3f, accuracy@161 km %.3f, end to end F1 %.3f", m.recognition(), m.accuracy(), m.endToEnd())
	if m.recognition() < 0.91 || m.accuracy() < 0.95 || m.endToEnd() < 0.86 {
		t.Errorf("recognition %.3f, accuracy %.3f, end to end %.3f; want .91, .95, .86", m.recognition(), m.accuracy(), m.endToEnd())
	}
}
