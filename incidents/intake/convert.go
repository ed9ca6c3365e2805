package intake

import (
	"crypto/sha256"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/paulmach/orb"

	"incidentmap/incidents"
	"incidentmap/incidents/intake/columns"
	"incidentmap/incidents/intake/words"
	"incidentmap/incidents/records"
)

// converter makes drafts of records. Each worker has its own.
type converter struct {
	*plan
	places *places

	// The row at hand.
	row      []string
	number   int
	lang     string
	inc      *incidents.Incident
	messages []Message
	lost     bool

	kindWords map[string]kindWord
	dates     map[string]dateCell
	zones     map[string]*time.Location
	shared    map[string]map[string]string // texts, by language and words
	missing   map[string]bool              // cells that may say that there is nothing
	lies      map[orb.Point]areas          // those that points lie in
	vague     map[string]vague             // what words for places say of how exact they are
	hash      []byte
	query     []byte
	// linkRoom is room for the links of a row.
	linkRoom   []string
	located    bool // the record has a geometry of its own
	says       bool // some word of the row or of the user says what happened
	noIncident bool // a code says that it is no incident
}

// result is what became of one record.
type result struct {
	draft    *Draft
	id       string            // the source's identifier; empty for none
	content  [sha256.Size]byte // of the record
	hash     [sha256.Size]byte // of the record and of how it is read
	likeness uint64            // the same for rows of the same place, day, kind and figures; 0 for rows that do not say them
	refused  bool
	lost     bool // something was not taken
	// unpublished is why no import publishes it; nil for one that may be.
	unpublished *Message
}

func newConverter(pl *plan, places *places) *converter {
	return &converter{
		plan: pl, places: places,
		kindWords: map[string]kindWord{}, dates: map[string]dateCell{}, zones: map[string]*time.Location{}, shared: map[string]map[string]string{}, missing: map[string]bool{}, lies: map[orb.Point]areas{},
	}
}

// value gives a cell of the row at hand without the space around it.
func (c *converter) value(column int) string {
	if column < 0 || column >= len(c.row) {
		return ""
	}
	v := c.row[column]
	if v == "" || v[0] > ' ' && v[0] < 0x80 && v[len(v)-1] > ' ' && v[len(v)-1] < 0x80 {
		return v
	}
	return strings.TrimSpace(v)
}

// mostMessages is how many messages one row may have.
const mostMessages = 60

// note says something of a cell that was taken. Of a row that has very many faults the first
// are told, and that there are more.
func (c *converter) note(column int, value, reason, action string) {
	switch len(c.messages) {
	case mostMessages:
		return
	case mostMessages - 1:
		column, value, reason, action = -1, "", "there is more to say of this row than is told", "mend what is told first"
	}
	if len(reason) > shownReason {
		reason = cut(reason, shownReason) + "…"
	}
	m := Message{Row: c.number, Value: shorten(value), Reason: reason, Action: action}
	if column >= 0 {
		m.Column = c.names[column]
	}
	c.messages = append(c.messages, m)
}

// noteEach is note where each value of the column has a line of its own.
func (c *converter) noteEach(column int, value, reason, action string) {
	if len(c.messages) >= mostMessages-1 {
		c.note(column, value, reason, action)
		return
	}
	c.note(column, value, reason, action)
	c.messages[len(c.messages)-1].each = true
}

// lose says that a cell was not taken as it stands.
func (c *converter) lose(column int, value, reason, action string) {
	c.note(column, value, reason, action)
	c.messages[len(c.messages)-1].Lost = true
	c.lost = true
}

// keep keeps a cell, of which the fields hold not all, as it is.
func (c *converter) keep(column int) {
	if column < 0 || column >= len(c.row) || c.row[column] == "" {
		return
	}
	if c.inc.Extra == nil {
		c.inc.Extra = make(map[string]string, len(c.extra)+1)
	}
	c.inc.Extra[c.names[column]] = c.row[column]
}

