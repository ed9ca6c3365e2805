package edit

import (
	"bytes"
	"encoding/json"
	"maps"
	"net/http/httptest"
	"os"
	"slices"
	"strings"
	"testing"
)

// fault is what an answer says of a field.
type fault struct {
	Parameter string `json:"parameter"`
	Detail    string `json:"detail"`
}

// bads are values that no field of texts takes, by what is wrong with them.
func bads() map[string]any {
	return map[string]any{
		"a megabyte":        strings.Repeat("x", 1<<20),
		"a control":         "a\x00b",
		"a number":          json.Number("7"),
		"a list":            []any{"x"},
		"bytes of any file": "\u0089PNG\r\n\x1a\n\x00\x00",
	}
}

// noDay stands for a time that is to be known to the day, and is not given.
type noDay struct{}

// incidentFaults gives bad forms of incidents, each with the field that is to be named.
func incidentFaults() map[string][]any {
	source := func(more map[string]any) []any {
		s := map[string]any{"id": "s1", "publisher": "x"}
		maps.Copy(s, more)
		return []any{s}
	}
	shown := func(more map[string]any) []any {
		m := map[string]any{
			"hash": "sha256:" + strings.Repeat("0a", 32), "width": json.Number("10"), "height": json.Number("10"),
			"alt": "x", "credit": "x", "licence": map[string]any{"name": "x"},
		}
		maps.Copy(m, more)
		return []any{m}
	}
	many := func(n int, one any) []any { return slices.Repeat([]any{one}, n) }
	figure := func(more map[string]any) []any {
		f := map[string]any{"group": "police", "outcome": "killed", "best": json.Number("6")}
		maps.Copy(f, more)
		return []any{f}
	}
	claim := func(more map[string]any) []any {
		c := map[string]any{"field": "kind", "value": "x", "source": "s1"}
		maps.Copy(c, more)
		return []any{c}
	}
	text := slices.Collect(maps.Values(bads()))
	all := map[string][]any{
		"title": append([]any{"", map[string]any{"es": " "}[""], map[string]any{"Español": "x"}}, text...), "summary": text,
		"place": {strings.Repeat("x", 1<<20), json.Number("7"), "nowhere that is known"}, "start": {noDay{}, "yesterday", json.Number("7"), "2026-02-30", strings.Repeat("x", 1<<20)},
		"end": {"2020-01-01", "x"}, "zone": {"Mars", json.Number("7")}, "kind": {"x", json.Number("7"), nil}, "class": {"x"}, "verification": {"x", json.Number("7")},
		"disclosure": {"x"}, "workflow": {"x"}, "publish_at": {"x", json.Number("7"), "9999999-01-01"}, "precision": {"x"}, "radius_m": {json.Number("-1"), "x", json.Number("1e30")},
		"geometry": {map[string]any{"type": "Point", "coordinates": []any{json.Number("200"), json.Number("95")}}, "x", map[string]any{"type": "Nothing"}},
		"sources":  {many(201, map[string]any{"id": "x", "publisher": "x"}), source(map[string]any{"url": "javascript:alert(1)"}), source(map[string]any{"archive": "x"}), source(map[string]any{"kind": "x"}), source(map[string]any{"attribution": "x"}), source(map[string]any{"publisher": strings.Repeat("x", 1<<20)}), source(map[string]any{"published": "x"}), source(map[string]any{"publisher": ""})},
		"casualties": {
			figure(map[string]any{"best": json.Number("-1")}), figure(map[string]any{"best": json.Number("1.5")}), figure(map[string]any{"best": "six"}), figure(map[string]any{"low": json.Number("9")}),
			figure(map[string]any{"group": "x"}), figure(map[string]any{"outcome": "x"}), figure(map[string]any{"best": nil}), figure(map[string]any{"best": json.Number("99999999999")}),
			figure(map[string]any{"counted_in": map[string]any{"incident": "x", "casualty": ""}}), many(201, map[string]any{"group": "police", "outcome": "killed", "best": json.Number("1")}),
		},
		"claims":    {[]any{map[string]any{"field": "", "value": "x", "source": "nobody"}}, []any{map[string]any{"field": "kind", "value": "x", "source": "s1", "stance": "x"}}, claim(map[string]any{"value": strings.Repeat("x", 1<<20)}), claim(map[string]any{"passage": strings.Repeat("x", 1<<20)})},
		"relations": {[]any{map[string]any{"type": "x", "incident": "x"}}, []any{map[string]any{"type": "part_of", "incident": json.Number("7")}}, many(201, map[string]any{"type": "part_of", "incident": shownOn})},
		"media": {
			shown(map[string]any{"alt": ""}), shown(map[string]any{"credit": strings.Repeat("x", 1<<20)}), shown(map[string]any{"licence": map[string]any{"name": ""}}), shown(map[string]any{"licence": map[string]any{"name": "x", "url": "x"}}),
			shown(map[string]any{"kind": "video"}), shown(map[string]any{"kind": "video", "link": "javascript:1"}), shown(map[string]any{"warning": "a\x00b"}), shown(map[string]any{"shows_no_place": "x"}), shown(nil), many(21, shown(nil)[0]),
		},
		"note": {strings.Repeat("x", 1<<20), "a\x00b"},
	}
	return all
}

