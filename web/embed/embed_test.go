package embed_test

import (
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"incidentmap/incidents"
	"incidentmap/web/embed"
)

func story() *incidents.Story {
	return &incidents.Story{Slug: "s", Layers: []incidents.Layer{{ID: "a"}, {ID: "b"}, {ID: "c"}}}
}

func TestRead(t *testing.T) {
	for _, tt := range []struct{ name, query, want string }{
		{"nothing", "", ""},
		{"everything", "layers=b,a&bbox=-105,19,-102,22&center=-103.5,20&zoom=7.25&datetime=2026-02-22&kind=roadblock,attack&verification=confirmed&q=fire&lang=en&theme=dark&as_of=12&list=0", "?as_of=12&bbox=-105,19,-102,22&center=-103.5,20&datetime=2026-02-22&kind=roadblock,attack&lang=en&layers=b,a&list=0&q=fire&theme=dark&verification=confirmed&zoom=7.25"},
		{"time for datetime", "time=2026-02-22", "?datetime=2026-02-22"},
		{"datetime before time", "time=2025-01-01&datetime=2026-02-22", "?datetime=2026-02-22"},
		{"a content system's own words", "utm_source=x&initialWidth=360&childId=pym&parentUrl=http%3A%2F%2Fh%2F&fbclid=1", ""},
		{"bad values", "bbox=1,2,3&center=a,b&zoom=x&datetime=yesterday&kind=riots&verification=true&lang=%21%21&theme=blue&list=maybe&layers=none", ""},
		{"the good ones among bad", "kind=riots,roadblock&layers=none,a,a&verification=x,disputed", "?kind=roadblock&layers=a&verification=disputed"},
		{"a form's lists", "layers=a&layers=b&kind=attack&kind=roadblock", "?kind=attack,roadblock&layers=a,b"},
		{"no layer", "layers=", "?layers="},
		{"every layer", "layers=a,b,c", ""},
		{"an open card", "incident=01J8ZQ6Y8Q4Y6W1QZJ5Y2C3D4E", "?incident=01J8ZQ6Y8Q4Y6W1QZJ5Y2C3D4E"},
		{"no incident", "incident=x", ""},
		{"an area", "within=-104,20,-103,21", "?within=-104,20,-103,21"},
		{"a center without a zoom", "center=1,2", ""},
		{"beyond the world", "center=1,91&zoom=3", ""},
		{"no number", "center=NaN,1&zoom=3", ""},
		{"not text", "q=%ff&as_of=%00", ""},
		{"a long text", "q=" + strings.Repeat("a", 201), ""},
		{"the theme that is there anyway", "theme=auto", ""},
	} {
		t.Run(tt.name, func(t *testing.T) {
			words, err := url.ParseQuery(tt.query)
			if err != nil {
				t.Fatal(err)
			}
			o := embed.Read(words, story(), time.UTC)
			if got := embed.Encode(o.Words()); got != tt.want {
				t.Errorf("%s, want %s", got, tt.want)
			}
			if again := embed.Read(o.Words(), story(), time.UTC); cmp.Diff(o, again) != "" {
				t.Error(cmp.Diff(o, again))
			}
		})
	}
}

// Whatever an address holds, it is read, and what is read is written so that it is read again.
func FuzzRead(f *testing.F) {
	f.Add("layers=b,a&bbox=-105,19,-102,22&center=-103.5,20&zoom=7.25&datetime=2026-02-22&q=fire")
	f.Add("center=1e3,NaN&zoom=Inf&layers=%00&bbox=,,,")
	f.Fuzz(func(t *testing.T, query string) {
		words, _ := url.ParseQuery(query) // what can be read of it
		o := embed.Read(words, story(), time.UTC)
		if again := embed.Read(o.Words(), story(), time.UTC); cmp.Diff(o, again) != "" {
			t.Error(cmp.Diff(o, again))
		}
	})
}

func TestSnippetEscapes(t *testing.T) {
	bad := `"><script>alert(1)</script>&'`
	got := embed.Snippet{Source: "https://h/?a=1&b=" + bad, Story: bad, Image: bad, Script: bad, Title: bad, Height: 560}.HTML()
	if strings.Contains(got, "<script>alert") || strings.Count(got, `"`) != 22 {
		t.Errorf("%s", got)
	}
}

func TestFit(t *testing.T) {
	for _, tt := range []struct{ w, h, mw, mh, wantW, wantH int }{
		{1200, 630, 0, 0, 1200, 630}, {1200, 630, 600, 0, 600, 315}, {1200, 630, 600, 100, 190, 100}, {1200, 630, 5000, 5000, 1200, 630},
	} {
		if w, h := embed.Fit(tt.w, tt.h, tt.mw, tt.mh); w != tt.wantW || h != tt.wantH {
			t.Errorf("Fit(%d, %d, %d, %d) = %d, %d", tt.w, tt.h, tt.mw, tt.mh, w, h)
		}
	}
}
