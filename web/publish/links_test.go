package publish_test

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"maps"
	"net/url"
	"path"
	"regexp"
	"slices"
	"strings"
	"testing"

	"golang.org/x/net/html"
)

func digest(body string) string {
	sum := sha256.Sum256([]byte(body))
	return hex.EncodeToString(sum[:])
}

func equal(a, b map[string]string) bool { return maps.Equal(a, b) }

// differing lists the files that are not the same, or not in both.
func differing(a, b map[string]string) []string {
	names := map[string]bool{}
	for _, m := range []map[string]string{a, b} {
		for name := range m {
			was, before := a[name]
			is, after := b[name]
			if before != after || was != is {
				names[name] = true
			}
		}
	}
	return slices.Sorted(maps.Keys(names))
}

var baseAddress = regexp.MustCompile(regexp.QuoteMeta(base) + `[^\s"'<>\\,;&)]*`)

// checkLinks holds that all that any file leads to is there, and that none names the server.
func checkLinks(t *testing.T, files map[string]string, base string) {
	t.Helper()
	checked := 0
	resolve := func(from, link string) {
		checked++
		u, err := url.Parse(link)
		if err != nil {
			t.Errorf("%s leads to %q: %v", from, link, err)
			return
		}
		if base != "" && strings.HasPrefix(link, base) {
			from, u.Path = "", strings.TrimPrefix(u.Path, "/a/b/")
		} else if u.IsAbs() || u.Host != "" || u.Path == "" && (u.RawQuery != "" || u.Fragment != "") {
			return
		}
		if strings.HasPrefix(u.Path, "/") {
			t.Errorf("%s leads to the root of the host: %q", from, link)
			return
		}
		to := path.Join(path.Dir(from), u.Path)
		if strings.HasSuffix(u.Path, "/") || u.Path == "" || path.Base(u.Path) == ".." {
			to = path.Join(to, "index.html")
		}
		if strings.Contains(to, "{") {
			to = strings.NewReplacer("{z}", zeroth(to), "{x}", "0", "{y}", "0", "{by}", "hexagon", "{zoom}", "0").Replace(to)
		}
		if _, there := files[to]; !there {
			t.Errorf("%s leads to %q: there is no %s", from, link, to)
		}
	}
	for name, body := range files {
		if name == "publish.json" {
			continue
		}
		if strings.Contains(body, "publish.invalid") {
			t.Errorf("%s names the server", name)
		}
		switch path.Ext(name) {
		case ".html":
			htmlLinks(t, name, body, resolve)
		case ".json", ".geojson":
			jsonLinks(t, name, body, resolve)
		}
		for _, found := range baseAddress.FindAllString(body, -1) {
			if path.Ext(name) != ".gpkg" && path.Ext(name) != ".fgb" && path.Ext(name) != ".parquet" { // in which anything may follow
				resolve(name, found)
			}
		}
	}
	if checked < 100 {
		t.Errorf("%d links were looked at", checked)
	}
}

func zeroth(to string) string {
	if strings.Contains(to, "views") {
		return "2"
	}
	return "0"
}

func htmlLinks(t *testing.T, name, body string, resolve func(from, link string)) {
	t.Helper()
	doc, err := html.ParseWithOptions(strings.NewReader(body), html.ParseOptionEnableScripting(false))
	if err != nil {
		t.Fatal(err)
	}
	for n := range doc.Descendants() {
		if n.Type == html.TextNode && n.Parent.Data == "script" && strings.HasPrefix(n.Data, "{") {
			jsonLinks(t, name, n.Data, resolve)
		}
		for _, a := range n.Attr {
			switch {
			case a.Key == "href" && !strings.HasPrefix(a.Val, "#"), a.Key == "src", a.Key == "action", a.Key == "srcset":
				resolve(name, a.Val)
			}
		}
	}
}

// addresses are the members of documents that are addresses.
var addresses = []string{"href", "url", "features", "tree", "tiles", "$id", "image"}

func jsonLinks(t *testing.T, name, body string, resolve func(from, link string)) {
	t.Helper()
	var doc any
	if err := json.Unmarshal([]byte(body), &doc); err != nil {
		t.Errorf("%s: %v", name, err)
	}
	var walk func(v any)
	walk = func(v any) {
		switch v := v.(type) {
		case []any:
			for _, item := range v {
				walk(item)
			}
		case map[string]any:
			for key, value := range v {
				if text, ok := value.(string); ok && slices.Contains(addresses, key) {
					resolve(name, text)
				}
				walk(value)
			}
		}
	}
	walk(doc)
}
