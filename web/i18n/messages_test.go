package i18n

import (
	"encoding/json"
	"io/fs"
	"os"
	"path"
	"regexp"
	"slices"
	"strings"
	"testing"

	"incidentmap/geo"
	"incidentmap/incidents"
	"incidentmap/web/ui"
)

func TestMessagesSayTheSameInEveryLanguage(t *testing.T) {
	table, err := readTable()
	if err != nil {
		t.Fatal(err)
	}
	hole := regexp.MustCompile(`\{[a-z]+\}`)
	for key, texts := range table {
		var first []string
		for i, l := range interfaceLanguages() {
			if texts[l.lang] == "" {
				t.Errorf("%s has no text in %s", key, l.lang)
			}
			holes := hole.FindAllString(texts[l.lang], -1)
			slices.Sort(holes)
			if i > 0 && !slices.Equal(holes, first) {
				t.Errorf("%s: %v in %s, %v in %s", key, holes, l.lang, first, interfaceLanguages()[0].lang)
			}
			if i == 0 {
				first = holes
			}
		}
		if len(texts) != len(interfaceLanguages()) {
			t.Errorf("%s: texts %v", key, texts)
		}
	}
}

// Every word of a closed list, and every key that a template names, has its message.
func TestEveryMessageIsThere(t *testing.T) {
	var keys []string
	for _, p := range geo.Precisions() {
		keys = append(keys, "precision."+string(p), "meaning."+string(p))
	}
	for _, trait := range incidents.TraitFilters() {
		word := trait.Word()
		keys = append(keys, "download.filter."+word)
		if word == "kind" || word == "class" {
			continue // their tables have the titles
		}
		keys = append(keys, word)
		for _, v := range trait.Values() {
			keys = append(keys, word+"."+v)
		}
	}
	for _, v := range incidents.Verifications() {
		keys = append(keys, "verification."+string(v), "verification."+string(v)+".meaning")
	}
	for _, c := range incidents.Classes() {
		keys = append(keys, "class."+string(c)+".heading")
	}
	for _, o := range incidents.Outcomes() {
		keys = append(keys, "outcome."+string(o), "outcome."+string(o)+".one", "outcome."+string(o)+".other")
	}
	for _, g := range incidents.Groups() {
		keys = append(keys, "group."+string(g)+".one", "group."+string(g)+".other")
	}
	for _, d := range []incidents.Disposition{incidents.Corrected, incidents.Merged, incidents.Retracted} {
		keys = append(keys, "disposition."+string(d))
	}
	for _, k := range []incidents.RevisionKind{incidents.Create, incidents.Update, incidents.Clarification, incidents.Correction, incidents.Retraction} {
		keys = append(keys, "revision."+string(k))
	}
	for _, r := range []incidents.RelationType{incidents.PartOf, incidents.CausedBy, incidents.RetaliationFor, incidents.DuplicateOf, incidents.Supersedes} {
		keys = append(keys, "relation."+string(r))
	}
	for _, k := range incidents.SourceKinds() {
		keys = append(keys, "source.kind."+string(k))
	}
	for _, a := range incidents.Attributions() {
		keys = append(keys, "source.attribution."+string(a))
	}
	m := interfaceIn(t, "en")
	keys = append(keys, keysIn(t, ui.Templates(), "*.gohtml", `\.T "([^"]+)"`, "")...)
	// The client is tested where it stands; here, that it is told what it says.
	keys = append(keys, keysIn(t, os.DirFS("../ui/src"), "*.ts", `\bsay\('([^']+)'`, "client.")...)
	keys = append(keys, keysIn(t, os.DirFS("../ui/src/desk"), "*.ts", `\bt\('([^']+)'`, "desk.")...)
	keys = append(keys, keysIn(t, os.DirFS("../ui/src/desk"), "*.ts", `'((?:wrong|error)\.[a-z_]+)'`, "desk.")...)
	for _, key := range keys {
		if m.Optional(key) == "" {
			t.Errorf("no message %q", key)
		}
	}
}

// What only the desk says stands in a file of its own, which public pages need not change with.
func TestDeskMessagesAreTheDesks(t *testing.T) {
	var own map[string]json.RawMessage
	if err := json.Unmarshal(deskFile, &own); err != nil || len(own) == 0 {
		t.Fatalf("%d messages, error %v", len(own), err)
	}
	for key := range own {
		if !strings.HasPrefix(key, "desk.") {
			t.Errorf("%s is not of the desk", key)
		}
	}
}

// keysIn gathers what a pattern finds in the files of a tree, with a prefix to each.
func keysIn(t *testing.T, tree fs.FS, files, pattern, prefix string) []string {
	t.Helper()
	named := regexp.MustCompile(pattern)
	var keys []string
	err := fs.WalkDir(tree, ".", func(name string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() {
			return err
		}
		if ok, err := path.Match(files, path.Base(name)); err != nil || !ok {
			return err
		}
		text, err := fs.ReadFile(tree, name)
		for _, m := range named.FindAllSubmatch(text, -1) {
			keys = append(keys, prefix+string(m[1]))
		}
		return err
	})
	if err != nil || len(keys) == 0 {
		t.Fatalf("%s: keys %v, error %v", files, keys, err)
	}
	return keys
}

func TestMessageHoles(t *testing.T) {
	m := interfaceIn(t, "en")
	if got := m.Text("count.entry.other", "n", 12345); got != "12,345 entries" {
		t.Errorf("got %q", got)
	}
	// A value that looks like a hole is not filled in a second time.
	if got := m.Text("number.range", "low", "{high}", "high", "5"); got != "{high} to 5" {
		t.Errorf("got %q", got)
	}
	if got := m.Text("no.such.message"); got != "no.such.message" {
		t.Errorf("got %q", got)
	}
}
