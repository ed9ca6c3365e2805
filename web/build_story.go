package web

import (
	"net/http"
	"slices"
	"strings"
	"time"

	"incidentmap/geo"
	"incidentmap/incidents"
	"incidentmap/incidents/index"
	"incidentmap/web/address"
	"incidentmap/web/page"
	"incidentmap/web/say"
	"incidentmap/web/stories"
)

// storyPage makes the view of a story in a language of its texts.
func (s *Server) storyPage(r *http.Request, view *stories.View, lang string) (storyPage, error) {
	v := storyPage{Page: s.pages.Page(r, lang)}
	in := say.Texts{Lang: lang, Zone: view.Zone}
	v.Heading = v.Say.Words(view.Story.Title, lang)
	v.Title = v.Heading.Text
	v.Summary = v.Say.Words(view.Story.Summary, lang)
	v.Credit = v.Say.Words(view.Story.Credit, lang)
	v.Licence = say.Link{Text: say.Words{Text: view.Story.Licence.Name}, URL: say.WebAddress(view.Story.Licence.URL)}
	v.Languages = s.pages.LanguageLinks(r, say.Readable(&view.Story), lang)
	v.LayersURL = address.Layers(view.Story.Slug)
	v.OGC = address.OGC(view.Story.Slug)
	v.Dictionary = address.WithQuery(address.Dictionary(view.Story.Slug), "lang", lang)
	v.Config = s.clientConfig(v.Page, view, lang)
	updated, err := view.Updated(r.Context())
	if err != nil {
		return v, err
	}
	v.AsOf = v.asOf(view, updated)
	if view.Count(index.Query{}) <= stories.Whole {
		err = s.tellWhole(r, &v, view, in)
	} else {
		err = s.tellPart(r, &v, view, in)
	}
	if err != nil {
		return v, err
	}
	first, _ := view.Page(index.Query{}, 0, listedInCard)
	shown, err := view.Show(r.Context(), first)
	if err != nil {
		return v, err
	}
	s.storyCard(r, &v, view, shown.Public, updated, lang)
	return v, nil
}

// tellWhole lists and sums up all incidents.
func (s *Server) tellWhole(r *http.Request, v *storyPage, view *stories.View, in say.Texts) error {
	all, err := view.Show(r.Context(), view.View.Select(index.Query{}))
	if err != nil {
		return err
	}
	v.Layers, v.All = v.layers(view, in, visibleLayers(r), countByLayer(all.Public))
	v.Ledger = v.ledger(all.Public, in)
	v.list(all, in)
	v.Config.Features = address.WithQuery(address.Layer(view.Story.Slug, incidents.LayerAll), "lang", in.Lang, "v", s.answers.Version(view.Changed()))
	return nil
}

// tellPart lists a page of the incidents, counts the rest, and gives the map its first view.
func (s *Server) tellPart(r *http.Request, v *storyPage, view *stories.View, in say.Texts) error {
	counts := func(layer string) int {
		return view.Count(index.Query{Filter: incidents.Filter{Layers: []string{layer}, Classes: ofTheDayClasses()}})
	}
	visible := visibleLayers(r)
	v.Layers, v.All = v.layers(view, in, visible, counts)
	v.NoLedger = v.T("ledger_too_many")
	found, err := view.Select(r.Context(), incidents.Filter{Layers: visible})
	if err != nil {
		return err
	}
	if v.Part, err = s.listPart(r, v.Page, found, in); err != nil {
		return err
	}
	v.Config.Views, err = s.firstView(r, view, in.Lang)
	return err
}

// asOf says up to when the story is told: a finished one to the day, one that goes on to
// the minute of its last change.
func (v *storyPage) asOf(view *stories.View, updated time.Time) say.Moment {
	end := view.Story.AsOf
	if end.IsZero() {
		return v.Say.Instant(updated, view.Zone)
	}
	m := v.Say.Instant(end, view.Zone)
	m.Text = v.Say.Day(end.In(view.Zone))
	return m
}

// list sorts the incidents into the page's sections. What has no geometry, and what is
// said of a whole country, is listed once more under its own heading.
func (v *storyPage) list(t *stories.Shown, in say.Texts) {
	for _, p := range t.Public {
		item := v.ListItem(t, p, in)
		if p.Class == incidents.ClassBackground {
			v.Background = append(v.Background, item)
			continue
		}
		last := len(v.Sections) - 1
		if last < 0 || v.Sections[last].Class.ID != string(p.Class) {
			heading := v.T("class." + string(p.Class) + ".heading")
			v.Sections = append(v.Sections, section{Class: say.Label{ID: string(p.Class), Text: heading}})
			last++
		}
		v.Sections[last].Items = append(v.Sections[last].Items, item)
		if counted(p) {
			v.Sections[last].Count++
		}
		switch {
		case p.Where.Geometry == nil:
			v.Unplaced = append(v.Unplaced, item)
		case p.Where.Precision == geo.Country:
			v.WholeCountry = append(v.WholeCountry, item)
		}
	}
}

