package hostile

import (
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"strings"
)

// Kinds of costly work of editors.
const (
	passwords = "passwords"
	reports   = "reports"
	scans     = "scans"
	files     = "files"
)

// deskAttacks are of what people who sign in and their programs may ask for, and of the pages that stand beside data.
func deskAttacks() []attack {
	all := append(signInAttacks(), reportAttacks()...)
	all = append(all, uploadAttacks()...)
	return append(append(all, editorAttacks()...), besideAttacks()...)
}

// signInAttacks come from strangers.
func signInAttacks() []attack {
	return []attack{
		{name: "sign-in/guesses", why: "300 passwords of one login, each of which is hashed", gate: passwords, want: []int{401, 429}, send: func(ctx context.Context, t *target) tally {
			var all []request
			for i := range 300 {
				all = append(all, signIn("ana", fmt.Sprintf("guess number %d", i)))
			}
			return t.crowd(ctx, 32, crowdTime, all)
		}},
		{name: "sign-in/logins", why: "1,000 logins that nobody has", gate: passwords, want: []int{401, 429}, send: func(ctx context.Context, t *target) tally {
			var all []request
			for i := range 1000 {
				all = append(all, signIn(fmt.Sprintf("nobody-%d", i), "a password of some length"))
			}
			return t.crowd(ctx, 32, crowdTime, all)
		}},
		{name: "sign-in/long", why: "passwords, logins and bodies of megabytes", gate: passwords, want: []int{400, 401, 413, 415, 422, 429}, send: ask(
			signIn("ana", strings.Repeat("p", 1<<20)), signIn(strings.Repeat("l", 1<<20), "p"), signIn("ana", strings.Repeat("p", 7<<20)),
			request{method: http.MethodPost, path: "/api/v1/session", body: []byte(strings.Repeat("[", 1<<20))}.with("Content-Type", "application/json"))},
		{name: "sign-in/forms", why: "forms of pages of other sites, and long ones", send: ask(
			formOf("/edit/sign-in", "login=ana&password=x"), formOf("/edit/sign-in", strings.Repeat("a=b&", 500_000)), formOf("/edit/sign-in/code", "code="+strings.Repeat("1", 100_000)),
			formOf("/edit/welcome", "key="+strings.Repeat("k", 100_000)), get("/edit/welcome", "key", strings.Repeat("k", 15_000)), get("/edit/sign-in", "next", "//evil.example/"+strings.Repeat("x", 10_000)))},
		{name: "sign-in/sessions", why: "2,000 sessions that are none", send: func(ctx context.Context, t *target) tally {
			var all []request
			for i := range floodSize / 5 {
				all = append(all, get("/edit").with("Cookie", fmt.Sprintf("incidentmap_session=%064d", i)), get("/api/v1/session").with("Cookie", fmt.Sprintf("incidentmap_session=%064d", i)))
			}
			return t.crowd(ctx, floodAtOnce, patience, all)
		}, want: []int{200, 302, 303, 401, 429}},
	}
}

func signIn(login, password string) request {
	body, _ := json.Marshal(map[string]string{"login": login, "password": password}) // which never fails on texts
	return request{method: http.MethodPost, path: "/api/v1/session", body: body}.with("Content-Type", "application/json")
}

func formOf(path, body string) request {
	return request{method: http.MethodPost, path: path, body: []byte(body)}.with("Content-Type", "application/x-www-form-urlencoded")
}

