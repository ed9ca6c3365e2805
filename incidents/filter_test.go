package incidents

import (
	"errors"
	"fmt"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/paulmach/orb"

	"incidentmap/geo"
)

func TestParseFilter(t *testing.T) {
	day := time.Date(2026, 2, 22, 0, 0, 0, 0, time.UTC)
	for _, tt := range []struct {
		query string
		want  Filter
		wrong []string // the parameters at fault
	}{
		{query: ""},
		{query: "lang=es&v=7"},
		{query: "bbox=-107,18,-101,23", want: Filter{BBox: &geo.BBox{West: -107, South: 18, East: -101, North: 23}}},
		{query: "datetime=2026-02-22T00:00:00Z/..", want: Filter{Time: &Interval{From: day}}},
		{query: "kind=roadblock,panic&kind=arrest", want: Filter{Kinds: []Kind{"roadblock", "panic", "arrest"}}},
		{query: "class=incident, advisory", want: Filter{Classes: []Class{ClassIncident, ClassAdvisory}}},
		{query: "verification=confirmed", want: Filter{Verifications: []Verification{Confirmed}}},
		{query: "q=+Puerto+Vallarta+&layer=roads", want: Filter{Query: "Puerto Vallarta", Layers: []string{"roads"}}},
		{query: "layer=roads,+riot&layer=all", want: Filter{Layers: []string{"roads", "riot", "all"}}},
		{query: "layer=", wrong: []string{"layer"}},
		{query: "layer=roads,", wrong: []string{"layer"}},
		{query: "bbox=1,2,3", wrong: []string{"bbox"}},
		{query: "bbox=", wrong: []string{"bbox"}},
		{query: "bbox=1,2,3,4&bbox=1,2,3,4", wrong: []string{"bbox"}},
		{query: "datetime=yesterday", wrong: []string{"datetime"}},
		{query: "kind=whim", wrong: []string{"kind"}},
		{query: "kind=", wrong: []string{"kind"}},
		{query: "class=Incident", wrong: []string{"class"}},
		{query: "verification=true", wrong: []string{"verification"}},
		{query: "q=a&q=b&bbox=1,2,3,4&bbox=1,2,3,4", wrong: []string{"bbox", "q"}},
		{query: "bbox=x&datetime=x&kind=x&class=x&verification=x", wrong: []string{"bbox", "datetime", "kind", "class", "verification"}},
	} {
		words, err := url.ParseQuery(tt.query)
		if err != nil {
			t.Fatal(err)
		}
		got, err := ParseFilter(words)
		if diff := cmp.Diff(tt.wrong, fields(err)); diff != "" {
			t.Errorf("%s: %v: %s", tt.query, err, diff)
		}
		if diff := cmp.Diff(tt.want, got); err == nil && diff != "" {
			t.Errorf("%s: %s", tt.query, diff)
		}
		if err != nil && CodeOf(err) != EInvalid {
			t.Errorf("%s: class %s", tt.query, CodeOf(err))
		}
	}
}

// fields lists the fields that Problems name.
func fields(err error) []string {
	var problems Problems
	if err == nil || !errors.As(err, &problems) {
		return nil
	}
	var names []string
	for _, p := range problems {
		names = append(names, p.Field)
	}
	return names
}

func FuzzParseFilter(f *testing.F) {
	for _, s := range []string{"bbox=1,2,3,4&datetime=../..", "kind=roadblock,,", "q=%00&q=", "class=incident;verification", "datetime=2026-02-22/2026-02-21"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		words, err := url.ParseQuery(s)
		if err != nil {
			return
		}
		got, err := ParseFilter(words)
		for _, name := range fields(err) {
			if !slices.Contains(FilterWords(), name) {
				t.Errorf("%q is no filter word", name)
			}
		}
		if err != nil {
			return
		}
		for _, k := range got.Kinds {
			if _, known := LookupKind(k); !known {
				t.Errorf("%q let the kind %q through", s, k)
			}
		}
		if got.BBox != nil && len(got.BBox.Bounds()) == 0 {
			t.Errorf("%q gave the box %v", s, got.BBox)
		}
	})
}

