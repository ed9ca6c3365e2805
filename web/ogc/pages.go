package ogc

import (
	"strconv"
	"strings"

	"incidentmap/incidents"
	"incidentmap/web/address"
	"incidentmap/web/i18n"
	"incidentmap/web/page"
)

// apiPage is what every page of the API has.
type apiPage struct {
	page.Page
	Heading string
	Crumbs  []i18n.Link // the pages above this one, the story first
	JSON    string      // this page for programs
}

// apiPage makes a page with a heading, below others.
func (r *request) apiPage(heading string, above ...i18n.Link) apiPage {
	p := apiPage{Page: r.pages.Page(r.Request, r.lang.Lang), Heading: heading, JSON: r.here("f", "json")}
	for _, lang := range i18n.Readable(&r.story.Story) {
		p.Languages = append(p.Languages, page.LanguageLink{
			Lang: lang, Name: r.pages.LanguageName(lang), URL: r.here("lang", lang), Current: lang == r.lang.Lang,
		})
	}
	story := p.Say.Words(r.story.Story.Title, r.lang.Lang)
	p.Title = heading + ": " + story.Text
	p.Description = p.Title + ". " + p.T("ogc.about")
	p.Crumbs = append([]i18n.Link{{Text: story, URL: address.WithQuery(address.Story(r.story.Story.Slug), "lang", r.lang.Lang)}}, above...)
	return p
}

// crumb leads to a page of the API.
func (r *request) crumb(text, path string) i18n.Link {
	return i18n.Link{Text: i18n.Words{Text: text}, URL: r.to(path, "f", "html")}
}

func (r *request) crumbs(c *collection) []i18n.Link {
	all := []i18n.Link{r.crumb(r.message("ogc.title"), "/")}
	if c != nil {
		all = append(all, r.crumb(r.message("ogc.collections"), "/collections"), r.crumb(r.titleOf(c), collectionPath(c.id)))
	}
	return all
}

// landingPage is for ogc_landing.gohtml.
type landingPage struct {
	apiPage
	Summary i18n.Words
	Links   []i18n.Link
}

func (r *request) newLandingPage() landingPage {
	v := landingPage{apiPage: r.apiPage(r.message("ogc.title"))}
	v.Summary = v.Say.Words(r.story.Story.Summary, r.lang.Lang)
	v.Links = []i18n.Link{
		r.crumb(v.T("ogc.collections"), "/collections"),
		r.crumb(v.T("ogc.definition"), "/api"),
		r.crumb(v.T("ogc.conformance"), "/conformance"),
	}
	return v
}

// conformancePage is for ogc_conformance.gohtml.
type conformancePage struct {
	apiPage
	Classes []string
}

func (r *request) newConformancePage() conformancePage {
	return conformancePage{r.apiPage(r.message("ogc.conformance"), r.crumbs(nil)...), conformsTo()}
}

// collectionItem is a collection in a list and on its own page.
type collectionItem struct {
	ID         string
	Title      i18n.Link // to the collection
	Items      string
	Queryables string
	Schema     string
	OnMap      string
	BBox       string
	From, To   i18n.Moment
	Systems    []string
}

// collectionsPage is for ogc_collections.gohtml.
type collectionsPage struct {
	apiPage
	List []collectionItem
}

func (r *request) newCollectionsPage() collectionsPage {
	v := collectionsPage{apiPage: r.apiPage(r.message("ogc.collections"), r.crumbs(nil)...)}
	for _, c := range r.story.all() {
		v.List = append(v.List, r.collectionItem(v.Page, c))
	}
	return v
}

// collectionPage is for ogc_collection.gohtml.
type collectionPage struct {
	apiPage
	Item collectionItem
}

func (r *request) newCollectionPage(c *collection) collectionPage {
	crumbs := r.crumbs(c)
	v := collectionPage{apiPage: r.apiPage(r.titleOf(c), crumbs[:len(crumbs)-1]...)}
	v.Item = r.collectionItem(v.Page, c)
	return v
}

func (r *request) collectionItem(p page.Page, c *collection) collectionItem {
	path := collectionPath(c.id)
	item := collectionItem{
		ID: c.id, Title: r.crumb(r.titleOf(c), path), Items: r.to(path+"/items", "f", "html"),
		Queryables: r.to(path+"/queryables", "f", "html"), Schema: r.to(path+"/schema", "f", "html"),
		OnMap: r.onMap(c),
	}
	if bound := c.bound(); bound != nil {
		var sides []string
		for _, side := range degrees(*bound) {
			sides = append(sides, strconv.FormatFloat(side, 'f', -1, 64))
		}
		item.BBox = strings.Join(sides, ", ")
	}
	sum := c.sum()
	if !sum.Start.IsZero() || !sum.End.IsZero() {
		item.From, item.To = p.Say.Instant(sum.Start, r.story.Zone), p.Say.Instant(sum.End, r.story.Zone)
	}
	for _, crs := range c.crs() {
		item.Systems = append(item.Systems, crs.name())
	}
	return item
}

// onMap leads to the story's map with the collection's layer on it.
func (r *request) onMap(c *collection) string {
	pairs := []string{"lang", r.lang.Lang}
	if c.layerID() != incidents.LayerAll {
		pairs = append(pairs, "layers", c.layerID())
	}
	return address.WithQuery(address.Story(r.story.Story.Slug), pairs...)
}
