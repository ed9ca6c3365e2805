package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net"
	"net/http"
	"os"
	"path/filepath"
	"sync"
	"sync/atomic"
	"time"

	"incidentmap/data"
	"incidentmap/incidents"
	"incidentmap/incidents/index"
	"incidentmap/incidents/intake/loader"
	"incidentmap/incidents/sqlite"
	"incidentmap/web"
	"incidentmap/web/origin"
	"incidentmap/web/respond"
	"incidentmap/web/ui"
)

// serveCmd is the server.
type serveCmd struct {
	Addr            string   `help:"Address to listen on, host:port; port 0 takes a free one." default:"127.0.0.1:8080"`
	Store           string   `help:"Where incidents are kept: sqlite:FILE or postgres://USER:PASSWORD@HOST:PORT/DATABASE." default:"sqlite:incidentmap.db"`
	PublicURL       string   `name:"public-url" help:"Address readers reach the server at, such as https://maps.example.org or https://example.org/map/, below whose path all then is; taken from each request when not set." placeholder:"URL"`
	Hosts           []string `help:"Further names that requests may be for, such as maps.internal; with these or --public-url any other is refused." placeholder:"NAME,…"`
	TrustedProxies  []string `name:"trusted-proxies" help:"Proxies whose X-Forwarded-For, -Proto, -Host and -Prefix are believed: addresses or ranges, 127.0.0.1,10.0.0.0/8." placeholder:"ADDRESS,…"`
	Rate            float64  `help:"Requests a second that one client may send, eight times as many at once; 0 for any number. This machine has no limit." default:"50"`
	SecurityContact string   `name:"security-contact" help:"Where to tell of a weakness, for /.well-known/security.txt: an e-mail or https address." placeholder:"CONTACT"`
	FrameAncestors  string   `name:"frame-ancestors" help:"Pages that may frame the embeds, as a content security policy names them, divided by spaces: https://paper.example https://*.paper.example." default:"*"`
	Basemap         string   `help:"Archive with streets, drawn over the embedded basemap from near: a file FILE.pmtiles or an https address, with tiles of Protomaps' or OpenMapTiles' schema." placeholder:"FILE|URL"`
	UI              string   `name:"ui" type:"existingdir" help:"Folder with templates/ and dist/, in place of the front end in the program; for who works on it." placeholder:"DIR"`
	OIDCIssuer      string   `name:"oidc-issuer" help:"Server that signs editors in, too, by OpenID Connect: https://login.example.org. An account's login is then its e-mail address." placeholder:"URL"`
	OIDCClientID    string   `name:"oidc-client-id" help:"What that server calls this one; it leads back to /edit/sign-in/oidc/callback." placeholder:"ID"`
	OIDCSecret      string   `name:"oidc-client-secret" help:"Secret that it knows this one by; better set as INCIDENTMAP_OIDC_CLIENT_SECRET." placeholder:"SECRET"`
	OIDCName        string   `name:"oidc-name" help:"What the page that signs in calls that server." default:"OpenID Connect"`
	Verbose         bool     `help:"Log every request, and not only who wrote, what was refused and what failed."`
}

// Run serves until the program is told to stop, then lets answers under way end.
func (c *serveCmd) Run(p *program) (err error) {
	requests, err := c.requests()
	if err != nil {
		return err
	}
	var served atomic.Uint64
	store, err := p.openStore(c.Store, sqlite.WithServed(served.Load))
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, store.Close()) }()

	seeded, err := seed(p.ctx, store, data.SeedStory())
	if err != nil {
		return err
	}
	log := c.logger(p.stderr)
	saved, err := openIndex(p.ctx, store, savedSize, log)
	if err != nil {
		return err
	}
	columns := saved.Index
	var memory memoryLimit
	memory.begin()
	defer memory.end()
	defer saved.end(context.WithoutCancel(p.ctx))
	following, endFollowing := context.WithCancel(p.ctx)
	var follower sync.WaitGroup
	follower.Go(func() { follow(following, columns, store, memory.follow, log) })
	follower.Go(func() { publishDue(following, store, log) })
	follower.Go(func() { sweepMedia(following, store, log) })
	follower.Go(func() { memory.followUntil(following) })
	follower.Go(func() { saved.saveSometimes(following) })
	defer follower.Wait() // before the store is closed
	defer endFollowing()

	site, err := c.site(p.ctx, store, columns, requests, log)
	if err != nil {
		return err
	}
	defer site.Close()
	listener, err := (&net.ListenConfig{}).Listen(p.ctx, "tcp", c.Addr)
	if err != nil {
		return fmt.Errorf("cannot listen on %s (another port: --addr 127.0.0.1:8081): %w", c.Addr, err)
	}
	streamsEnd := context.AfterFunc(p.ctx, site.EndStreams)
	defer streamsEnd()
	c.greet(p, store, seeded, listener.Addr())
	counted := http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		served.Add(1)
		site.ServeHTTP(w, r)
	})
	return respond.Serve(p.ctx, listener, counted, log)
}

