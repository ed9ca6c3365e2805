package signin

import (
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"incidentmap/incidents"
	"incidentmap/web/address"
	"incidentmap/web/limit"
)

const maps = "https://maps.example.org"

func TestSignIn(t *testing.T) {
	s := newSite(t, maps)
	s.add("ana", func(p *incidents.Person) { p.Stories = map[string]incidents.Role{"jalisco": incidents.Editor} })
	s.add("gone", func(p *incidents.Person) { p.Disabled = s.now })
	s.add("invited", func(p *incidents.Person) { p.Password = "" })
	b := s.browser("192.0.2.1")
	is(t, "before", b.do("GET", address.APISession, ""), http.StatusUnauthorized, codeNoSession)
	for _, tt := range []struct{ login, password string }{
		{"ana", "wrong"}, {"nobody", password}, {"gone", password}, {"invited", ""}, {"invited", password}, {"", ""}, {"ana", password + " "},
	} {
		is(t, tt.login, b.signIn(tt.login, tt.password, ""), http.StatusUnauthorized, codeWrong)
	}
	w := b.signIn(" ANA ", password, "")
	is(t, "right", w, http.StatusOK, "")
	v := object(t, w)
	person, _ := v["person"].(map[string]any)
	if person["login"] != "ana" || person["name"] != "ANA" || person["admin"] != false || fmt.Sprint(v["stories"]) != "map[jalisco:editor]" {
		t.Errorf("the session is %s", w.Body)
	}
	if !b.isIn() {
		t.Error("the cookie is not good")
	}
	is(t, "sign out", b.do("DELETE", address.APISession, ""), http.StatusNoContent, "")
	if b.isIn() {
		t.Error("the session goes on after signing out")
	}
}

// TestCookies holds what cookies say of themselves, on https and not, and below a path.
func TestCookies(t *testing.T) {
	for base, want := range map[string]struct {
		begin, below string
		secure       bool
	}{
		maps: {"__Secure-", "", true}, "https://example.org/map": {"__Secure-", "/map", true}, "http://maps.example.org": {"", "", false},
	} {
		s := newSite(t, base)
		s.add("ana", nil)
		b := s.browser("192.0.2.1")
		w := b.signIn("ana", password, "")
		var named []string
		for _, c := range w.Result().Cookies() {
			named = append(named, c.Name+" "+c.Path)
			if !c.HttpOnly || c.Secure != want.secure || c.SameSite != http.SameSiteStrictMode || c.MaxAge <= 0 || c.Domain != "" {
				t.Errorf("%s: %s", base, c.Raw)
			}
		}
		slices.Sort(named)
		var all []string
		for _, name := range []string{deviceCookie, sessionCookie} {
			all = append(all, want.begin+name+" "+want.below+"/api/v1", want.begin+name+" "+want.below+"/edit")
		}
		if !slices.Equal(named, all) {
			t.Errorf("%s: %v, want %v", base, named, all)
		}
		for path, sent := range map[string]bool{"/": false, "/stories/jalisco": false, "/editor": false, "/edit": true, "/edit/x": true, "/api/v1/session": true, "/assets/x": false} {
			u, err := url.Parse(base + path)
			if err != nil {
				t.Fatal(err)
			}
			if got := len(b.jar.Cookies(u)) > 0; got != sent {
				t.Errorf("%s: cookies at %s: %v", base, path, got)
			}
		}
		if !b.isIn() {
			t.Errorf("%s: not signed in", base)
		}
	}
}

// TestWritesComeFromOwnPages asks with all ways in which a page of another site may write.
func TestWritesComeFromOwnPages(t *testing.T) {
	s := newSite(t, maps)
	s.add("ana", func(p *incidents.Person) { p.Admin = true })
	b := s.browser("192.0.2.1")
	b.signIn("ana", password, "")
	right := b.csrf
	other := s.browser("192.0.2.1")
	other.signIn("ana", password, "")
	for _, path := range []string{address.APIPeople, address.API + "/stories/jalisco/incidents"} {
		for _, tt := range []struct {
			csrf, site, origin string
			code               incidents.Code
		}{
			{"", "same-origin", "", codeCSRF},
			{"x", "same-origin", "", codeCSRF},
			{other.csrf, "same-origin", "", codeCSRF},
			{right[:31], "", "", codeCSRF},
			{right, "cross-site", "https://evil.example", codeCrossOrigin},
			{right, "same-site", "https://other.example.org", codeCrossOrigin},
			{right, "", "https://evil.example", codeCrossOrigin},
			{right, "", "null", codeCrossOrigin},
			{right, "same-origin", maps, ""},
			{right, "", maps, ""},
			{right, "", "", ""},
		} {
			w := b.do("POST", path, "{}", "X-CSRF-Token", tt.csrf, "Sec-Fetch-Site", tt.site, "Origin", tt.origin)
			if tt.code == "" {
				is(t, fmt.Sprint(path, tt), w, http.StatusUnprocessableEntity, "")
			} else {
				is(t, fmt.Sprint(path, tt), w, http.StatusForbidden, tt.code)
			}
		}
	}
	for _, path := range []string{address.SignIn, address.Welcome, address.SecondStep, address.SignOut, passwordPath} {
		w := b.do("POST", path, "csrf="+right+"&login=ana&password="+url.QueryEscape(password), "Sec-Fetch-Site", "cross-site")
		if w.Code != http.StatusForbidden || len(w.Result().Cookies()) > 0 {
			t.Errorf("%s from another site: %d", path, w.Code)
		}
	}
	if w := b.post(address.SignOut, "csrf", "x"); w.Code != http.StatusForbidden || !b.isIn() {
		t.Errorf("a form without the session's word: %d", w.Code)
	}
}

