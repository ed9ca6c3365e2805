package publish

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"path"
	"slices"
	"strconv"
	"strings"

	"incidentmap/incidents"
	"incidentmap/incidents/format"
	"incidentmap/web/address"
	"incidentmap/web/download"
)

// Origin is the public address that the server is to be made with: what it says of itself is
// found by it.
const Origin = origin

// Bounds keep a publication of any story in a size that hosts take. What is beyond them is
// in the report.
type Bounds struct {
	// Pages is how many incidents have pages of their own, the first in reading order. Others
	// have their line in the list.
	Pages int
	// Lists is how many parts, of fifty incidents, the list of a large story has.
	Lists int
	// Pictures is how many incidents have a picture of their own place, in each language; others
	// show the story's.
	Pictures int
	// Views is how many files hold what a map of a large story shows, in each language.
	Views int
	// Basemap is how many tiles the basemap has.
	Basemap int
	// Streets is how many tiles of an archive with streets there are around incidents, besides.
	Streets int
}

// Usual gives the bounds for hosts that take some ten thousand files.
func Usual() Bounds {
	return Bounds{Pages: 10_000, Lists: 2_000, Pictures: 100, Views: 10_000, Basemap: 3_000, Streets: 3_000}
}

// Config says what is published and where.
type Config struct {
	Story string // its slug
	Dir   string // made when it is not there
	// Base is where readers will find the folder: "https://example.org/map/". Without it, feeds
	// are left out, and pages say nothing to those that show their links.
	Base    string
	Formats []string // extensions of the layers' files; none means all. GeoJSON is always there.
	Bounds  Bounds
	// Step is called before each change of the folder with what it is, for who watches; nil for nobody.
	Step func(what string)
}

// Report says what a run did.
type Report struct {
	Seq                                incidents.Seq // the story's newest change
	Files, Written, Unchanged, Removed int
	Bytes                              int64    // of all files
	Notes                              []string // what is left out, and why
}

// Publication is a story on its way into a folder.
type Publication struct {
	config Config
	layout Layout
	pages  *paged
}

// New checks what is to be published. EInvalid if Base is no address.
func New(c Config) (*Publication, error) {
	if c.Base != "" {
		u, err := url.Parse(c.Base)
		if err != nil || u.Scheme != "http" && u.Scheme != "https" || u.Host == "" || u.RawQuery != "" || u.Fragment != "" || u.User != nil {
			return nil, incidents.Errorf(incidents.EInvalid, "base-url", "%q is not of the form https://example.org/map/", c.Base)
		}
		c.Base = strings.TrimSuffix(u.String(), "/") + "/"
	}
	return &Publication{config: c, layout: Layout{Story: c.Story, Base: c.Base}, pages: newPaged(c.Bounds)}, nil
}

// Site is what is asked for a story.
type Site interface {
	http.Handler // made with Origin as its public address
	// Files makes the files of layers, which may be in formats whose addresses cannot be found again.
	Files() *download.Files
}

// run is one run of a publication.
type run struct {
	*Publication
	server Site
	folder *folder

	seen                  map[string]bool // files that are written or waiting
	pagesQueue, dataQueue []wanted
	langs                 map[string]bool // languages whose embeds were looked for
	views                 []string        // languages in which what the map shows is to be written
	cover                 *coverage       // of the basemap
	notes                 map[string]bool
}

// wanted is a file to be written and the address it is asked at.
type wanted struct{ file, addr string }

// Run asks the server for all of the story, and puts it in
// place. An error leaves what was published before as it was. EConflict if the folder holds
// other things; ENotFound if there is no such story.
func (p *Publication) Run(ctx context.Context, server Site) (report *Report, err error) {
	seq, err := p.learn(ctx, server)
	if err != nil {
		return nil, err
	}
	f, err := openFolder(p.config.Dir, p.layout.Story)
	if err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, f.close()) }()
	f.step = p.config.Step
	r := &run{Publication: p, server: server, folder: f, seen: map[string]bool{}, langs: map[string]bool{}, notes: map[string]bool{}}
	r.want(address.WithQuery(address.Story(p.layout.Story), "lang", p.layout.Lang))
	r.want(address.Assets + "licenses.txt")
	if err := r.writeAll(ctx); err != nil {
		return nil, err
	}
	if now, err := p.learn(ctx, server); err != nil || now != seq {
		return nil, errors.Join(err, incidents.Errorf(incidents.EUnavailable, "", "the story changed meanwhile; publish again"))
	}
	m := manifest{Story: p.layout.Story, Seq: seq, Base: p.config.Base, Notes: r.noteList()}
	if err := f.commit(ctx, m); err != nil {
		return nil, err
	}
	f.report.Seq, f.report.Notes = seq, m.Notes
	f.report.Unchanged = f.report.Files - f.report.Written
	return &f.report, nil
}

