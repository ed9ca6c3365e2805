package tiles

import (
	"bytes"
	"math/rand/v2"
	"strconv"
	"testing"
	"time"

	"github.com/klauspost/compress/gzip"
	"github.com/paulmach/orb"
	"github.com/paulmach/orb/encoding/mvt"
	"github.com/paulmach/orb/geojson"

	"incidentmap/geo"
	"incidentmap/incidents"
	"incidentmap/incidents/index"
)

// fixed answers at once, so that only the drawing is measured.
type fixed struct {
	cells []index.Cluster
	areas []index.Area
}

func (f *fixed) Tile(index.Query, uint32, uint32, uint32, uint32, int) []index.Cluster {
	return f.cells
}

func (f *fixed) Areas(index.Query, *geo.BBox) []index.Area { return f.areas }
func (f *fixed) Changed() incidents.Seq                    { return 1 }

// fullTile is a tile of zoom 6 with a cluster in each cell, as an index of a million incidents
// of ten kinds gives.
func fullTile() *fixed {
	r := rand.New(rand.NewPCG(5, 6))
	kinds := incidents.Kinds()[:10]
	f := &fixed{}
	for i := range uint32(64) {
		c := index.Cluster{Level: 9, X: 13*8 + i%8, Y: 28*8 + i/8, Splits: 10}
		c.Point = orb.Point{-106.8 + float64(i%8)*0.7 + 0.5*r.Float64(), 21.8 - float64(i/8)*0.64 - 0.5*r.Float64()}
		c.MeanX, c.MeanY = cellOf(c.Point, 32)
		for _, k := range kinds {
			n := 20 + r.IntN(400)
			c.Kinds = append(c.Kinds, index.KindCount{Kind: k.Kind, Count: n})
			c.Count += n
		}
		var said []incidents.SourceFigures
		for _, o := range incidents.Outcomes() {
			said = append(said, say("", o, r.IntN(500)))
		}
		c.Figures = index.FiguresOf(said...)
		c.Start = day.Add(time.Duration(r.IntN(3600)) * time.Second)
		c.End = day.Add(720*time.Hour - time.Duration(r.IntN(3600))*time.Second)
		f.cells = append(f.cells, c)
	}
	return f
}

func BenchmarkClusterTile(b *testing.B) {
	src, d := fullTile(), newDrawer(0, nil)
	var tile []byte
	for b.Loop() {
		var err error
		if tile, err = d.tile(b.Context(), src, index.Query{}, 6, 13, 28); err != nil {
			b.Fatal(err)
		}
	}
	b.ReportMetric(float64(len(tile)), "bytes")
}

// BenchmarkClusterTileByOrb is what the same features cost with mvt.Marshal, which is why
// points are written by hand.
func BenchmarkClusterTileByOrb(b *testing.B) {
	src := fullTile()
	a := address{6, 13, 28}
	for b.Loop() {
		var d describer
		var fs []*geojson.Feature
		for _, c := range src.cells {
			p := propertyMap{}
			d.sums(&c.Sums, p)
			x, y := a.unit(c.MeanX, c.MeanY)
			fs = append(fs, &geojson.Feature{ID: cellID(c.Level, c.X, c.Y), Geometry: orb.Point{float64(x), float64(y)}, Properties: geojson.Properties(p)})
		}
		if _, err := mvt.Marshal(mvt.Layers{{Name: pointsName, Version: 2, Extent: Extent, Features: fs}}); err != nil {
			b.Fatal(err)
		}
	}
}

// BenchmarkGzip is Gzip and, for comparison, the levels of a general compressor.
func BenchmarkGzip(b *testing.B) {
	tile, err := newDrawer(0, nil).tile(b.Context(), fullTile(), index.Query{}, 6, 13, 28)
	if err != nil {
		b.Fatal(err)
	}
	b.Run("fixed", func(b *testing.B) {
		var out []byte
		for b.Loop() {
			out, _ = Gzip(out[:0], tile)
		}
		b.ReportMetric(float64(len(out)), "bytes")
	})
	for _, level := range []int{gzip.HuffmanOnly, 1, 5, 6} {
		b.Run(strconv.Itoa(level), func(b *testing.B) {
			var out bytes.Buffer
			w, err := gzip.NewWriterLevel(&out, level)
			if err != nil {
				b.Fatal(err)
			}
			for b.Loop() {
				out.Reset()
				w.Reset(&out)
				if _, err := w.Write(tile); err != nil {
					b.Fatal(err)
				}
				if err := w.Close(); err != nil {
					b.Fatal(err)
				}
			}
			b.ReportMetric(float64(out.Len()), "bytes")
		})
	}
}

// BenchmarkAreaTile draws an outline of 5000 corners and 20 of 200, with and without the
// outlines of the zoom at hand.
func BenchmarkAreaTile(b *testing.B) {
	src := &fixed{areas: []index.Area{area(1, 5, circle(-103.5, 20.5, 3, 5000))}}
	for i := range 20 {
		src.areas = append(src.areas, area(byte(i+2), 2, circle(-104+float64(i)/20, 20.5, 0.3, 200)))
	}
	for name, room := range map[string]int{"cold": 0, "outlined": 1 << 20} {
		b.Run(name, func(b *testing.B) {
			d := newDrawer(room, nil)
			for b.Loop() {
				if _, err := d.tile(b.Context(), src, index.Query{}, 8, 54, 113); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
