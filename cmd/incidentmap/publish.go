package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"os"
	"runtime/debug"
	"strings"

	"incidentmap/incidents"
	"incidentmap/incidents/format"
	"incidentmap/incidents/index"
	"incidentmap/web"
	"incidentmap/web/publish"
)

// publishCmd writes a story as static files.
type publishCmd struct {
	Dir     string   `arg:"" help:"The folder: empty, new, or of an earlier run for the same story." placeholder:"DIR"`
	Store   string   `help:"Where incidents are kept: sqlite:FILE or postgres://USER:PASSWORD@HOST:PORT/DATABASE." default:"sqlite:incidentmap.db"`
	Story   string   `help:"The story, by its name in addresses." required:"" placeholder:"S"`
	BaseURL string   `name:"base-url" help:"Where readers will find the folder; without it feeds are left out." placeholder:"https://example.org/map/"`
	Formats []string `help:"Formats of the layers' files besides GeoJSON; all when not given." placeholder:"csv,gpkg"`

	Pages        int    `help:"How many incidents have pages of their own." default:"${pages}"`
	Lists        int    `help:"How many parts, of fifty incidents, the list of a large story has." default:"${lists}"`
	Pictures     int    `help:"How many incidents have pictures of their own place, in each language." default:"${pictures}"`
	Views        int    `help:"How many files hold what the map of a large story shows, in each language." default:"${views}"`
	Basemap      string `help:"Archive with streets, as for serve; its tiles around incidents are published." placeholder:"FILE|URL"`
	BasemapTiles int    `name:"basemap-tiles" help:"How many tiles the basemap has." default:"${basemap_tiles}"`
	StreetTiles  int    `name:"street-tiles" help:"How many tiles of the archive there are around incidents, besides." default:"${street_tiles}"`
}

// publishDefaults are the values of the bounds' flags.
func publishDefaults() map[string]string {
	usual := publish.Usual()
	return map[string]string{
		"pages": fmt.Sprint(usual.Pages), "lists": fmt.Sprint(usual.Lists), "pictures": fmt.Sprint(usual.Pictures),
		"views": fmt.Sprint(usual.Views), "basemap_tiles": fmt.Sprint(usual.Basemap), "street_tiles": fmt.Sprint(usual.Streets),
	}
}

// check checks the flags that are read here.
func (c *publishCmd) check() error {
	for _, ext := range c.Formats {
		if _, known := format.ByExt(ext); !known {
			return fmt.Errorf("--formats %q is not known; layers are given as %s", ext, formatList("and"))
		}
	}
	for name, bound := range map[string]int{"pages": c.Pages, "lists": c.Lists, "pictures": c.Pictures, "views": c.Views, "basemap-tiles": c.BasemapTiles, "street-tiles": c.StreetTiles} {
		if bound < 0 {
			return fmt.Errorf("--%s %d is less than nothing", name, bound)
		}
	}
	return nil
}

// Run publishes the story as it stands.
func (c *publishCmd) Run(p *program) (err error) {
	if err := c.check(); err != nil {
		return err
	}
	if name, isFile := strings.CutPrefix(c.Store, "sqlite:"); isFile {
		// Opening would make it.
		if _, err := os.Stat(name); err != nil {
			return fmt.Errorf("there is no store to publish from: %w", err)
		}
	}
	story, err := publish.New(publish.Config{
		Story: c.Story, Dir: c.Dir, Base: c.BaseURL, Formats: c.Formats,
		Bounds: publish.Bounds{Pages: c.Pages, Lists: c.Lists, Pictures: c.Pictures, Views: c.Views, Basemap: c.BasemapTiles, Streets: c.StreetTiles},
	})
	if err != nil {
		return err
	}
	store, err := p.openStore(c.Store)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, store.Close()) }()
	site, err := publishedSite(p.ctx, c.Basemap, store, p.stderr)
	if err != nil {
		return err
	}
	defer site.Close()
	report, err := story.Run(p.ctx, site)
	if err != nil {
		return fmt.Errorf("nothing is published: %w", err)
	}
	c.tell(p, report)
	return nil
}

// publishedSite makes the server that is asked for what is published.
func publishedSite(ctx context.Context, archive string, store incidents.Store, stderr io.Writer) (*web.Server, error) {
	columns := index.New()
	if err := columns.Sync(ctx, store); err != nil {
		return nil, fmt.Errorf("cannot read the store into the index: %w", err)
	}
	debug.SetGCPercent(servingGCPercent)
	config, err := siteOf(ctx, archive, store, columns, slog.New(slog.NewTextHandler(stderr, &slog.HandlerOptions{Level: slog.LevelWarn})))
	if err != nil {
		return nil, err
	}
	config.PublicURL, config.Static = publish.Origin, true
	return web.New(config)
}

func (c *publishCmd) tell(p *program, r *publish.Report) {
	fmt.Fprintf(p.stdout, "%s at change %d: %d files, %.1f MB; %d written, %d unchanged, %d removed\n",
		c.Dir, r.Seq, r.Files, float64(r.Bytes)/1e6, r.Written, r.Unchanged, r.Removed)
	for _, note := range r.Notes {
		fmt.Fprintln(p.stdout, "-", incidents.Printable(note))
	}
}
