package edit

import (
	"bytes"
	"context"
	"image"
	"image/png"
	"net/http"
	"strconv"
	"strings"
	"testing"

	"incidentmap/incidents"
)

func (m *memory) PutMedia(ctx context.Context, u incidents.MediaUpload) error {
	if _, err := m.Story(ctx, u.Story); err != nil {
		return err
	}
	m.mu.Lock()
	defer m.mu.Unlock()
	m.media[u.Key()] = u
	return u.Validate()
}

func (m *memory) MediaFile(_ context.Context, key incidents.MediaKey, width int) ([]byte, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	for _, f := range m.media[key].Files {
		if f.Width == width {
			return f.Data, nil
		}
	}
	return nil, incidents.NoMedia()
}

func (m *memory) MediaUsage(ctx context.Context, story string) (u incidents.MediaUsage, err error) {
	if _, err := m.Story(ctx, story); err != nil {
		return u, err
	}
	m.mu.Lock()
	defer m.mu.Unlock()
	for key, kept := range m.media {
		if key.Story == story {
			u.Pictures++
			u.Bytes += kept.Bytes()
		}
	}
	return u, nil
}

func pngOf(t *testing.T, w, h int) string {
	t.Helper()
	var b bytes.Buffer
	if err := png.Encode(&b, image.NewRGBA(image.Rect(0, 0, w, h))); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

const shownOn = "01JZZZZZZZZZZZZZZZZZZZZZZZ"

// send uploads a picture for an incident.
func (d *desk) send(id, media, body string) (int, map[string]any) {
	w := d.ask("POST", "/jalisco/incidents/"+id+"/media", body, map[string]string{"Content-Type": media})
	return w.Code, object(d.t, w)
}

// entryOf gives an entry of an incident's list as a form has it.
func entryOf(up map[string]any, more string) string {
	return `{"hash":"` + up["hash"].(string) + `","width":` + strconv.Itoa(int(up["width"].(float64))) + `,"height":` + strconv.Itoa(int(up["height"].(float64))) + more + `}`
}

const said = `,"alt":"Una calle con humo","credit":"Ana","licence":{"name":"CC BY 4.0","url":"https://creativecommons.org/licenses/by/4.0/"}`

// TestMedia uploads a picture for an incident that is written after it, and reads both back.
func TestMedia(t *testing.T) {
	d := newDesk(t)
	code, up := d.send(shownOn, "image/png", pngOf(t, 900, 600))
	if code != http.StatusCreated || up["width"] != 900.0 || up["height"] != 600.0 || len(up["files"].([]any)) != 3 {
		t.Fatalf("%d %v", code, up)
	}
	for _, file := range up["files"].([]any) {
		w := d.ask("GET", "/jalisco/incidents/"+strings.ToLower(shownOn)+"/media/"+file.(string), "", nil)
		if w.Code != http.StatusOK || w.Header().Get("Content-Type") != "image/jpeg" || !strings.HasPrefix(w.Body.String(), "\xff\xd8") || w.Header().Get("Cache-Control") != "no-store" {
			t.Errorf("%s: %d %v", file, w.Code, w.Header())
		}
	}
	form := strings.Replace(shortest, "{", `{"id":"`+shownOn+`","media":[`+entryOf(up, said)+`],`, 1)
	if w := d.ask("POST", "/jalisco/incidents", form, nil); w.Code != http.StatusCreated {
		t.Fatalf("%d %s", w.Code, w.Body)
	}
	w := d.ask("GET", "/jalisco/incidents/"+shownOn, "", nil)
	media := object(t, w)["media"].([]any)
	one := media[0].(map[string]any)
	if len(media) != 1 || one["id"] != "m1" || one["kind"] != "picture" || one["alt"].(map[string]any)["es"] != "Una calle con humo" {
		t.Errorf("%v", media)
	}
	patch := `{"media":[` + strings.Replace(entryOf(up, said), "{", `{"kind":"video","link":"https://example.org/v","warning":"Sangre",`, 1) + `],"note":"x"}`
	if w := d.ask("PATCH", "/jalisco/incidents/"+shownOn, patch, map[string]string{"If-Match": w.Header().Get("ETag")}); w.Code != http.StatusOK {
		t.Errorf("a video with a still: %d %s", w.Code, w.Body)
	}
	if v := object(t, d.ask("GET", "/jalisco/media", "", nil)); v["pictures"] != 1.0 || v["most_pictures"] == nil {
		t.Errorf("%v", v)
	}
}

func TestMediaIsRefused(t *testing.T) {
	d := newDesk(t)
	_, up := d.send(shownOn, "image/png", pngOf(t, 20, 10))
	with := func(media string) string {
		return strings.Replace(shortest, "{", `{"id":"`+shownOn+`","media":[`+media+`],`, 1)
	}
	for field, form := range map[string]string{
		"media[0].alt":          with(entryOf(up, strings.Replace(said, "Una calle con humo", " ", 1))),
		"media[0].credit":       with(entryOf(up, strings.Replace(said, `"credit":"Ana",`, "", 1))),
		"media[0].licence.name": with(entryOf(up, strings.Replace(said, "CC BY 4.0", "", 1))),
		"media[0].licence.url":  with(entryOf(up, strings.Replace(said, "https://creativecommons.org/licenses/by/4.0/", "javascript:1", 1))),
		"media[0].link":         with(entryOf(up, said+`,"kind":"video"`)),
		"media[0].kind":         with(entryOf(up, said+`,"kind":"sound"`)),
		"media[0].warning.es":   with(entryOf(up, said+`,"warning":"`+strings.Repeat("x", 501)+`"`)),
		"media[0].height":       with(strings.Replace(entryOf(up, said), `"height":10`, `"height":0`, 1)),
		"media[0].hash":         with(strings.Replace(entryOf(up, said), `"height":10`, `"height":11`, 1)),
		"media":                 with(strings.TrimSuffix(strings.Repeat(entryOf(up, said)+",", 21), ",")),
	} {
		w := d.ask("POST", "/jalisco/incidents", form, nil)
		if w.Code != http.StatusUnprocessableEntity || !strings.Contains(w.Body.String(), `"`+field+`"`) {
			t.Errorf("%s: %d %s", field, w.Code, w.Body)
		}
	}
	other := strings.Replace(with(entryOf(up, said)), shownOn, "01JYYYYYYYYYYYYYYYYYYYYYYY", 1)
	if w := d.ask("POST", "/jalisco/incidents", other, nil); w.Code != http.StatusUnprocessableEntity || !strings.Contains(w.Body.String(), `"media[0].hash"`) {
		t.Errorf("another incident's picture: %d %s", w.Code, w.Body)
	}
	for name, tt := range map[string]struct {
		id, media, body string
		code            int
	}{
		"a lie":          {shownOn, "image/jpeg", pngOf(t, 2, 2), http.StatusUnprocessableEntity},
		"a text":         {shownOn, "image/png", "<svg/>", http.StatusUnprocessableEntity},
		"another type":   {shownOn, "image/svg+xml", "<svg/>", http.StatusUnsupportedMediaType},
		"nothing":        {shownOn, "image/png", "", http.StatusUnprocessableEntity},
		"ten megabytes":  {shownOn, "image/png", "\x89PNG\r\n\x1a\n" + strings.Repeat("x", 10<<20), http.StatusUnprocessableEntity},
		"more than that": {shownOn, "image/png", strings.Repeat("x", 26<<20), http.StatusRequestEntityTooLarge},
		"no id":          {"x", "image/png", pngOf(t, 2, 2), http.StatusNotFound},
	} {
		if code, v := d.send(tt.id, tt.media, tt.body); code != tt.code {
			t.Errorf("%s: %d %v; want %d", name, code, v, tt.code)
		}
	}
	if w := d.ask("POST", "/jalisco/incidents/"+shownOn+"/media", pngOf(t, 2, 2), map[string]string{"Content-Type": "image/png", "Authorization": "Bearer " + d.read}); w.Code != http.StatusForbidden {
		t.Errorf("with a token that reads: %d", w.Code)
	}
	for _, file := range []string{"x", "..", strings.Repeat("0", 64) + "-20.jpg", up["files"].([]any)[0].(string) + "x"} {
		if w := d.ask("GET", "/jalisco/incidents/"+shownOn+"/media/"+file, "", nil); w.Code != http.StatusNotFound {
			t.Errorf("%s: %d", file, w.Code)
		}
	}
}

func TestAreasOfAPoint(t *testing.T) {
	d := newDesk(t)
	if v := object(t, d.askAt("GET", "/api/v1/geocode?at=-103.76,19.9&story=jalisco", "", nil)); len(v["candidates"].([]any)) != 1 {
		t.Errorf("%v", v)
	}
	if v := object(t, d.askAt("GET", "/api/v1/geocode?at=0,0", "", nil)); len(v["candidates"].([]any)) != 0 || v["reason"] == nil {
		t.Errorf("%v", v)
	}
	for _, query := range []string{"", "?at=x", "?at=1,100", "?q=Tapalpa&at=1,1"} {
		if w := d.askAt("GET", "/api/v1/geocode"+query, "", nil); w.Code != http.StatusBadRequest {
			t.Errorf("%s: %d %s", query, w.Code, w.Body)
		}
	}
}