// TestSessionsEnd holds what ends a session, and what does not.
func TestSessionsEnd(t *testing.T) {
	for name, tt := range map[string]struct {
		do   func(s *site, b, elsewhere *browser)
		here bool // whether the browser stays signed in, and whether the one elsewhere does
		far  bool
	}{
		"nothing":     {func(*site, *browser, *browser) {}, true, true},
		"almost idle": {func(s *site, _, _ *browser) { s.pass(incidents.SessionIdle - time.Minute) }, true, true},
		"idle":        {func(s *site, _, _ *browser) { s.pass(incidents.SessionIdle) }, false, false},
		"used, one":   {func(s *site, b, _ *browser) { s.pass(11 * time.Hour); b.isIn(); s.pass(11 * time.Hour) }, true, false},
		"sign out":    {func(_ *site, b, _ *browser) { b.post(address.SignOut) }, false, true},
		"everywhere":  {func(_ *site, b, _ *browser) { b.post(everywherePath) }, true, false},
		"new password": {func(_ *site, b, _ *browser) {
			b.post(passwordPath, "password", password, "new", "battery staple horse")
		}, true, false},
		"wrong password": {func(_ *site, b, _ *browser) { b.post(passwordPath, "password", "wrong", "new", "battery staple horse") }, true, true},
		"poor password":  {func(_ *site, b, _ *browser) { b.post(passwordPath, "password", password, "new", "short") }, true, true},
		"a week": {func(s *site, b, far *browser) {
			for range 7 * 4 {
				s.pass(6 * time.Hour)
				b.isIn()
				far.isIn()
			}
		}, false, false},
	} {
		s := newSite(t, maps)
		s.add("ana", nil)
		b, far := s.browser("192.0.2.1"), s.browser("192.0.2.2")
		b.signIn("ana", password, "")
		far.signIn("ana", password, "")
		tt.do(s, b, far)
		if b.isIn() != tt.here || far.isIn() != tt.far {
			t.Errorf("%s: here %v, elsewhere %v; want %v, %v", name, b.isIn(), far.isIn(), tt.here, tt.far)
		}
	}
}

// TestGuessing holds that guesses are slowed more and more, by login and by address, and that nobody is made to wait
// who comes with what only their own browser has.
func TestGuessing(t *testing.T) {
	s := newSite(t, maps)
	s.add("ana", nil)
	s.add("bea", nil)
	hers := s.browser("192.0.2.1")
	hers.signIn("ana", password, "")
	hers.do("DELETE", address.APISession, "")
	guesser := s.browser("198.51.100.7")
	for i := range freeOfLogin {
		is(t, fmt.Sprint("guess ", i), guesser.signIn("ana", "guess", ""), http.StatusUnauthorized, codeWrong)
	}
	waited := time.Duration(0)
	guesses := 0
	for waited < 24*time.Hour {
		w := guesser.signIn("ana", "guess", "")
		if w.Code == http.StatusUnauthorized {
			guesses++
			continue
		}
		is(t, "more guesses", w, http.StatusTooManyRequests, "too_many_requests")
		wait, err := time.ParseDuration(w.Header().Get("Retry-After") + "s")
		if err != nil || wait <= 0 {
			t.Fatalf("Retry-After: %v", w.Header())
		}
		s.pass(wait)
		waited += wait
	}
	if guesses < 100 || guesses > 350 {
		t.Errorf("%d guesses of one login in a day", guesses)
	}
	guesser.signIn("ana", "guess", "")
	is(t, "ana on a new device", s.browser("192.0.2.9").signIn("ana", password, ""), http.StatusTooManyRequests, "")
	is(t, "ana on her own device", hers.signIn("ana", password, ""), http.StatusOK, "")
	is(t, "bea", s.browser("192.0.2.1").signIn("bea", password, ""), http.StatusOK, "")

	sprayer := s.browser("203.0.113.5")
	tried := 0
	for i := range 100 {
		if sprayer.signIn(fmt.Sprint("login", i), "guess", "").Code == http.StatusUnauthorized {
			tried++
		}
	}
	if tried != freeOfAddress {
		t.Errorf("%d of 100 logins were tried from one address at once", tried)
	}
	is(t, "bodies that are none", sprayer.do("POST", address.APISession, `{"username":"x"}`), http.StatusTooManyRequests, "")
	is(t, "bea from elsewhere", s.browser("192.0.2.77").signIn("bea", password, ""), http.StatusOK, "")
}

