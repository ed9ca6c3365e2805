package tiles

import (
	"bytes"
	"cmp"
	"context"
	"encoding/binary"
	"slices"

	"github.com/paulmach/orb"
	"github.com/paulmach/orb/encoding/mvt"
	"github.com/paulmach/orb/geojson"

	"incidentmap/incidents"
	"incidentmap/incidents/index"
)

// MaxAreas is how many areas of a tile are drawn one by one.
const MaxAreas = 512

// areasName is the name of the layer.
const areasName = "areas"

// drawn is an area as it is seen in a tile.
type drawn struct {
	*index.Area
	parts []orb.Geometry // in units of the tile, the one of most dimensions first
	size  float64        // of its bound at the tile's zoom, half its way round, in units
}

// areas encodes the layer of areas; none gives no bytes.
func (d *drawer) areas(ctx context.Context, areas []index.Area, a address) ([]byte, error) {
	var seen []drawn
	for i := range areas {
		if areas[i].Count == 0 {
			continue
		}
		o, err := d.outline(ctx, &areas[i], a.z)
		if err != nil {
			return nil, err
		}
		if parts := o.in(a); len(parts) > 0 {
			seen = append(seen, drawn{&areas[i], parts, o.size()})
		}
	}
	if len(seen) == 0 {
		return nil, nil
	}
	// The largest first, so that the small are drawn over them.
	slices.SortFunc(seen, func(a, b drawn) int {
		return cmp.Or(cmp.Compare(b.size, a.size), bytes.Compare(a.Shape[:], b.Shape[:]))
	})
	var w areaLayer
	for _, s := range seen[:min(len(seen), MaxAreas)] {
		w.add(s)
	}
	if len(seen) > MaxAreas {
		w.fold(seen[MaxAreas:])
	}
	return mvt.Marshal(mvt.Layers{{Name: areasName, Version: 2, Extent: Extent, Features: w.features}})
}

// areaLayer collects features for mvt.Marshal.
type areaLayer struct {
	describer
	features []*geojson.Feature
}

func (w *areaLayer) add(s drawn) {
	p := propertyMap{}
	id := shapeFeature(s.Shape)
	if s.Count == 1 && s.Alone != nil {
		id = uint64(s.Alone.Seq)
		w.place(s.Alone, &s.Figures, p)
	} else {
		w.sums(&s.Sums, p)
	}
	w.features = append(w.features, &geojson.Feature{ID: id, Geometry: s.parts[0], Properties: geojson.Properties(p)})
	for _, g := range s.parts[1:] {
		part := propertyMap{}
		part.number(propPartOf, id)
		w.features = append(w.features, &geojson.Feature{Geometry: g, Properties: geojson.Properties(part)})
	}
}

// fold makes one feature of many areas, that loses none of their counts.
func (w *areaLayer) fold(rest []drawn) {
	all := make([]*index.Sums, len(rest))
	bound := rest[0].parts[0].Bound()
	for i, s := range rest {
		all[i] = &s.Sums
		for _, g := range s.parts {
			bound = bound.Union(g.Bound())
		}
	}
	sums := index.Together(all)
	p := propertyMap{}
	w.sums(&sums, p)
	p.number(propMore, uint64(len(rest)))
	// The points of a folded shape may have a bound without an area.
	ring := orb.Polygon{widened(bound).ToRing()}
	w.features = append(w.features, &geojson.Feature{Geometry: ring, Properties: geojson.Properties(p)})
}

// shapeFeature gives the feature id of a geometry that incidents share: 51 bits of its name,
// so that two of a tile's 512 have the same once in 10^10 tiles.
func shapeFeature(s incidents.ShapeID) uint64 {
	return grouped | binary.BigEndian.Uint64(s[:])>>12
}

// propertyMap is a sink for a GeoJSON feature.
type propertyMap geojson.Properties

func (m propertyMap) number(p property, n uint64) { m[propertyInfo[p].name] = n }

func (m propertyMap) text(p property, s []byte) { m[propertyInfo[p].name] = string(s) }
