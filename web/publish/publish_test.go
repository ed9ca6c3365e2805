package publish_test

import (
	"context"
	"encoding/json"
	"fmt"
	"io/fs"
	"net/http"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"incidentmap/incidents"
	"incidentmap/web"
	"incidentmap/web/download"
	"incidentmap/web/publish"
	"incidentmap/web/webtest"
)

const base = "https://news.example.org/a/b/"

// few are bounds that a small story meets.
var few = publish.Bounds{Pages: 120, Lists: 3, Pictures: 2, Views: 30, Basemap: 100}

// run publishes a store's story.
func run(t *testing.T, store web.Store, c publish.Config) (*publish.Report, error) {
	t.Helper()
	return runWith(t, t.Context(), store, c, nil)
}

func runWith(t *testing.T, ctx context.Context, store web.Store, c publish.Config, before func(http.Handler) http.Handler) (*publish.Report, error) {
	t.Helper()
	c.Story = "jalisco"
	p, err := publish.New(c)
	if err != nil {
		t.Fatal(err)
	}
	site := webtest.ServeStore(t, store, func(w *web.Config) { w.PublicURL, w.Static = publish.Origin, true })
	if before == nil {
		return p.Run(ctx, site)
	}
	return p.Run(ctx, &behind{before(site), site.Server})
}

// behind is a site behind another handler.
type behind struct {
	http.Handler
	site *web.Server
}

func (b *behind) Files() *download.Files { return b.site.Files() }

// fixture is a store that can be written into.
func fixture(t testing.TB) *webtest.Store {
	t.Helper()
	m := webtest.NewStore(t)
	m.PutStory(webtest.Story())
	for _, inc := range webtest.Incidents() {
		m.Write(inc, incidents.Create, nil)
	}
	m.Write(webtest.HostileIncident(), incidents.Correction, incidents.Text{"en": webtest.Hostile})
	return m
}

// mustRun publishes and gives the report and what the folder holds.
func mustRun(t *testing.T, store web.Store, c publish.Config) (*publish.Report, map[string]string) {
	t.Helper()
	report, err := run(t, store, c)
	if err != nil {
		t.Fatal(err)
	}
	return report, contents(t, c.Dir)
}

