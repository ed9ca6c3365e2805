package mapview

import (
	"slices"

	"incidentmap/geo"
	"incidentmap/incidents"
	"incidentmap/web/i18n"
	"incidentmap/web/stories"
)

// Legend is what the map's signs mean: those that the story has.
type Legend struct {
	Title  string
	Layers []LegendLayer
	Signs  []LegendSign
	// Choices are how counts are drawn, for readers with scripts; none where no server answers.
	Choices []LegendChoice
	BySize  string // that symbols are as large as the number of those who died
}

// LegendChoice is a choice of how counts are drawn.
type LegendChoice struct {
	Name, Label string
	Options     []LegendOption
}

// LegendOption is one of a choice.
type LegendOption struct{ Value, Text string }

// LegendLayer is the symbol that incidents of a layer wear.
type LegendLayer struct {
	Title        i18n.Words
	Shape, Color string
}

// LegendSign is how the map draws how exactly a place is known, how surely a thing happened, and what was grave.
type LegendSign struct {
	Class  string // of the mark in the style sheet
	Number string // of several as one; else empty
	Text   string
}

// signs lists all signs in their order, with the incidents that have them; nil for what any map may have.
var signs = []struct {
	key, class, number string
	has                func(p *incidents.Public) bool
}{
	{"key.grave", "mark-symbol gravity-3", "", func(p *incidents.Public) bool { return p.Counted() && died(p) }},
	{"key.unverified", "mark-symbol unsure", "", func(p *incidents.Public) bool { return p.Verification == incidents.Unverified }},
	{"key.disputed", "mark-symbol disputed", "", func(p *incidents.Public) bool {
		return p.Verification == incidents.Disputed || p.Verification == incidents.Debunked
	}},
	{"key.retracted", "mark-symbol gone", "", func(p *incidents.Public) bool { return p.Disposition == incidents.Retracted }},
	{"key.as_given", "mark-symbol as-given", "", knownAs(geo.AsGiven)},
	{"key.circle", "mark-symbol ringed", "", knownAs(geo.Near, geo.Locality, geo.Admin2)},
	{"key.area", "mark-tag", "", knownAs(geo.Admin1)},
	{"key.country", "mark-tag gravity-0", "", knownAs(geo.Country)},
	{"key.journey", "mark-journey", "", knownAs(geo.InTransit)},
	{"key.many", "mark-stack", "3", nil},
}

func knownAs(precisions ...geo.Precision) func(p *incidents.Public) bool {
	return func(p *incidents.Public) bool {
		return p.Where.Geometry != nil && p.Class != incidents.ClassBackground && slices.Contains(precisions, p.Where.Precision)
	}
}

func died(p *incidents.Public) bool {
	for _, o := range []incidents.Outcome{incidents.Killed, incidents.DiedLater} {
		if c := p.Counts[o]; c.Low != nil && *c.Low > 0 || c.High != nil && *c.High > 0 {
			return true
		}
	}
	return p.Kind == "deaths" || p.Kind == "killing"
}

// choices are how counts may be drawn; the client's script reads the same words from the address.
func (v *Page) choices() []LegendChoice {
	var all []LegendChoice
	for _, c := range []struct {
		name  string
		words []string
	}{
		{"show", []string{"marks", "adm1", "adm2", "country", "hexagon"}},
		{"measure", []string{"entries", "deaths", "entries_rate", "deaths_rate"}},
	} {
		choice := LegendChoice{Name: c.name, Label: v.T("legend." + c.name)}
		for _, word := range c.words {
			choice.Options = append(choice.Options, LegendOption{word, v.T("legend." + c.name + "." + word)})
		}
		all = append(all, choice)
	}
	return all
}

// legend begins a legend with the symbols of the story's layers.
func (v *Page) legend(story *incidents.Story, lang string) Legend {
	l := Legend{Title: v.T("key"), BySize: v.T("legend.size")}
	if v.Config.Density != nil {
		l.Choices = v.choices()
	}
	for _, layer := range story.Layers {
		l.Layers = append(l.Layers, LegendLayer{v.Say.Words(layer.Title, lang), string(layer.Symbol.Shape), layer.Symbol.Color})
	}
	return l
}

// ExplainSigns gives a page on which incidents are shown one by one a legend with the signs that they have.
func (v *Page) ExplainSigns(all *stories.IncidentSet, lang string) {
	l := v.legend(&all.Story, lang)
	v.choose(&all.Story, lang, func(id string) bool {
		return slices.ContainsFunc(all.Public, func(p *incidents.Public) bool { return p.ID == id })
	})
	for _, s := range signs {
		if s.has == nil || slices.ContainsFunc(all.Public, s.has) {
			l.Signs = append(l.Signs, LegendSign{s.class, s.number, v.T(s.key)})
		}
	}
	v.Legend = l
}

// nameCountries gives the client the names of countries that the map writes: its own come late on a phone.
func (v *Page) nameCountries(all *stories.IncidentSet) {
	for _, p := range all.Public {
		if code := p.Where.Admin.Country; code != "" && p.Where.Precision == geo.Country {
			if v.Config.Countries == nil {
				v.Config.Countries = map[string]string{}
			}
			v.Config.Countries[code] = v.Say.Country(code)
		}
	}
}

// choose tells the client what editors chose of the map; of leads those that readers see.
func (v *Page) choose(story *incidents.Story, lang string, seen func(id string) bool) {
	if story.Map.IsZero() {
		return
	}
	m := MapSettings{MapSettings: story.Map}
	m.Leads = slices.DeleteFunc(slices.Clone(m.Leads), func(id string) bool { return !seen(id) })
	for _, id := range m.Leads {
		if caption, _ := story.Map.Captions[id].In(lang); caption != "" {
			if m.Captions == nil {
				m.Captions = map[string]string{}
			}
			m.Captions[id] = caption
		}
	}
	v.Config.Map = &m
}

// partLegend is the legend of a story that is shown part by part: its incidents are counted and not read, so that it
// has all signs but those of verifications that no incident has.
func (v *Page) partLegend(found stories.Selection, lang string) Legend {
	l := v.legend(&found.Snapshot.Story, lang)
	q := found.Query
	verified := map[string][]incidents.Verification{
		"key.unverified": {incidents.Unverified},
		"key.disputed":   {incidents.Disputed, incidents.Debunked},
	}
	for _, s := range signs {
		if q.Verifications = verified[s.key]; q.Verifications != nil && found.Snapshot.Count(q) == 0 {
			continue
		}
		l.Signs = append(l.Signs, LegendSign{s.class, s.number, v.T(s.key)})
	}
	return l
}
