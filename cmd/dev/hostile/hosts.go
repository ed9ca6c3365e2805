package hostile

import (
	"context"
	"fmt"
	"net/http"
	"strings"
	"time"
)

// foreign is a name that is not ours.
const foreign = "evil.example"

func hostAttacks() []attack { return append(nameAttacks(), limitAttacks()...) }

func nameAttacks() []attack {
	return []attack{
		{name: "names", why: "200 names of a server that listens on loopback (a page may have its name point there)", want: []int{http.StatusMisdirectedRequest}, send: func(ctx context.Context, t *target) tally {
			var all []request
			for i := range 200 {
				path := []string{"/", base, base + "/layers", base + "/feed.atom", "/oembed?url=x", base + "/clusters?zoom=1", "/api/v1/stories", base + "/tiles/all.json"}[i%8]
				all = append(all, request{path: path, host: fmt.Sprintf("host-%d.example", i)})
			}
			sum, _ := t.each(ctx, all...)
			return sum
		}},
		{name: "names-odd", why: "names that are none", want: []int{400, http.StatusMisdirectedRequest}, send: func(ctx context.Context, t *target) tally {
			sum, _ := t.each(
				ctx, request{path: base, host: strings.Repeat("a", 20000)}, request{path: base, host: "127.0.0.1.evil.example"}, request{path: base, host: "localhost.evil.example:80"},
				request{path: base, host: "127.0.0.1@evil.example"}, request{path: base, host: "[::ffff:8.8.8.8]"}, request{path: base, host: "0.0.0.0"},
			)
			return sum
		}},
		{name: "names-own", why: "loopback's own names", want: []int{200}, send: func(ctx context.Context, t *target) tally {
			_, port, _ := strings.Cut(t.addr, ":")
			sum, _ := t.each(ctx, request{path: base, host: "localhost:" + port}, request{path: base, host: "127.0.0.1:" + port}, request{path: base, host: "[::1]:" + port})
			return sum
		}},
		{name: "forwarded", why: "what only a proxy may say, from a stranger", large: true, send: forwarded},
		{name: "public/names", why: "other names of a server with a public address", server: named, want: []int{http.StatusMisdirectedRequest}, send: func(ctx context.Context, t *target) tally {
			var all []request
			for i := range 100 {
				all = append(all, request{path: []string{base, base + "/layers", "/"}[i%3], host: fmt.Sprintf("host-%d.example", i)})
			}
			sum, _ := t.each(ctx, all...)
			return sum
		}},
		{name: "public/own", why: "the public name", server: named, want: []int{200}, send: ask(
			request{path: base, host: publicHost}, request{path: base + "/layers", host: publicHost}, request{path: base + "/clusters?zoom=2", host: strings.ToUpper(publicHost)})},
	}
}

// limitAttacks come through a proxy that the server trusts, so that each client has its own limit.
func limitAttacks() []attack {
	return []attack{
		{name: "limit/one-client", why: "one reader behind the proxy asks 1,000 times at once", server: proxied, want: []int{200, 429}, send: func(ctx context.Context, t *target) tally {
			return t.limited(ctx, func(int) string { return "203.0.113.7" })
		}},
		{name: "limit/spoofed", why: "the same reader, who says each time that the request is of another", server: proxied, want: []int{200, 429}, send: func(ctx context.Context, t *target) tally {
			return t.limited(ctx, func(i int) string { return fmt.Sprintf("198.51.100.%d, 203.0.113.8", i%250) })
		}},
		{name: "limit/others", why: "50 readers behind the proxy, who all ask as readers do", server: proxied, want: []int{200}, send: func(ctx context.Context, t *target) tally {
			var all []request
			for i := range 500 {
				all = append(all, get("/robots.txt").with("X-Forwarded-For", fmt.Sprintf("192.0.2.%d", i%50)))
			}
			return t.crowd(ctx, 8, patience, all)
		}},
		{name: "limit/addresses", why: "10,000 addresses of readers, of which each is remembered", server: proxied, send: func(ctx context.Context, t *target) tally {
			var all []request
			for i := range floodSize {
				all = append(all, get("/robots.txt").with("X-Forwarded-For", fmt.Sprintf("2001:db8:%x::1", i)))
			}
			return t.crowd(ctx, floodAtOnce, patience, all)
		}},
		{name: "limit/odd", why: "addresses that are none", server: proxied, want: []int{200, 400, 429}, send: func(ctx context.Context, t *target) tally {
			var all []request
			for _, value := range []string{strings.Repeat("1.2.3.4,", 3500), strings.Repeat(",", longHead), "unknown", "[::1", "127.0.0.1", strings.Repeat("9", longHead), "\u202e", "203.0.113.9:99999"} {
				all = append(all, get(base+"/layers").with("X-Forwarded-For", value))
			}
			sum, _ := t.each(ctx, all...)
			return sum
		}},
	}
}

// forwarded says as a proxy would that the request came to another name: nothing of the answer
// may follow that.
func forwarded(ctx context.Context, t *target) tally {
	var all []request
	for _, path := range []string{"/", base, base + "/layers", base + "/tiles/all.json", base + "/feed.atom", base + "/ogc", base + "/share", "/api/v1/stories"} {
		all = append(
			all,
			request{path: path}.with("X-Forwarded-Host", foreign).with("X-Forwarded-Proto", "https").with("X-Forwarded-Prefix", "/"+foreign),
			request{path: path}.with("Forwarded", "host="+foreign+";proto=https").with("X-Original-URL", "/"+foreign),
			request{path: path}.with("X-Forwarded-Prefix", strings.Repeat("/a", 10_000)),
		)
	}
	sum, answers := t.each(ctx, all...)
	for i, a := range answers {
		if strings.Contains(string(a.text), foreign) || strings.Contains(a.header.Get("Location"), foreign) {
			sum.fault("%s follows what a stranger says of a proxy", brief(all[i].path))
		}
		if a.bytes > 0 && strings.Contains(string(a.text), "/a/a/a/a") {
			sum.fault("%s takes a stranger's prefix", brief(all[i].path))
		}
	}
	return sum
}

// limited asks a thousand times at once for a client: some must be turned away, with a word on
// when to come again, while another client is answered.
func (t *target) limited(ctx context.Context, client func(i int) string) tally {
	var all []request
	for i := range 1000 {
		all = append(all, get(base+"/layers", "lang", "es", "v", fmt.Sprint(i)).with("X-Forwarded-For", client(i)))
	}
	other := make(chan answer)
	go func() {
		awaitFor(ctx, time.Second/2, func() { <-ctx.Done() })
		other <- t.send(ctx, get(base+"/layers").with("X-Forwarded-For", "203.0.113.200"), patience)
	}()
	sum := t.crowd(ctx, 50, patience, all)
	if sum.statuses[http.StatusTooManyRequests] == 0 {
		sum.fault("none of 1,000 requests at once was turned away")
	}
	if sum.statuses[http.StatusOK] == 0 {
		sum.fault("none of 1,000 requests was answered")
	}
	if a := <-other; a.status != http.StatusOK {
		sum.fault("another client got %d", a.status)
	}
	return sum
}
