package web

import (
	"bytes"
	"encoding/json"
	"strconv"
	"strings"

	"incidentmap/incidents"
	"incidentmap/incidents/cql"
	"incidentmap/incidents/format"
)

// ogcPage is what every page of the API has.
type ogcPage struct {
	page
	Heading string
	Crumbs  []link // the pages above this one, the story first
	JSON    string // this page for programs
}

// ogcPage makes a page with a heading, below others.
func (r *ogcRequest) ogcPage(heading string, above ...link) ogcPage {
	p := ogcPage{page: r.page(r.Request, r.lang.lang), Heading: heading, JSON: r.here("f", "json")}
	p.Title = heading
	for _, lang := range readableLanguages(&r.story.story) {
		p.Languages = append(p.Languages, languageLink{
			Lang: lang, Name: r.languageName(lang), URL: r.here("lang", lang), Current: lang == r.lang.lang,
		})
	}
	story := p.words(r.story.story.Title, r.lang.lang)
	p.Crumbs = append([]link{{story, withQuery(storyPath(r.story.story.Slug), "lang", r.lang.lang)}}, above...)
	return p
}

// crumb leads to a page of the API.
func (r *ogcRequest) crumb(text, path string) link {
	return link{words{Text: text}, r.to(path, "f", "html")}
}

func (r *ogcRequest) crumbs(c *ogcCollection) []link {
	all := []link{r.crumb(r.message("ogc.title"), "/")}
	if c != nil {
		all = append(all, r.crumb(r.message("ogc.collections"), "/collections"), r.crumb(r.titleOf(c), collectionPath(c.id)))
	}
	return all
}

// ogcLandingView is for ogc_landing.gohtml.
type ogcLandingView struct {
	ogcPage
	Summary words
	Links   []link
}

func (r *ogcRequest) landingView() ogcLandingView {
	v := ogcLandingView{ogcPage: r.ogcPage(r.message("ogc.title"))}
	v.Summary = v.words(r.story.story.Summary, r.lang.lang)
	v.Links = []link{
		r.crumb(v.T("ogc.collections"), "/collections"),
		r.crumb(v.T("ogc.definition"), "/api"),
		r.crumb(v.T("ogc.conformance"), "/conformance"),
	}
	return v
}

// ogcConformanceView is for ogc_conformance.gohtml.
type ogcConformanceView struct {
	ogcPage
	Classes []string
}

func (r *ogcRequest) conformanceView() ogcConformanceView {
	return ogcConformanceView{r.ogcPage(r.message("ogc.conformance"), r.crumbs(nil)...), conformsTo()}
}

// ogcCollectionItem is a collection in a list and on its own page.
type ogcCollectionItem struct {
	ID         string
	Title      link // to the collection
	Items      string
	Queryables string
	Schema     string
	OnMap      string
	BBox       string
	From, To   moment
	Systems    []string
}

// ogcCollectionsView is for ogc_collections.gohtml.
type ogcCollectionsView struct {
	ogcPage
	List []ogcCollectionItem
}

func (r *ogcRequest) collectionsView() ogcCollectionsView {
	v := ogcCollectionsView{ogcPage: r.ogcPage(r.message("ogc.collections"), r.crumbs(nil)...)}
	for _, c := range r.story.list {
		v.List = append(v.List, r.collectionItem(v.page, c))
	}
	return v
}

// ogcCollectionView is for ogc_collection.gohtml.
type ogcCollectionView struct {
	ogcPage
	Item ogcCollectionItem
}

func (r *ogcRequest) collectionView(c *ogcCollection) ogcCollectionView {
	crumbs := r.crumbs(c)
	v := ogcCollectionView{ogcPage: r.ogcPage(r.titleOf(c), crumbs[:len(crumbs)-1]...)}
	v.Item = r.collectionItem(v.page, c)
	return v
}

func (r *ogcRequest) collectionItem(p page, c *ogcCollection) ogcCollectionItem {
	path := collectionPath(c.id)
	item := ogcCollectionItem{
		ID: c.id, Title: r.crumb(r.titleOf(c), path), Items: r.to(path+"/items", "f", "html"),
		Queryables: r.to(path+"/queryables", "f", "html"), Schema: r.to(path+"/schema", "f", "html"),
		OnMap: r.onMap(c),
	}
	if c.bound != nil {
		var sides []string
		for _, side := range degrees(*c.bound) {
			sides = append(sides, strconv.FormatFloat(side, 'f', -1, 64))
		}
		item.BBox = strings.Join(sides, ", ")
	}
	if c.span != nil {
		item.From, item.To = p.instant(c.span.from, r.story.zone), p.instant(c.span.to, r.story.zone)
	}
	for _, crs := range c.crs {
		item.Systems = append(item.Systems, crs.name())
	}
	return item
}

