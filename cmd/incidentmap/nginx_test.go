package main

import (
	"bufio"
	"compress/gzip"
	"context"
	"encoding/json"
	"html"
	"io"
	"net/http"
	"net/url"
	"regexp"
	"strings"
	"testing"
)

var pageLink = regexp.MustCompile(` (?:href|src|action)="([^"#][^"]*)"`)

func TestBehindNginx(t *testing.T) {
	p := startProxied(t, "--rate=0")
	t.Run("pages", p.testPages)
	t.Run("programs", p.testPrograms)
	t.Run("tags", p.testTags)
	t.Run("files", p.testFiles)
	if !testing.Short() {
		t.Run("published", p.testPublished)
	}
	t.Run("events", p.testEvents)
	t.Run("writing", p.testWriting)
}

func (p proxied) testPages(t *testing.T) {
	seen := map[string]bool{}
	for _, page := range []string{seedPage + "?lang=en", seedPage + "/embed?lang=en", seedPage + "/share?lang=en", seedPage + "/ogc?f=html", seedPage + "/corrections"} {
		got := p.ask(t, http.MethodGet, "/map"+page, "")
		if got.StatusCode != http.StatusOK || got.Header.Get("Strict-Transport-Security") != "max-age=31536000" {
			t.Fatalf("%s: %d, %v", page, got.StatusCode, got.Header)
		}
		if strings.Contains(got.body, strings.TrimPrefix(p.root, "http://")) || strings.Contains(got.body, "http://"+proxyName) {
			t.Errorf("%s names the server behind the proxy, or the proxy without TLS", page)
		}
		for _, found := range pageLink.FindAllStringSubmatch(got.body, -1) {
			to := strings.TrimPrefix(html.UnescapeString(found[1]), "https://"+proxyName)
			if !strings.HasPrefix(to, "/") || seen[to] || strings.Contains(to, "/image.png") {
				continue
			}
			seen[to] = true
			if followed := p.ask(t, http.MethodHead, to, ""); followed.StatusCode != http.StatusOK {
				t.Errorf("%s leads to %s: %d", page, to, followed.StatusCode)
			}
		}
	}
	if len(seen) < 50 {
		t.Errorf("only %d links were followed", len(seen))
	}
	if got := p.ask(t, http.MethodGet, "/map/", ""); got.Header.Get("Location") != "/map"+seedPage {
		t.Errorf("the only story is at %q", got.Header.Get("Location"))
	}
	if got := p.ask(t, http.MethodGet, "/strip/map"+seedPage+"?lang=en", ""); got.StatusCode != http.StatusOK || !strings.Contains(got.body, `href="/map`+seedPage) {
		t.Errorf("with the path taken off: %d", got.StatusCode)
	}
}

func (p proxied) testPrograms(t *testing.T) {
	const base = "https://" + proxyName + "/map" + seedPage
	for path, want := range map[string]string{
		"/tiles/all.json": base + "/tiles/all/{z}/{x}/{y}.mvt", "/layers/all.geojson": base + "/incidents/", "/feed.atom": base + "/feed.atom", "/ogc?f=json": base + "/ogc/collections",
	} {
		got := p.ask(t, http.MethodGet, "/map"+seedPage+path, "")
		if got.StatusCode != http.StatusOK || !strings.Contains(got.body, want) {
			t.Errorf("%s: %d without %s: %.300s", path, got.StatusCode, want, got.body)
		}
	}
	var doc struct{ HTML, Title string }
	got := p.ask(t, http.MethodGet, "/map/oembed?url="+url.QueryEscape(base+"?lang=en"), "")
	if err := json.Unmarshal([]byte(got.body), &doc); err != nil || !strings.Contains(doc.HTML, `src="`+base+`/embed?lang=en`) {
		t.Errorf("oEmbed: %v: %s", err, got.body)
	}
	if policy := p.ask(t, http.MethodGet, "/map"+seedPage+"/embed", "").Header.Get("Content-Security-Policy"); !strings.Contains(policy, "frame-ancestors 'self' https://paper.example") {
		t.Errorf("embeds: %s", policy)
	}
	for _, host := range []string{"evil.example", "127.0.0.1", "maps.example.org.evil.example"} {
		got := p.ask(t, http.MethodGet, "/map"+seedPage+"/layers", "", "Host", host)
		if got.StatusCode != http.StatusMisdirectedRequest || !strings.Contains(got.body, `"code":"misdirected"`) {
			t.Errorf("Host %s: %d: %s", host, got.StatusCode, got.body)
		}
	}
}

