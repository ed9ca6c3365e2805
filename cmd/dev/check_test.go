package main

import (
	"strings"
	"testing"
)

// TestCheckSaysWhatItDidNotRun holds that nobody takes the quick task for the whole.
func TestCheckSaysWhatItDidNotRun(t *testing.T) {
	for _, withUI := range []bool{false, true} {
		text := notChecked(withUI)
		for _, part := range []string{"Not run: ", "race", "browser", "PostgreSQL", "go run ./cmd/dev test"} {
			if !strings.Contains(text, part) {
				t.Errorf("%q does not name %q", text, part)
			}
		}
		if strings.Contains(text, "front end") == withUI {
			t.Errorf("the front end is checked %t, and this is said: %q", withUI, text)
		}
	}
}

func TestNPMInstalled(t *testing.T) {
	c := checkout{root: t.TempDir()}
	if c.npmInstalled() {
		t.Error("packages are there without a front end")
	}
	write(t, c.root, uiDir+"/package.json", "{}")
	write(t, c.root, uiDir+"/package-lock.json", "{}")
	write(t, c.root, installedNote, "those of another lock")
	if c.npmInstalled() {
		t.Error("another lock's packages are taken for this one's")
	}
	sum, err := lockSum(c.path(uiDir))
	if err != nil {
		t.Fatal(err)
	}
	write(t, c.root, installedNote, sum)
	if !c.npmInstalled() {
		t.Error("installed packages are not found")
	}
}
