package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
)

// checkTypes checks the front end's types: first what pages load, which must do without
// Node's types, then the tests with them.
func (c checkout) checkTypes(ctx context.Context) error {
	for _, project := range []string{"tsconfig.json", "tsconfig.test.json"} {
		err := c.run(ctx, command{dir: uiDir, args: []string{"node_modules/.bin/tsc", "-p", project}})
		if err != nil {
			return err
		}
	}
	return nil
}

// requireBanner lets what a test bundles of CommonJS ask for Node's own modules.
const requireBanner = "import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);"

// uiTests bundles the front end's tests, since Node reads no TypeScript, and runs them
// with Node's own runner.
func (c checkout) uiTests(ctx context.Context) error {
	tests, err := findTests(os.DirFS(c.path(uiDir)))
	if err != nil {
		return err
	}
	scratch, err := os.MkdirTemp("", "incidentmap-ui-tests-")
	if err != nil {
		return err
	}
	defer os.RemoveAll(scratch)
	err = c.esbuild(ctx, tests, "--outdir="+scratch, "--outbase=src", "--platform=node",
		"--format=esm", "--out-extension:.js=.mjs", "--sourcemap=inline", "--banner:js="+requireBanner)
	if err != nil {
		return err
	}
	args := []string{"node", "--enable-source-maps", "--test"}
	for _, test := range tests {
		name := strings.TrimSuffix(strings.TrimPrefix(test, "src/"), ".ts") + ".mjs"
		args = append(args, filepath.Join(scratch, filepath.FromSlash(name)))
	}
	return c.run(ctx, command{dir: uiDir, args: args})
}

// benchLayout prints how long the front end takes to lay out a map.
func (c checkout) benchLayout(ctx context.Context) error {
	if err := c.npmInstall(ctx); err != nil {
		return err
	}
	scratch, err := os.MkdirTemp("", "incidentmap-layout-")
	if err != nil {
		return err
	}
	defer os.RemoveAll(scratch)
	out := filepath.Join(scratch, "layout.mjs")
	if err := c.esbuild(ctx, []string{"src/testing/layoutbench.ts"}, "--outfile="+out, "--platform=node", "--format=esm"); err != nil {
		return err
	}
	return c.run(ctx, command{dir: uiDir, args: []string{"node", out}})
}

// findTests lists the front end's tests. That there are none is an error: a check that
// checks nothing must not pass.
func findTests(ui fs.FS) ([]string, error) {
	var tests []string
	err := fs.WalkDir(ui, "src", func(name string, _ fs.DirEntry, err error) error {
		if err == nil && strings.HasSuffix(name, ".test.ts") {
			tests = append(tests, name)
		}
		return err
	})
	if err == nil && len(tests) == 0 {
		err = fmt.Errorf("no *.test.ts under %s/src", uiDir)
	}
	return tests, err
}

// compareDist bundles the front end again and compares every byte with what is
// committed, which is what go build and go install embed.
func (c checkout) compareDist(ctx context.Context) error {
	scratch, err := os.MkdirTemp("", "incidentmap-dist-")
	if err != nil {
		return err
	}
	defer os.RemoveAll(scratch)
	if err := c.bundle(ctx, scratch); err != nil {
		return err
	}
	differences, err := compareTrees(os.DirFS(c.path(distDir)), os.DirFS(scratch))
	if err != nil {
		return err
	}
	if len(differences) > 0 {
		return fmt.Errorf("%s is not what src makes; run go run ./cmd/dev assets:\n  %s",
			distDir, strings.Join(differences, "\n  "))
	}
	return nil
}

// compareTrees lists the files that are missing from have, differ, or are not in want.
func compareTrees(have, want fs.FS) ([]string, error) {
	haveFiles, err := readTree(have)
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return nil, err
	}
	wantFiles, err := readTree(want)
	if err != nil {
		return nil, err
	}
	var differences []string
	for name, text := range wantFiles {
		committed, ok := haveFiles[name]
		switch {
		case !ok:
			differences = append(differences, name+": missing")
		case !bytes.Equal(committed, text):
			differences = append(differences, name+": differs")
		}
	}
	for name := range haveFiles {
		if _, ok := wantFiles[name]; !ok {
			differences = append(differences, name+": not made by src")
		}
	}
	slices.Sort(differences)
	return differences, nil
}

func readTree(tree fs.FS) (map[string][]byte, error) {
	files := map[string][]byte{}
	err := fs.WalkDir(tree, ".", func(name string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() {
			return err
		}
		files[name], err = fs.ReadFile(tree, name)
		return err
	})
	return files, err
}
