package edit

import (
	"bytes"
	"fmt"
	"image"
	"image/png"
	"net/http"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"incidentmap/web/edit/edittest"
	"incidentmap/web/i18n"
)

const table = "título,fecha,tipo,lat,lon,Causa\nBloqueo uno,2026-02-22,Bloqueo,20.67,-103.35,humo\nBloqueo dos,2026-02-22,Bloqueo,20.68,-103.36,\n"

// upload sends a file.
func (d *desk) upload(t *testing.T, query, file string) (int, map[string]any) {
	t.Helper()
	w := d.ask("POST", "/jalisco/imports"+query, file, map[string]string{"Content-Type": "text/csv"})
	return w.Code, object(t, w)
}

func TestImport(t *testing.T) {
	t.Setenv("TMPDIR", t.TempDir())
	d := newDesk(t)
	code, v := d.upload(t, "?name=../hechos.csv&dry_run=1&map=extra=Causa", table)
	preview, _ := v["preview"].([]any)
	if code != http.StatusOK || len(preview) != 2 || d.store.Writes != 0 || v["run"] != nil {
		t.Fatalf("%d %v, %d writes", code, v, d.store.Writes)
	}
	first := preview[0].(map[string]any)
	if first["title"].(map[string]any)["es"] != "Bloqueo uno" || first["workflow"] != "draft" || first["kind"] != "roadblock" || first["precision"] != "near" {
		t.Errorf("%v", first)
	}
	columns := fmt.Sprint(v["columns"])
	for _, want := range []string{"name:título", "field:title", "samples:[Bloqueo uno Bloqueo dos]", "field:extra", "samples:[humo]"} {
		if !strings.Contains(columns, want) {
			t.Errorf("the columns are %s, without %s", columns, want)
		}
	}
	code, v = d.upload(t, "?name=hechos.csv", table)
	run, _ := v["run"].(string)
	report, _ := v["report"].(map[string]any)
	if code != http.StatusCreated || run == "" || report["accepted"] != 2.0 || !strings.Contains(report["summary"].(string), "hechos.csv") {
		t.Fatalf("%d %v", code, v)
	}
	drafts, _, counts := idsOf(t, d, all+"?workflow=draft&origin=hechos.csv")
	if len(drafts) != 2 || counts["draft"] != 2.0 {
		t.Errorf("drafts %v, %v", drafts, counts)
	}
	if rev, err := d.store.Incident(t.Context(), "jalisco", drafts[0]); err != nil || rev.Author != "Mesa de redacción" {
		t.Errorf("%+v, %v", rev, err)
	}
	list := object(t, d.ask("GET", "/jalisco/imports", "", nil))["imports"].([]any)
	if one := list[0].(map[string]any); len(list) != 1 || one["run"] != run || one["file"] != "hechos.csv" || one["incidents"] != 2.0 || one["undone"] != false {
		t.Errorf("%v", list)
	}
	undo := "/jalisco/imports/" + run + "/undo"
	if w := d.ask("POST", undo, `{}`, nil); w.Code != http.StatusUnprocessableEntity || !strings.Contains(w.Body.String(), `"note"`) {
		t.Errorf("without a note: %d %s", w.Code, w.Body)
	}
	if w := d.ask("POST", "/jalisco/imports/another/undo", `{"note":"x"}`, nil); w.Code != http.StatusNotFound {
		t.Errorf("of no import: %d %s", w.Code, w.Body)
	}
	if v = object(t, d.ask("POST", undo, `{"note":"Era un error."}`, nil)); v["undone"] != 2.0 {
		t.Errorf("%v", v)
	}
	list = object(t, d.ask("GET", "/jalisco/imports", "", nil))["imports"].([]any)
	if one := list[0].(map[string]any); one["undone"] != true || one["file"] != "hechos.csv" {
		t.Errorf("taken back, it is to keep its name: %v", list)
	}
	if left, err := os.ReadDir(os.Getenv("TMPDIR")); err != nil || len(left) > 0 {
		t.Errorf("left on the disk: %v, %v", left, err)
	}
}