// contents gives the files of a folder.
func contents(t *testing.T, dir string) map[string]string {
	t.Helper()
	all := map[string]string{}
	err := fs.WalkDir(os.DirFS(dir), ".", func(name string, e fs.DirEntry, err error) error {
		if err != nil || e.IsDir() {
			return err
		}
		b, err := os.ReadFile(filepath.Join(dir, name))
		all[name] = string(b)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return all
}

func TestPublication(t *testing.T) {
	many := 2501
	if testing.Short() {
		many = 401
	}
	for _, c := range []struct {
		name  string
		store web.Store
		base  string
		have  []string
		lack  []string
	}{
		{
			"with a base", fixture(t), base,
			[]string{
				"index.html", "en/index.html", "layers.json", "layers/all.geojson", "en/layers/operation.parquet", "layers/all.by-adm1.geojson", "feed.atom", "en/feed.json",
				"tiles/all.pmtiles", "image.png", "dictionary/index.html", "corrections/index.html", "incidents/" + webtest.LeaderID + "/index.html", "density/hexagon/4.json", "basemap/0/0/0.mvt", "assets/licenses.txt",
			},
			[]string{"views/tree.json", "incidents/" + webtest.DraftID + "/index.html", "list/index.html"},
		},
		{"without a base", fixture(t), "", []string{"index.html", "en/index.html", "layers/all.csv"}, []string{"feed.atom", "feed.json"}},
		{
			"large", webtest.NewInvented(many), base,
			[]string{"list/2/index.html", "en/list/3/index.html", "views/tree.json", "views/0/0/0.json", "en/views/2/0/0.json", "views/areas/2.json"},
			[]string{"list/4/index.html"},
		},
	} {
		t.Run(c.name, func(t *testing.T) {
			dir := t.TempDir()
			report, files := mustRun(t, c.store, publish.Config{Dir: dir, Base: c.base, Bounds: few})
			for _, name := range c.have {
				if _, ok := files[name]; !ok {
					t.Errorf("no %s", name)
				}
			}
			for _, name := range c.lack {
				if _, ok := files[name]; ok {
					t.Errorf("there is %s", name)
				}
			}
			if report.Written != report.Files || report.Files != len(files)-1 || report.Seq == 0 {
				t.Errorf("%+v of %d files", report, len(files))
			}
			checkManifest(t, files)
			checkLinks(t, files, c.base)
			// No part of a list asks for words that nobody answers.
			if strings.Contains(files["list/2/index.html"], `type="search"`) || strings.Contains(files["list/2/index.html"], `id="live"`) {
				t.Error("list/2/index.html has controls that do nothing")
			}
		})
	}
}

// checkManifest holds the manifest against the files.
func checkManifest(t *testing.T, files map[string]string) {
	t.Helper()
	var m struct {
		Story string
		Seq   int
		Files []publish.File
	}
	if err := json.Unmarshal([]byte(files["publish.json"]), &m); err != nil || m.Story != "jalisco" || m.Seq == 0 {
		t.Fatalf("%v: %+v", err, m)
	}
	if len(m.Files) != len(files)-1 {
		t.Errorf("%d files are named, %d are there", len(m.Files), len(files)-1)
	}
	for _, f := range m.Files {
		if body, ok := files[f.Path]; !ok || int64(len(body)) != f.Size || digest(body) != f.SHA256 || f.MediaType == "" {
			t.Errorf("%+v: there are %d bytes", f, len(body))
		}
	}
}

// The same state gives the same bytes, and nothing is touched; so also into a folder of its own.
func TestNothingIsWrittenTwice(t *testing.T) {
	if testing.Short() {
		t.Skip("-short")
	}
	store := fixture(t)
	c := publish.Config{Dir: t.TempDir(), Base: base, Bounds: few}
	_, first := mustRun(t, store, c)
	old := time.Date(2001, 1, 1, 0, 0, 0, 0, time.UTC)
	for name := range first {
		if err := os.Chtimes(filepath.Join(c.Dir, name), old, old); err != nil {
			t.Fatal(err)
		}
	}
	report, _ := mustRun(t, store, c)
	if report.Written != 0 || report.Removed != 0 || report.Unchanged != len(first)-1 {
		t.Errorf("%+v", report)
	}
	for name := range first {
		if info, err := os.Stat(filepath.Join(c.Dir, name)); err != nil || !info.ModTime().Equal(old) {
			t.Errorf("%s was touched: %v", name, err)
		}
	}
	c.Dir = t.TempDir()
	if _, other := mustRun(t, store, c); !equal(first, other) {
		t.Errorf("another folder has other bytes: %v", differing(first, other))
	}
}

// A correction writes what tells of it, or of the story's newest change, and nothing else.
func TestCorrection(t *testing.T) {
	if testing.Short() {
		t.Skip("-short")
	}
	store := fixture(t)
	c := publish.Config{Dir: t.TempDir(), Base: base, Bounds: few}
	_, before := mustRun(t, store, c)
	inc := webtest.Incidents()[2]
	inc.Title = incidents.Text{"en": "Stay in safe places, corrected", "es": "Corregido"}
	store.Write(inc, incidents.Correction, incidents.Text{"en": "It said too much."})
	report, after := mustRun(t, store, c)
	changed := differing(before, after)
	if report.Written != len(changed)-1 { // the manifest is not counted
		t.Errorf("%d written, %d differ", report.Written, len(changed))
	}
	for _, name := range changed {
		about := strings.HasPrefix(name, "assets/") || strings.HasPrefix(name, "basemap/") || strings.Contains(name, "dictionary") ||
			strings.Contains(name, "incidents/") && !strings.Contains(name, inc.ID)
		if about {
			t.Errorf("%s was written, and says the same", name)
		}
	}
	for _, name := range []string{"index.html", "en/incidents/" + inc.ID + "/index.html", "layers/all.geojson", "feed.atom", "corrections/index.html"} {
		if !slices.Contains(changed, name) {
			t.Errorf("%s is as before", name)
		}
	}
	checkLinks(t, after, base)
}

// What is no longer part goes, and what others put beside it stays.
func TestPrune(t *testing.T) {
	if testing.Short() {
		t.Skip("-short")
	}
	c := publish.Config{Dir: t.TempDir(), Base: base, Bounds: few}
	mustRun(t, fixture(t), c)
	cname := filepath.Join(c.Dir, "incidents", "CNAME")
	if err := os.WriteFile(cname, []byte("news.example.org"), 0o600); err != nil {
		t.Fatal(err)
	}
	m := webtest.NewStore(t) // of which less is public
	m.PutStory(webtest.Story())
	for _, inc := range webtest.Incidents()[:2] {
		m.Write(inc, incidents.Create, nil)
	}
	report, files := mustRun(t, m, c)
	if _, there := files["incidents/"+webtest.SmokeID+"/index.html"]; there || report.Removed == 0 {
		t.Errorf("%d were removed; that of what is gone is there: %v", report.Removed, there)
	}
	if _, err := os.Stat(filepath.Join(c.Dir, "incidents", webtest.SmokeID)); !os.IsNotExist(err) {
		t.Errorf("its folder: %v", err)
	}
	if files["incidents/CNAME"] == "" {
		t.Error("another's file is gone")
	}
	delete(files, "incidents/CNAME")
	checkManifest(t, files)
}

func TestRefusedFolders(t *testing.T) {
	write := func(name, text string) func(t *testing.T, dir string) {
		return func(t *testing.T, dir string) {
			if err := os.MkdirAll(filepath.Dir(filepath.Join(dir, name)), 0o755); err != nil {
				t.Fatal(err)
			}
			if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o600); err != nil {
				t.Fatal(err)
			}
		}
	}
	for _, c := range []struct {
		name, says string
		put        func(t *testing.T, dir string)
	}{
		{"other things", "notes.txt", write("notes.txt", "mine")},
		{"another story", `"other"`, write("publish.json", `{"incidentmap_publication":1,"story":"other","files":[]}`)},
		{"another's manifest", "not the manifest", write("publish.json", `{"name":"x"}`)},
		{"a manifest that leads out", "../x", write("publish.json", `{"incidentmap_publication":1,"story":"jalisco","files":[{"path":"../x"}]}`)},
		{"another's file in the way", "index.html", func(t *testing.T, dir string) {
			write("publish.json", `{"incidentmap_publication":1,"story":"jalisco","files":[]}`)(t, dir)
			write("index.html", "mine")(t, dir)
		}},
	} {
		t.Run(c.name, func(t *testing.T) {
			dir := t.TempDir()
			c.put(t, dir)
			before := contents(t, dir)
			_, err := run(t, fixture(t), publish.Config{Dir: dir, Bounds: few})
			if incidents.CodeOf(err) != incidents.EConflict || !strings.Contains(err.Error(), c.says) {
				t.Errorf("%v", err)
			}
			if after := contents(t, dir); !equal(before, after) {
				t.Errorf("it holds %v", after)
			}
		})
	}
	if _, err := publish.New(publish.Config{Story: "s", Base: "ftp://x"}); incidents.CodeOf(err) != incidents.EInvalid {
		t.Errorf("a base that is no address: %v", err)
	}
}

// A run that ends in the middle, or fails, leaves what was published as it was.
func TestFailuresLeaveTheOldPublication(t *testing.T) {
	store := fixture(t)
	c := publish.Config{Dir: t.TempDir(), Base: base, Bounds: few}
	_, before := mustRun(t, store, c)
	inc := webtest.Incidents()[2]
	inc.Title = incidents.Text{"en": "Corrected"}
	store.Write(inc, incidents.Correction, nil)
	points := []int{1, 20, 100} // after so many answers
	if testing.Short() {
		points = []int{20}
	}
	for _, at := range points {
		for _, way := range []string{"cancelled", "refused", "cut off"} {
			ctx, cancel := context.WithCancel(t.Context())
			asked := 0
			_, err := runWith(t, ctx, store, c, func(next http.Handler) http.Handler {
				return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
					if asked++; asked > at {
						switch way {
						case "cancelled":
							cancel()
						case "refused":
							http.Error(w, "full", http.StatusServiceUnavailable)
							return
						case "cut off":
							fmt.Fprint(w, "<html")
							panic(http.ErrAbortHandler)
						}
					}
					next.ServeHTTP(w, r)
				})
			})
			cancel()
			if err == nil {
				t.Errorf("%s after %d: no error", way, at)
			}
			if after := contents(t, c.Dir); !equal(before, after) {
				t.Errorf("%s after %d: changed: %v", way, at, differing(before, after))
			}
		}
	}
	// The same where a layer's file cannot be made, which is not asked of the handler.
	p, err := publish.New(publish.Config{Story: "jalisco", Dir: c.Dir, Base: base, Bounds: few})
	if err != nil {
		t.Fatal(err)
	}
	pages := webtest.ServeStore(t, store, func(w *web.Config) { w.PublicURL, w.Static = publish.Origin, true })
	if _, err := p.Run(t.Context(), &behind{pages, webtest.Serve(t, webtest.NewStore(t)).Server}); incidents.CodeOf(err) != incidents.ENotFound || !strings.Contains(err.Error(), "/layers/") {
		t.Errorf("a layer's file that is not there: %v", err)
	}
	if after := contents(t, c.Dir); !equal(before, after) {
		t.Errorf("a layer's file that is not there: changed: %v", differing(before, after))
	}
	if report, _ := mustRun(t, store, c); report.Written == 0 {
		t.Error("the run after them wrote nothing")
	}
}

