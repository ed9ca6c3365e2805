package revise

import (
	"encoding/json"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"time"

	"incidentmap/incidents"
	"incidentmap/web/edit/call"
	"incidentmap/web/edit/incidentform"
	"incidentmap/web/edit/jsonform"
)

// difference is a field of full forms of which two revisions differ; nil where it is not there.
type difference struct {
	Field string `json:"field"`
	Old   any    `json:"old"`
	New   any    `json:"new"`
}

// diffIncident answers with the fields of which two revisions differ.
func (a *API) diffIncident(w http.ResponseWriter, c *call.Call) error {
	all, err := a.store.Revisions(c.Context(), c.Story(), c.Incident())
	if err != nil {
		return err
	}
	newest := all[len(all)-1].Number
	query := c.URL.Query()
	to, err := revisionParameter(query, "to", newest)
	if err != nil {
		return err
	}
	from, err := revisionParameter(query, "from", max(1, to-1))
	if err != nil {
		return err
	}
	var trees [2]map[string]any
	for i, number := range []int{from, to} {
		rev := revisionOf(all, number)
		if rev == nil {
			return incidents.Errorf(incidents.ENotFound, []string{"from", "to"}[i], "there is no revision %d; the newest is %d", number, newest)
		}
		if trees[i], err = contentOf(rev); err != nil {
			return err
		}
	}
	return call.Send(w, c, http.StatusOK, comparison{from, to, differences("", trees[0], trees[1])})
}

// comparison is what two revisions say otherwise.
type comparison struct {
	From   int          `json:"from"`
	To     int          `json:"to"`
	Fields []difference `json:"fields"`
}

func revisionParameter(query url.Values, name string, usual int) (int, error) {
	if !query.Has(name) {
		return usual, nil
	}
	n, err := strconv.Atoi(query.Get(name))
	if err != nil || n < 1 {
		return 0, incidents.Errorf(incidents.EInvalid, name, "%q is not the number of a revision, from 1 on", query.Get(name))
	}
	return n, nil
}

func revisionOf(all []incidents.Revision, number int) *incidents.Revision {
	for i := range all {
		if all[i].Number == number {
			return &all[i]
		}
	}
	return nil
}

// contentOf gives the full form of a revision as a tree, without what each revision has of its own.
func contentOf(rev *incidents.Revision) (map[string]any, error) {
	tree, err := incidentform.TreeOf(rev, "")
	if err != nil {
		return nil, err
	}
	for _, name := range []string{"id", "story", "url", "revision", "seq", "updated", "author", "due"} {
		delete(tree, name)
	}
	return tree, nil
}

// restoreIncident writes the content of an older revision as a new one. What it is not given back is its stage on the way
// to readers, and a disclosure that lets out more than today's.
func (a *API) restoreIncident(w http.ResponseWriter, c *call.Call) error {
	d, base, err := a.target(c)
	if err != nil {
		return err
	}
	b, err := call.ReadBody(w, c, call.TypeJSON)
	if err != nil {
		return err
	}
	f := jsonform.New(b.Tree)
	number := f.Count("revision")
	change := incidents.Write{Base: base.Number, Kind: jsonform.WordOr(f, "revision_kind", incidents.Correction), Author: c.Author(), AuthorID: c.Actor.ID, Note: f.Text("note", d.Lang)}
	f.Done()
	switch {
	case number == nil:
		f.Wrong("revision", "is missing; give the number of the revision that is to be restored")
	case !change.Kind.Corrects() && change.Kind != incidents.Update || change.Kind == incidents.Retraction:
		f.Wrong("revision_kind", "is update, clarification or correction")
	case len(change.Note.Langs()) == 0:
		f.Wrong("note", "is missing; tell readers why an older state is right")
	}
	if err := f.Err(); err != nil {
		return err
	}
	all, err := a.store.Revisions(c.Context(), c.Story(), c.Incident())
	if err != nil {
		return err
	}
	old := revisionOf(all, *number)
	if old == nil {
		return incidents.Errorf(incidents.EInvalid, "revision", "there is no revision %d; the newest is %d", *number, all[len(all)-1].Number)
	}
	change.Incident = restored(d.Story, &old.Incident, &base.Incident)
	if change.Kind == incidents.Correction {
		change.Incident.Disposition = incidents.Corrected
	}
	return a.revise(w, c, b.Raw, base, change)
}

// restored gives an older state of an incident as its next one.
func restored(story *incidents.Story, old, now *incidents.Incident) incidents.Incident {
	inc := *old
	inc.Workflow, inc.PublishAt, inc.Disposition, inc.Origin = now.Workflow, now.PublishAt, now.Disposition, now.Origin
	if inc.Workflow == incidents.Approved && !now.PublishAt.IsZero() {
		inc.PublishAt = time.Time{} // it is published as soon as it may
		inc.Workflow = incidents.Published
	}
	if story.DisclosesLess(now, &inc) {
		inc.Disclosure = now.Disclosure
	}
	return inc
}

// differences lists the leaves of which two trees differ, by their path: "title.es", "casualties[c1].best". Items of lists
// are told apart by their ids, where they have any.
func differences(at string, old, now any) []difference {
	a, aIs := branches(old)
	b, bIs := branches(now)
	if !aIs || !bIs || isGeometry(old) || isGeometry(now) {
		if sameJSON(old, now) {
			return nil
		}
		return []difference{{at, old, now}}
	}
	all := []difference{}
	for _, name := range namesOf(a, b) {
		path := name
		switch {
		case at != "" && name[0] != '[':
			path = at + "." + name
		case at != "":
			path = at + name
		}
		all = append(all, differences(path, a[name], b[name])...)
	}
	return all
}

// branches gives what an object or a list of objects with ids holds, by name or "[id]".
func branches(v any) (map[string]any, bool) {
	switch v := v.(type) {
	case map[string]any:
		return v, true
	case []any:
		out := make(map[string]any, len(v))
		for _, item := range v {
			object, _ := item.(map[string]any)
			id, _ := object["id"].(string)
			if id == "" || out["["+id+"]"] != nil {
				return nil, false
			}
			out["["+id+"]"] = object
		}
		return out, true
	}
	return nil, false
}

func isGeometry(v any) bool {
	object, _ := v.(map[string]any)
	return object["type"] != nil && (object["coordinates"] != nil || object["geometries"] != nil)
}

func namesOf(a, b map[string]any) []string {
	names := make([]string, 0, len(a)+len(b))
	for name := range a {
		names = append(names, name)
	}
	for name := range b {
		if _, both := a[name]; !both {
			names = append(names, name)
		}
	}
	slices.Sort(names)
	return names
}

func sameJSON(a, b any) bool {
	x, err := json.Marshal(a)
	if err != nil {
		return false
	}
	y, err := json.Marshal(b)
	return err == nil && string(x) == string(y)
}
