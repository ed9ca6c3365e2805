package web

import (
	"encoding/json"
	"io"
	"mime"
	"net/http"
	"slices"
	"strings"

	"github.com/gorilla/mux"

	"incidentmap/incidents"
	"incidentmap/incidents/format"
)

const schemaType = "application/schema+json"

func (s *Server) registerDictionary(r *mux.Router) {
	s.getAnywhere(r, "/stories/{story}/dictionary", s.dictionary)
	s.getAnywhere(r, "/stories/{story}/dictionary.json", s.dictionarySchema)
}

func dictionaryPath(slug string) string { return storyPath(slug) + "/dictionary" }

// dictionaryPage says what the columns of downloads mean, for dictionary.gohtml.
type dictionaryPage struct {
	page
	Story   link
	Tables  []dictionaryTable
	Formats []fileLink
}

// dictionaryTable is the columns of one sort of file.
type dictionaryTable struct {
	ID, Heading, Note string
	Schema            string // address of its JSON Schema
	Rows              []dictionaryRow
}

// dictionaryRow is a column, or a member of the objects in one.
type dictionaryRow struct {
	Name, Title, Type, About string
	Values                   []string
	Items                    []dictionaryRow
}

// fileLink leads to a file of one format.
type fileLink struct{ Ext, Title, URL string }

// dictionary answers with a page, or with the JSON Schema where that is preferred.
func (s *Server) dictionary(w http.ResponseWriter, r *http.Request) error {
	if prefersSchema(r) {
		return s.dictionarySchema(w, r)
	}
	e, err := s.downloads.editions.of(r.Context(), mux.Vars(r)["story"])
	if err != nil {
		return err
	}
	lang := chooseLanguage(r, &e.story)
	return s.send(w, r, answer{
		mediaType: htmlType, cache: cacheLive, vary: append(lang.vary, "Accept"), state: []any{e.at, e.read, lang.lang, s.baseURL(r)},
		write: func(w io.Writer) error {
			return s.execute(w, "dictionary.gohtml", s.dictionaryPage(r, &e.story, lang.lang))
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

// dictionarySchema answers with the JSON Schema of a feature's properties, or with by=
// of those of counts by area.
func (s *Server) dictionarySchema(w http.ResponseWriter, r *http.Request) error {
	words, err := readParameters(r, "lang", "by")
	if err != nil {
		return err
	}
	if words.Has("by") && !slices.Contains(areaLevels(), areaLevel(words.Get("by"))) {
		return incidents.Errorf(incidents.EInvalid, "by", "%q is not known; use one of %v", words.Get("by"), areaLevels())
	}
	e, err := s.downloads.editions.of(r.Context(), mux.Vars(r)["story"])
	if err != nil {
		return err
	}
	lang := chooseLanguage(r, &e.story)
	id := s.baseURL(r) + dictionaryPath(e.story.Slug) + ".json"
	return s.send(w, r, answer{
		mediaType: schemaType, cache: cacheLive, vary: append(lang.vary, "Accept"), state: []any{lang.lang, id},
		write: func(w io.Writer) error {
			if words.Has("by") {
				return writeAll(w, areaSchema(id+"?by="+words.Get("by"), lang.lang))
			}
			return writeAll(w, format.Schema(id, lang.lang))
		},
	})
}

// areaSchema is the JSON Schema (draft 2020-12) of what is told of an area.
func areaSchema(id, lang string) []byte {
	var table []format.Property
	for _, c := range areaColumns() {
		table = append(table, c.Property)
	}
	schema := tableSchema(table, lang)
	schema.add("$schema", "https://json-schema.org/draft/2020-12/schema")
	schema.add("$id", id)
	schema.add("title", in(say("Counts of an area", "Cuentas de una zona"), lang))
	return append(schema.bytes(), '\n')
}

func tableSchema(table []format.Property, lang string) *object {
	properties := newObject()
	required := []string{}
	for _, p := range table {
		one := newObject()
		switch p.Kind {
		case format.Integer:
			one.add("type", "integer")
			one.add("minimum", 0)
		case format.List:
			one.add("type", "array")
			one.add("items", json.RawMessage(tableSchema(p.Items, lang).bytes()))
		default:
			one.add("type", "string")
		}
		if title := in(p.Title, lang); title != "" {
			one.add("title", title)
		}
		one.add("description", in(p.About, lang))
		if p.Values != nil {
			one.add("enum", p.Values)
		}
		properties.add(p.Name, json.RawMessage(one.bytes()))
		if p.Always {
			required = append(required, p.Name)
		}
	}
	schema := newObject()
	schema.add("type", "object")
	schema.add("properties", json.RawMessage(properties.bytes()))
	schema.add("required", required)
	return schema
}

func (s *Server) dictionaryPage(r *http.Request, story *incidents.Story, lang string) dictionaryPage {
	v := dictionaryPage{page: s.page(r, lang)}
	title := v.words(story.Title, lang)
	v.Title = v.T("dictionary.title") + ": " + title.Text
	v.Story = link{title, withQuery(storyPath(story.Slug), "lang", lang)}
	v.Languages = s.languageLinks(r, readableLanguages(story), lang)
	schema := dictionaryPath(story.Slug) + ".json"
	var areas []format.Property
	for _, c := range areaColumns() {
		areas = append(areas, c.Property)
	}
	v.Tables = []dictionaryTable{
		{"incidents", v.T("dictionary.incidents"), v.T("dictionary.incidents.note"), withQuery(schema, "lang", lang), v.rows(format.Dictionary())},
		{"areas", v.T("dictionary.areas"), v.T("dictionary.areas.note"), withQuery(schema, "by", string(byAdmin1), "lang", lang), v.rows(areas)},
	}
	v.Formats = fileLinks(story.Slug, incidents.LayerAll, lang)
	return v
}

func (v *dictionaryPage) rows(table []format.Property) []dictionaryRow {
	var rows []dictionaryRow
	for _, p := range table {
		rows = append(rows, dictionaryRow{
			Name: p.Name, Title: in(p.Title, v.Lang), Type: v.T("dictionary.type." + string(p.Kind)),
			About: in(p.About, v.Lang), Values: p.Values, Items: v.rows(p.Items),
		})
	}
	return rows
}

// fileLinks leads to a layer's file in every format.
func fileLinks(slug, layer, lang string) []fileLink {
	var links []fileLink
	for _, f := range format.Formats() {
		links = append(links, fileLink{f.Ext, f.Title, withQuery(layerFilePath(slug, layer, f.Ext), "lang", lang)})
	}
	return links
}
