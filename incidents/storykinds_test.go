package incidents

import (
	"errors"
	"fmt"
	"maps"
	"net/url"
	"slices"
	"strings"
	"testing"
)

// storyOfKinds is a story that declares two kinds.
func storyOfKinds() Story {
	return Story{
		Slug: "a", Title: Text{"es": "A"}, Languages: []string{"es", "en"}, Zone: "America/Mexico_City", View: Viewport{BBox: World},
		Kinds: []KindInfo{
			{Kind: "x_toma_de_caseta", Title: Text{"es": "Toma de caseta", "en": "Toll booth taken"}, Class: ClassIncident, Shape: Square, ACLEDEvent: "Protests"},
			{Kind: "x_veda", Title: Text{"es": "Veda"}, Class: ClassAdvisory, Shape: Wedge},
		},
	}
}

func TestStoryKinds(t *testing.T) {
	many := func(n int) []KindInfo {
		all := make([]KindInfo, n)
		for i := range all {
			all[i] = KindInfo{Kind: Kind(fmt.Sprintf("x_k%d", i)), Title: Text{"en": fmt.Sprint(i)}, Class: ClassIncident, Shape: Circle}
		}
		return all
	}
	one := func(change func(*KindInfo)) func(*Story) {
		return func(s *Story) { change(&s.Kinds[0]) }
	}
	for name, tt := range map[string]struct {
		change func(*Story)
		field  string // at fault; empty for none
	}{
		"as it is":                  {func(*Story) {}, ""},
		"as many as there may be":   {func(s *Story) { s.Kinds = many(MaxKinds) }, ""},
		"one more":                  {func(s *Story) { s.Kinds = many(MaxKinds + 1) }, "kinds"},
		"an id of the table":        {one(func(k *KindInfo) { k.Kind = "roadblock" }), "kinds[0].id"},
		"an id without the prefix":  {one(func(k *KindInfo) { k.Kind = "toma" }), "kinds[0].id"},
		"an id in capitals":         {one(func(k *KindInfo) { k.Kind = "x_Toma" }), "kinds[0].id"},
		"an id that is too long":    {one(func(k *KindInfo) { k.Kind = "x_" + Kind(strings.Repeat("a", 62)) }), "kinds[0].id"},
		"an id twice":               {one(func(k *KindInfo) { k.Kind = "x_veda" }), "kinds[1].id"},
		"no name":                   {one(func(k *KindInfo) { k.Title = Text{} }), "kinds[0].title"},
		"the name of another":       {one(func(k *KindInfo) { k.Title = Text{"es": " veda"} }), "kinds[1].title.es"},
		"a name that is too long":   {one(func(k *KindInfo) { k.Title = Text{"es": strings.Repeat("a", 101)} }), "kinds[0].title.es"},
		"a name with a control":     {one(func(k *KindInfo) { k.Title = Text{"es": "a\x00"} }), "kinds[0].title.es"},
		"a name in no language":     {one(func(k *KindInfo) { k.Title = Text{"español": "a"} }), "kinds[0].title"},
		"no class":                  {one(func(k *KindInfo) { k.Class = "" }), "kinds[0].class"},
		"no shape":                  {one(func(k *KindInfo) { k.Shape = "blob" }), "kinds[0].shape"},
		"a code that is too long":   {one(func(k *KindInfo) { k.CAMEO = strings.Repeat("1", 101) }), "kinds[0].cameo"},
		"a code with a control":     {one(func(k *KindInfo) { k.GLIDE = "a\x1b" }), "kinds[0].glide"},
		"a layer of one":            {func(s *Story) { s.Layers = layerOf("x_veda") }, ""},
		"a layer of one not there":  {func(s *Story) { s.Layers = layerOf("x_none") }, "layers[0].filter.kinds"},
		"a policy for one":          {func(s *Story) { s.Policy.Kinds = map[Kind]KindPolicy{"x_veda": {Disclosure: Withheld}} }, ""},
		"a policy for none":         {func(s *Story) { s.Policy.Kinds = map[Kind]KindPolicy{"x_none": {}} }, "policy.kinds"},
		"a delay of one":            {func(s *Story) { s.Policy.DelayKinds = map[Kind]int{"x_veda": 5} }, ""},
		"a delay of one not there":  {func(s *Story) { s.Policy.DelayKinds = map[Kind]int{"x_none": 5} }, "policy.delay_kinds"},
		"a layer of one of no kind": {func(s *Story) { s.Layers = layerOf("veda") }, "layers[0].filter.kinds"},
	} {
		t.Run(name, func(t *testing.T) {
			s := storyOfKinds()
			s.Kinds = slices.Clone(s.Kinds)
			tt.change(&s)
			err := s.ValidateNew()
			if tt.field == "" {
				if err != nil {
					t.Error(err)
				}
				return
			}
			var fields []string
			var problems Problems
			_ = errors.As(err, &problems)
			for _, p := range problems {
				fields = append(fields, p.Field)
			}
			if !slices.Equal(fields, []string{tt.field}) {
				t.Errorf("%v: %q are at fault, want %q", err, fields, tt.field)
			}
		})
	}
}

