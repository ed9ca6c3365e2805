package web_test

import (
	"archive/zip"
	"bufio"
	"bytes"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"testing"

	"github.com/paulmach/orb"

	"incidentmap/geo"
	"incidentmap/incidents"
	"incidentmap/incidents/format"
	"incidentmap/web/webtest"
)

// Ids of the incidents that words are planted in.
const (
	plantedDraft     = "01KJ0000000000000000000201"
	plantedWithheld  = "01KJ0000000000000000000202"
	plantedCoarsened = "01KJ0000000000000000000203"
	plantedRedacted  = "01KJ0000000000000000000204"
	plantedErased    = "01KJ0000000000000000000205"
	plantedBefore    = "01KJ0000000000000000000206"
	plantedUnseen    = "01KJ0000000000000000000207"
	plantedLater     = "01KJ0000000000000000000208"
	plantedChange    = "01KJ0000000000000000000209"
	plantedKind      = "01KJ0000000000000000000210"
	plantedWithdrawn = "01KJ0000000000000000000211"
	plantedProposed  = "01KJ0000000000000000000212"
	plantedRecord    = "01KJ0000000000000000000219"
)

// plantedIn lists them all, with what their words begin with.
var plantedIn = map[string]string{
	plantedDraft: "draftly", plantedWithheld: "withheldly", plantedCoarsened: "coarsely", plantedRedacted: "redactedly", plantedErased: "erasedly",
	plantedBefore: "earlierly", plantedUnseen: "unseenly", plantedLater: "laterly", plantedChange: "changedly", plantedKind: "kindly",
	plantedWithdrawn: "withdrawnly", plantedProposed: "proposedly", plantedRecord: "openly",
}

// plantedPicture is a picture of an incident, which holds a word.
func plantedPicture(id string) incidents.MediaUpload {
	u := incidents.MediaUpload{Story: "jalisco", Incident: id, Files: []incidents.MediaFile{{Width: 10, Height: 10, Data: []byte(plantedIn[id] + "pixels")}}}
	if id == plantedUnseen {
		u.Story = "hidden"
	}
	return u
}

// planted gives a public incident whose every text begins with a word, and the words.
func planted(id, word string) (incidents.Incident, []string) {
	var all []string
	plant := func(of string) string {
		all = append(all, word+of)
		return word + of
	}
	n := int(id[len(id)-1] - '0')
	inc := webtest.Incidents()[0]
	inc.ID, inc.Relations = id, nil
	inc.Title, inc.Summary = incidents.Text{"en": plant("title")}, incidents.Text{"en": plant("summary")}
	inc.Where = geo.Location{
		Geometry: orb.Point{-103.123456 - float64(n), 20.654321 + float64(n)/10}, Precision: geo.Locality, RadiusM: 50 + float64(n),
		Place: map[string]string{"en": plant("place")}, GazetteerID: plant("gazetteer"),
		Admin:  geo.Admin{Country: "MX", Admin1: "MX.14", Admin1Name: "Jalisco", Admin2: plant("admin2"), Admin2Name: plant("county")},
		Method: geo.Method{By: geo.ByEditor, Query: plant("query"), Reasons: []string{plant("reason")}},
	}
	inc.Sources = []incidents.Source{{
		ID: plant("source"), Publisher: incidents.Text{"en": plant("publisher")}, Kind: incidents.Witness, Attribution: incidents.Anonymous,
		Reason: incidents.Text{"en": plant("fear")}, URL: "https://example.org/" + plant("link"), Archive: "https://example.org/" + plant("archive"),
	}}
	of := inc.Sources[0].ID
	inc.Claims = []incidents.Claim{
		{ID: "k1", Field: "casualties", Value: plant("value"), Passage: plant("passage"), Source: of, Stance: incidents.Supports},
		{ID: "k2", Field: "Ubicación", Value: plant("where"), Source: of, Stance: incidents.Supports},
		{ID: "k3", Field: "Location", Value: "1", Paraphrase: incidents.Text{"en": plant("paraphrase")}, Source: of, Stance: incidents.Supports},
	}
	picture := plantedPicture(id)
	all = append(all, word+"pixels")
	inc.Media = []incidents.Media{{
		ID: "m1", Kind: incidents.Video, Hash: picture.Key().Hash, Width: 10, Height: 10, Link: "https://example.org/" + plant("video"),
		Alt: incidents.Text{"en": plant("seen")}, Credit: incidents.Text{"en": plant("maker")}, Licence: incidents.Licence{Name: plant("permit")},
	}}
	inc.Casualties = []incidents.Casualty{{ID: "c1", Group: "civilian", Outcome: incidents.Killed, Best: webtest.Count(1), Claim: "k1"}}
	inc.Origin = incidents.Origin{Key: plant("key"), File: plant("path"), Row: 3}
	inc.Extra = map[string]string{"Cell": plant("cell"), "Phone": plant("phone")}
	return inc, all
}

