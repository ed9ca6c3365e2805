package publish

import "testing"

func TestPlace(t *testing.T) {
	l := Layout{Story: "s", Lang: "en", Base: "https://example.org/a/"}
	for _, c := range []struct{ addr, file, query string }{
		{"/", "index.html", ""},
		{"/stories/s", "index.html", ""},
		{"/stories/s?lang=en", "index.html", ""},
		{"/stories/s?lang=es&v=12-abc", "es/index.html", ""},
		{"/stories/s?incident=01J&lang=es", "es/index.html", "incident=01J"},
		{"/stories/s?page=1", "list/index.html", ""},
		{"/stories/s?lang=es&page=3", "es/list/3/index.html", ""},
		{"/stories/s/list?lang=en", "list/index.html", ""},
		{"/stories/s/list?page=2&v=1", "list/2/index.html", ""},
		{"/stories/s/corrections?lang=es&page=2", "es/corrections/2/index.html", ""},
		{"/stories/s/incidents/01J?lang=es", "es/incidents/01J/index.html", ""},
		{origin + "/stories/s/incidents/01J", "incidents/01J/index.html", ""},
		{"/stories/s/embed?layers=a&lang=en", "embed/index.html", "layers=a"},
		{"/stories/s/share", "share/index.html", ""},
		{"/stories/s/layers", "layers.json", ""},
		{"/stories/s/layers/all.geojson?lang=es", "es/layers/all.geojson", ""},
		{"/stories/s/layers/all.csv?by=adm1", "layers/all.by-adm1.csv", ""},
		{"/stories/s/layers/all.csv?bom=1&lang=es", "es/layers/all.bom.csv", ""},
		{"/stories/s/layers/all.figures.csv", "layers/all.figures.csv", ""},
		{"/stories/s/method?lang=es", "es/method/index.html", ""},
		{"/stories/s/dictionary?lang=en", "dictionary/index.html", ""},
		{"/stories/s/dictionary.json?by=adm2&lang=es", "es/dictionary.by-adm2.json", ""},
		{"/stories/s/tiles/all.pmtiles", "tiles/all.pmtiles", ""},
		{"/stories/s/image.png?lang=en&v=1", "image.png", ""},
		{"/stories/s/image.png?theme=dark", "image-dark.png", ""},
		{"/stories/s/image.png?bbox=1,2,3,4&lang=es", "es/images/22871c0333d4.png", ""},
		{"/stories/s/feed.atom?lang=en", "feed.atom", ""},
		{"/stories/s/density?by=adm1&zoom=3&lang=es", "density/adm1/3.json", ""},
		{"/assets/map.0a.js", "assets/map.0a.js", ""},
		{"/basemap/3/1/2.mvt?v=abc", "basemap/3/1/2.mvt", ""},
		// What files cannot give.
		{"/stories/s/list?kind=roadblock", "", ""},
		{"/stories/s/list?page=x", "", ""},
		{"/stories/s/list?page=../../x", "", ""},
		{"/stories/s/layers/all.csv?bbox=1,2,3,4", "", ""},
		{"/stories/s/layers/all.csv?by=../x", "", ""},
		{"/stories/s/incidents/../../x", "", ""},
		{"/stories/s?lang=../x", "", ""},
		{"/stories/s/image.png?q=x", "", ""},
		{"/stories/s/density?by=adm1&zoom=3&kind=attack", "", ""},
		{"/stories/s/density?by=../x&zoom=3", "", ""},
		{"/stories/s/density?by=adm1&zoom=../3", "", ""},
		{"/stories/s/tiles/all.json", "", ""},
		{"/stories/s/events?lang=en", "", ""},
		{"/stories/s/ogc/collections", "", ""},
		{"/stories/sx", "", ""},
		{"/stories/other", "", ""},
		{"/api/v1/stories/s", "", ""},
		{"/oembed?url=x", "", ""},
		{"https://example.org/stories/s", "", ""},
		{"#list", "", ""},
	} {
		got, ok := l.Place(c.addr)
		if ok != (c.file != "") || got.File != c.file || got.Query != c.query {
			t.Errorf("%s: %+v, %v; want %q and %q", c.addr, got, ok, c.file, c.query)
		}
	}
	l.Base = ""
	if p, ok := l.Place("/stories/s/feed.json"); ok {
		t.Errorf("a feed without a base is at %s", p.File)
	}
}

func TestAddressesOfPlaces(t *testing.T) {
	for _, c := range []struct {
		to             Place
		from           string
		link, absolute string
	}{
		{Place{"index.html", ""}, "index.html", "./", "https://x.org/a/"},
		{Place{"index.html", "incident=1"}, "incidents/1/index.html", "../../?incident=1", "https://x.org/a/?incident=1"},
		{Place{"es/index.html", ""}, "index.html", "es/", "https://x.org/a/es/"},
		{Place{"es/index.html", ""}, "es/index.html", "./", "https://x.org/a/es/"},
		{Place{"index.html", ""}, "es/index.html", "../", "https://x.org/a/"},
		{Place{"es/incidents/2/index.html", ""}, "es/incidents/1/index.html", "../2/", "https://x.org/a/es/incidents/2/"},
		{Place{"es/incidents/1/index.html", ""}, "es/incidents/1/index.html", "./", "https://x.org/a/es/incidents/1/"},
		{Place{"list/index.html", ""}, "list/2/index.html", "../", "https://x.org/a/list/"},
		{Place{"list/2/index.html", ""}, "list/index.html", "2/", "https://x.org/a/list/2/"},
		{Place{"layers/all.geojson", ""}, "es/index.html", "../layers/all.geojson", "https://x.org/a/layers/all.geojson"},
		{Place{"layers/a:b ñ?.csv", ""}, "layers/x.json", "./a:b%20%C3%B1%3F.csv", "https://x.org/a/layers/a:b%20%C3%B1%3F.csv"},
	} {
		if got := c.to.Relative(c.from); got != c.link {
			t.Errorf("%s from %s is %q, want %q", c.to.File, c.from, got, c.link)
		}
		if got := c.to.Absolute("https://x.org/a/"); got != c.absolute {
			t.Errorf("%s is %q, want %q", c.to.File, got, c.absolute)
		}
	}
}
