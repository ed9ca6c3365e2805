package hostile

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"time"

	"incidentmap/cmd/dev/program"
)

const commandLine = "imports"

// importTime is how long an import of a hostile file may go on; then it is stopped, which breaks a
// rule.
const importTime = 60 * time.Second

// imported is a file that is taken in by the command line.
type imported struct {
	name, why string
	file      string // its name, whose ending tells the format
	write     func(w io.Writer) error
	most      int  // incidents that may come of it; none is looked at when 0
	private   bool // whether to look that nobody else can read the store
}

func importAttacks() []attack {
	var all []attack
	for _, i := range append(archiveFiles(), textFiles()...) {
		all = append(all, attack{name: i.name, why: i.why, gate: commandLine, send: i.take})
	}
	return all
}

// textFiles are hostile in what they say.
func textFiles() []imported {
	const row = "Bloqueo en la carretera,2026-02-22,-103.35,20.67,Bloqueo\n"
	return []imported{
		{name: "equal-rows", why: "256,000 rows that are one", file: "rows.csv", most: 1000, write: repeated("title,date,lon,lat,category\n", row, 256_000, "")},
		{name: "private", why: "a store that is made is for its owner alone", file: "a.csv", private: true, write: text("title,date\na,2026-01-01\n")},
		{name: "csv/line", why: "a line of 300 MB", file: "line.csv", write: repeated("title,date\n\"", strings.Repeat("x", 1<<20), 300, "\",2026-01-01\n")},
		{name: "csv/columns", why: "100,000 columns", file: "columns.csv", write: func(w io.Writer) error {
			for range 3 {
				if err := repeated("", "column,", 100_000, "\n")(w); err != nil {
					return err
				}
			}
			return nil
		}},
		{name: "csv/quotes", why: "a quote that is never closed, in 100 MB", file: "quotes.csv", write: repeated("title,date\n\"", row, 1_700_000, "")},
		{name: "csv/controls", why: "control characters and half characters", file: "controls.csv", write: repeated("title,date\n", "\x1b[31m\x00\u202e\xff\xfe,2026-01-01\n", 10_000, "")},
		{name: "geojson/nested", why: "a million lists in lists", file: "nested.geojson", write: repeated(`{"type":"FeatureCollection","features":`, "[", 1_000_000, "")},
		{name: "geojson/polygon", why: "a polygon of 500,000 corners", file: "polygon.geojson", write: bigPolygon},
		{name: "geojson/number", why: "a number of 50 MB", file: "number.geojson", write: repeated(`{"type":"FeatureCollection","features":[{"type":"Feature","properties":{"killed":`, strings.Repeat("1", 1<<20), 50, `},"geometry":null}]}`)},
		{name: "geojson/properties", why: "a million properties", file: "properties.geojson", write: repeated(`{"type":"FeatureCollection","features":[{"type":"Feature","geometry":null,"properties":{"title":"a"`, `,"p":"1"`, 1_000_000, "}}]}")},
		{name: "kml/entities", why: "entities of entities", file: "entities.kml", write: entities},
		{name: "kml/nested", why: "a million folders in folders", file: "nested.kml", write: repeated(`<?xml version="1.0"?><kml xmlns="http://www.opengis.net/kml/2.2">`, "<Folder>", 1_000_000, "")},
		{name: "kml/attributes", why: "a tag of 100,000 attributes", file: "attributes.kml", write: repeated(`<?xml version="1.0"?><kml xmlns="http://www.opengis.net/kml/2.2"><Placemark `, `a="1" `, 100_000, "/></kml>")},
		{name: "gpx/track", why: "a track of 1,000,000 points", file: "track.gpx", write: repeated(`<?xml version="1.0"?><gpx version="1.1" xmlns="http://www.topografix.com/GPX/1/1"><trk><name>a</name><trkseg>`, `<trkpt lat="20.1" lon="-103.1"/>`, 1_000_000, "</trkseg></trk></gpx>")},
	}
}

