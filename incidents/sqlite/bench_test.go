package sqlite

import (
	"fmt"
	"path/filepath"
	"testing"

	"incidentmap/incidents"
	"incidentmap/incidents/storetest"
)

// filled gives a store with n public incidents, and their numbers.
func filled(t testing.TB, n int) (*Store, []incidents.Seq) {
	t.Helper()
	s := open(t, filepath.Join(t.TempDir(), "store.db"))
	return s, fill(t, s, n)
}

// fill writes a story and n public incidents, and gives their numbers.
func fill(t testing.TB, s *Store, n int) []incidents.Seq {
	t.Helper()
	if _, err := s.PutStory(t.Context(), storetest.Story("a")); err != nil {
		t.Fatal(err)
	}
	var seqs []incidents.Seq
	for len(seqs) < n {
		revisions, err := s.Write(t.Context(), batch(min(1000, n-len(seqs)))...)
		if err != nil {
			t.Fatal(err)
		}
		for _, rev := range revisions {
			seqs = append(seqs, rev.Seq)
		}
	}
	return seqs
}

func batch(n int) []incidents.Write {
	wishes := make([]incidents.Write, n)
	for i := range wishes {
		wishes[i] = incidents.Write{Incident: storetest.Incident("a", fmt.Sprint("Roadblock ", i)), Kind: incidents.Create}
	}
	return wishes
}

func BenchmarkWriteOne(b *testing.B) {
	s, _ := filled(b, 1)
	for b.Loop() {
		if _, err := s.Write(b.Context(), batch(1)...); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkWriteThousand(b *testing.B) {
	s, _ := filled(b, 1)
	for b.Loop() {
		if _, err := s.Write(b.Context(), batch(1000)...); err != nil {
			b.Fatal(err)
		}
	}
	b.ReportMetric(float64(1000*b.N)/b.Elapsed().Seconds(), "incidents/s")
}

func BenchmarkFeatures(b *testing.B) {
	s, seqs := filled(b, 10_000)
	for b.Loop() {
		for _, err := range s.Features(b.Context(), seqs, "en") {
			if err != nil {
				b.Fatal(err)
			}
		}
	}
	b.ReportMetric(float64(len(seqs)*b.N)/b.Elapsed().Seconds(), "features/s")
}

func BenchmarkChanges(b *testing.B) {
	s, seqs := filled(b, 10_000)
	for b.Loop() {
		for _, err := range s.Changes(b.Context(), 0) {
			if err != nil {
				b.Fatal(err)
			}
		}
	}
	b.ReportMetric(float64(len(seqs)*b.N)/b.Elapsed().Seconds(), "changes/s")
}

func BenchmarkQuickCheck(b *testing.B) {
	s, _ := filled(b, 4000)
	if _, err := s.writer.ExecContext(b.Context(), `PRAGMA wal_checkpoint(TRUNCATE)`); err != nil {
		b.Fatal(err)
	}
	for b.Loop() {
		if err := s.quickCheck(b.Context()); err != nil {
			b.Fatal(err)
		}
	}
	b.ReportMetric(float64(sizeOf(b, s.path))/(1<<20), "MiB")
}

func BenchmarkSearch(b *testing.B) {
	s, _ := filled(b, 10_000)
	for b.Loop() {
		if _, err := s.Search(b.Context(), "a", "Guadalajara roadblock 12"); err != nil {
			b.Fatal(err)
		}
	}
}
