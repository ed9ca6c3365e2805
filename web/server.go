package web

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"html/template"
	"io/fs"
	"log/slog"
	"net/http"
	"sync/atomic"
	"time"

	"github.com/gorilla/mux"

	"incidentmap/incidents"
	"incidentmap/incidents/index"
	"incidentmap/tiles/cache"
	"incidentmap/web/download"
	"incidentmap/web/edit"
	"incidentmap/web/i18n"
	"incidentmap/web/limit"
	"incidentmap/web/live"
	"incidentmap/web/mapapi"
	"incidentmap/web/ogc"
	"incidentmap/web/origin"
	"incidentmap/web/page"
	"incidentmap/web/respond"
	"incidentmap/web/staticmap"
	"incidentmap/web/stories"
)

// Store is what all rooms ask of a store together; see incidents.Store for its promises.
type Store interface {
	stories.Store
	download.Store
	ogc.Store
	Stories(ctx context.Context) ([]incidents.Story, error)
	Revisions(ctx context.Context, story, id string) ([]incidents.Revision, error)
}

// Basemap draws the tiles below the incidents.
type Basemap interface {
	// Tile gives an uncompressed Mapbox Vector Tile; an empty one has no bytes. The error is
	// basemap.ErrNoTile if there is no such tile.
	Tile(ctx context.Context, z, x, y int) ([]byte, error)
}

// Config is what a server is made of.
type Config struct {
	Store     Store
	Editing   edit.Store     // what programs write into; nil where nobody may write
	Geocoder  edit.Geocoder  // looks up the places that programs write in words; nil for none
	Geoparser edit.Geoparser // finds the places of texts that programs send; nil for none
	Index     *index.Index   // follows the store
	Basemap   BasemapConfig
	Areas     download.Areas // outlines for counts by area; nil for none
	UI        UI
	// PublicURL is the address that readers use, such as https://maps.example.org or
	// https://example.org/map, below whose path all then lives. When it is empty, the host that
	// each request names is taken.
	PublicURL string
	// Requests says for which hosts requests are taken, and which proxies are believed.
	Requests origin.Policy
	// Rate is how many requests a second one client may send; 0 for any number.
	Rate float64
	// SecurityContact is where to tell of a weakness, as ReadSecurityContact takes it; empty for nowhere.
	SecurityContact string
	// Where says where readers find what the server has at an address, a path and its query, in
	// the files of layers; nil where that is PublicURL and the address itself.
	PublicAddress func(address string) string
	// Version tells builds apart: with it change the ETags of all answers.
	Version string
	// FrameAncestors says which pages may frame the embeds, as frame-ancestors of a content
	// security policy does: "https://paper.example https://*.paper.example"; all when empty.
	FrameAncestors string
	Logger         *slog.Logger // slog.Default() when nil
}

// BasemapConfig is the basemap and what must be said of it.
type BasemapConfig struct {
	Tiles       Basemap
	MaxZoom     int
	Attribution string // HTML that names the makers of the data
	Version     string // changes with the tiles
}

// UI is the front end: the pages' templates and the built files.
type UI struct {
	Templates fs.FS // stories.gohtml, story.gohtml, incident.gohtml, error.gohtml and their parts
	Dist      fs.FS
}

// Server answers requests. It is safe for use by many goroutines.
type Server struct {
	store     Store
	index     *index.Index
	basemap   BasemapConfig
	assets    *assets
	views     *stories.ViewCache
	downloads *download.Files
	answers   *respond.Sender
	pages     *page.Maker
	maps      *mapapi.Maps
	stills    *staticmap.Stills
	logs      *cache.Cache[*correctionLog]
	ogc       *ogc.API
	live      *live.API
	edit      *edit.API                   // nil where nobody may write
	where     func(address string) string // nil for the server's own addresses
	contact   string                      // where to tell of a weakness; empty for nowhere
	ancestors string                      // of embeds, for their content security policy
	build     string                      // changes with whatever may change an answer besides the store
	log       *slog.Logger
	caughtUp  atomic.Bool
	router    *mux.Router
	handler   http.Handler
}

// New makes a server. It reads the front end and fails when a part of it is missing.
func New(c Config) (*Server, error) {
	base, err := origin.ParsePublic(c.PublicURL)
	if err != nil {
		return nil, err
	}
	s := &Server{store: c.Store, index: c.Index, basemap: c.Basemap, log: c.Logger, where: c.PublicAddress, views: stories.New(c.Store, c.Index)}
	s.logs = cache.New(correctionBytes, (*correctionLog).size)
	if s.log == nil {
		s.log = slog.Default()
	}
	if s.ancestors, err = frameAncestors(c.FrameAncestors); err != nil {
		return nil, err
	}
	if s.build, err = buildID(c); err != nil {
		return nil, err
	}
	if s.answers, err = s.sender(&c, base); err != nil {
		return nil, err
	}
	if s.assets, err = loadAssets(c.UI.Dist); err != nil {
		return nil, err
	}
	all, err := i18n.Load()
	if err != nil {
		return nil, err
	}
	templates, err := template.ParseFS(c.UI.Templates, "*.gohtml")
	if err != nil {
		return nil, fmt.Errorf("page templates: %w", err)
	}
	s.pages = page.New(templates, all, s.assets.address, s.answers.BaseURL)
	if s.downloads, err = download.New(c.Store, s.views, c.Areas); err != nil {
		return nil, err
	}
	s.maps = mapapi.New(mapapi.Config{Store: c.Store, Index: c.Index, Stories: s.views, Answers: s.answers})
	s.ogc = ogc.New(ogc.Config{
		Store: c.Store, Stories: s.views, Answers: s.answers, Pages: s.pages,
		Basemap: c.Basemap.Tiles, MaxZoom: c.Basemap.MaxZoom, Log: s.log,
	})
	s.live = live.New(live.Config{Store: c.Store, Index: c.Index, Stories: s.views, Answers: s.answers, Log: s.log})
	if s.stills, err = staticmap.New(staticmap.Config{
		Basemap: c.Basemap.Tiles, MaxZoom: c.Basemap.MaxZoom, Attribution: c.Basemap.Attribution,
		Stories: s.views, Answers: s.answers,
	}); err != nil {
		return nil, err
	}
	if c.Editing != nil {
		s.edit = edit.New(edit.Config{Store: c.Editing, Geocoder: c.Geocoder, Geoparser: c.Geoparser, Answers: s.answers})
	}
	s.handler = s.routes()
	return s, nil
}