func storyFaults() map[string][]any {
	layer := func(more map[string]any) []any {
		l := map[string]any{"id": "a", "title": map[string]any{"es": "x"}, "symbol": map[string]any{"shape": "star", "color": "#b2182b"}, "filter": map[string]any{}}
		maps.Copy(l, more)
		return []any{l}
	}
	texts := []any{map[string]any{"es": strings.Repeat("x", 1<<20)}, map[string]any{"es": "a\x00b"}, json.Number("7"), map[string]any{"Español": "x"}}
	return map[string][]any{
		"slug": {"A b", "", json.Number("7"), strings.Repeat("x", 1<<20)}, "title": append([]any{map[string]any{}}, texts...), "summary": texts, "credit": texts,
		"languages": {[]any{}, []any{"Español"}, "es"}, "zone": {"Mars", json.Number("7")}, "view": {map[string]any{"bbox": []any{json.Number("1"), json.Number("95"), json.Number("2"), json.Number("96")}}},
		"licence": {map[string]any{"url": "x"}, map[string]any{"name": "a\x00b"}}, "publication": {"x"},
		"policy": {
			map[string]any{"disclosure": "x"},
			map[string]any{"grid_m": json.Number("-1")},
			map[string]any{"delay_minutes": json.Number("-1")},
			map[string]any{"delay_minutes": "x"},
			map[string]any{"kinds": map[string]any{"x": map[string]any{"disclosure": "open"}}},
			map[string]any{"kinds": map[string]any{"attack": map[string]any{"disclosure": "x"}}},
			map[string]any{"kinds": map[string]any{"attack": map[string]any{"grid_m": json.Number("1e9")}}},
			map[string]any{"delay_kinds": map[string]any{"attack": json.Number("99999999")}},
			map[string]any{"embargo_until": "x"},
			map[string]any{"embargo_until": "0001-02-03T00:00:00Z"},
			map[string]any{"second_approver": "x"},
		},
		"map": {
			map[string]any{"leads": []any{"x"}},
			map[string]any{"leads": slices.Repeat([]any{shownOn}, 21)},
			map[string]any{"captions": map[string]any{shownOn: "x"}},
			map[string]any{"leads": []any{shownOn}, "captions": map[string]any{shownOn: strings.Repeat("x", 121)}},
			map[string]any{"leads": []any{shownOn}, "captions": map[string]any{shownOn: " "}},
			map[string]any{"labels": map[string]any{"Colima": "bold"}},
			map[string]any{"labels": map[string]any{"": "pin"}},
			map[string]any{"show": "x"},
			map[string]any{"measure": "x"},
			map[string]any{"size": "x"},
		},
		"steps":  {[]any{map[string]any{"title": map[string]any{"es": "x"}, "incident": "no such"}}, []any{map[string]any{"title": map[string]any{}}}},
		"layers": {layer(map[string]any{"id": "A b"}), layer(map[string]any{"title": map[string]any{}}), layer(map[string]any{"symbol": map[string]any{"shape": "x", "color": "#b2182b"}}), layer(map[string]any{"symbol": map[string]any{"shape": "star", "color": "red"}}), layer(map[string]any{"filter": map[string]any{"kinds": []any{"x"}}})},
	}
}

