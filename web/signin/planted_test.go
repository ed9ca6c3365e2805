package signin

import (
	"cmp"
	"context"
	"net/http"
	"strings"
	"testing"
	"time"

	"incidentmap/geo"
	"incidentmap/incidents"
	"incidentmap/incidents/extract"
	"incidentmap/incidents/extract/article"
	"incidentmap/incidents/extract/offer"
	"incidentmap/incidents/match"
	"incidentmap/web/address"
)

// knowing finds nothing in any story, but once knows is set what the store has of the story that it is read into.
type knowing struct{ *site }

func (k knowing) Read(ctx context.Context, _ []article.Document, _ []string, _ extract.Options, into string) ([]offer.Story, []offer.Offer, error) {
	if !k.knows {
		return nil, nil, nil
	}
	known, err := k.store.Queue(ctx, incidents.QueueQuery{Story: into, Limit: 100})
	if err != nil {
		return nil, nil, err
	}
	draft := extract.Draft{Incident: incidents.Incident{Title: incidents.Text{"en": "x"}, Kind: "roadblock"}}
	o := offer.Offer{ID: "d1", Incident: draft.Incident, Reports: []offer.Report{{Draft: draft}}}
	for i := range known {
		o.Perhaps = append(o.Perhaps, offer.Known{Incident: &known[i].Incident, Weight: match.Weight{Score: 1}})
	}
	return []offer.Story{{}}, []offer.Offer{o}, nil
}

// plantInDrafts fills the story jalisco with words in every field that its editors alone see, and gives them.
func (s *site) plantInDrafts(t *testing.T) (words []string, id string) {
	t.Helper()
	plant := func(of string) string {
		words = append(words, "planted"+of)
		return "planted" + of
	}
	text := func(of string) incidents.Text { return incidents.Text{"en": plant(of)} }
	inc := incidents.Incident{
		ID: incidents.NewID(s.now), Story: "jalisco", Class: incidents.ClassIncident, Kind: "roadblock", Title: text("title"), Summary: text("summary"),
		When:     incidents.When{Precision: incidents.TimeUnknown, Basis: incidents.EventTime},
		Where:    geo.Location{Precision: geo.Unlocated, Place: map[string]string{"en": plant("place")}},
		Workflow: incidents.DraftStage, Verification: incidents.Unverified, Disposition: incidents.Active,
		Sources: []incidents.Source{{ID: "s1", Publisher: text("publisher"), Kind: incidents.Witness, Attribution: incidents.Anonymous, Reason: text("fear")}},
		Claims:  []incidents.Claim{{ID: "k1", Field: "where", Value: plant("value"), Passage: plant("passage"), Source: "s1", Stance: incidents.Supports}},
		Extra:   map[string]string{plant("column"): plant("cell")}, Origin: incidents.Origin{Key: plant("key"), File: plant("file"), Row: 1},
	}
	upload := incidents.MediaUpload{Story: "jalisco", Incident: inc.ID, Files: []incidents.MediaFile{{Width: 10, Height: 10, Data: []byte(plant("pixels"))}}}
	if err := s.store.PutMedia(t.Context(), upload); err != nil {
		t.Fatal(err)
	}
	inc.Media = []incidents.Media{{
		ID: "m1", Kind: incidents.Video, Hash: upload.Key().Hash, Width: 10, Height: 10, Link: "https://example.org/" + plant("link"),
		Alt: text("alt"), Credit: text("credit"), Licence: incidents.Licence{Name: plant("licence")}, Warning: text("warning"),
	}}
	words = append(words, upload.Key().Hash, inc.ID)
	if _, err := s.store.Import(t.Context(), plant("run"), incidents.Write{Incident: inc, Author: plant("importer"), Kind: incidents.Create}); err != nil {
		t.Fatal(err)
	}
	inc.Title = text("again")
	if _, err := s.store.Write(t.Context(), incidents.Write{Incident: inc, Base: 1, Kind: incidents.Update, Author: plant("author"), Note: text("note")}); err != nil {
		t.Fatal(err)
	}
	editor := s.add(plant("login"), func(p *incidents.Person) {
		p.Name, p.Stories = plant("person"), map[string]incidents.Role{"jalisco": incidents.Editor}
	})
	at := s.browser("192.0.2.9")
	at.signIn(editor.Login, password, "")
	is(t, "presence", at.do("POST", address.APIStory("jalisco")+"/presence", `{"incident":"`+inc.ID+`"}`), http.StatusOK, "")
	return words, inc.ID
}

