package web

import (
	"fmt"
	"html/template"
	"log/slog"
	"net/http"
	"time"

	"github.com/gorilla/mux"

	"incidentmap/web/address"
	"incidentmap/web/assets"
	"incidentmap/web/corrections"
	"incidentmap/web/desk"
	"incidentmap/web/dictionary"
	"incidentmap/web/download"
	"incidentmap/web/edit"
	"incidentmap/web/edit/openapi"
	"incidentmap/web/edit/reading"
	"incidentmap/web/embed"
	"incidentmap/web/feeds"
	"incidentmap/web/i18n"
	"incidentmap/web/incidentpage"
	"incidentmap/web/limit"
	"incidentmap/web/live"
	"incidentmap/web/mapapi"
	"incidentmap/web/mapview"
	"incidentmap/web/media"
	"incidentmap/web/ogc"
	"incidentmap/web/origin"
	"incidentmap/web/page"
	"incidentmap/web/places"
	"incidentmap/web/respond"
	"incidentmap/web/signin"
	"incidentmap/web/staticmap"
	"incidentmap/web/stories"
	"incidentmap/web/storypage"
)

// Server answers requests. It is safe for use by many goroutines.
type Server struct {
	answers *respond.Sender
	assets  *assets.Files
	files   *download.Files
	maps    *mapapi.Maps
	live    *live.API
	edit    *edit.API // nil where nobody edits
	router  *mux.Router
	handler http.Handler
}

// shared is what the resources of one server are made of.
type shared struct {
	config    *Config
	contact   string // where to report a weakness; empty for nowhere
	ancestors string // which pages may frame embeds
	build     string // changes with whatever may change an answer besides the store
	stories   *stories.SnapshotCache
	answers   *respond.Sender
	languages i18n.Languages
	pages     *page.Maker
	assets    *assets.Files
}

// resource is what answers at some addresses.
type resource interface{ Register(r *mux.Router) }

// New makes a server. It reads the front end and fails when a part of it is missing.
func New(c Config) (*Server, error) {
	if c.Logger == nil {
		c.Logger = slog.Default()
	}
	c.Store = readersStore{c.Store, c.Index}
	with, err := newShared(&c)
	if err != nil {
		return nil, err
	}
	s := &Server{answers: with.answers, assets: with.assets}
	if err := s.route(with); err != nil {
		return nil, err
	}
	return s, nil
}

// newShared makes what the resources share.
func newShared(c *Config) (*shared, error) {
	with := &shared{config: c, stories: stories.New(c.Store, c.Index)}
	base, err := origin.ParsePublic(c.PublicURL)
	if err != nil {
		return nil, err
	}
	if with.contact, err = ReadSecurityContact(c.SecurityContact); err != nil {
		return nil, err
	}
	if with.ancestors, err = embed.FrameAncestors(c.FrameAncestors); err != nil {
		return nil, err
	}
	if with.build, err = buildID(*c); err != nil {
		return nil, err
	}
	faults := &errorPages{}
	if with.answers, err = newSender(c, base, with.build, faults); err != nil {
		return nil, err
	}
	if with.assets, err = assets.Load(c.UI.Dist, with.answers); err != nil {
		return nil, err
	}
	if with.languages, err = i18n.Load(); err != nil {
		return nil, err
	}
	templates, err := template.ParseFS(c.UI.Templates, "*.gohtml")
	if err != nil {
		return nil, fmt.Errorf("page templates: %w", err)
	}
	with.pages = page.New(templates, with.languages, with.assets.Address, with.answers.BaseURL)
	faults.pages = with.pages
	return with, nil
}

// newSender makes what sends answers, to whom they are for.
func newSender(c *Config, base, build string, faults *errorPages) (*respond.Sender, error) {
	origins, err := origin.New(base, c.Requests)
	if err != nil {
		return nil, err
	}
	config := respond.Config{
		Base: base, Build: build, Log: c.Logger, Origins: origins, Cost: cost,
		ForPeople: forPeople, ErrorPage: faults.page, Anywhere: readAnywhere,
	}
	if c.Rate > 0 {
		config.Rate = limit.NewRate(c.Rate, time.Now)
	}
	return respond.New(config), nil
}

// EndStreams ends the answers that else go on for as long as the client stays: the server is
// to stop.
func (s *Server) EndStreams() {
	s.live.End()
	if s.edit != nil {
		s.edit.EndStreams()
	}
}

// Close ends streams, removes the files that answers were made in, and writes down what the log was
// spared. The store is not read any more then, and stays open.
func (s *Server) Close() {
	s.EndStreams()
	s.live.Close()
	s.maps.Close()
	s.answers.Close()
}

// Files gives what makes the files of layers.
func (s *Server) Files() *download.Files { return s.files }

// ServeHTTP answers a request.
func (s *Server) ServeHTTP(w http.ResponseWriter, r *http.Request) { s.handler.ServeHTTP(w, r) }

