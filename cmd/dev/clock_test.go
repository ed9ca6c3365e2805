package main

import (
	"go/ast"
	"go/parser"
	"go/token"
	"path"
	"slices"
	"strings"
	"testing"
)

// timed are the functions of package time by which a test waits on the clock of the machine, or
// judges by it. On a busy machine such a test fails, or takes long, for no fault of the project's:
// it waits for events instead, counts work, or has a clock of its own in testing/synctest. How
// long something takes is for benchmarks.
var timed = []string{"Sleep", "After", "AfterFunc", "Since", "Until", "Tick", "NewTimer", "NewTicker"}

// clocks are the test files that may use the clock, and why.
var clocks = map[string]string{
	"cmd/incidentmap/browser_*_test.go": "a browser draws and answers in its own time, and tells of no end of it",
}

// checkClock holds a test file to the rule of timed. Benchmarks, and what runs in a bubble of
// testing/synctest, are free.
func (f *findings) checkClock(name string, files *token.FileSet, file *ast.File) {
	if !strings.HasSuffix(name, "_test.go") || mayUseClock(name) {
		return
	}
	free := bubbles(file)
	for _, decl := range file.Decls {
		if function, ok := decl.(*ast.FuncDecl); ok && (free[function.Name.Name] || measures(name, function.Name.Name)) {
			continue
		}
		ast.Inspect(decl, func(n ast.Node) bool {
			if call, ok := n.(*ast.CallExpr); ok && isOf(call.Fun, "synctest", "Test") {
				return false
			}
			if isOf(n, "time", timed...) {
				f.fault("%s: time.%s: no test waits on the clock or judges by it; wait for an event, or use testing/synctest",
					files.Position(n.Pos()), n.(*ast.SelectorExpr).Sel.Name)
			}
			return true
		})
	}
}

// measures tells whether a function is a benchmark, or serves those of a file of benchmarks.
func measures(file, function string) bool {
	return strings.HasPrefix(function, "Benchmark") ||
		strings.HasSuffix(file, "bench_test.go") && !strings.HasPrefix(function, "Test")
}

// bubbles names the functions of a file that are run as bubbles.
func bubbles(file *ast.File) map[string]bool {
	named := map[string]bool{}
	ast.Inspect(file, func(n ast.Node) bool {
		if call, ok := n.(*ast.CallExpr); ok && isOf(call.Fun, "synctest", "Test") && len(call.Args) == 2 {
			if function, ok := call.Args[1].(*ast.Ident); ok {
				named[function.Name] = true
			}
		}
		return true
	})
	return named
}

func mayUseClock(name string) bool {
	for pattern := range clocks {
		if ok, err := path.Match(pattern, name); ok && err == nil {
			return true
		}
	}
	return false
}

// isOf tells whether an expression is one of the names of a package.
func isOf(n ast.Node, pkg string, names ...string) bool {
	selector, ok := n.(*ast.SelectorExpr)
	if !ok {
		return false
	}
	of, ok := selector.X.(*ast.Ident)
	return ok && of.Name == pkg && slices.Contains(names, selector.Sel.Name)
}

// TestCheckClock proves the check: what it must refuse, and what it must let pass.
func TestCheckClock(t *testing.T) {
	const wait = `func wait() { time.Sleep(time.Second) }`
	for _, test := range []struct {
		name, file, source string
		refused            bool
	}{
		{"a test that sleeps", "geo/a_test.go", `func TestA(t *testing.T) { time.Sleep(1) }`, true},
		{"a helper that sleeps", "geo/a_test.go", wait, true},
		{"a time limit", "geo/a_test.go", `func TestA(t *testing.T) { select { case <-time.After(1): } }`, true},
		{"a judgement", "geo/a_test.go", `func TestA(t *testing.T) { if time.Since(began) > 1 { t.Error() } }`, true},
		{"a function value", "geo/a_test.go", `var wait = time.Sleep`, true},
		{"times as such", "geo/a_test.go", `func TestA(t *testing.T) { _ = time.Now().Add(time.Hour) }`, false},
		{"a benchmark", "geo/a_test.go", `func BenchmarkA(b *testing.B) { _ = time.Since(began) }`, false},
		{"what serves benchmarks", "geo/flow_bench_test.go", wait, false},
		{"a test beside benchmarks", "geo/bench_test.go", `func TestA(t *testing.T) { time.Sleep(1) }`, true},
		{"a bubble", "geo/a_test.go", `func TestA(t *testing.T) { synctest.Test(t, func(t *testing.T) { time.Sleep(1) }) }`, false},
		{"a bubble with a name", "geo/a_test.go", `func TestA(t *testing.T) { synctest.Test(t, testA) }; func testA(t *testing.T) { time.Sleep(1) }`, false},
		{"a browser", "cmd/incidentmap/browser_look_test.go", wait, false},
		{"another room's browser", "web/browser_look_test.go", wait, true},
		{"the program", "geo/a.go", wait, false},
	} {
		found, files := &findings{}, token.NewFileSet()
		file, err := parser.ParseFile(files, test.file, "package a\n"+test.source, parser.SkipObjectResolution)
		if err != nil {
			t.Fatal(err)
		}
		found.checkClock(test.file, files, file)
		if refused := len(found.faults) > 0; refused != test.refused {
			t.Errorf("%s: refused %t: %q", test.name, refused, found.faults)
		}
	}
}
