package incidents

import (
	"errors"
	"fmt"
	"math"
	"regexp"
	"slices"
	"sync"
	"time"

	"github.com/paulmach/orb"

	"incidentmap/geo"
)

// Limits of a single text, in bytes, of its languages, and of a list: more than an editor would
// write and less than would make a page of it useless.
const (
	maxTitle     = 500
	maxText      = 20_000
	maxList      = 200
	maxLanguages = 20
)

// Limits are what forms may tell their writers ahead.
type Limits struct {
	Title int `json:"title"` // bytes of a title, in one language
	Text  int `json:"text"`  // bytes of another text, in one language
	List  int `json:"list"`  // entries of a list
}

// TextLimits gives the limits by which Validate holds incidents.
func TextLimits() Limits { return Limits{Title: maxTitle, Text: maxText, List: maxList} }

var (
	langForm  = regexp.MustCompile(`^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$`)
	colorForm = regexp.MustCompile(`^#[0-9a-f]{6}$`)
)

// Validate holds the incident against the rules of the domain and gives Problems that
// name each field at fault, or nil.
func (inc *Incident) Validate() error {
	var p Problems
	if !ValidID(inc.ID) {
		p.Add("id", "%q is not a ULID", inc.ID)
	}
	if !isSlug(inc.Story) {
		p.Add("story", "%q is not a story's slug", inc.Story)
	}
	oneOf(&p, "class", inc.Class, Classes())
	checkKind(&p, "kind", inc.Kind)
	if inc.Title.isEmpty() {
		p.Add("title", "is empty; give it in one language at least")
	}
	inc.Title.validate(&p, "title", maxTitle)
	inc.Summary.validate(&p, "summary", maxText)
	inc.When.validate(&p)
	validateWhere(&p, &inc.Where)
	if inc.Disclosure != "" {
		oneOf(&p, "disclosure", inc.Disclosure, []Disclosure{Open, Coarsened, Withheld})
	}
	inc.validateLists(&p)
	oneOf(&p, "workflow", inc.Workflow, []Workflow{DraftStage, Review, Approved, Published, Archived})
	checkInstant(&p, "publish_at", inc.PublishAt)
	oneOf(&p, "verification", inc.Verification, Verifications())
	oneOf(&p, "disposition", inc.Disposition, []Disposition{Active, Corrected, Merged, Retracted})
	return p.Err()
}

// Validate holds the write and its incident against the rules of the domain and gives Problems
// that name each field at fault, or nil.
func (w *Write) Validate() error {
	var p Problems
	if err := w.Incident.Validate(); err != nil {
		errors.As(err, &p)
	}
	if w.Base < 0 {
		p.Add("base", "%d is not the number of a revision", w.Base)
	}
	oneOf(&p, "revision.kind", w.Kind, []RevisionKind{Create, Update, Clarification, Correction, Retraction})
	if len(w.Author) > maxTitle {
		p.Add("revision.author", "has %d bytes; the limit is %d", len(w.Author), maxTitle)
	}
	if w.AuthorID != "" && !isActorID(w.AuthorID) {
		p.Add("revision.author_id", "%q is neither a person's id nor a token's", w.AuthorID)
	}
	w.Note.validate(&p, "revision.note", maxText)
	w.checkNew(&p)
	return p.Err()
}

