package respond

import (
	"fmt"
	"net/http"

	"incidentmap/incidents"
)

// MostAddress is how many bytes the path and the query of an address may have: room for a filter
// of CQL2 with an outline of some hundred corners, and more than most proxies let through.
const MostAddress = 16 << 10

// Short refuses addresses that are longer than MostAddress with 414 (RFC 9110, section 15.5.15),
// before anything looks at what they hold.
func (s *Sender) Short(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if n := len(r.URL.EscapedPath()) + len(r.URL.RawQuery); n > MostAddress {
			s.Problem(w, r, Problem{
				Status: http.StatusRequestURITooLong, Code: incidents.ETooLarge,
				Detail: fmt.Sprintf("the address has %d bytes, and may have %d; ask for less at once", n, MostAddress),
			})
			return
		}
		next.ServeHTTP(w, r)
	})
}
