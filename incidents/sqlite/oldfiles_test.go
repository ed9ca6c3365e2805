package sqlite

import (
	"compress/gzip"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"incidentmap/incidents"
	"incidentmap/incidents/storetest"
)

// oldFile unpacks the file of a schema's version, as the program of its time wrote it: an import that published three
// incidents, one that changed a title, and one that made a draft. From version 6 on an incident is withdrawn besides, and a
// change of another waits until 2099.
func oldFile(t *testing.T, version int) string {
	t.Helper()
	packed, err := os.Open(fmt.Sprintf("testdata/schema%d.db.gz", version))
	if err != nil {
		t.Fatal(err)
	}
	defer packed.Close() //nolint:errcheck // it is only read
	in, err := gzip.NewReader(packed)
	if err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(t.TempDir(), "store.db")
	out, err := os.Create(path)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := io.Copy(out, in); err != nil {
		t.Fatal(err)
	}
	if err := out.Close(); err != nil {
		t.Fatal(err)
	}
	return path
}

// titlesOf gives what readers see of the story "old": now, or as of a number.
func titlesOf(t *testing.T, s *Store, at incidents.Seq) []string {
	t.Helper()
	titles := []string{}
	for p, err := range s.AsOf(t.Context(), "old", at) {
		if err != nil {
			t.Fatal(err)
		}
		for _, text := range p.Title {
			titles = append(titles, text)
		}
	}
	slices.Sort(titles)
	return titles
}

// TestFilesOfEverySchema opens a file of each version of the schema that was in use. A new migration brings a file of the version
// before it to testdata.
func TestFilesOfEverySchema(t *testing.T) {
	files, err := filepath.Glob("testdata/schema*.db.gz")
	if err != nil || len(files) < 8 {
		t.Fatalf("there are %d files, %v", len(files), err)
	}
	for i := range files {
		version := i + 1
		t.Run(fmt.Sprint("version ", version), func(t *testing.T) { testOldFile(t, oldFile(t, version), version) })
	}
}

func testOldFile(t *testing.T, path string, version int) {
	s := open(t, path)
	if err := s.Check(t.Context()); err != nil {
		t.Fatalf("Check after the upgrade: %v", err)
	}
	want := []string{"Ataque corregido en Zapopan", "Bloqueo en Guadalajara"}
	if version < 6 {
		want = append(want, "Humo en Puerto Vallarta")
	}
	last, err := s.Seq(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	if got := titlesOf(t, s, last); !slices.Equal(got, want) {
		t.Errorf("readers see %q, want %q", got, want)
	}
	shown := 0
	for c, err := range s.Changes(t.Context(), 0) {
		if err != nil {
			t.Fatal(err)
		}
		if c.Entry != nil {
			shown++
		}
	}
	found, err := s.Search(t.Context(), "old", "corregido zapopan")
	if err != nil || len(found) != 1 || shown != len(want) {
		t.Errorf("%d are found, %v, and the feed has %d", len(found), err, shown)
	}
	all, err := s.Queue(t.Context(), incidents.QueueQuery{Story: "old", Limit: 10})
	if err != nil || len(all) != 4 {
		t.Fatalf("editors see %d incidents, %v", len(all), err)
	}
	for _, rev := range all {
		rev.Incident.Summary = incidents.Text{"en": "Written by the new program."}
		rev.Incident.PublishAt = rev.Due
		if _, err := s.Write(t.Context(), incidents.Write{Incident: rev.Incident, Base: rev.Number, Kind: incidents.Update}); err != nil {
			t.Errorf("write %q: %v", rev.Incident.Title, err)
		}
	}
	if err := s.Check(t.Context()); err != nil {
		t.Errorf("Check after writing: %v", err)
	}
}

// TestNewerFile holds that a file of a newer program is refused with a word that says what to do.
func TestNewerFile(t *testing.T) {
	path := filepath.Join(t.TempDir(), "store.db")
	s := open(t, path)
	execute(t, s, `PRAGMA user_version = 999`)
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	_, err := Open(t.Context(), path, storetest.Encode)
	if incidents.CodeOf(err) != incidents.EUnavailable || !strings.Contains(err.Error(), "schema version 999") || !strings.Contains(err.Error(), "use the newer program") {
		t.Errorf("it was opened: %v", err)
	}
}
