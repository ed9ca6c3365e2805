package main

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"incidentmap/geo/mercator"
	"incidentmap/tiles/streets/streetstest"
)

// publishInto runs the command on the seed story.
func publishInto(t *testing.T, r running, dir string, args ...string) (code int, stdout, stderr string) {
	t.Helper()
	var out, errs lockedBuffer
	args = append([]string{"publish", "--store=sqlite:" + r.store, "--story=" + seedSlug, "--pictures=0", "--basemap-tiles=30", dir}, args...)
	code = run(&program{ctx: t.Context(), stdout: &out, stderr: &errs}, args)
	return code, out.String(), errs.String()
}

func TestPublish(t *testing.T) {
	if testing.Short() {
		t.Skip("-short")
	}
	r := start(t)
	dir := filepath.Join(t.TempDir(), "new", "site")
	code, stdout, stderr := publishInto(t, r, dir, "--base-url=https://example.org/map", "--formats=csv,gpkg")
	if code != 0 || !strings.Contains(stdout, "--pictures") || !strings.Contains(stdout, " 0 unchanged") {
		t.Fatalf("status %d: %s%s", code, stdout, stderr)
	}
	raw, err := os.ReadFile(filepath.Join(dir, "layers", "deaths.geojson"))
	if err != nil {
		t.Fatal(err)
	}
	var layer struct {
		Features []struct {
			ID         string
			Properties struct{ URL string }
		}
	}
	if err := json.Unmarshal(raw, &layer); err != nil || len(layer.Features) == 0 {
		t.Fatalf("%v: %s", err, raw)
	}
	for _, f := range layer.Features {
		if want := "https://example.org/map/incidents/" + f.ID + "/"; f.Properties.URL != want {
			t.Errorf("the url of an incident is %q, want %q", f.Properties.URL, want)
		}
	}
	for name, want := range map[string]bool{"deaths.csv": true, "deaths.gpkg": true, "deaths.parquet": false, "deaths.by-adm1.geojson": true} {
		if _, err := os.Stat(filepath.Join(dir, "layers", name)); (err == nil) != want {
			t.Errorf("%s: %v", name, err)
		}
	}
	if code, stdout, _ := publishInto(t, r, dir, "--base-url=https://example.org/map/", "--formats=csv,gpkg"); code != 0 || !strings.Contains(stdout, " 0 written") {
		t.Errorf("again: status %d: %s", code, stdout)
	}
	// Without an address of its own, links are relative, in files of every language.
	if code, stdout, _ := publishInto(t, r, dir, "--formats=csv"); code != 0 || !strings.Contains(stdout, "--base-url") {
		t.Errorf("without a base: status %d: %s", code, stdout)
	}
	raw, err = os.ReadFile(filepath.Join(dir, "en", "layers", "deaths.geojson"))
	if want := `"url":"../incidents/` + layer.Features[0].ID + `/"`; err != nil || !strings.Contains(string(raw), want) {
		t.Errorf("no %s in the file: %v", want, err)
	}
	if _, err := os.Stat(filepath.Join(dir, "feed.atom")); !os.IsNotExist(err) {
		t.Errorf("a feed without a base: %v", err)
	}
}

func TestPublishThatFails(t *testing.T) {
	r := start(t)
	dir := t.TempDir()
	if err := os.WriteFile(filepath.Join(dir, "mine.txt"), []byte("mine"), 0o600); err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		name, says string
		args       []string
	}{
		{"a folder of other things", "mine.txt", nil},
		{"an unknown story", "none", []string{"--story=none"}},
		{"no address", "base-url", []string{"--base-url=example.org"}},
		{"no such store", "no store", []string{"--store=sqlite:" + filepath.Join(dir, "none.db")}},
		{"an unknown format", "pdf", []string{"--formats=pdf"}},
		{"a bound below nothing", "--views", []string{"--views=-1"}},
	} {
		code, _, stderr := publishInto(t, r, dir, c.args...)
		if code != 1 || !strings.Contains(stderr, c.says) {
			t.Errorf("%s: status %d: %s", c.name, code, stderr)
		}
	}
	if entries, err := os.ReadDir(dir); err != nil || len(entries) != 1 {
		t.Errorf("left behind: %v, %v", entries, err)
	}
}

// Streets of an archive are published around incidents, to its last zoom, within a bound, with the names of their makers.
func TestPublishStreets(t *testing.T) {
	if testing.Short() {
		t.Skip("-short")
	}
	r := start(t)
	archive := filepath.Join(t.TempDir(), "town.pmtiles")
	if err := os.WriteFile(archive, streetstest.Archive(streetstest.Protomaps), 0o600); err != nil {
		t.Fatal(err)
	}
	middle := mercator.Project(streetstest.Middle, 1)
	tile := func(z int) string {
		return fmt.Sprintf("basemap/%d/%d/%d.mvt", z, int(middle[0]*float64(int(1)<<z)), int(middle[1]*float64(int(1)<<z)))
	}
	// publish gives the last zoom that has the town's tile, and how many tiles the end of the run tells of.
	publish := func(most int) (last, told int) {
		dir := filepath.Join(t.TempDir(), "site")
		code, stdout, stderr := publishInto(t, r, dir, "--formats=csv", "--basemap="+archive, fmt.Sprint("--street-tiles=", most))
		if code != 0 {
			t.Fatalf("status %d: %s%s", code, stdout, stderr)
		}
		for z := 11; z <= streetstest.MaxZoom; z++ {
			if info, err := os.Stat(filepath.Join(dir, tile(z))); err == nil && info.Size() > 0 {
				last = z
			}
		}
		if _, rest, found := strings.Cut(stdout, "streets around incidents: "); found {
			if _, err := fmt.Sscan(rest, &told); err != nil {
				t.Fatal(err)
			}
		}
		page, err := os.ReadFile(filepath.Join(dir, "index.html"))
		if err != nil || !strings.Contains(string(page), "Invented Maps") {
			t.Errorf("the makers of the streets are not named: %v", err)
		}
		return last, told
	}
	last, all := publish(2000)
	if last != streetstest.MaxZoom || all < 9*(streetstest.MaxZoom-10) {
		t.Errorf("%d tiles to zoom %d", all, last)
	}
	if last, told := publish(all - 1); last != streetstest.MaxZoom-1 || told >= all {
		t.Errorf("with room for one tile less: %d tiles to zoom %d", told, last)
	}
	if last, told := publish(0); last != 0 || told != 0 {
		t.Errorf("without any: %d tiles to zoom %d", told, last)
	}
}
