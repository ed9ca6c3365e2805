package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"strings"
	"time"

	"incidentmap/incidents"
	"incidentmap/incidents/intake"
	"incidentmap/incidents/intake/loader"
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
	AddKinds     bool              `help:"Let the story declare kinds of its own for words of a column of kinds that none is known by; without it they are proposed."`
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
	var memory importMemory
	memory.begin()
	defer memory.end()
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
	options, err := c.options()
	if err != nil {
		return err
	}
	progress := newProgress(p.stderr)
	options.Progress = func(at intake.Progress) {
		memory.follow()
		progress.show(at)
	}
	to := loader.Config{Store: store, Story: story, Made: made, Publish: c.Publish, Author: "import", Run: incidents.NewID(time.Now()), AddKinds: c.AddKinds}
	result, err := c.load(incidents.WithAuthor(p.ctx, to.Author, ""), files, options, to)
	progress.end()
	err = errors.Join(unread, err, result.Report.WriteText(p.stdout))
	if made && result.StoryWritten {
		c.askForRights(p.stdout)
	}
	if result.Loaded {
		fmt.Fprintf(p.stdout, "To take this import back: incidentmap undo --story %s %s\n", c.Story, to.Run)
	}
	return c.failure(err, &result.Report)
}

// load loads the files, and writes the report where one is wanted.
func (c *importCmd) load(ctx context.Context, files []*records.File, options intake.Options, to loader.Config) (result loader.Result, err error) {
	if c.Report == "" {
		return loader.Load(ctx, files, options, to)
	}
	// The report is wanted most when the reading failed.
	var reading error
	err = writeBeside(c.Report, func(w io.Writer) error {
		options.Lines = w
		result, reading = loader.Load(ctx, files, options, to)
		return nil
	})
	return result, errors.Join(reading, err)
}

// failure adds to an error what was not taken as was asked.
func (c *importCmd) failure(err error, report *intake.Report) error {
	if c.Publish && report.Unsaid > 0 {
		err = errors.Join(err, fmt.Errorf("%d of %d incidents are not published by the import: nothing says what happened; say it with --kind KIND, or name a column with --map kind=COLUMN or --map title=COLUMN", report.Unsaid, report.Accepted))
	}
	if err == nil && report.Refused > 0 {
		err = fmt.Errorf("%d of %d rows were refused; the report says why", report.Refused, report.Rows)
	}
	return err
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
		Zone: zone, View: incidents.Viewport{BBox: [4]float64{-180, -60, 180, 75}}, Layers: []incidents.Layer{},
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

func (c *importCmd) options() (intake.Options, error) {
	geocoder, err := openGeocoder()
	if err != nil {
		return intake.Options{}, err
	}
	o := intake.Options{
		Map: c.Map, Dates: c.Dates, Lang: c.Lang, Zone: c.Zone, EPSG: c.CRS, Kind: incidents.Kind(c.Kind),
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
