package index

import (
	"fmt"
	"math"
	"math/rand/v2"
	"slices"
	"testing"
	"time"

	"incidentmap/incidents"
)

// Of segments of any kinds, times and lengths, bitmaps find the rows that are found by asking each.
func TestBitmapsFindWhatEachRowSays(t *testing.T) {
	r := rand.New(rand.NewPCG(21, 22))
	begin := time.Date(2020, 1, 1, 0, 0, 0, 0, time.UTC)
	for _, shape := range []string{"plain", "one second", "long and open", "odd"} {
		s := bitmapSegment(r, shape, begin)
		if s.bits == nil {
			t.Fatalf("%s: no bitmaps", shape)
		}
		p, masks := newPart(s), 0
		snap := &Snapshot{story: &story{parts: []*part{p}}, kinds: newKindNames(nil)}
		for range 200 {
			q := randomFilter(r, begin)
			for _, m := range snap.compile(q) {
				if m.mask != nil {
					masks++
				}
				lo := r.IntN(s.size())
				hi := lo + r.IntN(min(scanRows, s.size()-lo)+1)
				var want []uint32
				for i := lo; i < hi; i++ {
					if m.wants(i) {
						want = append(want, uint32(i))
					}
				}
				var room scanBuffer
				if got := m.rows(lo, hi, true, &room); !slices.Equal(got, want) {
					t.Fatalf("%s, rows %d to %d of %+v: %d found, want %d", shape, lo, hi, q.Filter, len(got), len(want))
				}
			}
		}
		if masks < 50 {
			t.Errorf("%s: bitmaps were looked at %d times", shape, masks)
		}
	}
}

// bitmapSegment has rows at points.
func bitmapSegment(r *rand.Rand, shape string, begin time.Time) *segment {
	b := newBuilder(&slots{})
	kinds := incidents.Kinds()[:9]
	for i := range bitmapRows + r.IntN(200) {
		k := kinds[r.IntN(len(kinds))]
		e := incidents.Entry{
			Seq: incidents.Seq(i + 1), Located: true, Start: begin.UnixMicro() + r.Int64N(3*365*86400)*micro,
			Traits: incidents.NewTraits(&incidents.Public{Kind: k.Kind, Class: k.Class, Verification: incidents.Verifications()[r.IntN(3)]}),
		}
		e.Point[0] = r.Float64()
		e.End = e.Start + micro - 1
		switch {
		case shape == "one second":
			e.Start = begin.UnixMicro()
			e.End = e.Start + int64(r.IntN(3))*3600*micro
		case shape == "long and open" && i%3 == 0:
			e.End = incidents.UnknownEnd
		case shape == "long and open":
			e.End = e.Start + int64(r.IntN(400))*86400*micro
		case shape == "odd" && i%5 == 0:
			e.Start, e.End = incidents.UnknownStart, incidents.UnknownEnd
		case shape == "odd" && i%5 == 1:
			e.Start = -int64(r.IntN(300)) * 365 * 86400 * micro
			e.End = e.Start + micro
		case shape == "odd" && i%5 == 2:
			e.Start, e.End = incidents.UnknownStart, e.Start
		}
		b.add(&e)
	}
	return b.build()
}

func randomFilter(r *rand.Rand, begin time.Time) Query {
	var q Query
	for range r.IntN(4) {
		q.Kinds = append(q.Kinds, incidents.Kinds()[r.IntN(10)].Kind)
	}
	if r.IntN(3) == 0 {
		q.Verifications = incidents.Verifications()[:1+r.IntN(2)]
	}
	if r.IntN(4) > 0 {
		from := begin.Add(time.Duration(r.IntN(4*365*24)-4000) * time.Hour)
		q.Time = &incidents.Interval{From: from, To: from.Add(time.Duration(r.IntN(2*365*24)) * time.Hour)}
		switch r.IntN(6) {
		case 0:
			q.Time.From = time.Time{}
		case 1:
			q.Time.To = time.Time{}
		case 2:
			q.Time.To = q.Time.From
		}
	}
	return q
}

// BenchmarkRows asks for kinds and times of all rows.
func BenchmarkRows(b *testing.B) {
	sizes(b, func(b *testing.B, _ *encoded, x *Index) {
		v := x.Story("a")
		for _, with := range []bool{true, false} {
			b.Run(fmt.Sprint("bitmaps=", with), func(b *testing.B) {
				var room scanBuffer
				for b.Loop() {
					for _, m := range v.compile(narrow) {
						if !with {
							m.mask = nil
						}
						for lo := 0; lo < m.points; lo += scanRows {
							m.rows(lo, min(m.points, lo+scanRows), true, &room)
						}
					}
				}
			})
		}
	})
}

// TestEdgesUpTo holds the number of edges up to a second to a look at each.
func TestEdgesUpTo(t *testing.T) {
	r := newSource(1)
	for range 2000 {
		var edges [mostEdges]int32
		for i := range edges {
			edges[i] = pick(r, int32(r.IntN(50)), math.MaxInt32, math.MinInt32)
		}
		slices.Sort(edges[:])
		second, want := pick(r, int32(r.IntN(50)), math.MaxInt32, math.MinInt32), 0
		for _, edge := range edges {
			if edge <= second {
				want++
			}
		}
		if got := edgesUpTo(&edges, second); got != want {
			t.Fatalf("%d of %v are up to %d, want %d", got, edges, second, want)
		}
	}
}
