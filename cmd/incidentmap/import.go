package main

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"runtime/debug"
	"slices"
	"strings"
	"time"

	"github.com/paulmach/orb"
	"github.com/paulmach/orb/maptile"

	"incidentmap/geo"
	"incidentmap/incidents"
	"incidentmap/incidents/intake"
	"incidentmap/incidents/records"
	"incidentmap/incidents/sqlite"
)

// importCmd takes files into a story.
type importCmd struct {
	Files []string `arg:"" help:"CSV, TSV, XLSX, ODS, JSON, GeoJSON, GeoJSON-seq, TopoJSON, Esri JSON, KML, KMZ, GPX, GeoPackage, a shapefile in a zip, and zip or gz of these."`

	Store   string `help:"Where incidents are kept: sqlite:FILE or postgres://USER:PASSWORD@HOST:PORT/DATABASE." default:"sqlite:incidentmap.db"`
	Story   string `help:"The story, by its name in addresses; it is made if it is not there." required:"" placeholder:"S"`
	Publish bool   `help:"Publish the incidents, and with them a story that is new; without it they are drafts."`
	DryRun  bool   `help:"Write nothing; show what would become of the first rows."`
	Preview int    `help:"How many rows --dry-run shows." default:"5"`
	Report  string `help:"Write the report as JSON, with a line for each row not taken whole." placeholder:"FILE.json"`

	Map          map[string]string `help:"Take a column for a field: FIELD=COLUMN; extra=COLUMN keeps it as it is." mapsep:"," placeholder:"FIELD=COLUMN"`
	Dates        string            `help:"Order of day and month in dates of digits: dmy or mdy; found out when not given." placeholder:"dmy|mdy"`
	Lang         string            `help:"Language of the texts; the story's first when not given." placeholder:"es"`
	Zone         string            `help:"IANA zone of times that name none; the story's when not given." placeholder:"America/Mexico_City"`
	Today        string            `help:"What vague dates such as \"Sunday night\" are relative to; the story's as-of day when not given; without either they are not read." placeholder:"2026-02-22"`
	Country      string            `help:"Where places are looked for first (ISO 3166-1 alpha-2)." placeholder:"MX"`
	Kind         string            `help:"The kind of rows that name none." placeholder:"KIND"`
	Title        string            `help:"Title of a story that is made; from the file when not given." placeholder:"TEXT"`
	Licence      string            `help:"Licence of the file's figures and texts, which the story and every download then name." placeholder:"NAME"`
	LicenceURL   string            `help:"Address of the licence's text." placeholder:"URL"`
	Credit       string            `help:"Whom the story and every download are to credit." placeholder:"TEXT"`
	Unpivot      bool              `help:"Of a table whose columns are months, years or kinds, make a summary of each count."`
	Namespace    string            `help:"Goes before the rows' identifiers, to keep apart files that number other things alike." placeholder:"NAME"`
	AllOrNothing bool              `help:"Take nothing at all when a row is refused."`
	KeepEqual    bool              `name:"keep-equal-rows" help:"Make an incident of each of several rows that are equal in all they say; without it they are one."`

	Format    string `help:"The files' format, when it is not found rightly." placeholder:"csv"`
	Encoding  string `help:"The files' encoding, when it is not found rightly." placeholder:"windows-1252"`
	Separator string `help:"What parts the cells of a table, when it is not found rightly." placeholder:";"`
	Header    *bool  `help:"Whether tables have a header, when it is not found rightly." negatable:""`
	Sheet     string `help:"The sheet of a workbook or the table of a GeoPackage; all when not given." placeholder:"NAME"`
	CRS       int    `name:"crs" help:"EPSG code of coordinates that are not longitude and latitude." placeholder:"32613"`
}

