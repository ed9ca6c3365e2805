package signin

import (
	"bytes"
	"encoding/json"
	"html/template"
	"log/slog"
	"net/http"
	"net/http/cookiejar"
	"net/http/httptest"
	"net/url"
	"path/filepath"
	"regexp"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/gorilla/mux"
	"github.com/santhosh-tekuri/jsonschema/v6"

	"incidentmap/incidents"
	"incidentmap/incidents/format"
	"incidentmap/incidents/sqlite"
	"incidentmap/web/address"
	"incidentmap/web/edit"
	"incidentmap/web/edit/openapi"
	"incidentmap/web/edit/reading"
	"incidentmap/web/i18n"
	"incidentmap/web/origin"
	"incidentmap/web/page"
	"incidentmap/web/respond"
	"incidentmap/web/ui"
)

const password = "correct horse battery"

// site is a server of the people's and the editors' addresses, over a store with two stories.
type site struct {
	knows   bool // its reader of stories tells what is there; see knowing
	t       *testing.T
	base    string
	store   *sqlite.Store
	service *Service
	api     *edit.API
	handler http.Handler
	log     *logBuffer

	mu  sync.Mutex
	now time.Time

	docOnce   sync.Once
	doc       map[string]any // of the API
	compiling sync.Mutex
	compiler  *jsonschema.Compiler // of the document's schemas
}

type logBuffer struct {
	mu sync.Mutex
	bytes.Buffer
}

func (b *logBuffer) Write(p []byte) (int, error) {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.Buffer.Write(p)
}

func newSite(t *testing.T, base string, change ...func(*Config)) *site {
	t.Helper()
	store, err := sqlite.Open(t.Context(), filepath.Join(t.TempDir(), "a.db"), format.AppendFeature)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := store.Close(); err != nil {
			t.Error(err)
		}
	})
	s := &site{t: t, base: base, store: store, now: time.Now(), log: &logBuffer{}, compiler: jsonschema.NewCompiler()}
	for _, slug := range []string{"jalisco", "other"} {
		story := incidents.Story{
			Slug: slug, Title: incidents.Text{"en": slug}, Languages: []string{"en"}, Zone: "America/Mexico_City",
			View: incidents.Viewport{BBox: [4]float64{-107, 18, -101, 23}}, Layers: []incidents.Layer{},
		}
		if _, err := store.PutStory(t.Context(), story); err != nil {
			t.Fatal(err)
		}
	}
	origins, err := origin.New(base, origin.Policy{})
	if err != nil {
		t.Fatal(err)
	}
	answers := respond.New(respond.Config{
		Base: base, Origins: origins, Log: slog.New(slog.NewTextHandler(s.log, nil)),
		ForPeople: func(r *http.Request) bool { return address.IsEdit(r.URL.Path) },
		ErrorPage: func(_ *http.Request, p respond.Problem) ([]byte, error) { return []byte(p.Detail), nil },
		Anywhere:  func(string) bool { return false },
	})
	templates, err := template.ParseFS(ui.Templates(), "*.gohtml")
	if err != nil {
		t.Fatal(err)
	}
	languages, err := i18n.Load()
	if err != nil {
		t.Fatal(err)
	}
	config := Config{
		Store: store, Answers: answers, Log: slog.New(slog.NewTextHandler(s.log, nil)), PublicURL: base,
		Pages: page.New(templates, languages, func(name string) string { return "/assets/" + name }, answers.BaseURL),
		Now:   s.clock,
	}
	for _, f := range change {
		f(&config)
	}
	if s.service, err = New(config); err != nil {
		t.Fatal(err)
	}
	s.service.hasher.nobody = quickHash
	router := mux.NewRouter().SkipClean(true)
	s.service.Register(router)
	part, err := s.service.Described()
	if err != nil {
		t.Fatal(err)
	}
	s.api = edit.New(edit.Config{
		Store: store, Sessions: s.service, Answers: answers, Now: config.Now, Described: []openapi.Part{part},
		Geocoder: nowhere{}, Importer: nothing{},
		Reading: reading.New(reading.Config{Store: store, Geocoder: nowhere{}, Geoparser: nowhere{}, Reader: knowing{s}, Now: config.Now}),
	})
	s.api.Register(router)
	s.handler = answers.Logged(answers.Admitted(respond.Secured(router)))
	return s
}

// clock gives what time it is on the site.
func (s *site) clock() time.Time {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.now
}

func (s *site) pass(d time.Duration) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.now = s.now.Add(d)
}

