package edit

import (
	"fmt"
	"runtime"
	"strings"
	"testing"

	"incidentmap/web/edit/edittest"
)

// hostileBodies are requests that are made to cost much, or to be answered at length.
func hostileBodies() map[string]string {
	long, many := strings.Repeat("x", 1<<20), func(n int, each string) string { return strings.TrimSuffix(strings.Repeat(each+",", n), ",") }
	members := func(n int, value string) string {
		var b strings.Builder
		for i := range n {
			fmt.Fprintf(&b, `"f%d":%s,`, i, value)
		}
		return strings.TrimSuffix(b.String(), ",")
	}
	form := func(more string) string { return `{"kind":"roadblock","title":"Bloqueo",` + more + `}` }
	bodies := map[string]string{
		"10 MB":                   form(`"summary":"` + strings.Repeat("x", 10<<20) + `"`),
		"a long name":             form(`"` + long + `":1`),
		"many names":              form(members(100_000, "1")),
		"many lists":              form(`"extra":[` + many(1_200_000, "[]") + `]`),
		"many objects":            form(`"extra":[` + many(1_200_000, "{}") + `]`),
		"a deep list":             form(`"extra":` + strings.Repeat("[", 1<<20)),
		"a deep object":           form(`"extra":` + strings.Repeat(`{"a":`, 1<<18)),
		"a long number":           form(`"radius_m":` + strings.Repeat("9", 1<<20)),
		"a long count":            form(`"killed":` + strings.Repeat("9", 1<<20)),
		"a long kind":             `{"title":"x","kind":"` + long + `"}`,
		"a long start":            form(`"start":"` + long + `"`),
		"a long zone":             form(`"start":"2026-02-22","zone":"` + long + `"`),
		"a long place":            form(`"place":"` + long + `"`),
		"a long id":               form(`"id":"` + long + `"`),
		"a long language":         `{"kind":"roadblock","title":{"` + long + `":"x"}}`,
		"many languages":          `{"kind":"roadblock","title":{` + members(50_000, `"x"`) + `}}`,
		"many sources":            form(`"sources":[` + many(100_000, `"x"`) + `]`),
		"many claims":             form(`"claims":[` + many(1000, `{"source":"nobody","nonsense":1}`) + `]`),
		"long claims":             form(`"claims":[{"source":"` + long + `"}]`),
		"many figures":            form(`"casualties":[` + many(1000, `{"outcome":"x","low":-1,"what":2}`) + `]`),
		"many relations":          form(`"relations":[` + many(1000, `{"type":"x","incident":"y"}`) + `]`),
		"many extras":             form(`"extra":{` + members(100_000, `"x"`) + `}`),
		"a long extra":            form(`"extra":{"` + long + `":"x"}`),
		"a geometry of no kind":   form(`"geometry":{"type":"` + long + `"}`),
		"positions that are none": form(`"geometry":{"type":"LineString","coordinates":[` + many(300_000, "0") + `]}`),
		"numbers beyond":          form(`"geometry":{"type":"LineString","coordinates":[` + many(100_000, "[1e400,-0]") + `]}`),
		"a batch of faults":       `{"incidents":[` + many(1000, `{"kind":"`+strings.Repeat("y", 4000)+`","`+strings.Repeat("z", 3000)+`":1}`) + `]}`,
		"a batch of nothing":      `{"incidents":[` + many(1000, `{}`) + `]}`,
		"a batch of texts":        `{"incidents":[` + many(1000, `"`+strings.Repeat("x", 7000)+`"`) + `]}`,
		"a long batch":            `{"incidents":[` + many(1_000_000, `{}`) + `]}`,
		"a name twice":            form(`"` + long + `":1,"` + long + `":2`),
		"a long type":             `{"type":"FeatureCollection","features":[{"type":"` + long + `"}]}`,
	}
	return bodies
}

// No request is answered at length, or takes more memory than a few times what it sends.
func TestHostileRequests(t *testing.T) {
	if testing.Short() {
		t.Skip("-short")
	}
	d := newDesk(t)
	id := d.create(t, edittest.Shortest)
	before := d.store.Newest
	for name, body := range hostileBodies() {
		for _, how := range []string{"POST", "PATCH", "PUT"} {
			if how != "POST" && len(body) > 1<<18 && !strings.HasPrefix(name, "10 MB") {
				continue // one way is enough to know the others by
			}
			path := "/jalisco/incidents"
			if how != "POST" {
				path += "/" + id
			}
			var size, status int
			spent := allocated(func() {
				w := d.ask(how, path, body, map[string]string{"If-Match": `"1"`})
				size, status = w.Body.Len(), w.Code
			})
			// Under the race detector, where tests are short, pools drop a part of what they are given.
			if status < 400 || status >= 500 || size > 20_000 || !testing.Short() && spent > 160<<20 {
				t.Errorf("%s %s: %d, an answer of %d bytes, %d MB allocated", how, name, status, size, spent>>20)
			}
		}
	}
	if d.store.Newest != before {
		t.Error("something was written")
	}
}

func allocated(f func()) uint64 {
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	f()
	runtime.ReadMemStats(&after)
	return after.TotalAlloc - before.TotalAlloc
}

// Times lie within the years that can be written, in UTC, too.
func TestYears(t *testing.T) {
	d := newDesk(t)
	for start, want := range map[string]int{
		"2026": 201, "0001-01-02": 201, "9998-12-31": 201, "0000": 422, "0000-12-31": 422, "9999999": 422, "99999-01-01": 422, "-0001": 422,
		"9999-12-31T23:59:59-06:00": 422, "0001-01-01T00:00:00+14:00": 422, "2026-02-30": 422, "2026-02-22T24:61": 422,
	} {
		w := d.ask("POST", "/jalisco/incidents", `{"kind":"roadblock","title":"x","start":"`+start+`"}`, nil)
		if w.Code != want {
			t.Errorf("%s: %d %s", start, w.Code, w.Body)
		}
	}
	for published, want := range map[string]int{"2026-02-22T00:00:00Z": 201, "9999-12-31T23:59:59-06:00": 422, "0000-01-01T00:00:00Z": 422} {
		w := d.ask("POST", "/jalisco/incidents", `{"kind":"roadblock","title":"x","sources":[{"publisher":"x","published":"`+published+`"}]}`, nil)
		if w.Code != want {
			t.Errorf("%s: %d %s", published, w.Code, w.Body)
		}
	}
}