// learn asks for the story's own language and its newest change.
func (p *Publication) learn(ctx context.Context, server http.Handler) (incidents.Seq, error) {
	a, err := ask(ctx, server, address.Layers(p.layout.Story), nil)
	if err != nil {
		return 0, err
	}
	index, err := readTree(a.body.Bytes())
	if err != nil {
		return 0, err
	}
	lang, seq := index.get("lang"), index.get("seq")
	if lang == nil || lang.text == nil || seq == nil {
		return 0, incidents.Errorf(incidents.EInternal, "", "the index of layers names no language or change")
	}
	p.layout.Lang = *lang.text
	var n incidents.Seq
	_, err = fmt.Sscan(string(seq.scalar), &n)
	return n, err
}

// writeAll writes pages first: what they lead to is only known then, and which incidents have one.
func (r *run) writeAll(ctx context.Context) error {
	for len(r.pagesQueue) > 0 || len(r.dataQueue) > 0 {
		queue := &r.pagesQueue
		if len(r.pagesQueue) == 0 {
			queue = &r.dataQueue
		}
		next := (*queue)[0]
		*queue = (*queue)[1:]
		if err := r.write(ctx, next); err != nil {
			return err
		}
	}
	for _, lang := range r.views {
		if err := r.writeViews(ctx, lang); err != nil {
			return err
		}
	}
	if r.cover != nil {
		return r.writeBasemap(ctx)
	}
	return nil
}

// want queues what the server has at an address, if it has a place.
func (r *run) want(addr string) {
	if p, ok := r.layout.Place(addr); ok {
		r.note("", p, addr)
	}
}

// note queues a file that another leads to, within the bounds.
func (r *run) note(from string, p Place, addr string) (Place, bool) {
	p, ok := r.bounded(from, p)
	if !ok || r.seen[p.File] {
		return p, ok
	}
	r.seen[p.File] = true
	w := wanted{p.File, r.asked(p, addr)}
	if strings.HasSuffix(p.File, ".html") {
		r.pagesQueue = append(r.pagesQueue, w)
	} else {
		r.dataQueue = append(r.dataQueue, w)
	}
	return p, true
}

// bounded gives the place that is written in place of one that is beyond a bound.
func (r *run) bounded(from string, p Place) (Place, bool) {
	dir, name := path.Split(p.File)
	switch {
	case p.incident() != "":
		if p, ok := r.pages.take(from, p); ok {
			return p, p.File != from
		}
		r.report(fmt.Sprintf("incidents with pages of their own: %d (--pages); others have their line in the list", r.config.Bounds.Pages))
		return p, false
	case p.part() > r.config.Bounds.Lists:
		r.report(fmt.Sprintf("the list ends after %d parts (--lists); the files of layers have all incidents", r.config.Bounds.Lists))
		return p, false
	case path.Base(dir) == "images":
		if !r.seen[p.File] && !r.pages.takePicture(dir) {
			r.report(fmt.Sprintf("incidents with pictures of their own: %d in each language (--pictures); others show the story's", r.config.Bounds.Pictures))
			return Place{File: path.Join(path.Dir(path.Dir(dir)), "image.png")}, true
		}
	case path.Base(dir) == "layers" && len(r.config.Formats) > 0:
		_, ext := format.SplitExt(address.OfCSVMetadata(name))
		wanted := slices.Contains(r.config.Formats, ext) || ext == format.Figures().Ext && slices.Contains(r.config.Formats, "csv")
		return p, wanted || ext == "geojson"
	}
	return p, true
}

// asked gives the address that a file is asked at: without what is only for the page's script.
func (r *run) asked(p Place, addr string) string {
	u, err := url.Parse(strings.TrimPrefix(addr, origin))
	if err != nil {
		return addr // which Place has read
	}
	lang := r.langOf(u)
	switch {
	case isShared(u.Path):
		return address.WithoutVersion(u)
	case p.part() > 0:
		return address.WithQuery(address.List(r.layout.Story), "lang", lang, "page", strconv.Itoa(p.part()))
	case path.Base(p.File) == "image.png":
		return address.WithQuery(address.Still(r.layout.Story), "lang", lang)
	case p.Query != "":
		return address.WithQuery(u.Path, "lang", lang)
	}
	words := u.Query()
	words.Set("lang", lang)
	u.RawQuery = words.Encode()
	return address.WithoutVersion(u)
}

