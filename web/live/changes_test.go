package live_test

import (
	"encoding/json"
	"net/http"
	"strconv"
	"testing"

	"incidentmap/incidents"
	"incidentmap/web/webtest"
)

func TestChanges(t *testing.T) {
	s := webtest.NewSite(t)
	type document struct {
		Next, Newest int
		More         bool
		Changes      []struct {
			Seq     int
			ID      string
			Gone    bool
			Feature *struct {
				ID         string
				Properties struct {
					Title, URL string
					Seq        int
				}
			}
		}
	}
	read := func(query string) document {
		t.Helper()
		got := s.Get(t, "/stories/jalisco/changes?lang=en&"+query)
		var d document
		if err := json.Unmarshal(got.Body.Bytes(), &d); err != nil || got.Code != 200 {
			t.Fatalf("%s: status %d, %v: %s", query, got.Code, err, got.Body)
		}
		return d
	}
	all := read("since=0")
	if len(all.Changes) != 9 || all.Next != 13 || all.Newest != 13 || all.More {
		t.Fatalf("%+v", all)
	}
	for _, c := range all.Changes {
		if c.ID == webtest.DraftID || c.Gone || c.Feature == nil || c.Feature.ID != c.ID || c.Feature.Properties.Seq != c.Seq ||
			c.Feature.Properties.URL != "https://maps.example.org/stories/jalisco/incidents/"+c.ID {
			t.Errorf("%+v", c)
		}
	}
	// In pieces it is the same.
	var pieces []int
	for next, more := 0, true; more; {
		d := read("limit=2&since=" + strconv.Itoa(next))
		for _, c := range d.Changes {
			pieces = append(pieces, c.Seq)
		}
		next, more = d.Next, d.More
	}
	for i, c := range all.Changes {
		if pieces[i] != c.Seq {
			t.Errorf("piece %d is change %d, want %d", i, pieces[i], c.Seq)
		}
	}
	// What was withdrawn is gone; what never was public is not mentioned, whatever happens to it.
	gone, draft := webtest.Incidents()[0], webtest.Incidents()[6]
	gone.Workflow = incidents.Review
	s.Store.Write(gone, incidents.Update, nil)
	s.Store.Write(draft, incidents.Update, nil)
	// Who named it is told anew, without it.
	later := read("since=13")
	if len(later.Changes) != 2 || later.Changes[0].ID != webtest.OperationID || !later.Changes[0].Gone || later.Changes[0].Feature != nil ||
		later.Changes[1].ID != webtest.LeaderID || later.Changes[1].Gone || later.Changes[1].Feature == nil || later.Next != 15 || later.Newest != 15 {
		t.Errorf("%+v", later)
	}
	if d := read("since=16"); len(d.Changes) != 0 || d.Next != 16 {
		t.Errorf("%+v", d)
	}
	if d := read("since=99"); len(d.Changes) != 0 || d.Next != 99 {
		t.Errorf("%+v", d)
	}
	for _, bad := range []string{"since=-1", "since=x", "since=1&since=2", "limit=0", "limit=10001", "limit=x", "kind=attack"} {
		s.Check(t, webtest.Request{Address: "/stories/jalisco/changes?" + bad, Status: 400, Header: map[string]string{"Content-Type": webtest.Problem, "Access-Control-Allow-Origin": "*"}})
	}
	s.Check(t, webtest.Request{Address: "/stories/none/changes", Status: 404, Header: map[string]string{"Content-Type": webtest.Problem}})
	got := s.Get(t, "/stories/jalisco/changes")
	if again := s.Get(t, "/stories/jalisco/changes", "If-None-Match", got.Header().Get("ETag")); again.Code != http.StatusNotModified {
		t.Errorf("status %d for a known tag", again.Code)
	}
}
