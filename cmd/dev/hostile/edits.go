package hostile

import (
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"strings"
)

const writes = "writes"

// form is an incident as an editor sends it, with something else in place of a field.
func form(field string, value any) string {
	fields := map[string]any{
		"kind": "roadblock", "title": "Bloqueo", "start": "2026-02-22T10:00:00-06:00", "publish": true,
		"geometry": map[string]any{"type": "Point", "coordinates": []float64{-103.35, 20.67}},
	}
	if field != "" {
		fields[field] = value
	}
	text, _ := json.Marshal(fields) // which never fails on such values
	return string(text)
}

// polygon is a geometry of one ring or more.
func polygon(rings ...[][2]float64) map[string]any {
	return map[string]any{"type": "Polygon", "coordinates": rings}
}

// written are forms that must not be taken as they are.
type written struct {
	name, why, body string
	refused         bool   // must be refused
	not             string // must not be in what is answered, if it is taken
}

func hostileForms() []written {
	languages := map[string]string{}
	for i := range 30 {
		languages[fmt.Sprintf("%c%c", 'a'+i/26, 'a'+i%26)] = "Title"
	}
	long := strings.Repeat("a", 10<<20)
	bow := [][2]float64{{0, 0}, {2, 2}, {2, 0}, {0, 2}, {0, 0}}
	antimeridian := [][2]float64{{170, 0}, {190, 0}, {190, 10}, {170, 10}, {170, 0}}
	holes := [][][2]float64{ring(50, -102, 23, 5)}
	for i := range 5000 {
		holes = append(holes, ring(5, -102+float64(i%70)*0.01, 23+float64(i/70)*0.01, 0.002)) //nolint:mnd // a grid
	}
	nested := strings.Repeat(`{"type":"GeometryCollection","geometries":[`, 5000) + strings.Repeat("]}", 5000)
	plain := strings.TrimSuffix(form("", nil), "}")
	return []written{
		{name: "surrogate", why: "half a character", body: plain + `,"note":"\ud800"}`, refused: true},
		{name: "surrogate-name", why: "half a character in a name", body: plain + `,"extra":{"\udfff":"x"}}`, refused: true},
		{name: "languages", why: "30 languages of a title", body: form("title", languages), refused: true},
		{name: "text-10MB", why: "a text of 10 MB", body: form("summary", long), refused: true},
		{name: "text-7MB", why: "a text of 7 MB", body: form("summary", long[:7<<20]), refused: true},
		{name: "controls", why: "texts of control and bidi characters", body: form("title", "\x1b[2J\u202e\u0000<script>alert(1)</script>")},
		{name: "polygon-200000", why: "a polygon of 200,000 corners", body: form("geometry", polygon(ring(200_000, -102, 23, 5)))},
		{name: "polygon-crossing", why: "a ring that crosses itself", body: form("geometry", polygon(bow)), not: `[[0,0],[2,2],[2,0],[0,2],[0,0]]`},
		{name: "polygon-antimeridian", why: "a ring over the antimeridian", body: form("geometry", polygon(antimeridian)), not: `[190,`},
		{name: "polygon-holes", why: "a polygon of 5,000 holes", body: form("geometry", polygon(holes...))},
		{name: "polygon-open", why: "a ring that is not closed", body: form("geometry", polygon([][2]float64{{0, 0}, {1, 0}, {1, 1}})), refused: true},
		{name: "journey-antimeridian", why: "a journey over the antimeridian", body: form("geometry", map[string]any{"type": "LineString", "coordinates": [][2]float64{{179, 0}, {-179, 1}}}), not: `[[179,0],[-179,1]]`},
		{name: "positions", why: "positions that are none", body: form("geometry", json.RawMessage(`{"type":"Point","coordinates":[1e999,-1e308]}`)), refused: true},
		{name: "nested", why: "geometries in geometries", body: form("geometry", json.RawMessage(nested)), refused: true},
		{name: "nested-lists", why: "lists in lists", body: form("claims", json.RawMessage(strings.Repeat("[", 1<<20)+strings.Repeat("]", 1<<20))), refused: true},
		{name: "twice", why: "a name given twice", body: plain + `,"kind":"killing","kind":"attack"}`, refused: true},
		{name: "names", why: "100,000 names that are not known", body: plain + strings.Repeat(`,"n":1`, 100_000) + "}", refused: true},
		{name: "numbers", why: "numbers that are none", body: form("killed", json.RawMessage("1"+strings.Repeat("0", 100_000))), refused: true},
		{name: "sources", why: "100,000 sources", body: form("sources", strings.Split(strings.Repeat("https://example.org/a ", 100_000), " ")), refused: true},
		{name: "place", why: "a place of 20,000 words", body: strings.Replace(form("place", strings.Repeat("San Juan de los Lagos ", 5_000)), `"geometry"`, `"x_none"`, 1)},
		{name: "time", why: "times far away", body: form("start", "99999-01-01T00:00:00Z"), refused: true},
		{name: "address", why: "an address that runs", body: form("source", "javascript:alert(1)"), not: `"url":"javascript:`},
	}
}

