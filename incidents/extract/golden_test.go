package extract_test

import (
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// The drafts of our own stories are what they were: `go run ./cmd/dev bless ./incidents/extract` writes
// them anew. How good they are is measured by `go run ./cmd/dev bench --extract`.
func TestGoldenStories(t *testing.T) {
	files, err := filepath.Glob("testdata/stories/*.txt")
	if err != nil || len(files) == 0 {
		t.Fatalf("no stories: %v", err)
	}
	var b strings.Builder
	for _, file := range files {
		story, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		gold, err := os.ReadFile(strings.TrimSuffix(file, ".txt") + ".json")
		if err != nil {
			t.Fatal(err)
		}
		var about struct{ Date string }
		if err := json.Unmarshal(gold, &about); err != nil {
			t.Fatal(err)
		}
		b.WriteString(filepath.Base(file) + "\n")
		for _, d := range read(t, string(story), about.Date) {
			b.WriteString("  " + tell(d) + "\n")
		}
	}
	const file = "testdata/stories.golden"
	if os.Getenv("BLESS") != "" {
		if err := os.WriteFile(file, []byte(b.String()), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if b.String() != string(want) {
		t.Errorf("the drafts differ from %s; if the change is meant, bless it\ngot\n%s", file, b.String())
	}
}
