package origin

import (
	"context"
	"fmt"
	"net"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
)

// ask makes a request as it comes to a server.
func ask(t *testing.T, path, host, peer string, headers ...string) *http.Request {
	t.Helper()
	r := httptest.NewRequestWithContext(t.Context(), http.MethodGet, path, nil)
	r.Host, r.RemoteAddr = host, peer
	for i := 0; i+1 < len(headers); i += 2 {
		r.Header.Add(headers[i], headers[i+1])
	}
	return r
}

func resolver(t *testing.T, listen, public string, hosts, proxies []string) *Resolver {
	t.Helper()
	p, err := PolicyOf(listen, public, hosts, proxies)
	if err != nil {
		t.Fatal(err)
	}
	public, _ = ParsePublic(public)
	o, err := New(public, p)
	if err != nil {
		t.Fatal(err)
	}
	return o
}

// statusOf gives what a request is answered with as far as its origin goes: 200 where it is let through.
func statusOf(err error) int {
	if refused, ok := err.(Refusal); ok { //nolint:errorlint // Resolve gives it as it is
		return refused.Status()
	}
	if err != nil {
		return http.StatusInternalServerError
	}
	return http.StatusOK
}

func TestHostsThatAreTaken(t *testing.T) {
	public := resolver(t, ":8080", "https://Maps.example.org/map/", []string{"maps.internal", "192.0.2.7", "2001:db8::7"}, nil)
	hosts := resolver(t, "127.0.0.1:8080", "", []string{"maps.internal"}, nil)
	loopback := resolver(t, "[::1]:8080", "", nil, nil)
	any := resolver(t, "0.0.0.0:8080", "", nil, nil)
	for _, tt := range []struct {
		host                         string
		public, hosts, loopback, any int
	}{
		{"maps.example.org", 200, 421, 421, 200},
		{"MAPS.example.org.:8443", 200, 421, 421, 200},
		{"maps.internal", 200, 200, 421, 200},
		{"192.0.2.7:8080", 200, 421, 421, 200},
		{"[2001:db8:0::7]:8080", 200, 421, 421, 200},
		{"192.0.2.8", 421, 421, 421, 200},
		{"localhost:8080", 421, 421, 200, 200},
		{"map.localhost", 421, 421, 200, 200},
		{"127.8.8.8", 421, 421, 200, 200},
		{"[::1]:1", 421, 421, 200, 200},
		{"[::ffff:127.0.0.1]", 421, 421, 200, 200},
		{"notlocalhost", 421, 421, 421, 200},
		{"localhost.evil.example", 421, 421, 421, 200},
		{"127.0.0.1.evil.example", 421, 421, 421, 200},
		{"maps.example.org.evil.example", 421, 421, 421, 200},
		{"newsroom-pc.local:8080", 421, 421, 421, 200},
		{"xn--bcher-kva.example", 421, 421, 421, 200},
	} {
		for name, want := range map[*Resolver]int{public: tt.public, hosts: tt.hosts, loopback: tt.loopback, any: tt.any} {
			if _, _, err := name.Resolve(ask(t, "/", tt.host, "192.0.2.1:1")); statusOf(err) != want {
				t.Errorf("%s with hosts %q (loopback %t): %d, want %d", tt.host, name.policy.Hosts, name.policy.LoopbackOnly, statusOf(err), want)
			}
		}
		if _, _, err := loopback.Resolve(ask(t, "/healthz", tt.host, "192.0.2.1:1")); err != nil {
			t.Errorf("health of %s: %v", tt.host, err)
		}
	}
}

func TestHostsThatAreNone(t *testing.T) {
	any := resolver(t, ":8080", "", nil, nil)
	for _, host := range []string{
		"", " ", "a b", "a\tb", "a\x00", "a\r\nX: y", "user@example.org", "user:pass@example.org", "example.org/x", "example.org?x",
		"example.org:", "example.org:0", "example.org:65536", "example.org:+80", "example.org:080000", "example.org:8a", "a:b:80",
		"bücher.example", "\u202egro.elpmaxe", "\xff", "-a.example", "a-.example", "a..example", ".example", "...", "127.1", "0x7f.1", "2130706433", "1.2.3.4.5",
		"::1", "[::1", "::1]", "[::1]x", "[::1%25eth0]", "[127.0.0.1]", "[]", "a,b", "a;b", "<script>", "\"", "a%2eb", "*", "*.example.org",
		strings.Repeat("a", 64) + ".example", strings.Repeat("a.", 130) + "a",
	} {
		_, _, err := any.Resolve(ask(t, "/", host, "192.0.2.1:1"))
		if statusOf(err) != http.StatusBadRequest {
			t.Errorf("%q: %d (%v), want 400", host, statusOf(err), err)
			continue
		}
		if _, _, err := any.Resolve(ask(t, "/readyz", host, "192.0.2.1:1")); err != nil {
			t.Errorf("health of %q: %v", host, err)
		}
		if len(err.Error()) > 250 {
			t.Errorf("%d bytes are told of %q", len(err.Error()), host)
		}
	}
}