// TestImportsThatAreRefused holds that what cannot be taken has an answer that says what is at fault, leaves nothing
// on the disk and writes nothing.
func TestImportsThatAreRefused(t *testing.T) {
	t.Setenv("TMPDIR", t.TempDir())
	d := newDesk(t)
	rows := func(n int) string {
		return "title,date,lat,lon\n" + strings.Repeat("Uno,2026-02-22,20.67,-103.35\n", n)
	}
	for name, tt := range map[string]struct {
		query, body string
		status      int
		says        string
	}{
		"nothing":               {"", "", 422, "is empty"},
		"a picture":             {"?name=rows.csv", "\x89PNG\r\n\x1a\n" + strings.Repeat("\x00\xff\x13", 4<<20), 422, "rows.csv"},
		"no table":              {"?name=rows.csv", "qwe,rty\na,b\n", 422, "nothing of it is understood"},
		"too large":             {"", strings.Repeat("x", 50<<20+1), 413, "52428800 bytes"},
		"too many rows":         {"?keep_equal_rows=1", rows(110_000), 413, "100000 rows"},
		"a field that is none":  {"?map=whatever=title", rows(1), 422, "map"},
		"no pair":               {"?map=title", rows(1), 400, "FIELD=COLUMN"},
		"no flag":               {"?dry_run=yes", rows(1), 400, "dry_run"},
		"an unknown parameter":  {"?publish=1", rows(1), 400, "publish"},
		"a column that is none": {"?map=title=nowhere", rows(1), 422, "nowhere"},
		"no day":                {"?today=soon", rows(1), 400, "today"},
		"no format":             {"?format=docx", rows(1), 422, "format"},
		"no code":               {"?crs=utm", rows(1), 400, "crs"},
	} {
		w := d.ask("POST", "/jalisco/imports"+tt.query, tt.body, map[string]string{"Content-Type": "application/octet-stream"})
		if w.Code != tt.status || !strings.Contains(w.Body.String(), tt.says) || w.Body.Len() > 8<<10 {
			t.Errorf("%s: %d %.600s, want %d with %s", name, w.Code, w.Body, tt.status, tt.says)
		}
		if left, err := filepath.Glob(os.Getenv("TMPDIR") + "/*"); err != nil || len(left) > 0 {
			t.Errorf("%s: left on the disk: %v, %v", name, left, err)
		}
		if strings.Contains(w.Body.String(), os.Getenv("TMPDIR")) {
			t.Errorf("%s: tells where the server keeps uploads: %s", name, w.Body)
		}
	}
	form := map[string]string{"Content-Type": "multipart/form-data; boundary=x"}
	if w := d.ask("POST", "/jalisco/imports", "--x--", form); w.Code != http.StatusUnsupportedMediaType {
		t.Errorf("a form: %d", w.Code)
	}
	if d.store.Writes != 0 {
		t.Errorf("%d writes", d.store.Writes)
	}
}

// TestRefusedFilesAreLookedAt holds that a dry run of a file that is refused tells why, and what it was taken for, so that it can be
// said how to read it: to programs in the parameters of the API, at the desk in the words of its fields.
func TestRefusedFilesAreLookedAt(t *testing.T) {
	t.Setenv("TMPDIR", t.TempDir())
	d := newDesk(t)
	var err error
	if d.config.Reasons, err = i18n.LoadReasons(); err != nil {
		t.Fatal(err)
	}
	d.serve()
	for name, tt := range map[string]struct{ file, option, english, spanish, columns string }{
		"no column that is known": {"qwe,rty\na,b\n", "map=date=WHEN", "the choices of the columns, such as the choice “Date” for a column", "las opciones de las columnas", "name:qwe"},
		"a crosstab":              {"estado,2019,2020,2021\nJalisco,3,4,5\nColima,1,0,2\n", "unpivot=1 makes", "the box “Make a summary", "la casilla «Hacer un resumen", ""},
		"a script":                {"#!/bin/sh\nfor a in 1 2 3; do\n  echo $a\ndone\n", "format=csv reads it", "“csv” in the field “Format”", "«csv» en el campo «Formato»", ""},
	} {
		code, v := d.upload(t, "?name=hechos.csv&dry_run=1", tt.file)
		report, _ := v["report"].(map[string]any)
		files, _ := report["files"].([]any)
		if code != http.StatusOK || len(files) != 1 {
			t.Errorf("%s: %d %v", name, code, v)
			continue
		}
		file := files[0].(map[string]any)
		explained, _ := file["explained"].(map[string]any)
		words, _ := explained["words"].(map[string]any)
		if said := fmt.Sprint(file["error"]); !strings.Contains(said, tt.option) || strings.Contains(said, " --") {
			t.Errorf("%s: %s, want %s", name, said, tt.option)
		}
		for lang, want := range map[string]string{"en": tt.english, "es": tt.spanish} {
			if said := fmt.Sprint(words[lang]); !strings.Contains(said, want) || strings.Contains(said, "--") {
				t.Errorf("%s in %s: %s, want %s", name, lang, said, want)
			}
		}
		if columns := fmt.Sprint(v["columns"]); !strings.Contains(columns, tt.columns) {
			t.Errorf("%s: the columns are %s", name, columns)
		}
		// What is not a dry run is refused, in the same words.
		w := d.ask("POST", "/jalisco/imports?name=hechos.csv", tt.file, map[string]string{"Content-Type": "text/csv"})
		if w.Code != http.StatusUnprocessableEntity || !strings.Contains(w.Body.String(), tt.option) {
			t.Errorf("%s: %d %s", name, w.Code, w.Body)
		}
	}
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

// Send uploads a picture for an incident.
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
	form := strings.Replace(edittest.Shortest, "{", `{"id":"`+shownOn+`","media":[`+entryOf(up, said)+`],`, 1)
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
		return strings.Replace(edittest.Shortest, "{", `{"id":"`+shownOn+`","media":[`+media+`],`, 1)
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
