// Package address says where everything of a story is found: the one table of the server's
// paths, for those that register them and those that lead to them.
package address

import (
	"net/url"
	"strings"
)

// Story is the path of a story's page; "{story}" in place of its slug gives the pattern
// of a route, here as below.
func Story(slug string) string { return "/stories/" + slug }

// Incident is the path of an incident's page.
func Incident(slug, id string) string { return Story(slug) + "/incidents/" + id }

// Media is the path of a file of a picture of an incident.
func Media(slug, id, file string) string { return Incident(slug, id) + "/media/" + file }

// Layers is the path of the index of a story's layers.
func Layers(slug string) string { return Story(slug) + "/layers" }

// Layer is the path of a layer's GeoJSON.
func Layer(slug, layer string) string { return LayerFile(slug, layer, "geojson") }

// LayerFile is the path of a layer's file in a format, by its extension.
func LayerFile(slug, layer, ext string) string {
	return Layers(slug) + "/" + layer + "." + ext
}

// csvMetadata is what W3C's Model for Tabular Data (section 5.3) puts behind the address of a CSV file.
const csvMetadata = "-metadata.json"

// CSVMetadata is the path of what a CSV file's columns are, and how to cite it.
func CSVMetadata(file string) string { return file + csvMetadata }

// OfCSVMetadata is the address of the CSV file that metadata at an address, with its query, is of.
func OfCSVMetadata(metadata string) string {
	path, query, has := strings.Cut(metadata, "?")
	path = strings.TrimSuffix(path, csvMetadata)
	if has {
		path += "?" + query
	}
	return path
}

// Method is the path of how a story's incidents are coded.
func Method(slug string) string { return Story(slug) + "/method" }

// Tiles is the path of the TileJSON of a layer's tiles.
func Tiles(slug, layer string) string { return Story(slug) + "/tiles/" + layer + ".json" }

// Tile is the path of a layer's tiles, in which z, x and y stand for their numbers.
func Tile(slug, layer, z, x, y string) string {
	return Story(slug) + "/tiles/" + layer + "/" + z + "/" + x + "/" + y + ".mvt"
}

// TileFile is the path of a layer's tiles in one file, PMTiles.
func TileFile(slug, layer string) string { return Story(slug) + "/tiles/" + layer + ".pmtiles" }

// Clusters is the path of what a map of a story shows in a view.
func Clusters(slug string) string { return Story(slug) + "/clusters" }

// Density is the path of counts by hexagon, state, municipality or country.
func Density(slug string) string { return Story(slug) + "/density" }

// Histogram is the path of a story's counts by time.
func Histogram(slug string) string { return Story(slug) + "/histogram" }

// Still is the path of the still picture of a story's map.
func Still(slug string) string { return Story(slug) + "/image.png" }

// Atom is the path of a story's feed as Atom.
func Atom(slug string) string { return Story(slug) + "/feed.atom" }

// JSONFeed is the path of the same as a JSON Feed.
func JSONFeed(slug string) string { return Story(slug) + "/feed.json" }

// Corrections is the path of the log of what was corrected in a story.
func Corrections(slug string) string { return Story(slug) + "/corrections" }

// List is the path of the list of a story's incidents.
func List(slug string) string { return Story(slug) + "/list" }

// Places is the path at which readers of a story look for a place by its name.
func Places(slug string) string { return Story(slug) + "/places" }

// Embed is the path of a story's map for other pages to frame.
func Embed(slug string) string { return Story(slug) + "/embed" }

// Share is the path of the page that makes the snippet for it.
func Share(slug string) string { return Story(slug) + "/share" }

// Of gives the story and the incident of a path below one of them; empty for none.
func Of(path string) (slug, id string) {
	below, found := strings.CutPrefix(path, Story(""))
	if !found {
		return "", ""
	}
	slug, below, _ = strings.Cut(below, "/")
	if below, found = strings.CutPrefix(below, "incidents/"); found {
		id, _, _ = strings.Cut(below, "/")
	}
	return slug, id
}

// OEmbed is the path at which programs ask how a page of ours is embedded.
const OEmbed = "/oembed"

// Changes is the path of what changed in a story.
func Changes(slug string) string { return Story(slug) + "/changes" }

// Events is the path of what changes in a story from now on.
func Events(slug string) string { return Story(slug) + "/events" }

// Dictionary is the path of what the columns of downloads mean.
func Dictionary(slug string) string { return Story(slug) + "/dictionary" }

// DictionarySchema is the path of the same as a JSON Schema.
func DictionarySchema(slug string) string { return Dictionary(slug) + ".json" }

// OGC is the path of the landing page of a story's OGC API.
func OGC(slug string) string { return Story(slug) + "/ogc" }

// API is the root of the editors' API.
const API = "/api/v1"

// APIGeoparse answers with the places of a text.
const APIGeoparse = API + "/geoparse"

// APIReasons answers with the words of reasons.
const APIReasons = API + "/reasons"

// APIGeocode answers with the places that words may mean.
const APIGeocode = API + "/geocode"

// APIDescription is the description of the editors' API (OpenAPI 3.1).
const APIDescription = API + "/openapi.json"

// APIStory is the path of a story for editors.
func APIStory(slug string) string { return API + Story(slug) }