// onMap leads to the story's map with the collection's layer on it.
func (r *ogcRequest) onMap(c *ogcCollection) string {
	pairs := []string{"lang", r.lang.lang}
	if c.id != incidents.LayerAll {
		pairs = append(pairs, "layers", c.id)
	}
	return withQuery(storyPath(r.story.story.Slug), pairs...)
}

// ogcItemsView is for ogc_items.gohtml.
type ogcItemsView struct {
	ogcPage
	Matched        string
	Items          []ogcListItem
	Previous, Next string
	OnMap          string
}

// ogcListItem is a feature in a list.
type ogcListItem struct {
	Feature string // address of the feature's page
	listItem
}

func (r *ogcRequest) itemsPage(c *ogcCollection, page itemsChosen, q itemsQuery) (ogcItemsView, error) {
	v := ogcItemsView{ogcPage: r.ogcPage(r.message("ogc.items"), r.crumbs(c)...), OnMap: r.onMap(c)}
	v.Matched = v.messages.text("ogc.matched", "n", page.matched, "from", min(q.offset+1, page.matched), "to", min(q.offset, page.matched)+len(page.seqs))
	for _, seq := range page.seqs {
		p, ok := r.story.bySeq[seq]
		if !ok {
			return v, errMoved
		}
		v.Items = append(v.Items, ogcListItem{
			r.to(itemPath(c.id, p.ID), "f", "html"), v.item(r.story.tale, p, storyText{r.lang.lang, r.story.zone}),
		})
	}
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
	Properties []ogcValue
}

// ogcValue is a property of a feature.
type ogcValue struct {
	Name, Title, Text string
	Structured        bool // the text is JSON
}

func (r *ogcRequest) itemPage(c *ogcCollection, p *incidents.Public) (ogcItemView, error) {
	title, _ := p.Title.In(r.story.langOf(p, r.lang.lang))
	items := r.crumb(r.message("ogc.items"), collectionPath(c.id)+"/items")
	v := ogcItemView{
		ogcPage: r.ogcPage(title, append(r.crumbs(c), items)...),
		URL:     withQuery(p.Path(), "lang", r.lang.lang),
		OnMap:   withQuery(storyPath(r.story.story.Slug), "lang", r.lang.lang, "incident", p.ID),
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

// ogcSchemaView is for ogc_schema.gohtml.
type ogcSchemaView struct {
	ogcPage
	About      string
	Properties []ogcSchemaRow
}

// ogcSchemaRow is a property that features have.
type ogcSchemaRow struct {
	Name, Type, Title, About string
	Values                   []string
}

func (r *ogcRequest) queryablesView(c *ogcCollection) ogcSchemaView {
	v := ogcSchemaView{ogcPage: r.ogcPage(r.message("ogc.queryables"), r.crumbs(c)...), About: r.message("ogc.queryables.about")}
	for _, p := range cql.Queryables() {
		s := queryableSchema(p, v.messages)
		kind := s.Format
		if kind == "" {
			kind = s.Type
		}
		v.Properties = append(v.Properties, ogcSchemaRow{p.Name, kind, s.Title, s.Description, s.Enum})
	}
	return v
}

func (r *ogcRequest) schemaView(c *ogcCollection) ogcSchemaView {
	v := ogcSchemaView{ogcPage: r.ogcPage(r.message("ogc.schema"), r.crumbs(c)...), About: r.message("ogc.schema.about")}
	for _, p := range format.Dictionary() {
		row := ogcSchemaRow{Name: p.Name, Type: string(p.Kind), Values: p.Values}
		row.Title, _ = p.Title.In(v.Lang)
		row.About, _ = p.About.In(v.Lang)
		v.Properties = append(v.Properties, row)
	}
	return v
}

// ogcAPIView is for ogc_api.gohtml.
type ogcAPIView struct {
	ogcPage
	Operations []ogcOperationView
}

// ogcOperationView is a resource and its parameters.
type ogcOperationView struct {
	Path, Summary string
	Parameters    []ogcParameterView
}

// ogcParameterView is a parameter as the page tells it.
type ogcParameterView struct {
	Name, About string
	Values      []string
	Default     string
}

func (r *ogcRequest) apiView() ogcAPIView {
	v := ogcAPIView{ogcPage: r.ogcPage(r.message("ogc.definition"), r.crumbs(nil)...)}
	for _, op := range ogcOperations() {
		view := ogcOperationView{Path: ogcPath(r.story.story.Slug) + op.path, Summary: r.summary(op)}
		for _, p := range r.parameters(op) {
			schema := p.schema
			if items, ok := schema["items"].(jsonObject); ok {
				schema = items
			}
			row := ogcParameterView{Name: p.name, About: p.about}
			row.Values, _ = schema["enum"].([]string)
			switch d := schema["default"].(type) {
			case string:
				row.Default = d
			case int:
				row.Default = strconv.Itoa(d)
			}
			view.Parameters = append(view.Parameters, row)
		}
		v.Operations = append(v.Operations, view)
	}
	return v
}
