package web_test

import (
	"fmt"
	"net/http"
	"strings"
	"sync"
	"testing"

	"github.com/google/go-cmp/cmp"

	"incidentmap/incidents"
	"incidentmap/web/webtest"
)

func TestHeadIsGetWithoutBody(t *testing.T) {
	s := webtest.NewSite(t)
	for _, address := range []string{webtest.StoryEN, webtest.IncidentEN(webtest.LeaderID), "/stories/jalisco/layers", webtest.AllJSON, "/basemap/0/0/0.mvt", "/assets/map.css", "/nothing", webtest.AllJSON + "?bbox=1"} {
		for _, coding := range []string{"identity", "gzip", "br"} {
			get, head := s.Get(t, address, "Accept-Encoding", coding), s.Do(t, http.MethodHead, address, "Accept-Encoding", coding)
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
	s := webtest.NewSite(t)
	for _, address := range []string{webtest.StoryEN, webtest.IncidentEN(webtest.LeaderID), "/stories/jalisco/layers", webtest.AllJSON, "/basemap/0/0/0.mvt", "/assets/map.css"} {
		for _, coding := range []string{"identity", "gzip", "br", "zstd"} {
			first := s.Get(t, address, "Accept-Encoding", coding)
			tag, reads := first.Header().Get("ETag"), s.Store.Reads
			if tag == "" {
				t.Fatalf("%s: no ETag", address)
			}
			for _, condition := range []string{tag, "W/" + tag, `"other", ` + tag, "*"} {
				again := s.Get(t, address, "Accept-Encoding", coding, "If-None-Match", condition)
				if again.Code != http.StatusNotModified || again.Body.Len() > 0 || again.Header().Get("ETag") != tag {
					t.Errorf("%s with If-None-Match %s: status %d, tag %s, %d bytes", address, condition, again.Code, again.Header().Get("ETag"), again.Body.Len())
				}
				if again.Header().Get("Vary") != first.Header().Get("Vary") || again.Header().Get("Cache-Control") == "" {
					t.Errorf("%s: 304 with Vary %q, Cache-Control %q", address, again.Header().Get("Vary"), again.Header().Get("Cache-Control"))
				}
				webtest.CheckEvery(t, again.Header())
			}
			if s.Store.Reads != reads {
				t.Errorf("%s: the store was read for 304", address)
			}
			if other := s.Get(t, address, "Accept-Encoding", coding, "If-None-Match", `"other"`); other.Code != http.StatusOK {
				t.Errorf("%s with another tag: status %d", address, other.Code)
			}
		}
	}
}

func TestTagsAndBytesFollowTheSequenceNumber(t *testing.T) {
	for _, address := range []string{webtest.StoryEN, webtest.AllJSON, "/stories/jalisco/layers"} {
		s := webtest.NewSite(t)
		before, again := s.Get(t, address), s.Get(t, address)
		if before.Body.String() != again.Body.String() || before.Header().Get("ETag") != again.Header().Get("ETag") {
			t.Errorf("%s: other bytes or another tag at the same sequence number", address)
		}
		other := webtest.NewSite(t).Get(t, address)
		if before.Body.String() != other.Body.String() || before.Header().Get("ETag") != other.Header().Get("ETag") {
			t.Errorf("%s: another server of the same state answers differently", address)
		}
		inc := webtest.Incidents()[0]
		inc.Title = incidents.Text{"en": "Changed " + address, "es": "Cambiado " + address}
		s.Store.Write(inc, incidents.Update, nil)
		if err := s.Index.Sync(t.Context(), s.Store); err != nil {
			t.Fatal(err)
		}
		after := s.Get(t, address)
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
	s := webtest.NewSite(t)
	var mu sync.Mutex
	byTag := map[string]string{}
	stop, answered := make(chan struct{}), make(chan struct{})
	var readers sync.WaitGroup
	for _, address := range []string{webtest.StoryEN, webtest.AllJSON, "/stories/jalisco/layers", webtest.IncidentEN(webtest.OperationID)} {
		readers.Go(func() {
			for {
				select {
				case <-stop:
					return
				default:
				}
				got := s.Get(t, address)
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
				select {
				case answered <- struct{}{}:
				case <-stop:
					return
				}
			}
		})
	}
	for i := range 60 {
		inc := webtest.Incidents()[0]
		inc.Title = incidents.Text{"en": fmt.Sprint("State ", i), "es": fmt.Sprint("Estado ", i)}
		s.Store.Write(inc, incidents.Update, nil)
		if err := s.Index.Sync(t.Context(), s.Store); err != nil {
			t.Fatal(err)
		}
		for range 4 { // so that the states are seen, while others read on
			<-answered
		}
	}
	close(stop)
	readers.Wait()
	if len(byTag) < 8 {
		t.Errorf("only %d states were seen", len(byTag))
	}
}

func TestStoreAheadOfTheIndex(t *testing.T) {
	s := webtest.NewSite(t)
	page, layer := s.Get(t, webtest.StoryEN).Body.String(), s.Get(t, webtest.AllJSON).Body.String()
	inc := webtest.Incidents()[0]
	inc.Title = incidents.Text{"en": "Not indexed yet"}
	s.Store.Write(inc, incidents.Update, nil)
	if s.Get(t, webtest.StoryEN).Body.String() != page || s.Get(t, webtest.AllJSON).Body.String() != layer {
		t.Error("answers tell of a change that the index has not taken in")
	}
	tag := s.Get(t, webtest.AllJSON+"?q=tapalpa").Header().Get("ETag")
	s.Store.Write(inc, incidents.Update, nil)
	if s.Get(t, webtest.AllJSON+"?q=tapalpa").Header().Get("ETag") == tag {
		t.Error("a text search keeps its tag although the store has changed")
	}
}

// What a story says may have to be called back: under whatever address, nobody keeps it for longer than some seconds
// without asking again, and caches know by what key to drop it. Only what is built in is kept for long.
func TestWhatMayBeCalledBackIsKeptForSeconds(t *testing.T) {
	s := webtest.NewSite(t)
	config := s.Config(t, webtest.StoryEN)
	version := config.Features[strings.Index(config.Features, "v="):]
	for _, address := range asked(t, s) {
		and := "?"
		if strings.Contains(address, "?") {
			and = "&"
		}
		for _, named := range []string{address, address + and + version} {
			got := s.Get(t, named)
			cache := got.Header().Get("Cache-Control")
			if strings.HasPrefix(address, "/assets/") || strings.HasPrefix(address, "/basemap/") {
				continue
			}
			if got.Code == http.StatusOK && !strings.Contains(cache, "s-maxage=5,") && !strings.Contains(cache, "no-store") {
				t.Errorf("%s is kept as %q", named, cache)
			}
			if !strings.HasPrefix(address, "/stories/jalisco") {
				continue
			}
			key := "story:jalisco"
			if below, one := strings.CutPrefix(address, "/stories/jalisco/incidents/"); one {
				key += " story:jalisco/" + below[:26]
			}
			if keys := got.Header().Get("Surrogate-Key"); keys != key || got.Header().Get("Cache-Tag") != strings.ReplaceAll(key, " ", ",") {
				t.Errorf("%s has the keys %q, want %q", named, keys, key)
			}
		}
	}
	for _, address := range []string{"/stories/%0d%0aX-Evil:1", "/stories/" + strings.Repeat("a", 900), "/stories/JALISCO", "/stories/a%20b/incidents/x"} {
		if keys := s.Get(t, address).Header().Get("Surrogate-Key"); keys != "" {
			t.Errorf("%s has the keys %q", address, keys)
		}
	}
	basemap := strings.NewReplacer("{z}", "0", "{x}", "0", "{y}", "0").Replace(config.Basemap.URL)
	if got := s.Get(t, basemap).Header().Get("Cache-Control"); got != "public, max-age=31536000, immutable" {
		t.Errorf("the basemap is kept as %q", got)
	}
}

// Whatever editors do with drafts, readers see the same bytes under the same tags: no number, no time and no
// text of an error moves.
func TestDraftsMoveNothing(t *testing.T) {
	s := webtest.NewSite(t)
	all := append(asked(t, s), webtest.AllJSON+"?as_of=2099-01-01T00:00:00Z", webtest.AllJSON+"?as_of=14", "/stories/jalisco/changes?since=14", "/stories/jalisco/changes?since=13")
	type answer struct{ tag, body string }
	before := map[string]answer{}
	for _, address := range all {
		got := s.Get(t, address)
		before[address] = answer{got.Header().Get("ETag"), got.Body.String()}
	}
	draft := webtest.Incidents()[6]
	for i := range 5 {
		draft.Title = incidents.Text{"en": fmt.Sprint("Draft ", i)}
		s.Store.Write(draft, incidents.Update, nil)
	}
	draft.ID = "01KJ00000000000000000000ZZ"
	s.Store.Write(draft, incidents.Create, nil)
	if err := s.Index.Sync(t.Context(), s.Store); err != nil {
		t.Fatal(err)
	}
	for _, address := range all {
		got := s.Get(t, address)
		if now := (answer{got.Header().Get("ETag"), got.Body.String()}); now != before[address] {
			t.Errorf("%s: tag %s was %s, and %d bytes were %d", address, now.tag, before[address].tag, len(now.body), len(before[address].body))
		}
	}
}