func TestParseInterval(t *testing.T) {
	at := func(day, hour int) time.Time { return time.Date(2026, 2, day, hour, 0, 0, 0, time.UTC) }
	end := func(day int) time.Time { return at(day+1, 0).Add(-time.Nanosecond) }
	for _, tt := range []struct {
		in   string
		want Interval
		bad  bool
	}{
		{in: "2026-02-22T18:00:00Z", want: Interval{at(22, 18), at(22, 18)}},
		{in: "2026-02-22t18:00:00z", want: Interval{at(22, 18), at(22, 18)}},
		{in: "2026-02-22T12:00:00-06:00", want: Interval{at(22, 18), at(22, 18)}},
		{in: "2026-02-22", want: Interval{at(22, 0), end(22)}},
		{in: "2026-02-22/2026-02-23", want: Interval{at(22, 0), end(23)}},
		{in: "2026-02-22/..", want: Interval{From: at(22, 0)}},
		{in: "2026-02-22/", want: Interval{From: at(22, 0)}},
		{in: "../2026-02-22", want: Interval{To: end(22)}},
		{in: "/2026-02-22T18:00:00Z", want: Interval{To: at(22, 18)}},
		{in: "../..", want: Interval{}},
		{in: "/", want: Interval{}},
		{in: "2026-02-22/2026-02-22", want: Interval{at(22, 0), end(22)}},
		{in: "", bad: true},
		{in: "..", bad: true},
		{in: "2026-02-23/2026-02-22", bad: true},
		{in: "2026-02-30", bad: true},
		{in: "2026-2-22", bad: true},
		{in: "22/02/2026", bad: true},
		{in: "2026-02-22T18:00:00", bad: true}, // no zone
		{in: "2026-02-22/2026-02-23/2026-02-24", bad: true},
		{in: "now", bad: true},
	} {
		got, err := ParseInterval(tt.in)
		if (err != nil) != tt.bad {
			t.Errorf("%q: error %v", tt.in, err)
		}
		if err == nil && (!got.From.Equal(tt.want.From) || !got.To.Equal(tt.want.To)) {
			t.Errorf("%q: got %v, want %v", tt.in, got, tt.want)
		}
	}
}

func FuzzParseInterval(f *testing.F) {
	for _, s := range []string{"2026-02-22", "2026-02-22T18:00:00.5Z/..", "../2026-02-22t00:00:00-06:00", "//", "9999-12-31/"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		iv, err := ParseInterval(s)
		if err != nil {
			return
		}
		if !iv.From.IsZero() && !iv.To.IsZero() && iv.To.Before(iv.From) {
			t.Errorf("%q ends before it begins: %v", s, iv)
		}
		if !iv.Meets(When{}) {
			t.Errorf("%q leaves out an unknown time", s)
		}
		if !iv.From.IsZero() && !iv.Meets(When{Start: iv.From, End: iv.From}) {
			t.Errorf("%q leaves out its own beginning", s)
		}
	})
}

func TestMeets(t *testing.T) {
	at := func(hour int) time.Time { return time.Date(2026, 2, 22, hour, 0, 0, 0, time.UTC) }
	span := func(a, b int) When { return When{Start: at(a), End: at(b)} }
	for _, tt := range []struct {
		name string
		iv   Interval
		w    When
		want bool
	}{
		{"inside", Interval{at(6), at(12)}, span(8, 9), true},
		{"around", Interval{at(6), at(12)}, span(1, 20), true},
		{"ends at the beginning", Interval{at(6), at(12)}, span(1, 6), true},
		{"begins at the end", Interval{at(6), at(12)}, span(12, 20), true},
		{"before", Interval{at(6), at(12)}, span(1, 5), false},
		{"after", Interval{at(6), at(12)}, span(13, 14), false},
		{"a moment", Interval{at(6), at(6)}, span(6, 6), true},
		{"open to the past", Interval{To: at(6)}, span(1, 2), true},
		{"open to the past, after", Interval{To: at(6)}, span(7, 8), false},
		{"open to the future", Interval{From: at(6)}, span(20, 21), true},
		{"open to the future, before", Interval{From: at(6)}, span(1, 2), false},
		{"always", Interval{}, span(1, 2), true},
		{"an unknown time", Interval{at(6), at(12)}, When{}, true},
	} {
		if got := tt.iv.Meets(tt.w); got != tt.want {
			t.Errorf("%s: %t", tt.name, got)
		}
	}
}

func TestListsAreBounded(t *testing.T) {
	many := make([]string, MostLayers+1)
	for i := range many {
		many[i] = "layer-" + strconv.Itoa(i)
	}
	for _, test := range []struct {
		name, word, list string
		want             int // items, or -1 for a problem
	}{
		{"commas", "layer", strings.Repeat(",", 28_000), -1},
		{"as many as may be", "layer", strings.Join(many[1:], ","), MostLayers},
		{"one too many", "layer", strings.Join(many, ","), -1},
		{"the same again and again", "layer", strings.Repeat("deaths, ", 3_000) + "deaths", 1},
		{"kinds again and again", "kind", strings.Repeat("killing,roadblock,", 3_000) + "attack", 3},
		{"kinds that are none", "kind", strings.Join(many, ","), -1},
		{"a long word", "kind", strings.Repeat("a", 28_000), -1},
	} {
		t.Run(test.name, func(t *testing.T) {
			f, err := ParseFilter(url.Values{test.word: {test.list, test.list}})
			if test.want < 0 {
				if err == nil || len(err.Error()) > 16<<10 {
					t.Errorf("the error is %.80v of %d bytes", err, len(fmt.Sprint(err)))
				}
				return
			}
			if got := len(f.Layers) + len(f.Kinds); err != nil || got != test.want {
				t.Errorf("%d items, %v; want %d", got, err, test.want)
			}
		})
	}
}

