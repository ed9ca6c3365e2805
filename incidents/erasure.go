package incidents

// Erasure takes an incident, or the words of one of its sources, off the disk: see Store.Erase.
type Erasure struct {
	Story    string
	Incident string // id; empty for all incidents of the story
	Source   string // id of a source, whose words alone are erased; empty for all of the incident
	// Own erases of the story only what it says itself, and leaves its incidents: see Story.WithoutWords.
	Own bool

	Reason RedactionReason
	Note   Text // for readers: that and why it was erased, without saying what it was
	Author string
	// AuthorID is the Actor's id; empty for who has none.
	AuthorID string
}

// OfStory reports whether what the story says itself is erased.
func (e *Erasure) OfStory() bool { return e.Own || e.Incident == "" && e.Source == "" }

// WithoutWords gives a version of the story without what is erased of it.
func (e *Erasure) WithoutWords(s *Story) Story {
	out := s.WithoutWords()
	if !e.Own { // nothing of its incidents is left that these could be of
		out.Columns, out.View = nil, Viewport{World}
	}
	return out
}

// Redaction gives what the erasure takes out of the revisions of one of its incidents.
func (e *Erasure) Redaction(id string) *Redaction {
	r := &Redaction{Story: e.Story, Incident: id, Reason: e.Reason, Note: e.Note, Author: e.Author, AuthorID: e.AuthorID}
	if r.Fields = Redactable(); e.Source != "" {
		r.Fields = []string{"sources." + e.Source}
	}
	return r
}

// Validate holds the erasure against the rules and gives Problems that name each field at fault, or nil.
func (e *Erasure) Validate() error {
	if e.Own && (e.Incident != "" || e.Source != "") {
		return Errorf(EInvalid, "own", "is of the story itself; leave the incident and the source out")
	}
	return e.Redaction(e.Incident).Validate()
}