func (inc *Incident) validateLists(p *Problems) {
	sizes := []struct {
		field string
		n     int
	}{
		{"casualties", len(inc.Casualties)},
		{"claims", len(inc.Claims)},
		{"sources", len(inc.Sources)},
		{"relations", len(inc.Relations)},
		{"media", len(inc.Media)},
	}
	for _, s := range sizes {
		limit := maxList
		if s.field == "media" {
			limit = MaxMedia
		}
		if s.n > limit {
			p.Add(s.field, "has %d entries; the limit is %d", s.n, limit)
			return
		}
	}
	sources := ids(p, "sources", inc.Sources, func(s *Source) string { return s.ID })
	claims := ids(p, "claims", inc.Claims, func(c *Claim) string { return c.ID })
	ids(p, "casualties", inc.Casualties, func(c *Casualty) string { return c.ID })
	var own Problems // of an item, whose place is named only where there are any
	for i := range inc.Sources {
		inc.Sources[i].validate(&own, sources)
		own.moveTo(p, "sources", i)
	}
	for i := range inc.Claims {
		inc.Claims[i].validate(&own, sources)
		own.moveTo(p, "claims", i)
	}
	for i := range inc.Casualties {
		inc.Casualties[i].validate(&own, claims)
		own.moveTo(p, "casualties", i)
	}
	types := []RelationType{PartOf, CausedBy, RetaliationFor, DuplicateOf, Supersedes}
	for i, r := range inc.Relations {
		oneOf(&own, ".type", r.Type, types)
		if !ValidID(r.Incident) || r.Incident == inc.ID {
			own.Add(".incident", "%q is not the id of another incident", r.Incident)
		}
		own.moveTo(p, "relations", i)
	}
	ids(p, "media", inc.Media, func(m *Media) string { return m.ID })
	for i := range inc.Media {
		inc.Media[i].validate(&own)
		own.moveTo(p, "media", i)
	}
}

// moveTo adds the problems of an item of a list to those of the whole, and forgets them.
func (p *Problems) moveTo(whole *Problems, list string, i int) {
	for _, e := range *p {
		e.Field = fmt.Sprintf("%s[%d]%s", list, i, e.Field)
	}
	*whole = append(*whole, *p...)
	*p = nil
}

// idSet is the ids of a list, each once.
type idSet []string

func (s idSet) has(id string) bool { return slices.Contains(s, id) }

// ids notes empty and repeated ids of a list, which is short, and gives the set of them.
func ids[T any](p *Problems, field string, list []T, id func(*T) string) idSet {
	if len(list) == 0 {
		return nil
	}
	seen := make(idSet, 0, len(list))
	for i := range list {
		switch v := id(&list[i]); {
		case v == "":
			p.Add(fmt.Sprintf("%s[%d].id", field, i), "is empty")
		case seen.has(v):
			p.Add(fmt.Sprintf("%s[%d].id", field, i), "%q is used twice", v)
		default:
			seen = append(seen, v)
		}
	}
	return seen
}

func oneOf[T ~string](p *Problems, field string, v T, known []T) {
	if !slices.Contains(known, v) {
		// A copy, so that no list has to be made for what is known.
		p.Add(field, "%q is not known; use one of %v", v, slices.Clone(known))
	}
}

// isLang reports whether the text has the form of a language tag, which mostly is two letters.
func isLang(s string) bool {
	if len(s) == 2 && 'a' <= s[0] && s[0] <= 'z' && 'a' <= s[1] && s[1] <= 'z' {
		return true
	}
	return langForm.MatchString(s)
}

// isSlug reports whether the text is 1 to 80 of a-z, 0-9 and, but for the first, "-".
func isSlug(s string) bool {
	for i := range len(s) {
		c := s[i]
		if (c < 'a' || c > 'z') && (c < '0' || c > '9') && (c != '-' || i == 0) {
			return false
		}
	}
	return 0 < len(s) && len(s) <= 80
}

func (t Text) validate(p *Problems, field string, limit int) {
	for lang, s := range t {
		if !isLang(lang) {
			p.Add(field, "%s is not a language tag such as es or en", Quote(lang))
			continue
		}
		if len(s) > limit {
			p.Add(field+"."+lang, "has %d bytes; the limit is %d", len(s), limit)
		}
	}
}

func (w When) validate(p *Problems) {
	oneOf(p, "when.precision", w.Precision, []TimePrecision{Minute, Hour, PartOfDay, Day, Week, Month, Year, TimeUnknown})
	oneOf(p, "when.basis", w.Basis, []TimeBasis{EventTime, ReportedTime})
	if w.Zone != "" {
		if !knownZone(w.Zone) {
			p.Add("when.zone", "%q is not an IANA time zone such as America/Mexico_City", w.Zone)
		}
	}
	known := !w.Start.IsZero() && !w.End.IsZero()
	switch {
	case w.Precision == TimeUnknown && (!w.Start.IsZero() || !w.End.IsZero()):
		p.Add("when.precision", "is unknown although a time is given")
	case w.Precision != TimeUnknown && !known:
		p.Add("when", "needs both start and end, or precision unknown")
	case known && w.End.Before(w.Start):
		p.Add("when.end", "%s is before the start %s", w.End.Format(time.RFC3339), w.Start.Format(time.RFC3339))
	}
	for _, t := range []time.Time{w.Start, w.End} {
		if !t.IsZero() && (t.Year() < 1 || t.Year() > 9999) {
			p.Add("when", "year %d is out of range", t.Year())
		}
	}
}

