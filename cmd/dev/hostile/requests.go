package hostile

import (
	"context"
	"fmt"
	"net/http"
	"strings"
)

// requestAttacks are requests whose form is hostile, whatever they ask for.
func requestAttacks() []attack {
	all := []attack{
		{name: "traversal", why: "paths that leave where files are", send: traversal, want: []int{200, 301, 302, 303, 307, 308, 400, 401, 404, 405, 414}},
		{name: "methods", why: "methods that nobody takes", send: methods},
		{name: "bodies", why: "bodies to addresses for reading", send: bodies},
		{name: "heads/long", why: "heads that are longer than may be", send: longHeads, want: []int{200, 301, 302, 304, 400, 404, 414, 431}},
		{name: "heads/broken", why: "what is no HTTP", send: brokenHeads, want: []int{200, 302, 400, 401, 404, 405, 414, 421, 431, 501, 505}},
		{name: "conditions", why: "conditions of 28 kB", large: true, send: conditions},
		{name: "accept", why: "long lists of what is accepted", large: true, send: func(ctx context.Context, t *target) tally {
			sum := headers("Accept", strings.Repeat("application/geo+json;q=0.1,text/*;q=0.2,", 650))(ctx, t)
			other := headers("Accept-Encoding", strings.Repeat("br;q=0.001,gzip;q=0.5,*;q=0,", 1000))(ctx, t)
			sum.n += other.n
			sum.costly = max(sum.costly, other.costly)
			sum.faults = append(sum.faults, other.faults...)
			for status, n := range other.statuses {
				sum.statuses[status] += n
			}
			return sum
		}},
		{name: "tiles-outside", why: "tiles that are not of the world", send: tilesOutside},
		{name: "oembed", why: "addresses of others, and no addresses", send: oembed},
		{name: "embed-options", why: "options of embeds beyond their ends", send: ask(
			get(base+"/embed", "zoom", "99999"), get(base+"/embed", "center", "1e308,1e308"), get(base+"/embed", "bbox", "NaN,0,1,1"),
			get(base+"/embed", "theme", strings.Repeat("x", 20000)), get(base+"/share", "title", strings.Repeat("<", 20000)),
			get(base+"/embed", "layers", strings.Repeat("all,", 7000)), get(base+"/embed", "as_of", strings.Repeat("9", 20000)))},
		{name: "assets", why: "assets in each coding, and such as are not there", large: true, send: ask(
			get("/assets/embed.js").with("Accept-Encoding", "br"), get("/assets/embed.js").with("Accept-Encoding", "zstd"), get("/assets/none.js"),
			get("/assets/"+strings.Repeat("a", 20000)), get("/assets/.map"), get("/basemap/labels.json"), get("/robots.txt"), get("/.well-known/security.txt"))},
	}
	return append(all, attack{
		name: "wrong-tokens", why: "10,000 tokens that are none", want: []int{401, 403, 429},
		send: func(ctx context.Context, t *target) tally {
			var all []request
			for i := range floodSize {
				all = append(all, get("/api/v1"+base).with("Authorization", fmt.Sprintf("Bearer im_%043d", i)))
			}
			return t.crowd(ctx, floodAtOnce, patience, all)
		},
	}, attack{
		name: "wrong-tokens/long", why: "tokens as long as a head may be", want: []int{400, 401, 403, 429},
		send: func(ctx context.Context, t *target) tally {
			var all []request
			for _, value := range []string{"Bearer " + strings.Repeat("a", longHead), "Basic " + strings.Repeat("a", longHead), strings.Repeat("Bearer ", 4000), "Bearer \x80\xff", "bearer", ""} {
				all = append(all, get("/api/v1/stories").with("Authorization", value), request{method: http.MethodPost, path: "/api/v1/stories", body: []byte("{}")}.with("Authorization", value))
			}
			sum, _ := t.each(ctx, all...)
			return sum
		},
	})
}

