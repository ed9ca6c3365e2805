package tiles

import (
	"testing"

	"github.com/paulmach/orb"

	"incidentmap/incidents"
	"incidentmap/incidents/index"
)

// TestFewPointsStandApart holds that a tile of few points shows each, those of one place too,
// and that one more makes it show clusters.
func TestFewPointsStandApart(t *testing.T) {
	for _, tt := range []struct{ points, features int }{{2, 2}, {maxApart, maxApart}, {maxApart + 1, 1}} {
		src := &plain{seq: 1}
		for i := range tt.points {
			src.points = append(src.points, point{orb.Point{10, 10}, index.Place{Seq: incidents.Seq(i + 1), ID: incidents.ULID{byte(i + 1)}}})
		}
		features, counts := decoded(t, mustTile(t, src, 7, 67, 60), "incidents"), 0.0
		for _, f := range features {
			n, _ := f.Properties["count"].(float64)
			counts += n
		}
		if len(features) != tt.features || int(counts) != tt.points {
			t.Errorf("%d points are %d features that count %v", tt.points, len(features), counts)
		}
	}
}
