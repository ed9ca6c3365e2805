package webtest

import (
	"os"
	"strings"
	"testing"
)

// Golden compares a text with a file below the test's own testdata, or writes it when BLESS=1, as
// `go run ./cmd/dev bless` does.
func Golden(t testing.TB, name, got string) {
	t.Helper()
	file := "testdata/" + name
	if os.Getenv("BLESS") == "1" {
		if err := os.MkdirAll("testdata", 0o750); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(file, []byte(got), 0o600); err != nil {
			t.Fatal(err)
		}
		return
	}
	want, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if got == string(want) {
		return
	}
	wanted, lines := strings.Split(string(want), "\n"), strings.Split(got, "\n")
	i := 0
	for i < min(len(wanted), len(lines))-1 && wanted[i] == lines[i] {
		i++
	}
	t.Errorf("%s, line %d (bless it if it is meant):\n%s\nand was:\n%s", file, i+1, lines[i], wanted[i])
}
