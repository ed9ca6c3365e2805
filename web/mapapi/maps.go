package mapapi

import (
	"context"
	"iter"
	"sync"

	"github.com/gorilla/mux"

	"incidentmap/incidents"
	"incidentmap/incidents/format"
	"incidentmap/incidents/index"
	"incidentmap/tiles"
	"incidentmap/tiles/cache"
	"incidentmap/web/address"
	"incidentmap/web/limit"
	"incidentmap/web/respond"
	"incidentmap/web/stories"
)

// Store is what maps ask of a store; see incidents.Store for its promises.
type Store interface {
	Features(ctx context.Context, seqs []incidents.Seq, lang string) iter.Seq2[incidents.Feature, error]
}

// Config is what maps are made of.
type Config struct {
	Store   Store
	Index   *index.Index
	Stories *stories.SnapshotCache // of the same store and index
	Answers *respond.Sender
	Areas   Areas // to count by; nil for none
}

// What is kept of answers, in bytes.
const (
	tileBytes = 24 << 20 // tiles as they are drawn, and outlines
	sentBytes = 24 << 20 // tiles as they are sent, in each coding that is asked for
	bodyBytes = 16 << 20 // collections and histograms
)

// How much waits for the gate of its kind at most.
const (
	viewsWaiting    = 64
	outlinesWaiting = 64
	filesWaiting    = 8
)

// Maps answers what maps ask for. It is safe for use by many goroutines.
type Maps struct {
	store   Store
	index   *index.Index
	stories *stories.SnapshotCache
	answers *respond.Sender
	tiles   *tiles.Cache
	sent    *cache.Cache[*respond.Packed]
	bodies  *cache.Cache[*format.Template]
	files   *files
	areas   Areas
	texts   sync.Pool   // of *[]byte, in which collections are made
	views   *limit.Gate // of collections that are asked for by themselves
}

// New makes the answers of stories.
func New(c Config) *Maps {
	return &Maps{
		store: c.Store, index: c.Index, stories: c.Stories, answers: c.Answers,
		tiles: tiles.NewCache(tileBytes, limit.NewGate("drawing large outlines", limit.Processors(), outlinesWaiting)), sent: cache.New(sentBytes, (*respond.Packed).Size),
		bodies: cache.New(bodyBytes, (*format.Template).Size),
		files:  newFiles(), areas: c.Areas, texts: sync.Pool{New: func() any { return new([]byte) }},
		views: limit.NewGate("gathering what maps show", limit.Processors(), viewsWaiting),
	}
}

// Tiles are the tiles of Maps alone, for who registers them before all else.
type Tiles struct{ *Maps }

// Register registers the route of tiles, which pages of any origin may read.
func (m Tiles) Register(r *mux.Router) {
	m.answers.GetAnywhere(r, address.Tile("{story}", "{layer}", "{z}", "{x}", "{y}"), m.tile)
}

// Register registers the routes but that of Tiles, which pages of any origin may read.
func (m *Maps) Register(r *mux.Router) {
	read := func(path string, h respond.Handler) {
		m.answers.GetAnywhere(r, path, h)
	}
	const story, layer = "{story}", "{layer}"
	read(address.Tiles(story, layer), m.tileJSON)
	read(address.TileFile(story, layer), m.tileFile)
	read(address.Clusters(story), m.clusters)
	read(address.Density(story), m.density)
	read(address.Histogram(story), m.histogram)
	ogc := address.OGC(story)
	read(ogc+"/tileMatrixSets", m.matrixSets)
	read(ogc+"/tileMatrixSets/{set}", m.matrixSet)
	const tilesets = "/collections/{layer}/tiles"
	read(ogc+tilesets, m.tilesets)
	read(ogc+tilesets+"/{set}", m.tileset)
	read(ogc+tilesets+"/{set}/{z}/{y}/{x}", m.matrixTile)
}
