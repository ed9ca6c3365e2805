package web

import (
	"io"
	"net/http"
	"net/url"
	"strings"

	"github.com/gorilla/mux"

	"incidentmap/incidents"
	"incidentmap/web/address"
	"incidentmap/web/i18n"
	"incidentmap/web/respond"
)

func (s *Server) registerStories(r *mux.Router) {
	s.get(r, "/", s.stories)
	s.get(r, address.Story("{story}"), s.story)
	s.get(r, address.List("{story}"), s.list)
	s.get(r, address.Corrections("{story}"), s.corrections)
}

// stories leads to the only story, or lists what there is.
func (s *Server) stories(w http.ResponseWriter, r *http.Request) error {
	all, err := s.store.Stories(r.Context())
	if err != nil {
		return err
	}
	if len(all) == 1 {
		to := url.URL{Path: s.answers.Rooted(r, address.Story(all[0].Slug)), RawQuery: r.URL.RawQuery}
		w.Header().Set("Cache-Control", respond.Live)
		http.Redirect(w, r, to.String(), http.StatusFound)
		return nil
	}
	lang := i18n.ChooseInterface(r)
	p := storiesPage{Page: s.pages.Page(r, lang.Lang)}
	p.Title = p.T("stories")
	p.Description = p.T("stories.about")
	p.Languages = s.pages.LanguageLinks(r, []string{"en", "es"}, lang.Lang)
	for _, story := range all {
		p.Stories = append(p.Stories, storyLink{
			p.Say.Words(story.Title, lang.Lang), p.Say.Words(story.Summary, lang.Lang),
			address.WithQuery(address.Story(story.Slug), "lang", story.Lang(lang.Lang)),
		})
	}
	// The list has no sequence number of its own to be named by; it is small, and its
	// tag is of its bytes.
	body, err := s.pages.Render("stories.gohtml", p)
	if err != nil {
		return err
	}
	return s.answers.Send(w, r, respond.Representation{
		MediaType: respond.HTMLType, Cache: respond.Live, Vary: lang.Vary, State: []any{string(body)},
		Write: func(w io.Writer) error { _, err := w.Write(body); return err },
	})
}

// story shows the map and the list.
func (s *Server) story(w http.ResponseWriter, r *http.Request) error {
	view, err := s.views.Of(r.Context(), mux.Vars(r)["story"])
	if err != nil {
		return err
	}
	lang := i18n.Choose(r, &view.Story)
	if !r.URL.Query().Has("lite") {
		lang.Vary = append(lang.Vary, "Save-Data")
	}
	head := w.Header()
	respond.AllowStyle(head, string(s.assets.style("map.css")))
	return s.answers.Send(w, r, respond.Representation{
		MediaType: respond.HTMLType, Cache: respond.Live, Vary: lang.Vary,
		State: []any{view.Changed(), lang.Lang, s.answers.BaseURL(r), isLite(r)},
		Write: func(w io.Writer) error {
			page, err := s.storyPage(r, view, lang.Lang)
			if err != nil {
				return err
			}
			page.Config.below(s.answers.Rooted(r, ""))
			if page.Partial {
				respond.Partial(head)
			}
			return s.pages.Write(w, "story.gohtml", page)
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

// script gives the name of a page's script, or of the one that works from files in its place.
func (s *Server) script(name string) string {
	if s.where == nil {
		return name
	}
	return map[string]string{"map.js": "published.js", "frame.js": "published-frame.js"}[name]
}

// counted reports whether an incident is part of the counts.
func counted(p *incidents.Public) bool { return incidents.NewTraits(p).Counted() }
