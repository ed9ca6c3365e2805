package hostile

import (
	"context"
	"fmt"
	"net/http"
	"strconv"
	"strings"
)

// listed is an address for reading and the names of its parameters that hold lists or text.
type listed struct {
	name, path string
	must       []string // pairs that it does not answer without
	lists      []string
	large      bool // a whole layer is what it gives when nothing is filtered
}

// addresses are all that take a filter.
func addresses() []listed {
	filter := []string{"kind", "class", "verification", "layer", "q", "bbox", "datetime"}
	ofLayer := []string{"kind", "class", "verification", "q", "bbox", "datetime"}
	return []listed{
		{"clusters", base + "/clusters", []string{"zoom", "3"}, filter, false},
		{"histogram", base + "/histogram", nil, append([]string{"buckets", "interval"}, filter...), false},
		{"tile", base + "/tiles/all/5/7/13.mvt", nil, ofLayer, false},
		{"tilejson", base + "/tiles/all.json", nil, ofLayer, false},
		{"pmtiles", base + "/tiles/all.pmtiles", nil, append([]string{"maxzoom"}, ofLayer...), true},
		{"list", base + "/list", nil, append([]string{"ids", "page", "lang"}, filter...), false},
		{"layer-file", base + "/layers/all.geojson", nil, append([]string{"as_of", "by", "bom"}, ofLayer...), true},
		{"picture", base + "/image.png", nil, []string{"layers", "bbox", "width", "theme", "lang"}, false},
		{"items", items, []string{"limit", "1"}, append([]string{"filter", "crs", "title", "sources"}, ofLayer...), false},
		{"ogc-tile", base + "/ogc/collections/all/tiles/WebMercatorQuad/5/13/7", nil, ofLayer, false},
		{"page", base, nil, append([]string{"layers", "within", "incident", "seen"}, filter...), false},
		{"embed", base + "/embed", nil, append([]string{"layers", "center", "zoom", "theme", "as_of", "list"}, filter...), false},
		{"share", base + "/share", nil, append([]string{"layers", "center"}, filter...), false},
		{"changes", base + "/changes", nil, []string{"since", "limit", "lang"}, false},
		{"events", base + "/events", nil, []string{"since", "lang"}, false},
		{"feed", base + "/feed.atom", nil, []string{"lang"}, false},
		{"oembed", "/oembed", nil, []string{"url", "format", "maxwidth"}, false},
	}
}

// hostileValue is a value that no reader sends.
type hostileValue struct{ name, why, value string }

func hostileValues() []hostileValue {
	var numbers, words strings.Builder
	for i := 0; words.Len() < longQuery; i++ {
		fmt.Fprintf(&words, "w%d,", i)
	}
	for i := 0; numbers.Len() < longQuery; i++ {
		fmt.Fprintf(&numbers, "%d,", i)
	}
	return []hostileValue{
		{"commas", "empty items, each told of", strings.Repeat(",", longQuery)},
		{"commas-28kB", "the same in an address that is longer than may be", strings.Repeat(",", longHead)},
		{"quotes", "what a message quotes again grows", strings.Repeat(`"`, longQuery/3)},
		{"controls", "control and bidi characters in messages", strings.Repeat("\x1b[2J\u202e\u2066\r\n", longQuery/33)},
		{"words", "thousands of items that do not exist", words.String()},
		{"numbers", "thousands of numbers", numbers.String()},
	}
}

func filterAttacks() []attack {
	all := []attack{searchFresh()}
	for _, v := range hostileValues() {
		for _, where := range addresses() {
			all = append(all, attack{
				name: v.name + "/" + where.name, why: v.why,
				gate: gateOf(where), send: valueIn(where, v.value),
			})
		}
	}
	all = append(all, manyParameters()...)
	all = append(all, searches()...)
	return append(all, extremes()...)
}

// gateOf is the gate that an address passes whatever is asked of it.
func gateOf(where listed) string {
	switch where.name {
	case "pmtiles":
		return tileFiles
	case "picture":
		return pictures
	case "items":
		return heldFilters
	}
	return ""
}

// valueIn sends a value in each of the parameters of an address, one after the other.
func valueIn(where listed, value string) func(ctx context.Context, t *target) tally {
	return func(ctx context.Context, t *target) tally {
		var all []request
		for _, name := range where.lists {
			all = append(all, get(where.path, append([]string{name, value}, where.must...)...))
		}
		sum, _ := t.each(ctx, all...)
		return sum
	}
}

