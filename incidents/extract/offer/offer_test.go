package offer

import (
	"encoding/json"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/paulmach/orb"

	"incidentmap/geo"
	"incidentmap/incidents"
	"incidentmap/incidents/extract"
	"incidentmap/incidents/extract/article"
)

const text = "Murieron cuatro policías en Jacona, dijo la Fiscalía. Bloquearon la carretera."

// attack is a draft of an attack with as many dead, as a source has it.
func attack(id, source string, n int) extract.Draft {
	start := time.Date(2026, 3, 8, 6, 0, 0, 0, time.UTC)
	return extract.Draft{
		Incident: incidents.Incident{
			ID: id, Class: "incident", Kind: "attack", Title: incidents.Text{"es": "Ataque en Jacona"},
			When:       incidents.When{Start: start, End: start.Add(24*time.Hour - time.Second), Zone: "America/Mexico_City", Precision: incidents.Day, Basis: incidents.EventTime},
			Where:      geo.Location{Geometry: orb.Point{-102.3, 19.96}, Precision: geo.Locality, RadiusM: 3000, GazetteerID: "geonames:1", Place: map[string]string{"es": "Jacona"}, Admin: geo.Admin{Country: "MX", Admin1: "MX.16", Admin1Name: "Michoacán"}},
			Sources:    []incidents.Source{{ID: "s1", Publisher: incidents.Text{"es": source}, Kind: incidents.Official, Attribution: incidents.Institution}},
			Claims:     []incidents.Claim{{ID: "k1", Field: "killed", Value: "x", Source: "s1", Passage: "Murieron", Start: 0, End: 8, Stance: incidents.Supports}},
			Casualties: []incidents.Casualty{{ID: "c1", Group: "police", Outcome: incidents.Killed, Best: &n, Claim: "k1"}},
			Workflow:   incidents.DraftStage, Verification: incidents.SingleSource, Disposition: incidents.Active,
		},
		Confidence: 0.8, Passages: []extract.Span{{Start: 0, End: 8}}, Check: []extract.Check{{Code: extract.CheckSource}},
	}
}

// block is a roadblock elsewhere that counts the attack's dead again.
func block(id, attack string) extract.Draft {
	d := roadblock(id)
	n := 4
	d.Incident.Casualties = []incidents.Casualty{{ID: "c1", Group: "police", Outcome: incidents.Killed, Best: &n, CountedIn: &incidents.CasualtyRef{Incident: attack, Casualty: "c1"}}}
	d.Incident.Relations = []incidents.Relation{{Type: incidents.CausedBy, Incident: attack}}
	return d
}

func roadblock(id string) extract.Draft {
	d := attack(id, "Protección Civil", 0)
	d.Incident.Kind, d.Incident.Claims, d.Incident.Casualties = "roadblock", nil, nil
	d.Incident.Where.GazetteerID, d.Incident.Where.Geometry = "geonames:2", orb.Point{-101.2, 19.7}
	return d
}

func stories() []Story {
	return []Story{
		{Document: article.Document{Text: text}, Name: "a.txt", Drafts: []extract.Draft{attack("d1", "Fiscalía", 4), block("d2", "d1")}},
		{Document: article.Document{Text: text + " Corrección."}, Name: "b.txt", Drafts: []extract.Draft{block("d1", "d2"), attack("d2", "Comandante", 6)}},
	}
}

// Two stories tell two things: each is one offer, with both sources' figures side by side
// and every reference to what the offers are called.
func TestGather(t *testing.T) {
	all := stories()
	offers := Gather(all)
	if len(offers) != 2 || len(offers[0].Reports) != 2 || len(offers[1].Reports) != 2 {
		t.Fatalf("%+v", offers)
	}
	inc := offers[0].Incident
	if len(inc.Sources) != 2 || inc.Sources[0].ID == inc.Sources[1].ID || len(inc.Claims) != 2 || len(inc.Casualties) != 2 {
		t.Errorf("sources %v, claims %v, figures %v", inc.Sources, inc.Claims, inc.Casualties)
	}
	if second := inc.Casualties[1]; second.ID != "c2" || second.Claim != "k2" || inc.Claims[1].Source != inc.Sources[1].ID || *second.Best != 6 {
		t.Errorf("the second figure is %+v of %+v", second, inc.Claims)
	}
	rows := offers[1].Incident.Casualties
	if len(rows) != 2 || *rows[0].CountedIn != (incidents.CasualtyRef{Incident: "d1", Casualty: "c1"}) || *rows[1].CountedIn != (incidents.CasualtyRef{Incident: "d1", Casualty: "c2"}) {
		t.Errorf("counted in %+v", rows)
	}
	if r := offers[1].Incident.Relations; len(r) != 1 || r[0].Incident != "d1" {
		t.Errorf("relations %v", r)
	}
	a := NewAnswer(all, offers)
	v := a.Drafts[0]
	if *v.Killed.Best != 4 || len(v.Reports) != 2 || *v.Reports[1].Killed.Best != 6 || len(v.Reports[1].Reasons) == 0 {
		t.Errorf("figures side by side: %+v", v.Reports)
	}
	if v.Place != "Jacona, Michoacán, México" || v.Start[:10] != "2026-03-08" || v.Passages[0].Text != "Murieron" || a.Drafts[1].Killed != nil {
		t.Errorf("%+v", v)
	}
	b, err := json.Marshal(a.Features())
	if err != nil || !strings.Contains(string(b), `"geometry":{"type":"Point","coordinates":[-102.3,19.96]},"properties":{"id":"d1"`) {
		t.Errorf("%s: %v", b, err)
	}
}

