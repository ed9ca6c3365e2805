package offer

import (
	"slices"
	"time"

	"github.com/paulmach/orb"
	"github.com/paulmach/orb/geojson"
	"golang.org/x/text/language"
	"golang.org/x/text/language/display"

	"incidentmap/geo"
	"incidentmap/incidents"
	"incidentmap/incidents/extract"
	"incidentmap/incidents/extract/article"
	"incidentmap/incidents/match"
)

// Figure is a number of people: its bounds where the text gives some. A null bound is not known.
type Figure struct {
	Low  *int `json:"low"`
	Best *int `json:"best"`
	High *int `json:"high"`
}

// Figures are those of one report by outcome, without people counted in another draft.
type Figures struct {
	Killed    *Figure `json:"killed,omitempty"`
	DiedLater *Figure `json:"died_later,omitempty"`
	Wounded   *Figure `json:"wounded,omitempty"`
	Detained  *Figure `json:"detained,omitempty"`
	Missing   *Figure `json:"missing,omitempty"`
}

// Passage is what an offer rests on: a stretch of the text of one story.
type Passage struct {
	Story int    `json:"story"` // position in stories
	Start int    `json:"start"` // code points
	End   int    `json:"end"`   // not included
	Text  string `json:"text"`
}

// DraftJSON is an offer as JSON, in the words that public features have for the same things.
type DraftJSON struct {
	ID         string                  `json:"id"`
	Class      incidents.Class         `json:"class"`
	Kind       incidents.Kind          `json:"kind"`
	Title      incidents.Text          `json:"title"`
	Summary    incidents.Text          `json:"summary,omitempty"`
	Start      string                  `json:"start,omitempty"`
	End        string                  `json:"end,omitempty"`
	TimePrec   incidents.TimePrecision `json:"time_precision"`
	Place      string                  `json:"place,omitempty"` // with the state and country it lies in
	Precision  geo.Precision           `json:"precision"`
	RadiusM    float64                 `json:"radius_m,omitempty"`
	Admin1     string                  `json:"admin1,omitempty"` // names
	Admin2     string                  `json:"admin2,omitempty"`
	Country    string                  `json:"country,omitempty"` // ISO 3166-1 alpha-2
	Lat        *float64                `json:"lat,omitempty"`     // of a point
	Lon        *float64                `json:"lon,omitempty"`
	Gazetteer  string                  `json:"gazetteer_id,omitempty"`
	Figures                            // of the first report
	Reports    []ReportJSON            `json:"reports,omitempty"` // of all, where there are several
	Casualties []incidents.Casualty    `json:"casualties,omitempty"`
	Sources    []incidents.Source      `json:"sources,omitempty"`
	Claims     []incidents.Claim       `json:"claims,omitempty"`
	Relations  []incidents.Relation    `json:"relations,omitempty"`
	Confidence float64                 `json:"confidence"`
	Check      []extract.Check         `json:"check,omitempty"`
	Passages   []Passage               `json:"passages"`
	Update     *KnownJSON              `json:"update_of,omitempty"`
	Perhaps    []KnownJSON             `json:"perhaps,omitempty"`
	Stored     string                  `json:"stored,omitempty"` // the id of the draft that it was stored as

	geometry *geojson.Geometry
}

// ReportJSON is what one story says of an offer.
type ReportJSON struct {
	Story int `json:"story"`
	Figures
	Reasons []match.Reason `json:"reasons,omitempty"` // why it is taken for the same thing
}

// KnownJSON is an incident on the map that an offer is, or may be.
type KnownJSON struct {
	Incident string         `json:"incident"`
	Title    incidents.Text `json:"title"`
	Score    float64        `json:"score"`
	Reasons  []match.Reason `json:"reasons"`
	News     []News         `json:"news,omitempty"`
}

// StoryJSON is a story as JSON, without its drafts.
type StoryJSON struct {
	Name string `json:"name,omitempty"`
	article.Document
}

// Answer is all that is offered of stories.
type Answer struct {
	Stories []StoryJSON `json:"stories"`
	Drafts  []DraftJSON `json:"drafts"`
}

// NewAnswer writes offers for people and programs.
func NewAnswer(stories []Story, offers []Offer) Answer {
	a := Answer{Stories: make([]StoryJSON, len(stories)), Drafts: make([]DraftJSON, len(offers))}
	texts := make([][]rune, len(stories))
	for i := range stories {
		a.Stories[i] = StoryJSON{stories[i].Name, stories[i].Document}
		texts[i] = []rune(stories[i].Text)
	}
	for i := range offers {
		a.Drafts[i] = draftJSON(&offers[i], texts)
	}
	return a
}

