package main

import (
	"os"
	"slices"
	"testing"
	"testing/fstest"
)

func TestFindConcurrent(t *testing.T) {
	file := func(text string) *fstest.MapFile { return &fstest.MapFile{Data: []byte(text)} }
	tree := fstest.MapFS{
		"plain/a.go":            file("package plain\n\n// go func() is only a comment\nvar s = \"go func()\"\n"),
		"plain/a_test.go":       file("package plain\n"),
		"starts/a.go":           file("package starts\nfunc f() { go f() }\n"),
		"starts/a_test.go":      file("package starts\n"),
		"waits/a.go":            file("package waits\nimport \"sync\"\nfunc f() { var w sync.WaitGroup; w.Go(f) }\n"),
		"waits/a_test.go":       file("package waits\n"),
		"tests/a.go":            file("package tests\n"),
		"tests/a_test.go":       file("package tests\nimport \"testing\"\nfunc TestA(t *testing.T) { t.Parallel() }\n"),
		"serves/a_test.go":      file("package serves\nimport _ \"net/http/httptest\"\n"),
		"untested/a.go":         file("package untested\nfunc f() { go f() }\n"),
		"testdata/x/a_test.go":  file("package x\n"),
		".hidden/x/a_test.go":   file("package x\n"),
		"deep/down/b_test.go":   file("package down\n"),
		"deep/down/testdata/no": file(""),
	}
	concurrent, sequential, err := findConcurrent(tree)
	if err != nil || !slices.Equal(concurrent, []string{"./serves", "./starts", "./tests", "./waits"}) || !slices.Equal(sequential, []string{"./deep/down", "./plain"}) {
		t.Errorf("%q, %q, %v", concurrent, sequential, err)
	}
	if _, _, err := findConcurrent(fstest.MapFS{"a/a_test.go": file("package a\n")}); err == nil {
		t.Error("a tree without goroutines passes")
	}
}

// Each package with tests is in one of the two runs.
func TestEveryTestRuns(t *testing.T) {
	concurrent, sequential, err := findConcurrent(os.DirFS("../.."))
	if err != nil {
		t.Fatal(err)
	}
	for _, p := range []string{"./incidents/sqlite", "./incidents/index", "./web/live", "./tiles/cache", "./cmd/incidentmap"} {
		if !slices.Contains(concurrent, p) {
			t.Errorf("%s is not run under the race detector", p)
		}
	}
	for _, p := range concurrent {
		if slices.Contains(sequential, p) {
			t.Errorf("%s is in both runs", p)
		}
	}
}
