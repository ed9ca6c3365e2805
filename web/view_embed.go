package web

import (
	"cmp"
	"context"
	"maps"
	"net/http"
	"net/url"
	"slices"
	"strings"

	"incidentmap/incidents"
	"incidentmap/web/address"
	"incidentmap/web/embed"
	"incidentmap/web/filter"
	"incidentmap/web/i18n"
	"incidentmap/web/mapapi"
	"incidentmap/web/page"
	"incidentmap/web/stories"
)

// embedPage is a story's map for a frame, for embed.gohtml. Of the story's page it has the
// heading, the time, the layers, the list and the configuration.
type embedPage struct {
	storyPage
	Layers  []filter.Layer
	All     filter.Layer
	Theme   string
	Open    string // address of the whole map
	Notice  *correctionItem
	Pinned  string // that the state is pinned, and whether there is a newer one; empty else
	ListOn  bool
	Carried []page.Field // what the layers' form sends along
}

// clientEmbed is what the client is told of a page that others frame.
type clientEmbed struct {
	// View is where the map begins.
	View clientView `json:"view"`
	// AsOf is the state that is pinned; the pages of its incidents are asked for as of it.
	AsOf string `json:"asOf,omitempty"`
	// Filtered says that changes must be asked for anew, as they come without the filter.
	Filtered bool `json:"filtered,omitempty"`
}

type clientView struct {
	Center *clientPoint `json:"center,omitempty"`
	Zoom   *float64     `json:"zoom,omitempty"`
	Layers []string     `json:"layers,omitempty"`
	// Incident is the one whose card is open.
	Incident string `json:"incident,omitempty"`
}

type clientPoint struct {
	Lon float64 `json:"lon"`
	Lat float64 `json:"lat"`
}

// embedPage makes the view of an embed in a language of its story's texts.
func (s *Server) embedPage(r *http.Request, e *embedded, lang string) (*embedPage, error) {
	view := e.found.View
	shown, err := s.shown(r.Context(), e)
	if err != nil {
		return nil, err
	}
	v := &embedPage{storyPage: storyPage{Page: s.pages.Page(r, lang), Script: s.script("frame.js"), Style: s.assets.style("frame.css")}, Theme: e.options.Theme, ListOn: !e.options.Hidden}
	in := i18n.Texts{Lang: lang, Zone: view.Zone}
	v.Canonical = s.answers.BaseURL(r) + address.WithQuery(address.Story(view.Story.Slug), "lang", lang)
	v.Heading = v.Say.Words(view.Story.Title, lang)
	v.Title = v.Heading.Text
	v.Description = page.Excerpt(cmp.Or(v.Say.Words(view.Story.Summary, lang).Text, v.Title))
	v.Credit = v.Say.Words(view.Story.Credit, lang)
	v.Corrections = address.WithQuery(address.Corrections(view.Story.Slug), "lang", lang)
	e.options.Lang = lang
	v.Open = address.Story(view.Story.Slug) + embed.Encode(e.options.ViewWords())
	v.Carried = carried(e.options.Words(), "layers")
	s.configureEmbed(v, e, lang)
	if err := s.tellEmbed(r, v, e, shown, in); err != nil {
		return nil, err
	}
	if err := s.tellStill(r.Context(), v, e, lang); err != nil {
		return nil, err
	}
	return v, s.date(r.Context(), v, e, shown, in)
}

// carried lists parameters for a form to send along, but for those that it asks for itself.
func carried(words url.Values, asked ...string) []page.Field {
	var fields []page.Field
	for _, name := range slices.Sorted(maps.Keys(words)) {
		if !slices.Contains(asked, name) {
			fields = append(fields, page.Field{Name: name, Value: words.Get(name)})
		}
	}
	return fields
}

// tellEmbed lists what the embed shows, and says where the client finds it.
func (s *Server) tellEmbed(r *http.Request, v *embedPage, e *embedded, shown *stories.IncidentSet, in i18n.Texts) error {
	view := e.found.View
	visible := e.options.Criteria.Visible
	version := s.answers.Version(view.Changed())
	if shown != nil {
		v.Layers, v.All = filter.Layers(v.Page, &view.Story, visible, in.Lang, countByLayer(shown.Public))
		v.list(shown, seqsOf(shown.Public), 0, in)
		v.hide(visible, e.options.AsOf)
		words := e.options.Criteria.Standard()
		words.Set("lang", in.Lang)
		if e.pin != nil {
			words.Set("as_of", e.options.AsOf)
		} else {
			words.Set("v", version)
		}
		v.Config.Features = address.Layer(view.Story.Slug, incidents.LayerAll) + embed.Encode(words)
		if e.pin == nil {
			var err error
			v.Config.Whole, err = s.wholeFeatures(r.Context(), view, seqsOf(shown.Public), in.Lang, s.answers.BaseURL(r))
			return err
		}
		return nil
	}
	v.Layers, v.All = filter.Layers(v.Page, &view.Story, visible, in.Lang, countOf(e.found))
	part, err := s.embedPart(r, v.Page, e, in)
	if err != nil {
		return err
	}
	v.Part = part
	box, zoom := widened(v.Config.BBox)
	first, err := s.maps.Collection(r.Context(), e.found, mapapi.Wanted{Zoom: zoom, BBox: box, Lang: in.Lang, BaseURL: s.answers.BaseURL(r)})
	words := e.options.Criteria.Standard()
	words.Set("lang", in.Lang)
	words.Set("v", version)
	query := embed.Encode(words)
	if err == nil {
		first, err = thinned(first, zoom)
	}
	v.Config.Views = &clientViews{URL: address.Clusters(view.Story.Slug) + query, List: address.List(view.Story.Slug) + query, First: first}
	return err
}

