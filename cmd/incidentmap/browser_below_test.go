package main

import (
	"path/filepath"
	"testing"
)

// Below a path the map is as at the root: its script asks for tiles, the list, cards and news where
// they are. A request that fails is an error on the console, which fails the test.
func TestBrowserBelowAPath(t *testing.T) {
	t.Parallel()
	addr := freeAddress(t)
	r := startOn(t, filepath.Join(t.TempDir(), "test.db"), "--addr="+addr, "--public-url=http://"+addr+"/map/")
	p := open(t, r, desk)
	const page = "/map" + seedPage
	p.visitMap(page + "?lang=en")
	ask[bool](p, `(document.querySelector('.leaflet-control-zoom-in').click(), true)`)
	p.wait("tiles of the basemap", `performance.getEntriesByType('resource').some(e => new URL(e.name).pathname.startsWith('/map/basemap/') && e.responseStatus === 200)`)
	ask[bool](p, `(document.querySelector('#list li.item a.open').click(), true)`)
	p.wait("the card", `document.querySelector('#card article.incident h1, #card article.incident h2')?.textContent.length > 0`)
	if path := ask[string](p, `location.pathname`); path != page {
		t.Errorf("the card is at %s", path)
	}
	outside := `performance.getEntriesByType('resource').map(e => new URL(e.name)).filter(u => u.protocol === 'http:' && !u.pathname.startsWith('/map/')).map(u => u.pathname).join(' ')`
	if paths := ask[string](p, outside); paths != "" {
		t.Errorf("asked for outside the path: %s", paths)
	}
	p.visitMap(page + "/embed?lang=en")
	if paths := ask[string](p, outside); paths != "" {
		t.Errorf("the embed asked for outside the path: %s", paths)
	}
}
