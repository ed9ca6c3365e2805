package storypage

import (
	"net/http"
	"net/url"
	"strconv"
	"time"

	"incidentmap/incidents"
	"incidentmap/incidents/index"
	"incidentmap/web/address"
	"incidentmap/web/filter"
	"incidentmap/web/i18n"
	"incidentmap/web/mapview"
	"incidentmap/web/page"
	"incidentmap/web/schemaorg"
	"incidentmap/web/staticmap"
	"incidentmap/web/stories"
)

// storyPage makes the page of a story in a language of its texts.
func (s *Pages) storyPage(r *http.Request, snap *stories.Snapshot, lang string) (storyPage, error) {
	v := storyPage{Page: s.Maps.New(r, snap, lang, s.Script, style)}
	in := i18n.Texts{Lang: lang, Zone: snap.Zone}
	v.Lite = isLite(r)
	other := url.Values{"lang": {lang}, "lite": {"1"}}
	if v.Lite {
		other.Set("lite", "0")
	}
	v.Other = r.URL.Path + "?" + other.Encode()
	v.Summary = v.Say.Words(snap.Story.Summary, lang)
	v.Licence = i18n.Link{Text: i18n.Words{Text: snap.Story.Licence.Name}, URL: i18n.WebAddress(snap.Story.Licence.URL)}
	v.Languages = s.Pages.LanguageLinks(r, i18n.Readable(&snap.Story), lang)
	v.LayersURL = address.Layers(snap.Story.Slug)
	v.OGC = address.OGC(snap.Story.Slug)
	v.Dictionary = address.WithQuery(address.Dictionary(snap.Story.Slug), "lang", lang)
	updated, err := snap.Updated(r.Context())
	if err != nil {
		return v, err
	}
	v.Date(snap, updated)
	n := filter.Read(r.URL.Query(), &snap.Story, snap.Zone)
	if snap.Count(index.Query{}) <= stories.Whole {
		err = s.showWhole(r, &v, snap, &n, in)
	} else {
		err = s.showPart(r, &v, snap, &n, in)
	}
	if err != nil {
		return v, err
	}
	if err := s.figures(r, &v, snap, &n, in); err != nil {
		return v, err
	}
	if t := v.Filters.Time; t != nil {
		v.Config.Time = &mapview.Time{Edges: t.Edges, Zone: snap.Zone.String()}
	}
	if err := s.Maps.FirstPaint(r.Context(), &v.Page, snap, address.ReadLook(r.URL.Query()), n.Visible, lang); err != nil {
		return v, err
	}
	first, _ := snap.Page(index.Query{}, 0, listedInCard)
	shown, err := snap.Show(r.Context(), first)
	if err != nil {
		return v, err
	}
	s.card(r, &v, snap, shown.Public, updated, lang)
	return v, nil
}

// figures says how many of what, by whom, and what is the newest of what the reader asked for.
func (s *Pages) figures(r *http.Request, v *storyPage, snap *stories.Snapshot, n *filter.Criteria, in i18n.Texts) error {
	found, err := n.In(r.Context(), snap)
	if err != nil {
		return err
	}
	if v.Ledger, err = newLedger(r.Context(), found, v.Filters, in); err != nil {
		return err
	}
	if v.Steps, err = s.Maps.Steps(r.Context(), &v.Page, snap, in.Lang); err != nil {
		return err
	}
	v.Newest, err = newest(r.Context(), v.Page.Page, found, in)
	return err
}

// showWhole lists and sums up all incidents; those that the reader did not ask for are there and do not show.
func (s *Pages) showWhole(r *http.Request, v *storyPage, snap *stories.Snapshot, n *filter.Criteria, in i18n.Texts) error {
	all, err := snap.Show(r.Context(), snap.Snapshot.Select(index.Query{}))
	if err != nil {
		return err
	}
	found, err := n.In(r.Context(), snap)
	if err != nil {
		return err
	}
	if v.Filters, err = s.filterForm(r, v, found, n, all.Public, in.Lang); err != nil {
		return err
	}
	seen := readSeen(r)
	v.List(all, found.Seqs(), seen, in)
	v.Changed = v.changed(all.Public, seen)
	v.Config.Features = address.WithQuery(address.Layer(snap.Story.Slug, incidents.LayerAll), "lang", in.Lang, "v", s.Answers.Version(snap.Changed()))
	return s.Maps.Whole(r, &v.Page, all, in.Lang)
}

