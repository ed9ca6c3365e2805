package gazetteer

import (
	"testing"

	"incidentmap/geo"
)

func TestJoinCodes(t *testing.T) {
	g := world(t)
	for code, want := range map[string]geo.Codes{
		"MX":        {Alpha2: "MX", Alpha3: "MEX", GeoNames: "geonames:3996063"},
		"MX.14":     {Alpha2: "MX", Alpha3: "MEX", ISO: "MX-JAL", CVEEnt: "14", GeoNames: "geonames:4004156"},
		"MX.05":     {Alpha2: "MX", Alpha3: "MEX", ISO: "MX-CHP", CVEEnt: "07", GeoNames: "geonames:3531011"},
		"MX.07":     {Alpha2: "MX", Alpha3: "MEX", ISO: "MX-COA", CVEEnt: "05", GeoNames: "geonames:4013674"},
		"MX.14.120": {Alpha2: "MX", Alpha3: "MEX", ISO: "MX-JAL", CVEEnt: "14", CVEGeo: "14120", GeoNames: "geonames-code:MX.14.120"},
		"US.CA":     {Alpha2: "US", Alpha3: "USA", ISO: "US-CA", GeoNames: "geonames:5332921"},
	} {
		got := g.JoinCodes(code)
		if got.Population <= 0 {
			t.Errorf("%s has no people", code)
		}
		if got.Population = 0; got != want {
			t.Errorf("%s: %+v, want %+v", code, got, want)
		}
	}
}

// Every code that an area has leads back to it.
func TestByJoinCode(t *testing.T) {
	g := world(t)
	with := map[string]int{}
	for i := range g.Len() {
		e := g.Entry(Ref(i))
		if e.Kind != Admin1 && e.Kind != Country && e.Kind != Admin2 {
			continue
		}
		c := g.JoinCodes(e.Code)
		check := func(scheme, code string) {
			if code == "" {
				return
			}
			with[scheme]++
			if back, ok := g.ByJoinCode(code); !ok || back.Ref != e.Ref {
				t.Errorf("%s of %s (%s) leads to %+v, %v", code, e.Name, e.Code, back, ok)
			}
		}
		switch e.Kind {
		case Country:
			check("alpha-3", c.Alpha3)
		case Admin1:
			check("ISO 3166-2", c.ISO)
			if c.CVEEnt != "" {
				check("CVE_ENT", "MX-"+c.CVEEnt)
			}
		case Admin2:
			if c.CVEGeo != "" {
				check("CVEGEO", "MX-"+c.CVEGeo)
			}
		}
	}
	if with["alpha-3"] < 240 || with["ISO 3166-2"] < 2000 || with["CVE_ENT"] != 32 || with["CVEGEO"] < 2400 {
		t.Errorf("codes: %v", with)
	}
	for _, code := range []string{"", "X", "XXX", "MX-99", "MX-XXX", "MX-", "-", "ZZ", "12"} {
		if e, ok := g.ByJoinCode(code); ok {
			t.Errorf("%q leads to %s", code, e.Name)
		}
	}
}

func TestScript(t *testing.T) {
	for name, want := range map[string]string{
		"Москва": "москва", "  САНКТ-Петербург ": "санкт петербург", "القَاهِرَة": "قاهرة", "الخرطوم": "خرطوم", "東京": "東京", "ﾛﾝﾄﾞﾝ": "ロンドン", "Київ": "київ", "Королёв": "королев", "Paris": "", "": "", "12": "",
	} {
		if got := Script(name); got != want {
			t.Errorf("%q: %q, want %q", name, got, want)
		}
		if again := Script(Script(name)); again != want {
			t.Errorf("%q: again %q", name, again)
		}
	}
}
