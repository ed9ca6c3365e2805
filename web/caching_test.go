package web_test

import (
	"fmt"
	"net/http"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"incidentmap/incidents"
)

func TestHeadIsGetWithoutBody(t *testing.T) {
	s := newSite(t)
	for _, address := range []string{storyEN, incidentEN(leaderID), "/stories/jalisco/layers", allJSON, "/basemap/0/0/0.mvt", "/assets/map.css", "/nothing", allJSON + "?bbox=1"} {
		for _, coding := range []string{"identity", "gzip", "br"} {
			get, head := s.get(t, address, "Accept-Encoding", coding), s.do(t, http.MethodHead, address, "Accept-Encoding", coding)
			if head.Body.Len() > 0 || head.Code != get.Code {
				t.Errorf("HEAD %s: status %d with %d bytes, want %d with none", address, head.Code, head.Body.Len(), get.Code)
			}
			if diff := cmp.Diff(get.Header(), head.Header()); diff != "" {
				t.Errorf("HEAD %s: %s", address, diff)
			}
		}
	}
}

func TestNotModifiedBeforeAnyWork(t *testing.T) {
	s := newSite(t)
	for _, address := range []string{storyEN, incidentEN(leaderID), "/stories/jalisco/layers", allJSON, "/basemap/0/0/0.mvt", "/assets/map.css"} {
		for _, coding := range []string{"identity", "gzip", "br", "zstd"} {
			first := s.get(t, address, "Accept-Encoding", coding)
			tag, reads := first.Header().Get("ETag"), s.store.reads
			if tag == "" {
				t.Fatalf("%s: no ETag", address)
			}
			for _, condition := range []string{tag, "W/" + tag, `"other", ` + tag, "*"} {
				again := s.get(t, address, "Accept-Encoding", coding, "If-None-Match", condition)
				if again.Code != http.StatusNotModified || again.Body.Len() > 0 || again.Header().Get("ETag") != tag {
					t.Errorf("%s with If-None-Match %s: status %d, tag %s, %d bytes", address, condition, again.Code, again.Header().Get("ETag"), again.Body.Len())
				}
				if again.Header().Get("Vary") != first.Header().Get("Vary") || again.Header().Get("Cache-Control") == "" {
					t.Errorf("%s: 304 with Vary %q, Cache-Control %q", address, again.Header().Get("Vary"), again.Header().Get("Cache-Control"))
				}
				checkEvery(t, again.Header())
			}
			if s.store.reads != reads {
				t.Errorf("%s: the store was read for 304", address)
			}
			if other := s.get(t, address, "Accept-Encoding", coding, "If-None-Match", `"other"`); other.Code != http.StatusOK {
				t.Errorf("%s with another tag: status %d", address, other.Code)
			}
		}
	}
}

func TestTagsAndBytesFollowTheSequenceNumber(t *testing.T) {
	for _, address := range []string{storyEN, allJSON, "/stories/jalisco/layers"} {
		s := newSite(t)
		before, again := s.get(t, address), s.get(t, address)
		if before.Body.String() != again.Body.String() || before.Header().Get("ETag") != again.Header().Get("ETag") {
			t.Errorf("%s: other bytes or another tag at the same sequence number", address)
		}
		other := newSite(t).get(t, address)
		if before.Body.String() != other.Body.String() || before.Header().Get("ETag") != other.Header().Get("ETag") {
			t.Errorf("%s: another server of the same state answers differently", address)
		}
		inc := fixtureIncidents()[0]
		inc.Title = incidents.Text{"en": "Changed " + address, "es": "Cambiado " + address}
		s.store.write(inc, incidents.Update, nil)
		if err := s.index.Sync(t.Context(), s.store); err != nil {
			t.Fatal(err)
		}
		after := s.get(t, address)
		if after.Header().Get("ETag") == before.Header().Get("ETag") {
			t.Errorf("%s: the tag outlived the change", address)
		}
		if after.Body.String() == before.Body.String() {
			t.Errorf("%s: the change is not shown", address)
		}
	}
}

// While the story changes, the same tag still means the same bytes, and the bytes the
// sequence number they name.
func TestTagsWhileTheStoryChanges(t *testing.T) {
	s := newSite(t)
	var mu sync.Mutex
	byTag := map[string]string{}
	stop := make(chan struct{})
	var readers sync.WaitGroup
	for _, address := range []string{storyEN, allJSON, "/stories/jalisco/layers", incidentEN(operationID)} {
		readers.Go(func() {
			for {
				select {
				case <-stop:
					return
				default:
				}
				got := s.get(t, address)
				if got.Code != http.StatusOK {
					if got.Code != http.StatusServiceUnavailable {
						t.Errorf("%s: status %d", address, got.Code)
					}
					continue
				}
				tag, body := got.Header().Get("ETag"), got.Body.String()
				mu.Lock()
				if known, ok := byTag[tag]; ok && known != body {
					t.Errorf("%s: tag %s has two bodies", address, tag)
				}
				byTag[tag] = body
				mu.Unlock()
			}
		})
	}
	for i := range 60 {
		inc := fixtureIncidents()[0]
		inc.Title = incidents.Text{"en": fmt.Sprint("State ", i), "es": fmt.Sprint("Estado ", i)}
		s.store.write(inc, incidents.Update, nil)
		if err := s.index.Sync(t.Context(), s.store); err != nil {
			t.Fatal(err)
		}
		time.Sleep(time.Millisecond)
	}
	close(stop)
	readers.Wait()
	if len(byTag) < 8 {
		t.Errorf("only %d states were seen", len(byTag))
	}
}

func TestStoreAheadOfTheIndex(t *testing.T) {
	s := newSite(t)
	page, layer := s.get(t, storyEN).Body.String(), s.get(t, allJSON).Body.String()
	inc := fixtureIncidents()[0]
	inc.Title = incidents.Text{"en": "Not indexed yet"}
	s.store.write(inc, incidents.Update, nil)
	if s.get(t, storyEN).Body.String() != page || s.get(t, allJSON).Body.String() != layer {
		t.Error("answers tell of a change that the index has not taken in")
	}
	tag := s.get(t, allJSON+"?q=tapalpa").Header().Get("ETag")
	s.store.write(inc, incidents.Update, nil)
	if s.get(t, allJSON+"?q=tapalpa").Header().Get("ETag") == tag {
		t.Error("a text search keeps its tag although the store has changed")
	}
}

func TestVersionedAddressesAreKeptForEver(t *testing.T) {
	s := newSite(t)
	config := s.config(t, storyEN)
	const forever = "public, max-age=31536000, immutable"
	for address, want := range map[string]string{
		config.Features: forever, allJSON + "?v=1": "public, max-age=15, stale-while-revalidate=60",
		strings.NewReplacer("{z}", "0", "{x}", "0", "{y}", "0").Replace(config.Basemap.URL): forever,
	} {
		got := s.get(t, address)
		if got.Code != http.StatusOK || got.Header().Get("Cache-Control") != want {
			t.Errorf("%s: status %d, Cache-Control %q, want %q", address, got.Code, got.Header().Get("Cache-Control"), want)
		}
	}
	// The same address names an older state once there is a newer one.
	s.store.write(fixtureIncidents()[0], incidents.Update, nil)
	if err := s.index.Sync(t.Context(), s.store); err != nil {
		t.Fatal(err)
	}
	if got := s.get(t, config.Features).Header().Get("Cache-Control"); got == forever {
		t.Error("the newer state may be kept for ever at the older one's address")
	}
}
