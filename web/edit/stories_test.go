package edit

import (
	"encoding/json"
	"net/http"
	"strings"
	"testing"

	"incidentmap/incidents"
)

const (
	shortStory = `{"slug":"huelga","title":"La huelga","languages":["es"],"zone":"America/Mexico_City"}`
	fullStory  = `{"slug":"huelga","title":{"en":"The strike","es":"La huelga"},"summary":{"es":"x"},"languages":["es","en"],"zone":"America/Mexico_City",` +
		`"view":{"bbox":[-107,18,-101,23.5]},"credit":{"es":"Mesa"},"licence":{"name":"CC BY 4.0","url":"https://example.org/by"},` +
		`"layers":[{"id":"roads","title":{"es":"Vías"},"symbol":{"shape":"square","color":"#b2182b"},"filter":{"classes":["incident"],"kinds":["roadblock"],"outcomes":["killed"]}}],` +
		`"kinds":[{"id":"x_toma_de_caseta","class":"disruption","title":{"en":"Toll booth taken","es":"Toma de caseta"},"shape":"square","acled_event":"Protests","glide":"OT"}],` +
		`"steps":[{"title":{"en":"The valley","es":"El valle"},"text":{"es":"x"},"view":{"center":[-104,20.5],"zoom":9.5},"incident":"01KJ2W3C5V9QK4T7Z8R6Y1M2N0",` +
		`"filter":{"layers":["roads"],"from":"2026-02-22T06:00:00-06:00","to":"2026-02-22T23:00:00-06:00"}},{"title":{"es":"La costa"},"view":{"bbox":[-106,19,-104,21]}}],` +
		`"policy":{"disclosure":"coarsened","grid_m":2000},"map":{"leads":["01KJ0000000000000000000001"],"captions":{"01KJ0000000000000000000001":{"en":"Six killed","es":"Seis muertos"}},"labels":{"Colima":"hide","Tapalpa":"pin"},"show":"adm1","measure":"deaths","size":"deaths"},"publication":"draft","columns":[{"name":"x_cause","source":"Cause","type":"text","shown":true}],"as_of":"2026-02-22T23:00:00-06:00"}`
)

func TestStories(t *testing.T) {
	d := newDesk(t)
	w := d.ask("POST", "", shortStory, nil)
	if w.Code != http.StatusCreated || w.Header().Get("Location") != "https://maps.example.org/api/v1/stories/huelga" {
		t.Fatalf("%d %v %s", w.Code, w.Header(), w.Body)
	}
	if made := d.store.BySlug["huelga"]; made.Title["es"] != "La huelga" || made.View.BBox != incidents.World {
		t.Errorf("%+v", made)
	}
	if w := d.ask("POST", "", shortStory, nil); w.Code != http.StatusCreated || d.store.Newest != 1 {
		t.Errorf("sent again: %d %s", w.Code, w.Body)
	}
	tag := map[string]string{"If-Match": w.Header().Get("ETag")}
	if w := d.ask("PUT", "/huelga", fullStory, tag); w.Code != http.StatusOK {
		t.Fatalf("%d %s", w.Code, w.Body)
	}
	if w := d.ask("PUT", "/huelga", shortStory, tag); w.Code != http.StatusPreconditionFailed {
		t.Errorf("an old tag: %d %s", w.Code, w.Body)
	}
	got := d.ask("GET", "/huelga", "", map[string]string{"Authorization": "Bearer " + d.read})
	if told := strings.TrimSpace(got.Body.String()); told != fullStory {
		t.Errorf("\n got %s\nwant %s", told, fullStory)
	}
	tag = map[string]string{"If-Match": got.Header().Get("ETag")}
	if w := d.ask("PUT", "/huelga", got.Body.String(), tag); w.Code != http.StatusOK || w.Header().Get("ETag") != got.Header().Get("ETag") {
		t.Errorf("what was told is refused: %d %s", w.Code, w.Body)
	}
	var list struct{ Stories []incidents.Story }
	if err := json.Unmarshal(d.ask("GET", "", "", nil).Body.Bytes(), &list); err != nil || len(list.Stories) != 2 {
		t.Errorf("%v, %v", list, err)
	}
}

