package web

import (
	"net/http"
	"slices"
	"strings"

	"incidentmap/geo"
	"incidentmap/incidents"
	"incidentmap/web/address"
	"incidentmap/web/page"
	"incidentmap/web/say"
	"incidentmap/web/tales"
)

// storyPage makes the view of a story in a language of its texts.
func (s *Server) storyPage(r *http.Request, t *tales.Tale, lang string) storyPage {
	v := storyPage{Page: s.pages.Page(r, lang)}
	in := say.Texts{Lang: lang, Zone: t.Zone}
	v.Heading = v.Say.Words(t.Story.Title, lang)
	v.Title = v.Heading.Text
	v.Summary = v.Say.Words(t.Story.Summary, lang)
	v.Credit = v.Say.Words(t.Story.Credit, lang)
	v.Licence = say.Link{Text: say.Words{Text: t.Story.Licence.Name}, URL: say.WebAddress(t.Story.Licence.URL)}
	v.Languages = s.pages.LanguageLinks(r, say.Readable(&t.Story), lang)
	v.AsOf = v.asOf(t)
	v.LayersURL = address.Layers(t.Story.Slug)
	v.OGC = address.OGC(t.Story.Slug)
	v.Dictionary = address.WithQuery(address.Dictionary(t.Story.Slug), "lang", lang)
	v.Layers, v.All = v.layers(t, in, visibleLayers(r))
	v.Ledger = v.ledger(t, in)
	v.list(t, in)
	v.Config = s.clientConfig(v.Page, t, lang)
	return v
}

// asOf says up to when the story is told: a finished one to the day, one that goes on to
// the minute of its last change.
func (v *storyPage) asOf(t *tales.Tale) say.Moment {
	end := t.Story.AsOf
	if end.IsZero() {
		return v.Say.Instant(t.Updated, t.Zone)
	}
	m := v.Say.Instant(end, t.Zone)
	m.Text = v.Say.Day(end.In(t.Zone))
	return m
}

// list sorts the incidents into the page's sections. What has no geometry, and what is
// said of a whole country, is listed once more under its own heading.
func (v *storyPage) list(t *tales.Tale, in say.Texts) {
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
func (v *storyPage) ledger(t *tales.Tale, in say.Texts) []ledgerRow {
	var rows []ledgerRow
	var sources []incidents.Source
	for _, pub := range t.Public {
		sources = append(sources, pub.Sources...)
	}
	for _, c := range incidents.CountBySource(ofTheDay(t.Public)) {
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

// layers lists the story's layers and the layer of all. No visible means that each is.
func (v *storyPage) layers(t *tales.Tale, in say.Texts, visible []string) (own []layerItem, all layerItem) {
	n := map[string]int{}
	for _, pub := range ofTheDay(t.Public) {
		n[incidents.LayerAll]++
		for _, l := range pub.Layers {
			n[l]++
		}
	}
	item := func(id string, title say.Words) layerItem {
		return layerItem{
			ID: id, Title: title, Count: n[id], CountText: v.Say.Count("count.entry", n[id]),
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
func (s *Server) clientConfig(p page.Page, t *tales.Tale, lang string) clientConfig {
	c := clientConfig{
		Story: t.Story.Slug, Lang: lang, Seq: int64(t.Seq), BBox: t.Story.View.BBox,
		Features: address.WithQuery(address.Layer(t.Story.Slug, incidents.LayerAll), "lang", lang, "v", s.answers.Version(t.Seq)),
		Layers:   []clientLayer{}, Kinds: map[string]clientKind{}, Precisions: map[string]string{},
		Basemap: clientBasemap{
			URL:     "/basemap/{z}/{x}/{y}.mvt?v=" + s.build,
			MaxZoom: s.basemap.MaxZoom, Attribution: s.basemap.Attribution,
		},
		Messages: p.Say.Client(),
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
