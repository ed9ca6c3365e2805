package storetest

import (
	"slices"
	"testing"

	"incidentmap/incidents"
)

// ToPublish gives a draft of the story "a" that is written in a store, ready to be published.
func ToPublish(t *testing.T, s incidents.Store, title string) incidents.Incident {
	t.Helper()
	inc := draft("a", title)
	write(t, s, create(inc))
	inc.Workflow = incidents.Published
	return inc
}

// Publish writes the second revision of what ToPublish gave.
func Publish(t *testing.T, s incidents.Store, inc incidents.Incident) error {
	t.Helper()
	w := update(inc, 1)
	w.Author = "ana"
	_, err := s.Write(t.Context(), w)
	return err
}

// IsPublished reports whether an incident of the story "a" was published, and fails where a store says so in one place and not
// in another: its revisions, what readers see, the feed, the queue, the log, the words to search by.
func IsPublished(t *testing.T, s incidents.Store, inc incidents.Incident) bool {
	t.Helper()
	ctx := t.Context()
	all, err := s.Revisions(ctx, "a", inc.ID)
	if err != nil {
		t.Fatal(err)
	}
	newest := all[len(all)-1].Incident
	_, err = s.Public(ctx, "a", inc.ID)
	if err != nil && incidents.CodeOf(err) != incidents.ENotFound {
		t.Fatal(err)
	}
	says := map[string]bool{"its newest revision": newest.Workflow == incidents.Published, "what readers see": err == nil}
	fed := false
	for _, c := range changes(t, s, 0) {
		fed = fed || c.Incident.String() == inc.ID && c.Entry != nil
	}
	says["the feed"] = fed
	queued, err := s.Queue(ctx, incidents.QueueQuery{Story: "a", Workflows: []incidents.Workflow{incidents.Published}, Limit: 1000})
	if err != nil {
		t.Fatal(err)
	}
	says["the queue"] = slices.ContainsFunc(queued, func(r incidents.Revision) bool { return r.Incident.ID == inc.ID })
	log, err := s.Audit(ctx, incidents.AuditQuery{Story: "a", Limit: 1000})
	if err != nil {
		t.Fatal(err)
	}
	// Of what waits for its time the log tells who wrote it, and that it came.
	of := 0
	for i := range log {
		if log[i].Incident == inc.ID {
			of++
		}
	}
	if of != len(all) {
		t.Errorf("%s has %d revisions, and the log tells of %d", inc.Title["en"], len(all), of)
	}
	for what, said := range says {
		if said != says["what readers see"] {
			t.Errorf("%s: %v", inc.Title["en"], says)
			t.Errorf("%s says otherwise than what readers see", what)
			break
		}
	}
	return says["what readers see"]
}