// A run that was killed while it put files in place left some and a list of them: the next
// takes them for its own.
func TestKilledInTheMiddle(t *testing.T) {
	if testing.Short() {
		t.Skip("-short")
	}
	c := publish.Config{Dir: t.TempDir(), Base: base, Bounds: few}
	_, whole := mustRun(t, fixture(t), c)
	for name := range whole {
		if len(name)%2 == 0 {
			if err := os.Remove(filepath.Join(c.Dir, name)); err != nil {
				t.Fatal(err)
			}
		}
	}
	left := filepath.Join(c.Dir, ".incidentmap-publish")
	if err := os.Mkdir(left, 0o755); err != nil {
		t.Fatal(err)
	}
	pending := filepath.Join(left, "publish.json")
	if err := os.WriteFile(pending, []byte(whole["publish.json"]), 0o600); err != nil {
		t.Fatal(err)
	}
	if err := os.Remove(filepath.Join(c.Dir, "publish.json")); err != nil && !os.IsNotExist(err) {
		t.Fatal(err)
	}
	if _, after := mustRun(t, fixture(t), c); !equal(whole, after) {
		t.Errorf("differ: %v", differing(whole, after))
	}
}

func TestUnknownStory(t *testing.T) {
	p, err := publish.New(publish.Config{Story: "none", Dir: filepath.Join(t.TempDir(), "x")})
	if err != nil {
		t.Fatal(err)
	}
	site := webtest.NewSite(t)
	if _, err := p.Run(t.Context(), site); incidents.CodeOf(err) != incidents.ENotFound {
		t.Errorf("%v", err)
	}
}

