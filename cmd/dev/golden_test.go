package main

import (
	"go/ast"
	"os"
	"path"
	"slices"
	"strings"
	"testing"
	"testing/fstest"
)

func TestFindGolden(t *testing.T) {
	const kept = "package a\nfunc TestGoldenFiles(t *testing.T) {}\nfunc TestQuick(t *testing.T) {}\n"
	packages, err := findGolden(fstest.MapFS{
		"geo/a_test.go":                 {Data: []byte(kept)},
		"geo/b_test.go":                 {Data: []byte(kept)},
		"web/embed/a_test.go":           {Data: []byte("package a\nfunc TestOEmbedGolden(t *testing.T) {}\n")},
		"web/golden.go":                 {Data: []byte("package a\nfunc Golden() {}\n")},
		"tiles/a_test.go":               {Data: []byte("package a\nfunc readGolden() {}\nfunc BenchmarkGolden(b *testing.B) {}\n")},
		"web/ui/node_modules/a_test.go": {Data: []byte(kept)},
	})
	if err != nil || !slices.Equal(packages, []string{"./geo", "./web/embed"}) {
		t.Errorf("found %q, %v", packages, err)
	}
	if packages, err := findGolden(fstest.MapFS{"geo/a_test.go": {Data: []byte("package geo")}}); err == nil {
		t.Errorf("found %q and no error where there are none", packages)
	}
}

// TestBlessFindsEveryGoldenFile holds that each package whose tests write golden files is run by bless without a package.
func TestBlessFindsEveryGoldenFile(t *testing.T) {
	tree, err := findCheckout(nil, nil)
	if err != nil {
		t.Fatal(err)
	}
	found, err := findGolden(os.DirFS(tree.root))
	if err != nil {
		t.Fatal(err)
	}
	err = eachGoFile(os.DirFS(tree.root), func(name string, file *ast.File) {
		if home := "./" + path.Dir(name); strings.HasSuffix(name, "_test.go") && blesses(file) && !slices.Contains(found, home) {
			t.Errorf("%s writes golden files, and no test of %s has Golden in its name", name, home)
		}
	})
	if err != nil {
		t.Fatal(err)
	}
}

// blesses tells whether a file asks to be blessed, itself or through webtest.Golden.
func blesses(file *ast.File) (is bool) {
	ast.Inspect(file, func(n ast.Node) bool {
		text, isText := n.(*ast.BasicLit)
		is = is || isText && text.Value == `"BLESS"` || isOf(n, "webtest", golden)
		return !is
	})
	return is
}
