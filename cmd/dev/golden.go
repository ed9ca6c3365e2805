package main

import (
	"context"
	"fmt"
	"go/ast"
	"io/fs"
	"os"
	"strings"
)

type blessTask struct {
	Packages []string `arg:"" optional:"" help:"Package patterns; all packages with golden files if none is given."`
}

// golden is in the names of the tests that compare with golden files.
const golden = "Golden"

// Run runs the tests whose names contain Golden with BLESS=1 in the environment, at
// which each writes the file that it would otherwise compare with.
func (t blessTask) Run(ctx context.Context, c checkout) error {
	packages := t.Packages
	if len(packages) == 0 {
		var err error
		if packages, err = findGolden(os.DirFS(c.root)); err != nil {
			return fmt.Errorf("cannot find the packages with golden files: %w", err)
		}
	}
	return c.run(ctx, command{
		env:  []string{"BLESS=1"},
		args: append([]string{"go", "test", "-count=1", "-run=" + golden}, packages...),
	})
}

// findGolden finds the packages that have tests with golden files: building the tests of all others takes minutes.
func findGolden(tree fs.FS) (packages []string, err error) {
	_, packages, err = testsWhere(tree, func(test *ast.FuncDecl) bool { return strings.Contains(test.Name.Name, golden) })
	return packages, err
}