// embedPart makes the first part of a list that is too long for a page; the others are on the
// list's own page.
func (s *Server) embedPart(r *http.Request, p page.Page, e *embedded, in i18n.Texts) (*listPart, error) {
	words := e.options.Criteria.Standard()
	words.Set("lang", in.Lang)
	if len(e.options.Criteria.Visible) > 0 {
		words.Set("layer", strings.Join(e.options.Criteria.Visible, ","))
	}
	own := r.Clone(r.Context())
	own.URL = &url.URL{Path: address.List(e.found.View.Story.Slug), RawQuery: words.Encode()}
	listed := e.found
	listed.Query.Layers = e.options.Criteria.Visible
	return s.listPart(own, p, listed, in)
}

// hide marks what is in no layer that is on, and leads to the incidents as they stood.
func (v *embedPage) hide(visible []string, asOf string) {
	change := func(items []page.Item) (shown int) {
		for i := range items {
			if asOf != "" {
				items[i].URL += "&as_of=" + url.QueryEscape(asOf)
			}
			items[i].Hidden = len(visible) > 0 && !slices.ContainsFunc(items[i].Layers, func(id string) bool { return slices.Contains(visible, id) })
			if !items[i].Hidden && !items[i].Retracted {
				shown++
			}
		}
		return shown
	}
	for i := range v.Sections {
		if n := change(v.Sections[i].Items); len(visible) > 0 {
			v.Sections[i].Count = n
		}
	}
	change(v.Background)
}

// configureEmbed tells the client what of the story's page is other here.
func (s *Server) configureEmbed(v *embedPage, e *embedded, lang string) {
	v.Config = s.clientConfig(v.Page, e.found.View, lang)
	o := &e.options
	v.Config.Embed = &clientEmbed{View: clientView{Layers: o.Criteria.Visible, Incident: o.Incident}, AsOf: o.AsOf, Filtered: e.narrowed()}
	if c := o.Look.Center; c != nil {
		v.Config.Embed.View.Center, v.Config.Embed.View.Zoom = &clientPoint{c[0], c[1]}, &o.Look.Zoom
	}
	if b := o.Look.BBox; b != nil {
		v.Config.BBox = [4]float64{b.West, b.South, b.East, b.North}
	}
	if e.pin != nil {
		v.Config.Live, v.Config.Seq = nil, int64(e.pin.Seq)
	}
	if live := v.Config.Live; live != nil {
		live.List = address.Embed(e.found.View.Story.Slug) + embed.Encode(o.Words())
	}
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

// tellStill gives the first paint of the map. There is none of what stood before or of a filter: it would
// show something else than the map.
func (s *Server) tellStill(ctx context.Context, v *embedPage, e *embedded, lang string) error {
	if e.pin != nil || e.narrowed() {
		return nil
	}
	v.StillAlt = v.T("still.alt", "title", v.Heading.Text)
	return s.firstPaint(ctx, &v.storyPage, e.found.View, e.options.Look, e.options.Criteria.Visible, lang)
}

// stillWords gives what a picture understands of an embed's options.
func stillWords(o *embed.Options, lang string) url.Values {
	words := url.Values{"lang": {lang}}
	for _, id := range o.Criteria.Visible {
		words.Add("layers", id)
	}
	if b := o.Look.BBox; b != nil && b.West < b.East {
		words.Set("bbox", b.String())
	}
	return words
}

// date says up to when the embed is told, what was corrected until then, and whether a state
// that is pinned is still the newest.
func (s *Server) date(ctx context.Context, v *embedPage, e *embedded, shown *stories.IncidentSet, in i18n.Texts) error {
	view := e.found.View
	updated, err := view.Updated(ctx)
	if err != nil {
		return err
	}
	v.AsOf = v.asOf(view, updated)
	upTo := view.Changed()
	if e.pin != nil {
		v.AsOf, upTo = v.Say.Instant(e.pin.Time, view.Zone), e.pin.Seq
	}
	newest, later, err := s.newestCorrection(ctx, view, upTo)
	if err != nil {
		return err
	}
	if newest != nil {
		of := newest.of
		if shown != nil {
			if then, among := shown.ByID(of.ID); among {
				of = then // as it stood
			}
		}
		v.Notice = &correctionItem{
			Kind: i18n.Label{ID: string(newest.kind), Text: v.T("revision." + string(newest.kind))},
			When: v.Say.Instant(newest.state.Time, view.Zone),
			Note: v.Say.Words(newest.state.Note, in.Lang),
			Incident: i18n.Link{
				Text: v.Say.Words(of.Title, in.Lang), URL: address.WithQuery(of.Path(), "lang", in.Lang),
			},
		}
	}
	switch {
	case e.tooMany:
		v.Pinned = v.T("embed.pinned.too_many")
	case e.pin == nil:
	case later:
		v.Pinned = v.T("embed.pinned.corrected")
	case view.Changed() > e.pin.Seq:
		v.Pinned = v.T("embed.pinned.newer")
	default:
		v.Pinned = v.T("embed.pinned")
	}
	return nil
}