// FuzzHost: what is taken for a host is written without anything that could end an address or a header.
func FuzzHost(f *testing.F) {
	for _, seed := range []string{"example.org:80", "[::1]:80", "127.0.0.1", "a@b", "a\n"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		h, ok := parseHost(text)
		if !ok {
			return
		}
		again, ok := parseHost(h.String())
		if !ok || again.String() != h.String() || strings.ContainsAny(h.String(), "/?#@\\ \"<>\r\n%") {
			t.Errorf("%q is taken as %q", text, h)
		}
	})
}

func TestWhatNamedProxiesSay(t *testing.T) {
	behind := resolver(t, ":8080", "", nil, []string{"127.0.0.1", "10.0.0.0/8", "2001:db8:1::/48"})
	forward := []string{
		"X-Forwarded-Proto", "https", "X-Forwarded-Host", "maps.example.org", "X-Forwarded-Prefix", "/map/", "X-Forwarded-For", "203.0.113.9",
	}
	for _, tt := range []struct {
		name, peer string
		headers    []string
		path       string
		base       string
		client     string
		below      string
	}{
		{"a stranger's word", "192.0.2.1:9", forward, "/map/stories", "http://inner:8080", "192.0.2.1", "/map/stories"},
		{"loopback that is not named", "[::1]:9", forward, "/map/stories", "http://inner:8080", "::1", "/map/stories"},
		{"a proxy's word", "127.0.0.1:9", forward, "/map/stories", "https://maps.example.org/map", "203.0.113.9", "/stories"},
		{"a proxy that takes the prefix off", "127.0.0.1:9", forward, "/stories", "https://maps.example.org/map", "203.0.113.9", "/stories"},
		{"a proxy in a range", "[2001:db8:1::5]:9", forward, "/map", "https://maps.example.org/map", "203.0.113.9", "/"},
		{"an address mapped into IPv6", "[::ffff:10.1.1.1]:9", forward, "/mapx/stories", "https://maps.example.org/map", "203.0.113.9", "/mapx/stories"},
		{"a proxy that says nothing", "127.0.0.1:9", nil, "/", "http://inner:8080", "127.0.0.1", "/"},
		{"two proxies, and a forged hop", "127.0.0.1:9", []string{"X-Forwarded-For", "1.1.1.1, 198.51.100.2, 10.2.2.2"}, "/", "http://inner:8080", "198.51.100.2", "/"},
		{"hops in two lines", "127.0.0.1:9", []string{"X-Forwarded-For", "198.51.100.2", "X-Forwarded-For", "10.2.2.2"}, "/", "http://inner:8080", "198.51.100.2", "/"},
		{"garbage before the last hop", "127.0.0.1:9", []string{"X-Forwarded-For", "9.9.9.9, unknown, 10.2.2.2"}, "/", "http://inner:8080", "10.2.2.2", "/"},
		{"garbage alone", "127.0.0.1:9", []string{"X-Forwarded-For", "\x00"}, "/", "http://inner:8080", "127.0.0.1", "/"},
		{"hops with ports", "127.0.0.1:9", []string{"X-Forwarded-For", "[2001:db8::9]:4711"}, "/", "http://inner:8080", "2001:db8::9", "/"},
		{"several values, of which the nearest proxy's counts", "127.0.0.1:9", []string{"X-Forwarded-Proto", "http, https", "X-Forwarded-Host", "evil.example, maps.example.org"}, "/", "https://maps.example.org", "127.0.0.1", "/"},
		{"a scheme that is none", "127.0.0.1:9", []string{"X-Forwarded-Proto", "javascript"}, "/", "http://inner:8080", "127.0.0.1", "/"},
		{"RFC 7239, which proxies pass on", "127.0.0.1:9", []string{"Forwarded", "for=9.9.9.9;host=evil.example;proto=https"}, "/", "http://inner:8080", "127.0.0.1", "/"},
		{"no address", "@", forward, "/", "http://inner:8080", "", "/"},
	} {
		o, r, err := behind.Resolve(ask(t, tt.path, "inner:8080", tt.peer, tt.headers...))
		if err != nil {
			t.Errorf("%s: %v", tt.name, err)
			continue
		}
		client := ""
		if o.Client.IsValid() {
			client = o.Client.String()
		}
		if o.Base != tt.base || client != tt.client || r.URL.Path != tt.below {
			t.Errorf("%s: %s from %q at %s; want %s from %q at %s", tt.name, o.Base, client, r.URL.Path, tt.base, tt.client, tt.below)
		}
	}
	for _, bad := range [][]string{
		{"X-Forwarded-Host", "evil@example"},
		{"X-Forwarded-Prefix", "map"},
		{"X-Forwarded-Prefix", "/a//b"},
		{"X-Forwarded-Prefix", "//evil.example"},
		{"X-Forwarded-Prefix", "/../x"},
		{"X-Forwarded-Prefix", `/"><script>`},
		{"X-Forwarded-Prefix", "/stories"},
		{"X-Forwarded-Prefix", "/" + strings.Repeat("a", 300)},
	} {
		if _, _, err := behind.Resolve(ask(t, "/", "inner", "127.0.0.1:9", bad...)); statusOf(err) != http.StatusBadRequest {
			t.Errorf("%q: %v, want 400", bad, err)
		}
	}
}