// ofThePlace are the words of planted that tell where it was, and how exactly.
func ofThePlace(word string) []string {
	var all []string
	for _, of := range []string{"place", "gazetteer", "admin2", "county", "query", "reason", "where", "paraphrase", "path", "key", "cell", "pixels", "video", "seen", "maker", "permit"} {
		all = append(all, word+of)
	}
	return all
}

// plant fills a store with words that no reader may find, asked is told when they could still be found, and gives them.
func plant(t *testing.T, m *webtest.Store, asked func()) (words []string) {
	t.Helper()
	story := webtest.Story()
	story.Columns = []incidents.Column{
		{Name: "x_cell", Source: "Cell", Type: "text", Shown: true},
		{Name: "x_phone", Source: "Phone", Type: "text", Private: true},
		{Name: "x_draftlycolumn", Source: "Draftlyheader", Type: "text", Shown: true, Unpublished: true},
	}
	words = append(words, "x_draftlycolumn", "Draftlyheader", "x_phone", "withheldlyphone", "coarselyphone", "kindlyphone", "openlyphone", "openlykey", "openlypath")
	story.Policy.Kinds = map[incidents.Kind]incidents.KindPolicy{"panic": {Disclosure: incidents.Withheld}}
	m.PutStory(story)
	draft, of := planted(plantedDraft, "draftly")
	draft.Workflow = incidents.DraftStage
	draft.Extra["Draftlyheader"] = "draftlycell"
	words = append(words, of...)
	m.Write(draft, incidents.Create, incidents.Text{"en": "draftlynote"})

	withheld, _ := planted(plantedWithheld, "withheldly")
	withheld.Disclosure = incidents.Withheld
	words = append(append(words, ofThePlace("withheldly")...), "105.123", "20.854")
	m.Write(withheld, incidents.Create, nil)
	coarsened, _ := planted(plantedCoarsened, "coarsely")
	coarsened.Disclosure = incidents.Coarsened
	words = append(append(words, ofThePlace("coarsely")...), "106.123", "20.954")
	m.Write(coarsened, incidents.Create, nil)

	ofKind, _ := planted(plantedKind, "kindly")
	ofKind.Kind = "panic"
	words = append(append(words, ofThePlace("kindly")...), "103.123", "20.654")
	m.Write(ofKind, incidents.Create, nil)

	before, of := planted(plantedBefore, "earlierly")
	before.Workflow = incidents.Review
	m.Write(before, incidents.Create, incidents.Text{"en": "earlierlynote"})
	after := webtest.Incidents()[4]
	after.ID = plantedBefore
	m.Write(after, incidents.Update, nil)
	words = append(append(words, of...), "earlierlynote", "secret editor")

	later, of := planted(plantedLater, "laterly")
	later.PublishAt = m.Clock.AddDate(1, 0, 0)
	words = append(append(words, of...), "laterlynote")
	m.Write(later, incidents.Create, incidents.Text{"en": "laterlynote"})
	stands := webtest.Incidents()[4]
	stands.ID = plantedChange
	m.Write(stands, incidents.Create, nil)
	change, of := planted(plantedChange, "changedly")
	change.PublishAt = later.PublishAt
	words = append(append(words, of...), "changedlynote")
	m.Write(change, incidents.Correction, incidents.Text{"en": "changedlynote"})

	redacted, of := planted(plantedRedacted, "redactedly")
	m.Write(redacted, incidents.Create, incidents.Text{"en": "redactedlynote"})
	redacted.Summary = incidents.Text{"en": "redactedlylater"}
	m.Write(redacted, incidents.Correction, incidents.Text{"en": "redactedlycorrection"})
	words = append(append(words, of...), "redactedlylater", "redactedlynote", "redactedlycorrection", "107.123", "21.054")
	erased, of := planted(plantedErased, "erasedly")
	m.Write(erased, incidents.Create, incidents.Text{"en": "erasedlynote"})
	words = append(append(words, of...), "erasedlynote", "108.123", "21.154")

	// A public one, whose column for editors alone and file are not told.
	record, _ := planted(plantedRecord, "openly")
	record.Where.Geometry = orb.Point{-99.5, 19.3} // far from what others hide
	m.Write(record, incidents.Create, nil)
	// Readers saw it, were told that it is gone, and know nothing of what was written of it since.
	withdrawn, of := planted(plantedWithdrawn, "withdrawnly")
	words = append(words, of...)
	m.Write(withdrawn, incidents.Create, nil)
	withdrawn.Workflow = incidents.DraftStage
	m.Write(withdrawn, incidents.Update, nil)
	withdrawn.Title = incidents.Text{"en": "againlytitle"}
	m.Write(withdrawn, incidents.Correction, incidents.Text{"en": "againlynote"})
	words = append(words, "againlytitle", "againlynote")
	// A change that waits for another person's approval.
	proposed := webtest.Incidents()[4]
	proposed.ID = plantedProposed
	m.Write(proposed, incidents.Create, nil)
	story.Policy.SecondApprover = true
	m.PutStory(story)
	proposal, of := planted(plantedProposed, "proposedly")
	proposal.Workflow = incidents.Review
	m.Write(proposal, incidents.Correction, incidents.Text{"en": "proposedlynote"})
	words = append(append(words, of...), "proposedlynote")

	hidden := webtest.Story()
	hidden.Slug, hidden.Publication = "hidden", incidents.DraftStory
	hidden.Title, hidden.Summary = incidents.Text{"en": "unseenlystory"}, incidents.Text{"en": "unseenlystorysummary"}
	m.PutStory(hidden)
	unseen, of := planted(plantedUnseen, "unseenly")
	unseen.Story = "hidden"
	m.Write(unseen, incidents.Create, nil)
	words = append(append(words, of...), "unseenlystory")

	for id := range plantedIn {
		m.PutMedia(plantedPicture(id))
	}
	asked()
	m.Redact(incidents.Redaction{
		Story: "jalisco", Incident: plantedRedacted, Fields: incidents.Redactable(), Reason: incidents.ForSafety, Note: incidents.Text{"en": "Taken away for safety."},
	})
	m.Erase(incidents.Erasure{Story: "jalisco", Incident: plantedErased, Reason: incidents.ForLaw, Note: incidents.Text{"en": "Erased by a court."}})
	return words
}

