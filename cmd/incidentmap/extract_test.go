package main

import (
	"context"
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"incidentmap/incidents"
	"incidentmap/incidents/extract/offer"
)

const (
	attackStory = "ZAMORA, Mich., 10 de marzo de 2026.- Un grupo armado mató a cuatro policías la noche del lunes en Jacona, Michoacán, informó la fiscalía estatal.\n"
	attackLater = "ZAMORA, Mich., 10 de marzo de 2026.- Subió a seis el número de policías muertos en el ataque armado del lunes en Jacona, Michoacán, informó el gobernador. Los agresores mataron a seis policías.\n"
)

// extracted runs the command.
func extracted(t *testing.T, in string, args ...string) (code int, a offer.Answer, stdout, stderr string) {
	t.Helper()
	var out, errs lockedBuffer
	code = run(&program{ctx: context.Background(), stdin: strings.NewReader(in), stdout: &out, stderr: &errs}, append([]string{"extract"}, args...))
	if code == 0 {
		if err := json.Unmarshal([]byte(out.String()), &a); err != nil {
			t.Fatalf("%v: %s", err, out.String())
		}
	}
	return code, a, out.String(), errs.String()
}

func TestExtractReadsTextsAndPages(t *testing.T) {
	if testing.Short() {
		t.Skip("-short")
	}
	page := filepath.Join(t.TempDir(), "nota.html")
	html := `<!doctype html><html lang="es"><head><title>Matan a cuatro policías</title><link rel="canonical" href="https://diario.example/a"><meta property="article:published_time" content="2026-03-10T08:00:00-06:00"></head><body><article><p>` +
		attackStory + strings.Repeat(" La zona quedó bajo resguardo, y no se dieron más datos del caso.", 6) + "</p></article></body></html>"
	if err := os.WriteFile(page, []byte(html), 0o600); err != nil {
		t.Fatal(err)
	}
	for name, args := range map[string][]string{"standard input": {"-", "--date=2026-03-10"}, "a page": {page}} {
		code, a, stdout, stderr := extracted(t, attackStory, args...)
		if code != 0 || len(a.Drafts) == 0 {
			t.Fatalf("%s: status %d, %s %s", name, code, stdout, stderr)
		}
		d := a.Drafts[0]
		if d.Class != "incident" || !strings.HasPrefix(d.Start, "2026-03-09") || !strings.Contains(d.Place, "Jacona") || d.Killed == nil || *d.Killed.Best != 4 || len(d.Sources) == 0 {
			t.Errorf("%s: %+v", name, d)
		}
		text := []rune(a.Stories[0].Text)
		for _, p := range d.Passages {
			if string(text[p.Start:p.End]) != p.Text || p.Text == "" {
				t.Errorf("%s: the passage %+v is not in the text", name, p)
			}
		}
	}
	_, a, _, _ := extracted(t, "", page)
	if a.Stories[0].URL != "https://diario.example/a" || a.Stories[0].Title != "Matan a cuatro policías" {
		t.Errorf("the page says of itself %+v", a.Stories[0])
	}
}

// What two stories tell is one draft, both figures beside one another; what was stored is not
// stored again, is no reader's, and is taken back whole.
func TestExtractInto(t *testing.T) {
	dir := t.TempDir()
	store := filepath.Join(dir, "s.db")
	one, two := filepath.Join(dir, "one.txt"), filepath.Join(dir, "two.txt")
	for file, text := range map[string]string{one: attackStory, two: attackLater} {
		if err := os.WriteFile(file, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	into := []string{"--store=sqlite:" + store, "--into=ataques", "--lang=es", "--zone=America/Mexico_City"}
	code, a, _, stderr := extracted(t, "", append(into, one, two)...)
	if code != 0 || len(a.Drafts) != 1 || len(a.Drafts[0].Reports) != 2 || *a.Drafts[0].Reports[1].Killed.Best != 6 {
		t.Fatalf("status %d: %+v %s", code, a.Drafts, stderr)
	}
	id := a.Drafts[0].Stored
	if code, a, _, stderr = extracted(t, "", append(into, one, two)...); code != 0 || a.Drafts[0].Stored != id || !strings.Contains(stderr, "0 drafts stored in ataques; 1 were there before") {
		t.Errorf("again: status %d, %s", code, stderr)
	}
	kept, err := openKept(t, store, id)
	if err != nil {
		t.Fatal(err)
	}
	inc := kept.Incident
	if inc.Workflow != incidents.DraftStage || len(inc.Casualties) < 2 || inc.Origin.File != "one.txt" {
		t.Errorf("stored as %+v", inc)
	}
}

func openKept(t *testing.T, file, id string) (incidents.Revision, error) {
	t.Helper()
	p := &program{ctx: context.Background()}
	store, err := p.openStore("sqlite:" + file)
	if err != nil {
		return incidents.Revision{}, err
	}
	defer store.Close()
	return store.Incident(p.ctx, "ataques", id)
}

func TestExtractRefuses(t *testing.T) {
	binary := filepath.Join(t.TempDir(), "x.png")
	if err := os.WriteFile(binary, []byte("\x89PNG\r\n\x1a\n\x00\x00"), 0o600); err != nil {
		t.Fatal(err)
	}
	cases := []struct {
		name string
		args []string
		want string
	}{
		{"no day", []string{"-", "--date=monday"}, "is not a day"},
		{"no zone", []string{"-", "--zone=Here"}, "time zone"},
		{"no point", []string{"-", "--near=91,0"}, "latitude"},
		{"no file", []string{"nowhere.txt"}, "cannot open"},
		{"no text", []string{binary}, "x.png: it is no text"},
		{"only without into", []string{"-", "--only=d1"}, "--into"},
		{"a language that is not read", []string{"-", "--lang=fr"}, "--lang"},
	}
	for _, c := range cases {
		if code, _, stdout, stderr := extracted(t, "x", c.args...); code == 0 || !strings.Contains(stderr, c.want) || stdout != "" {
			t.Errorf("%s: status %d, %q, %q", c.name, code, stdout, stderr)
		}
	}
}

// An update is held against drafts that wait for an editor, too: it names the draft that it is about, with what is new.
func TestExtractUpdatesADraft(t *testing.T) {
	store := filepath.Join(t.TempDir(), "s.db")
	into := []string{"--store=sqlite:" + store, "--into=ataques", "--lang=es", "--zone=America/Mexico_City", "-"}
	code, first, _, stderr := extracted(t, attackStory, into...)
	if code != 0 || len(first.Drafts) != 1 || first.Drafts[0].Stored == "" {
		t.Fatalf("status %d: %+v %s", code, first.Drafts, stderr)
	}
	if code, again, _, _ := extracted(t, attackStory, into...); code != 0 || again.Drafts[0].Update != nil {
		t.Errorf("the same story is told as an update of itself: %+v", again.Drafts[0].Update)
	}
	code, later, _, stderr := extracted(t, attackLater, into...)
	if code != 0 || len(later.Drafts) != 1 {
		t.Fatalf("status %d: %+v %s", code, later.Drafts, stderr)
	}
	if u := later.Drafts[0].Update; u == nil || u.Incident != first.Drafts[0].Stored || len(u.News) == 0 {
		t.Errorf("the update is of %+v, want %s with the new figure", u, first.Drafts[0].Stored)
	}
}
