package main

import (
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func TestFindCheckout(t *testing.T) {
	root, err := filepath.EvalSymlinks(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	inner := filepath.Join(root, "web", "other")
	if err := os.MkdirAll(inner, 0o755); err != nil {
		t.Fatal(err)
	}
	write := func(dir, text string) {
		t.Helper()
		if err := os.WriteFile(filepath.Join(dir, "go.mod"), []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	t.Chdir(inner)
	write(root, "module incidentmapper\n")
	if tree, err := findCheckout(io.Discard, io.Discard); err == nil {
		t.Errorf("found %s in another module", tree.root)
	}
	write(root, "module incidentmap\n\ngo 1.26\n")
	write(inner, "module other\n")
	tree, err := findCheckout(io.Discard, io.Discard)
	if err != nil || tree.root != root {
		t.Errorf("found %q, %v; want %q", tree.root, err, root)
	}
}

func TestRunSaysWhatFailed(t *testing.T) {
	var out strings.Builder
	tree := checkout{root: t.TempDir(), stdout: &out, stderr: &out}
	err := tree.run(t.Context(), command{args: []string{"no-such-program-of-ours", "now"}})
	if err == nil || !strings.Contains(err.Error(), "no-such-program-of-ours is not installed") {
		t.Errorf("error %v does not say that the program is missing", err)
	}
	err = tree.run(t.Context(), command{args: []string{"go", "no-such-command"}})
	if err == nil || !strings.Contains(err.Error(), `"go no-such-command"`) {
		t.Errorf("error %v does not name the command", err)
	}
	out.Reset()
	err = tree.run(t.Context(), command{env: []string{"GOFLAGS=-tags=ours"}, args: []string{"go", "env", "GOFLAGS"}})
	if err != nil || out.String() != "-tags=ours\n" {
		t.Errorf("output %q, %v; want what the environment of the command says", out.String(), err)
	}
}