// manyParameters sends as many parameters as a request's head has room for.
func manyParameters() []attack {
	var names, same strings.Builder
	for i := 0; names.Len() < longQuery; i++ {
		fmt.Fprintf(&names, "&p%d", i)
	}
	same.WriteString(strings.Repeat("&kind=x", longQuery/7))
	var all []attack
	for _, where := range addresses() {
		all = append(all, attack{
			name: "parameters/" + where.name, why: "each unknown parameter is told of", gate: gateOf(where),
			send: func(ctx context.Context, t *target) tally {
				start := withQuery(where.path, append([]string{"lang", "es"}, where.must...)...)
				sum, _ := t.each(ctx, request{path: start + names.String()}, request{path: start + same.String()},
					request{path: start + strings.Repeat("&", longQuery)}, request{path: start + strings.Repeat("%", longQuery)})
				return sum
			},
		})
	}
	return all
}

const textSearch = "text search"

// searchFresh searches a server that has just been started.
func searchFresh() attack {
	return attack{
		name: "search/first", why: "the first search right after a start or an import", gate: textSearch, fresh: true, background: true,
		send: func(ctx context.Context, t *target) tally {
			sum, _ := t.each(ctx, get(base+"/clusters", "zoom", "3", "q", "bloqueo"), get(base+"/list", "q", "según vecinos"))
			return sum
		},
	}
}

// searches are hostile words of a text search.
func searches() []attack {
	words := map[string]string{
		"one-letter": "a", "prefixes": "a b c d e f g h i j k l m n o p q r s t u v w x y z",
		"everywhere": "en", "phrase": `"en" OR "en" NOT en*`, "syntax": `NEAR(en en, 10) ^en {title}:en - * "`,
		"long": strings.Repeat("a", 200), "long-words": strings.Repeat("carretera ", 20), "wide": strings.Repeat("ﷺ", 60),
	}
	var all []attack
	for _, name := range []string{"one-letter", "prefixes", "everywhere", "phrase", "syntax", "long", "long-words", "wide"} {
		all = append(all, attack{
			name: "search/" + name, why: "words that many incidents have, or that are a search engine's own", gate: textSearch,
			send: func(ctx context.Context, t *target) tally {
				sum, _ := t.each(ctx, get(base+"/clusters", "zoom", "3", "q", words[name]), get(base+"/list", "q", words[name]),
					get(items, "limit", "10", "q", words[name]), get(base+"/histogram", "q", words[name]))
				return sum
			},
		})
	}
	return append(all, attack{
		name: "search/crowd", why: "40 different searches at once", gate: textSearch,
		send: func(ctx context.Context, t *target) tally {
			var all []request
			for i := range 40 {
				all = append(all, get(base+"/list", "q", fmt.Sprintf("en c%c %d", 'a'+i%26, i)))
			}
			return t.crowd(ctx, 40, crowdTime, all)
		},
	})
}

// extremes are values at and beyond the ends of what a parameter takes.
func extremes() []attack {
	many := func(path, name string, must []string, values ...string) func(ctx context.Context, t *target) tally {
		return func(ctx context.Context, t *target) tally {
			var all []request
			for _, v := range values {
				all = append(all, get(path, append([]string{name, v}, must...)...))
			}
			sum, _ := t.each(ctx, all...)
			return sum
		}
	}
	boxes := []string{"NaN,NaN,NaN,NaN", "-Inf,-Inf,Inf,Inf", "1e308,1e308,-1e308,-1e308", "-180,-90,180,90", "179,-90,-179,90", "0,0,0,0", "180,-90,-180,90", "1,2,3,4,5,6", "0x1p-2,0,1,1"}
	times := []string{"../..", "/", "0000-01-01/9999-12-31", "99999999-01-01/..", "2026-02-30", "2026-01-01/2020-01-01", "-1/+1", strings.Repeat("9", 1000)}
	numbers := []string{"-1", "0", "1e9", "999999", "99999999999999999999", "NaN", "0x10", " 1", "1,1", "²"}
	return []attack{
		{name: "extremes/bbox", why: "boxes that are none", send: many(base+"/clusters", "bbox", []string{"zoom", "5"}, boxes...)},
		{name: "extremes/bbox-list", why: "boxes that are none", send: many(base+"/list", "bbox", nil, boxes...)},
		{name: "extremes/bbox-crs", why: "boxes in metres far from the world", send: many(items, "bbox", []string{"limit", "1", "bbox-crs", "http://www.opengis.net/def/crs/EPSG/0/3857"}, boxes...)},
		{name: "extremes/datetime", why: "times that are none", send: many(base+"/histogram", "datetime", nil, times...)},
		{name: "extremes/buckets", why: "as many bars as there are numbers", send: many(base+"/histogram", "buckets", nil, append(numbers, "1000", "2000", "5000", "10000", "100000")...)},
		{name: "extremes/zoom", why: "clusters of the world at every zoom", send: many(base+"/clusters", "zoom", []string{"bbox", "-180,-90,180,90"}, append(numbers, "22", "16", "12", "8.5", "24")...)},
		{name: "extremes/page", why: "pages far behind the last", send: many(base+"/list", "page", nil, numbers...)},
		{name: "extremes/offset", why: "items far behind the last", gate: heldFilters, send: many(items, "offset", []string{"limit", "10", "filter", "killed>=0"}, "499999", "600000", "2147483647", "99999999999")},
		{name: "extremes/limit", why: "limits far over the most", large: true, send: many(items, "limit", nil, append(numbers, "10001")...)},
		{name: "extremes/limit-most", why: "a page as long as may be", large: true, send: many(items, "limit", nil, "10000")},
		{name: "extremes/as_of", why: "states that never were", gate: layerFiles, send: many(base+"/layers/all.csv", "as_of", []string{"bbox", "0,0,0.001,0.001"}, append(numbers, "1970-01-01T00:00:00Z", "9999-12-31T23:59:59Z")...)},
		{name: "extremes/since", why: "changes that are not there yet", send: many(base+"/changes", "since", []string{"limit", "1"}, numbers...)},
		{name: "extremes/lang", why: "languages that are none", send: many(base+"/list", "lang", nil, strings.Repeat("es-", 5000)+"MX", "x-"+strings.Repeat("a", 15000), "und", "*")},
		{name: "extremes/accept-language", why: "long lists in headers", large: true, send: headers("Accept-Language", strings.Repeat("es;q=0.5,", 3000))},
		{name: "extremes/ids", why: "a list of thousands of incidents", send: manyIDs},
		{name: "consistency/head", why: "HEAD says what GET says", large: true, send: headAsGet},
	}
}

