package storypage_test

import (
	"fmt"
	"html"
	"regexp"
	"testing"

	"incidentmap/incidents"
	"incidentmap/web/webtest"
)

var (
	lineID   = regexp.MustCompile(`<li class="item" data-id="([0-9A-Z]{26})"`)
	nextPart = regexp.MustCompile(`href="([^"]*)" rel="next"`)
)

// Whoever follows the parts of a list gets every incident that stays where it is once, though others come, go and change
// between one part and the next; addresses with the number of a part alone go on to work.
func TestWritesBetweenPartsOfAList(t *testing.T) {
	m := webtest.NewStore(t)
	m.PutStory(webtest.Story())
	var all []incidents.Incident
	for i := range 170 {
		inc := webtest.Incidents()[0]
		inc.ID, inc.Relations = fmt.Sprintf("01KJ00000000000000000%05d", 2*i+1), nil
		if inc.When.Start = inc.When.Start.AddDate(0, 0, i/20); i >= 160 {
			inc.When = incidents.When{Zone: inc.When.Zone, Precision: incidents.TimeUnknown, Basis: incidents.EventTime}
		} else {
			inc.When.End = inc.When.Start
		}
		all = append(all, inc)
	}
	m.WriteAll(all, incidents.Create, nil)
	s := webtest.Serve(t, m)
	address, got, parts := "/stories/jalisco/list?lang=en", map[string]int{}, 0
	for address != "" {
		page := s.Get(t, address)
		if page.Code != 200 || parts > 10 {
			t.Fatalf("%s: status %d", address, page.Code)
		}
		for _, match := range lineID.FindAllStringSubmatch(page.Body.String(), -1) {
			got[match[1]]++
		}
		address = ""
		if next := nextPart.FindStringSubmatch(page.Body.String()); next != nil {
			address = html.UnescapeString(next[1])
		}
		parts++
		// Three come before what was listed, one of what was listed goes, and one is changed where it is.
		for i := range 3 {
			early := all[159] // of the newest
			early.ID = fmt.Sprintf("01KJ0000000000000000000%d%d0", parts, i)
			m.Write(early, incidents.Create, nil)
		}
		gone, changed := all[140+parts], all[150+parts]
		gone.Workflow, changed.Title = incidents.DraftStage, incidents.Text{"en": "Changed"}
		m.Write(gone, incidents.Update, nil)
		m.Write(changed, incidents.Update, nil)
		if err := s.Index.Sync(t.Context(), m); err != nil {
			t.Fatal(err)
		}
	}
	for _, inc := range all {
		if got[inc.ID] != 1 {
			t.Errorf("%s is listed %d times", inc.ID, got[inc.ID])
		}
	}
	if parts != 4 {
		t.Errorf("there were %d parts", parts)
	}
	for address, status := range map[string]int{"page=2": 200, "page=4": 200, "page=99": 404, "page=2&after=x": 400, "after=": 200, "after=incident..01KJ0000000000000000000001": 200} {
		if page := s.Get(t, "/stories/jalisco/list?lang=en&"+address); page.Code != status {
			t.Errorf("%s: status %d", address, page.Code)
		}
	}
}
