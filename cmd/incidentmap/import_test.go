package main

import (
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// rows is a spreadsheet as newsrooms keep them: names in two languages, a decimal comma, a
// figure in words, a place in words, and a row that says nothing.
const rows = "ID;Título;Fecha;Lat;Lon;Municipio;Estado;Muertos;Fuente\n" +
	"a1;Bloqueo en la avenida;22/02/2026;20,6597;-103,3496;Guadalajara;Jalisco;;https://example.org/1\n" +
	"a2;Balacera;23/02/2026;;;Tapalpa;Jalisco;al menos 3;\n" +
	"a3;Vehículo quemado;24/02/2026;0;0;;;;\n" +
	";;;;;;;;\n"

// imported is what a report says.
type imported struct {
	Rows, Accepted, Partial, Refused, Duplicates, Unlocated int
	Created, Updated, Unchanged                             int
	Separator                                               string
}

func importRows(t *testing.T, store, text string, args ...string) (int, imported, string) {
	t.Helper()
	dir := t.TempDir()
	file, report := filepath.Join(dir, "rows.csv"), filepath.Join(dir, "report.json")
	if err := os.WriteFile(file, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	args = append([]string{"import", "--store=sqlite:" + store, "--story=calles", "--lang=es", "--country=MX", "--report=" + report, file}, args...)
	code, stdout, stderr := invokeAlive(t, args...)
	var said imported
	raw, err := os.ReadFile(report)
	if err != nil {
		t.Fatalf("no report: %v\n%s%s", err, stdout, stderr)
	}
	if err := json.Unmarshal(raw, &said); err != nil {
		t.Fatalf("the report is not JSON: %v\n%s", err, raw)
	}
	return code, said, stdout + stderr
}

// invokeAlive runs the program with args until it ends by itself.
func invokeAlive(t *testing.T, args ...string) (code int, stdout, stderr string) {
	t.Helper()
	var out, errs lockedBuffer
	code = run(&program{ctx: t.Context(), stdout: &out, stderr: &errs}, args)
	return code, out.String(), errs.String()
}

func TestImport(t *testing.T) {
	store := filepath.Join(t.TempDir(), "store.db")
	code, said, printed := importRows(t, store, rows, "--publish")
	if code != 1 {
		t.Errorf("status %d although a row is refused:\n%s", code, printed)
	}
	want := imported{Rows: 4, Accepted: 3, Partial: said.Partial, Refused: 1, Unlocated: 1, Created: 3, Separator: ";"}
	if said != want {
		t.Errorf("the report says %+v, want %+v\n%s", said, want, printed)
	}
	if code, said, printed = importRows(t, store, rows, "--publish"); said.Unchanged != 3 || said.Created+said.Updated != 0 {
		t.Errorf("the same file again: status %d, %+v\n%s", code, said, printed)
	}
	changed := strings.Replace(rows, "Balacera", "Balacera en el centro", 1)
	if _, said, printed = importRows(t, store, changed, "--publish"); said.Updated != 1 || said.Unchanged != 2 {
		t.Errorf("with one row changed: %+v\n%s", said, printed)
	}

	r := startOn(t, store)
	status, body := get(t, r.root+"/stories/calles/layers/all.geojson?lang=es")
	text := string(body)
	for _, words := range []string{
		`"coordinates":[-103.3496,20.6597]`, `"title":"Balacera en el centro"`, `"place":"Tapalpa`, `"killed_low":3`,
		`"start":"2026-02-22T00:00:00`, `"end":"2026-02-22T23:59:59`,
	} {
		if !strings.Contains(text, words) {
			t.Errorf("the layer (status %d) does not say %s:\n%s", status, words, text)
		}
	}
}

// Rows that say the same are one incident, without a fault; a flag keeps each.
func TestImportOfEqualRows(t *testing.T) {
	if testing.Short() {
		t.Skip("-short")
	}
	text := "título,fecha,lat,lon\n" + strings.Repeat("Bloqueo,2026-02-22,20.5,-103.5\n", 3000)
	store := filepath.Join(t.TempDir(), "store.db")
	code, said, printed := importRows(t, store, text)
	if want := (imported{Rows: 3000, Accepted: 1, Duplicates: 2999, Created: 1, Separator: ","}); code != 0 || said != want {
		t.Errorf("status %d, %+v, want %+v\n%s", code, said, want, printed)
	}
	if code, said, printed = importRows(t, store, text); code != 0 || said.Unchanged != 1 || said.Created != 0 {
		t.Errorf("again: status %d, %+v\n%s", code, said, printed)
	}
	if code, said, printed = importRows(t, store, text, "--keep-equal-rows"); code != 0 || said.Unchanged != 1 || said.Created != 2999 {
		t.Errorf("each kept: status %d, %+v\n%s", code, said, printed)
	}
}

// A record of one file that comes again in the next of the same import is the same incident,
// though the first is not written yet.
func TestImportOfFilesWithTheSameRecords(t *testing.T) {
	dir := t.TempDir()
	first, second := filepath.Join(dir, "monday.csv"), filepath.Join(dir, "tuesday.csv")
	for name, text := range map[string]string{first: rows, second: strings.Replace(rows, "Balacera", "Balacera en el centro", 1)} {
		if err := os.WriteFile(name, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	report := filepath.Join(dir, "report.json")
	_, stdout, stderr := invokeAlive(t, "import", "--store=sqlite:"+filepath.Join(dir, "store.db"), "--story=calles", "--report="+report, first, second)
	var said imported
	raw, err := os.ReadFile(report)
	if err == nil {
		err = json.Unmarshal(raw, &said)
	}
	if err != nil || said.Created != 3 || said.Updated != 1 || said.Unchanged != 2 {
		t.Errorf("%+v (%v)\n%s%s", said, err, stdout, stderr)
	}
}

func TestImportDryRunWritesNothing(t *testing.T) {
	store := filepath.Join(t.TempDir(), "store.db")
	_, said, printed := importRows(t, store, rows, "--dry-run")
	if said.Accepted != 3 || !strings.Contains(printed, "Bloqueo en la avenida") {
		t.Errorf("%+v\n%s", said, printed)
	}
	if code, _, stderr := invokeAlive(t, "export", "--store=sqlite:"+store, "--story=calles", "-o", "-", "--format=geojson"); code == 0 {
		t.Errorf("the story was made all the same: %s", stderr)
	}
}

func TestImportAllOrNothing(t *testing.T) {
	store := filepath.Join(t.TempDir(), "store.db")
	code, said, printed := importRows(t, store, rows, "--all-or-nothing")
	if code != 1 || said.Created != 0 && !strings.Contains(printed, "nothing is taken") {
		t.Errorf("status %d, %+v\n%s", code, said, printed)
	}
}

// What was exported comes back as the same incidents, by every format that holds all of
// an incident.
func TestExportComesBack(t *testing.T) {
	if testing.Short() {
		t.Skip("-short")
	}
	dir := t.TempDir()
	first := filepath.Join(dir, "first.db")
	if _, said, printed := importRows(t, first, rows, "--publish"); said.Created != 3 {
		t.Fatalf("%+v\n%s", said, printed)
	}
	for _, ext := range []string{"geojson", "geojsonl", "csv", "xlsx", "gpkg"} {
		t.Run(ext, func(t *testing.T) {
			file, second := filepath.Join(dir, "all."+ext), filepath.Join(t.TempDir(), "second.db")
			if code, out, errs := invokeAlive(t, "export", "--store=sqlite:"+first, "--story=calles", "--lang=es", "-o", file); code != 0 {
				t.Fatalf("export: %s%s", out, errs)
			}
			if code, out, errs := invokeAlive(t, "import", "--store=sqlite:"+second, "--story=calles", "--lang=es", "--publish", file); code != 0 {
				t.Fatalf("import: %s%s", out, errs)
			}
			before, after := exported(t, first), exported(t, second)
			if before != after {
				t.Errorf("came back as\n%s\nwas\n%s", after, before)
			}
		})
	}
}

// exported gives a story's incidents as text, without what names the writing itself.
func exported(t *testing.T, store string) string {
	t.Helper()
	code, out, errs := invokeAlive(t, "export", "--store=sqlite:"+store, "--story=calles", "--lang=es", "-o", "-", "--format=geojsonl")
	if code != 0 {
		t.Fatalf("export: %s", errs)
	}
	var lines []string
	for _, line := range strings.Split(strings.TrimSpace(out), "\n") {
		var f map[string]any
		if err := json.Unmarshal([]byte(line), &f); err != nil {
			t.Fatalf("%v: %s", err, line)
		}
		properties := f["properties"].(map[string]any)
		for _, name := range []string{"seq", "revision", "published", "updated"} {
			delete(properties, name)
		}
		text, err := json.Marshal(f)
		if err != nil {
			t.Fatal(err)
		}
		lines = append(lines, string(text))
	}
	return strings.Join(lines, "\n")
}
