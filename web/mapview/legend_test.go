package mapview

import (
	"maps"
	"testing"

	"github.com/paulmach/orb"

	"incidentmap/geo"
	"incidentmap/incidents"
	"incidentmap/web/i18n"
	"incidentmap/web/page"
	"incidentmap/web/stories"
)

// TestSigns holds each sign to the incidents that are drawn with it, and to no others.
func TestSigns(t *testing.T) {
	at := func(p geo.Precision) *incidents.Public {
		return &incidents.Public{Class: incidents.ClassIncident, Where: geo.Location{Geometry: orb.Point{1, 2}, Precision: p}}
	}
	three := 3
	killed := at(geo.Exact)
	killed.Counts = incidents.Counts{incidents.Killed: incidents.Count{Low: &three, Best: &three, High: &three}}
	retracted := at(geo.Exact)
	retracted.Disposition = incidents.Retracted
	retracted.Counts = killed.Counts
	unverified, disputed, debunked := at(geo.Exact), at(geo.Exact), at(geo.Exact)
	unverified.Verification, disputed.Verification, debunked.Verification = incidents.Unverified, incidents.Disputed, incidents.Debunked
	nowhere := at(geo.Country)
	nowhere.Where.Geometry = nil
	background := at(geo.Admin1)
	background.Class = incidents.ClassBackground
	for name, c := range map[string]struct {
		of   *incidents.Public
		want []string
	}{
		"exact":            {at(geo.Exact), nil},
		"as given":         {at(geo.AsGiven), []string{"key.as_given"}},
		"a town":           {at(geo.Locality), []string{"key.circle"}},
		"a municipality":   {at(geo.Admin2), []string{"key.circle"}},
		"a state":          {at(geo.Admin1), []string{"key.area"}},
		"a country":        {at(geo.Country), []string{"key.country"}},
		"a journey":        {at(geo.InTransit), []string{"key.journey"}},
		"deaths":           {killed, []string{"key.grave"}},
		"retracted deaths": {retracted, []string{"key.retracted"}},
		"unverified":       {unverified, []string{"key.unverified"}},
		"disputed":         {disputed, []string{"key.disputed"}},
		"debunked":         {debunked, []string{"key.disputed"}},
		"not drawn":        {nowhere, nil},
		"background":       {background, nil},
	} {
		var got []string
		for _, s := range signs {
			if s.has != nil && s.has(c.of) {
				got = append(got, s.key)
			}
		}
		if len(got) != len(c.want) || len(got) > 0 && got[0] != c.want[0] {
			t.Errorf("%s has the signs %v, want %v", name, got, c.want)
		}
	}
}

// TestNameCountries holds that the client has the name of each country that it writes, in the page's language, and of no other.
func TestNameCountries(t *testing.T) {
	messages, err := i18n.Load()
	if err != nil {
		t.Fatal(err)
	}
	known := func(country string, p geo.Precision) *incidents.Public {
		return &incidents.Public{Where: geo.Location{Precision: p, Admin: geo.Admin{Country: country}}}
	}
	all := &stories.IncidentSet{Public: []*incidents.Public{known("MX", geo.Country), known("US", geo.Admin1), known("", geo.Country), known("ES", geo.Country)}}
	for lang, want := range map[string]map[string]string{"en": {"MX": "Mexico", "ES": "Spain"}, "es": {"MX": "México", "ES": "España"}} {
		v := Page{Page: page.Page{Say: messages.Nearest(lang)}}
		if v.nameCountries(all); !maps.Equal(v.Config.Countries, want) {
			t.Errorf("%s: %v, want %v", lang, v.Config.Countries, want)
		}
	}
}
