package main

import (
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path"
	"slices"
	"strconv"
	"strings"
	"testing"
	"testing/fstest"
)

const (
	maxFunctionLines = 60  // tests excepted
	maxFileLines     = 600 // refused above this
	longFileLines    = 450 // worth another look above this
)

// surveyed gives the checkout that the test is of, and the project's files; of these nothing where git
// cannot be asked.
func surveyed(t *testing.T) (checkout, members) {
	t.Helper()
	tree, err := findCheckout(nil, nil)
	if err != nil {
		t.Fatal(err)
	}
	project, err := projectFiles(t.Context(), tree.root)
	if err != nil {
		t.Logf("git is not asked, so nothing is said of the top level: %v", err)
	}
	return tree, project
}

// TestArchitecture holds the whole checkout to the plan in rooms_test.go. It reads the
// files itself: the go command's answers about packages may come from a cache.
func TestArchitecture(t *testing.T) {
	tree, project := surveyed(t)
	found, err := survey(os.DirFS(tree.root), project)
	if err != nil {
		t.Fatal(err)
	}
	for _, fault := range found.faults {
		t.Error(fault)
	}
	for _, remark := range found.remarks {
		t.Log(remark)
	}
	if found.goFiles < 5 {
		t.Errorf("only %d Go files were read: the survey looks in the wrong place", found.goFiles)
	}
}

// findings is what a survey of a tree turned up.
type findings struct {
	goFiles int
	faults  []string
	remarks []string
}

func (f *findings) fault(format string, args ...any) {
	f.faults = append(f.faults, fmt.Sprintf(format, args...))
}

// survey checks the top level and every source file of what belongs to the project.
func survey(tree fs.FS, project members) (*findings, error) {
	found := &findings{}
	err := fs.WalkDir(tree, ".", func(name string, entry fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return err
		case name == ".":
			return nil
		case !project(name) || entry.IsDir() && skipped(entry.Name()):
			return pass(entry)
		case !strings.Contains(name, "/") && name[0] != '.' && !slices.Contains(topLevel, name):
			found.fault("%s: may not stand at the top level, which holds %s and dot-files", name, strings.Join(topLevel, " "))
		}
		if entry.IsDir() || !isSource(name) {
			return nil
		}
		return found.readFile(tree, name)
	})
	return found, err
}

// pass goes by a file, or a folder and all that is in it.
func pass(entry fs.DirEntry) error {
	if entry.IsDir() {
		return fs.SkipDir
	}
	return nil
}

func isSource(name string) bool {
	ext := path.Ext(name)
	return ext == ".go" || ext == ".ts" || ext == ".css"
}

func (f *findings) readFile(tree fs.FS, name string) error {
	text, err := fs.ReadFile(tree, name)
	if err != nil {
		return err
	}
	f.checkLength(name, strings.Count(string(text), "\n"))
	if path.Ext(name) != ".go" {
		return nil
	}
	f.goFiles++
	files := token.NewFileSet()
	file, err := parser.ParseFile(files, name, text, parser.SkipObjectResolution)
	if err != nil {
		f.fault("%v", err)
		return nil
	}
	f.checkRoom(name, file)
	f.checkFunctions(name, files, file)
	f.checkClock(name, files, file)
	f.checkShort(name, file)
	return nil
}

func (f *findings) checkLength(name string, lines int) {
	switch {
	case lines > maxFileLines:
		f.fault("%s: %d lines, may have %d", name, lines, maxFileLines)
	case lines > longFileLines:
		f.remarks = append(f.remarks, fmt.Sprintf("%s: %d lines; look whether it holds two things", name, lines))
	}
}

func (f *findings) checkRoom(name string, file *ast.File) {
	home := path.Dir(name)
	for _, word := range append(strings.Split(home, "/"), strings.TrimSuffix(file.Name.Name, "_test")) {
		if slices.Contains(nameless, word) {
			f.fault("%s: %q says nothing of what is inside; name the package for what it does", name, word)
		}
	}
	plan, ok := rooms[home]
	if !ok {
		f.fault("%s: package %s does not stand in rooms_test.go; add it there with what it may import, or put the file in a room", name, home)
		return
	}
	test := strings.HasSuffix(name, "_test.go")
	for _, spec := range file.Imports {
		imported, err := strconv.Unquote(spec.Path.Value)
		if err != nil {
			f.fault("%s: import %s: %v", name, spec.Path.Value, err)
			continue
		}
		if complaint := refusal(home, plan, imported, test); complaint != "" {
			f.fault("%s: imports %s: %s", name, imported, complaint)
		}
	}
}

// refusal says why a file of a room may not import a package, or nothing if it may.
func refusal(home string, plan room, imported string, test bool) string {
	if within(imported, module) {
		ours := strings.TrimPrefix(strings.TrimPrefix(imported, module), "/")
		// A test in a package of its own imports the one beside it.
		if slices.Contains(plan.may, ours) || test && (ours == home || slices.Contains(plan.tests, ours)) {
			return ""
		}
		return fmt.Sprintf("of ours, %s may import only [%s]", home, strings.Join(plan.may, " "))
	}
	for _, lib := range libraries {
		if within(imported, lib.path) {
			return lib.refusal(home, test)
		}
	}
	if first, _, _ := strings.Cut(imported, "/"); strings.Contains(first, ".") {
		return "an outside library without a home in rooms_test.go"
	}
	return ""
}

