package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// Of a column that only drafts have, readers do not learn the name; what one file of an import publishes does not keep
// the next from bringing columns of its own.
func TestImportTellsColumnsOfWhatIsPublic(t *testing.T) {
	if testing.Short() {
		t.Skip("-short")
	}
	dir := t.TempDir()
	store := filepath.Join(dir, "store.db")
	var files []string
	for name, text := range map[string]string{
		"one.csv": "id,title,date,lat,lon,Dam type\n1,Uno,2026-02-22,20.5,-103.5,earth\n",
		"two.csv": "id,title,date,lat,lon,Owner\n2,Dos,2026-02-23,20.6,-103.6,state\n",
	} {
		files = append(files, filepath.Join(dir, name))
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	if code, _, errs := invokeAlive(t, append([]string{"import", "--store=sqlite:" + store, "--story=calles", "--publish"}, files...)...); code != 0 {
		t.Fatalf("status %d: %s", code, errs)
	}
	if code, said, printed := importRows(t, store, "id,title,date,lat,lon,Informant\n3,Tres,2026-02-24,20.7,-103.7,somebody\n"); code != 0 || said.Created != 1 {
		t.Fatalf("status %d, %+v\n%s", code, said, printed)
	}
	r := startOn(t, store)
	for _, address := range []string{
		"/stories/calles?lang=en", "/stories/calles/layers/all.csv", "/stories/calles/ogc/collections/all/schema?f=json", "/stories/calles/ogc/collections/all/queryables?f=json",
		"/stories/calles/layers/all.geojson", "/stories/calles/dictionary", "/stories/calles/embed",
	} {
		status, body := get(t, r.root+address)
		if status != 200 || strings.Contains(strings.ToLower(string(body)), "informant") {
			t.Errorf("%s: status %d, or it names the drafts' column", address, status)
		}
		if strings.HasSuffix(address, ".csv") && (!strings.Contains(string(body), "x_dam_type") || !strings.Contains(string(body), "x_owner")) {
			t.Errorf("the table lacks a public column:\n%.400s", body)
		}
	}
	if status, _ := get(t, r.root+"/stories/calles/layers/all.geojson?x_informant=somebody"); status != 400 {
		t.Errorf("a filter by the drafts' column has status %d", status)
	}
}