// route makes the resources, and groups them by what their answers have in common.
func (s *Server) route(with *shared) error {
	c := with.config
	data, pages, err := s.resources(with)
	if err != nil {
		return err
	}
	// Paths are taken as they are: one with dots in it is of nothing, and no redirect.
	r := mux.NewRouter().SkipClean(true)
	s.router = r
	r.NotFoundHandler = s.withoutSlash(r)
	r.MethodNotAllowedHandler = http.HandlerFunc(s.answers.WrongMethod)

	forPrograms := r.NewRoute().Subrouter()
	forPrograms.Use(respond.AllowOrigins)
	register(forPrograms, data)
	register(r.NewRoute().Subrouter(), pages)
	if err := s.editing(r, with); err != nil {
		return err
	}
	register(r, []resource{
		&health{store: c.Store, index: c.Index, answers: s.answers, log: c.Logger},
		&robots{s.answers},
		&securityText{with.contact, s.answers},
	})
	s.handler = s.answers.Logged(s.answers.Admitted(respond.Keyed(s.maps.Quick(s.answers.Recovered(respond.Secured(s.answers.Short(r)))))))
	return nil
}

// basemap gives what is drawn below the incidents of every map.
func (with *shared) basemap() mapview.Basemap {
	c := with.config
	return mapview.Basemap{
		URL:     "/basemap/{z}/{x}/{y}.mvt?v=" + with.build,
		MaxZoom: c.Basemap.MaxZoom, Attribution: c.Basemap.Attribution, Nearest: c.Basemap.Nearest,
	}
}

// editing registers what editors and their programs use, where anybody may write.
func (s *Server) editing(r *mux.Router, with *shared) error {
	c := with.config
	reasons, err := i18n.LoadReasons()
	if err != nil {
		return err
	}
	config := edit.Config{
		Reasons: reasons, Store: c.Editing, Geocoder: c.Geocoder, Importer: c.Importer, Answers: s.answers,
		Reading: reading.New(reading.Config{Store: c.Editing, Geocoder: c.Geocoder, Geoparser: c.Geoparser, Reader: c.Reader, Reasons: reasons}),
	}
	if c.People != nil {
		people, err := signin.New(signin.Config{Store: c.People, Answers: s.answers, Pages: with.pages, Log: c.Logger, PublicURL: c.PublicURL, OIDC: c.OIDC, Home: address.Edit})
		if err != nil {
			return err
		}
		people.Register(r)
		part, err := people.Described()
		if err != nil {
			return err
		}
		config.Sessions, config.Described = people, []openapi.Part{part}
		(&desk.Pages{Answers: s.answers, Pages: with.pages, Basemap: with.basemap(), Required: people.Required}).Register(r)
	}
	if c.Editing != nil {
		s.edit = edit.New(config)
		s.edit.Register(r)
	}
	return nil
}

func register(r *mux.Router, all []resource) {
	for _, one := range all {
		one.Register(r)
	}
}

// resources makes what answers with data, which pages of any origin may read, and what answers with pages.
func (s *Server) resources(with *shared) (data, pages []resource, err error) {
	c := with.config
	files, err := download.New(c.Store, with.stories, c.Areas)
	if err != nil {
		return nil, nil, err
	}
	s.files = files
	s.maps = mapapi.New(mapapi.Config{Store: c.Store, Index: c.Index, Stories: with.stories, Answers: with.answers, Areas: c.Areas})
	stills, err := staticmap.New(staticmap.Config{
		Basemap: c.Basemap.Tiles, MaxZoom: c.Basemap.MaxZoom, Attribution: c.Basemap.Attribution,
		Counts: s.maps.Counter(), Say: with.languages, Stories: with.stories, Answers: with.answers,
	})
	if err != nil {
		return nil, nil, err
	}
	s.live = live.New(live.Config{Store: c.Store, Index: c.Index, Stories: with.stories, Answers: with.answers, Log: c.Logger})
	views := &mapview.Maker{
		Answers: with.answers, Pages: with.pages, Maps: s.maps, FirstPaints: stills, Styles: with.assets,
		Basemap: with.basemap(), Places: c.Geocoder != nil,
	}
	log := corrections.New(with.stories, with.answers, with.pages)
	script, frame := "map.js", "frame.js"
	if c.Static {
		script, frame = "published.js", "published-frame.js" // which work from files
	}
	embeds := &embed.Pages{
		Stories: with.stories, Answers: with.answers, Pages: with.pages, Maps: views, Past: files, Corrections: log,
		Script: frame, Ancestors: with.ancestors,
	}
	// The router tries one route after the other, so what programs ask for by the thousand comes first.
	data = []resource{
		mapapi.Tiles{Maps: s.maps},
		ogc.New(ogc.Config{
			Store: c.Store, Stories: with.stories, Answers: with.answers, Pages: with.pages,
			Places: files.Places(), Basemap: c.Basemap.Tiles, MaxZoom: c.Basemap.MaxZoom, Log: c.Logger, Now: c.Now,
		}),
		download.NewAPI(files, with.answers),
		s.live,
		feeds.New(with.stories, with.answers, with.languages),
		dictionary.New(with.stories, with.answers, with.pages),
		embeds.OEmbed(),
		s.maps,
		stills,
		&media.Files{Store: c.Store, Stories: with.stories, Answers: with.answers, Past: files},
		&basemapTiles{c.Basemap, with.build, with.answers},
		with.assets,
	}
	pages = []resource{
		places.New(with.stories, with.answers, c.Geocoder), // for our own pages: no page of another origin reads it
		&storypage.Pages{Store: c.Store, Stories: with.stories, Answers: with.answers, Pages: with.pages, Maps: views, Past: files, Script: script},
		log,
		&incidentpage.Pages{Stories: with.stories, Answers: with.answers, Pages: with.pages, Past: files},
		embeds,
	}
	return data, pages, nil
}
