package synthetic

import (
	"fmt"
	"math"
	"time"
)

// Tile is the address of a tile.
type Tile struct{ Z, X, Y int }

// String gives the address as z/x/y.
func (t Tile) String() string { return fmt.Sprintf("%d/%d/%d", t.Z, t.X, t.Y) }

// deepest is the highest zoom that is asked for.
const deepest = 14

// perZoom is how often tiles of each zoom are asked for: of the low ones there are few.
var perZoom = []float64{0: 1, 2, 3, 4, 5, 6, 7, 8, 8, 8, 8, 8, 8, 8, deepest: 8}

// Tiles gives n different tiles of zooms 0 to 14, most of them where incidents are.
func Tiles(n int, seed uint64) []Tile {
	r := newRandom(seed)
	places := newAtlas(r)
	zooms := weigh(len(perZoom), func(z int) float64 { return perZoom[z] })
	seen := map[Tile]bool{}
	tiles := make([]Tile, 0, n)
	for len(tiles) < n {
		s := places.place()
		t := TileAt(r.pick(zooms), s.lon, s.lat)
		if !seen[t] {
			seen[t] = true
			tiles = append(tiles, t)
		}
	}
	return tiles
}

// TileAt gives the tile of a zoom that a position in degrees lies in, by the formula of
// https://wiki.openstreetmap.org/wiki/Slippy_map_tilenames.
func TileAt(z int, lon, lat float64) Tile {
	side := math.Exp2(float64(z))
	φ := lat * math.Pi / 180
	x := (lon + 180) / 360 * side
	y := (1 - math.Asinh(math.Tan(φ))/math.Pi) / 2 * side
	within := func(v float64) int { return int(math.Max(0, math.Min(v, side-1))) }
	return Tile{z, within(x), within(y)}
}

// Box is west, south, east, north in degrees; it never crosses the antimeridian.
type Box [4]float64

// String gives the box as the parameter bbox.
func (b Box) String() string {
	return fmt.Sprintf("%.4f,%.4f,%.4f,%.4f", b[0], b[1], b[2], b[3])
}

// Boxes gives n boxes around cities of Mexico, as wide as a quarter of a town to a third of
// the country.
func Boxes(n int, seed uint64) []Box {
	r := newRandom(seed)
	places := newAtlas(r)
	boxes := make([]Box, n)
	for i := range boxes {
		c := mexican[r.pick(places.mexican)]
		half := math.Exp(r.between(math.Log(0.02), math.Log(4)))
		lon, lat := c.lon+half*r.between(-1, 1), c.lat+half*r.between(-1, 1)
		boxes[i] = Box{lon - half, lat - half*0.6, lon + half, lat + half*0.6}
	}
	return boxes
}

// Filter is a span of time and some kinds.
type Filter struct {
	From, To time.Time
	Kinds    []string
}

// Filters gives n filters: a day to two years, and one to four kinds.
func Filters(n int, seed uint64) []Filter {
	r := newRandom(seed)
	filters := make([]Filter, n)
	seconds := Last.Sub(First).Seconds()
	for i := range filters {
		span := math.Exp(r.between(math.Log(24*3600), math.Log(2*365*24*3600)))
		from := First.Add(time.Duration(r.share()*(seconds-span)) * time.Second)
		filters[i] = Filter{From: from, To: from.Add(time.Duration(span) * time.Second)}
		first := r.below(len(events))
		for k := range 1 + r.below(4) {
			filters[i].Kinds = append(filters[i].Kinds, events[(first+k)%len(events)].kind)
		}
	}
	return filters
}

// Years gives n different filters of three kinds and a year.
func Years(n int, seed uint64) []Filter {
	r := newRandom(seed)
	filters := make([]Filter, n)
	const year = 365 * 24 * time.Hour
	hours := int((Last.Sub(First) - year).Hours())
	for i := range filters {
		from := First.Add(time.Duration(r.below(hours))*time.Hour + time.Duration(i)*time.Second)
		filters[i] = Filter{From: from, To: from.Add(year)}
		first := r.below(len(events))
		for k := range 3 {
			filters[i].Kinds = append(filters[i].Kinds, events[(first+k)%len(events)].kind)
		}
	}
	return filters
}
