package publish

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"math"
	"path"
	"strings"

	"incidentmap/geo/mercator"
	"incidentmap/web/address"
)

// What a map shows of a story too large to be sent whole is written as a pyramid of files: each
// has what a map of a zoom shows in a square of the world, 1024 CSS pixels wide on it, as
// the server's clusters have it. Squares with nothing in them have no file. Below one in which
// nothing comes apart any more, or where the bound is reached, there are none either: there
// the map goes on with what that one has. tree.json says which there are.
const (
	firstViewZoom = 2  // of a map whose world is 1024 pixels wide, and one file
	lastViewZoom  = 14 // as far as the page's map goes
)

// areaZooms are the zooms for which the areas and lines of the whole world are written, by
// themselves and not in the squares, each of which would have them again. A map takes those of
// the last zoom that is not above its own.
var areaZooms = []int{0, 2, 5, 8}

// square is a file of the pyramid.
type square struct {
	x, y   int
	deeper bool // whether anything in it comes apart
	below  int  // which of the four squares below there are: 1 north-west, 2 north-east, 4 south-west, 8 south-east
}

// viewTree is tree.json.
type viewTree struct {
	First int    `json:"first"` // the zoom of the topmost square; for those below it there are files of the world too
	Areas []int  `json:"areas"` // the zooms of areas/{zoom}.json
	Below string `json:"below"` // for each square, level by level, which there are below, as a hexadecimal digit
}

// writeViews writes the pyramid in a language.
func (r *run) writeViews(ctx context.Context, lang string) error {
	v := &viewWriter{run: r, lang: lang, known: map[string]bool{}}
	if lang != r.layout.Lang {
		v.folder = lang
	}
	for _, zoom := range areaZooms {
		if err := v.areas(ctx, zoom); err != nil {
			return err
		}
	}
	levels, err := v.pyramid(ctx)
	if err != nil {
		return err
	}
	var below strings.Builder
	for _, level := range levels {
		for _, s := range level {
			fmt.Fprintf(&below, "%x", s.below)
		}
	}
	text, err := json.Marshal(viewTree{firstViewZoom, areaZooms, below.String()})
	if err != nil {
		return err
	}
	return v.keep("tree.json", text)
}

// viewWriter writes the pyramid of a language.
type viewWriter struct {
	*run
	lang, folder string
	known        map[string]bool
	files        int
}

// pyramid writes the squares, level by level, and gives those of each.
func (v *viewWriter) pyramid(ctx context.Context) ([][]square, error) {
	var top square
	for zoom := range firstViewZoom + 1 { // below the first, the world is smaller than a square, and one file too
		var found bool
		var err error
		if top, found, err = v.square(ctx, zoom, square{}); err != nil {
			return nil, err
		}
		if !found { // nothing is anywhere; the file is there all the same, for the tree has a root
			if err := v.keep(fmt.Sprintf("%d/0/0.json", zoom), []byte(`{"type":"FeatureCollection","features":[]}`)); err != nil {
				return nil, err
			}
		}
	}
	levels := [][]square{{top}}
	for zoom := firstViewZoom + 1; zoom <= lastViewZoom; zoom++ {
		above := levels[len(levels)-1]
		var next []square
		for i := range above {
			if !above[i].deeper {
				continue
			}
			if v.files+4 > v.config.Bounds.Views {
				v.report(fmt.Sprintf("files of what the map shows: %d in each language (--views); bubbles that have no nearer one stay together from zoom %d on", v.config.Bounds.Views, zoom))
				break
			}
			for corner := range 4 {
				s, found, err := v.square(ctx, zoom, square{x: 2*above[i].x + corner%2, y: 2*above[i].y + corner/2})
				if err != nil {
					return nil, err
				}
				if found {
					above[i].below |= 1 << corner
					next = append(next, s)
				}
			}
		}
		if len(next) == 0 {
			break
		}
		levels = append(levels, next)
	}
	return levels, nil
}

// square writes what a map of a zoom shows at points in a square; false when that is nothing.
func (v *viewWriter) square(ctx context.Context, zoom int, s square) (square, bool, error) {
	file := fmt.Sprintf("%d/%d/%d.json", zoom, s.x, s.y)
	lines, err := v.ask(ctx, zoom, squareBox(max(0, zoom-firstViewZoom), s.x, s.y), file)
	if err != nil {
		return s, false, err
	}
	var kept []string
	for _, line := range lines {
		if line.isArea() {
			continue
		}
		kept = append(kept, line.text)
		splits := line.Properties.SplitsAt
		s.deeper = s.deeper || line.Properties.Cluster && splits > zoom && splits <= lastViewZoom
	}
	if len(kept) == 0 {
		return s, false, nil
	}
	return s, true, v.keepFeatures(file, kept)
}

