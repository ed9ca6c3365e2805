package main

import (
	"slices"
	"testing"
	"testing/fstest"
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
