// Package storypage answers with the page of a story, the list of its incidents part by part, and
// the list of stories.
package storypage

import (
	"context"
	"io"
	"net/http"
	"slices"
	"strings"

	"github.com/gorilla/mux"

	"incidentmap/incidents"
	"incidentmap/web/address"
	"incidentmap/web/download"
	"incidentmap/web/filter"
	"incidentmap/web/i18n"
	"incidentmap/web/mapview"
	"incidentmap/web/page"
	"incidentmap/web/respond"
	"incidentmap/web/stories"
)

// Store is what the pages ask of a store; see incidents.Store for its promises.
type Store interface {
	Stories(ctx context.Context) ([]incidents.Story, error)
}

// style is the style sheet of a story's page.
const style = "map.css"

// Pages answers with pages. It is safe for use by many goroutines.
type Pages struct {
	Store   Store
	Stories *stories.SnapshotCache
	Answers *respond.Sender
	Pages   *page.Maker
	Maps    *mapview.Maker
	Past    *download.Files
	Script  string // name of the built file that a story's page runs
}

// Register registers the routes.
func (s *Pages) Register(r *mux.Router) {
	s.Answers.Get(r, "/", s.stories)
	s.Answers.Get(r, address.Story("{story}"), s.story)
	s.Answers.Get(r, address.List("{story}"), s.list)
}

// storyPage is one story, for story.gohtml.
type storyPage struct {
	mapview.Page
	Summary    i18n.Words
	Licence    i18n.Link // empty URL when there is none
	LayersURL  string
	OGC        string // address of the OGC API
	Dictionary string // address of what the columns of downloads mean
	Filters    *filter.Form
	Lite       bool   // list and still map alone, for slow or costly lines
	Other      string // address of the page in its other form
	Today      today  // what is said where the address asks for another state
	Changed    string // how much changed since the reader's last look; empty for nothing
	Ledger     ledger
	Steps      mapview.Steps
	Newest     []page.Item // before the controls
	Asked      *page.Item  // of a part, the incident whose card is to be open
	Still      string      // address of the map as a picture
	Share      string      // address of the page that makes the snippet for an article
}

// AnyShown reports whether the list shows any incident.
func (v storyPage) AnyShown() bool {
	return len(v.Sections) == 0 || slices.ContainsFunc(v.Sections, func(s mapview.Section) bool { return s.Shown > 0 })
}

// story shows the map and the list.
func (s *Pages) story(w http.ResponseWriter, r *http.Request) error {
	snap, err := s.Stories.Of(r.Context(), mux.Vars(r)["story"])
	if err != nil {
		return err
	}
	lang := i18n.Choose(r, &snap.Story)
	if !r.URL.Query().Has("lite") {
		lang.Vary = append(lang.Vary, "Save-Data")
	}
	now, err := s.today(r, snap, lang.Lang)
	if err != nil {
		return err
	}
	head := w.Header()
	respond.AllowStyle(head, string(s.Maps.Styles.Style(style)))
	return s.Answers.Send(w, r, respond.Representation{
		MediaType: respond.HTMLType, Cache: respond.Live, Vary: lang.Vary,
		State: []any{snap.Changed(), lang.Lang, s.Answers.BaseURL(r), isLite(r), now},
		Write: func(w io.Writer) error {
			page, err := s.storyPage(r, snap, lang.Lang)
			if err != nil {
				return err
			}
			page.Today = now
			page.Config.Below(s.Answers.Rooted(r, ""))
			if page.Partial {
				respond.Partial(head)
			}
			return s.Pages.Write(w, "story.gohtml", page)
		},
	})
}

// isLite reports whether a reader wants no more than the list and a still map: by ?lite=, else by
// what the browser says of its line (https://wicg.github.io/savedata/).
func isLite(r *http.Request) bool {
	if words := r.URL.Query(); words.Has("lite") {
		return words.Get("lite") != "0"
	}
	return strings.EqualFold(strings.TrimSpace(r.Header.Get("Save-Data")), "on")
}
