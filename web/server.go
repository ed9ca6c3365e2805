package web

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"html/template"
	"io/fs"
	"iter"
	"log/slog"
	"net/http"
	"net/url"
	"strings"
	"sync/atomic"
	"time"

	"github.com/gorilla/mux"

	"incidentmap/incidents"
)

// Store is what pages and layers ask of a store; see incidents.Store for its promises.
type Store interface {
	Stories(ctx context.Context) ([]incidents.Story, error)
	Story(ctx context.Context, slug string) (incidents.Story, error)
	Revisions(ctx context.Context, story, id string) ([]incidents.Revision, error)
	Changes(ctx context.Context, after incidents.Seq) iter.Seq2[incidents.Change, error]
	Features(ctx context.Context, seqs []incidents.Seq, lang string) iter.Seq2[incidents.Feature, error]
	Publics(ctx context.Context, seqs []incidents.Seq) iter.Seq2[*incidents.Public, error]
	AsOf(ctx context.Context, story string, at incidents.Seq) iter.Seq2[*incidents.Public, error]
	SeqAt(ctx context.Context, t time.Time) (incidents.Seq, error)
	Search(ctx context.Context, story, q string) ([]incidents.Seq, error)
	Seq(ctx context.Context) (incidents.Seq, error)
}

// Index answers which public incidents of a story a filter wants.
type Index interface {
	// Select gives the changes in force of those incidents in reading order. When among
	// is not nil, incidents outside it are left out; Filter.Query is not looked at.
	Select(story string, f incidents.Filter, among map[incidents.Seq]struct{}) []incidents.Seq
	// Seq gives the newest sequence number the index has taken in.
	Seq() incidents.Seq
}

// Basemap draws the tiles below the incidents.
type Basemap interface {
	// Tile gives an uncompressed Mapbox Vector Tile; an empty one has no bytes. The error is
	// basemap.ErrNoTile if there is no such tile.
	Tile(ctx context.Context, z, x, y int) ([]byte, error)
}

// Config is what a server is made of.
type Config struct {
	Store   Store
	Index   Index
	Basemap BasemapConfig
	Areas   Areas // outlines for counts by area; nil for none
	UI      UI
	// PublicURL is the address that readers use, such as https://maps.example.org, without a
	// path. When it is empty, the host that each request names is taken.
	PublicURL string
	// Version tells builds apart: with it change the ETags of all answers.
	Version string
	Logger  *slog.Logger // slog.Default() when nil
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
	store      Store
	index      Index
	basemap    BasemapConfig
	templates  *template.Template
	assets     *assets
	messages   map[string]messages
	tales      *tales
	downloads  *Downloads
	base       string // PublicURL without a trailing slash
	build      string // changes with whatever may change an answer besides the store
	log        *slog.Logger
	encoders   *encoders
	remembered *remembered
	caughtUp   atomic.Bool
	handler    http.Handler
}

// New makes a server. It reads the front end and fails when a part of it is missing.
func New(c Config) (*Server, error) {
	base, err := publicURL(c.PublicURL)
	if err != nil {
		return nil, err
	}
	s := &Server{
		store: c.Store, index: c.Index, basemap: c.Basemap, base: base,
		log: c.Logger, encoders: newEncoders(), remembered: newRemembered(), tales: newTales(c.Store, c.Index),
	}
	if s.log == nil {
		s.log = slog.Default()
	}
	if s.messages, err = loadMessages(); err != nil {
		return nil, err
	}
	s.downloads = &Downloads{s.store, s.index, c.Areas, s.messages, newEditions(s.store, s.index)}
	if s.templates, err = template.ParseFS(c.UI.Templates, "*.gohtml"); err != nil {
		return nil, fmt.Errorf("page templates: %w", err)
	}
	if s.assets, err = loadAssets(c.UI.Dist); err != nil {
		return nil, err
	}
	if s.build, err = buildID(c); err != nil {
		return nil, err
	}
	s.handler = s.routes()
	return s, nil
}

// ServeHTTP answers a request.
func (s *Server) ServeHTTP(w http.ResponseWriter, r *http.Request) { s.handler.ServeHTTP(w, r) }

// routes groups the resources by what their answers have in common.
func (s *Server) routes() http.Handler {
	// Paths are taken as they are: one with dots in it is of nothing, and no redirect.
	r := mux.NewRouter().SkipClean(true)
	r.NotFoundHandler = http.HandlerFunc(s.noRoute)
	r.MethodNotAllowedHandler = http.HandlerFunc(s.wrongMethod)

	pages := r.NewRoute().Subrouter()
	s.registerStories(pages)
	s.registerIncidents(pages)

	data := r.NewRoute().Subrouter()
	data.Use(allowOrigins)
	s.registerLayers(data)
	s.registerChanges(data)
	s.registerDictionary(data)
	s.registerOGC(data)
	s.registerBasemap(data)
	s.registerAssets(data)

	s.registerHealth(r)
	return s.logged(s.recovered(secured(r)))
}

// handler answers a request, or gives the error that is to be the answer.
type handler func(w http.ResponseWriter, r *http.Request) error

// get registers a handler for reading.
func (s *Server) get(r *mux.Router, path string, h handler) {
	r.HandleFunc(path, s.answering(h)).Methods(http.MethodGet, http.MethodHead)
}

// getAnywhere registers a handler for reading from pages of any origin, which may ask
// with OPTIONS first; allowOrigins answers that.
func (s *Server) getAnywhere(r *mux.Router, path string, h handler) {
	r.HandleFunc(path, s.answering(h)).Methods(http.MethodGet, http.MethodHead, http.MethodOptions)
}

// errMoved says that the index moved on while an answer was made of it.
var errMoved = &incidents.Error{Code: incidents.EUnavailable, Message: "the story is changing; ask again"}

// answering runs a handler again when the index moved on under it, which a second run
// seldom meets, and answers with its error.
func (s *Server) answering(h handler) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		err := h(w, r)
		for range 3 {
			if !errors.Is(err, errMoved) || isUnderWay(w) {
				break
			}
			err = h(w, r)
		}
		if err != nil {
			s.failed(w, r, err)
		}
	}
}

func publicURL(s string) (string, error) {
	if s == "" {
		return "", nil
	}
	u, err := url.Parse(s)
	if err != nil || (u.Scheme != "http" && u.Scheme != "https") || u.Host == "" ||
		(u.Path != "" && u.Path != "/") || u.RawQuery != "" || u.Fragment != "" {
		return "", fmt.Errorf("public URL %q is not of the form https://maps.example.org", s)
	}
	return strings.TrimSuffix(u.Scheme+"://"+u.Host, "/"), nil
}

// baseURL gives the server's own address as the reader knows it.
func (s *Server) baseURL(r *http.Request) string {
	if s.base != "" {
		return s.base
	}
	return (&url.URL{Scheme: "http", Host: r.Host}).String()
}

// buildID digests what answers are made of besides the store.
func buildID(c Config) (string, error) {
	h := sha256.New()
	h.Write([]byte(c.Version))
	h.Write([]byte(c.Basemap.Version))
	h.Write(messagesFile)
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