func editAttacks() []attack {
	var all []attack
	for _, f := range hostileForms() {
		all = append(all, attack{name: "form/" + f.name, why: f.why, send: func(ctx context.Context, t *target) tally { return t.writeForm(ctx, &f) }})
	}
	return append(all,
		attack{name: "batch", why: "1,000 incidents of hostile texts", gate: writes, large: true, send: batch(func(i int) string {
			return form("title", fmt.Sprintf("%d \u202e<img onerror=alert(1)>&\"'", i))
		})},
		attack{name: "batch-wrong", why: "1,000 incidents, each wrong in all of its fields", gate: writes, send: batch(func(int) string {
			return `{"kind":"","title":1,"start":"x","geometry":{"type":"Point","coordinates":[]},"nothing":0,"sources":5,"killed":-1,"zone":"x"}`
		}), want: []int{400, 422}},
		attack{name: "batch-places", why: "1,000 places to look up", gate: writes, large: true, send: batch(func(i int) string {
			return fmt.Sprintf(`{"kind":"roadblock","title":"a","start":"2026-02-22","place":"Smisspelt Plase %d, Jalsico"}`, i)
		})},
		attack{name: "batch-10000", why: "more incidents than a batch may have", send: batchOf(10_000, func(int) string { return `{"kind":"roadblock"}` }), want: []int{400, 413, 422}},
		attack{name: "keys", why: "idempotency keys and conditions of 28 kB", send: editHeads, want: []int{201, 400, 404, 412, 413, 422, 428, 431}},
		attack{name: "stories", why: "stories that are not fit to be shown", send: hostileStories, want: []int{400, 409, 413, 422}},
		attack{name: "reads", why: "what an editor reads", large: true, send: func(ctx context.Context, t *target) tally {
			sum, _ := t.each(ctx, t.editor("", "", ""), t.editor("", "/incidents/"+t.area+"/revisions", ""), t.editor("", "/incidents/"+t.ids[0], ""), t.editor("", "/incidents/"+strings.Repeat("0", 20000), ""))
			return sum
		}},
		attack{name: "area", why: "the polygon of many corners, for an editor", large: true, send: func(ctx context.Context, t *target) tally {
			sum, _ := t.each(ctx, t.editor("", "/incidents/"+t.area, ""), t.editor("", "/incidents/"+t.area, "").with("Accept", "application/geo+json"))
			return sum
		}},
	)
}

// writeForm sends a form, and looks what became of it.
func (t *target) writeForm(ctx context.Context, f *written) tally {
	sum := tally{}
	a := t.send(ctx, t.editor(http.MethodPost, "/incidents", f.body), t.patience)
	if a.status == 0 && len(f.body) > 8<<20 { // refused before all was read
		a.status = http.StatusRequestEntityTooLarge
	}
	sum.add(a)
	taken := a.status >= 200 && a.status < 300
	switch {
	case taken && f.refused:
		sum.fault("it was taken")
	case taken && f.not != "" && strings.Contains(strings.Join(strings.Fields(string(a.text)), ""), f.not):
		sum.fault("it was taken as it is")
	}
	return sum
}

// batch sends 1,000 incidents at once.
func batch(one func(i int) string) func(ctx context.Context, t *target) tally {
	return batchOf(1000, one)
}

func batchOf(n int, one func(i int) string) func(ctx context.Context, t *target) tally {
	return func(ctx context.Context, t *target) tally {
		all := make([]string, n)
		for i := range all {
			all[i] = one(i)
		}
		sum, _ := t.each(ctx, t.editor(http.MethodPost, "/incidents", `{"incidents":[`+strings.Join(all, ",")+`]}`))
		return sum
	}
}

func editHeads(ctx context.Context, t *target) tally {
	long := strings.Repeat("k", longHead)
	one := "/incidents/" + t.ids[0]
	var all []request
	for _, tag := range []string{strings.Repeat(`"1",`, longHead/4) + `"1"`, `W/"` + long + `"`, long, `"` + strings.Repeat("9", 1000) + `"`, "*,*", `"-1"`} {
		all = append(all, t.editor(http.MethodPatch, one, `{"killed":1}`).with("If-Match", tag), t.editor(http.MethodPut, one, form("", nil)).with("If-Match", tag))
	}
	all = append(all, t.editor(http.MethodPost, "/incidents", form("", nil)).with("Idempotency-Key", long), t.editor(http.MethodPost, "/incidents", form("", nil)).with("Idempotency-Key", "\u202e"),
		t.editor(http.MethodPost, one+"/retract", `{"note":"`+long+`"}`), t.editor(http.MethodPatch, one, "").with("If-Match", `"1"`))
	sum, _ := t.each(ctx, all...)
	return sum
}

func hostileStories(ctx context.Context, t *target) tally {
	languages := map[string]string{}
	for i := range 30 {
		languages[fmt.Sprintf("%c%c", 'a'+i/26, 'a'+i%26)] = "T"
	}
	layer := `{"id":"l%d","title":{"es":"L"},"kinds":["roadblock"]}`
	layers := make([]string, 20_000)
	for i := range layers {
		layers[i] = fmt.Sprintf(layer, i)
	}
	title, _ := json.Marshal(languages) // which never fails on texts
	var all []request
	for _, body := range []string{
		`{"slug":"a-story","title":` + string(title) + `}`, `{"slug":"b-story","title":{"es":"x"},"layers":[` + strings.Join(layers, ",") + `]}`,
		`{"slug":"` + strings.Repeat("a", 100_000) + `","title":{"es":"x"}}`, `{"slug":"../../x","title":{"es":"x"}}`, `{"slug":"c-story","title":{"es":"\ud800"}}`,
		`{"slug":"d-story","title":{"es":"x"},"zone":"../../etc/passwd"}`, `{"slug":"e-story","title":{"es":"x"},"summary":{"es":"` + strings.Repeat("x", 4<<20) + `"}}`,
		strings.Repeat(`{"a":`, 100_000), "", "null", "[]", `"`,
	} {
		r := t.editor(http.MethodPost, "", body)
		r.path = "/api/v1/stories"
		all = append(all, r)
	}
	sum, _ := t.each(ctx, all...)
	return sum
}
