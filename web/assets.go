package web

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io/fs"
	"net/http"
	"path"
	"strings"
	"sync"

	"github.com/andybalholm/brotli"
	"github.com/gorilla/mux"
	"github.com/klauspost/compress/gzip"
	"github.com/klauspost/compress/zstd"

	"incidentmap/incidents"
)

// assets are the built files of the front end. Each has an address with a digest of its
// bytes, map.1a2b3c4d5e.js, which may be kept for ever, and a plain one, for files that
// other built files name.
type assets struct {
	byName  map[string]*asset // "map.js"
	byPlace map[string]*asset // "map.1a2b3c4d5e.js"
}

type asset struct {
	name      string // "map.js"
	digest    string
	mediaType string
	body      []byte
	coded     map[coding]func() []byte // made at the first request
}

const assetsPath = "/assets/"

// loadAssets reads the top folder of the built files.
func loadAssets(dist fs.FS) (*assets, error) {
	a := &assets{map[string]*asset{}, map[string]*asset{}}
	entries, err := fs.ReadDir(dist, ".")
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return nil, fmt.Errorf("built front end: %w", err)
	}
	for _, e := range entries {
		if e.IsDir() {
			continue
		}
		body, err := fs.ReadFile(dist, e.Name())
		if err != nil {
			return nil, fmt.Errorf("built front end: %w", err)
		}
		file := newAsset(e.Name(), body)
		a.byName[file.name] = file
		a.byPlace[file.place()] = file
	}
	return a, nil
}

func newAsset(name string, body []byte) *asset {
	sum := sha256.Sum256(body)
	f := &asset{name: name, digest: hex.EncodeToString(sum[:])[:10], mediaType: assetType(name), body: body}
	f.coded = map[coding]func() []byte{}
	if compressible(f.mediaType) {
		for _, c := range densest {
			f.coded[c] = sync.OnceValue(func() []byte { return dense(c, body) })
		}
	}
	return f
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
		return jsonType
	case ".txt":
		return "text/plain; charset=utf-8"
	}
	return "application/octet-stream"
}

func (f *asset) place() string {
	ext := path.Ext(f.name)
	return strings.TrimSuffix(f.name, ext) + "." + f.digest + ext
}

// address gives the address of a file that may be kept for ever.
func (a *assets) address(name string) string {
	if f, ok := a.byName[name]; ok {
		return assetsPath + f.place()
	}
	return assetsPath + name
}

// dense codes a body as tightly as is quick enough to be done at the first request for it.
func dense(c coding, body []byte) []byte {
	var out bytes.Buffer
	var enc encoder
	switch c {
	case brotliC:
		enc = brotli.NewWriterLevel(&out, 9)
	case zstdC:
		enc = newZstd(zstd.SpeedBestCompression)
	default:
		enc = gzip.NewWriter(&out)
	}
	enc.Reset(&out)
	_, err := enc.Write(body)
	if err = errors.Join(err, enc.Close()); err != nil {
		panic(err) // memory takes every write
	}
	return out.Bytes()
}

func (s *Server) registerAssets(r *mux.Router) {
	s.getAnywhere(r, assetsPath+"{file}", s.asset)
}

// asset answers with a built file.
func (s *Server) asset(w http.ResponseWriter, r *http.Request) error {
	name := mux.Vars(r)["file"]
	cache := cacheForever
	f, ok := s.assets.byPlace[name]
	if !ok {
		cache = cacheLive
		f, ok = s.assets.byName[name]
	}
	if !ok {
		return incidents.Errorf(incidents.ENotFound, "", "there is no file %q", name)
	}
	h := w.Header()
	c, body := identity, f.body
	if len(f.coded) > 0 {
		h.Set("Vary", "Accept-Encoding")
		c = negotiate(r.Header, densest)
	}
	tag := codedTag(f.digest, c)
	h.Set("ETag", tag)
	h.Set("Cache-Control", cache)
	if matches(r.Header, tag) {
		w.WriteHeader(http.StatusNotModified)
		return nil
	}
	if c != identity {
		h.Set("Content-Encoding", string(c))
		body = f.coded[c]()
	}
	h.Set("Content-Type", f.mediaType)
	writeWhole(w, r, http.StatusOK, body)
	return nil
}