// What is redacted or erased is taken away where an earlier run put it, and so is an incident that was withdrawn.
func TestPublishingAgainTakesTheErasedAway(t *testing.T) {
	m := fixture(t)
	c := publish.Config{Dir: t.TempDir(), Base: base, Formats: []string{"csv", "kml"}, Bounds: few}
	redacted, erased := webtest.Incidents()[0], webtest.Incidents()[2]
	redacted.Title, redacted.Summary = incidents.Text{"en": "Redactedly", "es": "Redactedly"}, incidents.Text{"en": "redactedlysummary"}
	erased.Title, erased.Where.Place = incidents.Text{"en": "Erasedly", "es": "Erasedly"}, map[string]string{"en": "erasedlyplace"}
	m.Write(redacted, incidents.Update, nil)
	m.Write(erased, incidents.Update, nil)
	_, files := mustRun(t, m, c)
	find := func(files map[string]string) (found []string) {
		for name, body := range files {
			if text := strings.ToLower(name + body); strings.Contains(text, "redactedly") || strings.Contains(text, "erasedly") {
				found = append(found, name)
			}
		}
		return found
	}
	if len(find(files)) < 5 {
		t.Fatalf("the words are only in %q", find(files))
	}
	m.Redact(incidents.Redaction{
		Story: "jalisco", Incident: redacted.ID, Fields: []string{"title", "summary"}, Reason: incidents.ForSafety, Note: incidents.Text{"en": "For safety."},
	})
	m.Erase(incidents.Erasure{Story: "jalisco", Incident: erased.ID, Reason: incidents.ForLaw, Note: incidents.Text{"en": "By a court."}})
	if _, files = mustRun(t, m, c); len(find(files)) > 0 {
		t.Errorf("after publishing again the words are in %q", find(files))
	}
}

