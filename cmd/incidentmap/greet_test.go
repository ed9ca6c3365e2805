package main

import (
	"fmt"
	"net"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"incidentmap/incidents"
	"incidentmap/incidents/format"
	"incidentmap/incidents/sqlite"
)

// greeted gives what serve says of a setting when it is ready.
func greeted(t *testing.T, setting string, seeded bool, titles ...string) string {
	t.Helper()
	store, err := sqlite.Open(t.Context(), filepath.Join(t.TempDir(), "a.db"), format.AppendFeature)
	if err != nil {
		t.Fatal(err)
	}
	defer store.Close() //nolint:errcheck // a test's store
	for i, title := range titles {
		story := incidents.Story{
			Slug: fmt.Sprint("story-", i), Title: incidents.Text{"en": title}, Languages: []string{"en"}, Zone: "UTC",
			View: incidents.Viewport{BBox: [4]float64{-110, 10, -90, 30}}, Layers: []incidents.Layer{},
		}
		if _, err := store.PutStory(t.Context(), story); err != nil {
			t.Fatal(err)
		}
	}
	var out lockedBuffer
	p := &program{ctx: t.Context(), stdout: &out, stderr: &out}
	(&serveCmd{Store: setting}).greet(p, store, seeded, &net.TCPAddr{IP: net.IPv4(127, 0, 0, 1), Port: 8080})
	return strings.ReplaceAll(out.String(), shellWord(os.Args[0]), "incidentmap")
}

func TestGreeting(t *testing.T) {
	dir, err := os.Getwd()
	if err != nil {
		t.Fatal(err)
	}
	want := `The store was empty: it now holds the story of 22 February 2026.
The map of "One": http://127.0.0.1:8080/stories/story-0
The store is the file ` + filepath.Join(dir, "incidentmap.db") + `
Take in a file: incidentmap import --story my-story --publish incidents.csv
Make a token for a program that writes: incidentmap token create --scope write --name desk
Become the first admin, with a link that works once: http://127.0.0.1:8080/edit/welcome?key=KEY
Ready on http://127.0.0.1:8080 (stop with Ctrl-C)
`
	got := greeted(t, "sqlite:incidentmap.db", true, "One")
	got = regexp.MustCompile(`key=\w{26}\.\w{52}\n`).ReplaceAllString(got, "key=KEY\n")
	if got = strings.ReplaceAll(got, "go run ./cmd/incidentmap", "incidentmap"); got != want {
		t.Errorf("it says\n%s\nwant\n%s", got, want)
	}
}

// What other commands want to use another store than their own stands in the lines, and nothing
// of a database's address.
func TestGreetingNamesTheStore(t *testing.T) {
	got := greeted(t, "sqlite:/var/lib/my maps/it's.db", false)
	if want := ` token create --store 'sqlite:/var/lib/my maps/it'\''s.db' --scope`; !strings.Contains(got, want) || strings.Contains(got, "was empty") {
		t.Errorf("it says\n%s\nwant %s", got, want)
	}
	for _, setting := range []string{
		"postgres://desk:hunter2@db.example:5432/maps", "postgresql://desk:12/hunter2@db.example/maps", "postgres://db.example/maps?password=hunter2",
		"postgres://desk@db.example/maps?replica=postgres://desk:hunter2@db.example/maps",
	} {
		if got := greeted(t, setting, false); strings.Contains(got, "hunter2") || strings.Contains(got, "db.example") || !strings.Contains(got, "PostgreSQL") {
			t.Errorf("of %s it says\n%s", setting, got)
		}
	}
}

// There may be any number of stories. Titles are foreign text: a store of before the rule of what a
// text may hold can have any.
func TestGreetingIsShort(t *testing.T) {
	stories := make([]incidents.Story, mostGreeted+3)
	for i := range stories {
		stories[i] = incidents.Story{Slug: "s", Title: incidents.Text{"en": "T"}}
	}
	stories[0].Title = incidents.Text{"en": "Evil\x1b[2J\u202e" + strings.Repeat("x", 300)}
	var out strings.Builder
	writeStories(&out, stories, "http://127.0.0.1:8080")
	got := out.String()
	if strings.ContainsAny(got, "\x1b\u202e") || strings.Count(got, "\n") != mostGreeted+1 || !strings.Contains(got, "and 3 more stories") {
		t.Errorf("it says\n%q", got)
	}
	for line := range strings.Lines(got) {
		if len(line) > 400 {
			t.Errorf("a line has %d bytes: %q", len(line), line)
		}
	}
}

func TestCommandName(t *testing.T) {
	for called, want := range map[string]string{
		"/tmp/go-build1234/b001/exe/incidentmap": "go run ./cmd/incidentmap",
		"./incidentmap":                          "./incidentmap",
		"incidentmap":                            "incidentmap",
		"/opt/my maps/incidentmap":               "'/opt/my maps/incidentmap'",
	} {
		if got := commandName(called); got != want {
			t.Errorf("%s is named %s, want %s", called, got, want)
		}
	}
}
