package queue

import (
	"net/http"
	"strconv"

	"incidentmap/incidents"
	"incidentmap/web/edit/call"
	"incidentmap/web/edit/incidentform"
	"incidentmap/web/respond"
)

// queuePage is a page of a story's incidents as editors have them. A page may hold fewer than were asked for,
// or none, and have a next one: the list ends where there is none.
type queuePage struct {
	Incidents []incidentform.Full        `json:"incidents"`
	Next      string                     `json:"next,omitempty"`
	Counts    map[incidents.Workflow]int `json:"counts"`
}

// queueFilter is what is asked of the list.
type queueFilter struct {
	incidents.QueueQuery
	words  []string // that the incident is to mention
	origin string   // "editor", "import" or a file's name; "" for any
}

// listQueue answers with incidents of a story in any stage, those that were written last first.
func (a *API) listQueue(w http.ResponseWriter, c *call.Call) error {
	story, err := a.store.Story(c.Context(), c.Story())
	if err != nil {
		return err
	}
	f, err := queueFilterOf(c.Request, &story)
	if err != nil {
		return err
	}
	f.Story = story.Slug
	if len(f.words) > 0 || f.origin != "" {
		leave, err := a.scans.Enter(c.Context())
		if err != nil {
			return err
		}
		defer leave()
	}
	page := queuePage{Incidents: []incidentform.Full{}, Counts: map[incidents.Workflow]int{}}
	if err := a.fillPage(c, f, &page); err != nil {
		return err
	}
	counts, err := a.store.QueueCounts(c.Context(), f.Story)
	if err != nil {
		return err
	}
	for _, stage := range incidents.Workflows() {
		page.Counts[stage] = counts[stage]
	}
	return call.Send(w, c, http.StatusOK, page)
}

func (a *API) fillPage(c *call.Call, f *queueFilter, page *queuePage) error {
	limit := f.Limit
	for scanned := 0; ; {
		f.Limit = min(limit-len(page.Incidents), call.MaxPage)
		if len(f.words) > 0 || f.origin != "" {
			f.Limit = call.MaxPage // of which few may be wanted
		}
		some, err := a.store.Queue(c.Context(), f.QueueQuery)
		if err != nil {
			return err
		}
		for i := range some {
			rev := &some[i]
			f.From = rev.Seq
			if !f.wants(rev) {
				continue
			}
			if page.Incidents = append(page.Incidents, incidentform.FullOf(rev, c.Page(rev.Incident.ID))); len(page.Incidents) == limit {
				page.Next = strconv.FormatInt(int64(f.From), 10)
				return nil
			}
		}
		if len(some) < f.Limit {
			return nil
		}
		if scanned += len(some); scanned >= call.MaxScanned {
			page.Next = strconv.FormatInt(int64(f.From), 10)
			return nil
		}
	}
}

func (f *queueFilter) wants(rev *incidents.Revision) bool {
	switch o := &rev.Incident.Origin; f.origin {
	case "":
	case "editor":
		if o.Key != "" {
			return false
		}
	case "import":
		if o.Key == "" {
			return false
		}
	default:
		if o.File != f.origin {
			return false
		}
	}
	return rev.Mentions(f.words)
}

// queueFilterOf reads the query of a list of a story's incidents.
func queueFilterOf(r *http.Request, story *incidents.Story) (*queueFilter, error) {
	asked, err := respond.Parameters(r, "workflow", "disposition", "kind", "q", "origin", "limit", "after")
	if err != nil {
		return nil, call.BadQuery(err)
	}
	var p incidents.Problems
	f := &queueFilter{origin: asked.Get("origin")}
	f.Workflows = call.Listed(&p, asked, "workflow", incidents.Workflows())
	f.Dispositions = call.Listed(&p, asked, "disposition", incidents.Dispositions())
	for _, kind := range call.CommaList(asked, "kind") {
		if _, known := story.LookupKind(incidents.Kind(kind)); !known {
			p.Add("kind", "%s is not a kind of incident of this story", incidents.Quote(kind))
		}
		f.Kinds = append(f.Kinds, incidents.Kind(kind))
	}
	if f.words, err = incidents.AskedWords(asked.Get("q")); err != nil {
		p.Add("q", "%v", err)
	}
	f.Limit, f.From = call.PageOf(&p, asked)
	return f, call.BadQuery(p.Err())
}