func (l library) refusal(home string, test bool) string {
	switch {
	case l.homes != nil && !slices.Contains(l.homes, home):
		return fmt.Sprintf("its home is [%s]", strings.Join(l.homes, " "))
	case l.testsOnly && !test:
		return "it is for tests only"
	}
	return ""
}

func (f *findings) checkFunctions(name string, files *token.FileSet, file *ast.File) {
	if strings.HasSuffix(name, "_test.go") {
		return
	}
	for _, decl := range file.Decls {
		function, ok := decl.(*ast.FuncDecl)
		if !ok {
			continue
		}
		lines := files.Position(function.End()).Line - files.Position(function.Pos()).Line - 1
		if lines > maxFunctionLines {
			f.fault("%s: function %s has %d lines, may have %d", name, function.Name.Name, lines, maxFunctionLines)
		}
	}
}

// checkShort holds that findLongTests finds what is done in part under -short.
func (f *findings) checkShort(name string, file *ast.File) {
	for _, decl := range file.Decls {
		if function, ok := decl.(*ast.FuncDecl); (!ok || !isTest(function) || !strings.HasSuffix(name, "_test.go")) && asksForShort(decl) {
			f.fault("%s: testing.Short is for tests themselves, and not for what they call: the whole of them would never run", name)
		}
	}
}

// mostFloors is how many packages one may go down through from any one of them, itself counted.
const mostFloors = 9

// TestFloors holds how high the house is: who reads a package need not know a tower of others.
func TestFloors(t *testing.T) {
	for name := range rooms {
		if chain := longestChain(name); len(chain) > mostFloors && name != testSite {
			t.Errorf("%d packages import one another, more than %d: %s", len(chain), mostFloors, strings.Join(chain, " → "))
		}
	}
}

// longestChain gives a longest way down the plan from a room, the room itself first.
func longestChain(name string) []string {
	var longest []string
	for _, other := range rooms[name].may {
		if chain := longestChain(other); len(chain) > len(longest) {
			longest = chain
		}
	}
	return append([]string{name}, longest...)
}

// TestRoomsAreSound holds the plan itself: every arrow ends in a room, none goes in a
// circle, and the borders that the rest relies on are there.
func TestRoomsAreSound(t *testing.T) {
	for name, plan := range rooms {
		for _, other := range append(slices.Clone(plan.may), plan.tests...) {
			if _, ok := rooms[other]; !ok {
				t.Errorf("%s may import %s, which is no room", name, other)
			}
		}
		if reaches(name, name, map[string]bool{}) {
			t.Errorf("%s may import itself by way of others", name)
		}
		if slices.Contains(plan.may, "data") && !strings.HasPrefix(name, "cmd/") {
			t.Errorf("%s may import data, which is read by cmd alone", name)
		}
		for _, store := range stores {
			if slices.Contains(plan.may, store) && !strings.HasPrefix(name, "cmd/") && name != testSite {
				t.Errorf("%s may import the store %s, which cmd alone does", name, store)
			}
		}
	}
	for _, lib := range libraries {
		for _, home := range lib.homes {
			if _, ok := rooms[home]; !ok {
				t.Errorf("%s has its home in %s, which is no room", lib.path, home)
			}
		}
	}
}

// reaches tells whether a room may import another, directly or by way of others.
func reaches(from, to string, seen map[string]bool) bool {
	for _, next := range rooms[from].may {
		if next == to {
			return true
		}
		if !seen[next] {
			seen[next] = true
			if reaches(next, to, seen) {
				return true
			}
		}
	}
	return false
}

