package filter_test

import (
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"incidentmap/incidents"
	"incidentmap/web/filter"
)

func story() *incidents.Story {
	return &incidents.Story{Slug: "s", Layers: []incidents.Layer{{ID: "a"}, {ID: "b"}, {ID: "c"}}}
}

func read(t *testing.T, query string) filter.Criteria {
	t.Helper()
	words, err := url.ParseQuery(query)
	if err != nil {
		t.Fatal(err)
	}
	zone, err := time.LoadLocation("America/Mexico_City")
	if err != nil {
		t.Fatal(err)
	}
	return filter.Read(words, story(), zone)
}

// What is understood is kept, each word once; what is not is as if it were not there.
func TestRead(t *testing.T) {
	for _, tt := range []struct{ name, query, words, standard string }{
		{"nothing", "utm_source=x", "", ""},
		{"all", "kind=attack,killing&class=incident&verification=confirmed&q=+tapalpa+&datetime=2026-02-22T06:00:00Z/..&within=-104,20,-103,21&layers=b", "class=incident&datetime=2026-02-22T06:00:00Z/..&kind=attack,killing&layers=b&q=tapalpa&verification=confirmed&within=-104,20,-103,21", "bbox=-104,20,-103,21&class=incident&datetime=2026-02-22T06:00:00Z/..&kind=attack,killing&q=tapalpa&verification=confirmed"},
		{"lists repeated, and the good of bad ones", "kind=attack&kind=riots,attack,killing&layers=a,none,a", "kind=attack,killing&layers=a", "kind=attack,killing"},
		{"days of the zone", "from=2026-02-22&to=2026-02-22", "datetime=2026-02-22T06:00:00Z/2026-02-23T05:59:59Z", "datetime=2026-02-22T06:00:00Z/2026-02-23T05:59:59Z"},
		{"an open end", "from=2026-02-22", "datetime=2026-02-22T06:00:00Z/..", "datetime=2026-02-22T06:00:00Z/.."},
		{"datetime before time before days", "datetime=2026-02-22&time=2025-01-01&from=2024-01-01", "datetime=2026-02-22", "datetime=2026-02-22"},
		{"a datetime that cannot be read", "datetime=soon&time=2026-02-22", "datetime=2026-02-22", "datetime=2026-02-22"},
		{"what is no text", "q=a%00b", "", ""},
		{"what is no text either", "q=%ff", "", ""},
		{"a long text", "q=" + strings.Repeat("a", 201), "", ""},
		{"half a box", "within=1,2", "", ""},
		{"no layer", "layers=", "layers=", ""},
		{"every layer", "layers=a,b,c", "", ""},
		{"layers of another story", "layers=x,y", "", ""},
	} {
		t.Run(tt.name, func(t *testing.T) {
			w := read(t, tt.query)
			plain := func(words url.Values) string {
				text, err := url.QueryUnescape(words.Encode())
				if err != nil {
					t.Fatal(err)
				}
				return text
			}
			if got := plain(w.Words); got != tt.words {
				t.Errorf("understood %s, want %s", got, tt.words)
			}
			if got := plain(w.Standard()); got != tt.standard {
				t.Errorf("for programs %s, want %s", got, tt.standard)
			}
			if again := read(t, w.Words.Encode()); cmp.Diff(w, again) != "" {
				t.Error(cmp.Diff(w, again))
			}
		})
	}
}

func TestForget(t *testing.T) {
	w := read(t, "q=tapalpa&kind=attack")
	w.Without("q")
	if w.Query != "" || w.Words.Has("q") || len(w.Kinds) != 1 {
		t.Errorf("%+v", w)
	}
}

// Whatever an address holds, it is read, and what is understood is understood again.
func FuzzRead(f *testing.F) {
	f.Add("kind=attack&layers=a&q=x&from=2026-02-22&within=1,2,3,4")
	f.Add("datetime=../..&layers=,&q=%00&within=,,,")
	f.Fuzz(func(t *testing.T, query string) {
		words, _ := url.ParseQuery(query) // what can be read of it
		w := filter.Read(words, story(), time.UTC)
		if again := filter.Read(w.Words, story(), time.UTC); cmp.Diff(w, again) != "" {
			t.Error(cmp.Diff(w, again))
		}
	})
}