// Purges is the path of what caches must drop of a story.
func Purges(slug string) string { return APIStory(slug) + "/purges" }

// Extract is the path that answers stories of news with drafts for a story.
func Extract(slug string) string { return APIStory(slug) + "/extract" }

// APIIncident is the path of an incident for editors.
func APIIncident(slug, id string) string { return API + Incident(slug, id) }

// APIMedia is the path of the pictures of an incident for editors.
func APIMedia(slug, id string) string { return APIIncident(slug, id) + "/media" }

// APIStoryMedia is the path of how much is kept of a story.
func APIStoryMedia(slug string) string { return APIStory(slug) + "/media" }

// APISession is where people sign in and out, APIPeople and APITokens who may.
const (
	APISession = API + "/session"
	APIPeople  = API + "/people"
	APITokens  = API + "/tokens"
)

// Edit is the root of the editors' pages.
const Edit = "/edit"

// The pages by which people come to the editors' pages, and the one of their own account.
const (
	SignIn     = Edit + "/sign-in"
	SecondStep = Edit + "/sign-in/code"
	SignOut    = Edit + "/sign-out"
	// OIDC leads to the server that signs people in, OIDCCallback is where they come back to.
	OIDC         = Edit + "/sign-in/oidc"
	OIDCCallback = OIDC + "/callback"
	Welcome      = Edit + "/welcome"
	Account      = Edit + "/account"
)

// IsEdit tells the editors' pages.
func IsEdit(path string) bool { return path == Edit || strings.HasPrefix(path, Edit+"/") }

// DeskNew makes a story.
const DeskNew = Edit + "/new"

// DeskPeople is the path of the accounts and tokens.
const DeskPeople = Edit + "/people"

// DeskStory is the path of a story at the desk.
func DeskStory(slug string) string { return Edit + Story(slug) }

// DeskIncident is the path of an incident at the desk.
func DeskIncident(slug, id string) string { return Edit + Incident(slug, id) }

// DeskReport is the path where a report is read to drafts.
func DeskReport(slug string) string { return DeskStory(slug) + "/report" }

// DeskImport is the path where a story takes in a file.
func DeskImport(slug string) string { return DeskStory(slug) + "/import" }

// DeskSettings is the path of a story's settings.
func DeskSettings(slug string) string { return DeskStory(slug) + "/settings" }

// Assets is the folder of the built files of the front end.
const Assets = "/assets/"

// SecurityText is the path of how to tell of a weakness (RFC 9116, section 3).
const SecurityText = "/.well-known/security.txt"

// Roots lists what the paths of the server begin with, "/stories" and so on: a prefix below which
// all of it lives is none of them.
func Roots() []string {
	return []string{"/stories", "/assets", "/basemap", OEmbed, "/api", "/edit", "/healthz", "/readyz", "/metrics", "/robots.txt", "/.well-known"}
}

// IsHealth tells the addresses by which the machines around it see whether the server is well.
func IsHealth(path string) bool { return path == "/healthz" || path == "/readyz" }

// IsAsset tells the built files of the front end.
func IsAsset(path string) bool { return strings.HasPrefix(path, Assets) }

// IsData tells the addresses for programs.
func IsData(path string) bool {
	return path == OEmbed || strings.HasPrefix(path, "/basemap/") || strings.HasPrefix(path, "/assets/") ||
		strings.HasPrefix(path, "/stories/") && (strings.Contains(path, "/layers") || strings.Contains(path, "/tiles/") ||
			strings.HasSuffix(path, "/image.png") || isMedia(path) || strings.HasSuffix(path, "/feed.atom") || strings.HasSuffix(path, "/feed.json") ||
			strings.HasSuffix(path, "/corrections.json") || strings.HasSuffix(path, "/corrections.atom") ||
			strings.HasSuffix(path, "/clusters") || strings.HasSuffix(path, "/histogram") ||
			strings.HasSuffix(path, "/changes") || strings.HasSuffix(path, "/events") || strings.HasSuffix(path, "/dictionary.json"))
}

// isMedia tells the files of pictures.
func isMedia(path string) bool {
	return strings.Contains(path, "/incidents/") && strings.Contains(path, "/media/") && strings.HasSuffix(path, ".jpg")
}

// IsOGC tells the addresses of the API, which are for programs and for people.
func IsOGC(path string) bool {
	story, below, found := strings.Cut(strings.TrimPrefix(path, Story("")), "/")
	return found && story != "" && strings.HasPrefix(path, Story("")) && (below == "ogc" || strings.HasPrefix(below, "ogc/"))
}

// IsAPI tells the addresses of the editors' API, which are for programs that hold a token.
func IsAPI(path string) bool { return strings.HasPrefix(path, "/api/") }

// WithQuery adds parameters, pairs of name and value, to a path.
func WithQuery(path string, pairs ...string) string {
	q := url.Values{}
	for i := 0; i+1 < len(pairs); i += 2 {
		q.Set(pairs[i], pairs[i+1])
	}
	return path + "?" + q.Encode()
}

// WithoutVersion gives the address that is not bound to a state of the story.
func WithoutVersion(u *url.URL) string {
	query := u.Query()
	query.Del("v")
	return strings.TrimSuffix(u.EscapedPath()+"?"+query.Encode(), "?")
}
