package index

import (
	"testing"
	"time"

	"incidentmap/geo"
	"incidentmap/incidents"
)

// checkPrecisions holds that an area is known no more exactly than what was found there.
func checkPrecisions(t *testing.T, snap *Snapshot, q Query, found map[incidents.ShapeID][]fact) {
	t.Helper()
	var ids []incidents.ShapeID
	want := map[incidents.ShapeID]geo.Precision{}
	for id, all := range found {
		ids = append(ids, id)
		want[id] = all[0].entry.Precision()
		for _, f := range all {
			if f.entry.Precision().CoarserThan(want[id]) {
				want[id] = f.entry.Precision()
			}
		}
	}
	same(t, "Precisions", q, want, snap.Precisions(q, ids))
}

// checkHistogramAt holds that buckets of unequal width come to what those come to of which they
// are made, here of one, two, three of a histogram's and so on.
func checkHistogramAt(t *testing.T, snap *Snapshot, q Query, of Histogram) {
	t.Helper()
	want := Histogram{Untimed: of.Untimed, Outside: of.Outside}
	var starts []time.Time
	for i, width := 0, 1; i < len(of.Buckets); i, width = i+width, width+1 {
		b, kinds := Bucket{Start: of.Buckets[i].Start}, map[incidents.Kind]int{}
		for _, part := range of.Buckets[i:min(i+width, len(of.Buckets))] {
			b.Count += part.Count
			for _, k := range part.Kinds {
				kinds[k.Kind] += k.Count
			}
		}
		b.Kinds = kindList(kinds)
		want.Buckets, starts = append(want.Buckets, b), append(starts, b.Start)
	}
	if len(starts) > 0 {
		want.From, want.To = of.From, of.To
	}
	same(t, "HistogramAt", q, want, snap.HistogramAt(q, starts, of.To))
}
