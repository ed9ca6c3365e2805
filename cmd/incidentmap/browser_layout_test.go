package main

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"incidentmap/data"
	"incidentmap/incidents"
	"incidentmap/incidents/format"
	"incidentmap/incidents/sqlite"
)

// overlapping tells, one a line, what covers what on the map: marks and bubbles each other, or a control them, by more than a
// pixel; and figures that are not in their circles. What is out of view is not looked at. Controls are asked of a story that leaves
// them room: over one that fills the view they lie as over any map, as nothing is moved from its place for them.
const overlapping = `(() => {
	const map = document.querySelector('#map').getBoundingClientRect();
	const seen = (r) => r.width > 0 && r.right > map.left && r.left < map.right && r.bottom > map.top && r.top < map.bottom;
	const boxes = (selector) => [...document.querySelectorAll(selector)].map((e) => ({ e, r: e.getBoundingClientRect() })).filter(({ r }) => seen(r));
	const meet = (a, b) => Math.min(a.right, b.right) - Math.max(a.left, b.left) > 1 && Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top) > 1;
	const name = ({ e }) => (e.getAttribute('aria-label') ?? e.className).slice(0, 60);
	const marks = boxes('#map .leaflet-marker-pane > button');
	const controls = %t ? boxes('#map .leaflet-control') : [];
	const out = [];
	marks.forEach((a, i) => {
		for (const b of marks.slice(0, i)) if (meet(a.r, b.r)) out.push(name(a) + ' covers ' + name(b));
		for (const c of controls) if (meet(a.r, c.r)) out.push(name(c) + ' covers ' + name(a));
	});
	for (const bubble of boxes('#map .bubble')) {
		for (const figure of bubble.e.querySelectorAll('[data-figure]')) {
			const r = figure.getBoundingClientRect();
			if (r.left < bubble.r.left || r.right > bubble.r.right) out.push(figure.dataset.figure + ' is wider than its bubble');
		}
	}
	return out.join('\n');
})()`

// TestBrowserLayout holds that nothing covers anything when a story opens, and that no text is cut off then or after a move,
// at the widths of phones and desks, in either language, light and dark. With INCIDENTMAP_DATASETS, a folder of tables and GeoJSON, their stories are held to it, too.
func TestBrowserLayout(t *testing.T) {
	t.Parallel()
	if testing.Short() {
		t.Skip("it opens many pages")
	}
	b := startBrowser(t)
	file := seededWith(t, func(store incidents.Store) {
		putReports(t, store, "thousand", 1000)
		putLarge(t, store, "many", 100_000)
	})
	stories := []string{seedPage, "/stories/thousand", "/stories/many"}
	stories = append(stories, takeDatasets(t, file)...)
	s := startOn(t, file)
	for _, story := range stories {
		for i, width := range []int64{360, 390, 412, 768, 1280, 1920} {
			lang, dark := []string{"es", "en"}[i%2], i%3 == 0
			t.Run(fmt.Sprintf("%s at %d in %s, dark %t", story, width, lang, dark), func(t *testing.T) {
				p := b.open(t, s, screen{width: width, height: 860, dark: dark, still: true})
				p.notesTexts()
				p.visitMap(story + "?lang=" + lang)
				p.wait("marks", `document.querySelectorAll('#map .leaflet-marker-pane > button').length > 0`)
				if faults := ask[string](p, fmt.Sprintf(overlapping, story == seedPage)); faults != "" {
					t.Errorf("%s", faults)
				}
				p.checkTexts()
			})
		}
	}
}

// seededWith makes a store that has the seed story and what is put into it, and gives its file.
func seededWith(t *testing.T, put func(incidents.Store)) string {
	t.Helper()
	file := filepath.Join(t.TempDir(), "seeded.db")
	store, err := sqlite.Open(t.Context(), file, format.AppendFeature)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := seed(t.Context(), store, data.SeedStory()); err != nil {
		t.Fatal(err)
	}
	put(store)
	if err := store.Close(); err != nil {
		t.Fatal(err)
	}
	return file
}

// takeDatasets imports the files that a folder has, each as a story, and gives the stories' addresses.
func takeDatasets(t *testing.T, store string) []string {
	t.Helper()
	folder := os.Getenv("INCIDENTMAP_DATASETS")
	if folder == "" {
		return nil
	}
	var all []string
	for _, pattern := range []string{"*/*.csv", "*/*.geojson"} {
		files, err := filepath.Glob(filepath.Join(folder, pattern))
		if err != nil {
			t.Fatal(err)
		}
		for _, name := range files {
			slug := strings.ToLower(strings.NewReplacer("_", "-", ".", "-").Replace(filepath.Base(name)))
			if code, _, told := invokeAlive(t, "import", "--store=sqlite:"+store, "--story="+slug, "--publish", name); code != 0 && strings.Contains(told, "nothing") {
				continue // a table of something else
			}
			all = append(all, "/stories/"+slug)
		}
	}
	return all
}
