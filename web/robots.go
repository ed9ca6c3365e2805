package web

import (
	"net/http"

	"github.com/gorilla/mux"

	"incidentmap/web/respond"
)

// robots lets crawlers read all that readers may (RFC 9309). The editors' API is no page.
const robots = "User-agent: *\nDisallow: "

func (s *Server) registerRobots(r *mux.Router) {
	s.get(r, "/robots.txt", func(w http.ResponseWriter, r *http.Request) error {
		respond.Plain(w, http.StatusOK, robots+s.answers.Rooted(r, "/api/"))
		return nil
	})
}
