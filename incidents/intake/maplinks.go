package intake

import (
	"net/url"
	"strings"

	"incidentmap/incidents"
)

// mapHosts show maps and nothing else. Of the others mapPaths are what addresses of maps begin with.
var (
	mapHosts = map[string]bool{
		"maps.app.goo.gl": true, "maps.apple.com": true, "maps.apple": true, "openstreetmap.org": true, "osm.org": true, "waze.com": true, "wikimapia.org": true, "what3words.com": true, "w3w.co": true,
		"plus.codes": true, "maps.me": true, "earth.google.com": true, "geohack.toolforge.org": true, "mapcarta.com": true,
	}
	mapPaths = map[string]string{"goo.gl": "/maps", "bing.com": "/maps", "yandex.com": "/maps", "yandex.ru": "/maps"}
)

// isMapLink tells the address of a place on a map, which says nothing of what happened there and is no source.
func isMapLink(link string) bool {
	host := strings.TrimPrefix(incidents.HostOf(link), "www.")
	if mapHosts[host] || strings.HasPrefix(host, "maps.google.") {
		return true
	}
	path, ok := mapPaths[host]
	if strings.HasPrefix(host, "google.") {
		path, ok = "/maps", true
	}
	if !ok {
		return false
	}
	u, err := url.Parse(link)
	return err == nil && strings.HasPrefix(u.Path, path)
}

// leaveMaps takes the addresses of maps out of the links of a column.
func (c *converter) leaveMaps(links []string, column int) []string {
	kept := links[:0]
	for _, l := range links {
		if !isMapLink(l) {
			kept = append(kept, l)
			continue
		}
		c.note(column, l, "is a place on a map of the web, and no source", "it is not read, and the cell is kept")
		c.keep(column)
	}
	return kept
}
