package respond

import (
	"bytes"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"strconv"
	"strings"
	"testing"
	"time"

	"incidentmap/incidents"
	"incidentmap/web/limit"
	"incidentmap/web/origin"
)

// gate is a server of one handler behind Admitted, whose time tests move on.
type gate struct {
	*Sender
	now     time.Time
	log     bytes.Buffer
	clients []string // of the requests that were let through
	handler http.Handler
}

const goodToken = "Bearer good"

func newGate(t *testing.T, perSecond float64, public string, hosts, proxies []string) *gate {
	t.Helper()
	p, err := origin.PolicyOf(":8080", public, hosts, proxies)
	if err != nil {
		t.Fatal(err)
	}
	origins, err := origin.New(public, p)
	if err != nil {
		t.Fatal(err)
	}
	g := &gate{now: time.Unix(1_800_000_000, 0)}
	g.Sender = New(Config{
		Base: public, Log: slog.New(slog.NewTextHandler(&g.log, nil)), Origins: origins, Rate: limit.NewRate(perSecond, func() time.Time { return g.now }),
		Cost: func(*http.Request) int { return 1 }, ForPeople: func(*http.Request) bool { return false }, Anywhere: func(path string) bool { return path == "/data" },
	})
	g.events.now = func() time.Time { return g.now }
	g.handler = g.Logged(g.Admitted(g.Handle(func(w http.ResponseWriter, r *http.Request) error {
		if strings.HasPrefix(r.URL.Path, "/api/") {
			if r.Header.Get("Authorization") != goodToken {
				return unauthorized{}
			}
			var err error
			if r, err = g.Authorized(w, r, "hash", Writer{Token: "the desk", Story: "jalisco", Incident: "01KJ"}); err != nil {
				return err
			}
		}
		g.clients = append(g.clients, limit.ClientOf(r.Context()))
		Plain(w, http.StatusOK, g.BaseURL(r)+" "+r.URL.Path)
		return nil
	})))
	return g
}

type unauthorized struct{}

func (unauthorized) Error() string { return "no" }
func (unauthorized) Status() int   { return http.StatusUnauthorized }
func (unauthorized) Unwrap() error { return incidents.Errorf("unauthorized", "", "no token") }

func (g *gate) ask(t *testing.T, method, path, peer string, headers ...string) *httptest.ResponseRecorder {
	t.Helper()
	r := httptest.NewRequestWithContext(t.Context(), method, "http://maps.example.org"+path, nil)
	r.RemoteAddr = peer
	for i := 0; i+1 < len(headers); i += 2 {
		r.Header.Add(headers[i], headers[i+1])
	}
	w := httptest.NewRecorder()
	g.handler.ServeHTTP(w, r)
	return w
}

func TestClientsHaveALimit(t *testing.T) {
	g := newGate(t, 2, "", nil, []string{"10.0.0.1"}) // 16 at once
	forwarded := func(addr string) []string { return []string{"X-Forwarded-For", "9.9.9.9, " + addr} }
	for _, tt := range []struct {
		name, peer string
		headers    []string
		client     string
		others     string // another address of the same client
	}{
		{"IPv4", "192.0.2.1:5", nil, "192.0.2.1", "192.0.2.1:6"},
		{"IPv6 by its network", "[2001:db8:1:2::1]:5", nil, "2001:db8:1:2::/64", "[2001:db8:1:2:ffff::9]:5"},
		{"behind a proxy", "10.0.0.1:5", forwarded("192.0.2.9"), "192.0.2.9", "10.0.0.1:6"},
	} {
		g.clients = nil
		for i := range 16 {
			if got := g.ask(t, http.MethodGet, "/data", tt.peer, tt.headers...); got.Code != http.StatusOK {
				t.Fatalf("%s: request %d: %d", tt.name, i+1, got.Code)
			}
		}
		got := g.ask(t, http.MethodGet, "/data", tt.others, tt.headers...)
		h := got.Header()
		if got.Code != http.StatusTooManyRequests || h.Get("Retry-After") != "1" || !strings.Contains(got.Body.String(), `"code":"too_many_requests"`) {
			t.Errorf("%s: %d, %v: %s", tt.name, got.Code, h, got.Body)
		}
		if h.Get("Access-Control-Allow-Origin") != "*" || h.Get("X-Content-Type-Options") != "nosniff" || h.Get("Cache-Control") != "no-store" {
			t.Errorf("%s: headers of the refusal: %v", tt.name, h)
		}
		if g.clients[0] != tt.client {
			t.Errorf("%s: gates see %q, want %q", tt.name, g.clients[0], tt.client)
		}
		g.now = g.now.Add(time.Second)
		if got := g.ask(t, http.MethodGet, "/data", tt.peer, tt.headers...); got.Code != http.StatusOK {
			t.Errorf("%s: a second later: %d", tt.name, got.Code)
		}
	}
	for range 100 {
		if got := g.ask(t, http.MethodGet, "/data", "127.0.0.1:5"); got.Code != http.StatusOK {
			t.Fatalf("this machine is refused: %d", got.Code)
		}
	}
	if client := g.clients[len(g.clients)-1]; client != "" {
		t.Errorf("this machine is the client %q", client)
	}
}

