package queue

import (
	"net/http"
	"strconv"

	"incidentmap/incidents"
	"incidentmap/web/edit/call"
	"incidentmap/web/respond"
)

// purgesMost is how many incidents an answer names. Of more it is as well to drop all of the story.
const purgesMost = 1000

// purges is what caches must drop, by the keys that answers have.
type purges struct {
	Story string        `json:"story"`
	Since incidents.Seq `json:"since"`
	Next  incidents.Seq `json:"next"` // to ask with since= for what comes after these
	More  bool          `json:"more"` // whether there are changes after next already
	Keys  []string      `json:"keys"`
}

// listPurges answers with the keys of what changed since a number: the story's own, which all answers have that hold
// anything of it, and those of the incidents. Drafts that readers never saw are not among them.
func (a *API) listPurges(w http.ResponseWriter, c *call.Call) error {
	words, err := respond.Parameters(c.Request, "since")
	if err != nil {
		return err
	}
	doc := purges{Story: c.Story(), Keys: []string{}}
	if text := words.Get("since"); words.Has("since") {
		n, err := strconv.ParseInt(text, 10, 64)
		if err != nil || n < 0 || len(words["since"]) > 1 {
			return incidents.Errorf(incidents.EInvalid, "since", "%s is not one whole number from 0 on", incidents.Quote(text))
		}
		doc.Since = incidents.Seq(n)
	}
	if _, err := a.store.Story(c.Context(), doc.Story); err != nil {
		return err
	}
	doc.Next = doc.Since
	for change, err := range a.store.Changes(c.Context(), doc.Since) {
		if err != nil {
			return err
		}
		if change.Gone {
			continue // its newer change comes, too
		}
		if len(doc.Keys) > purgesMost {
			doc.More = true
			break
		}
		doc.Next = max(doc.Next, change.Seq)
		if change.Story != doc.Story {
			continue
		}
		if len(doc.Keys) == 0 {
			doc.Keys = append(doc.Keys, respond.StoryKey(doc.Story))
		}
		if change.OfStory() {
			doc.Keys = append(doc.Keys, respond.StoriesKey)
		} else {
			doc.Keys = append(doc.Keys, respond.IncidentKey(doc.Story, change.Incident.String()))
		}
	}
	return call.Send(w, c, http.StatusOK, doc)
}
