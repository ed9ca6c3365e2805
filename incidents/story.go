package incidents

import (
	"slices"
	"time"
)

// Story is a set of incidents that belong together, and how they are shown.
type Story struct {
	Slug      string   `json:"slug"`
	Title     Text     `json:"title"`
	Summary   Text     `json:"summary,omitempty"`
	Languages []string `json:"languages"` // BCP 47; the first is the default
	Zone      string   `json:"zone"`      // IANA name; times are shown in it
	View      Viewport `json:"view"`
	Credit    Text     `json:"credit,omitempty"`
	Licence   Licence  `json:"licence,omitzero"`
	Layers    []Layer  `json:"layers"` // besides these every story has the layer "all"
	// Kinds are those that the story declares besides the table of kinds, with ids of their own form.
	Kinds []KindInfo `json:"kinds,omitempty"`
	// Steps are the scenes in which an editor tells the story; without any, readers follow the order of time.
	Steps  []Step `json:"steps,omitempty"`
	Policy Policy `json:"policy,omitzero"`
	// Map is what editors choose of the map.
	Map MapSettings `json:"map,omitzero"`
	// Publication says from when on readers see the story; empty for a story that they see.
	Publication Publication `json:"publication,omitempty"`
	// Columns are those of imported files that are kept besides the incidents' own fields.
	Columns []Column `json:"columns,omitempty"`
	// AsOf is the instant up to which a finished story reports; zero for a story that goes on,
	// which is as of its last change.
	AsOf time.Time `json:"as_of,omitzero"`
	// Version is the number under which a store wrote the story, or NoVersion. PutStory does not write
	// over another version; zero, of a story that was not read from a store, stands for any or none.
	Version Seq `json:"-"`
}

// NoVersion is the Version of a story that must not be there yet.
const NoVersion Seq = -1

// Publication says from when on readers see a story.
type Publication string

// The publications of a story that readers do not see, or not yet.
const (
	// DraftStory is kept from readers until it is written without.
	DraftStory Publication = "draft"
	// WithFirstIncident is kept from readers until an incident of it is published.
	WithFirstIncident Publication = "with_first_incident"
	// PublicStory is what writers may say in place of nothing; stories are kept without.
	PublicStory Publication = "public"
)

// ShownWith reports whether readers see the story; published says whether an incident of it was published.
func (s *Story) ShownWith(published bool) bool {
	switch s.Publication {
	case "", PublicStory:
		return true
	case WithFirstIncident:
		return published
	}
	return false // what is not known is as closed as a draft
}

// Disclosure is the story's own rule of what readers see of places.
func (s *Story) Disclosure() Disclosure { return s.Policy.rule("") }

// WithoutWords gives the story without what it says itself: in place of the titles, its own, its layers' and its kinds', stands
// RedactedText, and there is no summary and no credit.
func (s *Story) WithoutWords() Story {
	out := *s
	out.Title, out.Summary, out.Credit = s.Title.redacted(), nil, nil
	out.Layers = slices.Clone(s.Layers)
	for i := range out.Layers {
		out.Layers[i].Title = out.Layers[i].Title.redacted()
	}
	out.Kinds = slices.Clone(s.Kinds)
	for i := range out.Kinds {
		out.Kinds[i].Title = out.Kinds[i].Title.redacted()
	}
	return out
}

// World is the box of a story of which nothing says where it is, in degrees west, south, east, north: all but the polar
// seas, which Web Mercator makes wide.
var World = [4]float64{-180, -60, 180, 75}

// Viewport is what the map shows at first: the box, in degrees west, south, east, north.
type Viewport struct {
	BBox [4]float64 `json:"bbox"`
}

// Licence is the licence of the story's own text and figures.
type Licence struct {
	Name string `json:"name,omitempty"`
	URL  string `json:"url,omitempty"`
}

// LayerAll is the id of the layer of all of a story's incidents.
const LayerAll = "all"

