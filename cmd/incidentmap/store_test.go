package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func TestPasswordOfTheStore(t *testing.T) {
	dir := t.TempDir()
	write := func(name, content string) string {
		path := filepath.Join(dir, name)
		if err := os.WriteFile(path, []byte(content), 0o600); err != nil {
			t.Fatal(err)
		}
		return path
	}
	for _, tt := range []struct {
		name, file, variable, want string
		fails                      bool
	}{
		{"none", "", "", "", false},
		{"a variable", "", "from a variable", "from a variable", false},
		{"a file", write("one", "s3cret"), "", "s3cret", false},
		{"its first line", write("two", "s3cret \r\nand more\n"), "", "s3cret ", false},
		{"a file before a variable", write("three", "s3cret\n"), "from a variable", "s3cret", false},
		{"an empty file", write("four", "\n"), "from a variable", "", true},
		{"no file", filepath.Join(dir, "nowhere"), "from a variable", "", true},
	} {
		t.Setenv(passwordVariable, tt.variable)
		got, err := (&storeFlags{PasswordFile: tt.file}).password()
		if got != tt.want || (err != nil) != tt.fails {
			t.Errorf("%s: %q, %v; want %q", tt.name, got, err, tt.want)
		}
	}
}

// TestSettingIsNotRepeated holds that a setting that is misspelt is not told, for it may hold a
// password.
func TestSettingIsNotRepeated(t *testing.T) {
	for _, setting := range []string{
		"postgress://ana:s3cret@db/news", "//ana:s3cret@db/news", "sqlite:", "postgres://ana:s3cret@db:port/news", "sqlite:" + t.TempDir() + "/s3cret/x/y.db",
	} {
		var out, said strings.Builder
		status := run(&program{ctx: t.Context(), stdout: &out, stderr: &said}, []string{"token", "list", "--store", setting})
		if status != 1 || strings.Contains(said.String(), "s3cret") || out.Len() > 0 {
			t.Errorf("%s: %d, %s%s", setting, status, out.String(), said.String())
		}
	}
}
