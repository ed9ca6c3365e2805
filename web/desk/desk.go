package desk

import (
	"io"
	"net/http"

	"github.com/gorilla/mux"

	"incidentmap/web/address"
	"incidentmap/web/i18n"
	"incidentmap/web/mapview"
	"incidentmap/web/page"
	"incidentmap/web/respond"
)

// Pages answers with the desk's pages. It is safe for use by many goroutines.
type Pages struct {
	Answers *respond.Sender
	Pages   *page.Maker
	Basemap mapview.Basemap
	// Required lets through to a page who is signed in, and leads all others to where they sign in.
	Required func(respond.Handler) http.HandlerFunc
}

// shell is a page of the desk, for desk.gohtml.
type shell struct {
	page.Page
	Config config // for <script type="application/json" id="config">
}

// Register registers the routes.
func (s *Pages) Register(r *mux.Router) {
	const story, id = "{story}", "{id}"
	for _, route := range []struct{ path, page string }{
		{address.Edit, "stories"},
		{address.DeskNew, "new"},
		{address.DeskPeople, "people"},
		{address.DeskStory(story), "story"},
		{address.DeskImport(story), "import"},
		{address.DeskReport(story), "report"},
		{address.DeskSettings(story), "settings"},
		{address.DeskIncident(story, "new"), "incident"},
		{address.DeskIncident(story, id), "incident"},
	} {
		r.HandleFunc(route.path, s.Required(s.shell(route.page))).Methods(http.MethodGet, http.MethodHead)
	}
}

// shell answers with the shell of a page. It is the same for everybody, and caches of others have
// no business with it.
func (s *Pages) shell(name string) respond.Handler {
	return func(w http.ResponseWriter, r *http.Request) error {
		lang := i18n.ChooseInterface(r)
		w.Header().Set("X-Robots-Tag", "noindex")
		return s.Answers.Send(w, r, respond.Representation{
			MediaType: respond.HTMLType, Cache: "private, no-cache", Vary: lang.Vary,
			State: []any{lang.Lang, s.Answers.BaseURL(r)},
			Write: func(w io.Writer) error {
				v := shell{Page: s.Pages.Page(r, lang.Lang)}
				v.Title = v.T("desk.title")
				v.Languages = s.Pages.LanguageLinks(r, []string{"en", "es"}, lang.Lang)
				v.Config = s.config(r, v.Page, name)
				return s.Pages.Write(w, "desk.gohtml", v)
			},
		})
	}
}
