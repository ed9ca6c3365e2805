package index

import (
	"fmt"
	"math/rand/v2"
	"testing"

	"incidentmap/incidents"
)

// figuresPart is a part of rows at points, every fifth of which says nothing, of so many sources, and every
// seventh of which is dead.
func figuresPart(r *rand.Rand, rows, sources int) *part {
	b := newBuilder(&slots{})
	for i := range rows {
		e := incidents.Entry{Seq: incidents.Seq(i + 1), Located: true}
		e.Point[0] = r.Float64()
		if i%5 > 0 {
			n := 1 + r.IntN(3)
			ledger := []incidents.SourceCounts{{
				Source: incidents.Source{ID: fmt.Sprint("s", r.IntN(sources))},
				Counts: incidents.Counts{incidents.Killed: {Best: &n}, incidents.Wounded: {Low: &n}},
			}}
			e.Figures = incidents.NewSourceFigures(ledger)
		}
		b.add(&e)
	}
	p := newPart(b.build())
	var gone []incidents.Seq
	for i := 0; i < rows; i += 7 {
		gone = append(gone, incidents.Seq(i+1))
	}
	return p.without(newSeqSet(gone))
}

// Figures that are read from texts come to what those that are listed come to, for any range of rows.
func TestFiguresOfTextsAndColumnsAgree(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	const rows = 1000
	for _, sources := range []int{1, 3, 20, 32, 33, 40, 250, 900} {
		listed := figuresPart(r, rows, sources)
		if listed.figures.columns == nil {
			t.Fatalf("%d sources are not listed", sources)
		}
		s := *listed.segment
		s.figures = figureValues{texts: s.figures.texts, leads: s.figures.texts.leads()}
		s.before = newPrefixes(&s)
		read := *listed
		read.segment = &s
		for range 300 {
			lo := r.IntN(rows)
			hi := min(rows, lo+1+int(float64(rows)*r.Float64()*r.Float64()*r.Float64()))
			var a, b acc
			a.addAll(listed, lo, hi)
			b.addAll(&read, lo, hi)
			if want, got := a.figures.Totals(), b.figures.Totals(); got != want {
				t.Fatalf("%d sources, rows %d to %d: %v, want %v", sources, lo, hi, got, want)
			}
			var joined Figures // of two halves, of which the texts of one may be columns by now
			for _, half := range [][2]int{{lo, (lo + hi) / 2}, {(lo + hi) / 2, hi}} {
				var c acc
				c.addAll(pick(source{Rand: r}, &read, listed), half[0], half[1])
				joined.join(&c.figures)
			}
			if got := joined.Totals(); got != a.figures.Totals() || joined.over != a.figures.over {
				t.Fatalf("%d sources, rows %d to %d in halves: %v, want %v", sources, lo, hi, got, a.figures.Totals())
			}
			if a.figures.over != b.figures.over || a.n != b.n {
				t.Fatalf("%d sources, rows %d to %d: over %v and %v", sources, lo, hi, a.figures.over, b.figures.over)
			}
		}
	}
}

// A source of its own for each row is not listed, and costs little more room than its text.
func TestFiguresOfManySourcesAreNotListed(t *testing.T) {
	p := figuresPart(rand.New(rand.NewPCG(3, 4)), 5000, 1<<40)
	if v := &p.figures; v.leads == nil || v.columns != nil || v.items != nil {
		t.Errorf("%d columns and %d items of %d texts", len(v.columns), len(v.items), v.texts.size())
	}
	if each := p.figures.bytes() / 5000; each > 40 {
		t.Errorf("%d bytes a row", each)
	}
}
