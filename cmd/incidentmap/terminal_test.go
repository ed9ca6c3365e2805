package main

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"incidentmap/incidents"
)

// evil is text that would clear a terminal, write its title and turn what follows round.
const evil = "\x1b[2J\x1b]0;owned\x07\u009b31m\u202egpj"

// Whatever names and texts come from outside, a terminal acts on none of them.
func TestTerminalsAreLeftAlone(t *testing.T) {
	if testing.Short() {
		t.Skip("-short")
	}
	dir := t.TempDir()
	store := "sqlite:" + filepath.Join(dir, "store.db")
	rows := filepath.Join(dir, "a"+evil+".csv")
	text := "id,título" + evil + ",fecha,lat,lon,muertos\n1,Uno" + evil + ",2026-02-22,20.5,-103.5,many" + evil + "\n2,Dos,2026-02-30" + evil + ",0,0,\n"
	if err := os.WriteFile(rows, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	broken := filepath.Join(dir, "b"+evil+".geojson")
	if err := os.WriteFile(broken, []byte(`{"type":"Feature`+evil+`","id":`+evil+`}`), 0o600); err != nil {
		t.Fatal(err)
	}
	var listed strings.Builder
	token := incidents.Token{Name: "desk" + evil, Scope: incidents.ScopeRead, Created: time.Unix(0, 0)}
	if err := writeTokens(&listed, []incidents.Token{token}, time.Unix(0, 0)); err != nil {
		t.Fatal(err)
	}
	var logged strings.Builder
	(&serveCmd{}).logger(&logged).Error("a request failed "+evil, "path", evil, "error", errors.New(evil))
	shown := map[string]string{"token list": listed.String(), "log": logged.String()}
	for name, args := range map[string][]string{
		"import":       {"import", "--story=calles", "--store=" + store, "--lang=es", rows},
		"dry run":      {"import", "--story=calles", "--store=" + store, "--lang=es", "--dry-run", rows},
		"broken":       {"import", "--story=calles", "--store=" + store, broken},
		"no file":      {"import", "--story=calles", "--store=" + store, filepath.Join(dir, evil)},
		"no column":    {"import", "--story=calles", "--store=" + store, "--map=kind=" + evil, rows},
		"no such flag": {"import", "--" + evil},
		"geocode":      {"geocode", "Tapalpa" + evil},
		"revoke":       {"token", "revoke", "--store=" + store, evil},
	} {
		_, stdout, stderr := invokeAlive(t, args...)
		shown[name] = stdout + stderr
	}
	for name, text := range shown {
		if i := strings.IndexFunc(text, incidents.IsControlOrBidi); i >= 0 || strings.TrimSpace(text) == "" {
			t.Errorf("%s writes %q", name, text[max(i-40, 0):min(i+20, len(text))])
		}
	}
}
