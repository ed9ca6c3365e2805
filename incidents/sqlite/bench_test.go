package sqlite

import (
	"fmt"
	"math/rand/v2"
	"path/filepath"
	"slices"
	"sync"
	"testing"
	"time"

	"incidentmap/incidents"
	"incidentmap/incidents/format"
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
	writes := make([]incidents.Write, n)
	for i := range writes {
		writes[i] = incidents.Write{Incident: storetest.Incident("a", fmt.Sprint("Roadblock ", i)), Kind: incidents.Create}
	}
	return writes
}

// imported gives a store with n incidents such as rows of a spreadsheet make, with the
// features that are shipped, and their numbers.
func imported(b *testing.B, n int) (*Store, []incidents.Seq) {
	b.Helper()
	s := shipped(b)
	var seqs []incidents.Seq
	for len(seqs) < n {
		revisions, err := s.Write(b.Context(), storetest.Small(len(seqs), min(bulk, n-len(seqs)))...)
		if err != nil {
			b.Fatal(err)
		}
		for _, rev := range revisions {
			seqs = append(seqs, rev.Seq)
		}
	}
	return s, seqs
}

func shipped(b *testing.B) *Store {
	b.Helper()
	s, err := Open(b.Context(), filepath.Join(b.TempDir(), "store.db"), format.AppendFeature)
	if err != nil {
		b.Fatal(err)
	}
	b.Cleanup(func() { _ = s.Close() }) // what was written is not read
	if _, err := s.PutStory(b.Context(), storetest.Story("a")); err != nil {
		b.Fatal(err)
	}
	return s
}

// bulk is how many incidents an import writes at a time.
const bulk = 2048

// BenchmarkWrite writes small incidents in bulk and one by one.
func BenchmarkWrite(b *testing.B) {
	for _, n := range []int{1, 100, bulk} {
		b.Run(fmt.Sprint(n), func(b *testing.B) {
			s := shipped(b)
			rows := 0
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
			b.ReportMetric(float64(rows)/b.Elapsed().Seconds(), "incidents/s")
			execute(b, s, `PRAGMA wal_checkpoint(TRUNCATE)`)
			b.ReportMetric(float64(sizeOf(b, s.path))/float64(rows), "B/incident")
		})
	}
}

// BenchmarkWriteMany has 64 writers that each wait for their own write.
func BenchmarkWriteMany(b *testing.B) {
	s := shipped(b)
	writes := storetest.Small(0, b.N)
	next := make(chan int)
	b.ResetTimer()
	var group sync.WaitGroup
	for range 64 {
		group.Go(func() {
			for i := range next {
				if _, err := s.Write(b.Context(), writes[i]); err != nil {
					b.Error(err)
				}
			}
		})
	}
	for i := range b.N {
		next <- i
	}
	close(next)
	group.Wait()
	b.ReportMetric(float64(b.N)/b.Elapsed().Seconds(), "writes/s")
}

const read = 100_000 // incidents in the stores of benchmarks that read

func BenchmarkFeatures(b *testing.B) {
	s, seqs := imported(b, read)
	mixed := slices.Clone(seqs)
	rng := rand.New(rand.NewPCG(1, 2))
	rng.Shuffle(len(mixed), func(i, j int) { mixed[i], mixed[j] = mixed[j], mixed[i] })
	for name, asked := range map[string][]incidents.Seq{"mixed": mixed[:10_000], "all": seqs} {
		b.Run(name, func(b *testing.B) {
			size := 0
			for b.Loop() {
				for f, err := range s.Features(b.Context(), asked, "es") {
					if err != nil {
						b.Fatal(err)
					}
					size += len(f.JSON)
				}
			}
			b.ReportMetric(float64(len(asked)*b.N)/b.Elapsed().Seconds(), "features/s")
			b.ReportMetric(float64(size)/b.Elapsed().Seconds()/1e6, "MB/s")
		})
	}
}

func BenchmarkPublics(b *testing.B) {
	s, seqs := imported(b, read)
	for b.Loop() {
		for _, err := range s.Publics(b.Context(), seqs) {
			if err != nil {
				b.Fatal(err)
			}
		}
	}
	b.ReportMetric(float64(len(seqs)*b.N)/b.Elapsed().Seconds(), "incidents/s")
}

func BenchmarkChanges(b *testing.B) {
	s, seqs := imported(b, read)
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
	execute(b, s, `PRAGMA wal_checkpoint(TRUNCATE)`)
	for b.Loop() {
		if err := s.quickCheck(b.Context()); err != nil {
			b.Fatal(err)
		}
	}
	b.ReportMetric(float64(sizeOf(b, s.path))/(1<<20), "MiB")
}

// BenchmarkIndexWords brings the search index up.
func BenchmarkIndexWords(b *testing.B) {
	start := time.Now()
	rows := 0
	for b.Loop() {
		s, seqs := imported(b, indexAtOnce)
		start = time.Now()
		if _, err := s.index(b.Context()); err != nil {
			b.Fatal(err)
		}
		rows = len(seqs)
	}
	b.ReportMetric(float64(rows)/time.Since(start).Seconds(), "incidents/s")
}

func BenchmarkSearch(b *testing.B) {
	s, _ := filled(b, 10_000)
	for b.Loop() {
		if _, err := s.Search(b.Context(), "a", "Guadalajara roadblock 12"); err != nil {
			b.Fatal(err)
		}
	}
}
