package desk_test

import (
	"encoding/json"
	"html/template"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"regexp"
	"strings"
	"testing"

	"github.com/gorilla/mux"

	"incidentmap/web/address"
	"incidentmap/web/desk"
	"incidentmap/web/i18n"
	"incidentmap/web/mapview"
	"incidentmap/web/origin"
	"incidentmap/web/page"
	"incidentmap/web/respond"
	"incidentmap/web/ui"
)

// site serves the desk below a path; who does not say who they are is led away.
func site(t *testing.T, base string) http.Handler {
	t.Helper()
	origins, err := origin.New(base, origin.Policy{})
	if err != nil {
		t.Fatal(err)
	}
	answers := respond.New(respond.Config{
		Base: base, Build: "test", Log: slog.New(slog.DiscardHandler), Origins: origins,
		Cost: func(*http.Request) int { return 1 }, ForPeople: func(*http.Request) bool { return false },
		Anywhere: func(string) bool { return false },
	})
	t.Cleanup(answers.Close)
	languages, err := i18n.Load()
	if err != nil {
		t.Fatal(err)
	}
	templates, err := template.ParseFS(ui.Templates(), "*.gohtml")
	if err != nil {
		t.Fatal(err)
	}
	pages := page.New(templates, languages, func(name string) string { return address.Assets + name }, answers.BaseURL)
	r := mux.NewRouter()
	(&desk.Pages{
		Answers: answers, Pages: pages, Basemap: mapview.Basemap{URL: "/basemap/{z}/{x}/{y}.mvt"},
		Required: func(next respond.Handler) http.HandlerFunc {
			return func(w http.ResponseWriter, r *http.Request) {
				if r.Header.Get("X-Test-Person") == "" {
					http.Redirect(w, r, address.SignIn, http.StatusSeeOther)
					return
				}
				answers.Handle(next)(w, r)
			}
		},
	}).Register(r)
	return respond.Secured(r)
}

// config is what the test reads of the script's configuration.
type config struct {
	Page, Story, Incident, Lang, Root string
	Messages                          map[string]string
	Kinds                             []struct{ Value, Title, Class string }
	Choices                           map[string][]struct{ Value, Title string }
	Limits                            map[string]int
	Basemap                           struct{ URL string }
}

var configScript = regexp.MustCompile(`(?s)<script type="application/json" id="config">(.*?)</script>`)

func ask(t *testing.T, h http.Handler, path string, signedIn bool) *httptest.ResponseRecorder {
	t.Helper()
	w, r := httptest.NewRecorder(), httptest.NewRequestWithContext(t.Context(), http.MethodGet, path, nil)
	if signedIn {
		r.Header.Set("X-Test-Person", "ana")
	}
	h.ServeHTTP(w, r)
	return w
}

func TestShells(t *testing.T) {
	const id = "01KJ43RM1044KCZ2Z528M902HE"
	h := site(t, "https://maps.example.org/news")
	for _, test := range []struct{ path, page, story, incident string }{
		{address.Edit, "stories", "", ""},
		{address.DeskNew, "new", "", ""},
		{address.DeskPeople, "people", "", ""},
		{address.DeskStory("s"), "story", "s", ""},
		{address.DeskImport("s"), "import", "s", ""},
		{address.DeskReport("s"), "report", "s", ""},
		{address.DeskSettings("s"), "settings", "s", ""},
		{address.DeskIncident("s", "new"), "incident", "s", ""},
		{address.DeskIncident("s", id), "incident", "s", id},
	} {
		for _, lang := range []string{"en", "es"} {
			t.Run(test.path+" "+lang, func(t *testing.T) {
				if w := ask(t, h, test.path+"?lang="+lang, false); w.Code != http.StatusSeeOther || configScript.MatchString(w.Body.String()) {
					t.Errorf("who is not signed in gets status %d", w.Code)
				}
				w := ask(t, h, test.path+"?lang="+lang, true)
				if w.Code != http.StatusOK {
					t.Fatalf("status %d: %s", w.Code, w.Body)
				}
				var c config
				found := configScript.FindStringSubmatch(w.Body.String())
				if found == nil {
					t.Fatalf("the page has no configuration: %s", w.Body)
				}
				if err := json.Unmarshal([]byte(found[1]), &c); err != nil {
					t.Fatal(err)
				}
				if c.Page != test.page || c.Story != test.story || c.Incident != test.incident || c.Lang != lang {
					t.Errorf("the page is %q of story %q, incident %q, in %q", c.Page, c.Story, c.Incident, c.Lang)
				}
				if c.Root != "/news" || c.Basemap.URL != "/news/basemap/{z}/{x}/{y}.mvt" || !strings.Contains(w.Body.String(), `src="/news/assets/desk.js"`) {
					t.Errorf("the server lives below %q, the basemap is at %q", c.Root, c.Basemap.URL)
				}
				c.check(t)
				checkHeaders(t, w.Header())
			})
		}
	}
}

// check holds that everything of the closed lists has a name for people.
func (c *config) check(t *testing.T) {
	t.Helper()
	if len(c.Messages) < 100 || len(c.Kinds) == 0 || c.Limits["title"] == 0 || len(c.Choices) < 10 {
		t.Errorf("%d messages, %d kinds, limits %v, %d lists", len(c.Messages), len(c.Kinds), c.Limits, len(c.Choices))
	}
	for list, choices := range c.Choices {
		for _, one := range choices {
			if one.Title == "" || strings.HasPrefix(one.Title, "desk.") || strings.HasPrefix(one.Title, list+".") {
				t.Errorf("%s %q is called %q", list, one.Value, one.Title)
			}
		}
	}
}

func checkHeaders(t *testing.T, head http.Header) {
	t.Helper()
	policy := head.Get("Content-Security-Policy")
	if !strings.Contains(policy, "script-src 'self';") || !strings.Contains(policy, "frame-ancestors 'none'") || strings.Contains(policy, "unsafe") {
		t.Errorf("the page's policy is %q", policy)
	}
	if cache := head.Get("Cache-Control"); !strings.Contains(cache, "private") && !strings.Contains(cache, "no-store") {
		t.Errorf("caches of others may keep the page: %q", cache)
	}
	if head.Get("X-Robots-Tag") != "noindex" {
		t.Error("search engines may list the page")
	}
}
