package main

import (
	"io/fs"
	"os"
	"path"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// uiRoom is what a folder of the front end may import of the others. What is loaded goes one way; a type may be named besides
// of what a script loads later, and so cannot import.
type uiRoom struct{ may, types []string }

// uiRooms is the plan of web/ui/src. Its root holds nothing but what is built into a file of its own.
var uiRooms = map[string]uiRoom{
	"arrange":   {},
	"browser":   {may: []string{"arrange"}},
	"basemap":   {may: []string{"arrange"}},
	"incidents": {may: []string{"arrange", "basemap", "browser"}},
	"story":     {may: []string{"basemap", "browser", "incidents"}},
	"leaflet":   {may: []string{"arrange", "basemap", "browser", "incidents", "story"}, types: []string{"density", "locator"}},
	"locator":   {may: []string{"basemap", "leaflet"}},
	"density":   {may: []string{"basemap", "browser", "incidents", "leaflet", "story"}},
	"embed":     {may: []string{"leaflet", "story"}},
	"play":      {may: []string{"browser", "incidents", "story"}},
	"page":      {may: []string{"arrange", "basemap", "browser", "density", "embed", "incidents", "leaflet", "play", "story"}},

	"desk/api":      {types: []string{"story"}},
	"desk/text":     {may: []string{"desk/api", "story"}},
	"desk/form":     {may: []string{"desk/api", "desk/text"}},
	"desk/map":      {may: []string{"desk/api", "desk/form", "desk/text", "incidents", "leaflet", "story"}},
	"desk/shell":    {may: []string{"desk/api", "desk/form", "desk/text"}},
	"desk/workflow": {may: []string{"desk/api", "desk/form", "desk/shell", "desk/text"}},
	"desk/intake":   {may: []string{"desk/api", "desk/form", "desk/shell", "desk/text"}},
	"desk/incident": {may: []string{"desk/api", "desk/form", "desk/map", "desk/shell", "desk/text", "desk/workflow", "incidents", "leaflet"}},
	"desk/queue":    {may: []string{"desk/api", "desk/form", "desk/map", "desk/shell", "desk/text", "desk/workflow", "incidents", "leaflet"}},
	"desk/settings": {may: []string{"basemap", "desk/api", "desk/form", "desk/incident", "desk/map", "desk/shell", "desk/text", "incidents", "story"}},
	"desk":          {may: []string{"desk/api", "desk/form", "desk/incident", "desk/intake", "desk/queue", "desk/settings", "desk/shell", "desk/text"}},
}

// uiRoomOf gives the room that a file is in: its folder below src, or nothing for src itself.
func uiRoomOf(file string) string {
	if dir := path.Dir(file); dir != "." {
		return dir
	}
	return ""
}

var (
	// importForm is a statement that imports, or gives on what another has: its first word behind import, and from where.
	importForm = regexp.MustCompile(`(?m)^(?:import|export)\s+(?:(type)\s)?[^'";]*?from\s*'(\.[^']+)'|^import\s+'(\.[^']+)'|\bimport\('(\.[^']+)'\)`)
	styleOf    = regexp.MustCompile(`\.css$`)
)

// uiImport is a file of the front end that another imports.
type uiImport struct {
	target string // below src, without its end
	typed  bool   // only types of it
}

func uiImports(file, text string) []uiImport {
	var all []uiImport
	for _, m := range importForm.FindAllStringSubmatch(text, -1) {
		from := m[2] + m[3] + m[4]
		if !styleOf.MatchString(from) {
			all = append(all, uiImport{path.Join(path.Dir(file), from), m[1] == "type"})
		}
	}
	return all
}

// TestRoomsOfTheFrontEnd reads every import of web/ui/src, but those of its tests.
func TestRoomsOfTheFrontEnd(t *testing.T) {
	tree, _ := surveyed(t)
	src := os.DirFS(tree.path(uiDir + "/src"))
	found := 0
	err := fs.WalkDir(src, ".", func(name string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() || path.Ext(name) != ".ts" || strings.HasSuffix(name, ".test.ts") || strings.HasPrefix(name, "testing/") {
			return err
		}
		room := uiRoomOf(name)
		if room == "" {
			if !slices.Contains(entryPoints, "src/"+name) && !strings.HasSuffix(name, ".d.ts") {
				t.Errorf("%s is no file that is built, and stands in no room", name)
			}
			return nil
		}
		plan, known := uiRooms[room]
		if !known {
			t.Errorf("%s: the room %s does not stand in uirooms_test.go", name, room)
			return nil
		}
		text, err := fs.ReadFile(src, name)
		for _, i := range uiImports(name, string(text)) {
			found++
			to := uiRoomOf(i.target)
			if to != "" && (to == room || slices.Contains(plan.may, to) || i.typed && slices.Contains(plan.types, to)) {
				continue
			}
			t.Errorf("%s imports %s; %s may import only %v, and types of %v", name, i.target, room, plan.may, plan.types)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	if found < 300 {
		t.Errorf("only %d imports were found", found)
	}
}

// TestRoomsOfTheFrontEndAreSound holds that no arrow of the plan goes in a circle.
func TestRoomsOfTheFrontEndAreSound(t *testing.T) {
	var below func(room string, seen []string)
	below = func(room string, seen []string) {
		if slices.Contains(seen, room) {
			t.Errorf("%s imports itself: %v", room, seen)
			return
		}
		plan, known := uiRooms[room]
		if !known {
			t.Errorf("%v may import %s, which is no room", seen, room)
		}
		for _, to := range plan.may {
			below(to, append(slices.Clone(seen), room))
		}
	}
	for room := range uiRooms {
		below(room, nil)
	}
}

// TestFilesOfTheFrontEndImportOneWay holds that no file imports itself by way of others, be it for a type alone.
func TestFilesOfTheFrontEndImportOneWay(t *testing.T) {
	tree, _ := surveyed(t)
	src := os.DirFS(tree.path(uiDir + "/src"))
	imports := map[string][]uiImport{}
	err := fs.WalkDir(src, ".", func(name string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() || path.Ext(name) != ".ts" {
			return err
		}
		text, err := fs.ReadFile(src, name)
		imports[strings.TrimSuffix(name, ".ts")] = uiImports(name, string(text))
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	done := map[string]bool{}
	var follow func(file string, seen []string)
	follow = func(file string, seen []string) {
		if i := slices.Index(seen, file); i >= 0 {
			t.Errorf("files import one another in a circle: %v", append(seen[i:], file))
			return
		}
		if done[file] {
			return
		}
		for _, i := range imports[file] {
			follow(i.target, append(slices.Clone(seen), file))
		}
		done[file] = true
	}
	for file := range imports {
		follow(file, nil)
	}
}

func TestUIImports(t *testing.T) {
	text := "/** a. */\nimport '../css/a.css';\nimport { a,\n  type B } from '../story/filter';\nimport type { C } from './c';\nimport fs from 'node:fs';\n" +
		"export type { D } from '../browser/d';\nexport * from '../page/e';\nvoid import('../play/f');\nconst x = \"import { no } from '../g'\";\n"
	want := []uiImport{{"story/filter", false}, {"leaflet/c", true}, {"browser/d", true}, {"page/e", false}, {"play/f", false}}
	if got := uiImports("leaflet/x.ts", text); !slices.Equal(got, want) {
		t.Errorf("%v, want %v", got, want)
	}
}
