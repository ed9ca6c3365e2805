package geocode

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"

	"incidentmap/geo/gazetteer"
)

// boundCountries are the countries whose states are all tried.
var boundCountries = []string{"MX", "US", "BR", "CO", "EC", "PE", "AR", "VE", "ES", "FR", "IT", "DE", "UA", "SD", "NG", "CD", "IN", "AF", "MM", "PH"}

// A place is never outside of the state or the country that its record names, whatever the
// town: one of the state, one of another state or country, a misspelt one, or none.
func TestStatesBind(t *testing.T) {
	g := places(t)
	c := New(g, nil)
	rng := rand.New(rand.NewPCG(1, 2))
	tries := 20
	if testing.Short() {
		tries = 1
	}
	var towns []string
	for range 4000 {
		if ref := gazetteer.Ref(rng.IntN(g.Len())); g.Kind(ref) == gazetteer.Populated {
			towns = append(towns, g.Entry(ref).Name)
		}
	}
	towns = append(towns, "Paris", "Springfield", "San Juan", "Victoria", "Guadalajara", "Santiago", "La Paz", "Burma", "Georgia", "Niger", "Airport", "Calle 5", "")
	states, placed := 0, 0
	for _, code := range boundCountries {
		country, ok := g.Area(code)
		if !ok {
			t.Fatalf("no country %s", code)
		}
		for i := range g.Len() {
			state := g.Entry(gazetteer.Ref(i))
			if state.Kind != gazetteer.Admin1 || g.Country(state.Ref) != code {
				continue
			}
			states++
			own := ownTowns(g, state)
			for range tries {
				name := towns[rng.IntN(len(towns))]
				if len(own) > 0 && rng.IntN(3) == 0 {
					name = own[rng.IntN(len(own))]
				}
				if len(name) > 6 && rng.IntN(4) == 0 {
					at := 1 + rng.IntN(len(name)-2)
					name = strings.ToValidUTF8(name[:at]+name[at+1:], "")
				}
				f := Fields{City: name, State: g.Name(state.Ref, []string{"es", "en"}[rng.IntN(2)]), Country: []string{code, country.Name, g.Name(country.Ref, "es")}[rng.IntN(3)]}
				if rng.IntN(3) == 0 {
					f.City, f.Place = "", name
				}
				res := c.Resolve(f, Context{})
				placed += len(res.Candidates)
				within(t, c, fmt.Sprintf("%+v", f), res, country, state)
				query := name + ", " + f.State + ", " + country.Name
				if name != "" {
					within(t, c, query, c.Geocode(query, Context{}), country, gazetteer.Entry{})
				}
			}
		}
	}
	if states < 500 || placed < states*tries*9/10 {
		t.Errorf("%d states were tried, and %d places found", states, placed)
	}
}

func ownTowns(g *gazetteer.Gazetteer, state gazetteer.Entry) []string {
	var names []string
	for ref := range g.Members(state.Code) {
		if names = append(names, g.Entry(ref).Name); len(names) > 20 {
			break
		}
	}
	return names
}

// within checks that all candidates lie in the state, where it is given, and in the country. The area itself stands for
// words that are not known.
func within(t *testing.T, c *Geocoder, asked string, res Result, country, state gazetteer.Entry) {
	t.Helper()
	for _, cand := range res.Candidates {
		e, ok := c.g.ByID(cand.Location.GazetteerID)
		switch {
		case !ok && cand.Location.GazetteerID != "":
			t.Errorf("%s: no entry %s", asked, cand.Location.GazetteerID)
		case e.Ref == country.Ref && res.Unfound != "":
		case state.Kind != 0 && !c.g.Inside(e.Ref, state.Ref), !c.g.Inside(e.Ref, country.Ref):
			t.Errorf("%s: %s lies outside (unfound %q)", asked, cand.Label, res.Unfound)
		}
	}
}
