// Package streetstest invents a town as a PMTiles archive, for tests of what reads and draws one.
package streetstest

import (
	"bytes"
	"compress/gzip"
	"encoding/binary"
	"encoding/json"
	"math"
	"slices"

	"github.com/paulmach/orb"
	"github.com/paulmach/orb/clip"
	"github.com/paulmach/orb/encoding/mvt"
	"github.com/paulmach/orb/geojson"

	"incidentmap/geo/mercator"
)

// Middle is the middle of the town, in degrees lon, lat: beside Tapalpa, which is not like this.
var Middle = orb.Point{-103.7636, 19.9447}

// Schema names a schema of tiles.
type Schema string

// The schemas.
const (
	Protomaps    Schema = "protomaps"
	OpenMapTiles Schema = "openmaptiles"
)

// The zooms of the archive.
const (
	MinZoom = 9
	MaxZoom = 14
)

// Streets is how many streets the town has each way; every fourth is a major one. All have names.
const Streets = 13

// apart is the distance of two streets in degrees.
const apart = 0.002

// feature is a part of the town, in degrees, with the layer and the properties that it has by schema.
type feature struct {
	geometry orb.Geometry
	layer    map[Schema]string
	says     map[Schema]geojson.Properties
}

func both(protomaps, openMapTiles string) map[Schema]string {
	return map[Schema]string{Protomaps: protomaps, OpenMapTiles: openMapTiles}
}

func says(protomaps, openMapTiles geojson.Properties) map[Schema]geojson.Properties {
	return map[Schema]geojson.Properties{Protomaps: protomaps, OpenMapTiles: openMapTiles}
}

func town() []feature {
	const half = (Streets - 1) / 2 * apart
	at := func(x, y float64) orb.Point { return orb.Point{Middle[0] + x, Middle[1] + y} }
	box := func(x0, y0, x1, y1 float64) orb.Polygon {
		return orb.Polygon{{at(x0, y0), at(x1, y0), at(x1, y1), at(x0, y1), at(x0, y0)}}
	}
	all := []feature{
		{geometry: box(-3, -3, 3, 3), layer: both("earth", ""), says: says(nil, nil)},
		{geometry: box(half, -half, half+0.01, half), layer: both("water", "water"), says: says(geojson.Properties{"kind": "lake"}, geojson.Properties{"class": "lake"})},
		{geometry: box(-half, half, 0, half+0.006), layer: both("landuse", "landcover"), says: says(geojson.Properties{"kind": "park"}, geojson.Properties{"class": "wood"})},
		{geometry: box(-half, -half, half, half), layer: both("landuse", "landuse"), says: says(geojson.Properties{"kind": "residential"}, geojson.Properties{"class": "residential"})},
		{geometry: Middle, layer: both("places", "place"), says: says(geojson.Properties{"kind": "locality", "kind_detail": "town", "name": "Villa Inventada", "population_rank": 8}, geojson.Properties{"class": "town", "name": "Villa Inventada", "rank": 10})},
	}
	for i := range Streets {
		offset := -half + float64(i)*apart
		kind, class, name := "minor_road", "minor", "Calle "+string(rune('A'+i))
		if i%4 == 0 {
			kind, class = "major_road", "primary"
		}
		for turn, line := range []orb.LineString{{at(-half, offset), at(half, offset)}, {at(offset, -half), at(offset, half)}} {
			named := name + []string{" Poniente", " Norte"}[turn]
			all = append(all,
				feature{line, both("roads", "transportation"), says(geojson.Properties{"kind": kind, "name": named}, geojson.Properties{"class": class})},
				feature{line, both("", "transportation_name"), says(nil, geojson.Properties{"class": class, "name": named})})
		}
		for j := range Streets - 1 {
			x, y := -half+float64(j)*apart+0.0004, offset+0.0004
			all = append(all, feature{box(x, y, x+0.0012, y+0.0011), both("buildings", "building"), says(nil, nil)})
		}
	}
	return all
}

