package incidents

import (
	"errors"
	"fmt"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

func TestLayersOf(t *testing.T) {
	story := sampleStory()
	story.Layers = append(story.Layers, Layer{ID: "any"}, Layer{ID: "past", Filter: LayerFilter{Classes: []Class{ClassBackground}}})
	killed := []Casualty{row("police", Killed, -1, 1, -1)}
	for _, tt := range []struct {
		name string
		inc  Incident
		want []string
	}{
		{"a death", Incident{Class: ClassIncident, Kind: "killing", Casualties: killed}, []string{"deaths", "any"}},
		{"a death counted elsewhere", Incident{Class: ClassIncident, Kind: "deaths", Casualties: []Casualty{elsewhere(killed[0])}}, []string{"deaths", "any"}},
		{"the wounded", Incident{Class: ClassIncident, Kind: "attack", Casualties: []Casualty{row("police", Wounded, -1, 1, -1)}}, []string{"any"}},
		{"a roadblock", Incident{Class: ClassIncident, Kind: "roadblock"}, []string{"roads", "any"}},
		{"many roadblocks", Incident{Class: ClassAggregate, Kind: "roadblock"}, []string{"roads", "any"}},
		{"advice about roadblocks", Incident{Class: ClassAdvisory, Kind: "roadblock"}, []string{"advice", "any"}},
		{"a disruption", Incident{Class: ClassDisruption, Kind: "panic"}, []string{"any"}},
		{"background with a death", Incident{Class: ClassBackground, Kind: "killing", Casualties: killed}, []string{"past"}},
	} {
		if diff := cmp.Diff(tt.want, story.LayersOf(&tt.inc)); diff != "" {
			t.Errorf("%s: %s", tt.name, diff)
		}
	}
	none := &Story{}
	if got := none.LayersOf(sample()); got == nil || len(got) != 0 {
		t.Errorf("no layers: %#v", got)
	}
	for id, want := range map[string]bool{"all": true, "deaths": true, "any": true, "": false, "Deaths": false} {
		if story.HasLayer(id) != want {
			t.Errorf("has the layer %q: %t", id, !want)
		}
	}
}

func TestLang(t *testing.T) {
	story := sampleStory()
	for wanted, want := range map[string]string{"en": "en", "es": "es", "fr": "es", "": "es"} {
		if got := story.Lang(wanted); got != want {
			t.Errorf("%q: %s", wanted, got)
		}
	}
	if got := (&Story{}).Lang("fr"); got != "en" {
		t.Errorf("without languages: %s", got)
	}
}

func TestText(t *testing.T) {
	for _, tt := range []struct {
		text   Text
		wanted []string
		s, in  string
	}{
		{Text{"es": "uno", "en": "one"}, []string{"en"}, "one", "en"},
		{Text{"es": "uno", "en": "one"}, []string{"fr", "es"}, "uno", "es"},
		{Text{"es": "uno", "en": "one"}, []string{"fr"}, "one", "en"},
		{Text{"es": "uno", "en": ""}, []string{"en"}, "uno", "es"},
		{Text{"es": "uno"}, nil, "uno", "es"},
		{nil, []string{"en"}, "", ""},
	} {
		if s, in := tt.text.In(tt.wanted...); s != tt.s || in != tt.in {
			t.Errorf("%v in %v: %q in %q", tt.text, tt.wanted, s, in)
		}
	}
}

func TestKinds(t *testing.T) {
	seen := map[Kind]bool{}
	classes, shapes := map[Class]bool{}, map[Shape]bool{}
	for _, c := range Classes() {
		classes[c] = true
		if title := ClassTitle(c); title["en"] == "" || title["es"] == "" {
			t.Errorf("class %s is called %v", c, title)
		}
	}
	for _, s := range Shapes() {
		shapes[s] = true
	}
	for _, k := range Kinds() {
		if seen[k.Kind] || !classes[k.Class] || !shapes[k.Shape] || k.Title["en"] == "" || k.Title["es"] == "" {
			t.Errorf("the row of %s is %+v", k.Kind, k)
		}
		if (k.ACLEDEvent == "") != (k.ACLEDSubEvent == "") {
			t.Errorf("%s has half an ACLED type", k.Kind)
		}
		seen[k.Kind] = true
		if got, known := LookupKind(k.Kind); !known || got.Kind != k.Kind {
			t.Errorf("%s is not found", k.Kind)
		}
	}
	if _, known := LookupKind("whim"); known {
		t.Error("a whim is a kind")
	}
}

func TestIDs(t *testing.T) {
	early, late := NewID(time.Unix(1, 0)), NewID(time.Unix(2, 0))
	if early >= late || !ValidID(early) || !ValidID(late) || NewID(time.Unix(1, 0)) == early {
		t.Errorf("ids %s and %s", early, late)
	}
	for _, s := range []string{"", "01", "01KHZZZZZZ000000000000000U", early + "0", "../../etc/passwd/aaaaaaaaaa"} {
		if ValidID(s) {
			t.Errorf("%q is an id", s)
		}
	}
}

func TestErrors(t *testing.T) {
	cause := errors.New("the disk is full")
	err := error(&Error{Code: EUnavailable, Field: "store", Message: "cannot write", Err: cause})
	if got := err.Error(); got != "store: cannot write: the disk is full" {
		t.Errorf("it reads %q", got)
	}
	wrapped := fmt.Errorf("step: %w", err)
	if CodeOf(wrapped) != EUnavailable || !errors.Is(wrapped, cause) || CodeOf(cause) != EInternal {
		t.Errorf("the classes are %s and %s", CodeOf(wrapped), CodeOf(cause))
	}
	var p Problems
	if p.Err() != nil {
		t.Error("no problems are an error")
	}
	p.Add("a", "is %d", 1)
	p.Add("b", "is bad")
	if err := p.Err(); CodeOf(err) != EInvalid || err.Error() != "a: is 1\nb: is bad" {
		t.Errorf("%s: %v", CodeOf(err), err)
	}
}
