package hostile

import (
	"bufio"
	"context"
	"encoding/csv"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"math"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"time"

	"incidentmap/cmd/dev/program"
	"incidentmap/cmd/dev/synthetic"
)

// The story that is attacked.
const (
	story = "hostile"
	base  = "/stories/" + story
	items = base + "/ogc/collections/all/items"
)

// What the store holds besides published incidents.
const (
	draftsShare = 5       // an incident of so many is a draft besides
	longDraft   = 500     // a draft of so many has a long text
	draftText   = 15_000  // bytes of one
	corners     = 190_000 // of one published polygon
	areaKind    = "curfew"
)

// Seeds of what is invented.
const (
	publishedSeed = 1
	draftSeed     = 2
)

// file is the name of a file that is kept for the next run, of so many incidents.
func (r *run) file(suffix string) string {
	return filepath.Join(r.Dir, fmt.Sprintf("hostile-%d%s", r.Incidents, suffix))
}

// madeStore gives a store as it is before the attacks, which is made unless an earlier run has.
func (r *run) madeStore(ctx context.Context) (string, error) {
	store := r.file(".db")
	if _, err := os.Stat(store); err == nil {
		return store, nil
	}
	part := r.file(".part.db")
	if err := program.RemoveStore(part); err != nil {
		return "", err
	}
	files := []struct {
		suffix string
		write  func(w io.Writer) error
		more   []string
	}{
		{".csv", r.writePublished, []string{"--publish"}},
		{".drafts.csv", r.writeDrafts, []string{"--namespace", "drafts"}},
		{".geojson", writeArea, []string{"--publish"}},
	}
	for _, f := range files {
		began := time.Now()
		if err := write(r.file(f.suffix), f.write); err != nil {
			return "", err
		}
		args := append([]string{"import", "--story", story, "--store", "sqlite:" + part}, f.more...)
		_, err := program.Finish(ctx, filepath.Join(r.Dir, "import.log"), r.program, append(args, r.file(f.suffix))...)
		if err != nil && f.suffix != ".geojson" { // a polygon of so many corners may be refused
			return "", errors.Join(err, program.RemoveStore(part))
		}
		fmt.Fprintf(r.Log, "import of %s: %.0f s, %v\n", filepath.Base(r.file(f.suffix)), time.Since(began).Seconds(), err)
	}
	return store, program.RenameStore(store, part)
}

// write makes a file.
func write(name string, content func(w io.Writer) error) error {
	f, err := os.Create(name)
	if err != nil {
		return err
	}
	out := bufio.NewWriterSize(f, 1<<20)
	return errors.Join(content(out), out.Flush(), f.Close())
}

func (r *run) writePublished(w io.Writer) error {
	_, err := synthetic.WriteCSV(w, r.Incidents, publishedSeed)
	return err
}

// writeDrafts writes incidents, some with a long text.
func (r *run) writeDrafts(w io.Writer) error {
	table := csv.NewWriter(w)
	if err := table.Write([]string{"id", "title_es", "category", "occurred_at", "lon", "lat", "summary_es"}); err != nil {
		return err
	}
	long := strings.Repeat("Texto de un borrador que nadie lee. ", draftText/36)
	i := 0
	for inc := range synthetic.Incidents(r.Incidents/draftsShare, draftSeed) {
		summary := ""
		if i++; i%longDraft == 0 {
			summary = long
		}
		err := table.Write([]string{
			inc.ID, inc.TitleES, inc.Category, inc.At.Format(time.RFC3339),
			strconv.FormatFloat(inc.Lon, 'f', 6, 64), strconv.FormatFloat(inc.Lat, 'f', 6, 64), summary,
		})
		if err != nil {
			return err
		}
	}
	table.Flush()
	return table.Error()
}

// writeArea writes one incident whose polygon has many corners and does not cross itself.
func writeArea(w io.Writer) error {
	return json.NewEncoder(w).Encode(map[string]any{
		"type": "FeatureCollection",
		"features": []any{map[string]any{
			"type": "Feature", "id": "area-of-many-corners",
			"properties": map[string]any{
				"title": "Área inventada de muchas esquinas", "kind": areaKind, "start": "2025-06-01T00:00:00Z",
			},
			"geometry": map[string]any{"type": "Polygon", "coordinates": []any{ring(corners, -102, 23, 6)}},
		}},
	})
}

// ring gives a closed ring of n corners around a place, in degrees: seen from there every corner
// is in another direction, so that it never crosses itself, and each farther or nearer than the
// one before.
func ring(n int, lon, lat, radius float64) [][2]float64 {
	all := make([][2]float64, 0, n)
	for i := range n - 1 {
		angle := 2 * math.Pi * float64(i) / float64(n-1)
		far := radius * (0.8 + 0.15*math.Sin(7*angle) + 0.05*math.Sin(float64(i*i%977)))
		all = append(all, [2]float64{
			math.Round((lon+far*math.Cos(angle))*1e7) / 1e7, math.Round((lat+far*math.Sin(angle))*1e7) / 1e7,
		})
	}
	return append(all, all[0])
}

// readerPaths are what a reader's browser asks for: the page, and tiles and clusters of where
// most incidents are.
func readerPaths() []string {
	paths := []string{base, base + "?lang=en", base + "/layers", "/basemap/4/3/7.mvt", "/basemap/5/7/13.mvt"}
	for _, z := range []int{3, 5, 7, 9, 11} {
		t := synthetic.TileAt(z, -99.13, 19.43)
		paths = append(paths, fmt.Sprintf("%s/tiles/all/%s.mvt", base, t), fmt.Sprintf("%s/tiles/all/%d/%d/%d.mvt", base, t.Z, t.X+1, t.Y))
		half := 180 / math.Exp2(float64(z))
		paths = append(paths, withQuery(base+"/clusters", "zoom", strconv.Itoa(z),
			"bbox", fmt.Sprintf("%.3f,%.3f,%.3f,%.3f", -99.13-half, max(19.43-half, -85), -99.13+half, min(19.43+half, 85))))
	}
	return paths
}
