package mapapi

import (
	"net/http"
	"strconv"

	"github.com/gorilla/mux"

	"incidentmap/geo"
	"incidentmap/incidents"
	"incidentmap/tiles"
	"incidentmap/web/address"
	"incidentmap/web/respond"
)

// Conformance lists the classes of OGC API Tiles (Part 1) and of the Two Dimensional Tile Matrix
// Set and Tile Set Metadata standard (2.0) that a story's API holds to, for its declaration.
func Conformance() []string {
	const ogcTiles, sets = "http://www.opengis.net/spec/ogcapi-tiles-1/1.0/conf/", "http://www.opengis.net/spec/tms/2.0/conf/"
	return []string{
		ogcTiles + "core", ogcTiles + "tileset", ogcTiles + "tilesets-list", ogcTiles + "geodata-tilesets", ogcTiles + "mvt", ogcTiles + "datetime",
		sets + "tilematrixset", sets + "json-tilematrixset", sets + "tilematrixsetlimits", sets + "json-tilematrixsetlimits",
		sets + "tilesetmetadata", sets + "json-tilesetmetadata",
	}
}

// TilesetsRelation is the relation of a collection's link to its tilesets (OGC API Tiles Part 1,
// requirement 21).
const TilesetsRelation = "http://www.opengis.net/def/rel/ogc/1.0/tilesets-vector"

// SchemesRelation is the relation of the landing page's link to the tile matrix sets.
const SchemesRelation = "http://www.opengis.net/def/rel/ogc/1.0/tiling-schemes"

// tilesets is the path of the list of a collection's tilesets.
func tilesets(slug, collection string) string {
	return address.OGC(slug) + "/collections/" + collection + "/tiles"
}

const (
	webMercatorQuad = "WebMercatorQuad"
	quadURI         = "http://www.opengis.net/def/tilematrixset/OGC/1.0/WebMercatorQuad"
	webMercator     = "http://www.opengis.net/def/crs/EPSG/0/3857"
	crs84           = "http://www.opengis.net/def/crs/OGC/1.3/CRS84"
	schemeRelation  = "http://www.opengis.net/def/rel/ogc/1.0/tiling-scheme"
)

// link is a link that may be a template (OGC API Tiles Part 1, clause 8).
type link struct {
	Rel       string `json:"rel"`
	Type      string `json:"type"`
	Href      string `json:"href"`
	Templated bool   `json:"templated,omitempty"`
}

// tilesetItem is a tileset as a list of them tells of it.
type tilesetItem struct {
	Title            string `json:"title,omitempty"`
	DataType         string `json:"dataType"`
	CRS              string `json:"crs"`
	TileMatrixSetID  string `json:"tileMatrixSetId"`
	TileMatrixSetURI string `json:"tileMatrixSetURI"`
	Links            []link `json:"links"`
}

// tilesetDocument is the metadata of a tileset (OGC 17-083r4, clause 7).
type tilesetDocument struct {
	tilesetItem
	Description string         `json:"description,omitempty"`
	Attribution string         `json:"attribution,omitempty"`
	Limits      []matrixLimits `json:"tileMatrixSetLimits"`
	Bounds      boundingBox    `json:"boundingBox"`
	Centre      centrePoint    `json:"centerPoint"`
	Layers      []tilesetLayer `json:"layers"`
}

type matrixLimits struct {
	Matrix string `json:"tileMatrix"`
	MinRow int    `json:"minTileRow"`
	MaxRow int    `json:"maxTileRow"`
	MinCol int    `json:"minTileCol"`
	MaxCol int    `json:"maxTileCol"`
}

type boundingBox struct {
	LowerLeft  [2]float64 `json:"lowerLeft"`
	UpperRight [2]float64 `json:"upperRight"`
	CRS        string     `json:"crs"`
}

type centrePoint struct {
	Coordinates [2]float64 `json:"coordinates"`
	CRS         string     `json:"crs"`
	Matrix      string     `json:"tileMatrix"`
}

type tilesetLayer struct {
	ID          string         `json:"id"`
	Description string         `json:"description,omitempty"`
	DataType    string         `json:"dataType"`
	MinMatrix   string         `json:"minTileMatrix"`
	MaxMatrix   string         `json:"maxTileMatrix"`
	Properties  propertySchema `json:"propertiesSchema"`
}

type propertySchema struct {
	Type       string                 `json:"type"`
	Properties map[string]description `json:"properties"`
}

type description struct {
	Description string `json:"description"`
}

// readOGC reads a request of the API, which may say f=json, the one form there is.
func (m *Maps) readOGC(r *http.Request) (*asked, error) {
	a, err := m.read(r, "f")
	if err != nil {
		return nil, err
	}
	if a.words.Has("f") && a.words.Get("f") != "json" {
		return nil, incidents.Errorf(incidents.EInvalid, "f", "%q is not json, the only form of it", a.words.Get("f"))
	}
	if set, named := mux.Vars(r)["set"]; named && set != webMercatorQuad {
		return nil, incidents.Errorf(incidents.ENotFound, "", "there is no tile matrix set %q; there is %s", set, webMercatorQuad)
	}
	return a, nil
}