// ledger says what each source says in all.
func (v *storyPage) ledger(all []*incidents.Public, in say.Texts) []ledgerRow {
	var rows []ledgerRow
	var sources []incidents.Source
	for _, pub := range all {
		sources = append(sources, pub.Sources...)
	}
	for _, c := range incidents.CountBySource(ofTheDay(all)) {
		rows = append(rows, ledgerRow{v.Say.Attribution(c.Source, sources, in.Lang), v.Say.LedgerFigures(c.Counts)})
	}
	return rows
}

func ofTheDay(all []*incidents.Public) []*incidents.Public {
	var kept []*incidents.Public
	for _, p := range all {
		if counted(p) {
			kept = append(kept, p)
		}
	}
	return kept
}

// ofTheDayClasses lists all classes but background.
func ofTheDayClasses() []incidents.Class {
	return slices.DeleteFunc(incidents.Classes(), func(c incidents.Class) bool { return c == incidents.ClassBackground })
}

// countByLayer counts what is of the day.
func countByLayer(all []*incidents.Public) func(layer string) int {
	n := map[string]int{}
	for _, pub := range ofTheDay(all) {
		n[incidents.LayerAll]++
		for _, l := range pub.Layers {
			n[l]++
		}
	}
	return func(layer string) int { return n[layer] }
}

// layers lists the story's layers and the layer of all. No visible means that each is.
func (v *storyPage) layers(t *stories.View, in say.Texts, visible []string, count func(layer string) int) (own []layerItem, all layerItem) {
	item := func(id string, title say.Words) layerItem {
		n := count(id)
		return layerItem{
			ID: id, Title: title, Count: n, CountText: v.Say.Count("count.entry", n),
			Checked:  visible == nil || slices.Contains(visible, id),
			Download: address.WithQuery(address.Layer(t.Story.Slug, id), "lang", in.Lang),
			Files:    page.OtherFiles(t.Story.Slug, id, in.Lang),
		}
	}
	for _, l := range t.Story.Layers {
		layer := item(l.ID, v.Say.Words(l.Title, in.Lang))
		layer.Shape, layer.Color = string(l.Symbol.Shape), l.Symbol.Color
		own = append(own, layer)
	}
	return own, item(incidents.LayerAll, say.Words{Text: v.T("layer.all")})
}

// visibleLayers reads ?layers=: ids divided by commas or repeated, or nil when it is not
// given.
func visibleLayers(r *http.Request) []string {
	var ids []string
	for _, list := range r.URL.Query()["layers"] {
		ids = append(ids, strings.Split(list, ",")...)
	}
	return ids
}

// clientConfig tells the client what it draws and what it says.
func (s *Server) clientConfig(p page.Page, t *stories.View, lang string) clientConfig {
	c := clientConfig{
		Story: t.Story.Slug, Lang: lang, Seq: int64(t.Changed()), BBox: t.Story.View.BBox,
		Layers: []clientLayer{}, Kinds: map[string]clientKind{}, Precisions: map[string]string{},
		Basemap: clientBasemap{
			URL:     "/basemap/{z}/{x}/{y}.mvt?v=" + s.build,
			MaxZoom: s.basemap.MaxZoom, Attribution: s.basemap.Attribution,
		},
		Messages: p.Say.Client(),
	}
	if t.Story.AsOf.IsZero() {
		c.Live = &clientLive{
			Events:  address.WithQuery(address.Events(t.Story.Slug), "lang", lang),
			Changes: address.WithQuery(address.Changes(t.Story.Slug), "lang", lang),
			List:    address.WithQuery(address.List(t.Story.Slug), "lang", lang),
		}
	}
	for _, l := range t.Story.Layers {
		title := p.Say.Words(l.Title, lang).Text
		c.Layers = append(c.Layers, clientLayer{l.ID, title, string(l.Symbol.Shape), l.Symbol.Color})
	}
	for _, k := range incidents.Kinds() {
		c.Kinds[string(k.Kind)] = clientKind{p.Say.Words(k.Title, p.Lang).Text, string(k.Shape)}
	}
	for _, precision := range geo.Precisions() {
		c.Precisions[string(precision)] = p.T("precision." + string(precision))
	}
	return c
}