func TestErrorsAreBounded(t *testing.T) {
	long := strings.Repeat("\u202e", 28_000)
	type word string
	for _, format := range []string{"%q", "%s", "%v", "%q %[1]s"} {
		for _, arg := range []any{long, word(long), errors.New(long)} {
			if e := Errorf(EInvalid, long, format, arg); len(e.Error()) > 5*mostTold {
				t.Errorf("%s of a %T: %d bytes", format, arg, len(e.Error()))
			}
		}
	}
	if e := Errorf(EInvalid, "a", "%q, %d, %5.1f, %v, %s", "b", 3, 2.5, nil, Classes()[:1]); e.Message != `"b", 3,   2.5, <nil>, [incident]` {
		t.Errorf("the message is %s", e.Message)
	}
}

// TestTraitLists holds that what is asked for by each of TraitWords is read, and told by TraitLists.
func TestTraitLists(t *testing.T) {
	words := url.Values{}
	for i, trait := range TraitFilters() {
		words.Set(trait.Word(), strings.Join(trait.Values()[i:i+2], ","))
		if !slices.Contains(FilterWords(), trait.Word()) {
			t.Errorf("%s is no word of the filter", trait.Word())
		}
	}
	f, err := ParseFilter(words)
	if err != nil {
		t.Fatal(err)
	}
	var names []string
	for name, list := range f.TraitLists() {
		names = append(names, name)
		if got := strings.Join(list, ","); got != words.Get(name) {
			t.Errorf("%s: %s", name, got)
		}
	}
	if diff := cmp.Diff(TraitWords(), names); diff != "" {
		t.Error(diff)
	}
}

func TestFilterMatches(t *testing.T) {
	at := func(hour int) time.Time { return time.Date(2026, 2, 22, hour, 0, 0, 0, time.UTC) }
	p := Public{Kind: "roadblock", Class: ClassDisruption, Verification: Confirmed, Layers: []string{"roads"}, When: When{Start: at(8), End: at(9)}}
	p.Where.Geometry = orb.LineString{{-104, 20}, {-102, 22}}
	nowhen, nowhere, unlayered := p, p, p
	nowhen.When, nowhere.Where.Geometry, unlayered.Layers = When{}, nil, nil
	box := func(w, s, e, n float64) *geo.BBox { return &geo.BBox{West: w, South: s, East: e, North: n} }
	for _, tt := range []struct {
		name string
		f    Filter
		p    *Public
		want bool
	}{
		{"nothing is asked", Filter{}, &p, true},
		{"of the kind", Filter{Kinds: []Kind{"arrest", "roadblock"}}, &p, true},
		{"of another kind", Filter{Kinds: []Kind{"arrest"}}, &p, false},
		{"of the class", Filter{Classes: []Class{ClassDisruption}}, &p, true},
		{"of another class", Filter{Classes: []Class{ClassAdvisory}}, &p, false},
		{"verified so", Filter{Verifications: []Verification{Confirmed}}, &p, true},
		{"verified otherwise", Filter{Verifications: []Verification{Disputed}}, &p, false},
		{"in one of the layers", Filter{Layers: []string{"riot", "roads"}}, &p, true},
		{"in no layer that is asked for", Filter{Layers: []string{"riot"}}, &p, false},
		{"in the layer of all", Filter{Layers: []string{LayerAll}}, &unlayered, true},
		{"of no layer", Filter{Layers: []string{"roads"}}, &unlayered, false},
		{"at the time", Filter{Time: &Interval{at(9), at(10)}}, &p, true},
		{"at another time", Filter{Time: &Interval{at(10), time.Time{}}}, &p, false},
		{"at no known time", Filter{Time: &Interval{at(10), at(11)}}, &nowhen, true},
		{"on the line", Filter{BBox: box(-103.1, 20.9, -102.9, 21.1)}, &p, true},
		{"in its bound and not on it", Filter{BBox: box(-104, 21.5, -103.5, 22)}, &p, false},
		{"at no known place", Filter{BBox: box(0, 0, 1, 1)}, &nowhere, true},
		{"words are not looked at", Filter{Query: "nothing of it"}, &p, true},
		{"all but one", Filter{Kinds: []Kind{"roadblock"}, Classes: []Class{ClassAdvisory}, Layers: []string{"roads"}}, &p, false},
	} {
		if got := tt.f.Matches(tt.p); got != tt.want {
			t.Errorf("%s: %t", tt.name, got)
		}
	}
}