// areas writes what a map of a zoom shows of areas and lines, wherever.
func (v *viewWriter) areas(ctx context.Context, zoom int) error {
	file := fmt.Sprintf("areas/%d.json", zoom)
	lines, err := v.ask(ctx, zoom, "-180,-90,180,90", file)
	if err != nil {
		return err
	}
	var kept []string
	for _, line := range lines {
		if line.isArea() {
			kept = append(kept, line.text)
		}
	}
	return v.keepFeatures(file, kept)
}

// feature is a line of a collection, and what is read of it.
type feature struct {
	ID         string
	Geometry   *struct{ Type string }
	Properties struct {
		Cluster  bool
		SplitsAt int `json:"splits_at"`
	}
	text string
}

// isArea reports what is not at points.
func (f *feature) isArea() bool {
	return strings.HasPrefix(f.ID, "a-") || f.Geometry == nil || f.Geometry.Type != "Point" && f.Geometry.Type != "MultiPoint"
}

// ask asks for a collection, which has each feature in a line of its own, and gives these with the
// addresses of incidents placed.
func (v *viewWriter) ask(ctx context.Context, zoom int, box, file string) ([]feature, error) {
	addr := address.WithQuery(address.Clusters(v.layout.Story), "zoom", fmt.Sprint(zoom), "bbox", box, "lang", v.lang)
	a, err := ask(ctx, v.server, addr, nil)
	if err != nil {
		return nil, err
	}
	var all []feature
	for _, line := range bytes.Split(a.body.Bytes(), []byte("\n"))[1:] {
		line = bytes.TrimSuffix(line, []byte(","))
		if !bytes.HasPrefix(line, []byte(`{"type":"Feature"`)) {
			continue
		}
		f := feature{text: v.placed(string(line), path.Join(v.folder, "views", file))}
		if err := json.Unmarshal(line, &f); err != nil {
			return nil, fmt.Errorf("%s: a feature cannot be read: %w", addr, err)
		}
		all = append(all, f)
	}
	return all, nil
}

// placed gives a feature the address of its incident's page; that of one without a page is
// taken out.
func (v *viewWriter) placed(line, file string) string {
	before, addr, found := strings.Cut(line, `,"url":"`+origin)
	if !found {
		return line
	}
	addr, behind, _ := strings.Cut(addr, `"`)
	p, ok := v.layout.Place(address.WithQuery(addr, "lang", v.lang))
	if ok {
		p, ok = v.pages.find(p, p.incident())
	}
	if !ok {
		return before + behind
	}
	return before + `,"url":"` + p.Relative(file) + `"` + behind
}

func (v *viewWriter) keepFeatures(file string, features []string) error {
	b := []byte(`{"type":"FeatureCollection","features":[`)
	for i, f := range features {
		if i > 0 {
			b = append(b, ',')
		}
		b = append(append(b, '\n'), f...)
	}
	return v.keep(file, append(b, "\n]}\n"...))
}

func (v *viewWriter) keep(file string, body []byte) error {
	v.files++
	d := v.run.folder.draft()
	if _, err := d.Write(body); err != nil {
		return err
	}
	return d.keep(path.Join(v.folder, "views", file), "application/json")
}

// inset is by how much, in degrees, the box of a square stays within it, so that it does not meet
// the cells of its neighbours. It is far less than a cell of the last zoom.
const inset = 1e-6

// squareBox gives the box, west, south, east, north in degrees, of a tile of Web Mercator. Those
// at the top and the bottom of the map go on to the poles.
func squareBox(z, x, y int) string {
	side := math.Exp2(float64(z))
	west, east := mercator.Lon(float64(x)/side), mercator.Lon(float64(x+1)/side)
	north, south := mercator.Lat(float64(y)/side), mercator.Lat(float64(y+1)/side)
	if y == 0 {
		north = 90
	}
	if y == int(side)-1 {
		south = -90
	}
	return fmt.Sprintf("%.7f,%.7f,%.7f,%.7f", west+inset, south+inset, east-inset, north-inset)
}