// add makes a person with the password of these tests; change may be nil.
func (s *site) add(login string, change func(*incidents.Person)) incidents.Person {
	s.t.Helper()
	p, err := incidents.NewPerson(login, strings.ToUpper(login), s.now)
	if err != nil {
		s.t.Fatal(err)
	}
	p.Password = quickHash()
	if change != nil {
		change(&p)
	}
	if p.Version, err = s.store.PutPerson(s.t.Context(), p); err != nil {
		s.t.Fatal(err)
	}
	return p
}

// quickHash is of the password, and takes little to check.
var quickHash = sync.OnceValue(func() string { return phc(password, 64) })

// browser is what somebody comes with.
type browser struct {
	*site
	jar  http.CookieJar
	from string // an address
	csrf string
}

func (s *site) browser(from string) *browser {
	s.t.Helper()
	jar, err := cookiejar.New(nil)
	if err != nil {
		s.t.Fatal(err)
	}
	return &browser{site: s, jar: jar, from: from}
}

// do sends a request; headers are pairs of name and value.
func (b *browser) do(method, path, body string, headers ...string) *httptest.ResponseRecorder {
	b.t.Helper()
	r := httptest.NewRequestWithContext(b.t.Context(), method, b.base+path, strings.NewReader(body))
	r.RemoteAddr = b.from + ":4711"
	for _, c := range b.jar.Cookies(r.URL) {
		r.AddCookie(c)
	}
	if strings.HasPrefix(path, address.API) {
		r.Header.Set("Content-Type", "application/json")
		if b.csrf != "" {
			r.Header.Set("X-CSRF-Token", b.csrf)
		}
	} else {
		r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	}
	r.Header.Set("Sec-Fetch-Site", "same-origin")
	for i := 0; i+1 < len(headers); i += 2 {
		r.Header.Set(headers[i], headers[i+1])
	}
	u := *r.URL
	w := httptest.NewRecorder()
	b.handler.ServeHTTP(w, r)
	b.jar.SetCookies(&u, w.Result().Cookies())
	b.holdToDocument(r, body, w)
	return w
}

// post sends a form, pairs of name and value, with the word of the page that the browser last saw.
func (b *browser) post(path string, pairs ...string) *httptest.ResponseRecorder {
	b.t.Helper()
	form := url.Values{}
	for i := 0; i+1 < len(pairs); i += 2 {
		form.Set(pairs[i], pairs[i+1])
	}
	if !form.Has("csrf") && b.csrf != "" {
		form.Set("csrf", b.csrf)
	}
	return b.do(http.MethodPost, path, form.Encode())
}

// signIn signs in and gives the answer; the browser then sends its word along.
func (b *browser) signIn(login, password, code string) *httptest.ResponseRecorder {
	b.t.Helper()
	body, err := json.Marshal(map[string]string{"login": login, "password": password, "code": code})
	if err != nil {
		b.t.Fatal(err)
	}
	w := b.do(http.MethodPost, address.APISession, string(body))
	if w.Code == http.StatusOK {
		b.csrf = object(b.t, w)["csrf"].(string)
	}
	return w
}

// isIn reports whether the browser's session is good.
func (b *browser) isIn() bool {
	return b.do(http.MethodGet, address.APISession, "").Code == http.StatusOK
}

func object(t *testing.T, w *httptest.ResponseRecorder) map[string]any {
	t.Helper()
	var v map[string]any
	if err := json.Unmarshal(w.Body.Bytes(), &v); err != nil {
		t.Fatalf("%d %s: %v", w.Code, w.Body, err)
	}
	return v
}

// is holds an answer to a status, and of a problem to a code, where one is given.
func is(t *testing.T, what string, w *httptest.ResponseRecorder, status int, code incidents.Code) {
	t.Helper()
	if w.Code != status || code != "" && !strings.Contains(w.Body.String(), `"code":"`+string(code)+`"`) {
		t.Errorf("%s: %d %s, want %d %s", what, w.Code, w.Body, status, code)
	}
}

var csrfField = regexp.MustCompile(`name="csrf" value="([^"]+)"`)

// open opens a page, and gives its body; forms of it then have its word.
func (b *browser) open(path string) string {
	b.t.Helper()
	w := b.do(http.MethodGet, path, "")
	if w.Code != http.StatusOK {
		b.t.Fatalf("%s: %d %s", path, w.Code, w.Body)
	}
	if m := csrfField.FindStringSubmatch(w.Body.String()); m != nil {
		b.csrf = m[1]
	}
	return w.Body.String()
}
