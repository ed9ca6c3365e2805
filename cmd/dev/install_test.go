package main

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func TestMissingErrorSaysHow(t *testing.T) {
	all := []need{
		{what: "gcc", found: func() bool { return true }},
		{what: "Chromium", why: "the browser tests drive it", byHand: "install Chrome", debian: []string{"chromium"}, found: func() bool { return false }},
		{what: "a font", why: "no text without", byHand: "install one", debian: []string{"fonts-liberation"}, found: func() bool { return false }},
	}
	text := missingError(unmet(all), errors.New("only root may run apt-get")).Error()
	for _, part := range []string{
		"Chromium: the browser tests drive it; install Chrome",
		"apt-get install --no-install-recommends chromium fonts-liberation",
		"not done for you: only root may",
	} {
		if !strings.Contains(text, part) {
			t.Errorf("%q lacks %q", text, part)
		}
	}
	if strings.Contains(text, "gcc") {
		t.Errorf("%q names what is there", text)
	}
}

func TestNeedsAreComplete(t *testing.T) {
	for _, n := range needs() {
		if n.what == "" || n.why == "" || n.byHand == "" || n.found == nil || len(n.debian) == 0 {
			t.Errorf("need %q does not say all of what, why, how and where", n.what)
		}
	}
}

func TestFindBrowser(t *testing.T) {
	dir := t.TempDir()
	t.Setenv("PATH", dir)
	t.Setenv(browserVariable, "")
	if file, err := findBrowser(); err == nil {
		t.Errorf("found %s on an empty PATH", file)
	}
	browser := filepath.Join(dir, "google-chrome")
	if err := os.WriteFile(browser, []byte("#!/bin/sh\n"), 0o755); err != nil {
		t.Fatal(err)
	}
	if file, err := findBrowser(); err != nil || file != browser {
		t.Errorf("found %q, %v; want %q", file, err, browser)
	}
	t.Setenv(browserVariable, filepath.Join(dir, "gone"))
	if file, err := findBrowser(); err == nil {
		t.Errorf("found %s though the variable names a file that is not there", file)
	}
}

func TestFindNginx(t *testing.T) {
	dir := t.TempDir()
	t.Setenv("PATH", t.TempDir())
	if findNginx([]string{dir}) {
		t.Error("found where there is none")
	}
	if err := os.WriteFile(filepath.Join(dir, "nginx"), []byte("#!/bin/sh\n"), 0o755); err != nil {
		t.Fatal(err)
	}
	if !findNginx([]string{dir}) {
		t.Error("not found in its place, which is not on PATH")
	}
	t.Setenv("PATH", dir)
	if !findNginx(nil) {
		t.Error("not found on PATH")
	}
}

func TestLockSum(t *testing.T) {
	dir := t.TempDir()
	sum := func(manifest, lock string) string {
		t.Helper()
		for name, text := range map[string]string{"package.json": manifest, "package-lock.json": lock} {
			if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o644); err != nil {
				t.Fatal(err)
			}
		}
		got, err := lockSum(dir)
		if err != nil {
			t.Fatal(err)
		}
		return got
	}
	first := sum("{}", "{}")
	if sum("{}", "{}") != first {
		t.Error("the same files have two sums")
	}
	if sum("{} ", "{}") == first || sum("{}", "{} ") == first {
		t.Error("a changed file has the old sum")
	}
	if _, err := lockSum(t.TempDir()); err == nil {
		t.Error("no error where there are no files")
	}
}
