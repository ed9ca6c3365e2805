package pmtiles_test

import (
	"bytes"
	"encoding/binary"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"incidentmap/geo/mercator"
	"incidentmap/tiles/pmtiles"
	"incidentmap/tiles/streets/streetstest"
)

func file(b []byte) pmtiles.Source { return pmtiles.File{ReaderAt: bytes.NewReader(b)} }

// TestArchive holds that every tile of an archive is found, and none beside them.
func TestArchive(t *testing.T) {
	a, err := pmtiles.Open(t.Context(), file(streetstest.Archive(streetstest.Protomaps)))
	if err != nil {
		t.Fatal(err)
	}
	if !strings.Contains(a.Attribution, "Invented") || len(a.Layers) == 0 {
		t.Errorf("metadata %q, %v", a.Attribution, a.Layers)
	}
	for z := streetstest.MinZoom; z <= streetstest.MaxZoom; z++ {
		middle := mercator.Project(streetstest.Middle, float64(int(1)<<z))
		for dx := -3; dx <= 3; dx++ {
			b, err := a.Tile(t.Context(), z, int(middle[0])+dx, int(middle[1]))
			if err != nil {
				t.Fatal(err)
			}
			if there := dx >= -2 && dx <= 2; there != (b != nil) {
				t.Errorf("zoom %d, %d columns from the middle: a tile of %d bytes", z, dx, len(b))
			}
		}
	}
	for _, beyond := range [][3]int{{-1, 0, 0}, {2, 4, 0}, {2, 0, -1}, {99, 0, 0}} {
		if b, err := a.Tile(t.Context(), beyond[0], beyond[1], beyond[2]); b != nil || err != nil {
			t.Errorf("%v: %d bytes, %v", beyond, len(b), err)
		}
	}
}

func TestArchivesThatAreRefused(t *testing.T) {
	whole := streetstest.Archive(streetstest.Protomaps)
	changed := func(at int, to ...byte) []byte {
		b := bytes.Clone(whole)
		copy(b[at:], to)
		return b
	}
	huge := binary.LittleEndian.AppendUint64(nil, 1<<40)
	for name, c := range map[string]struct {
		b    []byte
		says string
	}{
		"nothing":             {nil, "header"},
		"another file":        {bytes.Repeat([]byte("x"), 200), "not a PMTiles archive"},
		"version 2":           {changed(7, 2), "version 2"},
		"pictures":            {changed(99, 2), "not vector tiles"},
		"a great directory":   {changed(16, huge...), "at most"},
		"a great metadata":    {changed(32, huge...), "at most"},
		"another compression": {changed(97, 4), "compression 4"},
		"zooms":               {changed(100, 9, 3), "zooms 9 to 3"},
		"cut short":           {whole[:150], "directory"},
	} {
		if _, err := pmtiles.Open(t.Context(), file(c.b)); err == nil || !strings.Contains(err.Error(), c.says) {
			t.Errorf("%s: %v, want %q", name, err, c.says)
		}
	}
}

// FuzzOpen holds that no archive makes the reader fail, whatever its bytes.
func FuzzOpen(f *testing.F) {
	whole := streetstest.Archive(streetstest.OpenMapTiles)
	f.Add(whole[:2000])
	f.Add(whole[:200])
	f.Fuzz(func(t *testing.T, b []byte) {
		a, err := pmtiles.Open(t.Context(), file(b))
		if err != nil {
			return
		}
		for z := range 12 {
			_, _ = a.Tile(t.Context(), z, 1<<z/2, 1<<z/2)
		}
	})
}

// TestRemote holds that an archive at an address is read by ranges, and what is told where it cannot be.
func TestRemote(t *testing.T) {
	whole := streetstest.Archive(streetstest.Protomaps)
	tag, asked := `"one"`, 0
	mux := http.NewServeMux()
	mux.HandleFunc("/a.pmtiles", func(w http.ResponseWriter, r *http.Request) {
		asked++
		w.Header().Set("ETag", tag)
		http.ServeContent(w, r, "a.pmtiles", time.Time{}, bytes.NewReader(whole))
	})
	mux.HandleFunc("/whole", func(w http.ResponseWriter, _ *http.Request) { _, _ = w.Write(whole) })
	mux.Handle("/moved", http.RedirectHandler("/a.pmtiles", http.StatusFound))
	server := httptest.NewServer(mux)
	defer server.Close()
	open := func(address string) (*pmtiles.Archive, error) {
		source, err := pmtiles.Remote(address)
		if err != nil {
			return nil, err
		}
		return pmtiles.Open(t.Context(), source)
	}
	a, err := open(server.URL + "/a.pmtiles")
	if err != nil {
		t.Fatal(err)
	}
	middle := mercator.Project(streetstest.Middle, 1<<14)
	if b, err := a.Tile(t.Context(), 14, int(middle[0]), int(middle[1])); err != nil || len(b) == 0 {
		t.Errorf("a tile of %d bytes, %v", len(b), err)
	}
	if asked != 4 { // header, directory, metadata, tile
		t.Errorf("%d requests", asked)
	}
	tag = `"two"`
	if _, err := a.Tile(t.Context(), 14, int(middle[0]), int(middle[1])); err == nil || !strings.Contains(err.Error(), "replaced") {
		t.Errorf("of an archive that was replaced: %v", err)
	}
	for address, says := range map[string]string{
		server.URL + "/whole":              "byte ranges",
		server.URL + "/moved":              "leads elsewhere",
		server.URL + "/none":               "404",
		"file:///etc/passwd":               "https://",
		"http://169.254.169.254/a.pmtiles": "not called",
		"http://0.0.0.0/a.pmtiles":         "not called",
	} {
		if _, err := open(address); err == nil || !strings.Contains(err.Error(), says) {
			t.Errorf("%s: %v, want %q", address, err, says)
		}
	}
}