// A stranger's X-Forwarded-For makes no new client of an old one.
func TestForgedAddressesHaveNoBucketOfTheirOwn(t *testing.T) {
	g := newGate(t, 2, "", nil, []string{"10.0.0.1"})
	let := 0
	for i := range 100 {
		if g.ask(t, http.MethodGet, "/data", "192.0.2.1:5", "X-Forwarded-For", "198.51.100."+strconv.Itoa(i)).Code == http.StatusOK {
			let++
		}
	}
	if let != 16 {
		t.Errorf("%d of 100 requests were let through, want 16", let)
	}
}

// Who holds a token is bounded by the token and not by the address, which others share; who
// guesses tokens is bounded by the address.
func TestTokensAreClients(t *testing.T) {
	g := newGate(t, 2, "", nil, nil)
	for i := range 16 {
		g.ask(t, http.MethodGet, "/data", "192.0.2.1:5")
		if got := g.ask(t, http.MethodPatch, "/api/v1/x", "192.0.2."+strconv.Itoa(10+i)+":5", "Authorization", goodToken); got.Code != http.StatusOK {
			t.Fatalf("write %d: %d", i+1, got.Code)
		}
	}
	if last := g.clients[len(g.clients)-1]; last != "token hash" {
		t.Errorf("the client is %q", last)
	}
	if got := g.ask(t, http.MethodPatch, "/api/v1/x", "192.0.2.99:5", "Authorization", goodToken); got.Code != http.StatusTooManyRequests {
		t.Errorf("a token beyond its limit: %d", got.Code)
	}
	if got := g.ask(t, http.MethodGet, "/data", "192.0.2.10:5"); got.Code != http.StatusOK {
		t.Errorf("a reader at the address of a token: %d", got.Code)
	}
	guesses := 0
	for range 50 {
		if g.ask(t, http.MethodPatch, "/api/v1/x", "203.0.113.5:5", "Authorization", "Bearer guess").Code == http.StatusUnauthorized {
			guesses++
		}
	}
	if guesses != 2 { // each counts as ten of sixteen; what is left pays for no third
		t.Errorf("%d of 50 guesses were looked up", guesses)
	}
	if got := g.ask(t, http.MethodGet, "/data", "203.0.113.5:5", "Authorization", "Bearer x"); got.Code != http.StatusTooManyRequests {
		t.Errorf("a header that public addresses do not read gets past the limit: %d", got.Code)
	}
}

func TestSecurityEventsAreNoted(t *testing.T) {
	g := newGate(t, 2, "https://maps.example.org", nil, nil)
	g.ask(t, http.MethodGet, "/data", "192.0.2.1:5")
	g.ask(t, http.MethodGet, "/api/v1/x", "192.0.2.1:5", "Authorization", goodToken)
	if g.log.Len() > 0 {
		t.Errorf("reading is noted: %s", &g.log)
	}
	g.ask(t, http.MethodPatch, "/api/v1/x", "192.0.2.1:5", "Authorization", goodToken)
	g.ask(t, http.MethodPatch, "/api/v1/x", "192.0.2.1:5")
	r := httptest.NewRequestWithContext(t.Context(), http.MethodGet, "http://evil.example/data", nil)
	g.handler.ServeHTTP(httptest.NewRecorder(), r)
	noted := g.log.String()
	for _, want := range []string{
		`level=INFO msg=write token="the desk" method=PATCH status=200 story=jalisco incident=01KJ`,
		`level=WARN msg=refused status=401 code=unauthorized method=PATCH path=/api/v1/x reason="no token"`,
		`level=WARN msg=refused status=421 code=misdirected method=GET path=/data`,
	} {
		if !strings.Contains(noted, want) {
			t.Errorf("no %q in %s", want, noted)
		}
	}
	if strings.Contains(noted, "192.0.2") || strings.Contains(noted, "Bearer") {
		t.Errorf("an address or a token is noted: %s", noted)
	}
}

