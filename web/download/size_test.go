package download_test

import (
	"context"
	"fmt"
	"iter"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"runtime"
	"sync/atomic"
	"testing"
	"time"

	"github.com/paulmach/orb"

	"incidentmap/geo"
	"incidentmap/incidents"
	"incidentmap/incidents/format"
	"incidentmap/incidents/index"
	"incidentmap/web"
	"incidentmap/web/ui"
	"incidentmap/web/webtest"
)

// invented is a store of n incidents, each made when it is asked for and kept by nobody.
type invented struct {
	*webtest.Memory
	n     int
	given atomic.Int64 // incidents and features so far
}

func (v *invented) public(seq incidents.Seq) *incidents.Public {
	v.given.Add(1)
	inc := webtest.Incidents()[0]
	return &incidents.Public{
		ID: fmt.Sprintf("01KJ%022d", seq), Story: "jalisco", Class: inc.Class, Kind: inc.Kind, Layers: []string{"operation"},
		Title: incidents.Text{"en": fmt.Sprint("Incident ", seq)}, When: inc.When, Sources: inc.Sources,
		Where:        geo.Location{Geometry: orb.Point{-103 - float64(seq%100)/100, 20}, Precision: geo.Exact, Admin: geo.Admin{Country: "MX", Admin1: fmt.Sprint("MX.", seq%32)}},
		Verification: inc.Verification, Disposition: inc.Disposition, Claims: inc.Claims, Casualties: inc.Casualties,
		Stamp: incidents.Stamp{Revision: 1, Seq: seq, Published: v.Clock, Updated: v.Clock},
	}
}

func (v *invented) Seq(context.Context) (incidents.Seq, error) { return incidents.Seq(v.n), nil }

func (v *invented) SeqAt(_ context.Context, t time.Time) (incidents.Seq, error) {
	if t.Before(v.Clock) {
		return 0, nil
	}
	return incidents.Seq(v.n), nil
}

func (v *invented) Changes(_ context.Context, after incidents.Seq) iter.Seq2[incidents.Change, error] {
	return func(yield func(incidents.Change, error) bool) {
		story := webtest.Story()
		if after < 1 && !yield(incidents.Change{Seq: 1, Story: story.Slug}, nil) {
			return
		}
		for seq := max(2, after+1); int(seq) <= v.n; seq++ {
			entry, _, err := story.Entry(v.public(seq))
			if !yield(incidents.Change{Seq: seq, Story: story.Slug, Incident: entry.ID, Entry: &entry}, err) {
				return
			}
		}
	}
}

func (v *invented) Publics(ctx context.Context, seqs []incidents.Seq) iter.Seq2[*incidents.Public, error] {
	return func(yield func(*incidents.Public, error) bool) {
		for _, seq := range seqs {
			if !yield(v.public(seq), ctx.Err()) || ctx.Err() != nil {
				return
			}
		}
	}
}

func (v *invented) Features(ctx context.Context, seqs []incidents.Seq, lang string) iter.Seq2[incidents.Feature, error] {
	return func(yield func(incidents.Feature, error) bool) {
		for p, err := range v.Publics(ctx, seqs) {
			if !yield(incidents.Feature{Seq: p.Seq, ID: p.ID, JSON: format.AppendFeature(nil, p, lang)}, err) {
				return
			}
		}
	}
}

func (v *invented) AsOf(ctx context.Context, _ string, at incidents.Seq) iter.Seq2[*incidents.Public, error] {
	var seqs []incidents.Seq
	for seq := incidents.Seq(2); seq <= at; seq++ {
		seqs = append(seqs, seq)
	}
	return v.Publics(ctx, seqs)
}

func inventedSite(t testing.TB, n int) (*web.Server, *invented) {
	t.Helper()
	v := &invented{Memory: webtest.NewMemory(), n: n}
	v.PutStory(webtest.Story())
	x := index.New()
	if err := x.Sync(t.Context(), v); err != nil {
		t.Fatal(err)
	}
	s, err := web.New(web.Config{
		Store: v, Index: x, Basemap: web.BasemapConfig{Tiles: webtest.OneTile{}},
		UI:        web.UI{Templates: ui.Templates(), Dist: ui.Dist()},
		PublicURL: "https://maps.example.org", Logger: slog.New(slog.DiscardHandler),
	})
	if err != nil {
		t.Fatal(err)
	}
	return s, v
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
	const n = 10_000
	s, _ := inventedSite(t, n)
	for _, file := range []string{
		webtest.LayerFile("geojson"), webtest.LayerFile("csv"), webtest.LayerFile("parquet"),
		webtest.LayerFile("csv") + "&as_of=10000", webtest.LayerFile("csv") + "&by=adm1",
	} {
		before := inUse()
		w := &sink{header: http.Header{}, next: 1}
		s.ServeHTTP(w, httptest.NewRequestWithContext(t.Context(), http.MethodGet, file, nil))
		if w.bytes < 1000 {
			t.Errorf("%s: status %d, %d bytes", file, w.status, w.bytes)
		}
		// The numbers of the selected changes are 8 bytes each; batches and buffers come on top.
		if grown := int(w.peak) - int(before); grown > 5<<20 {
			t.Errorf("%s: %d MB in use for %d MB", file, grown>>20, w.bytes>>20)
		} else {
			t.Logf("%s: %d KB in use for %d MB", file, grown>>10, w.bytes>>20)
		}
	}
}

// When the client leaves, the making ends.
func TestDownloadsEndWithTheClient(t *testing.T) {
	const n = 20_000
	s, v := inventedSite(t, n)
	for _, f := range format.Formats() {
		ctx, leave := context.WithCancel(t.Context())
		w := &sink{header: http.Header{}, next: 1 << 40, leave: leave}
		if !f.Streams || f.Ext == "parquet" || f.Ext == "xlsx" || f.Ext == "kmz" {
			time.AfterFunc(20*time.Millisecond, leave) // their first bytes come late
		}
		before := v.given.Load()
		func() {
			defer func() {
				if reason := recover(); reason != http.ErrAbortHandler { //nolint:errorlint // panics are compared, not unwrapped
					t.Errorf("%s: ended with %v", f.Ext, reason)
				}
			}()
			s.ServeHTTP(w, httptest.NewRequestWithContext(ctx, http.MethodGet, webtest.LayerFile(f.Ext), nil))
		}()
		if made := v.given.Load() - before; made >= n-1 {
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