// sender makes what sends answers, to whom they are for.
func (s *Server) sender(c *Config, base string) (*respond.Sender, error) {
	origins, err := origin.New(base, c.Requests)
	if err != nil {
		return nil, err
	}
	if s.contact, err = ReadSecurityContact(c.SecurityContact); err != nil {
		return nil, err
	}
	config := respond.Config{
		Base: base, Build: s.build, Log: s.log, Origins: origins, Cost: cost,
		ForPeople: forPeople, ErrorPage: s.errorPage, Anywhere: readAnywhere,
	}
	if c.Rate > 0 {
		config.Rate = limit.NewRate(c.Rate, time.Now)
	}
	return respond.New(config), nil
}

// Warm codes the front end's files ahead of the first reader, who should not wait for it: a
// second or two of one processor.
func (s *Server) Warm() { s.assets.warm() }

// EndStreams ends the answers that else go on for as long as the client stays: the server is
// to stop.
func (s *Server) EndStreams() { s.live.End() }

// Close lets go of files that answers were made in, and of the store.
func (s *Server) Close() {
	s.live.Close()
	s.maps.Close()
	s.answers.Close()
}

// ServeHTTP answers a request.
func (s *Server) ServeHTTP(w http.ResponseWriter, r *http.Request) { s.handler.ServeHTTP(w, r) }

// routes groups the resources by what their answers have in common.
func (s *Server) routes() http.Handler {
	// Paths are taken as they are: one with dots in it is of nothing, and no redirect.
	r := mux.NewRouter().SkipClean(true)
	s.router = r
	r.NotFoundHandler = http.HandlerFunc(s.answers.NoRoute)
	r.MethodNotAllowedHandler = http.HandlerFunc(s.answers.WrongMethod)

	// The router tries one route after the other, so what programs ask for by the thousand comes first.
	data := r.NewRoute().Subrouter()
	data.Use(respond.AllowOrigins)
	s.ogc.Register(data)
	s.registerLayers(data)
	s.live.Register(data)
	s.registerFeeds(data)
	s.registerDictionary(data)
	s.registerOEmbed(data)
	s.maps.Register(data)
	s.stills.Register(data)
	s.registerBasemap(data)
	s.registerAssets(data)

	pages := r.NewRoute().Subrouter()
	s.registerStories(pages)
	s.registerIncidents(pages)
	s.registerEmbeds(pages)

	if s.edit != nil {
		s.edit.Register(r)
	}
	s.registerHealth(r)
	s.registerRobots(r)
	s.registerSecurityText(r)
	return s.answers.Logged(s.answers.Admitted(s.maps.Quick(s.answers.Recovered(respond.Secured(s.answers.Short(r))))))
}

// get registers a handler for reading.
func (s *Server) get(r *mux.Router, path string, h respond.Handler) {
	r.HandleFunc(path, s.answers.Handle(h)).Methods(http.MethodGet, http.MethodHead)
}

// getAnywhere registers a handler for reading from pages of any origin, which may ask
// with OPTIONS first; respond.AllowOrigins answers that.
func (s *Server) getAnywhere(r *mux.Router, path string, h respond.Handler) {
	r.HandleFunc(path, s.answers.Handle(h)).Methods(respond.AnywhereMethods()...)
}

// buildID digests what answers are made of besides the store.
func buildID(c Config) (string, error) {
	h := sha256.New()
	h.Write([]byte(c.Version))
	h.Write([]byte(c.Basemap.Version))
	h.Write(i18n.Table())
	for _, tree := range []fs.FS{c.UI.Templates, c.UI.Dist} {
		err := fs.WalkDir(tree, ".", func(name string, entry fs.DirEntry, err error) error {
			if err != nil || entry.IsDir() {
				return err
			}
			text, err := fs.ReadFile(tree, name)
			fmt.Fprintf(h, "\x00%s\x00%d\x00", name, len(text))
			h.Write(text)
			return err
		})
		if err != nil && !errors.Is(err, fs.ErrNotExist) {
			return "", fmt.Errorf("front end: %w", err)
		}
	}
	return hex.EncodeToString(h.Sum(nil))[:12], nil
}