// A story as files lives beside the server, as on any static host.
func (p proxied) testPublished(t *testing.T) {
	if code, _, stderr := publishInto(t, p.running, p.published, "--base-url=https://"+proxyName+"/published/", "--formats=csv"); code != 0 {
		t.Fatalf("publish: status %d: %s", code, stderr)
	}
	if got := p.ask(t, http.MethodGet, "/published/", ""); got.StatusCode != http.StatusOK || !strings.Contains(got.body, "https://"+proxyName+"/published/") {
		t.Errorf("published: %d", got.StatusCode)
	}
}

// Tags come back from nginx as we sent them or weak, and both are known again.
func (p proxied) testTags(t *testing.T) {
	for _, tt := range []struct {
		path string
		weak bool // nginx compresses, as the server was not let
	}{
		{"/map" + seedPage + "?lang=en", false}, {"/map" + seedPage + "/layers/all.geojson", false}, {"/strip/map" + seedPage + "?lang=en", true}, {"/strip/map" + seedPage + "/layers/all.geojson", true},
	} {
		first := p.ask(t, http.MethodGet, tt.path, "", "Accept-Encoding", "gzip")
		tag := first.Header.Get("ETag")
		if first.Header.Get("Content-Encoding") != "gzip" || strings.HasPrefix(tag, "W/") != tt.weak || tag == "" {
			t.Errorf("%s: coded %q, tag %s", tt.path, first.Header.Get("Content-Encoding"), tag)
		}
		if unpacked, err := gzip.NewReader(strings.NewReader(first.body)); err != nil {
			t.Error(err)
		} else if _, err := io.Copy(io.Discard, unpacked); err != nil {
			t.Error(err)
		}
		again := p.ask(t, http.MethodGet, tt.path, "", "Accept-Encoding", "gzip", "If-None-Match", tag)
		if again.StatusCode != http.StatusNotModified || again.body != "" {
			t.Errorf("%s with %s: %d", tt.path, tag, again.StatusCode)
		}
		head := p.ask(t, http.MethodHead, tt.path, "", "Accept-Encoding", "identity")
		whole := p.ask(t, http.MethodGet, tt.path, "", "Accept-Encoding", "identity")
		if head.StatusCode != http.StatusOK || head.body != "" || head.Header.Get("ETag") != whole.Header.Get("ETag") {
			t.Errorf("HEAD %s: %d, tag %s of %s", tt.path, head.StatusCode, head.Header.Get("ETag"), whole.Header.Get("ETag"))
		}
	}
}

// An incident is read, changed by its tag and corrected again, however nginx changes the tag.
func (p proxied) testWriting(t *testing.T) {
	bearer := "Bearer " + makeToken(t, p.store)
	const list = "/map/api/v1" + seedPage + "/incidents"
	made := p.ask(t, http.MethodPost, list, `{"kind":"roadblock","title":"Behind a proxy","start":"2026-02-22","geometry":{"type":"Point","coordinates":[-103.35,20.67]},"publish":true}`,
		"Authorization", bearer, "Content-Type", "application/json")
	where, err := url.Parse(made.Header.Get("Location"))
	if made.StatusCode != http.StatusCreated || err != nil || where.Host != proxyName || !strings.HasPrefix(where.Path, list+"/") {
		t.Fatalf("%d at %q: %s", made.StatusCode, made.Header.Get("Location"), made.body)
	}
	read := p.ask(t, http.MethodGet, where.Path, "", "Authorization", bearer, "Accept-Encoding", "gzip")
	tag := read.Header.Get("ETag")
	if read.StatusCode != http.StatusOK || !strings.HasPrefix(tag, "W/") {
		t.Fatalf("%d, tag %s: nginx should have weakened it", read.StatusCode, tag)
	}
	change := p.ask(t, http.MethodPatch, where.Path, `{"title":"Changed behind a proxy"}`, "Authorization", bearer, "If-Match", tag, "Content-Type", "application/merge-patch+json")
	if change.StatusCode != http.StatusOK {
		t.Errorf("a change with the tag %s: %d: %s", tag, change.StatusCode, change.body)
	}
	late := p.ask(t, http.MethodPatch, where.Path, `{"title":"Too late"}`, "Authorization", bearer, "If-Match", tag, "Content-Type", "application/merge-patch+json")
	if late.StatusCode != http.StatusPreconditionFailed {
		t.Errorf("a change of an old revision: %d: %s", late.StatusCode, late.body)
	}
	noted := p.stderr.String()
	if !strings.Contains(noted, "msg=write") || !strings.Contains(noted, "story="+seedSlug) || strings.Contains(noted, "127.0.0.2") || strings.Contains(noted, "msg=request") {
		t.Errorf("the log tells too little of writes, or too much of readers: %s", noted)
	}
}

