package web

import (
	"net/http"
	"slices"

	"github.com/gorilla/mux"
)

// Readable lists the templates of the paths that anybody may read, as the router has them.
func (s *Server) Readable() (paths []string, err error) {
	err = s.router.Walk(func(route *mux.Route, _ *mux.Router, _ []*mux.Route) error {
		path, err := route.GetPathTemplate()
		if err != nil {
			return nil // a group of routes has no path
		}
		if methods, err := route.GetMethods(); err == nil && slices.Contains(methods, http.MethodGet) && !slices.Contains(paths, path) {
			paths = append(paths, path)
		}
		return nil
	})
	return paths, err
}
