package main

import (
	"bytes"
	"io"
	"io/fs"
	"os"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/andybalholm/brotli"
)

func TestBundledPackages(t *testing.T) {
	got := bundledPackages(map[string]struct{}{
		"src/map.ts":                                   {},
		"node_modules/pbf/index.js":                    {},
		"node_modules/leaflet/dist/leaflet-src.js":     {},
		"node_modules/leaflet/dist/images/layers.png":  {},
		"node_modules/@mapbox/vector-tile/index.js":    {},
		"node_modules/@mapbox/point-geometry/index.js": {},
	})
	want := []string{"@mapbox/point-geometry", "@mapbox/vector-tile", "leaflet", "pbf"}
	if !slices.Equal(got, want) {
		t.Errorf("packages %q, want %q", got, want)
	}
}

func TestPackageLicense(t *testing.T) {
	modules := fstest.MapFS{
		"leaflet/LICENSE":                 {Data: []byte("two clauses")},
		"@mapbox/vector-tile/LICENSE.txt": {Data: []byte("three clauses")},
		"bare/index.js":                   {},
	}
	for name, want := range map[string]string{"leaflet": "two clauses", "@mapbox/vector-tile": "three clauses"} {
		if got, err := packageLicense(modules, name); err != nil || string(got) != want {
			t.Errorf("licence of %s: %q, %v; want %q", name, got, err, want)
		}
	}
	if text, err := packageLicense(modules, "bare"); err == nil {
		t.Errorf("licence %q of a package that has none", text)
	}
}

// TestPackedFilesAreOfTheirFiles holds that browsers, who get the brotli form, get what the file says.
func TestPackedFilesAreOfTheirFiles(t *testing.T) {
	dist := os.DirFS("../../" + distDir)
	packed, err := fs.Glob(dist, "*.br")
	if err != nil || len(packed) == 0 {
		t.Fatalf("no brotli forms in %s, %v; run go run ./cmd/dev assets", distDir, err)
	}
	for _, name := range packed {
		form, err := fs.ReadFile(dist, name)
		if err != nil {
			t.Fatal(err)
		}
		want, err := fs.ReadFile(dist, strings.TrimSuffix(name, ".br"))
		if err != nil {
			t.Fatal(err)
		}
		got, err := io.ReadAll(brotli.NewReader(bytes.NewReader(form)))
		if err != nil || !bytes.Equal(got, want) {
			t.Errorf("%s is not of its file, %v; run go run ./cmd/dev assets", name, err)
		}
	}
}
