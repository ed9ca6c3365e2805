package web_test

import (
	"encoding/binary"
	"fmt"
	"math"
	"net/http"
	"strings"
	"testing"

	"github.com/paulmach/orb"

	"incidentmap/geo"
	"incidentmap/incidents"
	"incidentmap/web/webtest"
)

// secretOf gives an incident with its own rule, at a place that can be told from those of others: its number is in
// its coordinates and in the place's name.
func secretOf(n int, own incidents.Disclosure) incidents.Incident {
	inc := webtest.Incidents()[0]
	inc.ID = fmt.Sprintf("01KJ00000000000000000001%02d", n)
	inc.Title = incidents.Text{"en": fmt.Sprint("Number ", n), "es": fmt.Sprint("Número ", n)}
	inc.Disclosure = own
	inc.Where = geo.Location{
		Geometry: orb.Point{-103.123456 - float64(n), 20.654321 + float64(n)}, Precision: geo.Exact,
		Place: map[string]string{"en": fmt.Sprintf("Hideout%d", n), "es": fmt.Sprintf("Escondite%d", n)},
	}
	return inc
}

// signs are what an answer has that tells where such an incident was: in words, in digits and in binary.
func signs(n int) []string {
	at, _ := secretOf(n, "").Where.Geometry.(orb.Point)
	all := []string{fmt.Sprintf("Hideout%d", n), fmt.Sprintf("Escondite%d", n)}
	for _, v := range at {
		bits := math.Float64bits(v)
		all = append(all, strings.TrimRight(fmt.Sprintf("%.4f", v), "0"),
			string(binary.LittleEndian.AppendUint64(nil, bits)), string(binary.BigEndian.AppendUint64(nil, bits)))
	}
	return all
}

// No answer tells a place that the rule of today keeps back, whatever the rule was when it was written: every rule of
// a story before and after, with every rule of an incident's own, at every address.
func TestPoliciesHoldAtEveryAddress(t *testing.T) {
	rules := []incidents.Disclosure{incidents.Open, incidents.Coarsened, incidents.Withheld}
	owns := append([]incidents.Disclosure{""}, rules...)
	for i, before := range rules {
		for j, after := range rules {
			if testing.Short() && i != 0 && i != j {
				continue
			}
			t.Run(string(before+" then "+after), func(t *testing.T) {
				m := webtest.NewStore(t)
				story := webtest.Story()
				story.Policy.Disclosure = before
				m.PutStory(story)
				var all []incidents.Incident
				for n, own := range owns {
					all = append(all, secretOf(n, own))
				}
				then := m.WriteAll(all, incidents.Create, nil)
				story.Policy.Disclosure = after
				m.PutStory(story)
				checkPolicies(t, webtest.Serve(t, m), then, owns, after)
			})
		}
	}
}

// checkPolicies holds every answer against the rule of a story. A picture, a tile and an outline say no more than
// what they are made of, and are left out.
func checkPolicies(t *testing.T, s *webtest.Site, then incidents.Seq, owns []incidents.Disclosure, rule incidents.Disclosure) {
	t.Helper()
	all := append(asked(t, s), fmt.Sprintf("%s?as_of=%d", webtest.AllJSON, then), fmt.Sprintf("/stories/jalisco/embed?as_of=%d", then))
	for n := range owns {
		id := secretOf(n, "").ID
		all = append(all, webtest.IncidentEN(id), fmt.Sprintf("%s&as_of=%d", webtest.IncidentEN(id), then), "/stories/jalisco/ogc/collections/all/items/"+id)
		all = append(all, fmt.Sprintf("%s?q=hideout%d", webtest.AllJSON, n))
	}
	open := make([]bool, len(owns))
	for _, address := range all {
		if strings.Contains(address, "image.png") || strings.HasPrefix(address, "/assets/") {
			continue
		}
		got := s.Get(t, address)
		body := got.Body.String()
		for n, own := range owns {
			if strings.Contains(address, fmt.Sprintf("hideout%d", n)) {
				body = strings.ReplaceAll(body, address, "") // which says what was asked
			}
			for _, sign := range signs(n) {
				if !strings.Contains(body, sign) {
					continue
				}
				open[n] = true
				if own != incidents.Open && (own != "" || rule != incidents.Open) {
					t.Errorf("%s tells %q of an incident that is %q in a story that is %q", address, sign, own, rule)
				}
			}
		}
		if got.Code == http.StatusInternalServerError {
			t.Errorf("%s: status %d: %s", address, got.Code, body)
		}
	}
	for n, own := range owns {
		if isOpen := own == incidents.Open || own == "" && rule == incidents.Open; isOpen && !open[n] {
			t.Errorf("no address tells where an incident is that is %q in a story that is %q", own, rule)
		}
	}
}