// TestGoldenFaults sends each field in every form that it may not have. Each answer is a short refusal that names the
// field. What the answers say is kept in a file, by which the front end's tests hold that the desk shows it beside
// the field, in each of its languages.
func TestGoldenFaults(t *testing.T) {
	d := newDesk(t)
	kept := map[string]map[fault]bool{"incident": {}, "story": {}}
	look := func(form, field string, w *httptest.ResponseRecorder) {
		t.Helper()
		var v struct{ Errors []fault }
		if w.Code < 400 || w.Code >= 500 || w.Body.Len() > 20_000 || json.Unmarshal(w.Body.Bytes(), &v) != nil {
			t.Errorf("%s.%s: %d, %d bytes: %.300s", form, field, w.Code, w.Body.Len(), w.Body)
			return
		}
		named := false
		for _, f := range v.Errors {
			named = named || strings.HasPrefix(f.Parameter+".", field+".") || strings.HasPrefix(f.Parameter, field+"[") || f.Parameter == "start" || f.Parameter == "geometry" || f.Parameter == "place"
			kept[form][f] = true
		}
		if !named {
			t.Errorf("%s.%s is not named: %.300s", form, field, w.Body)
		}
	}
	for field, values := range incidentFaults() {
		for _, v := range values {
			form := map[string]any{"kind": "roadblock", "title": "x", "start": "2026-02-22", "sources": []any{map[string]any{"id": "s1", "publisher": "x"}}}
			if field == "media" {
				form["id"] = shownOn
			}
			form[field] = v
			if v == any(noDay{}) {
				form["start"], form["time_precision"] = nil, "day"
			}
			look("incident", field, d.ask("POST", "/jalisco/incidents", asJSON(t, form), nil))
		}
	}
	for field, values := range storyFaults() {
		for _, v := range values {
			form := map[string]any{"slug": "new", "title": map[string]any{"es": "x"}, "languages": []any{"es"}, "zone": "UTC", "layers": []any{}, "view": map[string]any{"bbox": []any{json.Number("1"), json.Number("1"), json.Number("2"), json.Number("2")}}}
			form[field] = v
			look("story", field, d.ask("POST", "", asJSON(t, form), nil))
		}
	}
	keepFaults(t, kept)
}

func asJSON(t *testing.T, v any) string {
	t.Helper()
	b, err := json.Marshal(v)
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}

// keepFaults compares what was said with testdata/faults.json, or writes it when BLESS=1.
func keepFaults(t *testing.T, kept map[string]map[fault]bool) {
	t.Helper()
	lists := map[string][]fault{}
	for form, faults := range kept {
		lists[form] = slices.SortedFunc(maps.Keys(faults), func(a, b fault) int {
			return strings.Compare(a.Parameter+"\x00"+a.Detail, b.Parameter+"\x00"+b.Detail)
		})
	}
	var text bytes.Buffer
	out := json.NewEncoder(&text)
	out.SetIndent("", " ")
	out.SetEscapeHTML(false)
	if err := out.Encode(lists); err != nil {
		t.Fatal(err)
	}
	const file = "testdata/faults.json"
	if os.Getenv("BLESS") == "1" {
		if err := os.MkdirAll("testdata", 0o750); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(file, text.Bytes(), 0o600); err != nil {
			t.Fatal(err)
		}
		return
	}
	if want, err := os.ReadFile(file); err != nil || !bytes.Equal(want, text.Bytes()) {
		t.Errorf("%s differs (%v); if the change is meant, bless it", file, err)
	}
}
