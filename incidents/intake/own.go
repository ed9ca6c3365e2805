package intake

import (
	"encoding/json"
	"fmt"
	"strings"
	"time"

	"github.com/paulmach/orb"

	"incidentmap/geo"
	"incidentmap/incidents"
	"incidentmap/incidents/intake/columns"
	"incidentmap/incidents/intake/numbers"
	"incidentmap/incidents/records"
	"incidentmap/incidents/records/jsonscan"
)

// ownSigns are columns that only this project's exports have together.
var ownSigns = []string{"id", "story", "class", "kind", "time_precision", "precision", "verification", "disposition", "revision", "seq"}

// ownDerived are columns of exports that follow from others, or from the store: they are
// neither read nor kept.
var ownDerived = []string{
	"story", "layers", "geo_precision", "where_prec", "killed", "killed_low", "killed_high", "died_later", "died_later_low", "died_later_high",
	"wounded", "wounded_low", "wounded_high", "detained", "detained_low", "detained_high", "missing", "missing_low", "missing_high",
	"note", "revision", "seq", "published", "updated", "url",
	"kind_title", "country_name", "iso_3166_1_alpha_3", "iso_3166_2", "cve_ent", "cvegeo",
	"country_gazetteer_id", "admin1_gazetteer_id", "admin2_gazetteer_id",
}

// formatDerived are what a format has besides, in exports to it.
var formatDerived = map[string][]string{
	"kml":  {"name", "description", "begin", "when", "styleUrl", "visibility", "address"},
	"gpkg": {"fid"},
}

// ownFields are the columns of exports that the fields of any file hold.
var ownFields = map[string]columns.Field{
	"class": columns.Class, "kind": columns.Kind, "title": columns.Title, "summary": columns.Summary, "lang": columns.Lang,
	"verification": columns.Verification, "lat": columns.Lat, "lon": columns.Lon, "wkt": columns.Geometry,
}

// isCitation tells the sheet of an exported workbook that says where the incidents are
// from: it stands beside one of incidents, and has a name and a value in each row.
func (pl *plan) isCitation(own map[string]bool) bool {
	book, _, isSheet := strings.Cut(pl.file, "/")
	return isSheet && own[book] && !pl.own && len(pl.names) <= 2
}

// ownColumns are the columns of exports that only exports have; -1 for none.
type ownColumns struct {
	id, start, end, timePrecision                  int
	place, precision, radius, gazetteer            int
	admin1, admin2, country, area, areaBasis       int
	casualties, sources, claims, relations, dispos int
}

// decideOwn finds out whether the file is an export, whose columns are known by their
// names.
func (pl *plan) decideOwn(format string) {
	at := map[string]int{}
	for i, n := range pl.names {
		at[n] = i
	}
	for _, sign := range ownSigns {
		if _, ok := at[sign]; !ok {
			return
		}
	}
	pl.own, pl.guarded = true, format == "csv" || format == "tsv"
	pl.note(-1, "the file is an export of incidentmap", "its incidents keep their identifiers")
	var taken []int
	index := func(name string) int {
		i, ok := at[name]
		if !ok {
			return -1
		}
		pl.fields[i] = columns.Decision{Field: columns.Field(name), Score: 1, Reason: "as exports have it"}
		taken = append(taken, i)
		return i
	}
	pl.ownColumns = ownColumns{
		id: index("id"), start: index("start"), end: index("end"), timePrecision: index("time_precision"),
		place: index("place"), precision: index("precision"), radius: index("radius_m"), gazetteer: index("gazetteer_id"),
		admin1: index("admin1"), admin2: index("admin2"), country: index("country"), area: index("area"), areaBasis: index("area_basis"),
		casualties: index("casualties"), sources: index("sources"), claims: index("claims"), relations: index("relations"), dispos: index("disposition"),
	}
	for _, name := range ownDerived {
		if i := index(name); i >= 0 {
			pl.fields[i] = columns.Decision{Field: "derived", Score: 1, Reason: "follows from the other columns or from the store"}
		}
	}
	for _, name := range formatDerived[format] {
		if i, ok := at[name]; ok && !hasIndex(taken, i) {
			pl.fields[i] = columns.Decision{Field: "derived", Score: 1, Reason: "follows from the other columns"}
			taken = append(taken, i)
		}
	}
	_, hasText := at["wkt"]
	for i, n := range pl.names {
		if hasText && (n == "lat" || n == "lon") {
			pl.fields[i] = columns.Decision{Field: "derived", Score: 1, Reason: "follows from wkt"}
			continue
		}
		if field, ok := ownFields[n]; ok {
			pl.fields[i] = columns.Decision{Field: field, Score: 1, Reason: "as exports have it"}
		} else if !hasIndex(taken, i) {
			pl.fields[i] = columns.Decision{}
		}
	}
	// What only exports have is read by readOwn, and by nothing else.
	for i := range pl.fields {
		if hasIndex(taken, i) {
			pl.fields[i].Field = "own " + pl.fields[i].Field
		}
	}
}

func hasIndex(list []int, i int) bool {
	for _, v := range list {
		if v == i {
			return true
		}
	}
	return false
}

