package format

import (
	"encoding/json"
	"reflect"
	"slices"
	"testing"
	"time"

	"github.com/paulmach/orb"
)

// Every format says of every incident what its GeoJSON says, in the same order of columns.
func TestRoundTrips(t *testing.T) {
	want := wanted(t)
	for _, f := range Formats() {
		t.Run(f.Ext, func(t *testing.T) {
			reader := readerOf(t, f)
			got := reader.read(t, written(t, f.Ext, heading()))
			if len(got) != len(want) {
				t.Fatalf("%d incidents, want %d", len(got), len(want))
			}
			if reader.sorts {
				slices.SortFunc(got, func(a, b read) int { return place(want, a) - place(want, b) })
			}
			for i := range want {
				reader.compare(t, got[i], want[i])
			}
		})
	}
}

// place finds an incident in a list.
func place(list []read, r read) int {
	return slices.IndexFunc(list, func(o read) bool { return o.properties["id"] == r.properties["id"] })
}

// wanted takes the sample out of its GeoJSON features.
func wanted(t *testing.T) []read {
	var list []read
	h := heading()
	for _, p := range sample() {
		var f struct {
			Properties map[string]any `json:"properties"`
		}
		feature, err := h.join().AppendURL(nil, AppendFeature(nil, p, "en"), h.BaseURL, p.Path())
		if err == nil {
			err = json.Unmarshal(feature, &f)
		}
		if err != nil {
			t.Fatal(err)
		}
		r := read{map[string]string{}, rfc7946(p.Where.Geometry)}
		for name, v := range f.Properties {
			r.properties[name] = asText(t, v)
		}
		list = append(list, r)
	}
	return list
}

func asText(t *testing.T, v any) string {
	if s, isText := v.(string); isText {
		return s
	}
	b, err := json.Marshal(v)
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}

func (f formatReader) compare(t *testing.T, got, want read) {
	t.Helper()
	id := want.properties["id"]
	for _, p := range Dictionary(nil) {
		g, w := got.properties[p.Name], want.properties[p.Name]
		if p.Type == Text && !f.anyText {
			w = Plain(w)
		}
		if f.escapesFormulas && isFormula([]byte(w)) {
			w = "'" + w
		}
		if !sameValue(p.Type, g, w) {
			t.Errorf("%s of %s is %q, want %q", p.Name, id, g, w)
		}
		delete(got.properties, p.Name)
	}
	if len(got.properties) > 0 {
		t.Errorf("%s has besides %v", id, got.properties)
	}
	if f.collects {
		want.geometry = simple(want.geometry)
	}
	if !orb.Equal(got.geometry, want.geometry) && !reflect.DeepEqual(got.geometry, want.geometry) {
		t.Errorf("%s is at %v, want %v", id, got.geometry, want.geometry)
	}
}

func sameValue(t ValueType, got, want string) bool {
	if got == want {
		return true
	}
	switch t {
	case Moment:
		g, err1 := time.Parse(time.RFC3339, got)
		w, err2 := time.Parse(time.RFC3339, want)
		return err1 == nil && err2 == nil && g.Equal(w)
	case List, Object:
		var g, w any
		err1, err2 := json.Unmarshal([]byte(got), &g), json.Unmarshal([]byte(want), &w)
		// What plain drops from text is an escape in the flat formats' JSON.
		return err1 == nil && err2 == nil && reflect.DeepEqual(g, w)
	}
	return false
}

// simple makes collections of what KML has no other word for.
func simple(g orb.Geometry) orb.Geometry {
	var all orb.Collection
	switch g := g.(type) {
	case orb.MultiPoint:
		for _, p := range g {
			all = append(all, p)
		}
	case orb.MultiLineString:
		for _, l := range g {
			all = append(all, l)
		}
	case orb.MultiPolygon:
		for _, p := range g {
			all = append(all, p)
		}
	default:
		return g
	}
	return all
}
