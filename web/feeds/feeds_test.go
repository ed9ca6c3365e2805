package feeds_test

import (
	"encoding/json"
	"encoding/xml"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"incidentmap/incidents"
	"incidentmap/web"
	"incidentmap/web/webtest"
)

type readAtom struct {
	XMLName xml.Name
	Lang    string `xml:"http://www.w3.org/XML/1998/namespace lang,attr"`
	ID      string `xml:"id"`
	Title   string `xml:"title"`
	Updated string `xml:"updated"`
	Author  string `xml:"author>name"`
	Entries []struct {
		ID         string `xml:"id"`
		Title      string `xml:"title"`
		Updated    string `xml:"updated"`
		Summary    string `xml:"summary"`
		Point      string `xml:"http://www.georss.org/georss point"`
		Line       string `xml:"http://www.georss.org/georss line"`
		Polygon    string `xml:"http://www.georss.org/georss polygon"`
		Categories []struct {
			Term string `xml:"term,attr"`
		} `xml:"category"`
	} `xml:"entry"`
}

func TestAtomFeed(t *testing.T) {
	s := webtest.NewSite(t)
	got := s.Get(t, "/stories/jalisco/feed.atom?lang=en")
	if got.Header().Get("Content-Type") != "application/atom+xml; charset=utf-8" || got.Header().Get("ETag") == "" {
		t.Errorf("headers %v", got.Header())
	}
	var feed readAtom
	if err := xml.Unmarshal(got.Body.Bytes(), &feed); err != nil {
		t.Fatal(err)
	}
	if feed.XMLName.Space != "http://www.w3.org/2005/Atom" || feed.Lang != "en" || feed.Title != "A day in Jalisco" || feed.Author != "The desk" {
		t.Errorf("feed %+v", feed)
	}
	if len(feed.Entries) != 9 {
		t.Errorf("%d entries", len(feed.Entries))
	}
	last := time.Now().AddDate(100, 0, 0)
	for i, e := range feed.Entries {
		at, err := time.Parse(time.RFC3339, e.Updated)
		if err != nil || at.After(last) {
			t.Errorf("entry %d is of %s, %v", i, e.Updated, err)
		}
		last = at
		terms := fmt.Sprint(e.Categories)
		switch e.ID {
		case "https://maps.example.org/stories/jalisco/incidents/" + webtest.RetractedID:
			if i != 0 || feed.Updated != e.Updated || !strings.HasPrefix(e.Title, "Retracted: ") || !strings.Contains(terms, "retraction") ||
				!strings.HasPrefix(e.Summary, "This report was retracted.\n\nThe caller took it back.") {
				t.Errorf("entry %d of what was retracted: %+v", i, e)
			}
		case "https://maps.example.org/stories/jalisco/incidents/" + webtest.AttackID:
			if !strings.Contains(e.Title, webtest.Hostile) || e.Point != "20 -103" {
				t.Errorf("hostile text became %+v", e)
			}
		case "https://maps.example.org/stories/jalisco/incidents/" + webtest.AdvisoryID:
			if e.Polygon != "19 -105 19 -102 22 -102 22 -105 19 -105" {
				t.Errorf("the polygon is %q", e.Polygon)
			}
		case "https://maps.example.org/stories/jalisco/incidents/" + webtest.LeaderID:
			if e.Line != "19.945 -103.758 19.43 -99.13" {
				t.Errorf("the line is %q", e.Line)
			}
		}
	}
	for _, text := range []string{"UNPUBLISHED", webtest.DraftID, "secret editor", "before it was public", "<script>"} {
		if strings.Contains(got.Body.String(), text) {
			t.Errorf("%q in the feed", text)
		}
	}
}

