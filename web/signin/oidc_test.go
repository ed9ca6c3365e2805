package signin

import (
	"html"
	"io"
	"net/http"
	"net/http/cookiejar"
	"net/http/httptest"
	"net/url"
	"regexp"
	"strings"
	"testing"

	"github.com/zitadel/oidc/v3/example/server/exampleop"
	"github.com/zitadel/oidc/v3/example/server/storage"

	"incidentmap/incidents"
	"incidentmap/web/address"
)

// identity is a real OpenID Connect server whose one client is the site of the tests.
type identity struct {
	*httptest.Server
	login string // of the one who signs in there, with a verified address of test-user@zitadel.ch
}

func newIdentity(t *testing.T) *identity {
	t.Helper()
	var handler http.Handler
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) { handler.ServeHTTP(w, r) }))
	t.Cleanup(server.Close)
	issuer := server.URL + "/"
	client := storage.WebClient("desk", "secret", maps+address.OIDCCallback)
	users := storage.NewUserStore(issuer)
	handler = exampleop.SetupServer(issuer, storage.NewStorageWithClients(users, map[string]*storage.Client{"desk": client}), nil, false)
	return &identity{server, users.GetUserByID("id1").Username}
}

func (i *identity) setting() *OIDC {
	return &OIDC{Issuer: i.URL + "/", ClientID: "desk", Secret: "secret", Name: "the newsroom"}
}

var formID = regexp.MustCompile(`name="id" value="([^"]+)"`)

// signIn goes through the server's own pages from the address that it is asked at, and gives the path, with its query,
// to which it leads back.
func (i *identity) signIn(t *testing.T, start string) string {
	t.Helper()
	jar, err := cookiejar.New(nil)
	if err != nil {
		t.Fatal(err)
	}
	back := ""
	client := &http.Client{Jar: jar, CheckRedirect: func(r *http.Request, _ []*http.Request) error {
		if strings.HasPrefix(r.URL.String(), maps) {
			back = r.URL.RequestURI()
			return http.ErrUseLastResponse
		}
		return nil
	}}
	ask := func(method, address, form string) (string, *url.URL) {
		t.Helper()
		r, err := http.NewRequestWithContext(t.Context(), method, address, strings.NewReader(form))
		if err != nil {
			t.Fatal(err)
		}
		r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
		w, err := client.Do(r)
		if err != nil {
			t.Fatal(err)
		}
		defer w.Body.Close()
		body, err := io.ReadAll(w.Body)
		if err != nil {
			t.Fatal(err)
		}
		return string(body), w.Request.URL
	}
	body, at := ask(http.MethodGet, start, "")
	m := formID.FindStringSubmatch(body)
	if m == nil {
		t.Fatalf("the server shows no page to sign in: %s", body)
	}
	form := url.Values{"id": {html.UnescapeString(m[1])}, "username": {i.login}, "password": {"verysecure"}}
	body, _ = ask(http.MethodPost, at.Scheme+"://"+at.Host+"/login/username", form.Encode())
	if back == "" {
		t.Fatalf("the server does not lead back: %s", body)
	}
	return back
}

// through signs a browser in by the other server, and gives the answer to what it led back to.
func (b *browser) through(t *testing.T, i *identity, change func(path string) string) *httptest.ResponseRecorder {
	t.Helper()
	w := b.do("GET", address.OIDC+"?next=%2Fedit%2Fx", "", "Sec-Fetch-Site", "same-origin")
	if w.Code != http.StatusSeeOther || !strings.HasPrefix(w.Header().Get("Location"), i.URL) {
		t.Fatalf("it begins with %d %s", w.Code, w.Body)
	}
	path := i.signIn(t, w.Header().Get("Location"))
	if change != nil {
		path = change(path)
	}
	return b.do("GET", path, "", "Sec-Fetch-Site", "cross-site")
}

