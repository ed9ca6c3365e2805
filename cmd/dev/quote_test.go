package main

import (
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
)

// unbounded matches a verb that quotes a text however long it is.
var unbounded = regexp.MustCompile(`%[-+# 0]*(\[\d+\])?q`)

// formatting are the functions of fmt that make errors, whose %q is not bounded; incidents.Errorf's and Problems.Add's are.
// What others format is keys, headers and the like, which errors quote in turn.
var formatting = []string{"Errorf"}

// quoteOwn are files that quote nothing that came with a request.
var quoteOwn = []string{
	"geo/gazetteer/", "geo/shapes/", // made when the project's data are
	"incidents/records/", "incidents/intake/", "incidents/storetest/", // import, whose texts are cut where they are read
	"web/publish/", "web/webtest/",
}

// TestErrorsQuoteWithinBounds holds what the server tells of what it was sent to a bound: an error
// that quotes the whole of it has made answers of hundreds of megabytes.
func TestErrorsQuoteWithinBounds(t *testing.T) {
	tree, err := findCheckout(nil, nil)
	if err != nil {
		t.Fatal(err)
	}
	files := 0
	for _, root := range []string{"geo", "incidents", "web", "tiles"} {
		err := fs.WalkDir(os.DirFS(tree.root), root, func(name string, entry fs.DirEntry, err error) error {
			own := func(prefix string) bool { return strings.HasPrefix(name, prefix) }
			if err != nil || path.Ext(name) != ".go" || strings.HasSuffix(name, "_test.go") || slices.ContainsFunc(quoteOwn, own) {
				return err
			}
			files++
			source, err := fs.ReadFile(os.DirFS(tree.root), name)
			if err != nil {
				return err
			}
			for _, line := range quotesWhole(t, name, source) {
				t.Errorf("%s:%d: %%q of a text of any length; use incidents.Quote, incidents.Errorf or %%.40q", name, line)
			}
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	if files < 100 {
		t.Errorf("only %d files were read", files)
	}
}

// quotesWhole gives the lines of a file on which an error quotes without a bound.
func quotesWhole(t *testing.T, name string, source []byte) (lines []int) {
	t.Helper()
	set := token.NewFileSet()
	file, err := parser.ParseFile(set, name, source, parser.SkipObjectResolution)
	if err != nil {
		t.Fatal(err)
	}
	ast.Inspect(file, func(n ast.Node) bool {
		call, isCall := n.(*ast.CallExpr)
		if !isCall {
			return true
		}
		of, isSelector := call.Fun.(*ast.SelectorExpr)
		if !isSelector || !slices.Contains(formatting, of.Sel.Name) {
			return true
		}
		if pkg, isName := of.X.(*ast.Ident); !isName || pkg.Name != "fmt" {
			return true
		}
		for _, arg := range call.Args {
			if text, isText := arg.(*ast.BasicLit); isText && text.Kind == token.STRING && unbounded.MatchString(text.Value) {
				lines = append(lines, set.Position(call.Pos()).Line)
			}
		}
		return true
	})
	return lines
}

func TestQuotesWhole(t *testing.T) {
	for _, test := range []struct {
		call string
		want int
	}{
		{`fmt.Errorf("%q is none", s)`, 1},
		{`fmt.Errorf("%[1]q is none", s)`, 1},
		{`fmt.Errorf("%.40q is none", s)`, 0},
		{`fmt.Errorf("%s is none", incidents.Quote(s))`, 0},
		{`incidents.Errorf(incidents.EInvalid, "a", "%q is none", s)`, 0},
	} {
		source := "package a\nvar _ = " + test.call
		if got := quotesWhole(t, "a.go", []byte(source)); len(got) != test.want {
			t.Errorf("%s: lines %v, want %d", test.call, got, test.want)
		}
	}
}