func (m *Maps) sendJSON(w http.ResponseWriter, a *asked, document func() any) error {
	return m.send(w, a, respond.JSONType, a.lang.Vary, func() ([]byte, error) { return respond.Marshal(document()) })
}

// tilesets answers with the list of a collection's tilesets, which are one.
func (m *Maps) tilesets(w http.ResponseWriter, r *http.Request) error {
	a, err := m.readOGC(r)
	if err != nil {
		return err
	}
	return m.sendJSON(w, a, func() any {
		self := tilesets(a.found.Snapshot.Story.Slug, a.layer)
		item := newTilesetItem(m.describe(a).Name)
		item.Links = []link{{Rel: "self", Type: respond.JSONType, Href: m.unversioned(a, self+"/"+webMercatorQuad)}, m.schemeLink(a)}
		return struct {
			Links    []link        `json:"links"`
			Tilesets []tilesetItem `json:"tilesets"`
		}{[]link{{Rel: "self", Type: respond.JSONType, Href: m.unversioned(a, self)}}, []tilesetItem{item}}
	})
}

func newTilesetItem(title string) tilesetItem {
	return tilesetItem{Title: title, DataType: "vector", CRS: webMercator, TileMatrixSetID: webMercatorQuad, TileMatrixSetURI: quadURI}
}

// schemeLink leads to the tile matrix set.
func (m *Maps) schemeLink(a *asked) link {
	return link{Rel: schemeRelation, Type: respond.JSONType, Href: m.answers.BaseURL(a.Request) + matrixSetPath(a.found.Snapshot.Story.Slug)}
}

// tileset answers with the metadata of a collection's tiles.
func (m *Maps) tileset(w http.ResponseWriter, r *http.Request) error {
	a, err := m.readOGC(r)
	if err != nil {
		return err
	}
	return m.sendJSON(w, a, func() any { return m.tilesetDocument(a) })
}

func (m *Maps) tilesetDocument(a *asked) tilesetDocument {
	about := m.describe(a)
	self := tilesets(a.found.Snapshot.Story.Slug, a.layer) + "/" + webMercatorQuad
	doc := tilesetDocument{
		tilesetItem: newTilesetItem(about.Name), Description: about.Description, Attribution: about.Attribution,
		Bounds: boundingBox{[2]float64(about.Bounds[:2]), [2]float64(about.Bounds[2:]), crs84},
		Centre: centrePoint{[2]float64(about.Center[:2]), crs84, strconv.Itoa(int(about.Center[2]))},
	}
	doc.Links = []link{
		{Rel: "self", Type: respond.JSONType, Href: m.unversioned(a, self)},
		m.schemeLink(a),
		{Rel: "item", Type: respond.TileType, Href: m.withWords(a, self+"/{tileMatrix}/{tileRow}/{tileCol}"), Templated: true},
	}
	for z := range tiles.MaxZoom + 1 {
		l := m.limits(a, z)
		doc.Limits = append(doc.Limits, matrixLimits{strconv.Itoa(z), l.minY, l.maxY, l.minX, l.maxX})
	}
	for _, l := range about.VectorLayers {
		properties := map[string]description{}
		for name, text := range l.Fields {
			properties[name] = description{text}
		}
		doc.Layers = append(doc.Layers, tilesetLayer{
			l.ID, l.Description, "vector", strconv.Itoa(l.MinZoom), strconv.Itoa(l.MaxZoom), propertySchema{"object", properties},
		})
	}
	return doc
}

// limits gives the tiles of a zoom in which the collection has something; of one that has
// nothing, those of the story's first view.
func (m *Maps) limits(a *asked, z int) limits {
	snap := a.found.Snapshot
	first := snap.Story.View.BBox
	box := &geo.BBox{West: first[0], South: first[1], East: first[2], North: first[3]}
	if extent := snap.Snapshot.Summary(a.found.Query).Extent; extent != nil {
		box = extent
	}
	if box.West > box.East {
		box.West, box.East = -180, 180
	}
	return limitsOf(z, box)
}

// matrixTile answers with a tile, the row before the column. ENotFound outside the limits.
func (m *Maps) matrixTile(w http.ResponseWriter, r *http.Request) error {
	a, err := m.readOGC(r)
	if err != nil {
		return err
	}
	z, x, y, err := tileNumbers(r)
	if err != nil {
		return err
	}
	if z > tiles.MaxZoom || !m.limits(a, z).hold(x, y) {
		return incidents.Errorf(incidents.ENotFound, "", "row %d and column %d of tile matrix %d are outside the limits that the tileset states", y, x, z)
	}
	return m.sendTile(w, a, z, x, y)
}