func TestOIDC(t *testing.T) {
	other := newIdentity(t)
	s := newSite(t, maps, func(c *Config) { c.OIDC = other.setting() })
	const login = "test-user@zitadel.ch"
	b := s.browser("192.0.2.1")
	if page := b.open(address.SignIn + "?lang=en"); !strings.Contains(page, "Sign in with the newsroom") {
		t.Error("the page does not lead to the other server")
	}
	if w := b.through(t, other, nil); w.Code != http.StatusUnauthorized || b.isIn() {
		t.Errorf("who has no account: %d", w.Code)
	}
	ana := s.add(login, func(p *incidents.Person) { p.Password = "" })
	w := b.through(t, other, nil)
	if w.Code != http.StatusOK || !b.isIn() || !strings.Contains(w.Body.String(), `content="0;url=/edit/x"`) {
		t.Fatalf("who has one: %d %s", w.Code, w.Body)
	}
	// From now on the subject counts, and no more the address, which another may have later.
	for _, tt := range []struct {
		what   string
		change func(*incidents.Person)
		in     bool
	}{
		{"another login", func(p *incidents.Person) { p.Login = "ana" }, true},
		{"another subject", func(p *incidents.Person) { p.Login, p.Subject = login, "https://elsewhere.example id1" }, false},
		{"shut out", func(p *incidents.Person) { p.Subject, p.Disabled = "", s.now }, false},
		{"let in again", func(p *incidents.Person) { p.Disabled = ana.Disabled }, true},
	} {
		if err := s.service.revise(t.Context(), ana.ID, func(p *incidents.Person) error { tt.change(p); return nil }); err != nil {
			t.Fatal(err)
		}
		b := s.browser("192.0.2.1")
		b.through(t, other, nil)
		if b.isIn() != tt.in {
			t.Errorf("%s: %v", tt.what, b.isIn())
		}
	}
}

// TestOIDCAnswersOfOthers holds that an answer counts once, in the browser that began, and as the other server gave it.
func TestOIDCAnswersOfOthers(t *testing.T) {
	other := newIdentity(t)
	s := newSite(t, maps, func(c *Config) { c.OIDC = other.setting() })
	s.add("test-user@zitadel.ch", nil)
	for what, change := range map[string]func(string) string{
		"another state": func(path string) string { return strings.Replace(path, "state=", "state=x", 1) },
		"another code":  func(path string) string { return strings.Replace(path, "code=", "code=x", 1) },
		"no code":       func(path string) string { return strings.Replace(path, "code=", "node=", 1) },
		"an error":      func(path string) string { return strings.Replace(path, "code=", "error=access_denied&x=", 1) },
	} {
		b := s.browser("192.0.2.1")
		if w := b.through(t, other, change); w.Code != http.StatusUnauthorized || b.isIn() {
			t.Errorf("%s: %d", what, w.Code)
		}
	}
	mine, theirs := s.browser("192.0.2.1"), s.browser("192.0.2.2")
	path := ""
	mine.through(t, other, func(p string) string { path = p; return address.SignIn })
	if w := theirs.do("GET", path, ""); w.Code != http.StatusUnauthorized || theirs.isIn() {
		t.Errorf("in another browser: %d", w.Code)
	}
	if w := mine.do("GET", path, ""); w.Code != http.StatusOK || !mine.isIn() {
		t.Errorf("in one's own: %d", w.Code)
	}
	if w := mine.do("GET", path, ""); w.Code != http.StatusUnauthorized {
		t.Errorf("a second time: %d", w.Code)
	}
	other.Close()
	gone := newSite(t, maps, func(c *Config) { c.OIDC = other.setting() })
	if w := gone.browser("192.0.2.1").do("GET", address.OIDC, ""); w.Code != http.StatusServiceUnavailable {
		t.Errorf("a server that is not there: %d", w.Code)
	}
}

func TestOIDCSettings(t *testing.T) {
	for issuer, good := range map[string]bool{
		"https://login.example.org": true, "https://example.org/realms/news": true, "http://127.0.0.1:99": true, "http://login.example.org": false,
		"login.example.org": false, "https://login.example.org?x=1": false, "": false, "https://": false,
	} {
		if err := CheckOIDC(&OIDC{Issuer: issuer, ClientID: "x"}); (err == nil) != good {
			t.Errorf("%q: %v", issuer, err)
		}
	}
	if CheckOIDC(&OIDC{Issuer: "https://login.example.org"}) == nil {
		t.Error("no client's id is needed")
	}
}
