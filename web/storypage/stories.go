package storypage

import (
	"io"
	"net/http"
	"net/url"

	"incidentmap/web/address"
	"incidentmap/web/i18n"
	"incidentmap/web/page"
	"incidentmap/web/respond"
)

// storiesPage lists the stories, for stories.gohtml.
type storiesPage struct {
	page.Page
	Stories []storyLink
}

// storyLink is a story in a list.
type storyLink struct {
	Title, Summary i18n.Words
	URL            string
}

// stories leads to the only story, or lists what there is.
func (s *Pages) stories(w http.ResponseWriter, r *http.Request) error {
	all, err := s.Store.Stories(r.Context())
	if err != nil {
		return err
	}
	if len(all) == 1 {
		to := url.URL{Path: s.Answers.Rooted(r, address.Story(all[0].Slug)), RawQuery: r.URL.RawQuery}
		w.Header().Set("Cache-Control", respond.Live)
		http.Redirect(w, r, to.String(), http.StatusFound)
		return nil
	}
	lang := i18n.ChooseInterface(r)
	p := storiesPage{Page: s.Pages.Page(r, lang.Lang)}
	p.Title = p.T("stories")
	p.Description = p.T("stories.about")
	p.Languages = s.Pages.LanguageLinks(r, []string{"en", "es"}, lang.Lang)
	for _, story := range all {
		p.Stories = append(p.Stories, storyLink{
			p.Say.Words(story.Title, lang.Lang), p.Say.Words(story.Summary, lang.Lang),
			address.WithQuery(address.Story(story.Slug), "lang", story.Lang(lang.Lang)),
		})
	}
	// The list has no sequence number of its own to be named by; it is small, and its
	// tag is of its bytes.
	body, err := s.Pages.Render("stories.gohtml", p)
	if err != nil {
		return err
	}
	return s.Answers.Send(w, r, respond.Representation{
		MediaType: respond.HTMLType, Cache: respond.Live, Vary: lang.Vary, State: []any{string(body)},
		Write: func(w io.Writer) error { _, err := w.Write(body); return err },
	})
}
