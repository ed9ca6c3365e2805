package filter

import (
	"os"
	"regexp"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"incidentmap/incidents"
)

// TestThePageKnowsEveryTrait holds that the page's script filters by every word of which the form offers choices: else a
// choice would be made and nothing would come of it.
func TestThePageKnowsEveryTrait(t *testing.T) {
	script, err := os.ReadFile("../ui/src/story/filter.ts")
	if err != nil {
		t.Fatal(err)
	}
	list := regexp.MustCompile(`TRAITS = \{([^}]*)\}`).FindSubmatch(script)
	if list == nil {
		t.Fatal("the script has no list of traits")
	}
	var known []string
	for _, word := range regexp.MustCompile(`(\w+): '`).FindAllSubmatch(list[1], -1) {
		known = append(known, string(word[1]))
	}
	want := slices.DeleteFunc(incidents.TraitWords(), func(word string) bool { return word == unlisted })
	if diff := cmp.Diff(want, known); diff != "" {
		t.Error(diff)
	}
}
