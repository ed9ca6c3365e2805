package main

import (
	"fmt"
	"os"
	"strings"
	"testing"
)

const (
	depguardBegin = "      # Written from cmd/dev/rooms_test.go by go run ./cmd/dev bless.\n"
	depguardEnd   = "      # End of what is written.\n"
)

// TestGoldenDepguard holds .golangci.yml to the libraries' homes, so that an editor that
// lints as one types says the same as TestArchitecture.
func TestGoldenDepguard(t *testing.T) {
	tree, err := findCheckout(nil, nil)
	if err != nil {
		t.Fatal(err)
	}
	file := tree.path(".golangci.yml")
	text, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	before, rest, ok1 := strings.Cut(string(text), depguardBegin)
	_, after, ok2 := strings.Cut(rest, depguardEnd)
	if !ok1 || !ok2 {
		t.Fatalf("%s lacks the lines %q and %q", file, depguardBegin, depguardEnd)
	}
	want := before + depguardBegin + depguardRules(libraries) + depguardEnd + after
	if want == string(text) {
		return
	}
	if os.Getenv("BLESS") == "" {
		t.Fatalf("%s does not say what rooms_test.go says; run go run ./cmd/dev bless ./cmd/dev", file)
	}
	if err := os.WriteFile(file, []byte(want), 0o644); err != nil {
		t.Fatal(err)
	}
}

// depguardRules says the same of libraries as their refusal method, in depguard's words:
// a rule denies its package in the files that it matches, and a ! exempts files.
func depguardRules(libraries []library) string {
	var rules strings.Builder
	for _, lib := range libraries {
		if lib.homes == nil && !lib.testsOnly {
			continue
		}
		files, where := []string{"$all"}, "in every room"
		if lib.homes != nil {
			where = "in " + strings.Join(lib.homes, ", ")
		}
		if lib.homes == nil {
			files = append(files, "!$test")
		}
		names := "*.go"
		if lib.testsOnly {
			names, where = "*_test.go", "in tests "+where
		}
		for _, home := range lib.homes {
			files = append(files, "!**/"+home+"/"+names)
		}
		fmt.Fprintf(&rules, "        %s:\n          files: [\"%s\"]\n          deny: [{pkg: %s, desc: %q}]\n",
			strings.NewReplacer(".", "-", "/", "-").Replace(lib.path), strings.Join(files, `", "`), lib.path, "its home is "+where)
	}
	return rules.String()
}