// repeated writes a text so many times between two others.
func repeated(start, text string, n int, end string) func(w io.Writer) error {
	return func(w io.Writer) error {
		if _, err := io.WriteString(w, start); err != nil {
			return err
		}
		for range n {
			if _, err := io.WriteString(w, text); err != nil {
				return err
			}
		}
		_, err := io.WriteString(w, end)
		return err
	}
}

func bigPolygon(w io.Writer) error {
	return json.NewEncoder(w).Encode(map[string]any{"type": "FeatureCollection", "features": []any{map[string]any{
		"type": "Feature", "properties": map[string]any{"title": "a", "kind": areaKind, "start": "2026-01-01"}, "geometry": polygon(ring(500_000, -102, 23, 6)),
	}}})
}

// entities writes a document of 10^9 letters, as XML's entities let it.
func entities(w io.Writer) error {
	var b strings.Builder
	b.WriteString(`<?xml version="1.0"?><!DOCTYPE kml [<!ENTITY a0 "aaaaaaaaaa">`)
	for i := range 9 {
		fmt.Fprintf(&b, `<!ENTITY a%d "%s">`, i+1, strings.Repeat(fmt.Sprintf("&a%d;", i), 10))
	}
	b.WriteString(`]><kml xmlns="http://www.opengis.net/kml/2.2"><Placemark><name>&a9;</name><Point><coordinates>0,0</coordinates></Point></Placemark></kml>`)
	_, err := io.WriteString(w, b.String())
	return err
}

// take imports the file into a store of its own, and measures that process in place of the server.
func (i *imported) take(ctx context.Context, t *target) (sum tally) {
	dir, err := os.MkdirTemp(t.dir, "import-")
	if err != nil {
		sum.fault("%v", err)
		return sum
	}
	defer os.RemoveAll(dir)
	name := filepath.Join(dir, i.file)
	if err := write(name, i.write); err != nil {
		sum.fault("the file was not made: %v", err)
		return sum
	}
	report := filepath.Join(dir, "report.json")
	ctx, enough := context.WithTimeout(ctx, importTime)
	defer enough()
	store := filepath.Join(dir, "a.db")
	used, err := program.FinishBelow(ctx, memoryKilled, filepath.Join(dir, "import.log"), t.program,
		"import", "--story", "a", "--publish", "--store", "sqlite:"+store, "--report", report, name)
	sum.n = 1
	size, _ := sizeOf(name)
	sum.said = fmt.Sprintf("file %s, %.1f CPU-s, %d MB at most", sizeText(size), used.CPU.Seconds(), used.Peak>>20)
	switch {
	case errors.Is(err, program.ErrMemory):
		sum.fault("stopped at %d MB", memoryKilled>>20)
	case ctx.Err() != nil:
		sum.fault("not over after %.0f s", importTime.Seconds())
	case used.Peak > mostImport:
		sum.fault("%d MB of memory", used.Peak>>20)
	}
	if n := created(report); i.most > 0 && n > i.most {
		sum.fault("%d incidents came of it", n)
	}
	if info, err := os.Stat(store); i.private && err == nil && info.Mode().Perm()&0o077 != 0 {
		sum.fault("others may read the store: %s", info.Mode())
	}
	for _, word := range []string{"panic:", "fatal error:", "goroutine "} {
		if strings.Contains(program.Tail(filepath.Join(dir, "import.log")), word) {
			sum.fault("it ended with %q", word)
		}
	}
	return sum
}

// mostImport is how much memory an import may take: what a million rows take, and mostMemory more.
const mostImport = 290<<20 + mostMemory

// created reads how many incidents a report tells of.
func created(report string) int {
	var counts struct {
		Created int `json:"created"`
	}
	text, err := os.ReadFile(report)
	if err == nil {
		err = json.Unmarshal(text, &counts)
	}
	if err != nil {
		return 0 // nothing was taken
	}
	return counts.Created
}

func sizeOf(name string) (int64, error) {
	info, err := os.Stat(name)
	if err != nil {
		return 0, err
	}
	return info.Size(), nil
}

// sizeText writes a number of bytes without a space, for notes.
func sizeText(n int64) string { return strings.Replace(size(n), " ", "\u00a0", 1) }