func (r *run) langOf(u *url.URL) string {
	if lang := u.Query().Get("lang"); lang != "" {
		return lang
	}
	return r.layout.Lang
}

// report notes what is left out, once.
func (r *run) report(what string) { r.notes[what] = true }

func (r *run) noteList() []string {
	notes := []string{}
	for what := range r.notes {
		notes = append(notes, what)
	}
	if r.config.Base == "" {
		notes = append(notes, "feeds and what pages say to those that show their links are left out: they need --base-url")
	}
	slices.Sort(notes)
	return notes
}

// write asks for a file and keeps it.
func (r *run) write(ctx context.Context, w wanted) error {
	if request, is := r.layerFile(w); is {
		return r.writeLayer(ctx, w, request)
	}
	d := r.folder.draft()
	a, err := ask(ctx, r.server, w.addr, func(status int, h http.Header) (out io.Writer) {
		if status == http.StatusOK && !carriesAddresses(w.file) {
			out = d
		}
		return out
	})
	if err != nil {
		err = errors.Join(err, d.drop())
		if r.optional(w.file) && incidents.CodeOf(err) == incidents.ENotFound {
			return nil
		}
		if strings.HasSuffix(w.file, ".pmtiles") && incidents.CodeOf(err) == incidents.ETooLarge {
			return r.writeFewerTiles(ctx, w)
		}
		return err
	}
	if carriesAddresses(w.file) {
		body, err := r.rewritten(ctx, w, a)
		if err != nil {
			return err
		}
		if _, err := d.Write(body); err != nil {
			return fmt.Errorf("%s: %w", w.file, err)
		}
	}
	if err := d.keep(w.file, mediaType(a.header.Get("Content-Type"))); err != nil {
		return fmt.Errorf("%s: %w", w.file, err)
	}
	return nil
}

// optional reports what a server need not have.
func (r *run) optional(file string) bool {
	return strings.HasSuffix(file, "embed/index.html") || strings.HasSuffix(file, "/licenses.txt") ||
		strings.HasPrefix(file, "density/") // of areas, where the server knows none
}

// carriesAddresses reports the files that are written anew.
func carriesAddresses(file string) bool {
	switch path.Ext(file) {
	case ".html", ".json", ".css", ".atom":
		return true
	}
	return false
}

// rewritten gives an answer with its addresses placed.
func (r *run) rewritten(ctx context.Context, w wanted, a *answered) ([]byte, error) {
	l := &linker{r.layout, w.file, func(p Place, addr string) (Place, bool) { return r.note(w.file, p, addr) }}
	body := a.body.Bytes()
	switch path.Ext(w.file) {
	case ".html":
		r.embeds(w)
		// A story that is shown whole is narrowed down by scripts; a larger one has views and a list in parts.
		large := bytes.Contains(body, []byte(`"views":{`)) || Place{File: w.file}.part() > 0
		page := &pageWriter{linker: l, policy: metaPolicy(a.header), still: large}
		page.config = func(t *tree) error { return r.configure(ctx, w, t) }
		return page.page(body)
	case ".atom":
		return []byte(l.text(string(body))), nil
	case ".css":
		for _, found := range styleAddress.FindAllSubmatch(body, -1) {
			if name := string(found[1]); !strings.Contains(name, ":") {
				r.want(path.Join("/", path.Dir(w.file), name))
			}
		}
		return body, nil
	}
	t, err := readTree(body)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", w.file, err)
	}
	if path.Base(w.file) == "layers.json" {
		r.addTiles(t)
	}
	l.json(t, false)
	return append(t.append(nil), '\n'), nil
}

// metaPolicy gives the part of a page's Content-Security-Policy that a page can state itself.
func metaPolicy(h http.Header) string {
	var kept []string
	for _, rule := range strings.Split(h.Get("Content-Security-Policy"), ";") {
		if rule = strings.TrimSpace(rule); rule != "" && !strings.HasPrefix(rule, "frame-ancestors") {
			kept = append(kept, rule)
		}
	}
	return strings.Join(kept, "; ")
}

// embeds wants the embeds of a language in which the story's page is written.
func (r *run) embeds(w wanted) {
	u, err := url.Parse(w.addr)
	if err != nil || u.Path != address.Story(r.layout.Story) || r.langs[r.langOf(u)] {
		return
	}
	r.langs[r.langOf(u)] = true
	r.want(address.WithQuery(address.Story(r.layout.Story)+"/embed", "lang", r.langOf(u)))
}
