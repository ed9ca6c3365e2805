package geoparse

import (
	"fmt"
	"os"
	"strings"
	"testing"
)

// The reasons of hard cases are what they were: `go run ./cmd/dev bless ./geo/geoparse` writes them anew.
func TestGoldenReasons(t *testing.T) {
	texts, err := os.ReadFile("testdata/hard.txt")
	if err != nil {
		t.Fatal(err)
	}
	var b strings.Builder
	for line := range strings.Lines(string(texts)) {
		text := strings.TrimSpace(line)
		fmt.Fprintf(&b, "%s\n", text)
		for _, p := range parserOf(t).Parse(text, Options{Why: true}) {
			fmt.Fprintf(&b, "  %d-%d %q: %s %s %.2f,%.2f confidence %.2f\n", p.Start, p.End, p.Text, p.Name, p.Entry.ID, p.Point[1], p.Point[0], p.Confidence)
			if r := p.Relation; r != nil {
				fmt.Fprintf(&b, "      relation %d-%d %s %.0f m: %s\n", r.Start, r.End, r.Location.Precision, r.Location.RadiusM, r.Reason)
			}
			for _, why := range p.Reasons {
				fmt.Fprintf(&b, "      %s\n", why)
			}
		}
	}
	const file = "testdata/hard.golden"
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
		t.Errorf("the reasons differ from %s; if the change is meant, bless it\ngot\n%s", file, b.String())
	}
}
