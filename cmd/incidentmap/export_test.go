package main

import (
	"io"
	"net/http"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/alecthomas/kong"

	"incidentmap/incidents"
	"incidentmap/incidents/format"
)

const seedSlug = "jalisco-2026-02-22"

// export runs the command on a store, with a context that goes on.
func export(t *testing.T, r running, args ...string) (code int, stdout, stderr string) {
	t.Helper()
	var out, errs lockedBuffer
	args = append([]string{"export", "--store=sqlite:" + r.store, "--story=" + seedSlug}, args...)
	code = run(&program{ctx: t.Context(), stdout: &out, stderr: &errs}, args)
	return code, out.String(), errs.String()
}

// fetch gets an address below the server's root.
func fetch(t *testing.T, r running, address string) string {
	t.Helper()
	request, err := http.NewRequestWithContext(t.Context(), http.MethodGet, r.root+address, nil)
	if err != nil {
		t.Fatal(err)
	}
	answer, err := http.DefaultClient.Do(request)
	if err != nil {
		t.Fatal(err)
	}
	defer answer.Body.Close()
	body, err := io.ReadAll(answer.Body)
	if err != nil || answer.StatusCode != http.StatusOK {
		t.Fatalf("%s: status %d, %v: %s", address, answer.StatusCode, err, body)
	}
	return string(body)
}

func TestExportIsWhatTheServerGives(t *testing.T) {
	if testing.Short() {
		t.Skip("-short")
	}
	r := start(t)
	for _, c := range []struct {
		name, query string
		flags       []string
	}{
		{"all.geojsonl", "lang=en", []string{"--lang=en"}},
		{"deaths.geojsonl", "lang=es", []string{"--lang=es", "--layer=deaths"}},
		{"all.csv", "lang=en&bom=1&class=incident&bbox=-104,20,-103,21", []string{"--lang=en", "--bom", "--class=incident", "--bbox=-104,20,-103,21"}},
		{"all.csv", "lang=en&by=adm1", []string{"--lang=en", "--by=adm1"}},
		{"all.geojsonl", "lang=en&q=prison", []string{"--lang=en", "--q=prison"}},
		{"all.geojsonl", "lang=en&as_of=5", []string{"--lang=en", "--as-of=5"}},
	} {
		served := fetch(t, r, seedPage+"/layers/"+c.name+"?"+c.query)
		file := filepath.Join(t.TempDir(), c.name)
		code, _, stderr := export(t, r, append(c.flags, "--public-url="+r.root, "-o", file)...)
		got, err := os.ReadFile(file)
		if code != 0 || err != nil || string(got) != served {
			t.Errorf("%s?%s: status %d, %v %s: %d bytes, the server gives %d", c.name, c.query, code, err, stderr, len(got), len(served))
		}
		format := strings.TrimPrefix(filepath.Ext(c.name), ".")
		if _, stdout, _ := export(t, r, append(c.flags, "--public-url="+r.root, "--format="+format, "-o", "-")...); stdout != served {
			t.Errorf("%s?%s: standard output gets other bytes", c.name, c.query)
		}
	}
	for _, f := range format.Formats() {
		file := filepath.Join(t.TempDir(), "x."+f.Ext)
		if code, _, stderr := export(t, r, "-o", file); code != 0 {
			t.Errorf("%s: status %d: %s", f.Ext, code, stderr)
		}
		if info, err := os.Stat(file); err != nil || info.Size() == 0 || info.Mode().Perm() != 0o644 {
			t.Errorf("%s: %v, %v", f.Ext, info, err)
		}
	}
}

func TestExportThatFails(t *testing.T) {
	r := start(t)
	dir := t.TempDir()
	file := filepath.Join(dir, "old.csv")
	if err := os.WriteFile(file, []byte("old"), 0o600); err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		name, says string
		args       []string
	}{
		{"unknown layer", "none", []string{"--layer=none", "-o", file}},
		{"unknown format", "parquet", []string{"--format=pdf", "-o", file}},
		{"unknown kind", "kind", []string{"--kind=none", "-o", file}},
		{"the future", "as_of", []string{"--as-of=99999", "-o", file}},
		{"no such folder", "no-folder", []string{"--format=csv", "-o", filepath.Join(dir, "no-folder", "x.csv")}},
		{"no such store", "no store", []string{"--store=sqlite:" + filepath.Join(dir, "none.db"), "-o", file}},
	} {
		code, _, stderr := export(t, r, c.args...)
		if code != 1 || !strings.Contains(stderr, c.says) {
			t.Errorf("%s: status %d: %s", c.name, code, stderr)
		}
	}
	entries, err := os.ReadDir(dir)
	if err != nil || len(entries) != 1 {
		t.Errorf("left behind: %v, %v", entries, err)
	}
	if b, err := os.ReadFile(file); err != nil || string(b) != "old" {
		t.Errorf("the old file holds %q, %v", b, err)
	}
}

// TestExportHasEveryWordOfTheFilter holds that what a filter asks for by lists of words a flag of its name asks for, too.
func TestExportHasEveryWordOfTheFilter(t *testing.T) {
	for _, word := range incidents.TraitWords() {
		var line cli
		parser, err := kong.New(&line, helpWords())
		if err != nil {
			t.Fatal(err)
		}
		if _, err := parser.Parse([]string{"export", "--story=s", "--output=o.csv", "--" + word + "=a,b", "--" + word + "=c"}); err != nil {
			t.Errorf("%s: %v", word, err)
			continue
		}
		if got := line.Export.order().Words[word]; !slices.Equal(got, []string{"a", "b", "c"}) {
			t.Errorf("--%s asks for %q", word, got)
		}
	}
}
