package media_test

import (
	"bytes"
	"image"
	"image/jpeg"
	"net/http"
	"strings"
	"testing"

	"incidentmap/incidents"
	"incidentmap/web/address"
	"incidentmap/web/webtest"
)

// upload gives a picture of an incident that is as wide.
func upload(t *testing.T, id string, width int) incidents.MediaUpload {
	t.Helper()
	u := incidents.MediaUpload{Story: "jalisco", Incident: id}
	for _, w := range incidents.MediaWidths(width) {
		var b bytes.Buffer
		if err := jpeg.Encode(&b, image.NewGray(image.Rect(0, 0, w, w)), nil); err != nil {
			t.Fatal(err)
		}
		u.Files = append(u.Files, incidents.MediaFile{Width: w, Height: w, Data: b.Bytes()})
	}
	return u
}

func shown(u incidents.MediaUpload) incidents.Media {
	width := u.Files[len(u.Files)-1].Width
	return incidents.Media{
		ID: "m1", Kind: incidents.Picture, Hash: u.Key().Hash, Width: width, Height: width,
		Alt: incidents.Text{"es": webtest.Hostile}, Credit: incidents.Text{"es": "PLANTEDCREDIT" + webtest.Hostile},
		Licence: incidents.Licence{Name: webtest.Hostile, URL: "https://example.org/?" + webtest.Hostile},
	}
}

// TestPublicOnlyWithItsIncident brings an incident with a picture into every state, and asks for the file, the page, the
// feeds and the layer's file in each.
func TestPublicOnlyWithItsIncident(t *testing.T) {
	for name, tt := range map[string]struct {
		do     func(m *webtest.Store, inc incidents.Incident)
		public bool
	}{
		"a draft": {func(m *webtest.Store, inc incidents.Incident) {
			inc.Workflow = incidents.DraftStage
			m.Write(inc, incidents.Create, nil)
		}, false},
		"approved": {func(m *webtest.Store, inc incidents.Incident) {
			inc.Workflow = incidents.Approved
			m.Write(inc, incidents.Create, nil)
		}, false},
		"published": {func(m *webtest.Store, inc incidents.Incident) { m.Write(inc, incidents.Create, nil) }, true},
		"archived": {func(m *webtest.Store, inc incidents.Incident) {
			inc.Workflow = incidents.Archived
			m.Write(inc, incidents.Create, nil)
		}, true},
		"taken from readers": {func(m *webtest.Store, inc incidents.Incident) {
			m.Write(inc, incidents.Create, nil)
			inc.Workflow = incidents.DraftStage
			m.Write(inc, incidents.Update, nil)
		}, false},
		"retracted": {func(m *webtest.Store, inc incidents.Incident) {
			m.Write(inc, incidents.Create, nil)
			inc.Disposition = incidents.Retracted
			m.Write(inc, incidents.Retraction, incidents.Text{"en": "Wrong."})
		}, false},
		"a place coarsened": {func(m *webtest.Store, inc incidents.Incident) {
			inc.Disclosure = incidents.Coarsened
			m.Write(inc, incidents.Create, nil)
		}, false},
		"a place coarsened, and a picture without it": {func(m *webtest.Store, inc incidents.Incident) {
			inc.Disclosure, inc.Media[0].ShowsNoPlace = incidents.Coarsened, true
			m.Write(inc, incidents.Create, nil)
		}, true},
		"a place coarsened by the story": {func(m *webtest.Store, inc incidents.Incident) {
			m.Write(inc, incidents.Create, nil)
			story := webtest.Story()
			story.Policy.Disclosure = incidents.Coarsened
			m.PutStory(story)
		}, false},
		"a place withheld, and a picture without it": {func(m *webtest.Store, inc incidents.Incident) {
			inc.Disclosure, inc.Media[0].ShowsNoPlace = incidents.Withheld, true
			m.Write(inc, incidents.Create, nil)
		}, false},
		"a place withheld": {func(m *webtest.Store, inc incidents.Incident) {
			inc.Disclosure = incidents.Withheld
			m.Write(inc, incidents.Create, nil)
		}, false},
		"a place withheld by the story": {func(m *webtest.Store, inc incidents.Incident) {
			m.Write(inc, incidents.Create, nil)
			story := webtest.Story()
			story.Policy.Disclosure = incidents.Withheld
			m.PutStory(story)
		}, false},
		"a story that is a draft": {func(m *webtest.Store, inc incidents.Incident) {
			story := webtest.Story()
			story.Publication = incidents.DraftStory
			m.PutStory(story)
			inc.Workflow = incidents.Review
			m.Write(inc, incidents.Create, nil)
		}, false},
		"taken off the incident": {func(m *webtest.Store, inc incidents.Incident) {
			m.Write(inc, incidents.Create, nil)
			inc.Media = nil
			m.Write(inc, incidents.Update, nil)
		}, false},
		"redacted": {func(m *webtest.Store, inc incidents.Incident) {
			m.Write(inc, incidents.Create, nil)
			m.Redact(incidents.Redaction{Story: "jalisco", Incident: inc.ID, Fields: []string{"media"}, Reason: incidents.ForPrivacy, Note: incidents.Text{"en": "x"}})
		}, false},
		"erased": {func(m *webtest.Store, inc incidents.Incident) {
			m.Write(inc, incidents.Create, nil)
			m.Erase(incidents.Erasure{Story: "jalisco", Incident: inc.ID, Reason: incidents.ForPrivacy, Note: incidents.Text{"en": "x"}})
		}, false},
	} {
		t.Run(name, func(t *testing.T) {
			m := webtest.NewStore(t)
			m.PutStory(webtest.Story())
			inc := webtest.Incidents()[0]
			u := upload(t, inc.ID, 900)
			m.PutMedia(u)
			inc.Media = []incidents.Media{shown(u)}
			tt.do(m, inc)
			site := webtest.Serve(t, m)
			for i, f := range u.Files {
				for _, query := range []string{"", "?as_of=1000000", "?as_of=1", "?as_of=2"} {
					path := address.Media("jalisco", inc.ID, incidents.MediaFileName(u.Key().Hash, f.Width)) + query
					w := site.Get(t, path)
					got := w.Code == http.StatusOK && bytes.Equal(w.Body.Bytes(), u.Files[i].Data)
					if query == "" && got != tt.public || got && name != "taken off the incident" && !tt.public {
						t.Errorf("%s: %d, %d bytes", path, w.Code, w.Body.Len())
					}
					if got && (w.Header().Get("Content-Type") != "image/jpeg" || !strings.Contains(w.Header().Get("Surrogate-Key"), inc.ID) || w.Header().Get("Cross-Origin-Resource-Policy") != "cross-origin") {
						t.Errorf("%s: %v", path, w.Header())
					}
				}
			}
			for _, path := range []string{address.Incident("jalisco", inc.ID), address.Atom("jalisco"), address.JSONFeed("jalisco"), address.Layer("jalisco", "all"), address.LayerFile("jalisco", "all", "csv")} {
				body := site.Get(t, path).Body.String()
				if strings.Contains(body, "PLANTEDCREDIT") != tt.public {
					t.Errorf("%s: the picture is told of: %v", path, !tt.public)
				}
				if strings.Contains(path, "/incidents/") && strings.Contains(body, "<script>alert") {
					t.Errorf("%s: a text is not escaped", path)
				}
			}
		})
	}
}

