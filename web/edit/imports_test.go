package edit

import (
	"fmt"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"
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
	if code != http.StatusOK || len(preview) != 2 || d.store.writes != 0 || v["run"] != nil {
		t.Fatalf("%d %v, %d writes", code, v, d.store.writes)
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
	if list[0].(map[string]any)["undone"] != true {
		t.Errorf("%v", list)
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
	if d.store.writes != 0 {
		t.Errorf("%d writes", d.store.writes)
	}
}
