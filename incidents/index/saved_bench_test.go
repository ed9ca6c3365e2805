package index

import (
	"bytes"
	"fmt"
	"testing"

	"incidentmap/incidents"
)

// BenchmarkLoad loads saved indexes of a million and of ten million incidents.
func BenchmarkLoad(b *testing.B) {
	for _, n := range []int{1_000_000, 10_000_000} {
		b.Run(fmt.Sprint(n), func(b *testing.B) {
			x, feed := New(), &stream{n: n}
			if err := x.Sync(b.Context(), feed); err != nil {
				b.Fatal(err)
			}
			file := saved(b, x)
			b.SetBytes(int64(len(file)))
			b.ReportAllocs()
			for b.Loop() {
				y := New()
				err := y.Load(b.Context(), bytes.NewReader(file), int64(len(file)), feed, func(incidents.Seq, []byte) error { return nil })
				if err != nil || y.Size() != n {
					b.Fatalf("%d are loaded, %v", y.Size(), err)
				}
			}
			b.ReportMetric(float64(len(file))/float64(n), "B/incident")
		})
	}
}
