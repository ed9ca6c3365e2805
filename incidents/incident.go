package incidents

import (
	"time"

	"incidentmap/geo"
)

// Incident is one thing that sources say happened, was disrupted or was advised, as its
// editors know it. It may hold what the public must not see: readers get a [Public].
type Incident struct {
	ID    string `json:"id"`    // ULID, never reused
	Story string `json:"story"` // the story's slug
	Class Class  `json:"class"`
	Kind  Kind   `json:"kind"`

	Title   Text `json:"title"`
	Summary Text `json:"summary,omitempty"`

	When  When         `json:"when"`
	Where geo.Location `json:"where"`
	// Disclosure, when set, replaces the story's rule for this incident's location.
	Disclosure Disclosure `json:"disclosure,omitempty"`

	Casualties []Casualty `json:"casualties,omitempty"`
	Claims     []Claim    `json:"claims,omitempty"`
	Sources    []Source   `json:"sources,omitempty"`
	Relations  []Relation `json:"relations,omitempty"`
	Media      []Media    `json:"media,omitempty"`

	// Extra holds what the record it came from says besides, by the record's own column
	// names. Readers see of it what the story has a Column for.
	Extra  map[string]string `json:"extra,omitempty"`
	Origin Origin            `json:"origin,omitzero"`

	Workflow Workflow `json:"workflow"`
	// PublishAt is from when on readers may see this state; zero for at once. An approved incident that has it
	// is published then.
	PublishAt    time.Time    `json:"publish_at,omitzero"`
	Verification Verification `json:"verification"`
	Disposition  Disposition  `json:"disposition"`
}

// Origin is the record of a file that an incident came from; zero when an editor wrote it.
type Origin struct {
	// Key is the same whenever the record comes again, and unique in a story: "id:" and the
	// source's own identifier, or "sha256:" and a hash of the record's content, with "#2", "#3"
	// for the second and third record of the same content in a file.
	Key string `json:"key,omitempty"`
	// Hash is a hash of the record's content, "sha256:…": a record that comes again
	// unchanged is not written again.
	Hash string `json:"hash,omitempty"`
	File string `json:"file,omitempty"` // the file's name, without its folder
	Row  int    `json:"row,omitempty"`  // where in it a person finds the record
}

// When says when something happened and how exactly that is known. Start and End are
// the earliest and the latest instant, both included; they are equal for a moment that
// is known to the minute, and zero when the time is not known.
type When struct {
	Start     time.Time     `json:"start,omitzero"`
	End       time.Time     `json:"end,omitzero"`
	Zone      string        `json:"zone,omitempty"` // IANA name: "America/Mexico_City"
	Precision TimePrecision `json:"precision"`
	Basis     TimeBasis     `json:"basis"`
}

// TimePrecision tells how exactly a time is known.
type TimePrecision string

// The precisions of time.
const (
	Minute      TimePrecision = "minute"
	Hour        TimePrecision = "hour"
	PartOfDay   TimePrecision = "part_of_day"
	Day         TimePrecision = "day"
	Week        TimePrecision = "week"
	Month       TimePrecision = "month"
	Year        TimePrecision = "year"
	TimeUnknown TimePrecision = "unknown"
)

// TimePrecisions lists the precisions of time, the most exact first.
func TimePrecisions() []TimePrecision {
	return []TimePrecision{Minute, Hour, PartOfDay, Day, Week, Month, Year, TimeUnknown}
}

// TimeBasis tells what a time is the time of.
type TimeBasis string

// The bases of a time.
const (
	EventTime    TimeBasis = "event"    // when it happened
	ReportedTime TimeBasis = "reported" // when it was said to have happened
)

// Casualty is one figure, as one claim gives it, for one group and one outcome. Rows of
// the same group and outcome in one incident are competing figures for the same people:
// they are never added, and the first is the best known.
type Casualty struct {
	ID      string  `json:"id"` // unique in the incident: "c1"
	Group   Group   `json:"group"`
	Outcome Outcome `json:"outcome"`
	Low     *int    `json:"low,omitempty"`
	Best    *int    `json:"best,omitempty"`
	High    *int    `json:"high,omitempty"`
	Claim   string  `json:"claim,omitempty"` // the claim's id, in this incident
	// CountedIn names another incident's row that already holds these people; the row
	// is shown, and left out of every sum.
	CountedIn *CasualtyRef `json:"counted_in,omitempty"`
}

// CasualtyRef names a casualty row of an incident.
type CasualtyRef struct {
	Incident string `json:"incident"`
	Casualty string `json:"casualty"`
}

// Group is whom a figure counts.
type Group string

// Groups lists the groups.
func Groups() []Group {
	return []Group{
		"military", "national_guard", "police", "prosecutor", "prison_staff",
		"suspected_criminal", "civilian", "unknown",
	}
}

