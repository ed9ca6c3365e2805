package web

import (
	"context"
	"fmt"
	"log/slog"
	"net/http"
	"sync/atomic"

	"github.com/gorilla/mux"

	"incidentmap/incidents"
	"incidentmap/incidents/index"
	"incidentmap/web/respond"
)

// health answers the machines around the server, whether it is well.
type health struct {
	store interface {
		Seq(ctx context.Context) (incidents.Seq, error)
	}
	index    *index.Index
	answers  *respond.Sender
	log      *slog.Logger
	caughtUp atomic.Bool
}

// Register registers the routes.
func (h *health) Register(r *mux.Router) {
	h.answers.Get(r, "/healthz", h.healthy)
	h.answers.Get(r, "/readyz", h.ready)
}

// healthy says that the process answers.
func (h *health) healthy(w http.ResponseWriter, _ *http.Request) error {
	respond.Plain(w, http.StatusOK, "ok")
	return nil
}

// ready says whether requests can be answered: the store can be read, and the index has
// once caught up with it.
func (h *health) ready(w http.ResponseWriter, r *http.Request) error {
	seq, err := h.store.Seq(r.Context())
	indexed := h.index.Seq()
	switch {
	case err != nil:
		h.log.ErrorContext(r.Context(), "not ready", "error", err)
		respond.Plain(w, http.StatusServiceUnavailable, "the store cannot be read")
	case indexed < seq && !h.caughtUp.Load():
		respond.Plain(w, http.StatusServiceUnavailable, fmt.Sprintf("the index is loading: change %d of %d", indexed, seq))
	default:
		h.caughtUp.Store(true)
		respond.Plain(w, http.StatusOK, "ready")
	}
	return nil
}
