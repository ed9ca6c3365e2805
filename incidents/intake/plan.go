package intake

import (
	"crypto/sha256"
	"fmt"
	"hash"
	"math"
	"slices"
	"strings"
	"time"

	"github.com/paulmach/orb"

	"incidentmap/geo/geocode"
	"incidentmap/geo/projection"
	"incidentmap/incidents"
	"incidentmap/incidents/intake/columns"
	"incidentmap/incidents/intake/coordinates"
	"incidentmap/incidents/intake/dates"
)

// plan is all that was decided about a file. It is not changed while records are read.
type plan struct {
	*settings
	file       string
	names      []string
	fields     []columns.Decision
	geometries bool // some records have a geometry of their own
	own        bool // the file is an export of this project
	guarded    bool // whose texts may have an apostrophe before them
	at         map[columns.Field]int

	titles, summaries []textColumn
	links, addresses  []int
	figures           []figureColumns
	tally             int              // the column whose cells tell several outcomes; -1 for none
	formats           []dates.Decision // by column
	years             []*dates.Years   // by column of dates or years; nil for others
	short             []bool           // by column: digits of times lost their zeros
	basis             incidents.TimeBasis
	utc               bool // times without a zone are in UTC
	besides           besides
	exactness         int                // the column that says how exactly the date is known; -1 for none
	areaCodes         *columns.AreaCodes // nil for none
	isOffset          bool               // the column of zones holds offsets
	when              whenColumns
	where             whereColumns
	positions         []position
	hemispheres       map[int]hemispheres        // by the column of the latitude
	letters           map[int]letterColumn       // by the column of a coordinate: that of its hemisphere
	cells             map[int]coordinates.Scheme // by column: of codes that stand for cells of a grid
	middles           map[int]middle             // by the first column of a position
	minutes           map[int][2]int             // by a column of degrees: those of its minutes and seconds, -1 for none
	coded             map[int]bool               // columns of areas that are named by two letters
	ownColumns        ownColumns
	kind, class       int
	kinds             []int // the columns of kinds, the most exact first
	folder            int   // the column of folders that may name kinds, and one; 0 for none
	types             []incidents.ColumnType
	aggregate         bool // each row is a count of many incidents
	featureIDs        bool // features have identifiers that are in no column
	sum               sumSigns
	holds             []holding      // columns that say whether a row still holds
	anchors           []int          // columns that tell the rows apart, most of which have one of them; nil where nothing is to be told
	told, dated       []int          // columns of words for what happened, and of days
	together          bool           // nearly all rows have both
	persons           bool           // names are of persons
	fileKind          incidents.Kind // that the file's name means; empty for none
	name, surname     int
	publisher         int
	verification      int
	language          int
	id                int
	asked             bool // the identifier's column was named by the user
	extra             []int
	contacts          map[int]bool       // columns of e-mail addresses and telephone numbers
	standIns          map[orb.Point]bool // coordinates that stand for larger areas
	core, wide        orb.Bound          // where most rows lie, and around it
	hasCore           bool
	metres            bool // the precision is in metres
	explains          [len(mistakes)]bool
	country           string                // that of most rows, by name
	scheme            geocode.CountryScheme // of the codes in the column of countries; empty for those of the gazetteer
	digest            [sha256.Size]byte
	notes             []Message
}

type textColumn struct {
	column int
	lang   string // empty: the row's own language
}

// whenColumns and whereColumns are columns by what they are for; -1 for none.
type whenColumns struct {
	start, end, date, clock, zone int
	parts, endParts               [5]int // year, month, day, hour and minute
	reported                      bool   // date is when it was reported
}

type whereColumns struct {
	lat, lon, pair, x, y, geometry              int
	place, city, county, state, country, precis int
	exchanged, pairExchanged                    bool
	system                                      projection.Projection // of x and y; Name empty when it is not known
	noSystem                                    string                // why it is not
	zone                                        int                   // the column of the rows' own UTM zones; -1 for none
}

