package web

import (
	"net/http"
	"slices"
	"strings"

	"incidentmap/geo"
	"incidentmap/incidents"
)

// storyPage makes the view of a story in a language of its texts.
func (s *Server) storyPage(r *http.Request, t *tale, lang string) storyPage {
	v := storyPage{page: s.page(r, lang)}
	in := storyText{lang, t.zone}
	v.Heading = v.words(t.story.Title, lang)
	v.Title = v.Heading.Text
	v.Summary = v.words(t.story.Summary, lang)
	v.Credit = v.words(t.story.Credit, lang)
	v.Licence = link{words{Text: t.story.Licence.Name}, webAddress(t.story.Licence.URL)}
	v.Languages = s.languageLinks(r, readableLanguages(&t.story), lang)
	v.AsOf = v.asOf(t)
	v.LayersURL = storyPath(t.story.Slug) + "/layers"
	v.OGC = ogcPath(t.story.Slug)
	v.Dictionary = withQuery(dictionaryPath(t.story.Slug), "lang", lang)
	v.Layers, v.All = v.layers(t, in, visibleLayers(r))
	v.Ledger = v.ledger(t, in)
	v.list(t, in)
	v.Config = s.clientConfig(v.page, t, lang)
	return v
}

// asOf says up to when the story is told: a finished one to the day, one that goes on to
// the minute of its last change.
func (p page) asOf(t *tale) moment {
	end := t.story.AsOf
	if end.IsZero() {
		return p.instant(t.updated, t.zone)
	}
	m := p.instant(end, t.zone)
	m.Text = p.messages.day(end.In(t.zone))
	return m
}

// list sorts the incidents into the page's sections. What has no geometry, and what is
// said of a whole country, is listed once more under its own heading.
func (v *storyPage) list(t *tale, in storyText) {
	for _, p := range t.public {
		item := v.item(t, p, in)
		if p.Class == incidents.ClassBackground {
			v.Background = append(v.Background, item)
			continue
		}
		last := len(v.Sections) - 1
		if last < 0 || v.Sections[last].Class.ID != string(p.Class) {
			heading := v.T("class." + string(p.Class) + ".heading")
			v.Sections = append(v.Sections, section{Class: label{string(p.Class), heading}})
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

// item makes an incident's line in a list.
func (p page) item(t *tale, pub *incidents.Public, in storyText) listItem {
	kind, _ := incidents.LookupKind(pub.Kind)
	item := listItem{
		ID: pub.ID, URL: withQuery(pub.Path(), "lang", in.lang), Layers: pub.Layers,
		Class:        label{string(pub.Class), p.words(incidents.ClassTitle(pub.Class), p.Lang).Text},
		Kind:         label{string(pub.Kind), p.words(kind.Title, p.Lang).Text},
		Shape:        string(kind.Shape),
		Title:        p.words(pub.Title, in.lang),
		Summary:      p.words(pub.Summary, in.lang),
		Place:        p.place(pub, in.lang),
		When:         p.messages.when(pub.When, in.zone),
		Figures:      p.casualties(t, pub, in),
		Sources:      p.attributions(pub, in.lang),
		Verification: label{string(pub.Verification), p.T("verification." + string(pub.Verification))},
		Disposition:  label{string(pub.Disposition), p.messages.optional("disposition." + string(pub.Disposition))},
		Retracted:    pub.Disposition == incidents.Retracted,
	}
	for _, l := range t.story.Layers {
		if slices.Contains(pub.Layers, l.ID) {
			item.Color = l.Symbol.Color
			break
		}
	}
	return item
}

// casualties says the rows of an incident, each with whose claim it is. Rows that
// another incident counts are marked.
func (p page) casualties(t *tale, pub *incidents.Public, in storyText) []casualty {
	var rows []casualty
	for _, row := range pub.Casualties {
		c := p.messages.casualty(row)
		c.According = p.claimant(pub, row.Claim, in.lang)
		if row.CountedIn != nil {
			mark := p.T("figure.counted.elsewhere")
			c.CountedIn = &link{Text: words{Text: mark}}
			if other, ok := t.byID[row.CountedIn.Incident]; ok {
				c.CountedIn = &link{p.words(other.Title, in.lang), withQuery(other.Path(), "lang", in.lang)}
				mark = p.T("figure.counted", "title", c.CountedIn.Text.Text)
			}
			c.Text += " — " + mark
		}
		rows = append(rows, c)
	}
	return rows
}

// ledger says what each source says in all.
func (p page) ledger(t *tale, in storyText) []ledgerRow {
	var rows []ledgerRow
	var sources []incidents.Source
	for _, pub := range t.public {
		sources = append(sources, pub.Sources...)
	}
	for _, c := range incidents.CountBySource(ofTheDay(t.public)) {
		rows = append(rows, ledgerRow{p.attribution(c.Source, sources, in.lang), p.messages.ledgerFigures(c.Counts)})
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
func (p page) layers(t *tale, in storyText, visible []string) (own []layerItem, all layerItem) {
	n := map[string]int{}
	for _, pub := range ofTheDay(t.public) {
		n[incidents.LayerAll]++
		for _, l := range pub.Layers {
			n[l]++
		}
	}
	item := func(id string, title words) layerItem {
		return layerItem{
			ID: id, Title: title, Count: n[id], CountText: p.messages.count("count.entry", n[id]),
			Checked:  visible == nil || slices.Contains(visible, id),
			Download: withQuery(layerPath(t.story.Slug, id), "lang", in.lang),
			Files:    otherFiles(t.story.Slug, id, in.lang),
		}
	}
	for _, l := range t.story.Layers {
		layer := item(l.ID, p.words(l.Title, in.lang))
		layer.Shape, layer.Color = string(l.Symbol.Shape), l.Symbol.Color
		own = append(own, layer)
	}
	return own, item(incidents.LayerAll, words{Text: p.T("layer.all")})
}

// otherFiles leads to a layer's files but its GeoJSON, whose link stands by itself.
func otherFiles(slug, layer, lang string) []fileLink {
	return slices.DeleteFunc(fileLinks(slug, layer, lang), func(f fileLink) bool { return f.Ext == "geojson" })
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
func (s *Server) clientConfig(p page, t *tale, lang string) clientConfig {
	c := clientConfig{
		Story: t.story.Slug, Lang: lang, Seq: int64(t.seq), BBox: t.story.View.BBox,
		Features: withQuery(layerPath(t.story.Slug, incidents.LayerAll), "lang", lang, "v", s.version(t.seq)),
		Layers:   []clientLayer{}, Kinds: map[string]clientKind{}, Precisions: map[string]string{},
		Basemap: clientBasemap{
			URL:     "/basemap/{z}/{x}/{y}.mvt?v=" + s.build,
			MaxZoom: s.basemap.MaxZoom, Attribution: s.basemap.Attribution,
		},
		Messages: p.messages.client(),
	}
	for _, l := range t.story.Layers {
		title := p.words(l.Title, lang).Text
		c.Layers = append(c.Layers, clientLayer{l.ID, title, string(l.Symbol.Shape), l.Symbol.Color})
	}
	for _, k := range incidents.Kinds() {
		c.Kinds[string(k.Kind)] = clientKind{p.words(k.Title, p.Lang).Text, string(k.Shape)}
	}
	for _, precision := range geo.Precisions() {
		c.Precisions[string(precision)] = p.T("precision." + string(precision))
	}
	return c
}
