package web

import (
	"bytes"
	"html/template"
	"io"
	"net/http"
	"net/url"

	"incidentmap/incidents"
	"incidentmap/web/say"
)

// languageLink leads to the same page in another language.
type languageLink struct {
	Lang    string // BCP 47
	Name    string // in that language: "Español"
	URL     string
	Current bool
}

// page is what every HTML page has.
type page struct {
	Lang      string // of the interface, "es" or "en": the lang attribute of <html>
	Title     string // of the browser's window
	Canonical string // the page's absolute address
	Languages []languageLink
	// Say is the interface in that language.
	Say say.Language

	asset func(name string) string
}

// T gives a message of the interface; pairs of a name and a value take the place of {name}
// in it.
func (p page) T(key string, args ...any) string { return p.Say.Text(key, args...) }

// Asset gives the address of a built file, such as "app.js".
func (p page) Asset(name string) string { return p.asset(name) }

// pages makes pages of their templates. It is safe for use by many goroutines.
type pages struct {
	templates *template.Template
	languages say.Languages
	asset     func(name string) string
	baseURL   func(r *http.Request) string
}

// newPages makes pages of templates. asset gives the address of a built file, and baseURL the
// server's own.
func newPages(templates *template.Template, all say.Languages, asset func(name string) string, baseURL func(r *http.Request) string) *pages {
	return &pages{templates, all, asset, baseURL}
}

// page gives what every page has, in the language of the interface nearest to lang.
func (s *pages) page(r *http.Request, lang string) page {
	m := s.languages.Nearest(lang)
	return page{Lang: m.Lang, Canonical: s.baseURL(r) + r.URL.Path, Say: m, asset: s.asset}
}

// messagesFor gives the interface in the language nearest to lang.
func (s *pages) messagesFor(lang string) say.Language { return s.languages.Nearest(lang) }

// languageName gives a language's name in itself, or its tag.
func (s *pages) languageName(lang string) string { return s.languages.Name(lang) }

// execute writes a page whole or not at all.
func (s *pages) execute(w io.Writer, name string, view any) error {
	body, err := s.render(name, view)
	if err != nil {
		return err
	}
	_, err = w.Write(body)
	return err
}

// render gives the page of a template.
func (s *pages) render(name string, view any) ([]byte, error) {
	var body bytes.Buffer
	err := s.templates.ExecuteTemplate(&body, name, view)
	return body.Bytes(), err
}

// keptWords are the parameters that go with the reader from one language to another.
func keptWords() []string {
	return append(incidents.FilterWords(), "layers", "incident", "center", "zoom")
}

// languageLinks leads to the same page in each of the languages.
func (s *pages) languageLinks(r *http.Request, langs []string, current string) []languageLink {
	kept := url.Values{}
	for _, name := range keptWords() {
		if values, ok := r.URL.Query()[name]; ok {
			kept[name] = values
		}
	}
	var links []languageLink
	for _, l := range langs {
		kept.Set("lang", l)
		links = append(links, languageLink{
			Lang: l, Name: s.languageName(l), URL: r.URL.Path + "?" + kept.Encode(), Current: l == current,
		})
	}
	return links
}
