package main

import (
	"slices"
	"testing"
	"testing/fstest"
)

func TestCompareTrees(t *testing.T) {
	made := fstest.MapFS{"map.js": {Data: []byte("js")}, "map.css": {Data: []byte("css")}, "img/a.png": {Data: []byte{1}}}
	for _, test := range []struct {
		name string
		have fstest.MapFS
		want []string
	}{
		{"the same", made, nil},
		{"nothing committed", nil, []string{"img/a.png: missing", "map.css: missing", "map.js: missing"}},
		{
			"one byte, one file less, one more",
			fstest.MapFS{"map.js": {Data: []byte("jz")}, "map.css": {Data: []byte("css")}, "old.js": {}},
			[]string{"img/a.png: missing", "map.js: differs", "old.js: not made by src"},
		},
	} {
		t.Run(test.name, func(t *testing.T) {
			got, err := compareTrees(test.have, made)
			if err != nil || !slices.Equal(got, test.want) {
				t.Errorf("differences %q, %v; want %q", got, err, test.want)
			}
		})
	}
}

func TestFindTests(t *testing.T) {
	ui := fstest.MapFS{"src/map.ts": {}, "src/view.test.ts": {}, "src/draw/area.test.ts": {}, "node_modules/x/src/y.test.ts": {}}
	got, err := findTests(ui)
	if want := []string{"src/draw/area.test.ts", "src/view.test.ts"}; err != nil || !slices.Equal(got, want) {
		t.Errorf("tests %q, %v; want %q", got, err, want)
	}
	if got, err := findTests(fstest.MapFS{"src/map.ts": {}}); err == nil {
		t.Errorf("tests %q and no error where there are none", got)
	}
}