// decide makes the plan of a file.
func (s *settings) decide(in *input, p *profile) *plan {
	pl := &plan{settings: s, file: in.name, names: in.columns(), at: map[columns.Field]int{}}
	pl.geometries = p.geometries > 0
	// The sample is the same since the columns were first told; only columns may have come.
	if pl.fields = slices.Clone(p.decided); len(pl.fields) != len(pl.names) {
		pl.fields = s.assign(pl.names, p)
	}
	pl.core, pl.hasCore = p.extent.core()
	if pl.hasCore {
		pl.wide, pl.explains = around(pl.core), p.extent.mistaken(pl.core)
	}
	pl.decideOwn(in.format)
	for i, d := range pl.fields {
		if _, ok := pl.at[d.Field]; d.Field != "" && !ok {
			pl.at[d.Field] = i
		}
	}
	pl.decideTexts()
	pl.decideDates(p, in.from1904)
	pl.decideWhere(p)
	pl.decidePositions(p)
	pl.decideGeopoint(p)
	pl.decideLevels(p)
	pl.decideCoded(p)
	pl.decideScheme(p)
	pl.decideCountry(p)
	pl.decideAreaCodes(p)
	pl.decideStandIns(p)
	pl.decideRunning(p)
	pl.figures = pl.figureColumns(p)
	pl.class = pl.column(columns.Class)
	pl.decideKinds()
	pl.decidePersons()
	pl.decideNamed()
	pl.decideGrouped(p, in.format)
	pl.types, pl.sum = p.types, newSumSigns(pl)
	pl.id = pl.column(columns.ID)
	pl.decideAnchors(p)
	pl.decideTogether(p)
	pl.decideWithdrawn(p)
	pl.publisher, pl.verification = pl.column(columns.Publisher), pl.column(columns.Verification)
	pl.language = pl.column(columns.Lang)
	_, pl.asked = s.given[columns.ID]
	for i, d := range pl.fields {
		if d.Field == "" || d.Field == columns.Tags {
			pl.extra = append(pl.extra, i)
		}
	}
	pl.decideContacts(p)
	pl.noteUnlike()
	pl.noteGrids(p)
	pl.featureIDs = p.ids > 0 && pl.id < 0 && !pl.own
	pl.digest = pl.fingerprint(p)
	return pl
}

// decideContacts finds columns that are not for readers.
func (pl *plan) decideContacts(p *profile) {
	pl.contacts = map[int]bool{}
	for i, name := range pl.names {
		if i < len(p.samples) && !pl.own && !hasColumn(pl.kept, name) && p.samples[i].AreContacts(name) {
			pl.contacts[i] = true
		}
	}
}

// noteUnlike tells of columns that are not taken for what they are called, and of one that is taken for what
// its cells say alone.
func (pl *plan) noteUnlike() {
	for i, d := range pl.fields {
		switch {
		case pl.own:
		case d.Unlike != "":
			pl.note(i, "has the name of a column of "+string(d.Unlike)+", and its cells do not look like one", "it is kept as it is; --map "+string(d.Unlike)+"=COLUMN takes a column for it")
		case d.Field == columns.Kind && strings.HasSuffix(d.Reason, "cells look like it") && d.Score <= columns.ContentAlone:
			pl.note(i, "its cells name kinds of incidents, and no column is called as one of kinds", "it is taken for that; look at it; --map kind=COLUMN decides otherwise")
		}
	}
}

// column gives the column of a field, or -1.
func (pl *plan) column(f columns.Field) int {
	if i, ok := pl.at[f]; ok {
		return i
	}
	return -1
}

// drop makes a column one that is kept as it is.
func (pl *plan) drop(f columns.Field, reason string) {
	if i, ok := pl.at[f]; ok {
		pl.fields[i] = columns.Decision{Reason: reason}
		delete(pl.at, f)
	}
}

// note says something of the file as a whole.
func (pl *plan) note(column int, reason, action string) {
	m := Message{Reason: reason, Action: action}
	if column >= 0 {
		m.Column = pl.names[column]
	}
	pl.notes = append(pl.notes, m)
}

func (pl *plan) decideTexts() {
	pl.name, pl.surname = pl.column(columns.Name), pl.column(columns.Surname)
	for i, d := range pl.fields {
		switch d.Field {
		case columns.Title:
			pl.titles = append(pl.titles, textColumn{i, d.Lang})
		case columns.Summary:
			pl.summaries = append(pl.summaries, textColumn{i, d.Lang})
		case columns.URL:
			pl.links = append(pl.links, i)
		case columns.Address:
			pl.addresses = append(pl.addresses, i)
		}
	}
	switch {
	case len(pl.titles) > 0:
	case pl.name >= 0:
		pl.note(-1, "no column holds a title", "titles are composed of the name and the place")
	default:
		pl.note(-1, "no column holds a title", "titles are composed of the kind, the place and the day")
	}
}

