package offer

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"time"

	"incidentmap/incidents"
)

// Selection says which offers are to be stored, and how.
type Selection struct {
	Story  string // slug
	Author string // of the revisions
	// AuthorID is the author's account, or the token's hash; empty for neither.
	AuthorID string
	Only     []string // ids of offers; nil for all but background
	Now      time.Time
}

// Keys gives what a store knows the offers by, so that a story that is read again makes no
// second drafts: see incidents.Origin.
func Keys(stories []Story, offers []Offer) []string {
	keys := make([]string, len(offers))
	for i := range offers {
		t := &offers[i].Reports[0]
		keys[i] = keyOf(&stories[t.Story], t.Draft.Incident.ID)
	}
	return keys
}

func keyOf(s *Story, draft string) string {
	h := sha256.New()
	fmt.Fprintf(h, "story\n%s\n%s", draft, s.Text)
	return "sha256:" + hex.EncodeToString(h.Sum(nil))
}

// Writes gives the offers that are selected and not stored before as new drafts, by the keys
// that a store knows. An offer that is on the map already is a draft that names that incident
// as its duplicate, for an editor to merge: what readers see is never changed from here.
// EInvalid names an offer that is selected and not there.
func Writes(stories []Story, offers []Offer, known map[string]incidents.Known, w Selection) ([]incidents.Write, error) {
	for _, id := range w.Only {
		if !slices.ContainsFunc(offers, func(o Offer) bool { return o.ID == id }) {
			return nil, incidents.Errorf(incidents.EInvalid, "only", "%s is no draft of this text; it gives %s", incidents.Quote(id), idList(offers))
		}
	}
	keys := Keys(stories, offers)
	ids := map[string]string{} // of incidents, by offer
	for i := range offers {
		switch k, before := known[keys[i]]; {
		case before:
			ids[offers[i].ID] = k.Incident
		case w.wants(&offers[i]):
			ids[offers[i].ID] = incidents.NewID(w.Now)
		}
	}
	var writes []incidents.Write
	for i := range offers {
		if _, before := known[keys[i]]; before || ids[offers[i].ID] == "" {
			continue
		}
		inc := stored(&offers[i], ids)
		inc.Story, inc.Workflow, inc.Disposition = w.Story, incidents.DraftStage, incidents.Active
		t := &offers[i].Reports[0]
		inc.Origin = incidents.Origin{Key: keys[i], Hash: hashOf(&inc), File: stories[t.Story].Name, Row: i + 1}
		writes = append(writes, incidents.Write{Incident: inc, Kind: incidents.Create, Author: w.Author, AuthorID: w.AuthorID})
	}
	return writes, nil
}

func (w *Selection) wants(o *Offer) bool {
	if w.Only == nil {
		return o.Incident.Class != incidents.ClassBackground
	}
	return slices.Contains(w.Only, o.ID)
}

func idList(offers []Offer) string {
	if len(offers) == 0 {
		return "none"
	}
	return offers[0].ID + " to " + offers[len(offers)-1].ID
}

// stored gives an offer's incident under the ids of the store. What names an offer that is
// not stored is left out: it would name nothing.
func stored(o *Offer, ids map[string]string) incidents.Incident {
	inc := o.Incident
	inc.ID = ids[o.ID]
	inc.Relations, inc.Casualties = nil, slices.Clone(o.Incident.Casualties)
	for _, r := range o.Incident.Relations {
		if r.Incident = ids[r.Incident]; r.Incident != "" {
			inc.Relations = append(inc.Relations, r)
		}
	}
	for i := range inc.Casualties {
		row := &inc.Casualties[i]
		if row.CountedIn == nil {
			continue
		}
		ref := *row.CountedIn
		if ref.Incident = ids[ref.Incident]; ref.Incident == "" {
			row.CountedIn = nil
			continue
		}
		row.CountedIn = &ref
	}
	if o.Known != nil {
		inc.Relations = append(inc.Relations, incidents.Relation{Type: incidents.DuplicateOf, Incident: o.Known.Incident.ID})
	}
	return inc
}

// hashOf is a hash of what is stored, without its id.
func hashOf(inc *incidents.Incident) string {
	plain := *inc
	plain.ID, plain.Origin = "", incidents.Origin{}
	h := sha256.New()
	_ = json.NewEncoder(h).Encode(plain) // an incident has nothing that JSON cannot write
	return "sha256:" + strings.ToLower(hex.EncodeToString(h.Sum(nil)))
}