func TestAgainst(t *testing.T) {
	all := stories()[:1]
	offers := Gather(all)
	known := attack("01JQZ0000000000000000000AA", "Fiscalía", 2).Incident
	elsewhere := known
	elsewhere.ID, elsewhere.Where.GazetteerID, elsewhere.Where.Geometry = "01JQZ0000000000000000000BB", "geonames:9", orb.Point{-99, 17}
	Against(offers, []incidents.Incident{elsewhere, known})
	k := offers[0].Known
	if k == nil || k.Incident.ID != known.ID || !slices.Contains(k.News, News{"killed", "2", "4"}) || len(k.News) != 1 {
		t.Errorf("%+v", k)
	}
	if offers[1].Known != nil || len(offers[1].Perhaps) != 0 {
		t.Errorf("%+v", offers[1])
	}
}

func TestWrites(t *testing.T) {
	all := stories()
	offers := Gather(all)
	known := attack("01JQZ0000000000000000000AA", "Fiscalía", 2).Incident
	Against(offers, []incidents.Incident{known})
	selected := Selection{Story: "s", Author: "a", Now: time.Unix(1772000000, 0)}
	writes, err := Writes(all, offers, nil, selected)
	if err != nil || len(writes) != 2 {
		t.Fatalf("%v %v", writes, err)
	}
	first, second := writes[0].Incident, writes[1].Incident
	if !incidents.ValidID(first.ID) || second.Casualties[0].CountedIn.Incident != first.ID || second.Relations[0].Incident != first.ID {
		t.Errorf("references: %+v", second)
	}
	if want := (incidents.Relation{Type: incidents.DuplicateOf, Incident: known.ID}); !slices.Contains(first.Relations, want) {
		t.Errorf("of what is on the map: %v", first.Relations)
	}
	for i := range writes {
		if err := writes[i].Validate(); err != nil {
			t.Errorf("%d: %v", i, err)
		}
	}
	// What was stored before is not stored again, and is named by what is.
	keys := Keys(all, offers)
	writes, err = Writes(all, offers, map[string]incidents.Known{keys[0]: {Incident: known.ID}}, selected)
	if err != nil || len(writes) != 1 || writes[0].Incident.Casualties[0].CountedIn.Incident != known.ID {
		t.Errorf("again: %+v %v", writes, err)
	}
	// One of them alone names nothing that is not there.
	selected.Only = []string{"d2"}
	writes, err = Writes(all, offers, nil, selected)
	if err != nil || len(writes) != 1 || len(writes[0].Incident.Relations) != 0 || writes[0].Incident.Casualties[0].CountedIn != nil {
		t.Errorf("alone: %+v %v", writes, err)
	}
	selected.Only = []string{"d7"}
	if _, err = Writes(all, offers, nil, selected); err == nil || !strings.Contains(err.Error(), "d1 to d2") {
		t.Errorf("one that is not there: %v", err)
	}
}

// A page stands in for the report itself, and quotes the other sources.
func TestCite(t *testing.T) {
	d := attack("d1", "El reporte", 4)
	d.Incident.Sources = append(d.Incident.Sources, incidents.Source{ID: "s2", Publisher: incidents.Text{"es": "Fiscalía"}, Attribution: incidents.Institution, Kind: incidents.Official})
	drafts := []extract.Draft{d}
	cite(&article.Document{Text: text}, drafts)
	if len(drafts[0].Incident.Sources) != 2 || drafts[0].Incident.Sources[0].ID != "s1" {
		t.Errorf("without a page: %+v", drafts[0].Incident.Sources)
	}
	cite(&article.Document{Text: text, URL: "https://diario.example/a", Publisher: "El Diario"}, drafts)
	s, claim := drafts[0].Incident.Sources, drafts[0].Incident.Claims[0]
	if len(s) != 2 || s[0].URL != "https://diario.example/a" || claim.Source != s[0].ID || s[1].Via != s[0].ID || s[0].Kind != incidents.Wire || s[0].Hash == "" {
		t.Errorf("with a page: %+v, %+v", s, claim)
	}
}
