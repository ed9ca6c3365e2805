package download

import (
	"encoding/json"
	"io"
	"net/http"
	"regexp"
	"time"

	"github.com/gorilla/mux"

	"incidentmap/incidents"
	"incidentmap/incidents/format"
	"incidentmap/web/address"
	"incidentmap/web/i18n"
	"incidentmap/web/respond"
	"incidentmap/web/stories"
)

// API answers with a story's layers: their index, and each as a file. It is safe for use by many goroutines.
type API struct {
	files   *Files
	answers *respond.Sender
}

// NewAPI answers with files.
func NewAPI(files *Files, answers *respond.Sender) *API { return &API{files, answers} }

// Register registers the routes, which pages of any origin may read.
func (a *API) Register(r *mux.Router) {
	a.answers.GetAnywhere(r, address.Layers("{story}"), a.index)
	const layer = "{layer:[^/]+?}" // as short as it can be: an extension may have a dot
	figures := regexp.QuoteMeta(format.Figures().Ext)
	a.answers.GetAnywhere(r, address.CSVMetadata(address.LayerFile("{story}", layer, "{ext:"+figures+"|csv}")), a.csvMetadata)
	a.answers.GetAnywhere(r, address.LayerFile("{story}", layer, "{ext:"+figures+"}"), a.layerFile)
	a.answers.GetAnywhere(r, address.LayerFile("{story}", layer, "{ext:[a-z0-9]+}"), a.layerFile)
}

// layersDocument is the index of a story's layers.
type layersDocument struct {
	Story  string          `json:"story"`
	Title  string          `json:"title"`
	Lang   string          `json:"lang"`
	Seq    incidents.Seq   `json:"seq"`
	AsOf   string          `json:"as_of,omitempty"`
	Layers []layerDocument `json:"layers"`
	Links  []respond.Link  `json:"links"`
}

type layerDocument struct {
	ID     string            `json:"id"`
	Title  string            `json:"title"`
	Symbol *incidents.Symbol `json:"symbol,omitempty"`
	Count  int               `json:"count"`  // features, as the GeoJSON has them
	Extent *[4]float64       `json:"extent"` // west, south, east, north; null when nothing is located
	Links  []respond.Link    `json:"links"`
}

// index answers with the index of layers.
func (a *API) index(w http.ResponseWriter, r *http.Request) error {
	if _, err := respond.Parameters(r, "lang", "v"); err != nil {
		return err
	}
	snap, err := a.files.stories.Of(r.Context(), mux.Vars(r)["story"])
	if err != nil {
		return err
	}
	lang := i18n.Choose(r, &snap.Story)
	base := a.answers.BaseURL(r)
	return a.answers.Send(w, r, respond.Representation{
		MediaType: respond.JSONType, Cache: respond.Live, Vary: lang.Vary, State: []any{snap.Changed(), lang.Lang, base},
		Write: func(w io.Writer) error {
			doc, err := a.layersDocument(r, snap, lang.Lang)
			if err != nil {
				return err
			}
			e := json.NewEncoder(w)
			e.SetEscapeHTML(false)
			return e.Encode(doc)
		},
	})
}

func (a *API) layersDocument(r *http.Request, snap *stories.Snapshot, lang string) (layersDocument, error) {
	base := a.answers.BaseURL(r)
	updated, err := snap.Updated(r.Context())
	if err != nil {
		return layersDocument{}, err
	}
	title, _ := snap.Story.Title.In(lang)
	doc := layersDocument{
		Story: snap.Story.Slug, Title: title, Lang: lang, Seq: snap.Changed(), AsOf: asOf(updated),
		Links: []respond.Link{
			{Rel: "self", Type: respond.JSONType, Href: base + r.URL.Path},
			{Rel: "alternate", Type: "text/html", Href: base + address.WithQuery(address.Story(snap.Story.Slug), "lang", lang)},
			{Rel: "describedby", Type: "text/html", Href: base + address.WithQuery(address.Dictionary(snap.Story.Slug), "lang", lang)},
		},
	}
	if snap.Story.Licence.URL != "" {
		doc.Links = append(doc.Links, respond.Link{Rel: "license", Type: "text/html", Href: snap.Story.Licence.URL})
	}
	all := a.files.messages.Nearest(lang).Text("layer.all")
	doc.Layers = append(doc.Layers, a.layerDocument(r, snap, incidents.Layer{ID: incidents.LayerAll}, all, lang))
	for _, l := range snap.Story.Layers {
		title, _ := l.Title.In(lang)
		doc.Layers = append(doc.Layers, a.layerDocument(r, snap, l, title, lang))
	}
	return doc, nil
}

func (a *API) layerDocument(r *http.Request, snap *stories.Snapshot, l incidents.Layer, title, lang string) layerDocument {
	doc := layerDocument{ID: l.ID, Title: title}
	if l.ID != incidents.LayerAll {
		doc.Symbol = &l.Symbol
	}
	sum := snap.Summary(l.ID)
	doc.Count = sum.Count
	if e := sum.Extent; e != nil {
		doc.Extent = &[4]float64{e.West, e.South, e.East, e.North}
	}
	for _, f := range append(format.Formats(), format.Figures()) {
		rel, file := "alternate", address.LayerFile(snap.Story.Slug, l.ID, f.Ext)
		switch {
		case file == address.Layer(snap.Story.Slug, l.ID):
			rel = "items"
		case f.Ext == format.Figures().Ext:
			rel = "related"
		}
		href := a.answers.BaseURL(r) + address.WithQuery(file, "lang", lang)
		doc.Links = append(doc.Links, respond.Link{Rel: rel, Type: f.MediaType, Href: href})
	}
	for _, level := range Levels() {
		href := a.answers.BaseURL(r) + address.WithQuery(address.Layer(snap.Story.Slug, l.ID), "by", string(level), "lang", lang)
		doc.Links = append(doc.Links, respond.Link{Rel: "related", Type: respond.GeoJSONType, Href: href})
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
