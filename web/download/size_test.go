package download_test

import (
	"context"
	"encoding/json"
	"math"
	"net/http"
	"net/http/httptest"
	"runtime"
	"testing"

	"incidentmap/incidents/format"
	"incidentmap/web"
	"incidentmap/web/stories"
	"incidentmap/web/webtest"
)

func inventedSite(t testing.TB, n int) (*web.Server, *webtest.Invented) {
	t.Helper()
	v := webtest.NewInvented(n)
	return webtest.ServeStore(t, v).Server, v
}

// sink takes an answer and keeps none of it. It looks at the memory in use as the bytes
// pass, and may leave.
type sink struct {
	header http.Header
	status int
	bytes  int
	peak   uint64
	next   int // look again after so many bytes
	leave  func()
}

func (s *sink) Header() http.Header { return s.header }

func (s *sink) WriteHeader(status int) { s.status = status }

func (s *sink) Write(b []byte) (int, error) {
	s.bytes += len(b)
	if s.leave != nil {
		s.leave()
	}
	if s.bytes >= s.next {
		s.next = s.bytes + 1<<20
		s.peak = max(s.peak, inUse())
	}
	return len(b), nil
}

// inUse is the memory that is reachable.
func inUse() uint64 {
	runtime.GC()
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	return m.HeapAlloc
}

// A download of many incidents holds few of them at a time.
func TestDownloadsAreStreamed(t *testing.T) {
	if testing.Short() {
		t.Skip("-short")
	}
	const n = 10_000
	s, _ := inventedSite(t, n)
	// What the store has encoded holds little for each client. What is made holds more, for each of the few
	// that are made at once, and is made while memory is looked at. Parquet keeps the columns of a row group
	// until it is full.
	for file, most := range map[string]int{
		webtest.LayerFile("geojson"): 256 << 10, webtest.LayerFile("csv"): 4 << 20, webtest.LayerFile("parquet"): 10 << 20,
		webtest.LayerFile("csv") + "&as_of=10000": 4 << 20, webtest.LayerFile("csv") + "&by=adm1": 4 << 20,
	} {
		// What workers hold at the moment of looking differs; what grows with the file would be there each time.
		grown, bytes := math.MaxInt, 0
		for range 3 {
			before := inUse()
			w := &sink{header: http.Header{}, next: 1}
			s.ServeHTTP(w, httptest.NewRequestWithContext(t.Context(), http.MethodGet, file, nil))
			if w.bytes < 1000 {
				t.Fatalf("%s: status %d, %d bytes", file, w.status, w.bytes)
			}
			grown, bytes = min(grown, int(w.peak)-int(before)), w.bytes
		}
		if grown > most {
			t.Errorf("%s: %d KB in use for %d MB", file, grown>>10, bytes>>20)
		} else {
			t.Logf("%s: %d KB in use for %d MB", file, grown>>10, bytes>>20)
		}
	}
}

// A file of few incidents is in reading order, one of many in the order of their numbers.
func TestOrderOfFiles(t *testing.T) {
	for _, n := range []int{stories.Summed, stories.Summed + 1} {
		s, _ := inventedSite(t, n+1) // a number is the story's own
		w := httptest.NewRecorder()
		s.ServeHTTP(w, httptest.NewRequestWithContext(t.Context(), http.MethodGet, webtest.LayerFile("geojson"), nil))
		var layer struct {
			Features []struct {
				Properties struct{ Seq int }
			}
		}
		if err := json.Unmarshal(w.Body.Bytes(), &layer); err != nil || len(layer.Features) != n {
			t.Fatalf("%d features of %d: %v", len(layer.Features), n, err)
		}
		inOrder := true
		for i := 1; i < n; i++ {
			inOrder = inOrder && layer.Features[i-1].Properties.Seq < layer.Features[i].Properties.Seq
		}
		if many := n > stories.Summed; inOrder != many {
			t.Errorf("%d incidents are in the order of their numbers: %t", n, inOrder)
		}
	}
}

// When the client leaves, the making ends.
func TestDownloadsEndWithTheClient(t *testing.T) {
	const n = 20_000
	s, v := inventedSite(t, n)
	for _, f := range format.Formats() {
		ctx, leave := context.WithCancel(t.Context())
		before := v.Given.Load()
		w := &sink{header: http.Header{}, next: 1 << 40, leave: leave}
		v.OnGiven = nil
		if !f.Streams || f.Ext == "parquet" || f.Ext == "xlsx" || f.Ext == "kmz" { // their first bytes come late
			v.OnGiven = func(given int64) {
				if given == before+100 {
					leave()
				}
			}
		}
		func() {
			defer func() {
				if reason := recover(); reason != http.ErrAbortHandler { //nolint:errorlint // panics are compared, not unwrapped
					t.Errorf("%s: ended with %v", f.Ext, reason)
				}
			}()
			s.ServeHTTP(w, httptest.NewRequestWithContext(ctx, http.MethodGet, webtest.LayerFile(f.Ext), nil))
		}()
		if made := v.Given.Load() - before; made >= n-1 {
			t.Errorf("%s: all %d incidents were made for nobody", f.Ext, made)
		}
		leave()
	}
}

func BenchmarkDownload(b *testing.B) {
	const n = 10_000
	s, _ := inventedSite(b, n)
	for _, f := range format.Formats() {
		b.Run(f.Ext, func(b *testing.B) {
			for b.Loop() {
				w := &sink{header: http.Header{}, next: 1 << 40}
				s.ServeHTTP(w, httptest.NewRequestWithContext(b.Context(), http.MethodGet, webtest.LayerFile(f.Ext), nil))
			}
			b.ReportMetric(float64(n*b.N)/b.Elapsed().Seconds(), "incidents/s")
		})
	}
}
