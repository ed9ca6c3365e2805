package revise

import (
	"net/http"
	"strings"

	"incidentmap/web/edit/call"
	"incidentmap/web/respond"
)

// wantsFeature reports whether a client likes GeoJSON better than JSON, by RFC 9110, section
// 12.5.1.
func wantsFeature(r *http.Request) bool {
	var geo, plain float64
	for _, list := range r.Header.Values("Accept") {
		for part := range strings.SplitSeq(list, ",") {
			switch name, q := respond.Weighted(part); name {
			case call.TypeGeo:
				geo = q
			case call.TypeJSON:
				plain = q
			}
		}
	}
	return geo > plain
}