func TestLocalIsThisMachineAlone(t *testing.T) {
	behind := resolver(t, ":8080", "", nil, []string{"127.0.0.1"})
	for _, tt := range []struct {
		peer  string
		hops  string
		local bool
	}{
		{"127.0.0.1:9", "", true},
		{"[::1]:9", "", true},
		{"[::ffff:127.0.0.1]:9", "", true},
		{"192.0.2.1:9", "", false},
		{"127.0.0.1:9", "192.0.2.1", false},
		{"127.0.0.1:9", "127.0.0.1", false},
		{"127.0.0.2:9", "192.0.2.1", true},
	} {
		var headers []string
		if tt.hops != "" {
			headers = []string{"X-Forwarded-For", tt.hops}
		}
		if o, _, err := behind.Resolve(ask(t, "/", "localhost", tt.peer, headers...)); err != nil || o.Local != tt.local {
			t.Errorf("%s for %q: local %t (%v), want %t", tt.peer, tt.hops, o.Local, err, tt.local)
		}
	}
}

// However many names a server without settings is asked for by, its links have few variants.
func TestFewBasesAreTold(t *testing.T) {
	any := resolver(t, ":8080", "", nil, []string{"127.0.0.1"})
	told := map[string]bool{}
	for i := range 1000 {
		r := ask(t, "/", fmt.Sprintf("h%d.example:%d", i, i+1), "127.0.0.1:9", "X-Forwarded-Prefix", fmt.Sprintf("/p%d", i))
		r = r.WithContext(context.WithValue(r.Context(), http.LocalAddrContextKey, net.Addr(&net.TCPAddr{IP: net.IPv4(192, 0, 2, 7), Port: 8080})))
		o, _, err := any.Resolve(r)
		if err != nil {
			t.Fatal(err)
		}
		told[o.Base] = true
	}
	if len(told) != maxBases+1 || !told["http://192.0.2.7:8080"] {
		t.Errorf("%d bases are told; want %d and the address that was reached", len(told), maxBases)
	}
	r := ask(t, "/", "h3.example:4", "127.0.0.1:9", "X-Forwarded-Prefix", "/p3")
	if o, _, _ := any.Resolve(r); o.Base != "http://h3.example:4/p3" {
		t.Errorf("one of the first is now %q", o.Base)
	}
}

func TestPublicAddresses(t *testing.T) {
	for text, want := range map[string]string{
		"": "", "https://maps.example.org": "https://maps.example.org", "https://Maps.Example.org/": "https://maps.example.org",
		"http://[::1]:8080/a/b/": "http://[::1]:8080/a/b", "https://example.org/~x/map_1.0": "https://example.org/~x/map_1.0",
	} {
		if got, err := ParsePublic(text); got != want || err != nil {
			t.Errorf("%q: %q (%v), want %q", text, got, err, want)
		}
	}
	for _, text := range []string{
		"maps.example.org", "ftp://a", "https://", "https://a?b", "https://a#b", "%", "https://a b", "https://u:p@a", "https://a//b", "https://a/../b",
		"https://a/b%20c", "https://a/bü", "https://a/stories", "https://a/api/x", "https://a/assets/", "javascript:alert(1)", "https:a",
	} {
		if got, err := ParsePublic(text); err == nil {
			t.Errorf("%q is taken as %q", text, got)
		}
	}
	for text, want := range map[string]bool{
		"https://maps.example.org": true, "https://example.org/map": true, "http://example.org": false, "https://localhost:8443": false, "https://127.0.0.1": false, "": false,
	} {
		if Secure(text) != want {
			t.Errorf("%q: TLS alone %t, want %t", text, !want, want)
		}
	}
}

func TestSettingsThatCannotBeUsed(t *testing.T) {
	for _, proxies := range []string{"localhost", "10.0.0.0/33", "", "fe80::1%eth0"} {
		if _, err := PolicyOf(":80", "", nil, []string{proxies}); err == nil {
			t.Errorf("the proxy %q is taken", proxies)
		}
	}
	for _, host := range []string{"https://a", "a:80", "*.a", "", "a b"} {
		if _, err := New("", Policy{Hosts: []string{host}}); err == nil {
			t.Errorf("the host %q is taken", host)
		}
	}
}
