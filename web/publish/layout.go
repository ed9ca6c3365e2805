package publish

import (
	"crypto/sha256"
	"encoding/hex"
	"io/fs"
	"net/url"
	"path"
	"slices"
	"strings"

	"incidentmap/web/address"
)

// origin is the server's own address while it is asked in process: no host has it (RFC 6761), so
// wherever it stands in an answer, it is one of ours.
const origin = "http://publish.invalid"

// Place is where the files have what the server has at an address.
type Place struct {
	File  string // from the folder's root, with slashes
	Query string // what of the query the page's script reads, without "?"
}

// Layout is the one table of places: pure, and the same for every run.
type Layout struct {
	Story string // its slug
	Lang  string // the language whose files stand at the root; others have a folder of their tag
	Base  string // "https://example.org/map/", where readers find the root; empty when not known
}

// Place gives the place of what the server has at an address: a path with its query, or the
// same behind origin. False for what files cannot give: what a query filters, streams, the APIs,
// and without a Base what must carry absolute addresses.
func (l Layout) Place(addr string) (Place, bool) {
	u, err := url.Parse(strings.TrimPrefix(addr, origin))
	if err != nil || u.IsAbs() || u.Host != "" {
		return Place{}, false
	}
	words := u.Query()
	lang := words.Get("lang")
	words.Del("v")
	words.Del("lang")
	if shared, ok := strings.CutPrefix(u.Path, "/"); ok && isShared(u.Path) {
		return placed(Place{File: shared}, len(words) == 0)
	}
	below, ok := strings.CutPrefix(u.Path, address.Story(l.Story))
	if u.Path == "/" {
		below, ok = "", true
	}
	if !ok || below != "" && below[0] != '/' {
		return Place{}, false
	}
	p, ok := l.below(strings.TrimPrefix(below, "/"), words)
	if lang != "" && lang != l.Lang && path.Ext(p.File) != ".jpg" && !strings.HasPrefix(p.File, "density/") {
		p.File = path.Join(lang, p.File)
	}
	return placed(p, ok)
}

// isShared reports what is of no story and no language.
func isShared(path string) bool {
	return strings.HasPrefix(path, address.Assets) || strings.HasPrefix(path, "/basemap/")
}

func placed(p Place, ok bool) (Place, bool) {
	if !ok || !fs.ValidPath(p.File) {
		return Place{}, false
	}
	return p, true
}

// below gives the place of what is below a story, in the folder of its language.
func (l Layout) below(what string, words url.Values) (Place, bool) {
	first, rest, deeper := strings.Cut(what, "/")
	switch first {
	case "", "embed":
		if part := words.Get("page"); first == "" && part != "" { // of the list that the page has
			return numbered("list", url.Values{"page": {part}})
		}
		// What else is in the query is the state of the map, which its script reads.
		return Place{path.Join(first, "index.html"), words.Encode()}, !deeper
	case "incidents":
		if strings.Contains(rest, "/media/") { // the same in every language
			return Place{File: what}, len(words) == 0
		}
		return Place{File: path.Join(what, "index.html")}, rest != "" && !strings.Contains(rest, "/") && len(words) == 0
	case "list", "corrections":
		if deeper {
			return Place{}, false
		}
		return numbered(first, words)
	case "layers":
		if !deeper {
			return Place{File: "layers.json"}, len(words) == 0
		}
		return byArea(what, words)
	case "tiles":
		words.Del("maxzoom") // the file has one place, whatever fits in it
		return Place{File: what}, strings.HasSuffix(what, ".pmtiles") && len(words) == 0
	case "density": // the same in every language
		file := path.Join(first, words.Get("by"), words.Get("zoom")+".json")
		return Place{File: file}, !deeper && len(words) == 2 && strings.Count(file, "/") == 2 && words.Has("by") && words.Has("zoom")
	case "image.png":
		return picture(words)
	case "dictionary.json":
		return byArea(what, words)
	case "feed.atom", "feed.json", "corrections.atom", "corrections.json":
		return Place{File: what}, l.Base != "" && len(words) == 0
	case "events", "changes", "clusters", "histogram", "ogc":
		return Place{}, false
	}
	if deeper || len(words) > 0 {
		return Place{}, false
	}
	if path.Ext(first) == "" {
		first = path.Join(first, "index.html")
	}
	return Place{File: first}, true
}

// numbered gives the place of a part of a list.
func numbered(name string, words url.Values) (Place, bool) {
	part := words.Get("page")
	words.Del("page")
	words.Del("after") // a folder is of one state, of which every part has its number
	if part == "1" {
		part = ""
	}
	return Place{File: path.Join(name, part, "index.html")}, len(words) == 0 && strings.Trim(part, "0123456789") == ""
}

// byArea gives the place of a file, or of that of its counts by area.
func byArea(file string, words url.Values) (Place, bool) {
	if level := words.Get("by"); level != "" && !strings.ContainsAny(level, "./") {
		ext := path.Ext(file)
		file = strings.TrimSuffix(file, ext) + ".by-" + level + ext
		words.Del("by")
	}
	if words.Get("bom") == "1" { // other bytes than without, so a file of its own
		ext := path.Ext(file)
		file = strings.TrimSuffix(file, ext) + ".bom" + ext
		words.Del("bom")
	}
	return Place{File: file}, len(words) == 0
}

// pictureWords are what makes pictures of one map differ.
var pictureWords = []string{"width", "height", "bbox", "layers", "theme", "show", "measure", "size"}

// picture gives the place of a picture. The dark one of the whole map has a name that can be
// read, others that of a digest of what was asked for.
func picture(words url.Values) (Place, bool) {
	for word := range words {
		if !slices.Contains(pictureWords, word) {
			return Place{}, false
		}
	}
	switch asked := words.Encode(); asked {
	case "", "theme=light":
		return Place{File: "image.png"}, true
	case "theme=dark":
		return Place{File: "image-dark.png"}, true
	default:
		digest := sha256.Sum256([]byte(asked))
		return Place{File: "images/" + hex.EncodeToString(digest[:6]) + ".png"}, true
	}
}

// Relative gives the address of a place as a file names it.
func (p Place) Relative(from string) string {
	to, up := strings.Split(p.address(), "/"), strings.Split(from, "/")
	for len(to) > 1 && len(up) > 1 && to[0] == up[0] {
		to, up = to[1:], up[1:]
	}
	link := strings.Repeat("../", len(up)-1) + strings.Join(to, "/")
	if link == "" {
		link = "./"
	}
	return (&url.URL{Path: link, RawQuery: p.Query}).String()
}

// Absolute gives the address of a place for readers elsewhere.
func (p Place) Absolute(base string) string {
	return base + (&url.URL{Path: "/" + p.address(), RawQuery: p.Query}).String()[1:]
}

// address is the file's, or that of its folder, at which servers give the file index.html.
func (p Place) address() string {
	if dir, ok := strings.CutSuffix(p.File, "index.html"); ok && (dir == "" || strings.HasSuffix(dir, "/")) {
		return dir
	}
	return p.File
}
