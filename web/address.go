// Package address says where everything of a story is found: the one table of the server's
// paths, for those that register them and those that lead to them.
package web

import (
	"net/url"
	"strings"
)

// storyPath is the path of a story's page; "{story}" in place of its slug gives the pattern
// of a route, here as below.
func storyPath(slug string) string { return "/stories/" + slug }

// incidentPath is the path of an incident's page.
func incidentPath(slug, id string) string { return storyPath(slug) + "/incidents/" + id }

// layersPath is the path of the index of a story's layers.
func layersPath(slug string) string { return storyPath(slug) + "/layers" }

// layerPath is the path of a layer's GeoJSON.
func layerPath(slug, layer string) string { return layerFilePath(slug, layer, "geojson") }

// layerFilePath is the path of a layer's file in a format, by its extension.
func layerFilePath(slug, layer, ext string) string {
	return layersPath(slug) + "/" + layer + "." + ext
}

// changesPath is the path of what changed in a story.
func changesPath(slug string) string { return storyPath(slug) + "/changes" }

// dictionaryPath is the path of what the columns of downloads mean.
func dictionaryPath(slug string) string { return storyPath(slug) + "/dictionary" }

// dictionarySchemaPath is the path of the same as a JSON Schema.
func dictionarySchemaPath(slug string) string { return dictionaryPath(slug) + ".json" }

// ogcPath is the path of the landing page of a story's OGC API.
func ogcPath(slug string) string { return storyPath(slug) + "/ogc" }

// assetsPath is the folder of the built files of the front end.
const assetsPath = "/assets/"

// isDataPath tells the addresses for programs.
func isDataPath(path string) bool {
	return strings.HasPrefix(path, "/basemap/") || strings.HasPrefix(path, "/assets/") ||
		strings.HasPrefix(path, "/stories/") && (strings.Contains(path, "/layers") ||
			strings.HasSuffix(path, "/changes") || strings.HasSuffix(path, "/dictionary.json"))
}

// isOGCPath tells the addresses of the API, which are for programs and for people.
func isOGCPath(path string) bool {
	story, below, found := strings.Cut(strings.TrimPrefix(path, storyPath("")), "/")
	return found && story != "" && strings.HasPrefix(path, storyPath("")) && (below == "ogc" || strings.HasPrefix(below, "ogc/"))
}

// withQuery adds parameters, pairs of name and value, to a path.
func withQuery(path string, pairs ...string) string {
	q := url.Values{}
	for i := 0; i+1 < len(pairs); i += 2 {
		q.Set(pairs[i], pairs[i+1])
	}
	return path + "?" + q.Encode()
}

// withoutVersion gives the address that is not bound to a state of the story.
func withoutVersion(u *url.URL) string {
	query := u.Query()
	query.Del("v")
	return strings.TrimSuffix(u.EscapedPath()+"?"+query.Encode(), "?")
}