// TestPictures holds that a picture is among the files once, in each width, and that pages and feeds lead to it.
func TestPictures(t *testing.T) {
	m := webtest.NewStore(t)
	m.PutStory(webtest.Story())
	inc := webtest.Incidents()[0]
	u := incidents.MediaUpload{Story: "jalisco", Incident: inc.ID}
	for _, w := range incidents.MediaWidths(900) {
		u.Files = append(u.Files, incidents.MediaFile{Width: w, Height: 10, Data: fmt.Appendf(nil, "a picture %d wide", w)})
	}
	m.PutMedia(u)
	inc.Media = []incidents.Media{{
		ID: "m1", Kind: incidents.Picture, Hash: u.Key().Hash, Width: 900, Height: 10,
		Alt: incidents.Text{"es": "Una calle"}, Credit: incidents.Text{"es": "Ana"}, Licence: incidents.Licence{Name: "CC0"},
	}}
	m.Write(inc, incidents.Create, nil)
	dir := t.TempDir()
	if _, err := run(t, m, publish.Config{Dir: dir, Base: base, Bounds: few}); err != nil {
		t.Fatal(err)
	}
	for _, f := range u.Files {
		name := incidents.MediaFileName(u.Key().Hash, f.Width)
		if got, err := os.ReadFile(filepath.Join(dir, "incidents", inc.ID, "media", name)); err != nil || string(got) != string(f.Data) {
			t.Errorf("%s: %q, %v", name, got, err)
		}
		for page, link := range map[string]string{"incidents/" + inc.ID: "media/" + name, "en/incidents/" + inc.ID: "../../../incidents/" + inc.ID + "/media/" + name} {
			text, err := os.ReadFile(filepath.Join(dir, page, "index.html"))
			if err != nil || !strings.Contains(string(text), link+" ") {
				t.Errorf("%s does not lead to %s: %v", page, link, err)
			}
		}
	}
	if _, err := os.Stat(filepath.Join(dir, "en", "incidents", inc.ID, "media")); !os.IsNotExist(err) {
		t.Error("the picture is there twice")
	}
	feed, err := os.ReadFile(filepath.Join(dir, "feed.atom"))
	if err != nil || !strings.Contains(string(feed), `href="`+base+"incidents/"+inc.ID+"/media/"+incidents.MediaFileName(u.Key().Hash, 900)) {
		t.Errorf("the feed does not lead to the picture: %v\n%s", err, feed)
	}
}