// A server at its bounds says so once in a while, as a warning; one whose store fails, each time, as an error.
func TestFullGatesAreNoted(t *testing.T) {
	g := newGate(t, 2, "", nil, nil)
	full := limit.NewGate("drawing pictures", 1, 0)
	leave, err := full.Enter(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	defer leave()
	busy := g.Handle(func(_ http.ResponseWriter, r *http.Request) error {
		_, err := full.Enter(r.Context())
		return err
	})
	for range 100 {
		w := httptest.NewRecorder()
		busy(w, httptest.NewRequestWithContext(t.Context(), http.MethodGet, "/stories/x/image.png", nil))
		if w.Code != http.StatusServiceUnavailable || w.Header().Get("Retry-After") == "" {
			t.Fatalf("%d, %v", w.Code, w.Header())
		}
	}
	noted := g.log.String()
	if strings.Count(noted, "\n") != refusalsASecond || strings.Contains(noted, "ERROR") || !strings.Contains(noted, `status=503 code=unavailable method=GET path=/stories/x/image.png reason="the server is busy with drawing pictures`) {
		t.Errorf("noted: %s", noted)
	}
	g.log.Reset()
	broken := g.Handle(func(http.ResponseWriter, *http.Request) error {
		return &incidents.Error{Code: incidents.EUnavailable, Message: "the store cannot answer", Err: http.ErrHandlerTimeout}
	})
	for range 10 {
		broken(httptest.NewRecorder(), httptest.NewRequestWithContext(t.Context(), http.MethodGet, "/", nil))
	}
	if n := strings.Count(g.log.String(), "level=ERROR"); n != 10 {
		t.Errorf("%d faults of the store are noted of 10: %s", n, &g.log)
	}
}

// A flood of refusals is noted by its first few, and the number of the rest.
func TestFloodsOfRefusalsAreSummedUp(t *testing.T) {
	g := newGate(t, 2, "https://maps.example.org", nil, nil)
	flood := func(n int) {
		for range n {
			r := httptest.NewRequestWithContext(t.Context(), http.MethodGet, "http://evil.example/"+strings.Repeat("x", 5000), nil)
			g.handler.ServeHTTP(httptest.NewRecorder(), r)
		}
	}
	flood(1000)
	if lines := strings.Count(g.log.String(), "\n"); lines != refusalsASecond || g.log.Len() > 1000*refusalsASecond {
		t.Errorf("%d lines of %d bytes are noted of 1000 refusals", lines, g.log.Len())
	}
	g.log.Reset()
	g.now = g.now.Add(time.Second)
	flood(1)
	if !strings.Contains(g.log.String(), "not_noted_before=995") {
		t.Errorf("the rest is not told: %s", &g.log)
	}
	g.log.Reset()
	flood(10)
	g.Close()
	if !strings.Contains(g.log.String(), "not_noted_before=6") {
		t.Errorf("the rest is not told at the end: %s", &g.log)
	}
}

// What strangers choose ends no line of the log and turns no text around.
func TestLogIsHarmless(t *testing.T) {
	g := newGate(t, 2, "https://maps.example.org", nil, nil)
	for _, nasty := range []string{"/a\nlevel=INFO msg=write", "/a\x1b[2J", "/\u202egpj", "/\u2028x", "/\x00", "/\xff\xfe", "/\u009b31m"} {
		r := httptest.NewRequestWithContext(t.Context(), http.MethodGet, "http://evil.example/", nil)
		r.URL.Path, r.Method = nasty, "GET"+nasty
		r.Host = "h" + nasty
		g.now = g.now.Add(time.Second)
		g.handler.ServeHTTP(httptest.NewRecorder(), r)
		r.Host = "evil.example"
		g.handler.ServeHTTP(httptest.NewRecorder(), r)
	}
	lines := strings.Split(strings.TrimSuffix(g.log.String(), "\n"), "\n")
	for _, line := range lines {
		if !strings.HasPrefix(line, "time=") {
			t.Errorf("a line of a stranger's: %q", line)
		}
		for _, c := range line {
			if c < ' ' || c > '~' && c != '…' {
				t.Errorf("%U in %q", c, line)
			}
		}
	}
	if len(lines) != 14 {
		t.Errorf("%d lines, want 14: %s", len(lines), &g.log)
	}
}

func TestBrowsersStayWithTLS(t *testing.T) {
	for public, want := range map[string]string{
		"https://maps.example.org": "max-age=31536000", "http://maps.example.org": "", "https://localhost": "", "": "",
	} {
		g := newGate(t, 2, public, []string{"maps.example.org"}, nil)
		if got := g.ask(t, http.MethodGet, "/data", "192.0.2.1:5").Header().Get("Strict-Transport-Security"); got != want {
			t.Errorf("%s: %q, want %q", public, got, want)
		}
	}
}
