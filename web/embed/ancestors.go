package embed

import (
	"strings"

	"incidentmap/incidents"
)

// FrameAncestors reads which pages may frame the embeds. This server's own always may: the
// page that makes the snippet shows it.
func FrameAncestors(setting string) (string, error) {
	sources := strings.Fields(setting)
	switch {
	case len(sources) == 0 || len(sources) == 1 && sources[0] == "*":
		return "*", nil
	case len(sources) == 1 && sources[0] == "'none'":
		return "'self'", nil
	}
	for _, source := range sources {
		if source == "'self'" {
			continue
		}
		host := strings.TrimPrefix(strings.TrimPrefix(source, "https://"), "http://")
		if host == "" || strings.Trim(strings.ToLower(host), "abcdefghijklmnopqrstuvwxyz0123456789-.*:[]") != "" {
			return "", incidents.Errorf(incidents.EInvalid, "frame-ancestors",
				"%q is not an origin such as https://paper.example or https://*.paper.example; divide several by spaces", source)
		}
	}
	return strings.Join(append([]string{"'self'"}, sources...), " "), nil
}
