package main

import (
	"io/fs"
	"maps"
	"os"
	"path"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// TestReadmeListsEveryRoom holds README's table of the house to the tree: each package has a row, and
// each row a package.
func TestReadmeListsEveryRoom(t *testing.T) {
	tree, project := surveyed(t)
	built, err := builtRooms(os.DirFS(tree.root), project)
	if err != nil {
		t.Fatal(err)
	}
	text, err := os.ReadFile(tree.path("README.md"))
	if err != nil {
		t.Fatal(err)
	}
	listed := firstColumn(string(text), "| room |")
	for _, room := range built {
		if !listed[room] {
			t.Errorf("README.md: the table of the house has no row for %s", room)
		}
		delete(listed, room)
	}
	for _, room := range slices.Sorted(maps.Keys(listed)) {
		t.Errorf("README.md: the table of the house has a row for %s, which is no package", room)
	}
}

// TestReadmeNamesEveryLibrary holds README's table of libraries to those that rooms may import.
func TestReadmeNamesEveryLibrary(t *testing.T) {
	tree, err := findCheckout(nil, nil)
	if err != nil {
		t.Fatal(err)
	}
	text, err := os.ReadFile(tree.path("README.md"))
	if err != nil {
		t.Fatal(err)
	}
	_, table, found := strings.Cut(string(text), "| library |")
	if !found {
		t.Fatal("README.md: there is no table of libraries")
	}
	for _, lib := range libraries {
		name := strings.TrimPrefix(lib.path, "github.com/")
		if _, after, two := strings.Cut(name, "/"); two && strings.Count(name, "/") == 1 && !strings.HasPrefix(name, "golang.org/") {
			name = after // the table names some by their last word
		}
		if lib.path != "net/http" && !strings.Contains(table, name) {
			t.Errorf("README.md: the table of libraries does not name %s", lib.path)
		}
	}
}

// builtRooms lists the packages of a tree.
func builtRooms(tree fs.FS, project members) ([]string, error) {
	built := map[string]bool{}
	err := fs.WalkDir(tree, ".", func(name string, entry fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return err
		case name == ".":
			return nil
		case !project(name) || entry.IsDir() && skipped(entry.Name()):
			return pass(entry)
		case path.Ext(name) == ".go" && !entry.IsDir():
			built[path.Dir(name)] = true
		}
		return nil
	})
	return slices.Sorted(maps.Keys(built)), err
}

var quotedInRow = regexp.MustCompile("`([^`]+)`")

// firstColumn gives what is quoted in the first column of the table that begins with a heading.
func firstColumn(text, heading string) map[string]bool {
	_, table, _ := strings.Cut(text, heading)
	table, _, _ = strings.Cut(table, "\n\n")
	quoted := map[string]bool{}
	for line := range strings.Lines(table) {
		if !strings.HasPrefix(line, "| `") {
			continue
		}
		column, _, _ := strings.Cut(line[1:], "|")
		for _, match := range quotedInRow.FindAllStringSubmatch(column, -1) {
			quoted[match[1]] = true
		}
	}
	return quoted
}
