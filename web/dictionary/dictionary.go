// Package dictionary says what the columns of downloads mean, as a page and as JSON Schema, and how
// incidents are coded: the manual, from the lists that writes are checked against.
package dictionary

import (
	"io"
	"mime"
	"net/http"
	"slices"
	"strings"

	"github.com/gorilla/mux"

	"incidentmap/incidents"
	"incidentmap/incidents/format"
	"incidentmap/web/address"
	"incidentmap/web/download"
	"incidentmap/web/i18n"
	"incidentmap/web/page"
	"incidentmap/web/respond"
	"incidentmap/web/stories"
)

// API answers with the dictionaries of stories. It is safe for use by many goroutines.
type API struct {
	stories *stories.SnapshotCache
	answers *respond.Sender
	pages   *page.Maker
}

// New makes the dictionaries of stories.
func New(snapshots *stories.SnapshotCache, answers *respond.Sender, pages *page.Maker) *API {
	return &API{snapshots, answers, pages}
}

// Register registers the routes, which pages of any origin may read.
func (a *API) Register(r *mux.Router) {
	a.answers.GetAnywhere(r, address.Dictionary("{story}"), a.dictionary)
	a.answers.GetAnywhere(r, address.DictionarySchema("{story}"), a.schema)
	a.answers.GetAnywhere(r, address.Method("{story}"), a.method)
}

// dictionaryPage says what the columns of downloads mean, for dictionary.gohtml.
type dictionaryPage struct {
	page.Page
	Story   i18n.Link
	Method  string
	Tables  []table
	Formats []page.FileLink
}

// table is the columns of one sort of file.
type table struct {
	ID, Heading, Note string
	Schema            string // address of what describes it to programs
	Rows              []row
}

// row is a column, or a member of the objects in one.
type row struct {
	Name, Title, Type, About string
	Values                   []string
	Items                    []row
}

// dictionary answers with a page, or with the JSON Schema where that is preferred.
func (a *API) dictionary(w http.ResponseWriter, r *http.Request) error {
	if prefersSchema(r) {
		return a.schema(w, r)
	}
	snap, err := a.stories.Of(r.Context(), mux.Vars(r)["story"])
	if err != nil {
		return err
	}
	lang := i18n.Choose(r, &snap.Story)
	return a.answers.Send(w, r, respond.Representation{
		MediaType: respond.HTMLType, Cache: respond.Live, Vary: append(lang.Vary, "Accept"), State: []any{snap.Changed(), lang.Lang, a.answers.BaseURL(r)},
		Write: func(w io.Writer) error {
			return a.pages.Write(w, "dictionary.gohtml", a.page(r, &snap.Story, lang.Lang))
		},
	})
}

// prefersSchema reports whether the client names JSON before, or without, a page.
func prefersSchema(r *http.Request) bool {
	for _, part := range strings.Split(strings.Join(r.Header.Values("Accept"), ","), ",") {
		switch t, _, _ := mime.ParseMediaType(part); {
		case t == "text/html" || t == "application/xhtml+xml":
			return false
		case strings.HasSuffix(t, "json"):
			return true
		}
	}
	return false
}

// schema answers with the JSON Schema of a feature's properties, or with by=
// of those of counts by area.
func (a *API) schema(w http.ResponseWriter, r *http.Request) error {
	words, err := respond.Parameters(r, "lang", "by")
	if err != nil {
		return err
	}
	if words.Has("by") && !slices.Contains(download.Levels(), download.Level(words.Get("by"))) {
		return incidents.Errorf(incidents.EInvalid, "by", "%q is not known; use one of %v", words.Get("by"), download.Levels())
	}
	snap, err := a.stories.Of(r.Context(), mux.Vars(r)["story"])
	if err != nil {
		return err
	}
	lang := i18n.Choose(r, &snap.Story)
	id := a.answers.BaseURL(r) + address.DictionarySchema(snap.Story.Slug)
	return a.answers.Send(w, r, respond.Representation{
		MediaType: respond.SchemaType, Cache: respond.Live, Vary: append(lang.Vary, "Accept"), State: []any{lang.Lang, id, snap.Story.Columns, snap.Story.Kinds},
		Write: func(w io.Writer) error {
			if words.Has("by") {
				return respond.WriteAll(w, download.AreaSchema(id+"?by="+words.Get("by"), lang.Lang, &snap.Story))
			}
			return respond.WriteAll(w, format.Schema(id, lang.Lang, &snap.Story))
		},
	})
}

func (a *API) page(r *http.Request, story *incidents.Story, lang string) dictionaryPage {
	v := dictionaryPage{Page: a.pages.Page(r, lang)}
	title := v.Say.Words(story.Title, lang)
	v.Title = v.T("dictionary.title") + ": " + title.Text
	v.Description = title.Text + ": " + v.T("dictionary.lede")
	v.Story = i18n.Link{Text: title, URL: address.WithQuery(address.Story(story.Slug), "lang", lang)}
	v.Method = address.WithQuery(address.Method(story.Slug), "lang", lang)
	v.Languages = a.pages.LanguageLinks(r, i18n.Readable(story), lang)
	schema := address.DictionarySchema(story.Slug)
	v.Tables = []table{
		{"incidents", v.T("dictionary.incidents"), v.T("dictionary.incidents.note"), address.WithQuery(schema, "lang", lang), v.rows(format.Dictionary(story))},
		{"figures", v.T("dictionary.figures"), v.T("dictionary.figures.note"), address.WithQuery(address.CSVMetadata(address.LayerFile(story.Slug, incidents.LayerAll, format.Figures().Ext)), "lang", lang), v.rows(format.FiguresDictionary(story))},
		{"areas", v.T("dictionary.areas"), v.T("dictionary.areas.note"), address.WithQuery(schema, "by", string(download.ByAdmin1), "lang", lang), v.rows(download.AreaProperties(story))},
	}
	v.Formats = page.FileLinks(story.Slug, incidents.LayerAll, lang)
	return v
}

func (v *dictionaryPage) rows(properties []format.Property) []row {
	var rows []row
	for _, p := range properties {
		title, _ := p.Title.In(v.Lang)
		about, _ := p.About.In(v.Lang)
		rows = append(rows, row{
			Name: p.Name, Title: title, Type: v.T("dictionary.type." + string(p.Type)),
			About: about, Values: p.Values, Items: v.rows(p.Items),
		})
	}
	return rows
}