// Words that editors of a story see alone are in no answer to a stranger, to a reporter of another story or to its token,
// whatever they ask of either story: not in drafts of texts, presence, logs, imports, pictures or what was said of them.
// A reporter of the story itself is told nothing of its log.
func TestPlantedWordsStayWithTheirEditors(t *testing.T) {
	if testing.Short() {
		t.Skip("-short")
	}
	s := newSite(t, maps)
	s.api.EndStreams() // or they would go on
	admin := s.admin()
	words, id := s.plantInDrafts(t)
	s.knows = true
	s.add("elsewhere", func(p *incidents.Person) { p.Stories = map[string]incidents.Role{"other": incidents.Reporter} })
	s.add("here", func(p *incidents.Person) { p.Stories = map[string]incidents.Role{"jalisco": incidents.Reporter} })
	elsewhere, here := s.browser("192.0.2.7"), s.browser("192.0.2.6")
	elsewhere.signIn("elsewhere", password, "")
	here.signIn("here", password, "")
	secret, token, err := incidents.NewToken("t", incidents.ScopeWrite, s.now, time.Time{}, "other")
	if err == nil {
		err = s.store.PutToken(t.Context(), token)
	}
	if err != nil {
		t.Fatal(err)
	}
	found := func(b *browser, tt request, headers ...string) string {
		headers = append(headers, "If-Match", cmp.Or(tt.match, `"1"`), "Content-Type", cmp.Or(tt.media, "application/json"))
		w := b.do(tt.method, tt.path, tt.body, headers...)
		told := strings.ReplaceAll(w.Body.String(), tt.path, "") // which says what was asked
		for _, values := range w.Header() {
			told += strings.Join(values, " ")
		}
		for _, word := range words {
			if strings.Contains(told, word) && !strings.Contains(tt.path, word) {
				return word
			}
		}
		return ""
	}
	root := address.APIStory("jalisco")
	own := []request{}
	for _, part := range []string{"", "/revisions", "/diff?from=1&to=2", "/duplicates", "/media/" + incidents.MediaFileName(words[len(words)-1], 10)} {
		own = append(own, request{method: "GET", path: root + "/incidents/" + id + part})
	}
	own = append(own, request{method: "POST", path: root + "/incidents/" + id + "/check", body: `{"title":"x"}`})
	seen := 0
	for _, tt := range append(own, s.requests(t, admin, "jalisco")...) {
		if found(admin, tt) != "" {
			seen++
		}
		for who, ask := range map[string]func() string{
			"a stranger":                  func() string { return found(s.browser("192.0.2.8"), tt) },
			"a reporter of another story": func() string { return found(elsewhere, tt) },
			"a token of another story":    func() string { return found(s.browser("192.0.2.5"), tt, "Authorization", "Bearer "+secret) },
		} {
			if word := ask(); word != "" {
				t.Errorf("%s %s tells %s %q", tt.method, tt.path, who, word)
			}
		}
	}
	if seen < 8 {
		t.Errorf("the words were found at %d addresses by who may read them", seen)
	}
	for _, tt := range s.requests(t, admin, "other") {
		if word := found(elsewhere, tt); word != "" {
			t.Errorf("%s %s tells a reporter of its own story %q", tt.method, tt.path, word)
		}
	}
	if word := found(here, request{method: "GET", path: root + "/audit"}); word != "" {
		t.Errorf("the log tells a reporter %q", word)
	}
}