func TestStoryRefusals(t *testing.T) {
	for _, tt := range []struct {
		method, path, body string
		headers            map[string]string
		status             int
		has                string
	}{
		{"POST", "", strings.Replace(shortStory, "huelga", "jalisco", 1), nil, 409, `slug: there is a story "jalisco"`},
		{"POST", "", `{}`, nil, 422, `slug: "" is not`},
		{"POST", "", strings.Replace(shortStory, "America/Mexico_City", "Mexico", 1), nil, 422, `zone: "Mexico"`},
		{"POST", "", strings.Replace(shortStory, `["es"]`, `[]`, 1), nil, 422, `languages: is empty`},
		{"POST", "", strings.Replace(shortStory, `["es"]`, `[1]`, 1), nil, 422, `languages[0]: is a number`},
		{"POST", "", strings.Replace(shortStory, `"slug"`, `"licens":{},"slug"`, 1), nil, 422, `licens: is not a field; "licence" may be meant`},
		{"POST", "", strings.Replace(shortStory, `"slug"`, `"view":{"bbox":[1,2,3]},"slug"`, 1), nil, 422, `view.bbox: is not [west`},
		{"POST", "", strings.Replace(shortStory, `"slug"`, `"steps":[{"text":"x"},{"title":"a","view":{"center":[1,2]}},{"title":"b","view":{"center":[1,2,3],"zoom":30}}],"slug"`, 1), nil, 422, `steps[0].title: is empty`},
		{"POST", "", strings.Replace(shortStory, `"slug"`, `"view":{"bbox":[1,92,3,4]},"slug"`, 1), nil, 422, `view.bbox: `},
		{"POST", "", strings.Replace(shortStory, `"slug"`, `"layers":[{"id":"x","title":"x","symbol":{"shape":"blob","color":"#b2182b"}}],"slug"`, 1), nil, 422, `layers[0].symbol.shape: "blob"`},
		{"POST", "", strings.Replace(shortStory, `"slug"`, `"map":{"leads":["x"],"labels":{"Colima":"bold"},"show":"heat"},"slug"`, 1), nil, 422, `map.leads[0]: "x" is not the id`},
		{"POST", "", strings.Replace(shortStory, `"slug"`, `"map":{"lead":[]},"slug"`, 1), nil, 422, `map.lead: is not a field`},
		{"POST", "", shortStory, map[string]string{"Authorization": "Bearer READ"}, 403, "write"},
		{"PUT", "/jalisco", shortStory, nil, 428, "If-Match"},
		{"PUT", "/jalisco", shortStory, map[string]string{"If-Match": `"x"`}, 422, `slug: "huelga" is not that of the address`},
		{"PUT", "/huelga", shortStory, map[string]string{"If-Match": `"x"`}, 404, ""},
		{"GET", "/huelga", "", nil, 404, ""},
		{"DELETE", "/jalisco", "", nil, 405, "use GET, HEAD, PUT"},
	} {
		d := newDesk(t)
		headers := map[string]string{}
		for name, v := range tt.headers {
			headers[name] = strings.Replace(v, "READ", d.read, 1)
		}
		w := d.ask(tt.method, tt.path, tt.body, headers)
		if detail, _ := object(t, w)["detail"].(string); w.Code != tt.status || !strings.Contains(detail, tt.has) {
			t.Errorf("%s %s %s: %d %s; want %d with %s", tt.method, tt.path, tt.body, w.Code, w.Body, tt.status, tt.has)
		}
		if d.store.Newest != 0 {
			t.Errorf("%s %s %s: something was written", tt.method, tt.path, tt.body)
		}
	}
}

// What editors choose of the map is written by itself, and the rest of the story stays.
func TestStoryMap(t *testing.T) {
	const id = "01KJ0000000000000000000001"
	d := newDesk(t)
	seen := d.ask("GET", "/jalisco", "", nil)
	tag := map[string]string{"If-Match": seen.Header().Get("ETag")}
	body := `{"leads":["` + id + `"],"captions":{"` + id + `":"Seis muertos"},"labels":{"Tapalpa":"pin"}}`
	w := d.ask("PUT", "/jalisco/map", body, tag)
	if w.Code != http.StatusOK {
		t.Fatalf("%d %s", w.Code, w.Body)
	}
	before := d.ask("GET", "/jalisco", "", nil)
	if w.Header().Get("ETag") != before.Header().Get("ETag") || w.Header().Get("ETag") == tag["If-Match"] {
		t.Errorf("the tags are %s, %s and %s", tag["If-Match"], w.Header().Get("ETag"), before.Header().Get("ETag"))
	}
	now := d.store.BySlug["jalisco"]
	if now.Map.Captions[id][now.Lang("")] != "Seis muertos" || now.Map.Labels["Tapalpa"] != incidents.PinLabel || len(now.Layers) == 0 && strings.Contains(seen.Body.String(), `"layers":[{`) {
		t.Errorf("%+v", now)
	}
	for _, tt := range []struct {
		name, body string
		headers    map[string]string
		status     int
		has        string
	}{
		{"an old tag", body, tag, 412, "was changed since"},
		{"no tag", body, nil, 428, "If-Match"},
		{"a caption of no lead", `{"captions":{"` + id + `":"x"}}`, tag, 422, "map.captions: "},
		{"no such field", `{"lead":[]}`, tag, 422, `map.lead: is not a field; "leads" may be meant`},
		{"a token that reads", body, map[string]string{"If-Match": tag["If-Match"], "Authorization": "Bearer " + d.read}, 403, ""},
	} {
		if w := d.ask("PUT", "/jalisco/map", tt.body, tt.headers); w.Code != tt.status || !strings.Contains(w.Body.String(), strings.ReplaceAll(tt.has, `"`, `\"`)) {
			t.Errorf("%s: %d %s; want %d with %s", tt.name, w.Code, w.Body, tt.status, tt.has)
		}
	}
	if w := d.ask("PUT", "/jalisco/map", `{}`, map[string]string{"If-Match": before.Header().Get("ETag")}); w.Code != http.StatusOK || !d.store.BySlug["jalisco"].Map.IsZero() {
		t.Errorf("nothing chosen: %d %s", w.Code, w.Body)
	}
}