func draftJSON(o *Offer, texts [][]rune) DraftJSON {
	inc := &o.Incident
	v := DraftJSON{
		ID: o.ID, Class: inc.Class, Kind: inc.Kind, Title: inc.Title, Summary: inc.Summary,
		Start: clock(inc.When.Start, inc.When.Zone), End: clock(inc.When.End, inc.When.Zone), TimePrec: inc.When.Precision,
		Precision: inc.Where.Precision, RadiusM: inc.Where.RadiusM,
		Admin1: inc.Where.Admin.Admin1Name, Admin2: inc.Where.Admin.Admin2Name, Country: inc.Where.Admin.Country, Gazetteer: inc.Where.GazetteerID,
		Casualties: inc.Casualties, Sources: inc.Sources, Claims: inc.Claims, Relations: inc.Relations,
		Figures: figuresOf(&o.Reports[0].Draft.Incident), Confidence: o.Reports[0].Draft.Confidence, Passages: []Passage{},
	}
	_, lang := inc.Title.In()
	v.Place = label(&inc.Where, lang)
	if g := inc.Where.Geometry; g != nil {
		v.geometry = geojson.NewGeometry(g)
		if g.GeoJSONType() == "Point" {
			at := g.Bound().Center()
			v.Lon, v.Lat = &at[0], &at[1]
		}
	}
	for i := range o.Reports {
		t := &o.Reports[i]
		for _, p := range t.Draft.Passages {
			v.Passages = append(v.Passages, passageOf(t.Story, p, texts[t.Story]))
		}
		for _, c := range t.Draft.Check {
			if !slices.ContainsFunc(v.Check, func(k extract.Check) bool { return k.Code == c.Code }) {
				v.Check = append(v.Check, c)
			}
		}
		if len(o.Reports) > 1 {
			v.Reports = append(v.Reports, ReportJSON{t.Story, figuresOf(&t.Draft.Incident), t.Reasons})
		}
	}
	if o.Known != nil {
		k := knownJSON(o.Known)
		v.Update = &k
	}
	for i := range o.Perhaps {
		v.Perhaps = append(v.Perhaps, knownJSON(&o.Perhaps[i]))
	}
	return v
}

// passageOf cites a stretch of a text.
func passageOf(story int, p extract.Span, text []rune) Passage {
	from := min(max(p.Start, 0), len(text))
	to := min(max(p.End, from), len(text))
	return Passage{story, from, to, string(text[from:to])}
}

func knownJSON(k *Known) KnownJSON {
	return KnownJSON{k.Incident.ID, k.Incident.Title, round(k.Score), k.Reasons, k.News}
}

func round(score float64) float64 { return float64(int(score*1000+0.5)) / 1000 }

// figuresOf adds up the rows of one report.
func figuresOf(inc *incidents.Incident) Figures {
	counts := incidents.CountRows(inc.Casualties)
	of := func(o incidents.Outcome) *Figure {
		c, says := counts[o]
		if !says {
			return nil
		}
		return &Figure{c.Low, c.Best, c.High}
	}
	return Figures{of(incidents.Killed), of(incidents.DiedLater), of(incidents.Wounded), of(incidents.Detained), of(incidents.Missing)}
}

// clock writes an instant on the clocks of a zone, or in UTC where it is not known.
func clock(t time.Time, zone string) string {
	if t.IsZero() {
		return ""
	}
	if at, err := time.LoadLocation(zone); err == nil {
		t = t.In(at)
	}
	return t.Format(time.RFC3339)
}

// label names a place with the state and the country that it lies in.
func label(l *geo.Location, lang string) string {
	name := incidents.Text(l.Place)
	words, _ := name.In(lang)
	for _, holder := range []string{l.Admin.Admin1Name, countryName(l.Admin.Country, lang)} {
		switch {
		case holder == "" || holder == words:
		case words == "":
			words = holder
		default:
			words += ", " + holder
		}
	}
	return words
}

// countryName names a country in a language, by Unicode's own tables.
func countryName(code, lang string) string {
	region, err := language.ParseRegion(code)
	if err != nil {
		return ""
	}
	tag, err := language.Parse(lang)
	if err != nil {
		tag = language.English
	}
	names := display.Regions(tag)
	if names == nil {
		return ""
	}
	return names.Name(region)
}

// Keep tells of each draft as what it is stored: by this write, or by one before.
func (a *Answer) Keep(offers []Offer, keys []string, known map[string]incidents.Known, writes []incidents.Write) {
	stored := map[string]string{}
	for i := range writes {
		stored[writes[i].Incident.Origin.Key] = writes[i].Incident.ID
	}
	for i := range offers {
		if k, before := known[keys[i]]; before {
			a.Drafts[i].Stored = k.Incident
		} else {
			a.Drafts[i].Stored = stored[keys[i]]
		}
	}
}

// feature is an offer as a GeoJSON feature, RFC 7946.
type feature struct {
	Type       string            `json:"type"`
	ID         string            `json:"id"`
	Geometry   *geojson.Geometry `json:"geometry"`
	Properties *DraftJSON        `json:"properties"`
}

// Features is an answer as GeoJSON: a FeatureCollection with the stories as a member besides
// (RFC 7946, section 6.1).
type Features struct {
	Type     string      `json:"type"`
	Stories  []StoryJSON `json:"stories"`
	Features []feature   `json:"features"`
}

// Features gives the answer as GeoJSON.
func (a *Answer) Features() *Features {
	all := &Features{"FeatureCollection", a.Stories, make([]feature, len(a.Drafts))}
	for i := range a.Drafts {
		v := &a.Drafts[i]
		all.Features[i] = feature{"Feature", v.ID, v.geometry, v}
	}
	return all
}

// Bound gives the box of an offer's geometry, and whether it has one.
func (v *DraftJSON) Bound() (orb.Bound, bool) {
	if v.geometry == nil {
		return orb.Bound{}, false
	}
	return v.geometry.Geometry().Bound(), true
}
