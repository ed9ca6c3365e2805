package incidents

import (
	"maps"
	"slices"
	"strings"
	"time"

	"incidentmap/geo"
)

// Redaction takes words of an incident away from its past: see Store.Redact.
type Redaction struct {
	Story    string `json:"-"`
	Incident string `json:"-"` // id
	// Fields are taken out of every revision, the newest included, or of Revisions where those are given:
	// see Redactable. Without fields all of them are taken out of the revisions.
	Fields    []string `json:"fields,omitempty"`
	Revisions []int    `json:"revisions,omitempty"` // numbers

	Reason RedactionReason `json:"reason"`
	Note   Text            `json:"-"` // for readers; it is the note of the revision that says so
	Author string          `json:"-"`
	// AuthorID is the Actor's id; empty for who has none.
	AuthorID string `json:"-"`

	// Seq and Time are when it was done; the store sets them.
	Seq  Seq       `json:"-"`
	Time time.Time `json:"-"`
}

// RedactionReason says why something was taken away.
type RedactionReason string

// The reasons of a redaction.
const (
	ForSafety  RedactionReason = "safety"  // it could put somebody in danger
	ForPrivacy RedactionReason = "privacy" // it was nobody's business
	ForLaw     RedactionReason = "legal"   // a court or a law asked for it
	ForError   RedactionReason = "error"   // it should never have been written
)

// Redactable lists the fields that a redaction may name. "sources.ID", "claims.ID" and "media.ID" name one of a
// list: with a source go the claims that rest on it. With the place go all claims about it and all extra columns,
// any of which may hold it in another form.
func Redactable() []string {
	return []string{"title", "summary", "when", "where", "casualties", "claims", "sources", "relations", "media", "extra", "note", "author"}
}

// RedactedText stands for a text that was taken away and must not be empty, in each of its languages.
const RedactedText = "[…]"

// Validate holds the redaction against the rules and gives Problems that name each field at fault, or nil.
func (r *Redaction) Validate() error {
	var p Problems
	if len(r.Fields)+len(r.Revisions) == 0 {
		p.Add("fields", "is empty, and so is revisions; say what is to be taken away")
	}
	for _, f := range r.Fields {
		base, id, one := strings.Cut(f, ".")
		switch {
		case one && (base == "sources" || base == "claims" || base == "media") && id != "":
		case one || !slices.Contains(Redactable(), base):
			p.Add("fields", "%q is not known; use some of %v, sources.ID, claims.ID or media.ID", f, Redactable())
		}
	}
	oneOf(&p, "reason", r.Reason, []RedactionReason{ForSafety, ForPrivacy, ForLaw, ForError})
	if r.Note.isEmpty() {
		p.Add("note", "is missing; tell readers why something was taken away, without saying what")
	}
	r.Note.validate(&p, "note", maxText)
	r.Note.checkNew(&p, "note")
	if len(r.Author) > maxTitle {
		p.Add("author", "has %d bytes; the limit is %d", len(r.Author), maxTitle)
	}
	return p.Err()
}

// Concerns reports whether the redaction takes words out of the revision of a number.
func (r *Redaction) Concerns(number int) bool {
	return len(r.Revisions) == 0 || slices.Contains(r.Revisions, number)
}

// Of gives a revision without what the redaction takes away. It changes nothing of rev.
func (r *Redaction) Of(rev *Revision) Revision {
	out := *rev
	fields := r.Fields
	if len(fields) == 0 {
		fields = Redactable()
	}
	for _, f := range fields {
		switch f {
		case "note":
			out.Note = nil
		case "author":
			out.Author, out.AuthorID = "", ""
		default:
			out.Incident.redact(f)
		}
	}
	return out
}

// redacted gives a text that must not be empty without its words.
func (t Text) redacted() Text {
	out := maps.Clone(t)
	for lang := range out {
		out[lang] = RedactedText
	}
	return out
}

// redact takes one field away. What it changes is replaced and not written into.
func (inc *Incident) redact(field string) {
	base, id, one := strings.Cut(field, ".")
	switch base {
	case "title":
		inc.Title = inc.Title.redacted()
	case "summary":
		inc.Summary = nil
	case "when":
		inc.When = When{Zone: inc.When.Zone, Precision: TimeUnknown, Basis: inc.When.Basis}
	case "where":
		inc.Where = geo.Location{Precision: geo.Unlocated}
		inc.Extra = nil
		inc.withoutClaims(func(c *Claim) bool { return !isPlaceless(c.Field) })
	case "casualties":
		inc.Casualties = nil
		inc.withoutClaims(func(c *Claim) bool { return strings.HasPrefix(strings.ToLower(c.Field), "casualt") })
	case "claims":
		inc.withoutClaims(func(c *Claim) bool { return !one || c.ID == id })
	case "sources":
		inc.withoutClaims(func(c *Claim) bool { return !one || c.Source == id })
		inc.withoutSources(func(s *Source) bool { return !one || s.ID == id })
	case "relations":
		inc.Relations = nil
	case "media":
		inc.Media = slices.DeleteFunc(slices.Clone(inc.Media), func(m Media) bool { return !one || m.ID == id })
		if len(inc.Media) == 0 {
			inc.Media = nil
		}
	case "extra":
		inc.Extra = nil
	}
}

// withoutClaims takes claims away; figures that rest on one of them stay, without it.
func (inc *Incident) withoutClaims(gone func(*Claim) bool) {
	var kept []Claim
	lost := map[string]bool{}
	for i := range inc.Claims {
		if gone(&inc.Claims[i]) {
			lost[inc.Claims[i].ID] = true
			continue
		}
		kept = append(kept, inc.Claims[i])
	}
	if len(lost) == 0 {
		return
	}
	inc.Claims, inc.Casualties = kept, slices.Clone(inc.Casualties)
	for i := range inc.Casualties {
		if lost[inc.Casualties[i].Claim] {
			inc.Casualties[i].Claim = ""
		}
	}
}

func (inc *Incident) withoutSources(gone func(*Source) bool) {
	var kept []Source
	lost := map[string]bool{}
	for i := range inc.Sources {
		if gone(&inc.Sources[i]) {
			lost[inc.Sources[i].ID] = true
			continue
		}
		kept = append(kept, inc.Sources[i])
	}
	for i := range kept {
		if lost[kept[i].Via] {
			kept[i].Via = ""
		}
	}
	inc.Sources = kept
}
