package main

import (
	"io"
	"net/http"
	"path/filepath"
	"strings"
	"testing"
)

// askAs asks a running server for a path by a name.
func askAs(t *testing.T, r running, host, path string) (status int, header http.Header, body string) {
	t.Helper()
	req, err := http.NewRequestWithContext(t.Context(), http.MethodGet, r.root+path, nil)
	if err != nil {
		t.Fatal(err)
	}
	if host != "" {
		req.Host = host
	}
	resp, err := http.DefaultTransport.RoundTrip(req)
	if err != nil {
		t.Fatal(err)
	}
	defer resp.Body.Close()
	text, err := io.ReadAll(resp.Body)
	if err != nil {
		t.Fatal(err)
	}
	return resp.StatusCode, resp.Header, string(text)
}

// A server for this machine alone is not one for a page that has its own name lead here.
func TestLoopbackHasItsOwnNamesAlone(t *testing.T) {
	r := start(t)
	port := r.root[strings.LastIndexByte(r.root, ':'):]
	for host, want := range map[string]int{
		"": 200, "localhost" + port: 200, "[::1]" + port: 200, "map.localhost": 200, "evil.example": 421, "evil.example" + port: 421, "192.168.0.1": 421, "a_b@c": 400,
	} {
		if status, _, body := askAs(t, r, host, seedPage+"/layers"); status != want {
			t.Errorf("%q: %d, want %d: %.200s", host, status, want, body)
		}
	}
	if status, _, _ := askAs(t, r, "10.0.0.7:8080", "/readyz"); status != http.StatusOK {
		t.Errorf("who looks after the server is answered with %d", status)
	}
	if noted := r.stderr.String(); !strings.Contains(noted, "msg=refused status=421") || strings.Contains(noted, "127.0.0.1:") {
		t.Errorf("the log: %s", noted)
	}
}

// Settings that say who may ask come from variables and the file as all do, and are told by --help.
func TestWhoMayAskIsSet(t *testing.T) {
	t.Setenv("INCIDENTMAP_HOSTS", "maps.internal,maps.example.org")
	t.Setenv("INCIDENTMAP_SECURITY_CONTACT", "security@example.org")
	r := startOn(t, filepath.Join(t.TempDir(), "test.db"), "--rate=3.5", "--trusted-proxies=10.0.0.0/8,::1")
	for host, want := range map[string]int{"maps.internal": 200, "maps.example.org:8443": 200, "": 421, "localhost": 421} {
		if status, _, _ := askAs(t, r, host, seedPage+"/layers"); status != want {
			t.Errorf("%q: %d, want %d", host, status, want)
		}
	}
	status, header, body := askAs(t, r, "maps.internal", "/.well-known/security.txt")
	if status != http.StatusOK || header.Get("Content-Type") != "text/plain; charset=utf-8" || !strings.Contains(body, "Contact: mailto:security@example.org\nExpires: ") || !strings.Contains(body, "\nCanonical: http://maps.internal/.well-known/security.txt\n") {
		t.Errorf("%d, %v: %s", status, header, body)
	}
	_, help, _ := invoke("serve", "--help")
	for _, flag := range []string{"--public-url", "--hosts", "--trusted-proxies", "--rate", "--security-contact", "$INCIDENTMAP_TRUSTED_PROXIES"} {
		if !strings.Contains(help, flag) {
			t.Errorf("--help does not tell of %s", flag)
		}
	}
	for _, bad := range []string{
		"--hosts=a:80", "--trusted-proxies=localhost", "--rate=-1", "--rate=NaN", "--security-contact=javascript:alert(1)", "--public-url=https://a/stories/",
	} {
		name, _, _ := strings.Cut(bad, "=")
		if code, _, stderr := invoke("serve", "--addr=127.0.0.1:0", "--store=sqlite:"+filepath.Join(t.TempDir(), "x.db"), bad); code == 0 || !strings.Contains(stderr, strings.TrimPrefix(name, "--")) {
			t.Errorf("%s: status %d: %s", bad, code, stderr)
		}
	}
}

func TestTokensMadeAndEndedAreNoted(t *testing.T) {
	store := "--store=sqlite:" + filepath.Join(t.TempDir(), "test.db")
	_, secret, made := invokeToEnd(t, "token", "create", store, "--scope=write", "--name=the desk")
	_, _, ended := invokeToEnd(t, "token", "revoke", store, "the desk")
	for _, noted := range []string{made, ended} {
		if strings.Count(noted, "\n") != 1 || !strings.Contains(noted, `token="the desk`) || !strings.Contains(noted, " hash=") || strings.Contains(noted, strings.TrimSpace(secret)) {
			t.Errorf("noted: %q", noted)
		}
	}
}
