package intake

import (
	"context"
	"fmt"
	"io"
	"slices"
	"strings"
	"time"

	"github.com/paulmach/orb"

	"incidentmap/geo"
	"incidentmap/geo/geocode"
	"incidentmap/geo/projection"
	"incidentmap/incidents"
	"incidentmap/incidents/intake/columns"
	"incidentmap/incidents/intake/dates"
	"incidentmap/incidents/intake/kinds"
)

// Geocoder finds places by what a record says of them, and areas by points; see package
// geocode.
type Geocoder interface {
	Resolve(f geocode.Fields, ctx geocode.Context) geocode.Result
	CommonCountry(records []geocode.Fields) (string, bool)
	AreasAt(p orb.Point) (geo.Admin, bool)
}

// Options say how files are to be taken.
type Options struct {
	// Story is the story that the incidents belong to: its slug, zone, languages and view
	// are used.
	Story incidents.Story
	// Map names the column of a field, where it is not to be found out: {"kind": "delito"}.
	// A column that is mapped to "extra" is kept as it is and read as nothing.
	Map map[string]string
	// Keep are columns that are kept so, too.
	Keep []string
	// Dates is the order of day and month in dates of digits: "dmy", "mdy", or empty to find
	// out.
	Dates string
	// Lang is the language of the files' texts; empty for the story's first.
	Lang string
	// Zone is the IANA zone of times that name none; empty for the story's.
	Zone string
	// EPSG is the system of projected coordinates in columns; zero to find out.
	EPSG int
	// Kind is the kind of rows that name none; empty for other_incident.
	Kind incidents.Kind
	// Today is what vague dates ("Sunday night") are relative to; when it is zero the day of
	// the story's AsOf. Without either they are not read: when a file was written or changed
	// does not tell when its words were.
	Today time.Time
	// Now is after what times are told of as lying in the future; zero for none.
	Now time.Time
	// Country is where places are looked for first, ISO 3166-1 alpha-2.
	Country string
	// Namespace goes before source identifiers, so that files with the same small numbers
	// for other things can stand in one story.
	Namespace string
	// Geocoder finds places in words; nil leaves them unlocated.
	Geocoder Geocoder
	// Known tells what is there already of the records with these keys; nil for nothing.
	Known func(ctx context.Context, keys []string) (map[string]incidents.Known, error)
	// DryRun reads all and hands on nothing.
	DryRun bool
	// Preview is how many of the first drafts the report shows.
	Preview int
	// AllOrNothing hands on nothing at all when a row is refused. What the sink then does
	// with the drafts of a file that was good is its own affair.
	AllOrNothing bool
	// KeepEqualRows makes an incident of each row that has no identifier and is equal to
	// another; without it they are one.
	KeepEqualRows bool
	// Lines, when set, gets the whole report as JSON, with a line for each message.
	Lines io.Writer
	// Unpivot makes of a table whose columns are months, years or kinds a row of each of its cells.
	Unpivot bool
	// Columns, when set, is told the columns that the story keeps, whenever a file has brought some,
	// before its first drafts.
	Columns func(ctx context.Context, all []incidents.Column) error
	// Progress, when set, is told how far the reading of a file is.
	Progress func(Progress)
}

// Progress is how far the reading of a file is. A file is read twice: the first time, to see what its
// columns hold, nobody knows how many rows it has.
type Progress struct {
	File  string
	Rows  int // that were read
	Total int // of the file; 0 while it is read for the first time
}

// Draft is a record as it would be written.
type Draft struct {
	Incident incidents.Incident `json:"incident"`
	// Base is the revision of the incident that is there already; zero for a new one.
	Base int `json:"base,omitempty"`
	// Blank tells that nothing says what happened, or that the row says that it is no incident of its own: it is not to be
	// published.
	Blank    bool      `json:"blank,omitempty"`
	Messages []Message `json:"messages,omitempty"`
	// Bytes is about what it takes in memory: a sink that gathers drafts has to count them.
	Bytes int `json:"-"`
}

