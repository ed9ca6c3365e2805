package web

import (
	"bytes"
	"io"
	"net/http"
	"net/url"

	"github.com/gorilla/mux"

	"incidentmap/incidents"
)

// htmlType is the media type of pages.
const htmlType = "text/html; charset=utf-8"

func (s *Server) registerStories(r *mux.Router) {
	s.get(r, "/", s.stories)
	s.get(r, "/stories/{story}", s.story)
}

// stories leads to the only story, or lists what there is.
func (s *Server) stories(w http.ResponseWriter, r *http.Request) error {
	all, err := s.store.Stories(r.Context())
	if err != nil {
		return err
	}
	if len(all) == 1 {
		to := url.URL{Path: storyPath(all[0].Slug), RawQuery: r.URL.RawQuery}
		w.Header().Set("Cache-Control", cacheLive)
		http.Redirect(w, r, to.String(), http.StatusFound)
		return nil
	}
	lang := chooseInterface(r)
	p := storiesPage{page: s.page(r, lang.lang)}
	p.Title = p.T("stories")
	p.Languages = s.languageLinks(r, []string{"en", "es"}, lang.lang)
	for _, story := range all {
		p.Stories = append(p.Stories, storyLink{
			p.words(story.Title, lang.lang), p.words(story.Summary, lang.lang),
			withQuery(storyPath(story.Slug), "lang", story.Lang(lang.lang)),
		})
	}
	// The list has no sequence number of its own to be named by; it is small, and its
	// tag is of its bytes.
	body, err := s.render("stories.gohtml", p)
	if err != nil {
		return err
	}
	return s.send(w, r, answer{
		mediaType: htmlType, cache: cacheLive, vary: lang.vary, state: []any{string(body)},
		write: func(w io.Writer) error { _, err := w.Write(body); return err },
	})
}

// story shows the map and the list.
func (s *Server) story(w http.ResponseWriter, r *http.Request) error {
	t, err := s.tales.of(r.Context(), mux.Vars(r)["story"])
	if err != nil {
		return err
	}
	lang := chooseLanguage(r, &t.story)
	return s.send(w, r, answer{
		mediaType: htmlType, cache: cacheLive, vary: lang.vary,
		state: []any{t.seq, lang.lang, s.baseURL(r)},
		write: func(w io.Writer) error {
			return s.execute(w, "story.gohtml", s.storyPage(r, t, lang.lang))
		},
	})
}

// execute writes a page whole or not at all.
func (s *Server) execute(w io.Writer, name string, view any) error {
	body, err := s.render(name, view)
	if err != nil {
		return err
	}
	_, err = w.Write(body)
	return err
}

func (s *Server) render(name string, view any) ([]byte, error) {
	var body bytes.Buffer
	err := s.templates.ExecuteTemplate(&body, name, view)
	return body.Bytes(), err
}

// page gives what every page has, in the language of the interface nearest to lang.
func (s *Server) page(r *http.Request, lang string) page {
	m := s.messagesFor(lang)
	return page{
		Lang: m.lang, Canonical: s.baseURL(r) + r.URL.Path,
		messages: m, asset: s.assets.address,
	}
}

func storyPath(slug string) string { return "/stories/" + slug }

func layerPath(slug, layer string) string { return storyPath(slug) + "/layers/" + layer + ".geojson" }

// withQuery adds parameters, pairs of name and value, to a path.
func withQuery(path string, pairs ...string) string {
	q := url.Values{}
	for i := 0; i+1 < len(pairs); i += 2 {
		q.Set(pairs[i], pairs[i+1])
	}
	return path + "?" + q.Encode()
}

// counted reports whether an incident is part of the counts: background is not of the
// day, and what was retracted or merged into another is not there twice or at all.
func counted(p *incidents.Public) bool {
	return p.Class != incidents.ClassBackground &&
		p.Disposition != incidents.Retracted && p.Disposition != incidents.Merged
}