// Words that were planted where readers may not look are in no answer: at every address, in every format, as of every
// change, by search, and in what a server had kept when they were still to be found.
func TestPlantedWordsAreNowhere(t *testing.T) {
	if testing.Short() {
		t.Skip("-short")
	}
	m := webtest.NewStore(t)
	s := webtest.NewSite(t) // for its addresses
	addressed := asked(t, s)
	var site *webtest.Site
	var all []string
	found, step := 0, incidents.Seq(1)
	if testing.Short() {
		step = 4
	}
	words := plant(t, m, func() {
		site = webtest.Serve(t, m)
		all = everywhere(t, m, addressed, step)
		for _, address := range all { // so that it is kept
			if strings.Contains(site.Get(t, address).Body.String(), "redactedly") {
				found++
			}
		}
	})
	if len(words) < 150 || found < 20 || len(plantedIn) < 13 {
		t.Fatalf("%d words were planted, and what is redacted then was found at %d addresses", len(words), found)
	}
	if err := site.Index.Sync(t.Context(), m); err != nil {
		t.Fatal(err)
	}
	all = everywhere(t, m, addressed, step)
	for _, word := range words {
		all = append(all, webtest.AllJSON+"?q="+strings.ReplaceAll(word, " ", "+"))
	}
	for _, address := range slices.Compact(all) {
		got := site.Get(t, address)
		body := strings.ReplaceAll(unpacked(t, got.Body.Bytes()), address, "") // which says what was asked
		if got.Code == http.StatusInternalServerError {
			t.Errorf("%s: status %d: %s", address, got.Code, body)
		}
		for _, word := range words {
			if strings.Contains(address, "?q=") && strings.Contains(address, strings.ReplaceAll(word, " ", "+")) {
				if got := site.Collection(t, address); got.NumberReturned != 0 {
					t.Errorf("%s finds something", address)
				}
				continue
			}
			if strings.Contains(body, word) || strings.Contains(fmt.Sprint(got.Header()), word) {
				t.Errorf("%s tells %q", address, word)
			}
		}
	}
	told := eventsOf(t, site)
	for _, word := range words {
		if strings.Contains(told, word) {
			t.Errorf("the events tell %q", word)
		}
	}
	// That something was taken away, when and why, stays.
	for address, note := range map[string]string{
		"/stories/jalisco/corrections?lang=en": "Taken away for safety.", "/stories/jalisco/feed.atom?lang=en": "Taken away for safety.",
		webtest.IncidentEN(plantedErased): "Erased by a court.", "/stories/jalisco/changes?lang=en": "Taken away for safety.",
	} {
		if !strings.Contains(site.Get(t, address).Body.String(), note) {
			t.Errorf("%s does not tell %q", address, note)
		}
	}
}