// Sink takes drafts.
type Sink interface {
	// Take gets the next drafts, in the order of the file. It may keep them. An error
	// ends the import.
	Take(ctx context.Context, drafts []Draft) error
}

// Settler is a sink that learns after Take what became of drafts.
type Settler interface {
	// Settle gives messages of the rows whose drafts were not written as they are, each once. With wait it
	// first waits until all that were taken are written.
	Settle(ctx context.Context, wait bool) ([]Message, error)
}

// settings are options that have been checked.
type settings struct {
	Options
	given map[columns.Field]string
	kept  []string // columns that the user wants kept as they are
	order dates.Order
	asOf  bool // Today is the story's
	lang  string
	zone  *time.Location
	// zoneAsked tells that the user named the zone for the files at hand.
	zoneAsked bool
	words     kinds.Words // for kinds
}

const extraField = "extra"

// check reads the options.
func (o Options) check() (*settings, error) {
	s := &settings{Options: o, given: map[columns.Field]string{}, kept: slices.Clone(o.Keep), words: kinds.Of(o.Story.Kinds)}
	var p incidents.Problems
	for field, column := range o.Map {
		switch f := columns.Field(strings.ToLower(strings.TrimSpace(field))); {
		case f == extraField:
			s.kept = append(s.kept, column)
		case !slices.Contains(columns.Fields(), f):
			p.Add("map", "%s is not a field; use one of %v", incidents.Quote(field), columns.Fields())
		default:
			s.given[f] = column
		}
	}
	switch strings.ToLower(o.Dates) {
	case "":
	case "dmy":
		s.order = dates.DMY
	case "mdy":
		s.order = dates.MDY
	default:
		p.Add("dates", "%s is not an order of dates; use dmy or mdy", incidents.Quote(o.Dates))
	}
	if s.lang = o.Lang; s.lang == "" {
		s.lang = o.Story.Lang("")
	}
	if s.zoneAsked = s.Zone != ""; !s.zoneAsked {
		s.Zone = o.Story.Zone
	}
	if s.Zone == "" {
		s.Zone = "UTC"
	}
	var err error
	if s.zone, err = time.LoadLocation(s.Zone); err != nil || s.Zone == "Local" {
		p.Add("zone", "%s is not an IANA time zone such as America/Mexico_City", incidents.Quote(s.Zone))
	}
	if s.Today.IsZero() && !o.Story.AsOf.IsZero() && s.zone != nil {
		y, m, d := o.Story.AsOf.In(s.zone).Date()
		s.Today, s.asOf = time.Date(y, m, d, 0, 0, 0, 0, time.UTC), true
	}
	if _, ok := projection.Find(o.EPSG); o.EPSG != 0 && !ok {
		p.Add("crs", "EPSG:%d is not known", o.EPSG)
	}
	if _, ok := o.Story.LookupKind(o.Kind); o.Kind != "" && !ok {
		p.Add("kind", "%s is not a kind of incident", incidents.Quote(o.Kind))
	}
	return s, p.Err()
}

// usual is the order of dates that is usual in the language of the file.
func (s *settings) usual() dates.Order {
	if strings.HasPrefix(s.lang, "en") {
		return dates.MDY
	}
	return dates.DMY
}

// quoted lists names, of very many the first.
func quoted(names []string) string {
	const most = 50
	all := make([]string, 0, most+1)
	for _, n := range names[:min(len(names), most)] {
		all = append(all, incidents.Quote(n))
	}
	if more := len(names) - most; more > 0 {
		all = append(all, fmt.Sprintf("and %d more", more))
	}
	return "[" + strings.Join(all, " ") + "]"
}

// checkColumns tells of columns that the user names and no file has.
func (s *settings) checkColumns(names []string) error {
	var p incidents.Problems
	check := func(field, column string) {
		if !hasColumn(names, column) {
			p.Add("map", "%s=%s: there is no such column; the columns are %s", incidents.Quote(field), incidents.Quote(column), quoted(names))
		}
	}
	for field, column := range s.Map {
		check(field, column)
	}
	for _, column := range s.Keep {
		check(extraField, column)
	}
	return p.Err()
}