// Archive gives the town as the bytes of an archive.
func Archive(schema Schema) []byte {
	type tile struct {
		id    uint64
		bytes []byte
	}
	var tiles []tile
	parts := town()
	for z := MinZoom; z <= MaxZoom; z++ {
		side := float64(int(1) << z)
		middle := mercator.Project(Middle, side)
		for x := int(middle[0]) - 2; x <= int(middle[0])+2; x++ {
			for y := int(middle[1]) - 2; y <= int(middle[1])+2; y++ {
				if b := draw(parts, schema, z, x, y); len(b) > 0 {
					tiles = append(tiles, tile{number(uint64(z), uint64(x), uint64(y)), b})
				}
			}
		}
	}
	slices.SortFunc(tiles, func(a, b tile) int { return int(int64(a.id) - int64(b.id)) })
	var data []byte
	directory := binary.AppendUvarint(nil, uint64(len(tiles)))
	last := uint64(0)
	for _, t := range tiles {
		directory = binary.AppendUvarint(directory, t.id-last)
		last = t.id
	}
	for range tiles {
		directory = binary.AppendUvarint(directory, 1)
	}
	for _, t := range tiles {
		directory = binary.AppendUvarint(directory, uint64(len(t.bytes)))
	}
	for _, t := range tiles {
		directory = binary.AppendUvarint(directory, uint64(len(data))+1)
		data = append(data, t.bytes...)
	}
	layers := map[string]bool{}
	for _, p := range parts {
		layers[p.layer[schema]] = true
	}
	var listed []map[string]string
	for name := range layers {
		if name != "" {
			listed = append(listed, map[string]string{"id": name})
		}
	}
	metadata, err := json.Marshal(map[string]any{"attribution": `<a href="https://maps.example.org/" onclick="x()">Invented <b>Maps</b></a> & friends`, "vector_layers": listed})
	if err != nil {
		panic(err)
	}
	return assemble(packed(directory), packed(metadata), data)
}

func assemble(root, metadata, data []byte) []byte {
	const head = 127
	b := append([]byte("PMTiles"), 3)
	offset := uint64(head)
	for _, section := range [][]byte{root, metadata, nil, data} {
		b = binary.LittleEndian.AppendUint64(b, offset)
		b = binary.LittleEndian.AppendUint64(b, uint64(len(section)))
		offset += uint64(len(section))
	}
	b = append(b, make([]byte, 24)...)
	b = append(b, 1, 2, 2, 1, MinZoom, MaxZoom)
	for _, v := range []float64{Middle[0] - 3, Middle[1] - 3, Middle[0] + 3, Middle[1] + 3} {
		b = binary.LittleEndian.AppendUint32(b, uint32(int32(math.Round(v*1e7))))
	}
	b = append(b, make([]byte, head-len(b))...)
	return slices.Concat(b, root, metadata, data)
}

func draw(parts []feature, schema Schema, z, x, y int) []byte {
	const extent, margin = 4096, 64
	side := float64(int(1) << z)
	box := orb.Bound{Min: orb.Point{-margin, -margin}, Max: orb.Point{extent + margin, extent + margin}}
	layers := map[string]*mvt.Layer{}
	var order mvt.Layers
	for _, p := range parts {
		name := p.layer[schema]
		if name == "" {
			continue
		}
		g := placed(p.geometry, func(q orb.Point) orb.Point {
			at := mercator.Project(q, side)
			return orb.Point{math.Round((at[0] - float64(x)) * extent), math.Round((at[1] - float64(y)) * extent)}
		})
		if point, is := g.(orb.Point); is && !box.Contains(point) {
			continue
		}
		if g = clip.Geometry(box, g); g == nil {
			continue
		}
		if layers[name] == nil {
			layers[name] = &mvt.Layer{Name: name, Version: 2, Extent: extent}
			order = append(order, layers[name])
		}
		layers[name].Features = append(layers[name].Features, &geojson.Feature{Geometry: g, Properties: p.says[schema]})
	}
	b, err := mvt.Marshal(order)
	if err != nil {
		panic(err)
	}
	return packed(b)
}

func placed(g orb.Geometry, to func(orb.Point) orb.Point) orb.Geometry {
	switch g := g.(type) {
	case orb.Point:
		return to(g)
	case orb.LineString:
		out := make(orb.LineString, len(g))
		for i, p := range g {
			out[i] = to(p)
		}
		return out
	case orb.Polygon:
		out := make(orb.Polygon, len(g))
		for i, r := range g {
			out[i] = orb.Ring(placed(orb.LineString(r), to).(orb.LineString))
			out[i].Reverse()
		}
		return out
	}
	return g
}

func packed(b []byte) []byte {
	var out bytes.Buffer
	z := gzip.NewWriter(&out)
	_, err := z.Write(b)
	if err := z.Close(); err != nil {
		panic(err)
	}
	if err != nil {
		panic(err)
	}
	return out.Bytes()
}

// number is a tile's place along the Hilbert curves, by the description of Wikipedia's xy2d.
func number(z, x, y uint64) uint64 {
	id, n := (uint64(1)<<(2*z)-1)/3, uint64(1)<<z
	for s := n / 2; s > 0; s /= 2 {
		var rx, ry uint64
		if x&s > 0 {
			rx = 1
		}
		if y&s > 0 {
			ry = 1
		}
		id += s * s * ((3 * rx) ^ ry)
		if ry == 0 {
			if rx == 1 {
				x, y = n-1-x, n-1-y
			}
			x, y = y, x
		}
	}
	return id
}