// Run takes what it can of every file, tells what became of each row, and fails when a
// file or a row was refused.
func (c *importCmd) Run(p *program) (err error) {
	defer collectLess()()
	store, err := p.openStore(c.Store, sqlite.WithoutIndexing())
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, store.Close()) }()
	story, made, err := c.story(p.ctx, store)
	if err != nil {
		return err
	}
	opener := records.NewOpener(records.Options{
		Format: c.Format, Encoding: c.Encoding, Separator: c.Separator, Header: c.Header, Sheet: c.Sheet, EPSG: c.CRS,
	})
	defer func() { err = errors.Join(err, opener.Close()) }()
	files, unread := c.open(p.ctx, opener)
	if made {
		c.describe(&story, files)
	}
	options, err := c.options(story)
	if err != nil {
		return err
	}
	progress := newProgress(p.stderr)
	options.Progress = progress.show
	sink := &storeSink{
		store: store, story: &story, publish: c.Publish, made: made, several: len(files) > 1, unwritten: map[string]bool{}, bounds: bounds{}, run: incidents.NewID(time.Now()),
	}
	options.Known, options.Columns = sink.known, sink.columns
	var report intake.Report
	read := func(lines io.Writer) error {
		options.Lines = lines
		var err error
		report, err = intake.Read(p.ctx, files, options, sink)
		return err
	}
	if c.Report == "" {
		err = read(nil)
	} else {
		// The report is wanted most when the reading failed.
		var reading error
		err = writeBeside(c.Report, func(w io.Writer) error { reading = read(w); return nil })
		err = errors.Join(reading, err)
	}
	progress.end()
	err = errors.Join(unread, err, sink.finish(p.ctx), report.WriteText(p.stdout))
	if made && sink.written {
		c.askForRights(p.stdout)
	}
	if sink.imported {
		fmt.Fprintf(p.stdout, "To take this import back: incidentmap undo --story %s %s\n", c.Story, sink.run)
	}
	if c.Publish && report.Blank > 0 {
		err = errors.Join(err, fmt.Errorf("%d of %d incidents are kept as drafts and not published: nothing says what happened; say it with --kind KIND, or name a column with --map kind=COLUMN or --map title=COLUMN", report.Blank, report.Accepted))
	}
	if err == nil && report.Refused > 0 {
		err = fmt.Errorf("%d of %d rows were refused; the report says why", report.Refused, report.Rows)
	}
	return err
}

// An import's memory is collected when it has grown by gcPercent, or beyond heapGoal bytes:
// it leaves much behind, and holds little.
const (
	gcPercent = 400
	heapGoal  = 160 << 20
)

// collectLess lets memory that is not used any more lie for longer, as an import leaves much
// of it behind, and gives what ends that.
func collectLess() (end func()) {
	percent, limit := debug.SetGCPercent(gcPercent), debug.SetMemoryLimit(heapGoal)
	return func() {
		debug.SetGCPercent(percent)
		debug.SetMemoryLimit(limit)
	}
}

// story gives the story and whether it has still to be written.
func (c *importCmd) story(ctx context.Context, store incidents.Store) (incidents.Story, bool, error) {
	story, err := store.Story(ctx, c.Story)
	if incidents.CodeOf(err) != incidents.ENotFound || err == nil {
		return story, false, err
	}
	lang, zone := c.Lang, c.Zone
	if lang == "" {
		lang = "en"
	}
	if zone == "" {
		zone = "UTC"
	}
	story = incidents.Story{
		Slug: c.Story, Title: incidents.Text{lang: strings.ReplaceAll(c.Story, "-", " ")}, Languages: []string{lang},
		Zone: zone, View: incidents.View{BBox: [4]float64{-180, -60, 180, 75}}, Layers: []incidents.Layer{},
		Publication: incidents.WithFirstIncident,
		Licence:     incidents.Licence{Name: c.Licence, URL: c.LicenceURL},
	}
	if c.Title != "" {
		story.Title[lang] = c.Title
	}
	if c.Credit != "" {
		story.Credit = incidents.Text{lang: c.Credit}
	}
	return story, true, story.Validate()
}

// open opens all files; those that cannot be opened are told of, and the others taken.
func (c *importCmd) open(ctx context.Context, opener *records.Opener) ([]*records.File, error) {
	var all []*records.File
	var unread []error
	for _, name := range c.Files {
		files, err := opener.Open(ctx, name)
		if err != nil {
			unread = append(unread, err)
			continue
		}
		all = append(all, files...)
	}
	return all, errors.Join(unread...)
}

func (c *importCmd) options(story incidents.Story) (intake.Options, error) {
	geocoder, err := openGeocoder()
	if err != nil {
		return intake.Options{}, err
	}
	o := intake.Options{
		Story: story, Map: c.Map, Dates: c.Dates, Lang: c.Lang, Zone: c.Zone, EPSG: c.CRS, Kind: incidents.Kind(c.Kind),
		Country: c.Country, Namespace: c.Namespace, Geocoder: geocoder, DryRun: c.DryRun, Unpivot: c.Unpivot, AllOrNothing: c.AllOrNothing, KeepEqualRows: c.KeepEqual,
	}
	if c.DryRun {
		o.Preview = c.Preview
	}
	if c.Today != "" {
		if o.Today, err = time.Parse(time.DateOnly, c.Today); err != nil {
			return o, fmt.Errorf("--today %q is not a day such as 2026-02-22", c.Today)
		}
	}
	return o, nil
}

