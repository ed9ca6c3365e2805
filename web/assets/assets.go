// Package assets answers with the built files of the front end.
package assets

import (
	"errors"
	"fmt"
	"html/template"
	"io/fs"
	"net/http"
	"path"
	"strings"

	"github.com/gorilla/mux"

	"incidentmap/incidents"
	"incidentmap/web/address"
	"incidentmap/web/respond"
)

// Files are the built files of the front end. Each has an address with a digest of its
// bytes, map.1a2b3c4d5e.js, which may be kept for ever, and a plain one, for files that
// other built files name.
type Files struct {
	answers *respond.Sender
	byName  map[string]*asset // "map.js"
	byPlace map[string]*asset // "map.1a2b3c4d5e.js"
}

type asset struct {
	name string // "map.js"
	*respond.Static
}

// packed ends the name of a file that is the brotli form of another: map.js.br.
const packed = ".br"

// Load reads the top folder of the built files. A brotli form that is there is what browsers get; without
// one it is made at the first request.
func Load(dist fs.FS, answers *respond.Sender) (*Files, error) {
	a := &Files{answers: answers, byName: map[string]*asset{}, byPlace: map[string]*asset{}}
	entries, err := fs.ReadDir(dist, ".")
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return nil, fmt.Errorf("built front end: %w", err)
	}
	for _, e := range entries {
		if e.IsDir() || path.Ext(e.Name()) == packed {
			continue
		}
		body, err := fs.ReadFile(dist, e.Name())
		if err != nil {
			return nil, fmt.Errorf("built front end: %w", err)
		}
		brotli, err := fs.ReadFile(dist, e.Name()+packed)
		if err != nil && !errors.Is(err, fs.ErrNotExist) {
			return nil, fmt.Errorf("built front end: %w", err)
		}
		file := &asset{e.Name(), respond.NewStatic(assetType(e.Name()), body, brotli)}
		a.byName[file.name] = file
		a.byPlace[file.place()] = file
	}
	return a, nil
}

// assetType gives a file's media type. The table is ours: that of the mime package
// depends on the machine.
func assetType(name string) string {
	switch path.Ext(name) {
	case ".js":
		return "text/javascript; charset=utf-8"
	case ".css":
		return "text/css; charset=utf-8"
	case ".svg":
		return "image/svg+xml"
	case ".png":
		return "image/png"
	case ".woff2":
		return "font/woff2"
	case ".json", ".map":
		return respond.JSONType
	case ".txt":
		return "text/plain; charset=utf-8"
	}
	return "application/octet-stream"
}

// place is the file's name with its digest.
func (f *asset) place() string {
	ext := path.Ext(f.name)
	return strings.TrimSuffix(f.name, ext) + "." + f.Digest + ext
}

// Style gives a style sheet, for a page that holds it so that nothing waits for it.
func (a *Files) Style(name string) template.CSS {
	f, ok := a.byName[name]
	if !ok {
		return ""
	}
	return template.CSS(f.Body()) // our own, which is built without a closing tag in it
}

// Address gives the address of a file that may be kept for ever.
func (a *Files) Address(name string) string {
	if f, ok := a.byName[name]; ok {
		return address.Assets + f.place()
	}
	return address.Assets + name
}

// Register registers the route, which pages of any origin may read.
func (a *Files) Register(r *mux.Router) {
	a.answers.GetAnywhere(r, address.Assets+"{file}", a.file)
}

// file answers with a built file.
func (a *Files) file(w http.ResponseWriter, r *http.Request) error {
	name := mux.Vars(r)["file"]
	cache := respond.Forever
	f, ok := a.byPlace[name]
	if !ok {
		cache = respond.Live
		f, ok = a.byName[name]
	}
	if !ok {
		return incidents.Errorf(incidents.ENotFound, "", "there is no file %q", name)
	}
	f.Send(w, r, cache)
	return nil
}
