package ogc

import (
	"net/url"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"incidentmap/incidents"
	"incidentmap/incidents/cql"
)

// TestNarrow holds that what an expression must have of each list of words narrows the filter by which the index is
// asked, and that what a parameter says of it stays.
func TestNarrow(t *testing.T) {
	for _, trait := range incidents.TraitFilters() {
		word, values := trait.Word(), trait.Values()
		expr, err := cql.ParseText(word+" = '"+values[0]+"'", cql.PublicProperties(), cql.Options{})
		if err != nil {
			t.Fatal(err)
		}
		for parameter, want := range map[string]string{"": values[0], values[1]: values[1]} {
			words := url.Values{}
			if parameter != "" {
				words.Set(word, parameter)
			}
			f, err := incidents.ParseFilter(words)
			if err != nil {
				t.Fatal(err)
			}
			narrow(&f, expr.Narrow())
			got := map[string]string{}
			for name, list := range f.TraitLists() {
				if len(list) > 0 {
					got[name] = strings.Join(list, ",")
				}
			}
			if diff := cmp.Diff(map[string]string{word: want}, got); diff != "" {
				t.Errorf("%s = '%s' beside the parameter %q: %s", word, values[0], parameter, diff)
			}
		}
	}
}