// TestSensitive holds that what has a warning is behind it on the page, and in no feed.
func TestSensitive(t *testing.T) {
	m := webtest.NewStore(t)
	m.PutStory(webtest.Story())
	inc := webtest.Incidents()[0]
	u := upload(t, inc.ID, 400)
	m.PutMedia(u)
	one := shown(u)
	one.Warning, one.Kind, one.Link = incidents.Text{"es": "Sangre"}, incidents.Video, "https://video.example.org/v"
	inc.Media = []incidents.Media{one}
	m.Write(inc, incidents.Create, nil)
	site := webtest.Serve(t, m)
	page := site.Get(t, address.Incident("jalisco", inc.ID)+"?lang=es").Body.String()
	closed := strings.Index(page, "<details><summary><b>Puede que no quiera ver esto:</b> Sangre</summary><img ")
	if closed < 0 || strings.Count(page, "<img ") != 1 || !strings.Contains(page, `loading="lazy"`) || !strings.Contains(page, `<a href="https://video.example.org/v"`) {
		t.Errorf("%s", page)
	}
	for _, path := range []string{address.Atom("jalisco"), address.JSONFeed("jalisco")} {
		if body := site.Get(t, path).Body.String(); strings.Contains(body, "/media/") || !strings.Contains(body, inc.ID) {
			t.Errorf("%s: %s", path, body)
		}
	}
}

func TestNoSuchFile(t *testing.T) {
	m := webtest.NewStore(t)
	m.PutStory(webtest.Story())
	inc := webtest.Incidents()[0]
	u := upload(t, inc.ID, 400)
	m.PutMedia(u)
	inc.Media = []incidents.Media{shown(u)}
	m.Write(inc, incidents.Create, nil)
	site := webtest.Serve(t, m)
	digits := strings.TrimPrefix(u.Key().Hash, "sha256:")
	for _, path := range []string{
		address.Media("jalisco", inc.ID, digits+"-321.jpg"), address.Media("jalisco", inc.ID, digits+"-0400.jpg"), address.Media("jalisco", inc.ID, digits+"-400.png"),
		address.Media("jalisco", webtest.LeaderID, digits+"-400.jpg"), address.Media("nowhere", inc.ID, digits+"-400.jpg"),
		address.Media("jalisco", inc.ID, strings.Repeat("0", 64)+"-400.jpg"), address.Media("jalisco", inc.ID, "..%2f..%2fx"),
	} {
		if w := site.Get(t, path); w.Code != http.StatusNotFound {
			t.Errorf("%s: %d", path, w.Code)
		}
	}
	whole := site.Get(t, address.Media("jalisco", inc.ID, digits+"-400.jpg"))
	if w := site.Get(t, address.Media("jalisco", inc.ID, digits+"-400.jpg"), "If-None-Match", whole.Header().Get("ETag")); whole.Code != http.StatusOK || w.Code != http.StatusNotModified {
		t.Errorf("%d, then %d", whole.Code, w.Code)
	}
}
