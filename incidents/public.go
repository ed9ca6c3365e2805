package incidents

import (
	"slices"
	"time"

	"incidentmap/geo"
)

// Public is an incident as readers may see it: the only form that encoders accept. Only
// Story.Public makes one, and stores make it Forget other incidents that readers do not see.
type Public struct {
	ID, Story    string
	Class        Class
	Kind         Kind
	Layers       []string // ids of the story's layers that hold it, without "all"
	Title        Text
	Summary      Text
	When         When
	Where        geo.Location // what the policy lets out
	Counts       Counts       // sums of Casualties, without rows counted elsewhere
	Casualties   []Casualty
	Claims       []Claim
	Sources      []Source
	Relations    []Relation
	Media        []Media // of an incident whose place is hidden those that show no place, or none: see mediaUnder
	Verification Verification
	Disposition  Disposition
	Attributes   []Attribute // values of the story's columns, in their order
	Stamp
}

// Stamp says which state of an incident a Public shows.
type Stamp struct {
	Revision  int
	Seq       Seq
	Published time.Time // when it first became public
	Updated   time.Time // when this state was written
	Note      Text      // the public note of the revision
}

// IsPublic reports whether readers may see the incident.
func (inc *Incident) IsPublic() bool {
	return inc.Workflow == Published || inc.Workflow == Archived
}

// Public gives what readers may see of the incident, or nil if that is nothing. A
// retracted incident keeps its title, place, time and sources, and loses what it claimed.
func (s *Story) Public(inc *Incident, stamp Stamp) *Public {
	if !inc.IsPublic() {
		return nil
	}
	p := &Public{
		ID: inc.ID, Story: inc.Story, Class: inc.Class, Kind: inc.Kind,
		Layers: s.LayersOf(inc), Title: inc.Title, When: inc.When,
		Where:        s.Policy.of(inc.Kind).disclose(inc.Disclosure, inc.Where),
		Sources:      inc.Sources,
		Relations:    inc.Relations,
		Verification: inc.Verification, Disposition: inc.Disposition,
		Attributes: s.attributes(inc),
		Stamp:      stamp,
	}
	if inc.Disposition != Retracted {
		p.Summary, p.Casualties, p.Claims = inc.Summary, inc.Casualties, inc.Claims
		p.Media = mediaUnder(s.Policy.of(inc.Kind).rule(inc.Disclosure), inc.Media)
	}
	if s.Hides(inc) {
		p.Claims = withoutPlace(p.Claims)
	}
	p.Counts = CountRows(p.Casualties)
	return p
}

// Pointers lists the ids of other incidents that the incident names, each once.
func (inc *Incident) Pointers() []string {
	var ids []string
	add := func(id string) {
		if !slices.Contains(ids, id) {
			ids = append(ids, id)
		}
	}
	for i := range inc.Relations {
		add(inc.Relations[i].Incident)
	}
	for i := range inc.Casualties {
		if in := inc.Casualties[i].CountedIn; in != nil {
			add(in.Incident)
		}
	}
	return ids
}

// Redact leaves out relations to incidents that readers do not see, and the names of those
// that rows are counted in; such a row keeps an empty reference, and stays out of every sum.
func (p *Public) Redact(hidden func(id string) bool) {
	if slices.ContainsFunc(p.Relations, func(r Relation) bool { return hidden(r.Incident) }) {
		var kept []Relation
		for _, r := range p.Relations {
			if !hidden(r.Incident) {
				kept = append(kept, r)
			}
		}
		p.Relations = kept
	}
	for i := range p.Casualties {
		if in := p.Casualties[i].CountedIn; in != nil && in.Incident != "" && hidden(in.Incident) {
			rows := slices.Clone(p.Casualties)
			rows[i].CountedIn = &CasualtyRef{}
			p.Casualties = rows
		}
	}
}

// Langs lists, in alphabetical order, the languages the incident's title is written in.
func (p *Public) Langs() []string { return p.Title.Langs() }

// Path is the address of the incident's page below the server's root.
func (p *Public) Path() string { return "/stories/" + p.Story + "/incidents/" + p.ID }

// Past gives the story and the incident of which Public makes what readers may see today of
// an incident as it was, where is and was are it now and then, and then is the story as it
// was. The place, and with it pictures, are let out by the stricter of the rules of then and of today: today's may
// have been opened for another place than that of then.
func (s *Story) Past(then *Story, is, was *Incident) (*Story, *Incident) {
	story, inc := *s, *was
	now, past := s.Policy.of(is.Kind), then.Policy.of(was.Kind)
	story.Policy = Policy{GridM: max(now.grid(), past.grid())}
	today, ofThen := now.rule(is.Disclosure), past.rule(was.Disclosure)
	inc.Disclosure = stricter(today, ofThen)
	inc.Media = pastMedia(today, is.Media, ofThen, was.Media)
	return &story, &inc
}

// Encoder writes a public incident as one GeoJSON feature in a language, appended to
// dst. It leaves out the feature's url, which depends on the server's address: the
// feature's last two bytes are the closing braces of its properties and of itself, and
// whoever sends it may insert the url before them.
type Encoder func(dst []byte, p *Public, lang string) []byte

// Hides reports whether readers see less of the incident's place than its editors.
func (s *Story) Hides(inc *Incident) bool { return s.Policy.of(inc.Kind).rule(inc.Disclosure) != Open }