// reportAttacks are texts that are to be read.
func reportAttacks() []attack {
	const most = 1 << 20
	full := func(part string) string { return strings.Repeat(part, most/len(part)) }
	texts := []struct{ name, why, text, media string }{
		{"sentence", "a sentence without end", full("six people and "), ""},
		{"figures", "nothing but figures", full("17 killed, 200 wounded. "), ""},
		{"places", "nothing but places", full("San Juan de los Lagos, "), ""},
		{"names", "nothing but names of people", full("Juan Pérez García dijo que "), ""},
		{"quotes", "quotations in quotations", full("“"), ""},
		{"brackets", "brackets", full("(("), ""},
		{"times", "nothing but times", full("on Tuesday, last March 3, two days after "), ""},
		{"word", "one word", full("a"), ""},
		{"lines", "empty lines", full("\n"), ""},
		{"nested", "elements in elements", full("<div>"), "text/html"},
		{"tables", "tables in tables", full("<table><tr><td>"), "text/html"},
		{"attributes", "a tag of many attributes", "<p " + full("a=b ") + ">x</p>", "text/html"},
		{"entities", "nothing but entities", full("&amp;"), "text/html"},
		{"ld", "what says to be an article", `<script type="application/ld+json">` + full("[") + "</script>", "text/html"},
	}
	var all []attack
	for _, s := range texts {
		all = append(all, attack{name: "report/" + s.name, why: s.why + ", 1 MB to be read to drafts", gate: reports, large: true, send: func(ctx context.Context, t *target) tally {
			media := s.media
			if media == "" {
				media = "text/plain"
			}
			sum, _ := t.each(ctx, t.editorOf(media, "/extract?date=2026-02-22", s.text))
			return sum
		}, want: []int{200, 400, 413, 422, 503}})
	}
	return append(all, attack{name: "report/crowd", why: "40 reports at once", gate: reports, large: true, want: []int{200, 400, 413, 422, 429, 503}, send: func(ctx context.Context, t *target) tally {
		var all []request
		for i := range 40 {
			all = append(all, t.editorOf("text/plain", "/extract?date=2026-02-22", fmt.Sprintf("%d. ", i)+full("Six guards died in Zapopan beside Guadalajara. ")[:200_000]))
		}
		return t.crowd(ctx, 40, crowdTime, all)
	}}, attack{name: "geoparse", why: "texts whose places are asked for", gate: reports, large: true, want: []int{200, 400, 413, 414, 422}, send: func(ctx context.Context, t *target) tally {
		sum, _ := t.each(ctx, t.api("/geoparse", "text", strings.Repeat("San Juan ", 1600)), t.api("/geoparse", "text", strings.Repeat("a", 15_000)), t.api("/geoparse", "text", strings.Repeat("Xalisko Guadalahara ", 700)))
		return sum
	}}, attack{name: "geocode", why: "1,000 places that are misspelt, each another", gate: reports, want: []int{200, 400, 422, 429}, send: func(ctx context.Context, t *target) tally {
		var all []request
		for i := range 1000 {
			all = append(all, t.api("/geocode", "q", fmt.Sprintf("Smisspelt Plase %d, Jalsico, Mexiko", i), "story", "hostile"))
		}
		all = append(all, t.api("/geocode", "q", strings.Repeat("San ", 3000)), t.api("/geocode", "q", strings.Repeat("a", 15_000)))
		return t.crowd(ctx, 32, crowdTime, all)
	}})
}

// uploadAttacks are files that are sent to be taken in.
func uploadAttacks() []attack {
	rows := "title,date,lon,lat\n" + strings.Repeat("Bloqueo en la carretera,2026-02-22,-103.35,20.67\n", 150_000)
	send := func(name, body string, query ...string) func(context.Context, *target) tally {
		return func(ctx context.Context, t *target) tally {
			r := t.editorOf("application/octet-stream", withQuery("/imports", append([]string{"name", name}, query...)...), body)
			sum, _ := t.each(ctx, r)
			return sum
		}
	}
	refused := []int{200, 201, 202, 400, 413, 415, 422, 503}
	return []attack{
		{name: "upload/preview", why: "150,000 equal rows to look at", gate: files, want: refused, send: send("rows.csv", rows, "dry_run", "1")},
		{name: "upload/equal", why: "150,000 rows that are one", gate: files, want: refused, background: true, send: send("rows.csv", rows)},
		{name: "upload/columns", why: "100,000 columns", gate: files, want: refused, send: send("columns.csv", strings.Repeat("column,", 100_000)+"\n", "dry_run", "1")},
		{name: "upload/nested", why: "a million lists in lists", gate: files, want: refused, send: send("nested.geojson", `{"type":"FeatureCollection","features":`+strings.Repeat("[", 1_000_000), "dry_run", "1")},
		{name: "upload/zip", why: "what says to be an archive and is none", gate: files, want: refused, send: send("a.zip", "PK\x03\x04"+strings.Repeat("\x00", 1<<20))},
		{name: "upload/name", why: "names that leave where files are", gate: files, want: refused, send: func(ctx context.Context, t *target) tally {
			var all []request
			for _, name := range []string{"../../../etc/passwd", "\u202ecsv.exe", strings.Repeat("n", 10_000), "a\x00b.csv", ""} {
				all = append(all, t.editorOf("application/octet-stream", withQuery("/imports", "name", name, "dry_run", "1"), "title,date\na,2026-01-01\n"))
			}
			sum, _ := t.each(ctx, all...)
			return sum
		}},
	}
}
