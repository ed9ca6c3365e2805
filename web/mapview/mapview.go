// Package mapview makes what the page of a story and its embeds show alike: the map, with the
// configuration of its script, and the list of incidents beside it.
//
// Goals: a map that can be drawn before anything more is asked for; the same list for readers with
// and without scripts.
//
// Non-goals: what is around the map, which the pages' own packages know.
package mapview

import (
	"context"
	"encoding/json"
	"errors"
	"html/template"
	"net/http"
	"strings"
	"time"

	"incidentmap/incidents"
	"incidentmap/web/address"
	"incidentmap/web/i18n"
	"incidentmap/web/page"
	"incidentmap/web/respond"
	"incidentmap/web/stories"
)

// Maps gives a map what it draws.
type Maps interface {
	// First gives what a view (west, south, east, north in degrees) of a selection shows, of a story too large to be
	// sent whole.
	First(ctx context.Context, s stories.Selection, view [4]float64, lang, base string) (json.RawMessage, error)
	// Whole gives incidents one by one, as far as they are drawn and searched.
	Whole(ctx context.Context, snap *stories.Snapshot, seqs []incidents.Seq, lang, base string) (json.RawMessage, error)
}

// FirstPaints draws what a map shows before its script runs, as the src attribute of an image.
type FirstPaints interface {
	FirstPaint(ctx context.Context, snap *stories.Snapshot, look address.Look, layers []string, lang string) (template.HTMLAttr, error)
}

// Styles gives the built style sheets, for pages that hold them.
type Styles interface {
	Style(name string) template.CSS
}

// Maker makes the shared part of pages. It is safe for use by many goroutines.
type Maker struct {
	Answers     *respond.Sender
	Pages       *page.Maker
	Maps        Maps
	FirstPaints FirstPaints
	Styles      Styles
	Basemap     Basemap
	Places      bool // whether the server looks places up for readers
}

// Page is what pages with a story's map have.
type Page struct {
	page.Page
	Script       string       // name of the built file that the page runs
	Style        template.CSS // the style sheet, in the page so that nothing waits for it
	Heading      i18n.Words
	AsOf         i18n.Moment // zero when the story has no incidents
	Follows      string      // the message that names the button by which a page follows what changes
	Credit       i18n.Words
	Corrections  string      // address of the log of corrections
	Part         *Part       // in place of the following four where a page cannot hold all
	Sections     []Section   // placed and unplaced, by class in reading order, without background
	Unplaced     []page.Item // of Sections, those without a geometry
	WholeCountry []page.Item // of Sections, claims about a whole country
	Background   []page.Item
	First        template.HTMLAttr // src of the map's first paint
	Partial      bool              // whether that was left out because too many are drawn
	StillAlt     string            // what the map's picture shows
	Legend       Legend
	Config       Config // for <script type="application/json" id="config">
}

// New begins a page of a story in a language of its texts, with the names of the script that it runs and of its
// style sheet.
func (m *Maker) New(r *http.Request, snap *stories.Snapshot, lang, script, style string) Page {
	v := Page{Page: m.Pages.Page(r, lang), Script: script, Style: m.Styles.Style(style), Follows: "live"}
	v.Heading = v.Say.Words(snap.Story.Title, lang)
	v.Title = v.Heading.Text
	v.Credit = v.Say.Words(snap.Story.Credit, lang)
	v.Corrections = address.WithQuery(address.Corrections(snap.Story.Slug), "lang", lang)
	v.StillAlt = v.T("still.alt", "title", v.Heading.Text)
	v.Config = m.config(v.Page, snap, lang)
	return v
}

// Date says up to when the page has the story: updated is the time of its last change.
func (v *Page) Date(snap *stories.Snapshot, updated time.Time) {
	v.AsOf = v.Say.AsOf(snap.Story.AsOf, updated, snap.Zone)
	if end := snap.Summary(incidents.LayerAll).End; !end.IsZero() && updated.Sub(end) > running {
		v.Follows = "follows" // what is told of times long gone is not live, though it goes on to change
	}
}

// running is for how long after its newest incident a story that changes is told as one that goes on.
const running = 30 * 24 * time.Hour

// Whole gives the map of a page incidents one by one.
func (m *Maker) Whole(r *http.Request, v *Page, all *stories.IncidentSet, lang string) (err error) {
	_, words, _ := strings.Cut(v.Config.Features, "?")
	m.density(v, all.Story.Slug, "?"+words)
	v.ExplainSigns(all, lang)
	v.nameCountries(all)
	v.Config.Whole, err = m.Maps.Whole(r.Context(), all.Snapshot, all.Seqs(), lang, m.Answers.BaseURL(r))
	return err
}

// Part gives the map of a page what its first view holds of a selection, and where to ask for more: words are the
// query of the addresses.
func (m *Maker) Part(r *http.Request, v *Page, found stories.Selection, words, lang string) error {
	first, err := m.Maps.First(r.Context(), found, v.Config.BBox, lang, m.Answers.BaseURL(r))
	slug := found.Snapshot.Story.Slug
	m.density(v, slug, words)
	v.Legend = v.partLegend(found, lang)
	v.choose(&found.Snapshot.Story, lang, func(id string) bool {
		_, err := found.Snapshot.ShowOne(r.Context(), id)
		return err == nil
	})
	v.Config.Clusters = &Clusters{URL: address.Clusters(slug) + words, List: address.List(slug) + words, First: first}
	return err
}

// density says where counts by area are asked for, with the words of a query.
func (m *Maker) density(v *Page, slug, words string) {
	v.Config.Locator = v.Asset("locator.js")
	v.Config.Density = &Density{URL: address.Density(slug) + words, Script: v.Asset("density.js")}
}

// FirstPaint gives a page the first paint of its map. A page does without one, and says so, rather than not come.
func (m *Maker) FirstPaint(ctx context.Context, v *Page, snap *stories.Snapshot, look address.Look, layers []string, lang string) error {
	paint, err := m.FirstPaints.FirstPaint(ctx, snap, look, layers, lang)
	if incidents.CodeOf(err) == incidents.EUnavailable && !errors.Is(err, incidents.ErrMoved) {
		v.Partial = true
		return nil
	}
	v.First = paint
	return err
}