// convert makes a draft of a record. r is new, and has the room for it.
func (c *converter) convert(rec *records.Record, r *result) {
	c.row, c.number, c.inc, c.messages, c.lost = rec.Values, rec.Row, &r.draft.Incident, nil, false
	c.inc.Story, c.inc.Workflow = c.Story.Slug, incidents.DraftStage
	c.inc.Verification, c.inc.Disposition = incidents.Unverified, incidents.Active
	// A file that has changed since it was first read may have cells without a column.
	behind := rec.Values[min(len(rec.Values), len(c.names)):]
	c.row = rec.Values[:len(rec.Values)-len(behind)]
	c.located = rec.Geometry != nil
	c.lang = c.plan.lang
	switch {
	case rec.Err != nil:
		// The message has the row's number, and is told once of all rows of which it is true.
		reason := strings.TrimPrefix(rec.Err.Error(), fmt.Sprintf("row %d ", rec.Row))
		c.lose(-1, "", reason, "the row is refused")
		r.refused = true
	case isEmpty(rec):
		c.lose(-1, "", "the row is empty", "the row is refused")
		r.refused = true
	case c.isFootnote(rec):
		c.lose(-1, c.alone(), "the row has a single cell, as a note below a table has", "the row is refused")
		r.refused = true
	case c.isNote(rec):
		c.lose(-1, strings.Join(withoutEmpty(c.row), " "), "the row is a note on the table or its source", "the row is refused")
		r.refused = true
	case c.isSum(rec):
		c.lose(-1, c.alone(), "the row is a total or an average of others, and no incident", "the row is refused")
		r.refused = true
	default:
		for _, v := range behind {
			c.lose(-1, v, "the cell lies behind the last column that the file had when it was first read", "it is left out; import the file again")
		}
		c.repairs(rec.Repairs)
		c.takeOutControls()
		c.takeOutMarkup()
		c.fill(rec)
		r.unpublished = c.unpublished(rec)
		r.draft.Blank = r.unpublished != nil
		r.id = c.identifier(rec)
		c.hashes(r, rec)
		r.likeness = c.likeness()
		c.finish(r)
	}
	r.draft.Messages, r.lost = c.messages, c.lost
}

func isEmpty(rec *records.Record) bool {
	if rec.Geometry != nil {
		return false
	}
	for _, v := range rec.Values {
		if v != "" && strings.TrimSpace(v) != "" {
			return false
		}
	}
	return true
}

// footnoteColumns is how many columns a table needs for a row of one cell to be a note.
const footnoteColumns = 4

// isFootnote tells a row of one cell that is not the one an incident can do with.
func (c *converter) isFootnote(rec *records.Record) bool {
	if len(c.names) < footnoteColumns || rec.Geometry != nil || rec.ID != "" {
		return false
	}
	filled := 0
	for i, v := range c.row {
		if strings.TrimSpace(v) == "" {
			continue
		}
		if filled++; filled > 1 {
			return false
		}
		switch c.fields[i].Field {
		case columns.Title, columns.Summary, columns.Name, columns.Kind, columns.URL, columns.ID:
			return false
		}
	}
	return true
}

// noteWords begin a row below a table that says something of it, in Spanish, English, Portuguese, French,
// Italian and German.
var noteWords = map[string]bool{
	"nota": true, "notas": true, "note": true, "notes": true, "source": true, "sources": true, "fuente": true, "fuentes": true, "fonte": true, "fontes": true, "remarque": true, "anmerkung": true,
	"anmerkungen": true, "quelle": true, "quellen": true, "elaboracion": true, "elaborado por": true, "consulta": true, "fecha de consulta": true, "last updated": true, "actualizado": true, "disclaimer": true,
}

