package publish

import (
	"bytes"
	"encoding/json"
	"strings"
	"testing"
)

// linkerOf gives a linker of a file that notes what it is led to.
func linkerOf(file, base string) (*linker, *[]string) {
	var noted []string
	return &linker{Layout{"s", "en", base}, file, func(p Place, _ string) (Place, bool) {
		noted = append(noted, p.File)
		return p, p.incident() != "gone"
	}}, &noted
}

func TestRewritePage(t *testing.T) {
	const s = origin + "/stories/s"
	for _, c := range []struct{ name, in, relative, absolute string }{
		{"a link", `<a class="x" href="/stories/s/dictionary?lang=es">D</a>`, `<a class="x" href="../../es/dictionary/">D</a>`, ``},
		{"what is not ours", `<a href="https://x.org/stories/s">x</a> <A HREF='#list'>y</A><img src="data:,">`, `<a href="https://x.org/stories/s">x</a> <A HREF='#list'>y</A><img src="data:,">`, ``},
		{"canonical", `<link rel="canonical" href="` + s + `?lang=en">`, `<link rel="canonical" href="../../">`, `<link rel="canonical" href="https://b.org/a/">`},
		{"a picture for others", `<meta property="og:image" content="` + s + `/image.png?lang=en&amp;v=1"><p>`, `<p>`, `<meta property="og:image" content="https://b.org/a/image.png"><p>`},
		{"a feed", `<p><a href="/stories/s/list">l</a> · <a href="/stories/s/feed.atom">f</a></p>`, `<p><a href="../../list/">l</a></p>`, `<p><a href="../../list/">l</a> · <a href="../../feed.atom">f</a></p>`},
		{"what leads nowhere", `<p><a href="/stories/s/list">l</a> · <a href="/stories/s/ogc">OGC <b>API</b></a></p>`, `<p><a href="../../list/">l</a></p>`, ``},
		{"an incident without a page", `<h3><a class="open" href="/stories/s/incidents/gone">Title</a> at</h3><a href="/stories/s/list">l</a>`, `<h3>Title at</h3><a href="../../list/">l</a>`, ``},
		{"a form of the server's", `a<form action="/stories/s/histogram"><form><input></form><input></form>b`, `ab`, ``},
		{"sources", `<source srcset="/stories/s/image.png?theme=dark 2x, https://x.org/i.png"><i>`, `<source srcset="../../image-dark.png 2x, https://x.org/i.png"><i>`, ``},
		{"without scripts", `<noscript><img src="/stories/s/image.png"></noscript>`, `<noscript><img src="../../image.png"></noscript>`, ``},
		{"linked data", `<script type="application/ld+json">{"b":"` + s + `/incidents/x?lang=en","a":"<\/script>"}</script>`, `<script type="application/ld+json">{"b":"../x/","a":"\u003c/script\u003e"}</script>`, `<script type="application/ld+json">{"b":"https://b.org/a/incidents/x/","a":"\u003c/script\u003e"}</script>`},
		{"a snippet", `<textarea>&lt;iframe src=&#34;` + s + `/embed?lang=en&amp;layers=a&#34;&gt;</textarea>`, `<textarea>&lt;iframe src=&#34;../../embed/?layers=a&#34;&gt;</textarea>`, `<textarea>&lt;iframe src=&#34;https://b.org/a/embed/?layers=a&#34;&gt;</textarea>`},
		{"text like an address", `<p title="/stories/s">/stories/s &amp; <b>"x"</b></p><!-- c -->`, `<p title="/stories/s">/stories/s &amp; <b>"x"</b></p><!-- c -->`, ``},
	} {
		for _, base := range []string{"", "https://b.org/a/"} {
			want := c.relative
			if base != "" && c.absolute != "" {
				want = c.absolute
			}
			l, _ := linkerOf("incidents/1/index.html", base)
			got, err := (&pageWriter{linker: l}).page([]byte(c.in))
			if err != nil || string(got) != want {
				t.Errorf("%s with base %q: %v\n%s\nwant\n%s", c.name, base, err, got, want)
			}
		}
	}
}

func TestFormsThatNeedAServerAreShownOnly(t *testing.T) {
	l, _ := linkerOf("index.html", "")
	got, err := (&pageWriter{linker: l, still: true}).page([]byte(`<p class="live scripted"><button>Live</button></p><form><p class="search"><label>q</label></p><noscript><p>x</p></noscript><input name="layers" checked><select></select></form><button>x</button>`))
	if want := `<form><input name="layers" checked="" disabled="" hidden=""><select disabled="" hidden=""></select></form><button>x</button>`; err != nil || string(got) != want {
		t.Errorf("%v\n%s", err, got)
	}
}