// writeRows is how many incidents are written at a time: one wait for the disk for all
// of them. Of long ones writeBytes are enough.
const (
	writeRows  = 2048
	writeBytes = 32 << 20
)

// storeSink writes drafts into a store. A story that is not there yet is made with the
// first of them, and shows in the end where they lie.
//
// While some are being written the next ones gather, and wait when they are as many.
type storeSink struct {
	store   incidents.Store
	story   *incidents.Story
	publish bool
	made    bool // the story was not there before
	written bool // the story is there now
	// imported tells that drafts were taken.
	imported bool
	extent  *orb.Bound
	waiting []incidents.Write
	bytes   int // of those that wait
	// flying is what becomes of those that are being written, which are in room; nil for none.
	flying chan landing
	room   []incidents.Write
	run    string           // names the import, to take it back
	told   []intake.Message // of rows that were not written as they are
	// several tells that more than one file is taken: records of one may come again in the
	// next before they are written. Unwritten are their keys.
	several   bool
	unwritten map[string]bool
	bounds    bounds
}

// Take writes drafts as they come, many at a time.
func (s *storeSink) Take(ctx context.Context, drafts []intake.Draft) error {
	for i := range drafts {
		inc := &drafts[i].Incident
		inc.Workflow = incidents.DraftStage
		if s.publish && !drafts[i].Blank {
			inc.Workflow = incidents.Published
		}
		if g := inc.Where.Geometry; g != nil {
			s.extend(s.bounds.of(&inc.Where))
		}
		s.bytes += drafts[i].Bytes
		kind := incidents.Create
		if drafts[i].Base > 0 {
			kind = incidents.Update
		}
		s.waiting = append(s.waiting, incidents.Write{Incident: *inc, Base: drafts[i].Base, Kind: kind, Author: "import"})
		if s.several {
			s.unwritten[inc.Origin.Key] = true
		}
	}
	s.imported = s.imported || len(drafts) > 0
	if len(s.waiting) < writeRows && s.bytes < writeBytes {
		return nil
	}
	return s.flush(ctx)
}

// bounds remembers the bounds of the geocoder's outlines, which all incidents of an area share.
type bounds map[*orb.Point]orb.Bound

// maxBounds is how many are remembered; then all are forgotten.
const maxBounds = 1 << 12

func (b bounds) of(l *geo.Location) orb.Bound {
	var first *orb.Point
	if l.Method.By != geo.ByGeocoder {
		return l.Geometry.Bound()
	}
	switch g := l.Geometry.(type) {
	case orb.Polygon:
		if len(g) > 0 && len(g[0]) > 0 {
			first = &g[0][0]
		}
	case orb.MultiPolygon:
		if len(g) > 0 && len(g[0]) > 0 && len(g[0][0]) > 0 {
			first = &g[0][0][0]
		}
	}
	if first == nil || b == nil {
		return l.Geometry.Bound()
	}
	known, ok := b[first]
	if !ok {
		if len(b) >= maxBounds {
			clear(b)
		}
		known = l.Geometry.Bound()
		b[first] = known
	}
	return known
}

func (s *storeSink) extend(b orb.Bound) {
	if s.extent != nil {
		b = s.extent.Union(b)
	}
	s.extent = &b
}

// putStory writes the story in place of the version that it is known in.
func (s *storeSink) putStory(ctx context.Context) error {
	if _, err := s.store.PutStory(ctx, *s.story); err != nil {
		return err
	}
	now, err := s.store.Story(ctx, s.story.Slug)
	s.story.Version = now.Version
	return err
}

// columns puts into the story the columns that its incidents are going to have, once it has those
// that were taken before.
func (s *storeSink) columns(ctx context.Context, all []incidents.Column) error {
	if s.made && !s.written && len(s.waiting) == 0 {
		s.story.Columns = all
		return nil // it is written with the first incidents
	}
	if err := errors.Join(s.flush(ctx), s.land()); err != nil {
		return err
	}
	s.story.Columns = all
	if err := s.putStory(ctx); err != nil {
		return fmt.Errorf("cannot give the story %s the columns of the file: %w", s.story.Slug, err)
	}
	return nil
}

// known asks the store for records, once it has those that were taken before.
func (s *storeSink) known(ctx context.Context, keys []string) (map[string]incidents.Known, error) {
	if slices.ContainsFunc(keys, func(k string) bool { return s.unwritten[k] }) {
		if err := errors.Join(s.flush(ctx), s.land()); err != nil {
			return nil, err
		}
	}
	if s.made && !s.several {
		return nil, nil // each record of a file has a key of its own
	}
	known, err := s.store.Known(ctx, s.story.Slug, keys)
	if incidents.CodeOf(err) == incidents.ENotFound && err != nil {
		return nil, nil // the story is made with its first incidents
	}
	return known, err
}

