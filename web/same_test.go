package web_test

import (
	"bytes"
	"context"
	"iter"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync/atomic"
	"testing"

	"github.com/google/go-cmp/cmp"

	"incidentmap/incidents"
	"incidentmap/incidents/format"
	"incidentmap/web/webtest"
)

// asked gives addresses of every kind of answer: those that the router knows, and some that end otherwise.
func asked(t *testing.T, s *webtest.Site) (all []string) {
	t.Helper()
	for _, address := range addresses(t, s) {
		if words := required[address]; words != "" {
			address += "?" + words
		}
		all = append(all, address)
	}
	for _, ext := range append(format.Extensions(), "none") {
		all = append(all, webtest.LayerFile(ext))
	}
	return append(all,
		webtest.AllJSON+"?by=adm1", webtest.AllJSON+"?as_of=8", webtest.AllJSON+"?as_of=99", webtest.AllJSON+"?q=tapalpa",
		"/stories/jalisco/list?page=999", "/stories/jalisco/list?page=0", "/stories/jalisco/list?q=tapalpa", "/stories/jalisco/list?ids="+webtest.OperationID,
		"/stories/jalisco/incidents/"+webtest.OperationID+"?as_of=3", "/stories/jalisco/incidents/"+webtest.PastID+"?as_of=2",
		"/stories/jalisco/incidents/"+webtest.DraftID, "/stories/jalisco/embed?as_of=5", "/stories/jalisco/embed?as_of=nothing",
		"/stories/nowhere", "/nothing", "/stories/jalisco/clusters?zoom=99", "/stories/jalisco/clusters?zoom=3&layer=none",
		"/stories/jalisco/ogc/collections/all/items?limit=2&offset=99", "/stories/jalisco/ogc/collections/all/items?filter=kind", "/stories/jalisco/tiles/all/9/0/0.mvt",
		"/stories/jalisco/histogram?kind=killing", "/stories/jalisco/changes?since=3", "/stories/jalisco/image.png?width=1",
	)
}

// HEAD answers as GET does, but for the body, before and after that was made.
func TestHeadAnswersAsGet(t *testing.T) {
	for _, headers := range [][]string{{"Accept", "text/html"}, {"Accept", "application/json", "Accept-Encoding", "gzip"}} {
		s := webtest.NewSite(t)
		for _, address := range asked(t, s) {
			before := s.Do(t, http.MethodHead, address, headers...)
			want := s.Get(t, address, headers...)
			after := s.Do(t, http.MethodHead, address, headers...)
			for _, got := range []*httptest.ResponseRecorder{before, after} {
				if diff := cmp.Diff(want.Header(), got.Header()); got.Code != want.Code || diff != "" {
					t.Errorf("%s with %q: HEAD gives %d, GET %d: %s", address, headers, got.Code, want.Code, diff)
				}
				if got.Header().Get("ETag") != "" && got.Body.Len() > 0 {
					t.Errorf("%s: HEAD has %d bytes", address, got.Body.Len())
				}
			}
		}
	}
}

// What has an ETag is the same bytes for the same tag, and is not made for who has it.
func TestTagsAreOfBytes(t *testing.T) {
	s, other := webtest.NewSite(t), webtest.NewSite(t)
	tagged := 0
	for _, address := range asked(t, s) {
		first := s.Get(t, address)
		tag := first.Header().Get("ETag")
		if tag == "" {
			continue
		}
		tagged++
		if again := other.Get(t, address); again.Header().Get("ETag") != tag || !bytes.Equal(again.Body.Bytes(), first.Body.Bytes()) {
			t.Errorf("%s: %s of %d bytes, and on another server %s of %d", address, tag, first.Body.Len(), again.Header().Get("ETag"), again.Body.Len())
		}
		for _, method := range []string{http.MethodGet, http.MethodHead} {
			got := s.Do(t, method, address, "If-None-Match", tag)
			if got.Code != http.StatusNotModified || got.Body.Len() > 0 || got.Header().Get("ETag") != tag {
				t.Errorf("%s %s with its tag: status %d, %d bytes, tag %s", method, address, got.Code, got.Body.Len(), got.Header().Get("ETag"))
			}
		}
	}
	if tagged < 30 {
		t.Errorf("only %d answers have a tag", tagged)
	}
}

// reading counts what is read of a past and of incidents.
type reading struct {
	*webtest.Store
	past, features atomic.Int64
}

func (s *reading) AsOf(ctx context.Context, story string, at incidents.Seq) iter.Seq2[*incidents.Public, error] {
	s.past.Add(1)
	return s.Store.AsOf(ctx, story, at)
}

func (s *reading) PublicAt(ctx context.Context, story, id string, at incidents.Seq) (*incidents.Public, error) {
	s.past.Add(1)
	return s.Store.PublicAt(ctx, story, id, at)
}

func (s *reading) Features(ctx context.Context, seqs []incidents.Seq, lang string) iter.Seq2[incidents.Feature, error] {
	s.features.Add(1)
	return s.Store.Features(ctx, seqs, lang)
}

// Who has an answer costs no reading of what it tells.
func TestNothingIsReadForWhoHasIt(t *testing.T) {
	m := webtest.NewStore(t)
	m.PutStory(webtest.Story())
	for _, inc := range webtest.Incidents() {
		m.Write(inc, incidents.Create, nil)
	}
	store := &reading{Store: m}
	s := webtest.ServeStore(t, store)
	for _, address := range []string{
		webtest.AllJSON, webtest.AllJSON + "?as_of=5", webtest.AllJSON + "?as_of=5&by=adm1", webtest.LayerFile("csv") + "&as_of=5",
		"/stories/jalisco/incidents/" + webtest.OperationID + "?as_of=5", "/stories/jalisco/embed?as_of=5",
	} {
		first := s.Get(t, address)
		if first.Code != http.StatusOK {
			t.Fatalf("%s: status %d", address, first.Code)
		}
		past, features := store.past.Load(), store.features.Load()
		if past+features == 0 {
			t.Errorf("%s: nothing was counted", address)
		}
		for _, method := range []string{http.MethodGet, http.MethodHead} {
			if got := s.Do(t, method, address, "If-None-Match", strings.ToUpper("w/")+first.Header().Get("ETag")); got.Code != http.StatusNotModified {
				t.Errorf("%s %s: status %d", method, address, got.Code)
			}
		}
		if store.past.Load() != past || store.features.Load() != features {
			t.Errorf("%s: %d pasts and %d times features were read for who has the answer", address, store.past.Load()-past, store.features.Load()-features)
		}
	}
}