func TestJSONFeed(t *testing.T) {
	s := webtest.NewSite(t)
	inc := webtest.Incidents()[0]
	s.Store.Write(inc, incidents.Correction, incidents.Text{"en": "Three, not four."})
	if err := s.Index.Sync(t.Context(), s.Store); err != nil {
		t.Fatal(err)
	}
	got := s.Get(t, "/stories/jalisco/feed.json?lang=en")
	var feed struct {
		Version, Title, Language string
		Home                     string `json:"home_page_url"`
		Self                     string `json:"feed_url"`
		Items                    []struct {
			ID, URL, Title string
			Text           string `json:"content_text"`
			Modified       string `json:"date_modified"`
			Tags           []string
			More           struct {
				RevisionKind string `json:"revision_kind"`
				Revision     int
				Geometry     *struct{ Type string }
			} `json:"_incidentmap"`
		}
	}
	if err := json.Unmarshal(got.Body.Bytes(), &feed); err != nil {
		t.Fatal(err)
	}
	if feed.Version != "https://jsonfeed.org/version/1.1" || feed.Language != "en" ||
		feed.Self != "https://maps.example.org/stories/jalisco/feed.json?lang=en" || len(feed.Items) != 9 {
		t.Errorf("feed %+v", feed)
	}
	first := feed.Items[0]
	if first.Title != "Corrected: Operation in Tapalpa" || !strings.HasPrefix(first.Text, "Corrected: Three, not four.") ||
		first.More.RevisionKind != "correction" || first.More.Revision != 2 || first.More.Geometry.Type != "Point" || !slices.Contains(first.Tags, "Corrected") {
		t.Errorf("first item %+v", first)
	}
}

// A feed has the latest hundred of a large story.
func TestFeedIsBounded(t *testing.T) {
	s := webtest.ServeStore(t, webtest.NewInvented(3000))
	var feed readAtom
	if err := xml.Unmarshal(s.Get(t, "/stories/jalisco/feed.atom?lang=en").Body.Bytes(), &feed); err != nil {
		t.Fatal(err)
	}
	if len(feed.Entries) != 100 || !strings.HasSuffix(feed.Entries[0].ID, webtest.InventedID(3000)) {
		t.Errorf("%d entries", len(feed.Entries))
	}
}

// The ids of feeds and of their entries are the same by whatever address the server is known, and in every language.
func TestIDsDoNotChangeWithTheAddress(t *testing.T) {
	ids := map[string]bool{}
	for _, public := range []string{"https://maps.example.org", "http://other.example:8080", "https://example.org/below"} {
		s := webtest.NewSite(t, func(c *web.Config) { c.PublicURL = public })
		for _, lang := range []string{"en", "es"} {
			var atom readAtom
			if err := xml.Unmarshal(s.Get(t, "/stories/jalisco/feed.atom?lang="+lang).Body.Bytes(), &atom); err != nil {
				t.Fatal(err)
			}
			var listed struct{ Items []struct{ ID string } }
			if err := json.Unmarshal(s.Get(t, "/stories/jalisco/feed.json?lang="+lang).Body.Bytes(), &listed); err != nil {
				t.Fatal(err)
			}
			all := atom.ID
			for i, e := range atom.Entries {
				if all += " " + e.ID; e.ID != listed.Items[i].ID || !strings.HasPrefix(e.ID, "tag:incidentmap,2026:jalisco/01K") {
					t.Errorf("entry %d is %q in Atom and %q in JSON Feed", i, e.ID, listed.Items[i].ID)
				}
			}
			ids[all] = true
		}
	}
	if len(ids) != 1 {
		t.Errorf("the ids are %v", ids)
	}
}

// A feed of long incidents has fewer of them, the newest.
func TestFeedsAreBounded(t *testing.T) {
	m := webtest.NewStore(t)
	m.PutStory(webtest.Story())
	var newest string
	for i := range 100 {
		inc := webtest.Incidents()[4]
		inc.ID = fmt.Sprintf("01KJ0000000000000000000%03d", i)
		inc.Summary = incidents.Text{"en": strings.Repeat("<&> \u2028 long ", 1500)}
		m.Write(inc, incidents.Create, nil)
		newest = inc.ID
	}
	s := webtest.Serve(t, m)
	for _, address := range []string{"/stories/jalisco/feed.atom?lang=en", "/stories/jalisco/feed.json?lang=en"} {
		body := s.Get(t, address).Body.String()
		entries := strings.Count(body, "tag:incidentmap,2026:jalisco/01K")
		if len(body) > 1_000_000 || entries < 10 || entries > 99 || !strings.Contains(body, newest) {
			t.Errorf("%s: %d bytes with %d entries", address, len(body), entries)
		}
	}
}
