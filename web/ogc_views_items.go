package web

import (
	"bytes"
	"encoding/json"

	"incidentmap/incidents"
	"incidentmap/incidents/format"
	"incidentmap/web/address"
	"incidentmap/web/answer"
	"incidentmap/web/page"
	"incidentmap/web/say"
)

// ogcItemsView is for ogc_items.gohtml.
type ogcItemsView struct {
	ogcPage
	Matched        string
	Items          []ogcListItem
	Previous, Next string
	OnMap          string
	Map            *ogcSketch // nil when nothing on the page is located
}

// ogcListItem is a feature in a list.
type ogcListItem struct {
	Feature string // address of the feature's page
	page.Item
}

func (r *ogcRequest) itemsPage(c *ogcCollection, page itemsChosen, q itemsQuery) (ogcItemsView, error) {
	v := ogcItemsView{ogcPage: r.ogcPage(r.message("ogc.items"), r.crumbs(c)...), OnMap: r.onMap(c)}
	v.Matched = v.Say.Text("ogc.matched", "n", page.matched, "from", min(q.offset+1, page.matched), "to", min(q.offset, page.matched)+len(page.seqs))
	var shown []*incidents.Public
	for _, seq := range page.seqs {
		p, ok := r.story.bySeq[seq]
		if !ok {
			return v, answer.ErrMoved
		}
		shown = append(shown, p)
		v.Items = append(v.Items, ogcListItem{
			r.to(itemPath(c.id, p.ID), "f", "html"), v.ListItem(r.story.Tale, p, say.Texts{Lang: r.lang.Lang, Zone: r.story.Zone}),
		})
	}
	v.Map = r.sketch(r.Context(), shown)
	for _, l := range r.pageLinks(page, q) {
		switch l.Rel {
		case "prev":
			v.Previous = l.Href
		case "next":
			v.Next = l.Href
		}
	}
	return v, nil
}

// ogcItemView is for ogc_item.gohtml.
type ogcItemView struct {
	ogcPage
	URL        string // of the incident's page
	OnMap      string
	Map        *ogcSketch // nil when it is not located
	Properties []ogcValue
}

// ogcValue is a property of a feature.
type ogcValue struct {
	Name, Title, Text string
	Structured        bool // the text is JSON
}

func (r *ogcRequest) itemPage(c *ogcCollection, p *incidents.Public) (ogcItemView, error) {
	title, _ := p.Title.In(r.story.langOf(p, r.lang.Lang))
	items := r.crumb(r.message("ogc.items"), collectionPath(c.id)+"/items")
	v := ogcItemView{
		ogcPage: r.ogcPage(title, append(r.crumbs(c), items)...),
		URL:     address.WithQuery(p.Path(), "lang", r.lang.Lang),
		OnMap:   address.WithQuery(address.Story(r.story.Story.Slug), "lang", r.lang.Lang, "incident", p.ID),
		Map:     r.sketch(r.Context(), []*incidents.Public{p}),
	}
	values, err := r.properties(p)
	if err != nil {
		return v, err
	}
	for _, entry := range format.Dictionary() {
		raw, has := values[entry.Name]
		if !has {
			continue
		}
		value := ogcValue{Name: entry.Name, Text: string(raw)}
		value.Title, _ = entry.Title.In(v.Lang)
		if json.Unmarshal(raw, &value.Text) != nil && raw[0] != '"' && (raw[0] == '[' || raw[0] == '{') {
			var indented bytes.Buffer
			if json.Indent(&indented, raw, "", "  ") == nil {
				value.Text, value.Structured = indented.String(), true
			}
		}
		v.Properties = append(v.Properties, value)
	}
	return v, nil
}