// validateWhere holds a location against its own precision, so that an area is never a
// pin that claims a spot, and an unlocated incident has no geometry.
func validateWhere(p *Problems, l *geo.Location) {
	if !l.Precision.Valid() {
		p.Add("where.precision", "%q is not known; use one of %v", l.Precision, geo.Precisions())
		return
	}
	Text(l.Place).validate(p, "where.place", maxTitle)
	if l.RadiusM < 0 || math.IsNaN(l.RadiusM) || l.RadiusM > 2e7 {
		p.Add("where.radius_m", "%g is not a distance in metres on Earth", l.RadiusM)
	}
	if l.Geometry == nil {
		if l.Precision != geo.Unlocated {
			p.Add("where.geometry", "is missing; a place that cannot be drawn has precision unlocated")
		}
		return
	}
	if l.Precision == geo.Unlocated {
		p.Add("where.geometry", "must be null when the precision is unlocated")
	}
	if err := geo.Validate(l.Geometry); err != nil {
		p.Add("where.geometry", "%v", err)
		return
	}
	if _, isPoint := l.Geometry.(orb.Point); isPoint && l.Precision.IsArea() && l.RadiusM == 0 {
		p.Add("where.radius_m", "is needed when an area (%s) is given as a point", l.Precision)
	}
}

func (s *Source) validate(p *Problems, sources idSet) {
	if s.Publisher.isEmpty() {
		p.Add(".publisher", "is empty; say who it is, or how it is described")
	}
	s.Publisher.validate(p, ".publisher", maxTitle)
	oneOf(p, ".kind", s.Kind, SourceKinds())
	oneOf(p, ".attribution", s.Attribution, Attributions())
	s.Reason.validate(p, ".reason", maxText)
	validateLink(p, ".url", s.URL)
	validateLink(p, ".archive", s.Archive)
	if s.Via != "" && (!sources.has(s.Via) || s.Via == s.ID) {
		p.Add(".via", "%q is not another source of this incident", s.Via)
	}
}

// validateLink lets only web addresses through: javascript: and data: links would run
// in a reader's page.
func validateLink(p *Problems, field, link string) {
	if link != "" && !IsLink(link) {
		p.Add(field, "%q is not an http or https address", link)
	}
}

func (c *Claim) validate(p *Problems, sources idSet) {
	if c.Field == "" {
		p.Add(".field", "is empty; name the field the claim speaks of")
	}
	if !sources.has(c.Source) {
		p.Add(".source", "%q is not a source of this incident", c.Source)
	}
	oneOf(p, ".stance", c.Stance, []Stance{Supports, Disputes})
	if c.Start < 0 || c.End < c.Start {
		p.Add(".start", "offsets %d to %d are not a passage", c.Start, c.End)
	}
	for _, text := range []struct{ name, words string }{{".value", c.Value}, {".passage", c.Passage}} {
		if len(text.words) > maxText {
			p.Add(text.name, "has %d bytes; the limit is %d", len(text.words), maxText)
		}
	}
	c.Paraphrase.validate(p, ".paraphrase", maxText)
}

func (c *Casualty) validate(p *Problems, claims idSet) {
	oneOf(p, ".group", c.Group, Groups())
	oneOf(p, ".outcome", c.Outcome, Outcomes())
	if c.Low == nil && c.Best == nil && c.High == nil {
		p.Add("", "gives no number; give low, best or high")
	}
	last := 0
	for _, n := range []struct {
		name string
		v    *int
	}{{"low", c.Low}, {"best", c.Best}, {"high", c.High}} {
		if n.v == nil {
			continue
		}
		if *n.v < last {
			p.Add("."+n.name, "%d is less than %d; the order is 0 ≤ low ≤ best ≤ high", *n.v, last)
		}
		last = max(last, *n.v)
	}
	if c.Claim != "" && !claims.has(c.Claim) {
		p.Add(".claim", "%q is not a claim of this incident", c.Claim)
	}
	if c.CountedIn != nil && (!ValidID(c.CountedIn.Incident) || c.CountedIn.Casualty == "") {
		p.Add(".counted_in", "does not name an incident and its casualty row")
	}
}

