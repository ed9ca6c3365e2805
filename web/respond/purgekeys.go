package respond

import (
	"net/http"
	"strings"

	"incidentmap/incidents"
	"incidentmap/web/address"
)

// StoriesKey is the key of the list of stories.
const StoriesKey = "stories"

// StoryKey is the key of all answers that hold anything of a story, for caches that drop answers by key.
func StoryKey(slug string) string { return "story:" + slug }

// IncidentKey is the key of the answers that are of one incident alone. They have the story's key, too.
func IncidentKey(slug, id string) string { return StoryKey(slug) + "/" + id }

// Keyed names the story and the incident that an answer is of, in the headers by which caches
// know what to drop: Surrogate-Key (Fastly, Varnish) and Cache-Tag (Cloudflare). An answer of many incidents has the
// story's key alone, so that its headers stay short.
func Keyed(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		SetKeys(w.Header(), r.URL.Path)
		next.ServeHTTP(w, r)
	})
}

// SetKeys sets the keys of an answer to what a path leads to; none where that is no story's.
func SetKeys(h http.Header, path string) {
	slug, id := address.Of(path)
	switch {
	case path == "/":
		setKeys(h, StoriesKey, StoriesKey)
	case !incidents.ValidSlug(slug):
	case id != "" && incidents.ValidID(id):
		story, incident := StoryKey(slug), IncidentKey(slug, strings.ToUpper(id))
		setKeys(h, story+" "+incident, story+","+incident)
	default:
		setKeys(h, StoryKey(slug), StoryKey(slug))
	}
}

func setKeys(h http.Header, surrogates, tags string) {
	h["Surrogate-Key"], h["Cache-Tag"] = []string{surrogates}, []string{tags}
}
