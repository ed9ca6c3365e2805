package embed

import (
	"io"
	"net/http"
	"net/url"
	"slices"
	"strconv"

	"github.com/gorilla/mux"

	"incidentmap/web/address"
	"incidentmap/web/filter"
	"incidentmap/web/i18n"
	"incidentmap/web/page"
	"incidentmap/web/respond"
	"incidentmap/web/staticmap"
	"incidentmap/web/stories"
)

// sharePage makes the snippet for an article, for share.gohtml.
type sharePage struct {
	page.Page
	Story      i18n.Link
	Carried    []page.Field
	EmbedLangs []choice
	Themes     []choice
	Surrounds  []choice
	Layers     []filter.Layer
	// Center, Zoom and Crop are the view that the embed begins with, as its address has them; empty for the story's own.
	Center, Zoom, Crop string
	Height             int
	Least              int
	Most               int
	ListOn             bool
	ScriptOn           bool
	Pinned             bool
	Pin                string // the state that a pin is of
	Snippet            string
	Preview            string // address of the embed
	Link               string // absolute, of the map by itself
	OEmbed             string
}

// choice is an option of a form.
type choice struct {
	Value, Text string
	On          bool
}

// share shows the form that makes the snippet, and what it makes.
func (s *Pages) share(w http.ResponseWriter, r *http.Request) error {
	snap, err := s.Stories.Of(r.Context(), mux.Vars(r)["story"])
	if err != nil {
		return err
	}
	respond.Framing(w.Header())
	lang := i18n.Choose(r, &snap.Story)
	return s.Answers.Send(w, r, respond.Representation{
		MediaType: respond.HTMLType, Cache: respond.Live, Vary: lang.Vary,
		State: []any{snap.Changed(), lang.Lang, s.Answers.BaseURL(r)},
		Write: func(w io.Writer) error { return s.Pages.Write(w, "share.gohtml", s.sharePage(r, snap, lang.Lang)) },
	})
}

// sharePage makes the page of the form in a language of the story's texts. Its own language is
// lang, that of the embed is embed_lang.
func (s *Pages) sharePage(r *http.Request, snap *stories.Snapshot, lang string) *sharePage {
	words := r.URL.Query()
	o := Read(words, &snap.Story, snap.Zone)
	o.Lang = lang
	if asked := words.Get("embed_lang"); slices.Contains(i18n.Readable(&snap.Story), asked) {
		o.Lang = asked
	}
	v := &sharePage{
		Page: s.Pages.Page(r, lang), Height: shareHeight(words.Get("height")), Least: LeastHeight, Most: MostHeight,
		ListOn: !o.Hidden, ScriptOn: words.Get("script") != "0", Pinned: o.AsOf != "", Pin: o.AsOf,
	}
	if v.Pin == "" {
		v.Pin = strconv.FormatInt(int64(snap.Changed()), 10)
	}
	title := v.Say.Words(snap.Story.Title, lang)
	v.Title = v.T("share") + ": " + title.Text
	v.Description = title.Text + ": " + v.T("share.lede")
	v.Story = i18n.Link{Text: title, URL: address.WithQuery(address.Story(snap.Story.Slug), "lang", lang)}
	v.Languages = s.Pages.LanguageLinks(r, i18n.Readable(&snap.Story), lang)
	for _, l := range i18n.Readable(&snap.Story) {
		v.EmbedLangs = append(v.EmbedLangs, choice{l, s.Pages.LanguageName(l), l == o.Lang})
	}
	for _, theme := range Themes() {
		v.Themes = append(v.Themes, choice{theme, v.T("share.theme." + theme), theme == o.Theme})
	}
	for _, ui := range Surrounds() {
		v.Surrounds = append(v.Surrounds, choice{ui, v.T("share.ui." + ui), ui == o.Surround})
	}
	v.Layers, _ = filter.Layers(v.Page, &snap.Story, o.Criteria.Visible, lang, func(string) int { return 0 })
	v.Carried = carried(o.Words(), "lang", "layers", "theme", "as_of", "list", "ui", "center", "zoom", "bbox")
	look := url.Values{}
	o.Look.Put(look)
	v.Center, v.Zoom, v.Crop = look.Get("center"), look.Get("zoom"), look.Get("bbox")
	v.Carried = append(v.Carried, page.Field{Name: "lang", Value: lang})
	base := s.Answers.BaseURL(r)
	made := s.snippet(base, snap, &o)
	made.Height = v.Height
	if !v.ScriptOn {
		made.Script = ""
	}
	v.Snippet, v.Link = made.HTML(), made.Story
	v.Preview = address.Embed(snap.Story.Slug) + Encode(o.Words())
	v.OEmbed = base + address.WithQuery(address.OEmbed, "url", made.Source, "format", "json")
	return v
}

// shareHeight reads a height in CSS pixels, within what a snippet may have.
func shareHeight(text string) int {
	n, err := strconv.Atoi(text)
	if err != nil {
		return Height
	}
	return min(max(n, LeastHeight), MostHeight)
}

// snippet makes the snippet of a story's map, as high as one is by itself.
func (s *Pages) snippet(base string, snap *stories.Snapshot, o *Options) Snippet {
	slug := snap.Story.Slug
	title := s.Pages.Say(o.Lang).Words(snap.Story.Title, o.Lang).Text
	return Snippet{
		Source: base + address.Embed(slug) + Encode(o.Words()),
		Story:  base + address.Story(slug) + Encode(o.ViewWords()),
		Image:  base + pictureOf(slug, o, staticmap.Width, staticmap.Height),
		// Not by its digest: pages keep the snippet for years, and always get the newest.
		Script: base + address.Assets + "embed.js",
		Title:  title, Height: Height,
	}
}

// pictureOf gives the address of a still picture of a size in pixels.
func pictureOf(slug string, o *Options, width, height int) string {
	words := stillWords(o, o.Lang)
	if o.Theme == "dark" {
		words.Set("theme", "dark")
	}
	if width != staticmap.Width || height != staticmap.Height {
		words.Set("width", strconv.Itoa(width))
		words.Set("height", strconv.Itoa(height))
	}
	return address.Still(slug) + Encode(words)
}
