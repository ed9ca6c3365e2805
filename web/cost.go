package web

import (
	"net/http"
	"strings"

	"incidentmap/web/address"
)

// dear is how many requests one counts as whose answer takes work or is large.
const dear = 10

// cost says how many requests one counts as, of those that a client may send in a second. The
// front end's files and the answers about the server's health are ready and count as none.
func cost(r *http.Request) int {
	path := r.URL.Path
	switch {
	case address.IsAsset(path) || address.IsHealth(path):
		return 0
	case isDearPath(path) || isDearQuery(r.URL.RawQuery):
		return dear
	}
	return 1
}

// isDearPath reports whether a path is of a picture, or of a file other than the GeoJSON that
// every map asks for.
func isDearPath(path string) bool {
	if !strings.HasPrefix(path, address.Story("")) {
		return false
	}
	file := strings.Contains(path, "/layers/") && !strings.HasSuffix(path, ".geojson")
	return file || strings.HasSuffix(path, ".pmtiles") || strings.HasSuffix(path, "/image.png")
}

// isDearQuery reports whether a query searches words or shapes, counts by areas, or looks back.
func isDearQuery(query string) bool {
	for part := range strings.SplitSeq(query, "&") {
		name, value, _ := strings.Cut(part, "=")
		if value == "" {
			continue
		}
		switch name {
		case "q", "filter", "by", "as_of":
			return true
		}
	}
	return false
}