// flush begins to write what is waiting, when what was begun before is written.
func (s *storeSink) flush(ctx context.Context) error {
	if err := errors.Join(s.land(), ctx.Err()); err != nil || len(s.waiting) == 0 {
		return err
	}
	if s.made && !s.written {
		s.story.Layers = layersOf(s.waiting, s.story.Languages)
		if err := s.putStory(ctx); err != nil {
			return fmt.Errorf("cannot make the story %s: %w", s.story.Slug, err)
		}
		s.written = true
	}
	if s.several {
		s.unwritten = make(map[string]bool, len(s.waiting))
		for i := range s.waiting {
			s.unwritten[s.waiting[i].Incident.Origin.Key] = true
		}
	}
	writes, flying := s.alongCurve(s.room[:0], s.waiting), make(chan landing, 1)
	clear(s.waiting)
	s.waiting, s.bytes, s.room, s.flying = s.waiting[:0], 0, writes, flying
	// The context of one file ends with it; what was begun is written to its end.
	ctx = context.WithoutCancel(ctx)
	go func() {
		results, err := s.store.Import(ctx, s.run, writes...)
		flying <- landing{results, err}
	}()
	return nil
}

// alongCurve appends what is written together in the order of a curve that keeps neighbours together: it gets its
// numbers in that order, and its room on disk, so that what lies in a box is read from fewer pages.
func (s *storeSink) alongCurve(dst, writes []incidents.Write) []incidents.Write {
	type place struct {
		code uint64 // Morton's, at a zoom where a tile is 40 m wide
		at   int
	}
	places := make([]place, len(writes))
	for i := range writes {
		places[i].at = i
		if g := writes[i].Incident.Where.Geometry; g != nil {
			places[i].code = maptile.At(s.bounds.of(&writes[i].Incident.Where).Center(), 20).Quadkey()
		}
	}
	slices.SortFunc(places, func(a, b place) int { return cmp.Or(cmp.Compare(a.code, b.code), a.at-b.at) })
	for _, p := range places {
		dst = append(dst, writes[p.at])
	}
	return dst
}

// landing is what became of what was being written.
type landing struct {
	results []incidents.Imported
	err     error
}

// land waits until what is being written is written.
func (s *storeSink) land() error {
	if s.flying == nil {
		return nil
	}
	done := <-s.flying
	s.flying = nil
	for i := range done.results {
		if m, has := s.message(&s.room[i], &done.results[i]); has {
			s.told = append(s.told, m)
		}
	}
	return done.err
}

// message says what was not written of a row: what an editor did stays.
func (s *storeSink) message(w *incidents.Write, r *incidents.Imported) (intake.Message, bool) {
	m := intake.Message{Row: w.Incident.Origin.Row}
	kept := slices.DeleteFunc(slices.Clone(r.Kept), func(name string) bool {
		return name == "workflow" && !(s.publish && w.Incident.Workflow == incidents.Published) // a draft takes nothing from readers
	})
	switch {
	case r.Err != nil:
		m.Reason, m.Action = r.Err.Error(), "nothing of the row is taken"
	case len(kept) == 0:
		return m, false
	case slices.Equal(kept, []string{"workflow"}):
		m.Reason, m.Action = "it is there as a draft", "an import publishes only what it brings new; publish it as an editor"
	default:
		m.Reason, m.Action = "an editor has changed "+strings.Join(kept, ", ")+" since it was imported", "that stays as the editor left it; the rest of the row is taken"
	}
	return m, true
}

// Settle gives what is known of the rows that were not written as they are: see intake.Settler.
func (s *storeSink) Settle(ctx context.Context, wait bool) ([]intake.Message, error) {
	var err error
	if wait {
		err = errors.Join(s.flush(ctx), s.land())
	}
	told := s.told
	s.told = nil
	return told, err
}

// finish writes what is waiting, and lets a new story's map show its incidents.
func (s *storeSink) finish(ctx context.Context) error {
	if err := errors.Join(s.flush(ctx), s.land()); err != nil || !s.written || s.extent == nil {
		return err
	}
	around := s.extent.Pad(0.05 + 0.05*max(s.extent.Right()-s.extent.Left(), s.extent.Top()-s.extent.Bottom()))
	s.story.View.BBox = [4]float64{
		max(around.Left(), -180), max(around.Bottom(), -85), min(around.Right(), 180), min(around.Top(), 85),
	}
	return s.putStory(ctx)
}
