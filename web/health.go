package web

import (
	"fmt"
	"net/http"

	"github.com/gorilla/mux"

	"incidentmap/web/respond"
)

func (s *Server) registerHealth(r *mux.Router) {
	s.get(r, "/healthz", s.healthy)
	s.get(r, "/readyz", s.ready)
}

// healthy says that the process answers.
func (s *Server) healthy(w http.ResponseWriter, _ *http.Request) error {
	respond.Plain(w, http.StatusOK, "ok")
	return nil
}

// ready says whether requests can be answered: the store can be read, and the index has
// once caught up with it.
func (s *Server) ready(w http.ResponseWriter, r *http.Request) error {
	seq, err := s.store.Seq(r.Context())
	indexed := s.index.Seq()
	switch {
	case err != nil:
		s.log.ErrorContext(r.Context(), "not ready", "error", err)
		respond.Plain(w, http.StatusServiceUnavailable, "the store cannot be read")
	case indexed < seq && !s.caughtUp.Load():
		respond.Plain(w, http.StatusServiceUnavailable, fmt.Sprintf("the index is loading: change %d of %d", indexed, seq))
	default:
		s.caughtUp.Store(true)
		respond.Plain(w, http.StatusOK, "ready")
	}
	return nil
}
