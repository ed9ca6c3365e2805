package mapapi

import (
	"math"
	"net/http"
	"strconv"

	"incidentmap/geo/mercator"
	"incidentmap/tiles"
	"incidentmap/web/address"
	"incidentmap/web/respond"
)

func matrixSetsPath(slug string) string { return address.OGC(slug) + "/tileMatrixSets" }

func matrixSetPath(slug string) string { return matrixSetsPath(slug) + "/" + webMercatorQuad }

const quadTitle = "Google Maps Compatible for the World"

// matrixSets answers with the list of tile matrix sets, which are one.
func (m *Maps) matrixSets(w http.ResponseWriter, r *http.Request) error {
	a, err := m.readOGC(r)
	if err != nil {
		return err
	}
	type item struct {
		ID    string `json:"id"`
		Title string `json:"title"`
		URI   string `json:"uri"`
		CRS   string `json:"crs"`
		Links []link `json:"links"`
	}
	return m.sendJSON(w, a, func() any {
		href := m.answers.BaseURL(r) + matrixSetPath(a.found.Snapshot.Story.Slug)
		return struct {
			Sets []item `json:"tileMatrixSets"`
		}{[]item{{webMercatorQuad, quadTitle, quadURI, webMercator, []link{{Rel: "self", Type: respond.JSONType, Href: href}}}}}
	})
}

// matrixSetDocument defines a tile matrix set (OGC 17-083r4, clause 6 and annex D.1).
type matrixSetDocument struct {
	ID           string       `json:"id"`
	Title        string       `json:"title"`
	URI          string       `json:"uri"`
	CRS          string       `json:"crs"`
	OrderedAxes  []string     `json:"orderedAxes"`
	WellKnown    string       `json:"wellKnownScaleSet"`
	TileMatrices []tileMatrix `json:"tileMatrices"`
}

type tileMatrix struct {
	ID               string     `json:"id"`
	ScaleDenominator float64    `json:"scaleDenominator"`
	CellSize         float64    `json:"cellSize"` // metres at the equator
	Corner           string     `json:"cornerOfOrigin"`
	Origin           [2]float64 `json:"pointOfOrigin"`
	TileWidth        int        `json:"tileWidth"`
	TileHeight       int        `json:"tileHeight"`
	MatrixWidth      int        `json:"matrixWidth"`
	MatrixHeight     int        `json:"matrixHeight"`
}

// pixelSize is the size of a pixel by which scales are told, in metres (OGC 17-083r4, clause 6.1).
const pixelSize = 0.28e-3

// matrixSet answers with the definition of the tile matrix set.
func (m *Maps) matrixSet(w http.ResponseWriter, r *http.Request) error {
	a, err := m.readOGC(r)
	if err != nil {
		return err
	}
	return m.sendJSON(w, a, func() any { return webMercatorQuadSet() })
}

func webMercatorQuadSet() matrixSetDocument {
	const pixels = 256
	doc := matrixSetDocument{
		ID: webMercatorQuad, Title: quadTitle, URI: quadURI, CRS: webMercator, OrderedAxes: []string{"X", "Y"},
		WellKnown: "http://www.opengis.net/def/wkss/OGC/1.0/GoogleMapsCompatible",
	}
	for z := range tiles.MaxZoom + 1 {
		cell := 2 * mercator.HalfSide / math.Ldexp(pixels, z)
		doc.TileMatrices = append(doc.TileMatrices, tileMatrix{
			strconv.Itoa(z), cell / pixelSize, cell, "topLeft", [2]float64{-mercator.HalfSide, mercator.HalfSide}, pixels, pixels, 1 << z, 1 << z,
		})
	}
	return doc
}