// unguarded takes the apostrophe away that exports to CSV put before what a spreadsheet
// would take for a formula.
func (c *converter) unguarded(column int) string {
	v := c.value(column)
	if c.guarded && len(v) > 1 && v[0] == '\'' && strings.ContainsRune("=+-@\t\r\n＝＋－＠", []rune(v[1:])[0]) {
		return v[1:]
	}
	return v
}

// readOwn reads what only exports have.
func (c *converter) readOwn(rec *records.Record) {
	o, inc := &c.ownColumns, c.inc
	id := c.value(o.id)
	if id == "" {
		id = rec.ID
	}
	if incidents.ValidID(id) {
		inc.ID = id
	} else if id != "" {
		c.lose(o.id, id, "is not an identifier of incidentmap", "the incident gets a new one")
	}
	inc.When = c.ownWhen()
	c.ownWhere(inc)
	inc.Casualties, inc.Claims, inc.Sources = nil, nil, nil
	decode(c, o.casualties, &inc.Casualties)
	decode(c, o.relations, &inc.Relations)
	var sources []ownSource
	decode(c, o.sources, &sources)
	for _, s := range sources {
		inc.Sources = append(inc.Sources, s.source(c.lang))
	}
	var claims []ownClaim
	decode(c, o.claims, &claims)
	for _, k := range claims {
		inc.Claims = append(inc.Claims, k.claim(c.lang))
	}
	if d := incidents.Disposition(c.value(o.dispos)); d != "" {
		inc.Disposition = d
	}
}

// decode reads a list of objects in JSON.
func decode[T any](c *converter, column int, into *[]T) {
	v := c.value(column)
	if v == "" {
		return
	}
	err := json.Unmarshal([]byte(v), into)
	if err == nil && jsonscan.HasHalf([]byte(v)) {
		err = jsonscan.ErrHalf // package json would put U+FFFD in its place without a word
	}
	if err != nil {
		*into = nil
		c.lose(column, v, fmt.Sprintf("is not a list as exports have it: %v", err), "the list is left out, and the cell is kept")
		c.keep(column)
	}
}

// ownArea reads the code of the municipality or state, and what the areas rest on.
func (c *converter) ownArea(a *geo.Admin) {
	o := &c.ownColumns
	code := c.value(o.area)
	a.Derived = c.value(o.areaBasis) == "position"
	switch parts := strings.Split(code, "."); {
	case code == "":
	case len(parts) == 2:
		a.Admin1 = code
	case len(parts) == 3:
		a.Admin1, a.Admin2 = parts[0]+"."+parts[1], code
	default:
		c.lose(o.area, code, "is no code of an area as exports have it", "it is left out")
	}
}

func (c *converter) ownWhen() incidents.When {
	o := &c.ownColumns
	w := incidents.When{Precision: incidents.TimePrecision(c.value(o.timePrecision)), Basis: incidents.EventTime}
	start, errStart := time.Parse(time.RFC3339, c.value(o.start))
	end, errEnd := time.Parse(time.RFC3339, c.value(o.end))
	if errStart != nil || errEnd != nil {
		if c.value(o.start) != "" || c.value(o.end) != "" {
			c.lose(o.start, c.value(o.start)+" "+c.value(o.end), "is not a time as exports have it", "the time is left open")
		}
		w.Precision = incidents.TimeUnknown
		return w
	}
	w.Start, w.End, w.Zone = start.In(c.zone), end.In(c.zone), c.Zone
	return w
}

func (c *converter) ownWhere(inc *incidents.Incident) {
	o, loc := &c.ownColumns, &inc.Where
	p, err := geo.ParsePrecision(c.value(o.precision))
	switch {
	case err == nil && loc.Geometry != nil:
		loc.Precision = p
	case loc.Geometry == nil:
		loc.Precision = geo.Unlocated
	}
	loc.Place, loc.Admin, loc.Method = nil, geo.Admin{}, geo.Method{}
	if v := c.unguarded(o.place); v != "" {
		loc.Place = map[string]string{c.lang: v}
	}
	loc.GazetteerID = c.value(o.gazetteer)
	loc.Admin.Admin1Name, loc.Admin.Admin2Name, loc.Admin.Country = c.unguarded(o.admin1), c.unguarded(o.admin2), c.value(o.country)
	c.ownArea(&loc.Admin)
	if n, _, err := numbers.Count(c.value(o.radius)); err == nil && n.Best != nil {
		loc.RadiusM = float64(*n.Best)
	}
	if _, isPoint := loc.Geometry.(orb.Point); isPoint && loc.Precision.IsArea() && loc.RadiusM == 0 {
		loc.RadiusM = areaRadiusM[loc.Precision]
	}
}

// ownSource is a source as exports have it: in one language.
type ownSource struct {
	incidents.Source
	Publisher string `json:"publisher"`
	Reason    string `json:"reason"`
}

func (s ownSource) source(lang string) incidents.Source {
	s.Source.Publisher, s.Source.Reason = textIn(lang, s.Publisher), textIn(lang, s.Reason)
	return s.Source
}

// ownClaim is a claim as exports have it.
type ownClaim struct {
	incidents.Claim
	Paraphrase string `json:"paraphrase"`
}

func (k ownClaim) claim(lang string) incidents.Claim {
	k.Claim.Paraphrase = textIn(lang, k.Paraphrase)
	return k.Claim
}

func textIn(lang, s string) incidents.Text {
	if s == "" {
		return nil
	}
	return incidents.Text{lang: s}
}
