package web

import (
	"encoding/json"
	"html/template"
	"slices"

	"incidentmap/web/filter"
	"incidentmap/web/i18n"
	"incidentmap/web/page"
)

// storiesPage lists the stories, for stories.gohtml.
type storiesPage struct {
	page.Page
	Stories []storyLink
}

// storyLink is a story in a list.
type storyLink struct {
	Title, Summary i18n.Words
	URL            string
}

// storyPage is one story, for story.gohtml.
type storyPage struct {
	page.Page
	Script       string       // name of the built file that the page runs
	Style        template.CSS // the style sheet, in the page so that nothing waits for it
	Heading      i18n.Words
	Summary      i18n.Words
	AsOf         i18n.Moment // zero when the story has no incidents
	Credit       i18n.Words
	Licence      i18n.Link // empty URL when there is none
	LayersURL    string
	OGC          string // address of the OGC API
	Dictionary   string // address of what the columns of downloads mean
	Filters      *filter.Form
	Lite         bool   // list and still map alone, for slow or costly lines
	Other        string // address of the page in its other form
	Changed      string // how much changed since the reader's last look; empty for nothing
	Ledger       []ledgerRow
	NoLedger     string      // why there is none; empty when there is
	Asked        *page.Item  // of a part, the incident whose card is to be open
	Part         *listPart   // in place of the following four where a page cannot hold all
	Sections     []section   // placed and unplaced, by class in reading order, without background
	Unplaced     []page.Item // of Sections, those without a geometry
	WholeCountry []page.Item // of Sections, claims about a whole country
	Background   []page.Item
	First        template.HTMLAttr // src of the map's first paint
	Partial      bool              // whether that was left out because too many are drawn
	Still        string            // address of the map as a picture
	StillAlt     string
	Corrections  string       // address of the log of corrections
	Share        string       // address of the page that makes the snippet for an article
	Config       clientConfig // for <script type="application/json" id="config">
}

// section is the part of the list that holds one class.
type section struct {
	Class i18n.Label // Text is a heading: "Incidents"
	Count int        // of those that show, without what was retracted or merged, which is listed
	Shown int        // how many show; of a part of a list all do
	Items []page.Item
}

// ledgerRow is what one source says in all. Rows of different sources are never added.
type ledgerRow struct {
	Who     i18n.Attribution
	Figures []i18n.Figure
}

// clientConfig is what the client is told about the story and the interface.
type clientConfig struct {
	Story      string                `json:"story"`
	Lang       string                `json:"lang"`
	Seq        int64                 `json:"seq"`
	BBox       [4]float64            `json:"bbox"`
	Features   string                `json:"features,omitempty"` // address of the GeoJSON of all incidents
	Whole      json.RawMessage       `json:"whole,omitempty"`    // what is at Features, as far as it is drawn and searched
	Views      *clientViews          `json:"views,omitempty"`    // in its place where there are too many
	Live       *clientLive           `json:"live,omitempty"`     // nil for a story that is finished
	Time       *clientTime           `json:"time,omitempty"`     // nil when all is of one time
	Layers     []clientLayer         `json:"layers"`
	Kinds      map[string]clientKind `json:"kinds"`
	Precisions map[string]string     `json:"precisions"`
	Basemap    clientBasemap         `json:"basemap"`
	Messages   map[string]string     `json:"messages"`
	Embed      *clientEmbed          `json:"embed,omitempty"` // of a page that is framed by others
}

// below puts the path below which the server lives before the addresses that the client asks for.
func (c *clientConfig) below(prefix string) {
	all := []*string{&c.Basemap.URL}
	if c.Features != "" {
		all = append(all, &c.Features)
	}
	if c.Views != nil {
		all = append(all, &c.Views.URL, &c.Views.List)
	}
	if c.Live != nil {
		all = append(all, &c.Live.Events, &c.Live.Changes, &c.Live.List)
	}
	for _, path := range all {
		*path = prefix + *path
	}
}

// clientViews is where the client asks for what is in view.
type clientViews struct {
	URL   string          `json:"url"`   // of clusters and single incidents, to which zoom, bbox and layer are added
	List  string          `json:"list"`  // of the list of a view, to which bbox and layer are added
	First json.RawMessage `json:"first"` // the clusters of the story's own view
}

// clientLive is where the client follows a story that goes on.
type clientLive struct {
	Events  string `json:"events"`  // to which since is added
	Changes string `json:"changes"` // to which since is added
	List    string `json:"list"`    // to which ids and v are added
}

// clientTime is the axis of the timeline.
type clientTime struct {
	Edges []int64 `json:"edges"` // as timeline has them
	Zone  string  `json:"zone"`  // of the IANA database
}

type clientLayer struct {
	ID    string `json:"id"`
	Title string `json:"title"`
	Shape string `json:"shape"`
	Color string `json:"color"`
}

type clientKind struct {
	Title string `json:"title"`
	Shape string `json:"shape"`
}

type clientBasemap struct {
	URL         string `json:"url"` // with {z}, {x} and {y}
	MaxZoom     int    `json:"maxZoom"`
	Attribution string `json:"attribution"`
}

// AnyShown reports whether the list shows any incident.
func (v storyPage) AnyShown() bool {
	return len(v.Sections) == 0 || slices.ContainsFunc(v.Sections, func(s section) bool { return s.Shown > 0 })
}