// News pass through nginx as they happen: it holds none back.
func (p proxied) testEvents(t *testing.T) {
	ctx, leave := context.WithCancel(t.Context())
	defer leave()
	r, err := http.NewRequestWithContext(ctx, http.MethodGet, "https://"+proxyName+"/map"+seedPage+"/events?lang=en", http.NoBody)
	if err != nil {
		t.Fatal(err)
	}
	resp, err := p.client.Do(r)
	if err != nil {
		t.Fatal(err)
	}
	defer resp.Body.Close()
	lines := bufio.NewScanner(resp.Body)
	if !lines.Scan() || !strings.HasPrefix(lines.Text(), "retry: ") {
		t.Fatalf("a stream begins with %q", lines.Text())
	}
	made := p.ask(t, http.MethodPost, "/map/api/v1"+seedPage+"/incidents", `{"kind":"roadblock","title":"News","start":"2026-02-22","geometry":{"type":"Point","coordinates":[-103.35,20.67]},"publish":true}`,
		"Authorization", "Bearer "+makeToken(t, p.store), "Content-Type", "application/json")
	if made.StatusCode != http.StatusCreated {
		t.Fatalf("%d: %s", made.StatusCode, made.body)
	}
	for lines.Scan() {
		if strings.Contains(lines.Text(), "https://"+proxyName+"/map"+seedPage+"/incidents/") {
			return
		}
	}
	t.Errorf("the stream ended before the news came: %v", lines.Err())
}

func (p proxied) testFiles(t *testing.T) {
	const file = "/map" + seedPage + "/tiles/all.pmtiles"
	whole := p.ask(t, http.MethodGet, file, "")
	part := p.ask(t, http.MethodGet, file, "", "Range", "bytes=0-126")
	if whole.StatusCode != http.StatusOK || part.StatusCode != http.StatusPartialContent || len(part.body) != 127 || !strings.HasPrefix(whole.body, part.body) {
		t.Errorf("whole %d (%d bytes), range %d (%d bytes)", whole.StatusCode, len(whole.body), part.StatusCode, len(part.body))
	}
	for _, ext := range []string{"csv", "gpkg", "xlsx", "parquet"} {
		const layer = seedPage + "/layers/all."
		through := p.ask(t, http.MethodGet, "/map"+layer+ext, "", "Accept-Encoding", "identity")
		if through.StatusCode != http.StatusOK || len(through.body) < 1000 {
			t.Errorf("%s: %d, %d bytes", ext, through.StatusCode, len(through.body))
		}
	}
}

// Readers behind the proxy are told apart by their addresses, which they cannot choose.
func TestClientsBehindNginx(t *testing.T) {
	p := startProxied(t, "--rate=1") // eight at once
	refused := 0
	for range 12 {
		got := p.ask(t, http.MethodGet, "/map"+seedPage+"/image.png", "", "X-Forwarded-For", "198.51.100.1") // counts as all there is
		if got.StatusCode == http.StatusTooManyRequests {
			refused++
			if got.Header.Get("Retry-After") == "" {
				t.Error("no word on when to ask again")
			}
		}
	}
	if refused == 0 {
		t.Error("no request of one reader's was refused")
	}
	got := p.ask(t, http.MethodGet, "/map/healthz", "")
	if got.StatusCode != http.StatusOK {
		t.Errorf("health: %d", got.StatusCode)
	}
	if noted := p.stderr.String(); !strings.Contains(noted, "code=too_many_requests") || strings.Contains(noted, "127.0.0.2") {
		t.Errorf("the log: %s", noted)
	}
}

// makeToken makes a token for writing and gives it.
func makeToken(t *testing.T, store string) string {
	t.Helper()
	code, stdout, stderr := invokeToEnd(t, "token", "create", "--store=sqlite:"+store, "--scope=write", "--name=the desk")
	if code != 0 {
		t.Fatalf("token: status %d: %s", code, stderr)
	}
	return strings.TrimSpace(stdout)
}

// invokeToEnd runs a command that ends by itself.
func invokeToEnd(t *testing.T, args ...string) (code int, stdout, stderr string) {
	t.Helper()
	var out, errs lockedBuffer
	code = run(&program{ctx: t.Context(), stdout: &out, stderr: &errs}, args)
	return code, out.String(), errs.String()
}