// fingerprint changes when the same record would be read in another way.
func (pl *plan) fingerprint(p *profile) [sha256.Size]byte {
	h := sha256.New()
	for i, d := range pl.fields {
		f := pl.formats[i].Format
		f.Today = pl.Today.UTC()
		midnight := ""
		if f.MidnightIn != nil {
			midnight = f.MidnightIn.String()
		}
		var none *time.Location
		// What came later is written where it is set alone: files that it is not set in are known again.
		fmt.Fprintf(h, "%q %s %s {%v %v %v %v %v %v %v} %v %s\n", pl.names[i], d.Field, d.Lang, f.Order, f.Mixed, f.Epoch, f.Serial, f.Today, f.Midnight, none, pl.short[i], midnight)
		if f.From1904 {
			fmt.Fprint(h, "1904")
		}
		if f.HalfDays {
			fmt.Fprint(h, "half days")
		}
		if f.Dotted != dates.Undecided {
			fmt.Fprint(h, "dotted", f.Dotted)
		}
		if y := pl.years[i]; y != nil {
			fmt.Fprint(h, y.Doubted())
		}
	}
	w := pl.where
	for _, f := range pl.figures {
		if len(f.fractions) > 0 {
			fmt.Fprintf(h, "%s %v\n", f.outcome, f.fractions)
		}
		if len(f.threes) > 0 {
			fmt.Fprintf(h, "%s threes %v\n", f.outcome, f.threes)
		}
		if len(f.codes) > 0 {
			fmt.Fprintf(h, "%s codes %v\n", f.outcome, f.codes)
		}
	}
	fmt.Fprintf(h, "%v %v %d %s %s %s %s %v %s", w.exchanged, w.pairExchanged, w.system.EPSG, pl.lang, pl.Zone, pl.Kind+pl.fileKind, pl.Story.Slug, pl.Geocoder != nil, pl.country+fmt.Sprint(pl.utc, pl.written(p)))
	for _, k := range pl.Story.Kinds {
		fmt.Fprintf(h, " %s %v", k.Kind, k.Title)
	}
	pl.fingerprintLater(h)
	return [sha256.Size]byte(h.Sum(nil))
}

// fingerprintLater writes what came after the first files were taken in: each part where it is set alone, so that files that it
// is not set in are known again.
func (pl *plan) fingerprintLater(h hash.Hash) {
	w := pl.where
	if pl.scheme != "" {
		fmt.Fprint(h, pl.scheme)
	}
	if len(pl.letters) > 0 {
		fmt.Fprint(h, pl.letters)
	}
	if pl.exactness >= 0 {
		fmt.Fprint(h, "exactness", pl.exactness)
	}
	if len(pl.standIns) > 0 {
		fmt.Fprint(h, pl.standIns)
	}
	if len(pl.cells) > 0 {
		fmt.Fprint(h, pl.cells)
	}
	if pl.isOffset {
		fmt.Fprint(h, "offsets")
	}
	if len(pl.hemispheres)+len(pl.minutes) > 0 || w.zone >= 0 {
		fmt.Fprint(h, pl.hemispheres, pl.minutes, w.zone)
	}
	if pl.besides.half >= 0 || pl.besides.parent >= 0 {
		fmt.Fprint(h, pl.besides.half, pl.besides.parent)
	}
	if len(pl.middles) > 0 {
		fmt.Fprint(h, pl.middles)
	}
	if pl.metres {
		fmt.Fprint(h, "metres")
	}
	if pl.areaCodes != nil {
		fmt.Fprint(h, *pl.areaCodes)
	}
}

// written gives the positions that the file has. Words for places are none of them before some cell holds coordinates.
func (pl *plan) written(p *profile) []position {
	return slices.DeleteFunc(slices.Clone(pl.positions), func(s position) bool {
		return s.form == asWords && (s.first >= len(p.samples) || !slices.ContainsFunc(p.samples[s.first].Cells(), columns.IsCoordinates))
	})
}

// knowsNothing tells that no column says what, when, where or how many.
func (pl *plan) knowsNothing() bool {
	if pl.own || pl.geometries {
		return false
	}
	for f := range pl.at {
		switch f {
		case columns.URL, columns.Publisher, columns.Lang, columns.Zone, columns.Tags, columns.Verification, columns.Class, columns.ID, columns.Precise, columns.Surname, columns.HourPart, columns.MinutePart, columns.Time:
		default:
			return false
		}
	}
	return true
}

// columnReports tells what each column was taken for, and under which name the story keeps it.
func (pl *plan) columnReports(story *incidents.Story) []ColumnReport {
	all := make([]ColumnReport, len(pl.names))
	for i, d := range pl.fields {
		all[i] = ColumnReport{Column: pl.names[i], Field: strings.TrimPrefix(string(d.Field), "own "), Score: math.Round(d.Score*100) / 100, Reason: d.Reason}
		if d.Field == "" {
			all[i].Field = extraField
		}
		if d.Reason == "" {
			all[i].Reason = d.Figure
		}
		if c := story.ColumnOf(pl.names[i]); isKept(d.Field) && c.Name != "" {
			all[i].Name, all[i].Type = c.Name, c.Type
		}
	}
	return all
}