func TestRewriteConfig(t *testing.T) {
	l, noted := linkerOf("en/index.html", "https://b.org/")
	w := &pageWriter{linker: l, config: func(c *tree) error { c.set("live", nil); return nil }}
	got, err := w.page([]byte(`<script type="application/json" id="config">{"features":"/stories/s/layers/all.geojson?lang=en\u0026v=1","live":{"events":"/stories/s/events"},"basemap":{"url":"/basemap/{z}/{x}/{y}.mvt?v=1"},"n":1.50,"t":"<b>"}</script>`))
	want := `<script type="application/json" id="config">{"features":"../layers/all.geojson","basemap":{"url":"../basemap/{z}/{x}/{y}.mvt"},"n":1.50,"t":"\u003cb\u003e"}</script>`
	if err != nil || string(got) != want {
		t.Errorf("%v\n%s\nwant\n%s", err, got, want)
	}
	if strings.Join(*noted, " ") != "layers/all.geojson" {
		t.Errorf("noted %v", *noted)
	}
	if _, err := w.page([]byte(`<script id="config">{"a":</script>`)); err == nil || !strings.Contains(err.Error(), "config") {
		t.Errorf("half a config: %v", err)
	}
}

func TestRewriteDocuments(t *testing.T) {
	l, _ := linkerOf("es/layers.json", "")
	doc, err := readTree([]byte(`{"z":[{"rel":"items","href":"` + origin + `/stories/s/layers/a.csv?lang=es"},{"rel":"x","href":"` + origin + `/stories/s/ogc"}],"list":["` + origin + `/stories/s/events",2,null],"self":"` + origin + `/stories/s/changes"}`))
	if err != nil {
		t.Fatal(err)
	}
	l.json(doc, false)
	if got, want := string(doc.append(nil)), `{"z":[{"rel":"items","href":"layers/a.csv"}],"list":[2,null]}`; got != want {
		t.Errorf("%s\nwant %s", got, want)
	}
	l, _ = linkerOf("feed.atom", "https://b.org/a/")
	got := l.text(`<id>` + origin + `/stories/s</id><link href="` + origin + `/stories/s/incidents/x?lang=en&amp;v=1"/><t>` + origin + `/stories/s/ogc</t>`)
	if want := `<id>https://b.org/a/</id><link href="https://b.org/a/incidents/x/"/><t>https://b.org/a/</t>`; got != want {
		t.Errorf("%s\nwant %s", got, want)
	}
}

// What is read and written again says the same, in the same order.
func FuzzTree(f *testing.F) {
	for _, s := range []string{`{"b":1,"a":[true,null,"x<",{}],"b":2.50e+3}`, `[]`, `"x"`, `-0`, `{"a":`, `[1}`, `1 2`, `{"a" 1}`, "\"\xff\u2028\""} {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, raw []byte) {
		read, err := readTree(raw)
		if err != nil {
			if json.Valid(raw) {
				t.Errorf("%q is JSON: %v", raw, err)
			}
			return
		}
		var want bytes.Buffer
		if err := json.Compact(&want, raw); err != nil {
			t.Fatalf("%q is not JSON: %v", raw, err)
		}
		once := read.append(nil)
		again, err := readTree(once)
		if err != nil || !bytes.Equal(once, again.append(nil)) {
			t.Errorf("%q: %v: %q", raw, err, once)
		}
		var a, b any
		if json.Unmarshal(raw, &a) != nil || json.Unmarshal(once, &b) != nil {
			return // a number that no float holds
		}
		x, _ := json.Marshal(a)
		y, _ := json.Marshal(b)
		if !bytes.Equal(x, y) {
			t.Errorf("%q says %s, written again %s", raw, x, y)
		}
	})
}

// A manifest never names what is outside of the folder.
func FuzzManifest(f *testing.F) {
	f.Add([]byte(`{"incidentmap_publication":1,"story":"s","files":[{"path":"a/b"},{"path":"../x"}]}`))
	f.Add([]byte(`{"incidentmap_publication":2}`))
	f.Fuzz(func(t *testing.T, raw []byte) {
		m, err := readManifest(raw)
		if err != nil {
			return
		}
		for _, file := range m.Files {
			if strings.HasPrefix(file.Path, "/") || strings.HasPrefix(file.Path+"/", "../") || strings.Contains(file.Path, "/../") {
				t.Errorf("it names %q", file.Path)
			}
		}
		told, err := m.append(nil)
		if err != nil {
			t.Fatal(err)
		}
		if again, err := readManifest(told); err != nil || len(again.Files) != len(m.Files) {
			t.Errorf("%v: %s", err, told)
		}
	})
}