// Outcome is what became of the people counted.
type Outcome string

// The outcomes.
const (
	Killed    Outcome = "killed"
	DiedLater Outcome = "died_later"
	Wounded   Outcome = "wounded"
	Detained  Outcome = "detained"
	Missing   Outcome = "missing"
)

// Outcomes lists the outcomes, the gravest first.
func Outcomes() []Outcome { return []Outcome{Killed, DiedLater, Wounded, Detained, Missing} }

// Claim is what one source says about one field.
type Claim struct {
	ID     string `json:"id"`     // unique in the incident: "k1"
	Field  string `json:"field"`  // the field it speaks of: "casualties", "where", "when", "kind", …
	Value  string `json:"value"`  // the value it gives, as said
	Source string `json:"source"` // the source's id, in this incident
	// Passage is the source's own wording, with its place in the text in Unicode code
	// points, the end not included. Paraphrase stands for it where the wording may not
	// be published.
	Passage    string `json:"passage,omitempty"`
	Start      int    `json:"start,omitempty"`
	End        int    `json:"end,omitempty"`
	Paraphrase Text   `json:"paraphrase,omitempty"`
	Stance     Stance `json:"stance"`
}

// Stance says whether a claim speaks for a value or against it.
type Stance string

// The stances.
const (
	Supports Stance = "supports"
	Disputes Stance = "disputes"
)

// Source is who said something, where and when.
type Source struct {
	ID        string    `json:"id"` // the same id means the same source throughout a story
	Publisher Text      `json:"publisher"`
	URL       string    `json:"url,omitempty"`
	Published time.Time `json:"published,omitzero"`
	Retrieved time.Time `json:"retrieved,omitzero"`
	Lang      string    `json:"lang,omitempty"`
	// Kind is the kind of document or voice.
	Kind        SourceKind  `json:"kind"`
	Attribution Attribution `json:"attribution"`
	// Reason is the reason given for not naming the source; for anonymous ones only.
	Reason Text `json:"reason,omitempty"`
	// Via is the id of the source that quotes this one, in the same incident.
	Via     string `json:"via,omitempty"`
	Hash    string `json:"hash,omitempty"`    // "sha256:…" of the document as retrieved
	Archive string `json:"archive,omitempty"` // address of an archived copy
}

// SourceKind is the kind of document or voice a source is.
type SourceKind string

// The kinds of sources.
const (
	Wire     SourceKind = "wire"
	Official SourceKind = "official"
	Social   SourceKind = "social"
	Witness  SourceKind = "witness"
	// UnstatedSource is a source of which a file says no more than its name or address.
	UnstatedSource SourceKind = "unstated"
)

// SourceKinds lists the kinds of sources.
func SourceKinds() []SourceKind {
	return []SourceKind{Wire, Official, Social, Witness, UnstatedSource}
}

// Attribution says how a source is identified.
type Attribution string

// The attributions.
const (
	Named       Attribution = "named"
	Institution Attribution = "institution"
	Anonymous   Attribution = "anonymous"
	// UnstatedAttribution is that of a source of which a file does not say how it is identified.
	UnstatedAttribution Attribution = "unstated"
)

// Attributions lists the attributions.
func Attributions() []Attribution {
	return []Attribution{Named, Institution, Anonymous, UnstatedAttribution}
}

// Relation ties an incident to another.
type Relation struct {
	Type     RelationType `json:"type"`
	Incident string       `json:"incident"` // the other's id
}

// RelationType says how an incident stands to another.
type RelationType string

// The relations.
const (
	PartOf         RelationType = "part_of"
	CausedBy       RelationType = "caused_by"
	RetaliationFor RelationType = "retaliation_for"
	DuplicateOf    RelationType = "duplicate_of"
	Supersedes     RelationType = "supersedes"
)

// Workflow is the incident's stage on the way to readers.
type Workflow string

// The stages. Published and archived incidents are public.
const (
	DraftStage Workflow = "draft"
	Review     Workflow = "review"
	Approved   Workflow = "approved"
	Published  Workflow = "published"
	Archived   Workflow = "archived"
)

// Verification says how sure anyone is.
type Verification string

// The states of verification.
const (
	Unverified   Verification = "unverified"
	SingleSource Verification = "single_source"
	Corroborated Verification = "corroborated"
	Confirmed    Verification = "confirmed"
	Disputed     Verification = "disputed"
	Debunked     Verification = "debunked"
)

// Verifications lists the states of verification.
func Verifications() []Verification {
	return []Verification{Unverified, SingleSource, Corroborated, Confirmed, Disputed, Debunked}
}

// Disposition says what became of the incident's record.
type Disposition string

// The dispositions. A retracted incident stays public, with the reason.
const (
	Active    Disposition = "active"
	Corrected Disposition = "corrected"
	Merged    Disposition = "merged"
	Retracted Disposition = "retracted"
)
