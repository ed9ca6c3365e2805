package main

import (
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"incidentmap/incidents"
)

// What an editor did of an imported incident stays when its row comes again, each with a line of the report;
// the import is taken back as a whole.
func TestImportKeepsWhatEditorsDid(t *testing.T) {
	path := filepath.Join(t.TempDir(), "store.db")
	rows := func(killed string) string {
		return "id,title,kind,date,lat,lon,killed\n" +
			"1,Uno,attack,2026-02-22,20.5,-103.5," + killed + "\n2,Dos,attack,2026-02-22,20.6,-103.6," + killed +
			"\n3,Tres,attack,2026-02-22,20.7,-103.7," + killed + "\n4,Cuatro,attack,2026-02-22,20.8,-103.8," + killed + "\n"
	}
	if code, said, printed := importRows(t, path, rows("1"), "--publish"); code != 0 || said.Created != 4 {
		t.Fatalf("status %d, %+v\n%s", code, said, printed)
	}
	ids := byTitle(t, path)
	edit(t, path, ids["Uno"], incidents.Retraction, func(inc *incidents.Incident) { inc.Disposition = incidents.Retracted })
	edit(t, path, ids["Dos"], incidents.Update, func(inc *incidents.Incident) { inc.Disclosure = incidents.Withheld })
	edit(t, path, ids["Tres"], incidents.Correction, func(inc *incidents.Incident) {
		two := 2
		inc.Casualties[0].Best, inc.Disposition = &two, incidents.Corrected
	})
	code, said, printed := importRows(t, path, rows("9"), "--publish")
	if code != 0 || said.Updated != 4 {
		t.Fatalf("status %d, %+v\n%s", code, said, printed)
	}
	for _, want := range []string{"row 2: ", "retracted", "row 4: ", "an editor has changed evidence"} {
		if !strings.Contains(printed, want) {
			t.Errorf("the report does not say %q:\n%s", want, printed)
		}
	}
	for title, want := range map[string]int{"Uno": 1, "Dos": 9, "Tres": 2, "Cuatro": 9} {
		inc := newest(t, path, ids[title])
		if best := *inc.Casualties[0].Best; best != want {
			t.Errorf("%s has %d dead, want %d", title, best, want)
		}
		if title == "Uno" && inc.Disposition != incidents.Retracted || title == "Dos" && inc.Disclosure != incidents.Withheld || inc.Workflow != incidents.Published {
			t.Errorf("%s: %s, %s, %s", title, inc.Disposition, inc.Disclosure, inc.Workflow)
		}
	}
	undo := regexp.MustCompile(`incidentmap undo --story calles (\S+)`).FindStringSubmatch(printed)
	if undo == nil {
		t.Fatalf("the import does not say how to take it back:\n%s", printed)
	}
	code, stdout, stderr := invokeAlive(t, "undo", "--store=sqlite:"+path, "--story=calles", undo[1])
	if code != 0 || !strings.Contains(stdout, "2 of ") {
		t.Errorf("status %d\n%s%s", code, stdout, stderr)
	}
	for title, want := range map[string]int{"Dos": 1, "Tres": 2, "Cuatro": 1} {
		if best := *newest(t, path, ids[title]).Casualties[0].Best; best != want {
			t.Errorf("after the undoing %s has %d dead, want %d", title, best, want)
		}
	}
	if code, _, stderr := invokeAlive(t, "undo", "--store=sqlite:"+path, "--story=calles", "no-such-import"); code != 1 || !strings.Contains(stderr, "no-such-import") {
		t.Errorf("status %d: %s", code, stderr)
	}
}

// byTitle gives the ids of a store's incidents by their Spanish titles.
func byTitle(t *testing.T, path string) map[string]string {
	t.Helper()
	store, err := (&program{ctx: t.Context()}).openStore("sqlite:" + path)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = store.Close() }()
	ids := map[string]string{}
	for p, err := range store.AsOf(t.Context(), "calles", 1<<62) {
		if err != nil {
			t.Fatal(err)
		}
		ids[p.Title["es"]] = p.ID
	}
	return ids
}

func edit(t *testing.T, path, id string, kind incidents.RevisionKind, change func(*incidents.Incident)) {
	t.Helper()
	store, err := (&program{ctx: t.Context()}).openStore("sqlite:" + path)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = store.Close() }()
	rev, err := store.Incident(t.Context(), "calles", id)
	if err != nil {
		t.Fatal(err)
	}
	change(&rev.Incident)
	if _, err := store.Write(t.Context(), incidents.Write{Incident: rev.Incident, Base: rev.Number, Kind: kind, Author: "ana", Note: incidents.Text{"es": "nota"}}); err != nil {
		t.Fatal(err)
	}
}

func newest(t *testing.T, path, id string) incidents.Incident {
	t.Helper()
	store, err := (&program{ctx: t.Context()}).openStore("sqlite:" + path)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = store.Close() }()
	rev, err := store.Incident(t.Context(), "calles", id)
	if err != nil {
		t.Fatal(err)
	}
	return rev.Incident
}
