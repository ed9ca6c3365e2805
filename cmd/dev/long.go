package main

import (
	"context"
	"errors"
	"go/ast"
	"io/fs"
	"os"
	"path"
	"slices"
	"strings"
)

// longTests runs whole, and without the race detector, the tests of which the race detector
// gets a share: it slows them ten times over, and what they invent more of runs the same code.
func (c checkout) longTests(ctx context.Context) error {
	concurrent, _, err := findConcurrent(os.DirFS(c.root))
	if err != nil {
		return err
	}
	names, packages, err := findLongTests(os.DirFS(c.root))
	if err != nil {
		return err
	}
	packages = slices.DeleteFunc(packages, func(p string) bool { return !slices.Contains(concurrent, p) }) // the others' were run whole
	return c.testWithServers(ctx, nil, append([]string{"-skip=^TestBrowser", "-run=^(" + strings.Join(names, "|") + ")$"}, packages...))
}

// findLongTests finds the tests that ask whether they are to be short, and their packages.
func findLongTests(tree fs.FS) (names, packages []string, err error) {
	return testsWhere(tree, func(test *ast.FuncDecl) bool { return asksForShort(test) })
}

// testsWhere finds the tests of which a condition is true, and their packages. That there are none is an
// error: a check that checks nothing must not pass.
func testsWhere(tree fs.FS, wanted func(test *ast.FuncDecl) bool) (names, packages []string, err error) {
	err = eachGoFile(tree, func(name string, file *ast.File) {
		if !strings.HasSuffix(name, "_test.go") {
			return
		}
		for _, decl := range file.Decls {
			if function, ok := decl.(*ast.FuncDecl); ok && isTest(function) && wanted(function) {
				names = append(names, function.Name.Name)
				packages = append(packages, "./"+path.Dir(name))
			}
		}
	})
	slices.Sort(names)
	slices.Sort(packages)
	if err == nil && len(names) == 0 {
		err = errors.New("no such test was found")
	}
	return slices.Compact(names), slices.Compact(packages), err
}

// skipped tells whether a folder holds nothing that is written here by hand.
func skipped(folder string) bool {
	return folder[0] == '.' || folder == "node_modules" || folder == "testdata" || folder == "dist"
}

func isTest(function *ast.FuncDecl) bool {
	return function.Recv == nil && strings.HasPrefix(function.Name.Name, "Test")
}

// asksForShort tells whether a function calls testing.Short.
func asksForShort(function ast.Node) bool {
	found := false
	ast.Inspect(function, func(n ast.Node) bool {
		if selector, ok := n.(*ast.SelectorExpr); ok && selector.Sel.Name == "Short" {
			of, ok := selector.X.(*ast.Ident)
			found = found || ok && of.Name == "testing"
		}
		return !found
	})
	return found
}
