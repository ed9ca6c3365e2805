package embed

import (
	"context"
	"encoding/json"
	"io"
	"net/http"
	"net/url"
	"strconv"
	"strings"

	"github.com/gorilla/mux"

	"incidentmap/incidents"
	"incidentmap/web/address"
	"incidentmap/web/i18n"
	"incidentmap/web/respond"
	"incidentmap/web/staticmap"
	"incidentmap/web/stories"
)

// OEmbed answers how pages of ours are embedded.
type OEmbed struct{ pages *Pages }

// Register registers the route, which pages of any origin may read.
func (o *OEmbed) Register(r *mux.Router) {
	o.pages.Answers.GetAnywhere(r, address.OEmbed, o.pages.oembed)
}

// Defaults of documents: the width of a map in CSS pixels, and for how long to keep it
// in seconds.
const (
	oembedWidth = 800
	oembedCache = 3600
)

// unknownFormat is the error of a format that is not answered in: 501 (oEmbed 1.0, section 2.3.5).
type unknownFormat struct{ is *incidents.Error }

// Error says what is wrong.
func (e unknownFormat) Error() string { return e.is.Error() }

// Status gives the status of the answer.
func (unknownFormat) Status() int { return http.StatusNotImplemented }

// Unwrap gives what is wrong.
func (e unknownFormat) Unwrap() error { return e.is }

// shared is a page of ours that is to be embedded.
type shared struct {
	snap     *stories.Snapshot
	options  Options
	incident *incidents.Public // nil for a story
}

// oembed answers how a page of ours is embedded (https://oembed.com). Words that it does not know
// are let pass, as consumers add their own.
func (s *Pages) oembed(w http.ResponseWriter, r *http.Request) error {
	words := r.URL.Query()
	asXML := words.Get("format") == "xml"
	if format := words.Get("format"); format != "" && format != "json" && !asXML {
		return unknownFormat{incidents.Errorf(incidents.EInvalid, "format", "%q is not answered in; there are json and xml", format)}
	}
	width, height, err := maxima(words)
	if err != nil {
		return err
	}
	what, err := s.shared(r, words.Get("url"))
	if err != nil {
		return err
	}
	respond.SetKeys(w.Header(), address.Story(what.snap.Story.Slug))
	media := respond.JSONType
	if asXML {
		media = "text/xml; charset=utf-8"
	}
	return s.Answers.Send(w, r, respond.Representation{
		MediaType: media, Cache: respond.Live, State: []any{what.snap.Changed(), what.options.Lang, s.Answers.BaseURL(r)},
		Write: func(w io.Writer) error {
			doc := s.rich(s.Answers.BaseURL(r), what, width, height)
			if asXML {
				return doc.WriteXML(w)
			}
			return json.NewEncoder(w).Encode(doc)
		},
	})
}

// maxima reads how large the embed may be, in CSS pixels; 0 is no bound.
func maxima(words url.Values) (width, height int, err error) {
	var problems incidents.Problems
	read := func(name string) int {
		if words.Get(name) == "" {
			return 0
		}
		n, err := strconv.Atoi(words.Get(name))
		if err != nil || n < 1 {
			problems.Add(name, "%q is not a whole number of pixels from 1", words.Get(name))
		}
		return n
	}
	width, height = read("maxwidth"), read("maxheight")
	return width, height, problems.Err()
}

// shared finds the page of an address. ENotFound if it is none of ours, or of nothing that
// readers see.
func (s *Pages) shared(r *http.Request, text string) (*shared, error) {
	if text == "" {
		return nil, incidents.Errorf(incidents.EInvalid, "url", "is missing; give the address of a story or an incident")
	}
	foreign := incidents.Errorf(incidents.ENotFound, "url", "%q is not the address of a map of this server", text)
	u, err := url.Parse(text)
	if err != nil || u.Scheme != "http" && u.Scheme != "https" || !strings.EqualFold(u.Host, hostOf(s.Answers.BaseURL(r))) {
		return nil, foreign
	}
	path, ofStory := strings.CutPrefix(strings.TrimSuffix(u.Path, "/"), s.Answers.Rooted(r, address.Story("")))
	slug, below, _ := strings.Cut(path, "/")
	if !ofStory || slug == "" {
		return nil, foreign
	}
	id, ofIncident := strings.CutPrefix(below, "incidents/")
	if !ofIncident && below != "" && below != "embed" && below != "share" {
		return nil, foreign
	}
	snap, err := s.Stories.Of(r.Context(), slug)
	if err != nil {
		return nil, err
	}
	what := &shared{snap: snap, options: Read(u.Query(), &snap.Story, snap.Zone)}
	asked := &http.Request{URL: u, Header: http.Header{}}
	what.options.Lang = i18n.Choose(asked, &snap.Story).Lang
	if ofIncident {
		return what, s.shareOne(r.Context(), what, id)
	}
	return what, nil
}

// shareOne finds an incident to embed: the map around it.
func (s *Pages) shareOne(ctx context.Context, what *shared, id string) (err error) {
	if what.incident, err = what.snap.Public(ctx, id); err != nil {
		return err
	}
	what.options.Incident = what.incident.ID
	if box, placed := address.Around(what.incident.Where.Geometry); placed && what.options.Look.BBox == nil {
		what.options.Look.BBox = &box
	}
	return nil
}

func hostOf(base string) string {
	_, below, _ := strings.Cut(base, "://")
	host, _, _ := strings.Cut(below, "/")
	return host
}

// rich makes the document of a map.
func (s *Pages) rich(base string, what *shared, mostWidth, mostHeight int) *Rich {
	story, o := &what.snap.Story, &what.options
	in := s.Pages.Say(o.Lang)
	made := s.snippet(base, what.snap, o)
	made.Script = "" // consumers take scripts out, or show the snippet in a frame of their own
	doc := &Rich{
		Type: "rich", Version: "1.0", ProviderName: hostOf(base), ProviderURL: base + "/", CacheAge: oembedCache,
		AuthorName: in.Words(story.Credit, o.Lang).Text, Width: oembedWidth, Height: Height,
	}
	if what.incident != nil {
		made.Title = in.Words(what.incident.Title, o.Lang).Text
		made.Story = base + address.WithQuery(what.incident.Path(), "lang", o.Lang)
		made.Source = base + address.Embed(story.Slug) + Encode(o.Words())
	}
	doc.Title = made.Title
	if doc.AuthorName != "" {
		doc.AuthorURL = base + address.WithQuery(address.Story(story.Slug), "lang", o.Lang)
	}
	if mostWidth > 0 {
		doc.Width = min(doc.Width, mostWidth)
	}
	if mostHeight > 0 {
		doc.Height = min(doc.Height, mostHeight)
	}
	made.Width, made.Height = doc.Width, doc.Height
	doc.HTML = made.HTML()
	if w, h := Fit(staticmap.Width, staticmap.Height, mostWidth, mostHeight); w >= staticmap.MinSide && h >= staticmap.MinSide {
		doc.ThumbnailURL, doc.ThumbnailWidth, doc.ThumbnailHeight = base+pictureOf(story.Slug, o, w, h), w, h
	}
	return doc
}
