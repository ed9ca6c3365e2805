package web

import (
	"net/http"
	"net/url"
	"strings"

	"github.com/gorilla/mux"
)

// withoutSlash leads from an address with a slash too many at its end to the one without, where that is of anything.
func (s *Server) withoutSlash(r *mux.Router) http.HandlerFunc {
	return func(w http.ResponseWriter, req *http.Request) {
		path := strings.TrimRight(req.URL.Path, "/")
		var match mux.RouteMatch
		if path == req.URL.Path || path == "" || strings.HasPrefix(path, "//") || req.Method != http.MethodGet && req.Method != http.MethodHead {
			s.answers.NoRoute(w, req)
			return
		}
		own := *req
		own.URL = &url.URL{Path: path, RawQuery: req.URL.RawQuery}
		if !r.Match(&own, &match) || match.MatchErr != nil {
			s.answers.NoRoute(w, req)
			return
		}
		to := url.URL{Path: s.answers.Rooted(req, path), RawQuery: req.URL.RawQuery}
		http.Redirect(w, req, to.String(), http.StatusPermanentRedirect)
	}
}
