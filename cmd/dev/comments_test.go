package main

import (
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path"
	"regexp"
	"slices"
	"strings"
	"testing"
	"unicode"
)

// TestCommentsNameWhatTheyStandOn holds doc comments to the names below them: one that was written for another
// function, or kept when its function got a new name, tells a reader something false.
func TestCommentsNameWhatTheyStandOn(t *testing.T) {
	tree, project := surveyed(t)
	packages, err := parsePackages(os.DirFS(tree.root), project)
	if err != nil {
		t.Fatal(err)
	}
	comments := 0
	for _, pkg := range packages {
		faults, read := misnamed(pkg)
		comments += read
		for _, fault := range faults {
			t.Error(fault)
		}
	}
	if comments < 5000 {
		t.Errorf("only %d comments were read", comments)
	}
}

// TestPackagesExplainThemselves holds that each package has one comment, in doc.go where it has that file.
func TestPackagesExplainThemselves(t *testing.T) {
	tree, project := surveyed(t)
	packages, err := parsePackages(os.DirFS(tree.root), project)
	if err != nil {
		t.Fatal(err)
	}
	for folder, pkg := range packages {
		if fault := unexplained(pkg); fault != "" {
			t.Errorf("%s: %s", folder, fault)
		}
	}
}

// unexplained says what is wrong with the comment of a package, nothing if it is as it should be. What has only
// tests needs none.
func unexplained(pkg *goPackage) string {
	var all, commented []string
	for _, file := range pkg.asts {
		name := path.Base(pkg.files.Position(file.Package).Filename)
		if strings.HasSuffix(name, "_test.go") {
			continue
		}
		all = append(all, name)
		if file.Doc != nil {
			commented = append(commented, name)
		}
	}
	switch {
	case len(all) == 0:
		return ""
	case len(commented) != 1:
		return fmt.Sprintf("package comments in %q; there is one, which says what the package is for", commented)
	case slices.Contains(all, "doc.go") && commented[0] != "doc.go":
		return "the package comment is in " + commented[0] + ", and there is a doc.go"
	}
	return ""
}

// goPackage is the files of one folder, tests too.
type goPackage struct {
	files *token.FileSet
	asts  []*ast.File
}

// parsePackages parses the project's Go files, by their folders.
func parsePackages(tree fs.FS, project members) (map[string]*goPackage, error) {
	packages := map[string]*goPackage{}
	err := fs.WalkDir(tree, ".", func(name string, entry fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return err
		case name == ".":
			return nil
		case !project(name) || entry.IsDir() && skipped(entry.Name()):
			return pass(entry)
		case entry.IsDir() || path.Ext(name) != ".go":
			return nil
		}
		text, err := fs.ReadFile(tree, name)
		if err != nil {
			return err
		}
		pkg := packages[path.Dir(name)]
		if pkg == nil {
			pkg = &goPackage{files: token.NewFileSet()}
			packages[path.Dir(name)] = pkg
		}
		file, err := parser.ParseFile(pkg.files, name, text, parser.ParseComments|parser.SkipObjectResolution)
		pkg.asts = append(pkg.asts, file)
		return err
	})
	return packages, err
}

// documented is a comment and the names it stands on.
type documented struct {
	comment *ast.CommentGroup
	names   []string
}

// commentsOf gives the doc comments of what a file declares outside functions. Those of groups, fields and methods of
// interfaces are left out: they are often sentences.
func commentsOf(file *ast.File) (all []documented) {
	for _, decl := range file.Decls {
		switch decl := decl.(type) {
		case *ast.FuncDecl:
			all = append(all, documented{decl.Doc, []string{decl.Name.Name}})
		case *ast.GenDecl:
			for _, spec := range decl.Specs {
				doc, names := specNames(spec)
				if doc == nil && !decl.Lparen.IsValid() {
					doc = decl.Doc
				}
				all = append(all, documented{doc, names})
			}
		}
	}
	return all
}

func specNames(spec ast.Spec) (doc *ast.CommentGroup, names []string) {
	switch spec := spec.(type) {
	case *ast.TypeSpec:
		return spec.Doc, []string{spec.Name.Name}
	case *ast.ValueSpec:
		for _, name := range spec.Names {
			names = append(names, name.Name)
		}
		return spec.Doc, names
	}
	return nil, nil
}

// opening matches a first word that may be a name, and the word behind it.
var opening = regexp.MustCompile(`^([\pL_][\pL\pN_]*),? ([\pL]+)`)

// verb matches what follows a name that a comment explains.
var verb = regexp.MustCompile(`^(are|have|do|tell|hold|give|is|has|[a-z]+[a-z]s)$`)