// headers asks for several addresses with a header.
func headers(name, value string) func(ctx context.Context, t *target) tally {
	return func(ctx context.Context, t *target) tally {
		var all []request
		for _, path := range []string{base, base + "/list", base + "/layers", base + "/clusters?zoom=3", base + "/tiles/all/5/7/13.mvt", items + "?limit=1", base + "/feed.atom", "/"} {
			all = append(all, request{path: path}.with(name, value))
		}
		sum, _ := t.each(ctx, all...)
		return sum
	}
}

func manyIDs(ctx context.Context, t *target) tally {
	real := strings.Repeat(strings.Join(t.ids, ",")+",", 50)
	real = real[:min(len(real), longQuery)]
	made := strings.Repeat("01KJ0000000000000000000000,", longQuery/27)
	sum, _ := t.each(ctx, get(base+"/list", "ids", real), get(base+"/list", "ids", made))
	return sum
}

// headAsGet asks for addresses by HEAD and by GET, which must say the same but for the body.
func headAsGet(ctx context.Context, t *target) tally {
	paths := []string{
		base, base + "/list?page=1", base + "/list?page=999", base + "/list?page=999999", base + "/list?page=0", base + "/list?kind=nothing",
		base + "/clusters?zoom=3", base + "/clusters", base + "/histogram", base + "/tiles/all/5/7/13.mvt", base + "/tiles/all/31/0/0.mvt", base + "/tiles/all.json",
		base + "/layers", base + "/layers/none.csv", items + "?limit=2", items + "?limit=-1", base + "/feed.atom", base + "/feed.json", base + "/changes?since=0&limit=1",
		base + "/image.png?width=100&height=100", base + "/image.png?width=1", "/oembed?url=x", "/nowhere", base + "/embed", base + "/share", base + "/dictionary.json", "/robots.txt",
	}
	var sum tally
	for _, path := range paths {
		one, answers := t.each(ctx, request{path: path}, request{path: path, method: http.MethodHead})
		for _, a := range answers {
			sum.add(a)
		}
		sum.costly = max(sum.costly, one.costly)
		if len(answers) < 2 {
			break
		}
		asGet, asHead := answers[0], answers[1]
		for _, name := range []string{"ETag", "Content-Type", "Cache-Control", "Location"} {
			if g, h := asGet.header.Get(name), asHead.header.Get(name); g != h {
				sum.fault("HEAD %s has %s %q, GET %q", path, name, h, g)
			}
		}
		if asGet.status != asHead.status {
			sum.fault("HEAD %s is %d, GET %d", path, asHead.status, asGet.status)
		}
		if length := asHead.header.Get("Content-Length"); length != "" && length != strconv.FormatInt(asGet.bytes, 10) && asGet.bytes <= readLimit {
			sum.fault("HEAD %s tells of %s bytes, GET has %d", path, length, asGet.bytes)
		}
	}
	return sum
}