func traversal(ctx context.Context, t *target) tally {
	var all []request
	for _, prefix := range []string{"/assets/", "/basemap/", base + "/layers/", base + "/tiles/all/", "/stories/", "/api/v1/stories/"} {
		for _, up := range []string{"../../../../etc/passwd", "..%2f..%2f..%2fetc%2fpasswd", "%2e%2e/%2e%2e/go.mod", "....//....//etc/passwd", "..%5c..%5cwindows", "%00", "a%00.css", "%252e%252e%252f", "%c0%ae%c0%ae/", strings.Repeat("../", 8000)} {
			all = append(all, request{path: prefix + up})
		}
	}
	all = append(all, request{path: "//etc/passwd"}, request{path: "/" + strings.Repeat("/", longHead)}, request{path: "/stories/hostile%2Flayers"}, request{path: "/stories/hostile/layers%2Fnone.csv"}, request{path: "/STORIES/hostile"})
	sum, answers := t.each(ctx, all...)
	for i, a := range answers {
		if strings.Contains(string(a.text), "root:") || strings.Contains(string(a.text), "module incidentmap") {
			sum.fault("%s gives a file of the machine", brief(all[i].path))
		}
	}
	return sum
}

func methods(ctx context.Context, t *target) tally {
	var all []request
	for _, method := range []string{"TRACE", "CONNECT", "PROPFIND", "DELETE", "PUT", "PATCH", "POST", "OPTIONS", "PURGE", "get", strings.Repeat("A", 20000)} {
		for _, path := range []string{"/", base, base + "/layers/all.geojson", base + "/tiles/all/5/7/13.mvt", items, base + "/events", "/api/v1" + base + "/incidents", "/oembed"} {
			all = append(all, request{method: method, path: path})
		}
	}
	sum, answers := t.each(ctx, all...)
	for i, a := range answers {
		if all[i].method == "TRACE" && a.status == http.StatusOK {
			sum.fault("TRACE is answered")
		}
	}
	return sum
}

func bodies(ctx context.Context, t *target) tally {
	large := []byte(strings.Repeat("x", 4<<20))
	var all []request
	for _, path := range []string{"/", base, base + "/layers/all.geojson?kind=curfew&bbox=0,0,1,1", base + "/tiles/all/5/7/13.mvt", items, "/oembed", "/assets/embed.js"} {
		for _, method := range []string{http.MethodPost, http.MethodPut, http.MethodGet} {
			all = append(all, request{method: method, path: path, body: large})
		}
	}
	var sum tally
	for _, r := range all {
		a := t.send(ctx, r, t.patience)
		if a.status == 0 && !a.left { // the server need not read a body to refuse it
			a.status = http.StatusRequestEntityTooLarge
		}
		sum.add(a)
	}
	sum.together = true
	return sum
}

func longHeads(ctx context.Context, t *target) tally {
	all := []request{
		{path: base + "?" + strings.Repeat("a", 60_000)},
		{path: "/" + strings.Repeat("a", 200_000)},
		get(base).with("Cookie", strings.Repeat("a=b; ", 20_000)),
		get(base).with("X-Long", strings.Repeat("a", 1_000_000)),
		get(base).with("User-Agent", strings.Repeat("\t", 30_000)+"x"),
	}
	many := get(base + "/clusters?zoom=3")
	for i := range 900 {
		many = many.with(fmt.Sprintf("X-Header-%d", i), "some value of it")
	}
	var sum tally
	for _, r := range append(all, many) {
		a := t.send(ctx, r, t.patience)
		if a.status == 0 && !a.left { // refused before all was read
			a.status = http.StatusRequestHeaderFieldsTooLarge
		}
		sum.add(a)
	}
	sum.together = true
	return sum
}