// Layer is a named filter over a story's incidents, with a title and a symbol.
type Layer struct {
	ID     string      `json:"id"`
	Title  Text        `json:"title"`
	Symbol Symbol      `json:"symbol"`
	Filter LayerFilter `json:"filter"`
}

// Symbol is how a layer's incidents are drawn.
type Symbol struct {
	Shape Shape  `json:"shape"`
	Color string `json:"color"` // "#rrggbb"; told apart by the colour-blind on light and dark maps
}

// LayerFilter says which incidents a layer holds: those of one of the classes, that are
// of one of the kinds or have a casualty of one of the outcomes. No classes means all
// but background; neither kinds nor outcomes means any.
type LayerFilter struct {
	Classes  []Class   `json:"classes,omitempty"`
	Kinds    []Kind    `json:"kinds,omitempty"`
	Outcomes []Outcome `json:"outcomes,omitempty"`
}

// Holds reports whether the layer holds the incident.
func (f LayerFilter) Holds(inc *Incident) bool {
	if len(f.Classes) == 0 && inc.Class == ClassBackground {
		return false
	}
	if len(f.Classes) > 0 && !slices.Contains(f.Classes, inc.Class) {
		return false
	}
	if len(f.Kinds) == 0 && len(f.Outcomes) == 0 {
		return true
	}
	if slices.Contains(f.Kinds, inc.Kind) {
		return true
	}
	for _, c := range inc.Casualties {
		if slices.Contains(f.Outcomes, c.Outcome) && !c.isNobody() {
			return true
		}
	}
	return false
}

// LayersOf lists the ids of the layers that hold the incident, in the story's order,
// without the layer "all".
func (s *Story) LayersOf(inc *Incident) []string {
	ids := []string{}
	for _, l := range s.Layers {
		if l.Filter.Holds(inc) {
			ids = append(ids, l.ID)
		}
	}
	return ids
}

// HasLayer reports whether id names one of the story's layers or the layer "all".
func (s *Story) HasLayer(id string) bool {
	if id == LayerAll {
		return true
	}
	for _, l := range s.Layers {
		if l.ID == id {
			return true
		}
	}
	return false
}

// Lang gives the wanted language if the story is written in it, else the story's default.
func (s *Story) Lang(wanted string) string {
	if slices.Contains(s.Languages, wanted) {
		return wanted
	}
	if len(s.Languages) > 0 {
		return s.Languages[0]
	}
	return "en"
}

// MaxRanked is how many languages Ranked gives at most: more than there are.
const MaxRanked = 1 << 16

// Ranked orders the languages of an incident as they stand in for one that is missing: the
// story's own first, in its order, then the others by alphabet. langs is as Langs gives it.
func (s *Story) Ranked(langs []string) []string {
	first := make([]string, 0, len(langs))
	for _, l := range s.Languages {
		if slices.Contains(langs, l) && !slices.Contains(first, l) {
			first = append(first, l)
		}
	}
	for _, l := range langs {
		if !slices.Contains(first, l) {
			first = append(first, l)
		}
	}
	return first[:min(len(first), MaxRanked)]
}

// ShowsAs reports whether readers see of an incident the same in both stories: which
// layers hold it, what the policy lets out, which columns it has, and which language stands in.
func (s *Story) ShowsAs(other *Story) bool {
	sameLayer := func(x, y Layer) bool {
		return x.ID == y.ID && slices.Equal(x.Filter.Classes, y.Filter.Classes) &&
			slices.Equal(x.Filter.Kinds, y.Filter.Kinds) && slices.Equal(x.Filter.Outcomes, y.Filter.Outcomes)
	}
	return s.Policy.showsAs(&other.Policy) && slices.Equal(s.Languages, other.Languages) && slices.Equal(s.Columns, other.Columns) &&
		slices.EqualFunc(s.Layers, other.Layers, sameLayer)
}