// isNote tells a row of two cells, of which the one in the first column is a word for a note.
func (c *converter) isNote(rec *records.Record) bool {
	if c.own || rec.Geometry != nil || rec.ID != "" || len(c.names) < footnoteColumns {
		return false
	}
	first, filled := c.value(0), 0
	for i := 0; i < len(c.row) && filled < 3; i++ {
		if c.row[i] != "" {
			filled++
		}
	}
	if filled != 2 || first == "" {
		return false
	}
	word, _, _ := strings.Cut(first, ":")
	return len(word) < 30 && noteWords[words.Key(word)]
}

// alone gives the first cell of the row that holds something.
func (c *converter) alone() string {
	for i := range c.row {
		if v := c.value(i); v != "" {
			return v
		}
	}
	return ""
}

// repairs passes on what was mended before.
func (c *converter) repairs(all []records.Repair) {
	for _, r := range all { // a record has few
		column := slices.Index(c.names, r.Column)
		isFigure := column >= 0 && c.isFigure(column)
		switch {
		case r.What == records.Merged && isFigure:
			c.row = slices.Clone(c.row)
			c.row[column] = ""
			c.lose(column, r.Value, "the cell is merged with the one above it, which has one number for all of its rows", "the first row has the number, and this one none")
			continue
		case r.What == records.Share && isFigure:
			c.keep(column)
			c.row = slices.Clone(c.row)
			c.row[column] = ""
			c.lose(column, r.Value, "the sheet shows the number as a share of a hundred, which is no number of people", "the figure is left out, and the cell is kept")
			continue
		case r.What == records.Share:
			continue // a column of its own, of which nothing is wrong
		}
		c.messages = append(c.messages, Message{
			Row: c.number, Column: r.Column, Value: shorten(r.Value), Reason: r.Detail, Lost: r.Lost,
		})
		c.lost = c.lost || r.Lost
	}
}

// isFigure tells a column of a number of people.
func (c *converter) isFigure(column int) bool { return slices.Contains(c.sum.figures, column) }

// takeOutControls takes characters out of the cells that no text holds, and that terminals and
// pages would act on. The record's own content, by which it is known again, stays.
func (c *converter) takeOutControls() {
	copied := false
	for i, v := range c.row {
		text, changed := incidents.WithoutControls(v)
		if !changed {
			continue
		}
		if !copied {
			c.row, copied = slices.Clone(c.row), true
		}
		c.row[i] = text
		c.lose(i, v, "holds control characters, which are no text", "they are taken out")
	}
}

// fill reads the fields one after another; titles come last as they may be made of others.
func (c *converter) fill(rec *records.Record) {
	inc := c.inc
	for _, i := range c.extra {
		c.keep(i)
	}
	if v := c.value(c.language); v != "" {
		c.readLanguage(v)
	}
	c.readKind()
	inc.Where = c.readWhere(rec)
	inc.When = c.readWhen() // whose zone may hang on the country
	c.readSources()
	c.readFigures()
	if c.own {
		c.readOwn(rec)
	}
	c.readVerification()
	c.readTexts()
}

// finish holds what was read back from own exports against the domain's rules; all else
// is made to hold them.
func (c *converter) finish(r *result) {
	if !c.own {
		return
	}
	probe := *c.inc
	if probe.ID == "" {
		probe.ID = incidents.NewID(time.Unix(0, 0))
	}
	if err := probe.Validate(); err != nil {
		c.lose(-1, "", "breaks the rules of incidents: "+strings.ReplaceAll(err.Error(), "\n", "; "), "the row is refused")
		r.refused = true
	}
}

// featureID is the name under which the identifier of a feature is kept that is in no column.
const featureID = "feature id"

// identifier gives the source's identifier of the record.
func (c *converter) identifier(rec *records.Record) string {
	id := c.value(c.id)
	c.keep(c.id)
	if c.id < 0 && rec.ID != "" && !c.own {
		if c.inc.Extra == nil {
			c.inc.Extra = make(map[string]string, len(c.extra)+1)
		}
		c.inc.Extra[featureID] = rec.ID
	}
	if rec.ID != "" && (!c.asked || id == "") {
		id = rec.ID
	}
	return id
}
