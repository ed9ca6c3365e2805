package web

import (
	"encoding/json"
	"io"
	"net/http"
	"time"

	"github.com/gorilla/mux"
	"github.com/paulmach/orb"

	"incidentmap/incidents"
	"incidentmap/incidents/format"
	"incidentmap/web/address"
	"incidentmap/web/answer"
	"incidentmap/web/download"
	"incidentmap/web/say"
	"incidentmap/web/tales"
)

func (s *Server) registerLayers(r *mux.Router) {
	s.getAnywhere(r, address.Layers("{story}"), s.layers)
	s.getAnywhere(r, address.LayerFile("{story}", "{layer:[^/]+}", "{ext:[a-z0-9]+}"), s.layerFile)
}

// layersDocument is the index of a story's layers.
type layersDocument struct {
	Story  string          `json:"story"`
	Title  string          `json:"title"`
	Lang   string          `json:"lang"`
	Seq    incidents.Seq   `json:"seq"`
	AsOf   string          `json:"as_of,omitempty"`
	Layers []layerDocument `json:"layers"`
	Links  []answer.Link   `json:"links"`
}

type layerDocument struct {
	ID     string            `json:"id"`
	Title  string            `json:"title"`
	Symbol *incidents.Symbol `json:"symbol,omitempty"`
	Count  int               `json:"count"`  // features, as the GeoJSON has them
	Extent *[4]float64       `json:"extent"` // west, south, east, north; null when nothing is located
	Links  []answer.Link     `json:"links"`
}

// layers answers with the index of layers.
func (s *Server) layers(w http.ResponseWriter, r *http.Request) error {
	if _, err := answer.Parameters(r, "lang", "v"); err != nil {
		return err
	}
	t, err := s.tales.Of(r.Context(), mux.Vars(r)["story"])
	if err != nil {
		return err
	}
	lang := say.Choose(r, &t.Story)
	base := s.answers.BaseURL(r)
	return s.answers.Send(w, r, answer.Representation{
		MediaType: answer.JSONType, Cache: s.answers.CacheFor(r, t.Seq), Vary: lang.Vary, State: []any{t.Seq, lang.Lang, base},
		Write: func(w io.Writer) error {
			e := json.NewEncoder(w)
			e.SetEscapeHTML(false)
			return e.Encode(s.layersDocument(r, t, lang.Lang))
		},
	})
}

func (s *Server) layersDocument(r *http.Request, t *tales.Tale, lang string) layersDocument {
	base := s.answers.BaseURL(r)
	title, _ := t.Story.Title.In(lang)
	doc := layersDocument{
		Story: t.Story.Slug, Title: title, Lang: lang, Seq: t.Seq, AsOf: asOf(t.Updated),
		Links: []answer.Link{
			{Rel: "self", Type: answer.JSONType, Href: base + r.URL.Path},
			{Rel: "alternate", Type: "text/html", Href: base + address.WithQuery(address.Story(t.Story.Slug), "lang", lang)},
			{Rel: "describedby", Type: "text/html", Href: base + address.WithQuery(address.Dictionary(t.Story.Slug), "lang", lang)},
		},
	}
	if t.Story.Licence.URL != "" {
		doc.Links = append(doc.Links, answer.Link{Rel: "license", Type: "text/html", Href: t.Story.Licence.URL})
	}
	all := s.pages.Say(lang).Text("layer.all")
	doc.Layers = append(doc.Layers, s.layerDocument(r, t, incidents.Layer{ID: incidents.LayerAll}, all, lang))
	for _, l := range t.Story.Layers {
		title, _ := l.Title.In(lang)
		doc.Layers = append(doc.Layers, s.layerDocument(r, t, l, title, lang))
	}
	return doc
}

func (s *Server) layerDocument(r *http.Request, t *tales.Tale, l incidents.Layer, title, lang string) layerDocument {
	doc := layerDocument{ID: l.ID, Title: title}
	if l.ID != incidents.LayerAll {
		doc.Symbol = &l.Symbol
	}
	var extent orb.Bound
	for _, p := range t.Public {
		if !tales.InLayer(p, l.ID) {
			continue
		}
		doc.Count++
		if p.Where.Geometry == nil {
			continue
		}
		if bound := p.Where.Geometry.Bound(); doc.Extent == nil {
			extent = bound
		} else {
			extent = extent.Union(bound)
		}
		doc.Extent = &[4]float64{extent.Min[0], extent.Min[1], extent.Max[0], extent.Max[1]}
	}
	for _, f := range format.Formats() {
		rel := "items"
		if f.Ext != "geojson" {
			rel = "alternate"
		}
		href := s.answers.BaseURL(r) + address.WithQuery(address.LayerFile(t.Story.Slug, l.ID, f.Ext), "lang", lang)
		doc.Links = append(doc.Links, answer.Link{Rel: rel, Type: f.MediaType, Href: href})
	}
	for _, level := range download.Levels() {
		href := s.answers.BaseURL(r) + address.WithQuery(address.Layer(t.Story.Slug, l.ID), "by", string(level), "lang", lang)
		doc.Links = append(doc.Links, answer.Link{Rel: "related", Type: answer.GeoJSONType, Href: href})
	}
	return doc
}

// asOf writes a time by RFC 3339 in UTC, and nothing for no time.
func asOf(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return t.Format(time.RFC3339)
}