// TestGuessesAtOnce holds that guesses that come together are counted together.
func TestGuessesAtOnce(t *testing.T) {
	s := newSite(t, maps)
	s.add("ana", nil)
	var group sync.WaitGroup
	var mu sync.Mutex
	codes := map[int]int{}
	for i := range 60 {
		b := s.browser(fmt.Sprint("192.0.2.", i+1))
		group.Go(func() {
			w := b.signIn("ana", "guess", "")
			mu.Lock()
			defer mu.Unlock()
			codes[w.Code]++
		})
	}
	group.Wait()
	if codes[http.StatusUnauthorized] > freeOfLogin || codes[http.StatusTooManyRequests] < 60-freeOfLogin {
		t.Errorf("60 guesses at once were answered %v", codes)
	}
}

// TestNext holds that one comes to a page of the editors' after signing in, whatever a link says.
func TestNext(t *testing.T) {
	s := newSite(t, "https://example.org/map")
	s.add("ana", nil)
	for next, want := range map[string]string{
		"/edit/stories/jalisco?x=1": "/edit/stories/jalisco?x=1", "/edit": "/edit", "": "/edit/account",
		"https://evil.example/edit": "/edit/account", "//evil.example/edit": "/edit/account", "/edit\\..\\evil": "/edit/account",
		"/editor": "/edit/account", "/edit/../stories": "/edit/account", "/stories/jalisco": "/edit/account", "javascript:alert(1)": "/edit/account",
		"/edit\r\nSet-Cookie: a=b": "/edit/account", "/edit/sign-in": "/edit/account", "/edit/" + strings.Repeat("x", 2000): "/edit/account",
	} {
		b := s.browser("192.0.2.1")
		w := b.post(address.SignIn, "login", "ana", "password", password, "next", next)
		if got := w.Header().Get("Location"); w.Code != http.StatusSeeOther || got != "/map"+want {
			t.Errorf("next %q: %d to %q, want %q", next, w.Code, got, want)
		}
	}
	w := s.browser("192.0.2.1").do("GET", "/edit/account?lang=es", "")
	if got := w.Header().Get("Location"); got != "/map/edit/sign-in?lang=es&next=%2Fedit%2Faccount%3Flang%3Des" {
		t.Errorf("a page without a session leads to %q", got)
	}
}

// TestSignInKeepsTheLanguage holds that who signs in goes on in the language that was asked for last.
func TestSignInKeepsTheLanguage(t *testing.T) {
	s := newSite(t, maps)
	s.add("ana", nil)
	for _, tt := range []struct{ asked, next, want string }{
		{"", "/edit/stories/jalisco?lang=es&x=1", "/edit/stories/jalisco?lang=es&x=1"},
		{"?lang=es", "/edit/stories/jalisco?x=1", "/edit/stories/jalisco?lang=es&x=1"},
		{"?lang=en", "/edit/stories/jalisco?lang=es", "/edit/stories/jalisco?lang=en"},
		{"?lang=es", "", "/edit/account?lang=es"},
		{"?lang=xx", "/edit/account", "/edit/account"},
	} {
		b := s.browser("192.0.2.1")
		w := b.post(address.SignIn+tt.asked, "login", "ana", "password", password, "next", tt.next)
		if got := w.Header().Get("Location"); w.Code != http.StatusSeeOther || got != tt.want {
			t.Errorf("%q to %q: %d to %q, want %q", tt.asked, tt.next, w.Code, got, tt.want)
		}
	}
}

