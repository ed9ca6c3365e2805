package embed

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
	"incidentmap/web/corrections"
	"incidentmap/web/filter"
	"incidentmap/web/i18n"
	"incidentmap/web/mapview"
	"incidentmap/web/page"
	"incidentmap/web/staticmap"
	"incidentmap/web/stories"
)

// embedPage is a story's map for a frame, for embed.gohtml. Of the story's page it has the
// heading, the time, the layers, the list and the configuration.
type embedPage struct {
	mapview.Page
	Layers  []filter.Layer
	All     filter.Layer
	Theme   string
	Open    string // address of the whole map
	Notice  *corrections.Item
	Pinned  string // that the state is pinned, and whether there is a newer one; empty else
	ListOn  bool
	UI      string // what is around the map: full, map or none
	Steps   mapview.Steps
	Paper   string       // address of the map as a picture, which is printed
	Carried []page.Field // what the layers' form sends along
}

// embedPage makes the page of an embed in a language of its story's texts.
func (s *Pages) embedPage(r *http.Request, e *embedded, lang string) (*embedPage, error) {
	snap := e.found.Snapshot
	shown, err := s.shown(r.Context(), e)
	if err != nil {
		return nil, err
	}
	v := &embedPage{Page: s.Maps.New(r, snap, lang, s.Script, style), Theme: e.options.Theme, UI: e.options.Surround}
	v.ListOn = !e.options.Hidden && v.UI == Surrounds()[0]
	in := i18n.Texts{Lang: lang, Zone: snap.Zone, Story: &snap.Story}
	v.Canonical = s.Answers.BaseURL(r) + address.WithQuery(address.Story(snap.Story.Slug), "lang", lang)
	v.Description = page.Excerpt(cmp.Or(v.Say.Words(snap.Story.Summary, lang).Text, v.Title))
	e.options.Lang = lang
	v.Open = address.Story(snap.Story.Slug) + Encode(e.options.ViewWords())
	v.Carried = carried(e.options.Words(), "layers")
	if e.pin == nil && v.UI == Surrounds()[0] { // scenes are of the story as it is told now
		if v.Steps, err = s.Maps.Steps(r.Context(), &v.Page, snap, lang); err != nil {
			return nil, err
		}
	}
	if e.pin == nil && !e.narrowed() { // a picture is of what stands, and of nothing narrower than layers
		v.Paper = pictureOf(snap.Story.Slug, &Options{Criteria: e.options.Criteria, Look: e.options.Look, Counts: e.options.Counts, Lang: lang}, staticmap.Width, staticmap.Height)
	}
	configure(v, e)
	if err := s.list(r, v, e, shown, in); err != nil {
		return nil, err
	}
	if err := s.still(r.Context(), v, e, lang); err != nil {
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

// list lists what the embed shows, and says where the client finds it.
func (s *Pages) list(r *http.Request, v *embedPage, e *embedded, shown *stories.IncidentSet, in i18n.Texts) error {
	snap := e.found.Snapshot
	visible := e.options.Criteria.Visible
	version := s.Answers.Version(snap.Changed())
	if shown != nil {
		v.Layers, v.All = filter.Layers(v.Page.Page, &snap.Story, visible, in.Lang, countByLayer(shown.Public))
		v.List(shown, shown.Seqs(), 0, in)
		v.hide(visible, e.options.AsOf)
		words := e.options.Criteria.Standard()
		words.Set("lang", in.Lang)
		if e.pin != nil {
			words.Set("as_of", e.options.AsOf)
		} else {
			words.Set("v", version)
		}
		v.Config.Features = address.Layer(snap.Story.Slug, incidents.LayerAll) + Encode(words)
		if e.pin == nil {
			return s.Maps.Whole(r, &v.Page, shown, in.Lang)
		}
		v.ExplainSigns(shown, in.Lang)
		return nil
	}
	v.Layers, v.All = filter.Layers(v.Page.Page, &snap.Story, visible, in.Lang, countOf(e.found))
	var err error
	if v.Part, err = s.part(r, v.Page.Page, e, in); err != nil {
		return err
	}
	words := e.options.Criteria.Standard()
	words.Set("lang", in.Lang)
	words.Set("v", version)
	return s.Maps.Part(r, &v.Page, e.found, Encode(words), in.Lang)
}

// part makes the first part of a list that is too long for a page; the others are on the
// list's own page.
func (s *Pages) part(r *http.Request, p page.Page, e *embedded, in i18n.Texts) (*mapview.Part, error) {
	words := e.options.Criteria.Standard()
	words.Set("lang", in.Lang)
	if len(e.options.Criteria.Visible) > 0 {
		words.Set("layer", strings.Join(e.options.Criteria.Visible, ","))
	}
	own := r.Clone(r.Context())
	own.URL = &url.URL{Path: address.List(e.found.Snapshot.Story.Slug), RawQuery: words.Encode()}
	listed := e.found
	listed.Query.Layers = e.options.Criteria.Visible
	return mapview.NewPart(own, p, listed, in)
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

// configure sets what the client's configuration has of an embed alone.
func configure(v *embedPage, e *embedded) {
	o := &e.options
	v.Config.List, v.Config.Places = "", ""                                                  // it has no figures beside the map, and no search
	for _, page := range []string{"figures_stale", "near_sorted", "near_unknown", "go_to"} { // which it says nothing of
		delete(v.Config.Messages, page)
	}
	v.Config.Embed = &mapview.Embed{View: mapview.EmbedState{Layers: o.Criteria.Visible, Incident: o.Incident}, AsOf: o.AsOf, Filtered: e.narrowed()}
	if c := o.Look.Center; c != nil {
		v.Config.Embed.View.Center, v.Config.Embed.View.Zoom = &mapview.Point{Lon: c[0], Lat: c[1]}, &o.Look.Zoom
	}
	if b := o.Look.BBox; b != nil {
		v.Config.BBox = [4]float64{b.West, b.South, b.East, b.North}
	}
	if e.pin != nil {
		v.Config.Live, v.Config.Seq = nil, int64(e.pin.Seq)
	}
	if live := v.Config.Live; live != nil {
		live.List = address.Embed(e.found.Snapshot.Story.Slug) + Encode(o.Words())
	}
}

// countByLayer counts what is of the day.
func countByLayer(all []*incidents.Public) func(layer string) int {
	n := map[string]int{}
	for _, pub := range all {
		if !pub.Counted() {
			continue
		}
		n[incidents.LayerAll]++
		for _, l := range pub.Layers {
			n[l]++
		}
	}
	return func(layer string) int { return n[layer] }
}

// still gives the first paint of the map. There is none of what stood before or of a filter: it would
// show something else than the map.
func (s *Pages) still(ctx context.Context, v *embedPage, e *embedded, lang string) error {
	if e.pin != nil || e.narrowed() {
		return nil
	}
	return s.Maps.FirstPaint(ctx, &v.Page, e.found.Snapshot, e.options.Look, e.options.Criteria.Visible, lang)
}

// stillWords gives what a picture understands of an embed's options.
func stillWords(o *Options, lang string) url.Values {
	words := url.Values{"lang": {lang}}
	for _, id := range o.Criteria.Visible {
		words.Add("layers", id)
	}
	if b := o.Look.BBox; b != nil && b.West < b.East {
		words.Set("bbox", b.String())
	}
	maps.Copy(words, o.Counts)
	return words
}

// date says up to when the embed is, what was corrected until then, and whether a state
// that is pinned is still the newest.
func (s *Pages) date(ctx context.Context, v *embedPage, e *embedded, shown *stories.IncidentSet, in i18n.Texts) error {
	snap := e.found.Snapshot
	updated, err := snap.Updated(ctx)
	if err != nil {
		return err
	}
	v.Date(snap, updated)
	upTo := snap.Changed()
	if e.pin != nil {
		v.AsOf, upTo = v.Say.Instant(e.pin.Time, snap.Zone), e.pin.Seq
	}
	newest, later, err := s.Corrections.Newest(ctx, snap, upTo)
	if err != nil {
		return err
	}
	if newest != nil {
		of := newest.Of
		if shown != nil {
			if then, among := shown.ByID(of.ID); among {
				of = then // as it stood
			}
		}
		notice := newest.Item(v.Page.Page, of, in)
		v.Notice = &notice
	}
	switch {
	case e.unread != "":
		v.Pinned = v.Say.Text("as_of.unread", "asked", e.unread)
	case e.tooMany:
		v.Pinned = v.T("embed.pinned.too_many")
	case e.pin == nil:
	case later:
		v.Pinned = v.T("embed.pinned.corrected")
	case snap.Changed() > e.pin.Seq:
		v.Pinned = v.T("embed.pinned.newer")
	default:
		v.Pinned = v.T("embed.pinned")
	}
	return nil
}
