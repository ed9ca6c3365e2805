package main

import (
	"errors"
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"path"
	"slices"
	"strconv"
	"strings"
)

// findConcurrent divides the packages that have tests into those that start goroutines, in their own
// files or their tests', and those that do not: in these nothing can race that would not race in the
// package whose goroutines they run in. That there are none of either is an error: a check that checks
// nothing must not pass.
func findConcurrent(tree fs.FS) (concurrent, sequential []string, err error) {
	tested, starts := map[string]bool{}, map[string]bool{}
	err = eachGoFile(tree, func(name string, file *ast.File) {
		folder := "./" + path.Dir(name)
		tested[folder] = tested[folder] || strings.HasSuffix(name, "_test.go")
		starts[folder] = starts[folder] || startsGoroutines(file)
	})
	for folder, has := range tested {
		switch {
		case !has:
		case starts[folder]:
			concurrent = append(concurrent, folder)
		default:
			sequential = append(sequential, folder)
		}
	}
	slices.Sort(concurrent)
	slices.Sort(sequential)
	if err == nil && (len(concurrent) == 0 || len(sequential) == 0) {
		err = errors.New("all packages start goroutines, or none does")
	}
	return concurrent, sequential, err
}

// eachGoFile gives the Go files that are written here by hand, parsed.
func eachGoFile(tree fs.FS, do func(name string, file *ast.File)) error {
	return fs.WalkDir(tree, ".", func(name string, entry fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return err
		case entry.IsDir() && name != "." && skipped(entry.Name()):
			return fs.SkipDir
		case entry.IsDir() || !strings.HasSuffix(name, ".go"):
			return nil
		}
		text, err := fs.ReadFile(tree, name)
		if err != nil {
			return err
		}
		file, err := parser.ParseFile(token.NewFileSet(), name, text, parser.SkipObjectResolution)
		if err == nil {
			do(name, file)
		}
		return err
	})
}

// startsGoroutines looks for go statements, for what starts goroutines in their place (sync.WaitGroup.Go
// and golang.org/x/sync/errgroup), for tests that run beside others, and for test servers, which
// answer each request in a goroutine of its own.
func startsGoroutines(file *ast.File) bool {
	for _, i := range file.Imports {
		if p, err := strconv.Unquote(i.Path.Value); err == nil && slices.Contains([]string{"golang.org/x/sync/errgroup", "net/http/httptest"}, p) {
			return true
		}
	}
	found := false
	ast.Inspect(file, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.GoStmt:
			found = true
		case *ast.CallExpr:
			if called, ok := n.Fun.(*ast.SelectorExpr); ok && (called.Sel.Name == "Go" || called.Sel.Name == "Parallel" || called.Sel.Name == "AfterFunc") {
				found = true
			}
		}
		return !found
	})
	return found
}
