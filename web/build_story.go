package web

import (
	"context"
	"errors"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"time"

	"incidentmap/geo"
	"incidentmap/incidents"
	"incidentmap/incidents/index"
	"incidentmap/web/address"
	"incidentmap/web/filter"
	"incidentmap/web/i18n"
	"incidentmap/web/page"
	"incidentmap/web/respond"
	"incidentmap/web/stories"
)

// storyPage makes the view of a story in a language of its texts.
func (s *Server) storyPage(r *http.Request, view *stories.View, lang string) (storyPage, error) {
	v := storyPage{Page: s.pages.Page(r, lang), Script: s.script("map.js"), Style: s.assets.style("map.css")}
	in := i18n.Texts{Lang: lang, Zone: view.Zone}
	v.Lite = isLite(r)
	other := url.Values{"lang": {lang}, "lite": {"1"}}
	if v.Lite {
		other.Set("lite", "0")
	}
	v.Other = r.URL.Path + "?" + other.Encode()
	v.Heading = v.Say.Words(view.Story.Title, lang)
	v.Title = v.Heading.Text
	v.Summary = v.Say.Words(view.Story.Summary, lang)
	v.Credit = v.Say.Words(view.Story.Credit, lang)
	v.Licence = i18n.Link{Text: i18n.Words{Text: view.Story.Licence.Name}, URL: i18n.WebAddress(view.Story.Licence.URL)}
	v.Languages = s.pages.LanguageLinks(r, i18n.Readable(&view.Story), lang)
	v.LayersURL = address.Layers(view.Story.Slug)
	v.OGC = address.OGC(view.Story.Slug)
	v.Dictionary = address.WithQuery(address.Dictionary(view.Story.Slug), "lang", lang)
	v.Config = s.clientConfig(v.Page, view, lang)
	updated, err := view.Updated(r.Context())
	if err != nil {
		return v, err
	}
	v.AsOf = v.asOf(view, updated)
	n := filter.Read(r.URL.Query(), &view.Story, view.Zone)
	if view.Count(index.Query{}) <= stories.Whole {
		err = s.showWhole(r, &v, view, &n, in)
	} else {
		err = s.showPart(r, &v, view, &n, in)
	}
	if err != nil {
		return v, err
	}
	if t := v.Filters.Time; t != nil {
		v.Config.Time = &clientTime{Edges: t.Edges, Zone: view.Zone.String()}
	}
	if err := s.firstPaint(r.Context(), &v, view, address.ReadLook(r.URL.Query()), n.Visible, lang); err != nil {
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

// firstPaint gives a page the first paint of its map. A page does without one, and says so, rather than not come.
func (s *Server) firstPaint(ctx context.Context, v *storyPage, view *stories.View, look address.Look, layers []string, lang string) error {
	paint, err := s.stills.First(ctx, view, look, layers, lang)
	if incidents.CodeOf(err) == incidents.EUnavailable && !errors.Is(err, respond.ErrMoved) {
		v.Partial = true
		return nil
	}
	v.First = paint.Attribute()
	return err
}

// tellWhole lists and sums up all incidents; those that the reader did not ask for are there and do not show.
func (s *Server) showWhole(r *http.Request, v *storyPage, view *stories.View, n *filter.Criteria, in i18n.Texts) error {
	all, err := view.Show(r.Context(), view.View.Select(index.Query{}))
	if err != nil {
		return err
	}
	found, err := n.In(r.Context(), view)
	if err != nil {
		return err
	}
	if v.Filters, err = s.filterForm(r, v, found, n, all.Public, in.Lang); err != nil {
		return err
	}
	seen := readSeen(r)
	v.Ledger = v.ledger(all.Public, in)
	v.list(all, found.Seqs(), seen, in)
	v.Changed = v.changed(all.Public, seen)
	v.Config.Features = address.WithQuery(address.Layer(view.Story.Slug, incidents.LayerAll), "lang", in.Lang, "v", s.answers.Version(view.Changed()))
	v.Config.Whole, err = s.wholeFeatures(r.Context(), view, seqsOf(all.Public), in.Lang, s.answers.BaseURL(r))
	return err
}

// seqsOf gives the changes of incidents, in their order.
func seqsOf(public []*incidents.Public) []incidents.Seq {
	seqs := make([]incidents.Seq, len(public))
	for i, p := range public {
		seqs[i] = p.Seq
	}
	return seqs
}

// tellPart lists a page of the incidents, counts the rest, and gives the map its first view.
func (s *Server) showPart(r *http.Request, v *storyPage, view *stories.View, n *filter.Criteria, in i18n.Texts) error {
	found, err := n.In(r.Context(), view)
	if err != nil {
		return err
	}
	if v.Filters, err = s.filterForm(r, v, found, n, nil, in.Lang); err != nil {
		return err
	}
	if v.Ledger, v.NoLedger, err = s.largeLedger(r, v, view, in); err != nil {
		return err
	}
	if v.Part, err = s.listPart(r, v.Page, found, in); err != nil {
		return err
	}
	if v.Asked, err = asked(r, v, view, in); err != nil {
		return err
	}
	v.Config.Views, err = s.firstView(r, view, in.Lang)
	return err
}

// asked gives the line of the incident whose card the address opens, which the part need not have; nil for none.
func asked(r *http.Request, v *storyPage, view *stories.View, in i18n.Texts) (*page.Item, error) {
	id := r.URL.Query().Get("incident")
	if id == "" {
		return nil, nil
	}
	shown, err := view.ShowOne(r.Context(), id)
	if incidents.CodeOf(err) == incidents.ENotFound {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	item := v.ListItem(shown, shown.Public[0], in)
	return &item, nil
}

// filterForm makes the form for what a wish found; whole is all of a story that is shown whole.
func (s *Server) filterForm(r *http.Request, v *storyPage, found stories.Selection, n *filter.Criteria, whole []*incidents.Public, lang string) (*filter.Form, error) {
	form, err := filter.NewForm(r.Context(), v.Page, found, n, &filter.Counter{View: found.View, Whole: whole}, lang, r.URL.Query().Get("lite"))
	if err == nil {
		form.Lite = v.Lite
	}
	return form, err
}

// largeLedger says what each source says in all, where the incidents are few enough to be read for it.
func (s *Server) largeLedger(r *http.Request, v *storyPage, view *stories.View, in i18n.Texts) ([]ledgerRow, string, error) {
	if view.Count(index.Query{}) > stories.Summed {
		return nil, v.T("ledger_too_many"), nil
	}
	all, err := view.Show(r.Context(), view.View.Select(index.Query{}))
	if err != nil {
		return nil, "", err
	}
	rows := v.ledger(all.Public, in)
	if len(rows) > mostLedgerRows {
		return nil, v.T("ledger_too_many"), nil
	}
	return rows, "", nil
}

// mostLedgerRows is of how many sources a page sums up the figures.
const mostLedgerRows = 40

// readSeen reads ?seen=, the number of the change up to which the reader has seen the story; 0 when it is not given.
func readSeen(r *http.Request) incidents.Seq {
	n, err := strconv.ParseUint(r.URL.Query().Get("seen"), 10, 63)
	if err != nil {
		return 0
	}
	return incidents.Seq(n)
}

// changed says how much changed since the reader saw the story; nothing where nothing did.
func (v *storyPage) changed(all []*incidents.Public, seen incidents.Seq) string {
	n := 0
	for _, p := range all {
		if seen > 0 && p.Seq > seen {
			n++
		}
	}
	if n == 0 {
		return ""
	}
	return v.Say.Count("changed_since", n)
}

// asOf says up to when the story is told: a finished one to the day, one that goes on to
// the minute of its last change.
func (v *storyPage) asOf(view *stories.View, updated time.Time) i18n.Moment {
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
func (v *storyPage) list(t *stories.IncidentSet, found []incidents.Seq, seen incidents.Seq, in i18n.Texts) {
	slices.Sort(found)
	for _, p := range t.Public {
		item := v.ListItem(t, p, in)
		_, isFound := slices.BinarySearch(found, p.Seq)
		item.Hidden, item.New = !isFound, seen > 0 && p.Seq > seen
		if p.Class == incidents.ClassBackground {
			v.Background = append(v.Background, item)
			continue
		}
		last := len(v.Sections) - 1
		if last < 0 || v.Sections[last].Class.ID != string(p.Class) {
			heading := v.T("class." + string(p.Class) + ".heading")
			v.Sections = append(v.Sections, section{Class: i18n.Label{ID: string(p.Class), Text: heading}})
			last++
		}
		v.Sections[last].Items = append(v.Sections[last].Items, item)
		if isFound {
			v.Sections[last].Shown++
			if counted(p) {
				v.Sections[last].Count++
			}
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
func (v *storyPage) ledger(all []*incidents.Public, in i18n.Texts) []ledgerRow {
	var rows []ledgerRow
	var sources []incidents.Source
	for _, pub := range all {
		sources = append(sources, pub.Sources...)
	}
	for _, c := range incidents.CountBySource(all) {
		who := v.Say.Unstated()
		if c.Source.ID != "" {
			who = v.Say.Attribution(c.Source, sources, in.Lang)
		}
		rows = append(rows, ledgerRow{who, v.Say.LedgerFigures(c.Counts)})
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
