package desk

import (
	"net/http"

	"github.com/gorilla/mux"

	"incidentmap/geo"
	"incidentmap/incidents"
	"incidentmap/incidents/intake/columns"
	"incidentmap/web/i18n"
	"incidentmap/web/mapview"
	"incidentmap/web/page"
)

// config is what the desk's script needs to know of the page and of the interface.
type config struct {
	Page      string              `json:"page"`
	Story     string              `json:"story,omitempty"`    // slug
	Incident  string              `json:"incident,omitempty"` // id; empty for a new one
	Lang      string              `json:"lang"`               // of the interface
	Root      string              `json:"root"`               // the path below which the server lives
	Messages  map[string]string   `json:"messages"`
	MapWords  map[string]string   `json:"mapWords"` // the messages of the map's own controls
	Languages []choice            `json:"languages"`
	Kinds     []kind              `json:"kinds"`
	Choices   map[string][]choice `json:"choices"` // by field, the words of each closed list
	Options   []option            `json:"importOptions"`
	Limits    incidents.Limits    `json:"limits"`
	Basemap   mapview.Basemap     `json:"basemap"`
}

// choice is a word of a closed list, and what people call it.
type choice struct {
	Value string `json:"value"`
	Title string `json:"title"`
}

// kind is a kind of incident.
type kind struct {
	choice
	Class string `json:"class"`
	Shape string `json:"shape"`
}

// option is an option of imports, by the name that the API has for it.
type option struct {
	Name    string   `json:"name"`
	Label   string   `json:"label"`
	Box     bool     `json:"box,omitempty"`
	Choices []choice `json:"choices,omitempty"` // where its values are few
}

func (s *Pages) config(r *http.Request, p page.Page, name string) config {
	vars := mux.Vars(r)
	c := config{
		Page: name, Story: vars["story"], Incident: vars["id"], Lang: p.Lang, Root: s.Answers.Rooted(r, ""),
		Messages: p.Say.Under("desk."), MapWords: p.Say.Under("client."),
		Choices: choices(p.Say), Limits: incidents.TextLimits(), Basemap: s.Basemap,
	}
	for _, o := range p.Say.ImportOptions() {
		field := option{Name: o.Name, Label: o.Label, Box: o.Box}
		for _, value := range o.Titles {
			field.Choices = append(field.Choices, choice{value.ID, value.Text})
		}
		c.Options = append(c.Options, field)
	}
	c.Basemap.URL = c.Root + c.Basemap.URL
	for _, lang := range []string{"en", "es"} {
		c.Languages = append(c.Languages, choice{lang, s.Pages.LanguageName(lang)})
	}
	for _, k := range incidents.Kinds() {
		c.Kinds = append(c.Kinds, kind{choice{string(k.Kind), p.Say.Words(k.Title, p.Lang).Text}, string(k.Class), string(k.Shape)})
	}
	return c
}

// choices names the words of the domain's closed lists.
func choices(say i18n.Language) map[string][]choice {
	return map[string][]choice{
		"class":          named(incidents.Classes(), func(c incidents.Class) string { return say.Words(incidents.ClassTitle(c), say.Lang).Text }),
		"verification":   keyed(say, "verification.", "", incidents.Verifications()),
		"precision":      keyed(say, "precision.", "", geo.Precisions()),
		"outcome":        keyed(say, "outcome.", "", incidents.Outcomes()),
		"group":          keyed(say, "group.", ".other", incidents.Groups()),
		"source.kind":    keyed(say, "source.kind.", "", incidents.SourceKinds()),
		"attribution":    keyed(say, "source.attribution.", "", incidents.Attributions()),
		"disposition":    keyed(say, "desk.disposition.", "", []incidents.Disposition{incidents.Active, incidents.Corrected, incidents.Merged, incidents.Retracted}),
		"disclosure":     keyed(say, "desk.disclosure.", "", []incidents.Disclosure{incidents.Open, incidents.Coarsened, incidents.Withheld}),
		"workflow":       keyed(say, "desk.workflow.", "", []incidents.Workflow{incidents.DraftStage, incidents.Review, incidents.Approved, incidents.Published, incidents.Archived}),
		"time_precision": keyed(say, "desk.time.", "", []incidents.TimePrecision{incidents.Minute, incidents.Hour, incidents.PartOfDay, incidents.Day, incidents.Week, incidents.Month, incidents.Year, incidents.TimeUnknown}),
		"basis":          keyed(say, "desk.basis.", "", []incidents.TimeBasis{incidents.EventTime, incidents.ReportedTime}),
		"stance":         keyed(say, "desk.stance.", "", []incidents.Stance{incidents.Supports, incidents.Disputes}),
		"revision_kind":  keyed(say, "desk.revision.", "", []incidents.RevisionKind{incidents.Update, incidents.Clarification, incidents.Correction}),
		"relation":       keyed(say, "relation.", "", []incidents.RelationType{incidents.PartOf, incidents.CausedBy, incidents.RetaliationFor, incidents.DuplicateOf, incidents.Supersedes}),
		"reason":         keyed(say, "desk.reason.", "", []incidents.RedactionReason{incidents.ForSafety, incidents.ForPrivacy, incidents.ForLaw, incidents.ForError}),
		"map.show":       keyed(say, "legend.show.", "", incidents.MapShows()),
		"map.measure":    keyed(say, "legend.measure.", "", incidents.MapMeasures()),
		"map.size":       keyed(say, "desk.onmap.size.", "", incidents.MapSizes()),
		"column":         keyed(say, "desk.column.", "", columns.Fields()),
		"shape":          keyed(say, "desk.shape.", "", incidents.Shapes()),
	}
}

// keyed names words by the messages of a key before and behind them.
func keyed[T ~string](say i18n.Language, before, behind string, words []T) []choice {
	return named(words, func(w T) string { return say.Text(before + string(w) + behind) })
}

func named[T ~string](words []T, title func(T) string) []choice {
	list := make([]choice, len(words))
	for i, w := range words {
		list[i] = choice{string(w), title(w)}
	}
	return list
}
