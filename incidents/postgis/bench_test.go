package postgis

import (
	"fmt"
	"testing"

	"incidentmap/incidents"
	"incidentmap/incidents/format"
	"incidentmap/incidents/postgis/postgistest"
	"incidentmap/incidents/storetest"
)

// filled gives a store of n small incidents with the features that are shipped, and their
// numbers.
func filled(b *testing.B, n int) (*Store, []incidents.Seq) {
	b.Helper()
	s, err := Open(b.Context(), postgistest.Setting(b), format.AppendFeature)
	if err != nil {
		b.Fatal(err)
	}
	b.Cleanup(func() { _ = s.Close() })
	if _, err := s.PutStory(b.Context(), storetest.Story("a")); err != nil {
		b.Fatal(err)
	}
	var seqs []incidents.Seq
	for len(seqs) < n {
		revisions, err := s.Write(b.Context(), storetest.Small(len(seqs), min(2048, n-len(seqs)))...)
		if err != nil {
			b.Fatal(err)
		}
		for _, rev := range revisions {
			seqs = append(seqs, rev.Seq)
		}
	}
	return s, seqs
}

// BenchmarkWrite writes small incidents in batches of several sizes.
func BenchmarkWrite(b *testing.B) {
	for _, n := range []int{1, 100, 2048} {
		b.Run(fmt.Sprint(n), func(b *testing.B) {
			s, _ := filled(b, 1)
			rows := 1
			b.ResetTimer()
			for range b.N {
				b.StopTimer()
				writes := storetest.Small(rows, n)
				b.StartTimer()
				if _, err := s.Write(b.Context(), writes...); err != nil {
					b.Fatal(err)
				}
				rows += n
			}
			b.StopTimer()
			b.ReportMetric(float64(rows-1)/b.Elapsed().Seconds(), "incidents/s")
		})
	}
}

// BenchmarkWriteTogether has many writers of one incident each.
func BenchmarkWriteTogether(b *testing.B) {
	s, _ := filled(b, 1)
	b.SetParallelism(64)
	b.ResetTimer()
	b.RunParallel(func(pb *testing.PB) {
		for pb.Next() {
			if _, err := s.Write(b.Context(), batch(1)...); err != nil {
				b.Error(err)
				return
			}
		}
	})
	b.ReportMetric(float64(b.N)/b.Elapsed().Seconds(), "incidents/s")
}

func BenchmarkFeatures(b *testing.B) {
	s, seqs := filled(b, 20_000)
	b.ResetTimer()
	for range b.N {
		for _, err := range s.Features(b.Context(), seqs, "en") {
			if err != nil {
				b.Fatal(err)
			}
		}
	}
	b.ReportMetric(float64(len(seqs)*b.N)/b.Elapsed().Seconds(), "features/s")
}

func BenchmarkChanges(b *testing.B) {
	s, seqs := filled(b, 20_000)
	b.ResetTimer()
	for range b.N {
		for _, err := range s.Changes(b.Context(), 0) {
			if err != nil {
				b.Fatal(err)
			}
		}
	}
	b.ReportMetric(float64(len(seqs)*b.N)/b.Elapsed().Seconds(), "changes/s")
}

// BenchmarkIndex indexes what large writes have left.
func BenchmarkIndex(b *testing.B) {
	s, seqs := filled(b, 20_000)
	settle(b, s)
	for range b.N {
		b.StopTimer()
		postgistest.SQL(b, reopened(s), `TRUNCATE search; UPDATE indexed SET upto = 0`)
		b.StartTimer()
		if err := s.indexAll(b.Context()); err != nil {
			b.Fatal(err)
		}
	}
	b.ReportMetric(float64(len(seqs)*b.N)/b.Elapsed().Seconds(), "incidents/s")
}

// BenchmarkSearchPending searches what is not indexed, as much of it as a search looks through.
func BenchmarkSearchPending(b *testing.B) {
	s, seqs := filled(b, 20_000)
	settle(b, s)
	postgistest.SQL(b, reopened(s), fmt.Sprintf(`DELETE FROM search WHERE seq > %[1]d; UPDATE indexed SET upto = %[1]d`, int(seqs[len(seqs)-1])-scanAtMost))
	for b.Loop() {
		if _, err := s.Search(b.Context(), "a", "carretera bloqueo 12"); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkSearch(b *testing.B) {
	s, _ := filled(b, 20_000)
	settle(b, s)
	b.ResetTimer()
	for range b.N {
		if _, err := s.Search(b.Context(), "a", "carretera bloqueo 12"); err != nil {
			b.Fatal(err)
		}
	}
}
