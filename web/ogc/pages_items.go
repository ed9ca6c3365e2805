package ogc

import (
	"bytes"
	"encoding/json"

	"incidentmap/incidents"
	"incidentmap/incidents/format"
	"incidentmap/web/address"
	"incidentmap/web/i18n"
	"incidentmap/web/page"
)

// itemsPage is for ogc_items.gohtml.
type itemsPage struct {
	apiPage
	Matched        string
	Items          []listedItem
	Previous, Next string
	OnMap          string
	Map            *sketch // nil when nothing on the page is located
}

// listedItem is a feature in a list.
type listedItem struct {
	Feature string // address of the feature's page
	page.Item
}

func (r *request) itemsPage(c *collection, page itemsChosen, q itemsQuery) (itemsPage, error) {
	v := itemsPage{apiPage: r.apiPage(r.message("ogc.items"), r.crumbs(c)...), OnMap: r.onMap(c)}
	v.Matched = v.Say.Text("ogc.matched", "n", page.matched, "from", min(q.offset+1, page.matched), "to", min(q.offset, page.matched)+len(page.seqs))
	shown, err := r.story.Show(r.Context(), page.seqs)
	if err != nil {
		return v, err
	}
	for _, p := range shown.Public {
		v.Items = append(v.Items, listedItem{
			r.to(itemPath(c.id, p.ID), "f", "html"), v.ListItem(&shown.Story, shown, p, i18n.Texts{Lang: r.lang.Lang, Zone: r.story.Zone}),
		})
	}
	v.Map = r.sketch(r.Context(), shown.Public)
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

// itemPage is for ogc_item.gohtml.
type itemPage struct {
	apiPage
	URL        string // of the incident's page
	OnMap      string
	Map        *sketch // nil when it is not located
	Properties []propertyValue
}

// propertyValue is a property of a feature.
type propertyValue struct {
	Name, Title, Text string
	Structured        bool // the text is JSON
}

func (r *request) itemPage(c *collection, p *incidents.Public) (itemPage, error) {
	title, _ := p.Title.In(r.story.langOf(p, r.lang.Lang))
	items := r.crumb(r.message("ogc.items"), collectionPath(c.id)+"/items")
	v := itemPage{
		apiPage: r.apiPage(title, append(r.crumbs(c), items)...),
		URL:     address.WithQuery(p.Path(), "lang", r.lang.Lang),
		OnMap:   address.WithQuery(address.Story(r.story.Story.Slug), "lang", r.lang.Lang, "incident", p.ID),
		Map:     r.sketch(r.Context(), []*incidents.Public{p}),
	}
	values, err := r.properties(p)
	if err != nil {
		return v, err
	}
	for _, entry := range format.Dictionary(&r.story.Story) {
		raw, has := values[entry.Name]
		if !has {
			continue
		}
		value := propertyValue{Name: entry.Name, Text: string(raw)}
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