// site joins what answers are made of.
func (c *serveCmd) site(ctx context.Context, store incidents.Store, columns *index.Index, requests origin.Policy, log *slog.Logger) (*web.Server, error) {
	config, err := siteOf(ctx, c.Basemap, store, columns, log)
	if err != nil {
		return nil, err
	}
	geocoder, err := openGeocoder()
	if err != nil {
		return nil, err
	}
	config.Geocoder, config.Importer = geocoder, &loader.Importer{Store: store, Geocoder: geocoder}
	// Most servers are never asked: the words are read when the first text comes.
	config.Geoparser = lazyGeoparser(sync.OnceValues(openGeoparser))
	config.Reader = lazyReader{sync.OnceValues(openExtractor), mapped{columns, store}}
	if c.UI != "" {
		config.UI = web.UI{Templates: os.DirFS(filepath.Join(c.UI, "templates")), Dist: os.DirFS(filepath.Join(c.UI, "dist"))}
	}
	config.Editing, config.People, config.PublicURL, config.FrameAncestors = store, store, c.PublicURL, c.FrameAncestors
	if c.OIDCIssuer != "" {
		config.OIDC = &web.OIDC{Issuer: c.OIDCIssuer, ClientID: c.OIDCClientID, Secret: c.OIDCSecret, Name: c.OIDCName}
	}
	config.Requests, config.Rate, config.SecurityContact = requests, c.Rate, c.SecurityContact
	return web.New(config)
}

// siteOf gives what every server is made of: the store's stories over the embedded basemap, and over an archive with streets
// where one is named.
func siteOf(ctx context.Context, archive string, store incidents.Store, columns *index.Index, log *slog.Logger) (web.Config, error) {
	land, err := openBasemap(ctx, archive)
	if err != nil {
		return web.Config{}, err
	}
	known, err := openAreas()
	if err != nil {
		return web.Config{}, err
	}
	return web.Config{
		Store: store, Index: columns, Areas: known,
		Basemap: land,
		UI:      web.UI{Templates: ui.Templates(), Dist: ui.Dist()},
		Version: build(), Logger: log,
	}, nil
}

// followAgain is how soon a store that could not be followed is tried again.
const followAgain = time.Second

// follow keeps the index up with the store until the context is done: what is written is in
// the index as soon as the store tells of it.
func follow(ctx context.Context, columns *index.Index, store incidents.Store, synced func(), log *slog.Logger) {
	for ctx.Err() == nil {
		_, err := store.Wait(ctx, columns.Seq())
		if err == nil {
			err = columns.Sync(ctx, store)
			synced()
		}
		if err == nil || ctx.Err() != nil {
			continue
		}
		log.Error("cannot follow the store; trying again", "error", err)
		select {
		case <-ctx.Done():
		case <-time.After(followAgain):
		}
	}
}

// dueLookedUp is how often a server looks for what is due. Other servers write what it does not hear of.
const dueLookedUp = time.Second

// publishDue puts in force what waits for its time, as soon as that comes, until the context is done.
func publishDue(ctx context.Context, store incidents.Store, log *slog.Logger) {
	again := time.NewTicker(dueLookedUp)
	defer again.Stop()
	failing := false
	for {
		_, err := store.PublishDue(ctx)
		if err != nil && ctx.Err() == nil && !failing {
			log.Error("cannot publish what is due; trying again", "error", err)
		}
		failing = err != nil
		select {
		case <-ctx.Done():
			return
		case <-again.C:
		}
	}
}

// sweepMedia takes pictures away that were uploaded and that no incident came to name, at the start and every hour.
func sweepMedia(ctx context.Context, store incidents.MediaStore, log *slog.Logger) {
	again := time.NewTicker(time.Hour)
	defer again.Stop()
	for {
		if _, err := store.SweepMedia(ctx, time.Now().Add(-incidents.MediaLife)); err != nil && ctx.Err() == nil {
			log.Error("cannot take pictures away that no incident names; trying again in an hour", "error", err)
		}
		select {
		case <-ctx.Done():
			return
		case <-again.C:
		}
	}
}

// requests says whose requests are taken, and whose word on them.
func (c *serveCmd) requests() (origin.Policy, error) {
	if !(c.Rate >= 0 && c.Rate <= maxRate) {
		return origin.Policy{}, fmt.Errorf("--rate %g is not from 0 to %d requests a second", c.Rate, maxRate)
	}
	p, err := origin.PolicyOf(c.Addr, c.PublicURL, c.Hosts, c.TrustedProxies)
	if err == nil {
		_, err = web.ReadSecurityContact(c.SecurityContact)
	}
	if err != nil {
		return p, fmt.Errorf("the setting cannot be used: --%w", err)
	}
	return p, nil
}

// maxRate is what nobody bounds clients at, in requests a second.
const maxRate = 1_000_000

// logger writes what went wrong, who wrote and what was refused; every request where that is asked for.
func (c *serveCmd) logger(w io.Writer) *slog.Logger {
	level := slog.LevelInfo
	if c.Verbose {
		level = slog.LevelDebug
	}
	return slog.New(slog.NewTextHandler(w, &slog.HandlerOptions{Level: level}))
}