// TestSecurityEventsAreNoted holds that sign-ins, refusals and who wrote are in the log, and no secret and no address is.
func TestSecurityEventsAreNoted(t *testing.T) {
	s := newSite(t, maps)
	s.add("ana", func(p *incidents.Person) { p.Admin = true })
	b := s.browser("192.0.2.33")
	b.signIn("ana", "wrongpassword", "")
	b.post(address.SignIn, "login", "mistyped secret", "password", "wrongpassword")
	b.signIn("ana", password, "")
	w := b.do("POST", address.APIPeople, `{"login":"bea","name":"Bea"}`)
	is(t, "a person", w, http.StatusCreated, "")
	id, link := object(t, w)["id"].(string), object(t, w)["link"].(string)
	b.do("PATCH", address.APIPeople+"/"+id, `{"stories":{"jalisco":"editor"}}`)
	b.do("POST", address.API+"/stories/jalisco/incidents", `{"kind":"roadblock","title":"x","start":"2026-02-22"}`)
	b.do("DELETE", address.APISession, "")
	noted := s.log.String()
	for _, want := range []string{
		"level=WARN msg=refused status=401 code=wrong_credentials method=POST path=/api/v1/session",
		"level=WARN msg=refused status=401 code=wrong_credentials method=POST path=/edit/sign-in",
		`level=INFO msg="signed in" login=ana`, `msg="person made" by=ana login=bea`,
		`msg="rights changed" by=ana login=bea admin=false stories=map[jalisco:editor] disabled=false`,
		"msg=write person=ANA method=POST status=201 story=jalisco incident=", `msg="signed out" login=ana`,
	} {
		if !strings.Contains(noted, want) {
			t.Errorf("no %q in %s", want, noted)
		}
	}
	_, key, _ := strings.Cut(link, "key=")
	for _, secret := range []string{"192.0.2", "wrongpassword", password, "mistyped", b.csrf, key} {
		if strings.Contains(noted, secret) {
			t.Errorf("%q is noted in %s", secret, noted)
		}
	}
}

// TestBusyGate holds that while strangers' passwords take all there is of the work, they are turned away at once, and
// people on their own devices are not.
func TestBusyGate(t *testing.T) {
	s := newSite(t, maps)
	s.add("ana", nil)
	hers := s.browser("192.0.2.1")
	hers.signIn("ana", password, "")
	s.service.hasher.strangers = limit.NewGate("checking passwords", 1, 0)
	leave, err := s.service.hasher.strangers.Enter(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	stranger := s.browser("198.51.100.1")
	for range 3 * freeOfAddress { // none of which counts as a guess
		is(t, "a stranger", stranger.signIn("ana", password, ""), http.StatusServiceUnavailable, incidents.EUnavailable)
	}
	is(t, "on her own device", hers.signIn("ana", password, ""), http.StatusOK, "")
	leave()
	is(t, "a stranger afterwards", stranger.signIn("ana", password, ""), http.StatusOK, "")
}

// TestHostileInput sends what nobody means to. It is answered shortly, with no fault of the server's.
func TestHostileInput(t *testing.T) {
	s := newSite(t, maps)
	s.add("ana", nil)
	long := strings.Repeat("ñ", 1<<20)
	nested := strings.Repeat("[", 1<<15) + strings.Repeat("]", 1<<15)
	for i, tt := range []struct{ path, body string }{
		{address.APISession, `{"login":"` + long + `","password":"x"}`},
		{address.APISession, `{"login":"ana","password":"` + long[:60000] + `"}`},
		{address.APISession, `{"login":"` + long[:60000] + `","password":"x"}`},
		{address.APISession, `{"login":` + nested[:60000] + `}`},
		{address.APISession, "{\"login\":\"ana\\u0000\",\"password\":\"\xff\"}"},
		{address.APISession, `{"login":"ana","login":"bea"}`},
		{address.APISession, ""},
		{address.SignIn, "login=" + long + "&password=x"},
		{address.SignIn, "login=" + long[:60000] + "&password=" + long[:1000]},
		{address.SignIn, "login=%zz&password=%"},
		{address.SignIn, "login=<script>alert(1)</script>&password=x&next=%00"},
		{address.SignIn, strings.Repeat("a&", 30000)},
		{address.Welcome, "key=" + long[:60000]},
		{address.Welcome, "key=."},
		{address.SecondStep, "code=" + long[:60000]},
		{address.SignIn + "?lang=" + long[:2000] + "&next=" + long[:2000], ""},
	} {
		b := s.browser(fmt.Sprint("192.0.2.", i+1))
		w := b.do("POST", tt.path, tt.body)
		if w.Code < 300 || w.Code >= 500 && w.Code != http.StatusServiceUnavailable || w.Body.Len() > 8<<10 || strings.Contains(w.Body.String(), "<script>alert") {
			t.Errorf("%.60s %.60s: %d, %d bytes", tt.path, tt.body, w.Code, w.Body.Len())
		}
	}
}
