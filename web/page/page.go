package page

import (
	"bytes"
	"html/template"
	"io"
	"net/http"
	"net/url"
	"slices"
	"strings"

	"incidentmap/incidents"
	"incidentmap/web/i18n"
	"incidentmap/web/origin"
)

// LanguageLink leads to the same page in another language.
type LanguageLink struct {
	Lang    string // BCP 47
	Name    string // in that language: "Español"
	URL     string
	Current bool
}

// Page is what every HTML page has.
type Page struct {
	Lang      string // of the interface, "es" or "en": the lang attribute of <html>
	Title     string // of the browser's window
	Canonical string // the page's absolute address
	Languages []LanguageLink
	Card      *Card // of pages whose links are shown elsewhere; else nil
	// Description says in a sentence or two what the page is, for search engines; a card has its own.
	Description string
	// Say is the interface in that language.
	Say i18n.Language

	asset func(name string) string
	base  string // the server's own address
}

// prefix gives the path below which the server lives, "" for its host's root.
func (p Page) prefix() string { return origin.PrefixOf(p.base) }

// T gives a message of the interface; pairs of a name and a value take the place of {name}
// in it.
func (p Page) T(key string, args ...any) string { return p.Say.Text(key, args...) }

// N writes a whole number as the page's language does.
func (p Page) N(n int) string { return p.Say.Number(n) }

// Entries writes how many entries there are, with the word: a bare number would be taken for one of people.
func (p Page) Entries(n int) string { return p.Say.Count("count.entry", n) }

// Asset gives the address of a built file, such as "app.js".
func (p Page) Asset(name string) string { return p.asset(name) }

// Absolute gives the whole address of one of this server's, which the languages of a page must have.
func (p Page) Absolute(url string) string {
	if strings.HasPrefix(url, "/") {
		return p.base + url
	}
	return url
}

// Maker makes pages of their templates. It is safe for use by many goroutines.
type Maker struct {
	templates *template.Template
	languages i18n.Languages
	asset     func(name string) string
	baseURL   func(r *http.Request) string
}

// New makes pages of templates. asset gives the address of a built file, and baseURL the
// server's own.
func New(templates *template.Template, all i18n.Languages, asset func(name string) string, baseURL func(r *http.Request) string) *Maker {
	return &Maker{templates, all, asset, baseURL}
}

// Page gives what every page has, in the language of the interface nearest to lang.
func (s *Maker) Page(r *http.Request, lang string) Page {
	m := s.languages.Nearest(lang)
	base := s.baseURL(r)
	return Page{Lang: m.Lang, Canonical: base + r.URL.Path, Say: m, asset: s.asset, base: base}
}

// Say gives the interface in the language nearest to lang.
func (s *Maker) Say(lang string) i18n.Language { return s.languages.Nearest(lang) }

// LanguageName gives a language's name in itself, or its tag.
func (s *Maker) LanguageName(lang string) string { return s.languages.Name(lang) }

// Write writes a page whole or not at all.
func (s *Maker) Write(w io.Writer, name string, view any) error {
	body, err := s.Render(name, view)
	if err != nil {
		return err
	}
	_, err = w.Write(body)
	return err
}

// Render gives the page of a template.
func (s *Maker) Render(name string, view any) ([]byte, error) {
	var body bytes.Buffer
	err := s.templates.ExecuteTemplate(&body, name, view)
	if p, ok := view.(interface{ prefix() string }); ok {
		return rooted(body.Bytes(), p.prefix()), err
	}
	return body.Bytes(), err
}

// keptWords are the parameters that go with the reader from one language to another.
func keptWords() []string {
	return append(incidents.FilterWords(), "layers", "incident", "center", "zoom", "page", "within", "seen", "lite", "as_of", "theme", "list", "height", "script", "embed_lang")
}

// LanguageLinks leads to the same page in each of the languages.
func (s *Maker) LanguageLinks(r *http.Request, langs []string, current string) []LanguageLink {
	kept := url.Values{}
	words := keptWords()
	for name, values := range r.URL.Query() {
		if slices.Contains(words, name) || incidents.IsColumnName(name) {
			kept[name] = values
		}
	}
	var links []LanguageLink
	for _, l := range langs {
		kept.Set("lang", l)
		links = append(links, LanguageLink{
			Lang: l, Name: s.LanguageName(l), URL: r.URL.Path + "?" + kept.Encode(), Current: l == current,
		})
	}
	return links
}