// TestSurvey proves the survey itself: what it must refuse, and what it must let pass.
func TestSurvey(t *testing.T) {
	long := func(lines int) string { return strings.Repeat("\n", lines) }
	for _, test := range []struct {
		name, file, source string
		fault              string // part of the one fault; empty if there must be none
	}{
		{"arrow down", "web/mapapi/a.go", `package mapapi; import _ "incidentmap/tiles"`, ""},
		{"arrow up", "geo/a.go", `package geo; import _ "incidentmap/incidents"`, "geo may import only []"},
		{"web and a store", "web/a.go", `package web; import _ "incidentmap/incidents/sqlite"`, "web may import only"},
		{"web and data", "web/a.go", `package web; import _ "incidentmap/data"`, "web may import only"},
		{"a web test and a store", "web/a_test.go", `package web_test; import _ "incidentmap/incidents/sqlite"`, "web may import only"},
		{"store and store", "incidents/sqlite/a.go", `package sqlite; import _ "incidentmap/incidents/postgis"`, "incidents/sqlite may import only"},
		{"format and index", "incidents/format/a.go", `package format; import _ "incidentmap/incidents/index"`, "incidents/format may import only"},
		{"a store and the tests of stores", "incidents/sqlite/a.go", `package sqlite; import _ "incidentmap/incidents/storetest"`, "incidents/sqlite may import only"},
		{"a store's test and the tests of stores", "incidents/sqlite/a_test.go", `package sqlite; import _ "incidentmap/incidents/storetest"`, ""},
		{"a test in a package of its own", "geo/a_test.go", `package geo_test; import _ "incidentmap/geo"`, ""},
		{"basemap and shapes", "tiles/basemap/a.go", `package basemap; import _ "incidentmap/geo/shapes"`, ""},
		{"dev and web", "cmd/dev/a.go", `package main; import _ "incidentmap/web"`, "cmd/dev may import only"},
		{"the root package", "web/a.go", `package web; import _ "incidentmap"`, "web may import only"},
		{"a name that begins like ours", "web/a.go", `package web; import _ "incidentmapper.example/x"`, "without a home"},
		{"unlisted package", "geo/magic/a.go", `package magic`, "does not stand in rooms_test.go"},
		{"file in no package folder", "a.go", `package main`, "may not stand at the top level"},
		{"top level folder", "internal/a.txt", ``, "may not stand at the top level"},
		{"dot-file", ".editorconfig", ``, ""},
		{"library at home", "web/a.go", `package web; import _ "github.com/gorilla/mux"`, ""},
		{"library away", "cmd/incidentmap/a.go", `package main; import _ "github.com/gorilla/mux"`, "its home is [web"},
		{"package below a library", "incidents/a.go", `package incidents; import _ "modernc.org/sqlite/vfs"`, "its home is [incidents/format"},
		{"standard library away", "geo/a.go", `package geo; import _ "net/http"`, "its home is"},
		{"standard library", "geo/a.go", `package geo; import _ "net/netip"`, ""},
		{"unlisted library", "web/a.go", `package web; import _ "github.com/gin-gonic/gin"`, "without a home"},
		{"test library in a test", "cmd/incidentmap/a_test.go", `package main; import _ "github.com/chromedp/chromedp"`, ""},
		{"test library in the program", "cmd/incidentmap/a.go", `package main; import _ "github.com/chromedp/chromedp"`, "for tests only"},
		{"test library in another test", "web/a_test.go", `package web; import _ "github.com/chromedp/chromedp"`, "its home is [cmd/incidentmap]"},
		{"data", "data/a.go", `package data; import _ "incidentmap/geo"`, "data may import only []"},
		{"a test that reads the data", "data/a_test.go", `package data; import _ "incidentmap/geo/shapes"`, ""},
		{"nameless package", "geo/a.go", `package utils`, "says nothing"},
		{"function at the limit", "geo/a.go", "package geo\nfunc f() {" + long(maxFunctionLines+1) + "}", ""},
		{"function past the limit", "geo/a.go", "package geo\nfunc f() {" + long(maxFunctionLines+2) + "}", "function f has 61 lines"},
		{"long test function", "geo/a_test.go", "package geo\nfunc f() {" + long(maxFunctionLines+2) + "}", ""},
		{"file at the limit", "web/ui/src/a.ts", long(maxFileLines), ""},
		{"file past the limit", "web/ui/src/a.ts", long(maxFileLines + 1), "601 lines, may have 600"},
		{"a test that may be short", "geo/a_test.go", `package geo; func TestA(t *testing.T) { if testing.Short() {} }`, ""},
		{"what a test calls that may be short", "geo/a_test.go", `package geo; func rounds() int { if testing.Short() {} }`, "testing.Short is for tests"},
		{"a test that sleeps", "geo/a_test.go", `package geo; func TestA(t *testing.T) { time.Sleep(1) }`, "time.Sleep"},
		{"broken file", "geo/a.go", `package`, "expected"},
		{"another project's file", "web/ui/node_modules/x/a.go", `package utils; import _ "incidentmap/data"`, ""},
	} {
		t.Run(test.name, func(t *testing.T) {
			found, err := survey(fstest.MapFS{test.file: {Data: []byte(test.source)}}, everything)
			if err != nil {
				t.Fatal(err)
			}
			all := strings.Join(found.faults, "\n")
			if (all == "") != (test.fault == "") || !strings.Contains(all, test.fault) {
				t.Errorf("faults %q, want one with %q", all, test.fault)
			}
		})
	}
}

// TestSurveyRemarks holds that a long file is remarked on before it is refused.
func TestSurveyRemarks(t *testing.T) {
	found, err := survey(fstest.MapFS{"web/ui/src/a.ts": {Data: []byte(strings.Repeat("\n", longFileLines+1))}}, everything)
	if err != nil {
		t.Fatal(err)
	}
	if len(found.remarks) != 1 || len(found.faults) != 0 {
		t.Errorf("remarks %q and faults %q, want one remark", found.remarks, found.faults)
	}
}
