package edit

import (
	"net/http"
	"strings"
	"testing"

	"incidentmap/web/edit/edittest"
)

// What proxies make of a tag still names the revision; what names none, or several, does not.
func TestIfMatch(t *testing.T) {
	for _, tt := range []struct {
		given string
		want  int // the status of a change of revision 1
	}{
		{`"1"`, 200},
		{`W/"1"`, 200},
		{`"1-gzip"`, 200},
		{`W/"1-gzip"`, 200},
		{`"1-br"`, 200},
		{`"1-zstd"`, 200},
		{`"1--gzip"`, 200},
		{`"1;gzip"`, 200},
		{`"1:br"`, 200},
		{` "1" `, 200},
		{`"1",`, 200},
		{`,"1"`, 200},
		{`"1", W/"1"`, 200},
		{`"1","1-gzip"`, 200},
		{`"2"`, 412},
		{`W/"2"`, 412},
		{`"2-gzip"`, 412},
		{``, 428},
		{` `, 428},
		{`*`, 400},
		{`"1", "2"`, 400},
		{`"1", *`, 400},
		{`W/"1", W/"2"`, 400},
		{`1`, 400},
		{`"1`, 400},
		{`1"`, 400},
		{`w/"1"`, 400},
		{`W/ "1"`, 400},
		{`""`, 400},
		{`W/""`, 400},
		{`"1" "1"`, 400},
		{`"1"x`, 400},
		{`"01"`, 400},
		{`"+1"`, 400},
		{`"-1"`, 400},
		{`"0"`, 400},
		{`"1.0"`, 400},
		{`"1e0"`, 400},
		{`" 1"`, 400},
		{`"1-gzipped"`, 400},
		{`"1-"`, 400},
		{`"1gzip"`, 400},
		{`"-gzip"`, 400},
		{`"gzip"`, 400},
		{`"1-gzip-gzip"`, 400},
		{`"99999999999999999999"`, 400},
		{strings.Repeat(`"1",`, 1000), 400},
		{`"` + strings.Repeat("9", 10_000) + `"`, 400},
		{"\"1\x1b[2J\"", 400},
	} {
		d := newDesk(t)
		id := d.create(t, edittest.Shortest)
		w := d.ask("PATCH", "/jalisco/incidents/"+id, `{"title":"x"}`, map[string]string{"If-Match": tt.given})
		if w.Code != tt.want || w.Body.Len() > 2000 && w.Code != http.StatusOK {
			t.Errorf("%.60q: %d with %d bytes, want %d", tt.given, w.Code, w.Body.Len(), tt.want)
		}
		if tag := w.Header().Get("ETag"); w.Code == http.StatusOK && tag != `"2"` {
			t.Errorf("%q: the tag is %s", tt.given, tag)
		}
	}
}

// A story behind a proxy can be changed again and again.
func TestIfMatchOfStories(t *testing.T) {
	d := newDesk(t)
	story := `{"slug":"jalisco","title":{"es":"Jalisco %"},"languages":["es"],"zone":"America/Mexico_City"}`
	tag := d.ask("GET", "/jalisco", "", nil).Header().Get("ETag")
	bare := strings.Trim(tag, `"`)
	for i, change := range []func(string) string{
		func(tag string) string { return `"` + tag + `"` },
		func(tag string) string { return `W/"` + tag + `"` },
		func(tag string) string { return `"` + tag + `-gzip"` },
		func(tag string) string { return `W/"` + tag + `-gzip"` },
		func(tag string) string { return `"other", W/"` + tag + `"` },
	} {
		body := strings.Replace(story, "%", string(rune('a'+i)), 1)
		w := d.ask("PUT", "/jalisco", body, map[string]string{"If-Match": change(bare)})
		if w.Code != http.StatusOK {
			t.Fatalf("%s: %d %s", change(bare), w.Code, w.Body)
		}
		if again := d.ask("PUT", "/jalisco", body, map[string]string{"If-Match": change(bare)}); again.Code != http.StatusPreconditionFailed {
			t.Errorf("%s names an old state: %d", change(bare), again.Code)
		}
		bare = strings.Trim(w.Header().Get("ETag"), `"`)
	}
	for _, bad := range []string{`*`, bare, `W/"x"`, `"` + bare[:10] + `"`, `"` + bare + `x"`} {
		if w := d.ask("PUT", "/jalisco", strings.Replace(story, "%", "z", 1), map[string]string{"If-Match": bad}); w.Code != http.StatusPreconditionFailed {
			t.Errorf("%s: %d %s", bad, w.Code, w.Body)
		}
	}
}