// ValidSlug reports whether s has the form of a story's slug.
func ValidSlug(s string) bool { return isSlug(s) }

// Validate holds the story against the rules of the domain and gives Problems that name
// each field at fault, or nil.
func (s *Story) Validate() error {
	var p Problems
	s.validate(&p)
	return p.Err()
}

func (s *Story) validate(p *Problems) {
	if !isSlug(s.Slug) {
		p.Add("slug", "%q is not 1 to 80 of a-z, 0-9 and -", s.Slug)
	}
	if len(s.Title.Langs()) == 0 {
		p.Add("title", "is empty; give it in one language at least")
	}
	s.Title.validate(p, "title", maxTitle)
	s.Summary.validate(p, "summary", maxText)
	s.Credit.validate(p, "credit", maxText)
	if len(s.Languages) == 0 {
		p.Add("languages", "is empty; name one at least")
	}
	for i, l := range s.Languages {
		if !isLang(l) || slices.Contains(s.Languages[:i], l) {
			p.Add(fmt.Sprintf("languages[%d]", i), "%q is not a new language tag such as es or en", l)
		}
	}
	if _, err := time.LoadLocation(s.Zone); err != nil || s.Zone == "" || s.Zone == "Local" {
		p.Add("zone", "%q is not an IANA time zone such as America/Mexico_City", s.Zone)
	}
	b := s.View.BBox
	if _, err := geo.ParseBBox(fmt.Sprintf("%g,%g,%g,%g", b[0], b[1], b[2], b[3])); err != nil {
		p.Add("view.bbox", "%v", err)
	}
	validateLink(p, "licence.url", s.Licence.URL)
	if s.Publication != "" {
		oneOf(p, "publication", s.Publication, []Publication{PublicStory, DraftStory, WithFirstIncident})
	}
	s.validateKinds(p)
	s.Policy.validate(p, s)
	s.Map.validate(p)
	if len(s.Layers) > MaxLayers {
		p.Add("layers", "has %d entries; the limit is %d", len(s.Layers), MaxLayers)
	}
	s.validateColumns(p)
	ids(p, "layers", s.Layers, func(l *Layer) string { return l.ID })
	for i, l := range s.Layers {
		l.validate(p, fmt.Sprintf("layers[%d]", i), s)
	}
	s.validateSteps(p)
}

func (l Layer) validate(p *Problems, at string, s *Story) {
	if !isSlug(l.ID) || l.ID == LayerAll {
		p.Add(at+".id", "%q is not 1 to 80 of a-z, 0-9 and -, other than %q", l.ID, LayerAll)
	}
	if len(l.Title.Langs()) == 0 {
		p.Add(at+".title", "is empty; give it in one language at least")
	}
	l.Title.validate(p, at+".title", maxTitle)
	oneOf(p, at+".symbol.shape", l.Symbol.Shape, Shapes())
	if !colorForm.MatchString(l.Symbol.Color) {
		p.Add(at+".symbol.color", "%q is not a colour such as #b2182b", l.Symbol.Color)
	}
	for _, c := range l.Filter.Classes {
		oneOf(p, at+".filter.classes", c, Classes())
	}
	for _, k := range l.Filter.Kinds {
		s.checkKind(p, at+".filter.kinds", k)
	}
	for _, o := range l.Filter.Outcomes {
		oneOf(p, at+".filter.outcomes", o, Outcomes())
	}
}

// zones remembers the names of zones that were found; looking one up reads a file.
var zones sync.Map

func knownZone(name string) bool {
	if _, known := zones.Load(name); known {
		return true
	}
	if _, err := time.LoadLocation(name); err != nil || name == "" || name == "Local" {
		return false
	}
	zones.Store(name, struct{}{})
	return true
}