// showPart lists a page of the incidents, counts the rest, and gives the map its first view.
func (s *Pages) showPart(r *http.Request, v *storyPage, snap *stories.Snapshot, n *filter.Criteria, in i18n.Texts) error {
	found, err := n.In(r.Context(), snap)
	if err != nil {
		return err
	}
	if v.Filters, err = s.filterForm(r, v, found, n, nil, in.Lang); err != nil {
		return err
	}
	if v.Part, err = mapview.NewPart(r, v.Page.Page, found, in); err != nil {
		return err
	}
	if v.Asked, err = asked(r, v, snap, in); err != nil {
		return err
	}
	all := stories.Selection{Snapshot: snap}
	words := address.WithQuery("", "lang", in.Lang, "v", s.Answers.Version(snap.Changed()))
	return s.Maps.Part(r, &v.Page, all, words, in.Lang)
}

// asked gives the line of the incident whose card the address opens, which the part need not have; nil for none.
func asked(r *http.Request, v *storyPage, snap *stories.Snapshot, in i18n.Texts) (*page.Item, error) {
	id := r.URL.Query().Get("incident")
	if id == "" {
		return nil, nil
	}
	shown, err := snap.ShowOne(r.Context(), id)
	if incidents.CodeOf(err) == incidents.ENotFound {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	item := v.ListItem(&snap.Story, shown, shown.Public[0], in)
	return &item, nil
}

// filterForm makes the form for what criteria found; whole is all of a story that is shown whole.
func (s *Pages) filterForm(r *http.Request, v *storyPage, found stories.Selection, n *filter.Criteria, whole []*incidents.Public, lang string) (*filter.Form, error) {
	form, err := filter.NewForm(r.Context(), v.Page.Page, found, n, &filter.Counter{Snapshot: found.Snapshot, Whole: whole}, lang, r.URL.Query().Get("lite"))
	if err == nil {
		form.Lite = v.Lite
	}
	return form, err
}

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

// listedInCard is how many incidents of a story are listed for search engines.
const listedInCard = 8

// card says what a story's page is. shown are incidents of it, in reading order.
func (s *Pages) card(r *http.Request, v *storyPage, snap *stories.Snapshot, shown []*incidents.Public, updated time.Time, lang string) {
	slug, base := snap.Story.Slug, s.Answers.BaseURL(r)
	version := s.Answers.Version(snap.Changed())
	still := staticmap.CountWords(r.URL.Query())
	still.Set("lang", lang)
	still.Set("v", version)
	v.Still = address.Still(slug) + "?" + still.Encode()
	v.Share = address.WithQuery(address.Share(slug), "lang", lang)
	description := v.Summary.Text
	if description == "" {
		description = v.Heading.Text
	}
	card := page.Card{Description: description, Image: base + v.Still, Width: staticmap.Width, Height: staticmap.Height, Feeds: v.FeedLinks(&snap.Story, lang)}
	data := schemaorg.Article(&snap.Story, v.Say, lang, base)
	data["headline"], data["description"], data["image"] = v.Heading.Text, page.Excerpt(description), card.Image
	data["url"] = base + address.WithQuery(address.Story(slug), "lang", lang)
	if !updated.IsZero() {
		data["dateModified"] = schemaorg.Stamp(updated)
	}
	var items []schemaorg.Object
	for _, pub := range shown {
		if pub.Counted() && len(items) < listedInCard {
			items = append(items, schemaorg.Object{"@type": "ListItem", "position": len(items) + 1, "item": schemaorg.Event(v.Say, pub, lang, base)})
		}
	}
	data["mainEntity"] = schemaorg.Object{"@type": "ItemList", "numberOfItems": len(items), "itemListElement": items}
	card.Data = data
	s.Pages.Carded(&v.Page.Page, r, lang, card)
}