// misnamed lists the comments of a package that explain another name than the one they stand on: they begin with
// a word in lower case, as only a name does at the beginning of a sentence, or with another name of the package and a verb.
func misnamed(pkg *goPackage) (faults []string, read int) {
	declared := map[string]bool{}
	for _, file := range pkg.asts {
		for _, of := range commentsOf(file) {
			for _, name := range of.names {
				declared[name] = true
			}
		}
	}
	for _, file := range pkg.asts {
		for _, of := range commentsOf(file) {
			if of.comment == nil {
				continue
			}
			read++
			words := opening.FindStringSubmatch(of.comment.Text())
			if words == nil || len(of.names) == 0 || slices.Contains(of.names, words[1]) {
				continue
			}
			lower := unicode.IsLower([]rune(words[1])[0])
			if lower || declared[words[1]] && verb.MatchString(words[2]) {
				faults = append(faults, pkg.files.Position(of.comment.Pos()).String()+": the comment explains "+words[1]+" and stands on "+strings.Join(of.names, ", "))
			}
		}
	}
	return faults, read
}

// TestMisnamed proves the check: what it must refuse, and what it must let pass.
func TestMisnamed(t *testing.T) {
	for _, test := range []struct {
		name, source string
		refused      bool
	}{
		{"its own name", "// read reads.\nfunc read() {}", false},
		{"another function's", "// write reads.\nfunc read() {}\n\nfunc write() {}", true},
		{"a name that is gone", "// readWish reads a request.\nfunc readRequest() {}", true},
		{"a name that is shorter", "// open reads the text.\nfunc openText() {}", true},
		{"a name in another case", "// Below adds.\nfunc below() {}\n\n// Below is a depth.\nconst Below = 1", true},
		{"of a method", "type t int\n\n// write reads.\nfunc (t) read() {}", true},
		{"of a type", "// at is a moment.\ntype moment int", true},
		{"of a value", "// decimals of a coordinate.\nconst coordinateDecimals = 6", true},
		{"of a value in a group", "const (\n\t// decimals of a coordinate.\n\tcoordinateDecimals = 6\n)", true},
		{"one of several names", "// b is larger than a.\nvar a, b = 1, 2", false},
		{"of a group", "// codes of other schemes.\nconst (\n\ta = 1\n\tb = 2\n)", false},
		{"a sentence", "// Bounds of what is read at a time.\nconst mostRead = 64", false},
		{"a sentence that begins as a name does", "type Large int\n\n// Large and small ones wait.\nfunc wait() {}", false},
		{"a directive", "//go:embed a.json\nvar a string", false},
	} {
		files := token.NewFileSet()
		file, err := parser.ParseFile(files, "a.go", "package a\n\n"+test.source, parser.ParseComments|parser.SkipObjectResolution)
		if err != nil {
			t.Fatal(err)
		}
		faults, _ := misnamed(&goPackage{files, []*ast.File{file}})
		if refused := len(faults) > 0; refused != test.refused {
			t.Errorf("%s: refused %t: %q", test.name, refused, faults)
		}
	}
}

// TestUnexplained proves the check: what it must refuse, and what it must let pass.
func TestUnexplained(t *testing.T) {
	const comment = "// Package a is a.\npackage a\n"
	for _, test := range []struct {
		name    string
		files   map[string]string
		refused bool
	}{
		{"none", map[string]string{"a.go": "package a\n"}, true},
		{"apart from the clause", map[string]string{"a.go": "// Package a is a.\n\npackage a\n"}, true},
		{"one", map[string]string{"a.go": comment, "b.go": "package a\n"}, false},
		{"two", map[string]string{"a.go": comment, "b.go": comment}, true},
		{"in doc.go", map[string]string{"doc.go": comment, "b.go": "package a\n"}, false},
		{"beside doc.go", map[string]string{"doc.go": "package a\n", "b.go": comment}, true},
		{"tests alone", map[string]string{"a_test.go": "package a\n"}, false},
		{"in a test", map[string]string{"a_test.go": comment, "b.go": "package a\n"}, true},
	} {
		pkg := &goPackage{files: token.NewFileSet()}
		for name, source := range test.files {
			file, err := parser.ParseFile(pkg.files, name, source, parser.ParseComments|parser.SkipObjectResolution)
			if err != nil {
				t.Fatal(err)
			}
			pkg.asts = append(pkg.asts, file)
		}
		if fault := unexplained(pkg); (fault != "") != test.refused {
			t.Errorf("%s: %q", test.name, fault)
		}
	}
}