func layerOf(k Kind) []Layer {
	return []Layer{{ID: "l", Title: Text{"es": "L"}, Symbol: Symbol{Circle, "#123456"}, Filter: LayerFilter{Kinds: []Kind{k}}}}
}

// TestKindsOfTheTableAreNoStorys holds that no kind of the table can be one that a story declares, and that ids are made of
// the form that stories may declare.
func TestKindsOfTheTableAreNoStorys(t *testing.T) {
	for _, k := range Kinds() {
		if k.Kind.IsOwn() {
			t.Errorf("%s has the form of a story's own", k.Kind)
		}
	}
	for _, words := range []string{"toma de caseta", "", "1", strings.Repeat("very long ", 20), "ñandú", "x"} {
		if id := KindID(words); !id.IsOwn() {
			t.Errorf("%q makes the id %q", words, id)
		}
	}
}

func TestLookupKind(t *testing.T) {
	s := storyOfKinds()
	for _, tt := range []struct {
		story *Story
		kind  Kind
		known bool
		title string
	}{
		{&s, "roadblock", true, "Roadblock"},
		{&s, "x_toma_de_caseta", true, "Toll booth taken"},
		{&s, "x_gone", false, "x_gone"},
		{nil, "roadblock", true, "Roadblock"},
		{nil, "x_veda", false, "x_veda"},
	} {
		info, known := tt.story.LookupKind(tt.kind)
		if title, _ := info.Title.In("en"); known != tt.known || title != tt.title || info.Kind != tt.kind || !slices.Contains(Shapes(), info.Shape) {
			t.Errorf("%s: %+v, %t", tt.kind, info, known)
		}
	}
	if n := len(s.AllKinds()); n != len(Kinds())+2 {
		t.Errorf("%d kinds", n)
	}
}

func TestFiltersOfStoryKinds(t *testing.T) {
	s := storyOfKinds()
	for words, fault := range map[string]string{
		"kind=x_veda": "", "kind=x_veda,roadblock": "", "kind=roadblock": "", "kind=x_none": "check", "kind=veda": "parse", "kind=x_": "parse",
	} {
		query, err := url.ParseQuery(words)
		if err != nil {
			t.Fatal(err)
		}
		f, err := ParseFilter(query)
		if (err != nil) != (fault == "parse") {
			t.Errorf("%s is read with %v", words, err)
			continue
		}
		if err = f.Check(&s); (err != nil) != (fault == "check") || err != nil && CodeOf(err) != EInvalid {
			t.Errorf("%s is checked with %v", words, err)
		}
	}
}

func TestEntriesOfStoryKinds(t *testing.T) {
	s := storyOfKinds()
	kinds := []Kind{"x_veda", "roadblock", "x_toma_de_caseta", "x_" + Kind(strings.Repeat("a", 61))}
	var read Entry
	for _, k := range append(kinds, kinds...) {
		p := Public{ID: "01KJ0000000000000000000001", Kind: k, Class: ClassIncident, Verification: Confirmed, Disposition: Active}
		e, _, err := s.Entry(&p)
		if err != nil || e.Kind() != k {
			t.Fatalf("%s: %s, %v", k, e.Kind(), err)
		}
		if err := read.Decode(e.AppendTo(nil)); err != nil || read.Kind() != k {
			t.Errorf("%s is read back as %s, %v", k, read.Kind(), err)
		}
	}
	p := Public{ID: "01KJ0000000000000000000001", Kind: "x_veda", Class: ClassIncident}
	e, _, _ := s.Entry(&p)
	form := e.AppendTo(nil)
	for n := range form {
		cut := form[:n]
		if err := new(Entry).Decode(cut); err == nil {
			t.Errorf("%d of %d bytes are read", n, len(form))
		}
	}
}

func TestErasedStoryTellsNoKinds(t *testing.T) {
	s := storyOfKinds()
	for _, k := range s.WithoutWords().Kinds {
		for _, title := range slices.Collect(maps.Values(k.Title)) {
			if title == "Veda" || title == "Toma de caseta" {
				t.Errorf("it says %q", title)
			}
		}
	}
	if s.Kinds[0].Title["es"] != "Toma de caseta" {
		t.Error("the story itself is changed")
	}
}
