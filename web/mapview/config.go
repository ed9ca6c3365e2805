package mapview

import (
	"encoding/json"

	"incidentmap/geo"
	"incidentmap/incidents"
	"incidentmap/web/address"
	"incidentmap/web/page"
	"incidentmap/web/stories"
)

// Config is what the client needs to know of the story and the interface.
type Config struct {
	Story      string            `json:"story"`
	Lang       string            `json:"lang"`
	Locale     string            `json:"locale"` // by which the server writes numbers (BCP 47)
	Seq        int64             `json:"seq"`
	BBox       [4]float64        `json:"bbox"`
	Features   string            `json:"features,omitempty"` // address of the GeoJSON of all incidents
	Whole      json.RawMessage   `json:"whole,omitempty"`    // what is at Features, as far as it is drawn and searched
	Clusters   *Clusters         `json:"views,omitempty"`    // in its place where there are too many
	List       string            `json:"list,omitempty"`     // address of the list of what a filter wants, to which its words are added
	Map        *MapSettings      `json:"map,omitempty"`      // what the story's editors chose
	Density    *Density          `json:"density,omitempty"`  // nil where no server answers
	Locator    string            `json:"locator,omitempty"`  // script of the small map of where the view lies
	Places     string            `json:"places,omitempty"`   // address of the places of a name, to which q is added
	Later      string            `json:"later,omitempty"`    // address of the script that pages do without until somebody uses it
	Live       *Live             `json:"live,omitempty"`     // nil for a story that is finished
	Time       *Time             `json:"time,omitempty"`     // nil when all is of one time
	Layers     []Layer           `json:"layers"`
	Kinds      map[string]Kind   `json:"kinds"`
	Precisions map[string]string `json:"precisions"`
	Countries  map[string]string `json:"countries,omitempty"` // names of those that are all that is known of a place, by their codes
	Basemap    Basemap           `json:"basemap"`
	Messages   map[string]string `json:"messages"`
	Embed      *Embed            `json:"embed,omitempty"` // of a page that is framed by others
}

// Below puts the path below which the server lives before the addresses that the client asks for.
func (c *Config) Below(prefix string) {
	all := []*string{&c.Basemap.URL}
	if c.List != "" {
		all = append(all, &c.List)
	}
	if c.Later != "" {
		all = append(all, &c.Later)
	}
	if c.Places != "" {
		all = append(all, &c.Places)
	}
	if c.Features != "" {
		all = append(all, &c.Features)
	}
	if c.Clusters != nil {
		all = append(all, &c.Clusters.URL, &c.Clusters.List)
	}
	if c.Density != nil {
		all = append(all, &c.Density.URL, &c.Density.Script)
	}
	if c.Locator != "" {
		all = append(all, &c.Locator)
	}
	if c.Live != nil {
		all = append(all, &c.Live.Events, &c.Live.Changes, &c.Live.List)
	}
	for _, path := range all {
		*path = prefix + *path
	}
}

// Clusters is where the client asks for what is in view.
type Clusters struct {
	URL   string          `json:"url"`   // of clusters and single incidents, to which zoom, bbox and layer are added
	List  string          `json:"list"`  // of the list of a view, to which bbox and layer are added
	First json.RawMessage `json:"first"` // the clusters of the story's own view
}

// MapSettings is what the story's editors chose of the map, with the leads that readers see and their captions in the
// page's language.
type MapSettings struct {
	incidents.MapSettings
	Captions map[string]string `json:"captions,omitempty"`
}

// Density is where the client asks for counts by area, and what draws them.
type Density struct {
	URL    string `json:"url"` // to which by, zoom, bbox and the words of filters are added
	Script string `json:"script"`
}

// Live is where the client follows a story that goes on.
type Live struct {
	Events  string `json:"events"`  // to which since is added
	Changes string `json:"changes"` // to which since is added
	List    string `json:"list"`    // to which ids and v are added
}

// Time is the axis of the timeline.
type Time struct {
	Edges []int64 `json:"edges"` // as timeline has them
	Zone  string  `json:"zone"`  // of the IANA database
}

// Layer is a layer in the legend.
type Layer struct {
	ID    string `json:"id"`
	Title string `json:"title"`
	Shape string `json:"shape"`
	Color string `json:"color"`
}

// Kind is how incidents of a kind are named and drawn.
type Kind struct {
	Title string `json:"title"`
	Shape string `json:"shape"`
}

// Basemap is what is drawn below the incidents.
type Basemap struct {
	URL         string `json:"url"` // with {z}, {x} and {y}
	MaxZoom     int    `json:"maxZoom"`
	Attribution string `json:"attribution"`
	Nearest     int    `json:"nearest,omitempty"` // the greatest zoom of the map; the usual one where there is none
}

// Embed is what the client needs to know of a page that others frame.
type Embed struct {
	// View is where the map begins.
	View EmbedState `json:"view"`
	// AsOf is the state that is pinned; the pages of its incidents are asked for as of it.
	AsOf string `json:"asOf,omitempty"`
	// Filtered says that changes must be asked for anew, as they come without the filter.
	Filtered bool `json:"filtered,omitempty"`
}

// EmbedState is the state in which the map of an embed begins.
type EmbedState struct {
	Center *Point   `json:"center,omitempty"`
	Zoom   *float64 `json:"zoom,omitempty"`
	Layers []string `json:"layers,omitempty"`
	// Incident is the one whose card is open.
	Incident string `json:"incident,omitempty"`
}

// Point is a place, in degrees.
type Point struct {
	Lon float64 `json:"lon"`
	Lat float64 `json:"lat"`
}

// config makes the client's configuration.
func (m *Maker) config(p page.Page, snap *stories.Snapshot, lang string) Config {
	c := Config{
		Story: snap.Story.Slug, Lang: lang, Locale: p.Say.Locale(), Seq: int64(snap.Changed()), BBox: snap.Story.View.BBox,
		Layers: []Layer{}, Kinds: map[string]Kind{}, Precisions: map[string]string{},
		Basemap:  m.Basemap,
		Later:    p.Asset("later.js"),
		List:     address.WithQuery(address.List(snap.Story.Slug), "lang", lang, "v", m.Answers.Version(snap.Changed())),
		Messages: p.Say.Client(),
	}
	if m.Places {
		c.Places = address.WithQuery(address.Places(snap.Story.Slug), "lang", lang)
	}
	if snap.Story.AsOf.IsZero() {
		c.Live = &Live{
			Events:  address.WithQuery(address.Events(snap.Story.Slug), "lang", lang),
			Changes: address.WithQuery(address.Changes(snap.Story.Slug), "lang", lang),
			List:    address.WithQuery(address.List(snap.Story.Slug), "lang", lang),
		}
	}
	for _, l := range snap.Story.Layers {
		title := p.Say.Words(l.Title, lang).Text
		c.Layers = append(c.Layers, Layer{l.ID, title, string(l.Symbol.Shape), l.Symbol.Color})
	}
	for _, k := range snap.Story.AllKinds() {
		c.Kinds[string(k.Kind)] = Kind{p.Say.Words(k.Title, p.Lang).Text, string(k.Shape)}
	}
	for _, precision := range geo.Precisions() {
		c.Precisions[string(precision)] = p.T("precision." + string(precision))
	}
	return c
}