// eventsOf gives what somebody is told live who has seen nothing, up to the redaction and what comes after it.
func eventsOf(t *testing.T, site *webtest.Site) string {
	t.Helper()
	server := httptest.NewServer(site)
	defer server.Close()
	defer site.EndStreams()
	r, err := http.NewRequestWithContext(t.Context(), http.MethodGet, server.URL+"/stories/jalisco/events?lang=en&since=1", nil)
	if err != nil {
		t.Fatal(err)
	}
	answer, err := server.Client().Do(r)
	if err != nil {
		t.Fatal(err)
	}
	defer answer.Body.Close()
	var told strings.Builder
	for lines := bufio.NewScanner(io.TeeReader(answer.Body, &told)); lines.Scan(); {
		if strings.Contains(lines.Text(), "Erased by a court.") { // the last
			return told.String()
		}
	}
	t.Fatalf("the events end with %q", told.String())
	return ""
}

// everywhere gives the addresses of all that readers may ask for of a store, as of every change of it, or one
// in some.
func everywhere(t *testing.T, m *webtest.Store, addressed []string, step incidents.Seq) []string {
	t.Helper()
	all := slices.Clone(addressed)
	newest, err := m.Seq(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	for id := range plantedIn {
		all = append(all, webtest.IncidentEN(id), "/stories/jalisco/ogc/collections/all/items/"+id, "/oembed?url=https://maps.example.org/stories/jalisco/incidents/"+id, "/stories/hidden/incidents/"+id)
		picture := plantedPicture(id)
		all = append(all, "/stories/"+picture.Story+"/incidents/"+id+"/media/"+incidents.MediaFileName(picture.Key().Hash, 10))
	}
	all = append(all, "/stories/jalisco/corrections.json", "/stories/jalisco/corrections.atom")
	for _, page := range []string{"", "/list", "/method", "/dictionary", "/dictionary.json", "/corrections", "/embed", "/share", "/feed.atom", "/feed.json", "/layers/all.csv", "/layers/all.figures.csv"} {
		all = append(all, "/stories/jalisco"+page+"?lang=es")
	}
	all = append(all, "/stories/jalisco/layers/all.csv-metadata.json", "/stories/jalisco/layers/all.figures.csv-metadata.json", "/stories/jalisco/layers/all.csv?by=adm1", "/stories/jalisco/layers/all.csv?by=country",
		"/stories/jalisco/clusters?zoom=12&bbox=-180,-85,180,85", "/stories/jalisco/histogram?bbox=-110,15,-90,25", "/api/v1/openapi.json", "/stories/jalisco/ogc/collections/all/schema", "/stories/jalisco/ogc/collections/all/queryables",
		"/stories/hidden/method", "/stories/hidden/list", "/stories/hidden/layers/all.figures.csv", "/stories/hidden/layers/all.csv-metadata.json", "/stories/hidden/events", "/stories/hidden/histogram")
	all = append(all, "/", "/stories/hidden", "/stories/hidden/layers/all.geojson", "/stories/hidden/feed.atom", "/stories/hidden/changes", "/stories/hidden/image.png", "/stories/hidden/ogc",
		"/oembed?url=https://maps.example.org/stories/hidden", "/stories/hidden/tiles/all/0/0/0.mvt", "/stories/hidden/corrections", "/stories/hidden/embed")
	for seq := range newest + 2 {
		if seq%step != 0 {
			continue
		}
		at := fmt.Sprint(seq)
		for _, ext := range format.Extensions() {
			all = append(all, webtest.LayerFile(ext)+"&as_of="+at)
		}
		all = append(all, webtest.AllJSON+"?by=adm1&as_of="+at, "/stories/jalisco/embed?as_of="+at, "/stories/jalisco/changes?since="+at, "/stories/jalisco?as_of="+at)
		for id := range plantedIn {
			picture := plantedPicture(id)
			all = append(all, webtest.IncidentEN(id)+"&as_of="+at, "/stories/jalisco/incidents/"+id+"/media/"+incidents.MediaFileName(picture.Key().Hash, 10)+"?as_of="+at)
		}
	}
	return all
}

// unpacked gives a body, and of an archive what is in it.
func unpacked(t *testing.T, body []byte) string {
	t.Helper()
	archive, err := zip.NewReader(bytes.NewReader(body), int64(len(body)))
	if err != nil {
		return string(body)
	}
	var all strings.Builder
	for _, f := range archive.File {
		r, err := f.Open()
		if err != nil {
			t.Fatal(err)
		}
		if _, err := io.Copy(&all, r); err != nil {
			t.Fatal(err)
		}
	}
	return all.String()
}

// A story is for readers once it is published, in every answer, and no more when it is a draft again.
func TestStoriesBeforeTheyArePublished(t *testing.T) {
	for _, publication := range []incidents.Publication{incidents.DraftStory, incidents.WithFirstIncident, ""} {
		m := webtest.NewStore(t)
		story := webtest.Story()
		story.Publication = publication
		m.PutStory(story)
		other := webtest.Story()
		other.Slug, other.Title = "other", incidents.Text{"en": "Another"}
		m.PutStory(other)
		draft := webtest.Incidents()[6]
		m.Write(draft, incidents.Create, nil)
		s := webtest.Serve(t, m)
		shown := func() bool {
			t.Helper()
			if err := s.Index.Sync(t.Context(), m); err != nil {
				t.Fatal(err)
			}
			seen, unseen := 0, 0
			for _, address := range asked(t, s) {
				if !strings.HasPrefix(address, "/stories/jalisco") {
					continue
				}
				switch got := s.Get(t, address); {
				case got.Code == http.StatusNotFound:
					unseen++
				case got.Code < http.StatusBadRequest:
					seen++
				}
			}
			// Each address is there or is not, but for those of incidents that are not there, and those that are refused.
			listed := strings.Contains(s.Get(t, "/", "Accept-Language", "en").Body.String(), "A day in Jalisco")
			if listed != (seen > unseen) || !listed && seen > 0 {
				t.Errorf("%q: listed %t, and of the addresses %d are seen and %d not", publication, listed, seen, unseen)
			}
			return listed
		}
		if got := shown(); got != (publication == "") {
			t.Errorf("%q and nothing published: shown %t", publication, got)
		}
		m.Write(webtest.Incidents()[0], incidents.Create, nil)
		if got := shown(); got != (publication != incidents.DraftStory) {
			t.Errorf("%q and something published: shown %t", publication, got)
		}
		story.Publication = ""
		m.PutStory(story)
		if !shown() {
			t.Errorf("%q and then public: not shown", publication)
		}
		story.Publication = incidents.DraftStory
		m.PutStory(story)
		if shown() {
			t.Errorf("%q and then a draft: shown", publication)
		}
	}
}
