package web

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io/fs"
	"log/slog"
	"strings"
	"time"

	"incidentmap/incidents/imports"
	"incidentmap/incidents/index"
	"incidentmap/web/address"
	"incidentmap/web/download"
	"incidentmap/web/edit"
	"incidentmap/web/edit/reading"
	"incidentmap/web/i18n"
	"incidentmap/web/mapapi"
	"incidentmap/web/media"
	"incidentmap/web/ogc"
	"incidentmap/web/origin"
	"incidentmap/web/signin"
	"incidentmap/web/stories"
	"incidentmap/web/storypage"
)

// Store is what all rooms ask of a store together; see incidents.Store for its promises.
type Store interface {
	stories.Store
	download.Store
	media.Store
	ogc.Store
	storypage.Store
}

// Basemap draws the tiles below the incidents.
type Basemap interface {
	// Tile gives an uncompressed Mapbox Vector Tile; an empty one has no bytes. The error is
	// basemap.ErrNoTile if there is no such tile.
	Tile(ctx context.Context, z, x, y int) ([]byte, error)
}

// Areas knows administrative areas, for counts by them.
type Areas interface {
	download.Areas
	mapapi.Areas
}

// EditorsStore is what the editors' API asks of a store; see incidents.Store for its promises.
type EditorsStore interface {
	edit.Store
	reading.Store
}

// Config is what a server is made of.
type Config struct {
	Store     Store
	Editing   EditorsStore        // what programs write into; nil where nobody may write
	People    signin.Store        // who signs in; nil where nobody does
	OIDC      *OIDC               // a server that signs people in, too; nil for none
	Geocoder  reading.Geocoder    // looks up the places that programs write in words; nil for none
	Importer  imports.Importer    // takes files into stories; nil for none
	Geoparser reading.Geoparser   // finds the places of texts that programs send; nil for none
	Reader    reading.StoryReader // drafts of the stories that programs send; nil for none
	Index     *index.Index        // follows the store
	Basemap   BasemapConfig
	Areas     Areas // outlines for counts by area; nil for none
	UI        UI
	// PublicURL is the address that readers use, such as https://maps.example.org or
	// https://example.org/map, below whose path all then lives. When it is empty, the host that
	// each request names is taken.
	PublicURL string
	// Requests says for which hosts requests are taken, and which proxies are believed.
	Requests origin.Policy
	// Rate is how many requests a second one client may send; 0 for any number.
	Rate float64
	// SecurityContact is where to report a weakness, as ReadSecurityContact takes it; empty for nowhere.
	SecurityContact string
	// Static says that pages are kept as files: their scripts ask no server.
	Static bool
	// Version tells builds apart: with it change the ETags of all answers.
	Version string
	// FrameAncestors says which pages may frame the embeds, as frame-ancestors of a content
	// security policy does: "https://paper.example https://*.paper.example"; all when empty.
	FrameAncestors string
	Logger         *slog.Logger // slog.Default() when nil
	// Now tells when an answer is made, where it says so; time.Now when nil.
	Now func() time.Time
}

// OIDC is a server that signs people in.
type OIDC = signin.OIDC

// BasemapConfig is the basemap and what must be said of it.
type BasemapConfig struct {
	Tiles       Basemap
	MaxZoom     int
	Attribution string // HTML that names the makers of the data
	Version     string // changes with the tiles
	Nearest     int    // the greatest zoom of maps; 0 for the usual one
}

// UI is the front end: the pages' templates and the built files.
type UI struct {
	Templates fs.FS // stories.gohtml, story.gohtml, incident.gohtml, error.gohtml and their parts
	Dist      fs.FS
}

// buildID digests what answers are made of besides the store.
func buildID(c Config) (string, error) {
	h := sha256.New()
	h.Write([]byte(c.Version))
	h.Write([]byte(c.Basemap.Version))
	h.Write(i18n.Table())
	for _, tree := range []fs.FS{c.UI.Templates, c.UI.Dist} {
		err := fs.WalkDir(tree, ".", func(name string, entry fs.DirEntry, err error) error {
			if err != nil || entry.IsDir() {
				return err
			}
			text, err := fs.ReadFile(tree, name)
			fmt.Fprintf(h, "\x00%s\x00%d\x00", name, len(text))
			h.Write(text)
			return err
		})
		if err != nil && !errors.Is(err, fs.ErrNotExist) {
			return "", fmt.Errorf("front end: %w", err)
		}
	}
	return hex.EncodeToString(h.Sum(nil))[:12], nil
}

// WelcomeLink gives the link, for a server at an address, by which who has the key chooses a password.
func WelcomeLink(base, key string) string {
	return strings.TrimSuffix(base, "/") + address.WithQuery(address.Welcome, "key", key)
}

// SignInLink gives the page, of a server at an address, on which editors sign in.
func SignInLink(base string) string { return base + address.SignIn }