func brokenHeads(ctx context.Context, t *target) tally {
	line := "Host: " + t.addr + "\r\n"
	var all []request
	for _, text := range []string{
		"GET / HTTP/1.1\r\n\r\n", "GET / HTTP/9.9\r\n" + line + "\r\n", "GET\r\n\r\n", "\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03", "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
		"GET / HTTP/1.1\r\n" + line + "Host: other.example\r\nConnection: close\r\n\r\n", "GET http://other.example/ HTTP/1.1\r\n" + line + "Connection: close\r\n\r\n",
		"POST / HTTP/1.1\r\n" + line + "Content-Length: 5\r\nTransfer-Encoding: chunked\r\nConnection: close\r\n\r\n0\r\n\r\n", "POST / HTTP/1.1\r\n" + line + "Content-Length: -1\r\n\r\n",
		"POST / HTTP/1.1\r\n" + line + "Transfer-Encoding: chunked\r\nConnection: close\r\n\r\nfffffffffffffff\r\n", "GET /\x00\x01 HTTP/1.1\r\n" + line + "\r\n", "GET / HTTP/1.1\r\n" + line + "X: \x00\r\n\r\n",
		"GET / HTTP/1.1\r\nHost: \x1b[31m\r\nConnection: close\r\n\r\n", "GET " + base + "?q=\xff\xfe HTTP/1.1\r\n" + line + "Connection: close\r\n\r\n",
		"POST /api/v1/stories HTTP/1.1\r\n" + line + "Expect: 100-continue\r\nContent-Length: 1000000000\r\nConnection: close\r\n\r\n",
	} {
		all = append(all, request{raw: text})
	}
	sum, _ := t.each(ctx, all...)
	return sum
}

func conditions(ctx context.Context, t *target) tally {
	tags := strings.Repeat(`W/"x",`, longHead/6) + `"y"`
	var all []request
	for _, path := range []string{base, base + "/layers/all.csv?kind=curfew", base + "/tiles/all/5/7/13.mvt", base + "/clusters?zoom=3", "/assets/embed.js", items + "?limit=1"} {
		for _, name := range []string{"If-None-Match", "If-Match", "If-Range", "If-Modified-Since"} {
			all = append(all, get(path).with(name, tags), get(path).with(name, strings.Repeat(`"`, longHead)), get(path).with(name, strings.Repeat(",", longHead)))
		}
	}
	sum, _ := t.each(ctx, all...)
	return sum
}

func tilesOutside(ctx context.Context, t *target) tally {
	var all []request
	for _, place := range []string{"0/0/1", "-1/0/0", "31/0/0", "64/0/0", "9999999999/1/1", "5/99999999999999999999/1", "5/-7/13", "22/4194303/4194303", "24/0/0", "5/7/13.5", "05/007/0013", "٥/7/13", "1e1/0/0", "5/0x7/13"} {
		all = append(all, request{path: "/basemap/" + place + ".mvt"}, request{path: base + "/tiles/all/" + place + ".mvt"}, request{path: base + "/ogc/collections/all/tiles/WebMercatorQuad/" + place})
	}
	all = append(all, request{path: base + "/ogc/collections/all/tiles/" + strings.Repeat("x", 20000) + "/1/1/1"}, request{path: base + "/tiles/" + strings.Repeat("x", 20000) + "/1/1/1.mvt"})
	sum, _ := t.each(ctx, all...)
	return sum
}

func oembed(ctx context.Context, t *target) tally {
	var all []request
	for _, address := range []string{
		t.root + base, t.root + base + "?" + strings.Repeat("kind=roadblock&", 500), "http://127.0.0.1:1/", "http://[::1", "file:///etc/passwd", "http://169.254.169.254/latest/meta-data",
		t.root + base + "/incidents/" + strings.Repeat("0", 20000), "javascript:alert(1)//" + t.root, t.root + "@other.example" + base, strings.Repeat("http://", 4000), t.root + base + "/../../etc", "\u202e",
	} {
		all = append(all, get("/oembed", "url", address), get("/oembed", "url", address, "format", "xml", "maxwidth", "999999999999"), get("/oembed", "url", address, "maxheight", "-5"))
	}
	sum, _ := t.each(ctx, all...)
	return sum
}
