package web

import (
	"strconv"
	"strings"

	"incidentmap/incidents"
	"incidentmap/web/address"
	"incidentmap/web/page"
	"incidentmap/web/say"
)

// ogcPage is what every page of the API has.
type ogcPage struct {
	page.Page
	Heading string
	Crumbs  []say.Link // the pages above this one, the story first
	JSON    string     // this page for programs
}

// ogcPage makes a page with a heading, below others.
func (r *ogcRequest) ogcPage(heading string, above ...say.Link) ogcPage {
	p := ogcPage{Page: r.pages.Page(r.Request, r.lang.Lang), Heading: heading, JSON: r.here("f", "json")}
	p.Title = heading
	for _, lang := range say.Readable(&r.story.Story) {
		p.Languages = append(p.Languages, page.LanguageLink{
			Lang: lang, Name: r.pages.LanguageName(lang), URL: r.here("lang", lang), Current: lang == r.lang.Lang,
		})
	}
	story := p.Say.Words(r.story.Story.Title, r.lang.Lang)
	p.Crumbs = append([]say.Link{{Text: story, URL: address.WithQuery(address.Story(r.story.Story.Slug), "lang", r.lang.Lang)}}, above...)
	return p
}

// crumb leads to a page of the API.
func (r *ogcRequest) crumb(text, path string) say.Link {
	return say.Link{Text: say.Words{Text: text}, URL: r.to(path, "f", "html")}
}

func (r *ogcRequest) crumbs(c *ogcCollection) []say.Link {
	all := []say.Link{r.crumb(r.message("ogc.title"), "/")}
	if c != nil {
		all = append(all, r.crumb(r.message("ogc.collections"), "/collections"), r.crumb(r.titleOf(c), collectionPath(c.id)))
	}
	return all
}

// ogcLandingView is for ogc_landing.gohtml.
type ogcLandingView struct {
	ogcPage
	Summary say.Words
	Links   []say.Link
}

func (r *ogcRequest) landingView() ogcLandingView {
	v := ogcLandingView{ogcPage: r.ogcPage(r.message("ogc.title"))}
	v.Summary = v.Say.Words(r.story.Story.Summary, r.lang.Lang)
	v.Links = []say.Link{
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
	Title      say.Link // to the collection
	Items      string
	Queryables string
	Schema     string
	OnMap      string
	BBox       string
	From, To   say.Moment
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
		v.List = append(v.List, r.collectionItem(v.Page, c))
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
	v.Item = r.collectionItem(v.Page, c)
	return v
}

func (r *ogcRequest) collectionItem(p page.Page, c *ogcCollection) ogcCollectionItem {
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
		item.From, item.To = p.Say.Instant(c.span.from, r.story.Zone), p.Say.Instant(c.span.to, r.story.Zone)
	}
	for _, crs := range c.crs {
		item.Systems = append(item.Systems, crs.name())
	}
	return item
}

// onMap leads to the story's map with the collection's layer on it.
func (r *ogcRequest) onMap(c *ogcCollection) string {
	pairs := []string{"lang", r.lang.Lang}
	if c.id != incidents.LayerAll {
		pairs = append(pairs, "layers", c.id)
	}
	return address.WithQuery(address.Story(r.story.Story.Slug), pairs...)
}
