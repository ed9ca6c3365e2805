package web

import (
	"net/http"

	"github.com/gorilla/mux"

	"incidentmap/web/answer"
)

// robots lets crawlers read all that readers may (RFC 9309). The editors' API is no page.
const robots = "User-agent: *\nDisallow: "

func (s *Server) registerRobots(r *mux.Router) {
	s.get(r, "/robots.txt", func(w http.ResponseWriter, r *http.Request) error {
		answer.Plain(w, http.StatusOK, robots+s.answers.Rooted(r, "/api/"))
		return nil
	})
}
