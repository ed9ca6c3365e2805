package main

import (
	"testing"
	"testing/fstest"
	"time"
)

// What is made anew follows from which sources changed, came or went.
func TestSourcesIn(t *testing.T) {
	at := func(second int64) *fstest.MapFile { return &fstest.MapFile{ModTime: time.Unix(second, 0)} }
	tree := func() fstest.MapFS {
		return fstest.MapFS{
			"go.mod": at(1), "web/server.go": at(2), "web/ui/src/map.ts": at(3), "web/ui/src/map.css": at(3), "web/ui/templates/story.gohtml": at(4),
			"web/ui/dist/map.js": at(5), "web/ui/node_modules/x/a.ts": at(5),
		}
	}
	before, err := sourcesIn(tree())
	if err != nil {
		t.Fatal(err)
	}
	for _, tt := range []struct {
		name                  string
		change                func(fstest.MapFS)
		program, front, pages bool
	}{
		{name: "nothing", change: func(fstest.MapFS) {}},
		{name: "a Go file", change: func(f fstest.MapFS) { f["web/server.go"] = at(9) }, program: true},
		{name: "a new Go file", change: func(f fstest.MapFS) { f["geo/a.go"] = at(1) }, program: true},
		{name: "a script", change: func(f fstest.MapFS) { f["web/ui/src/map.ts"] = at(9) }, front: true},
		{name: "a style sheet that went", change: func(f fstest.MapFS) { delete(f, "web/ui/src/map.css") }, front: true},
		{name: "a template", change: func(f fstest.MapFS) { f["web/ui/templates/story.gohtml"] = at(9) }, pages: true},
		{name: "what is made", change: func(f fstest.MapFS) { f["web/ui/dist/map.js"] = at(9) }},
		{name: "what is no source", change: func(f fstest.MapFS) { f["README.md"] = at(9) }},
	} {
		files := tree()
		tt.change(files)
		now, err := sourcesIn(files)
		if err != nil {
			t.Fatal(err)
		}
		if now.program != before.program != tt.program || now.front != before.front != tt.front || now.pages != before.pages != tt.pages {
			t.Errorf("%s: before %+v, now %+v", tt.name, before, now)
		}
	}
}
