package main

import (
	"context"
	"encoding/json"
	"strings"
	"sync"
	"testing"

	"incidentmap/geo/geoparse"
)

// geoparseLines runs the command over lines of standard input.
func geoparseLines(in string, args ...string) (code int, stdout, stderr string) {
	var out, errs lockedBuffer
	code = run(&program{ctx: context.Background(), stdin: strings.NewReader(in), stdout: &out, stderr: &errs}, append([]string{"geoparse"}, args...))
	return code, out.String(), errs.String()
}

func TestGeoparseAnswersEachLine(t *testing.T) {
	code, stdout, stderr := geoparseLines(`{"id":"a","text":"Añil: shots in Tapalpa, Jalisco."}` + "\n\n" + `{"id":7,"text":"Nothing here."}` + "\n")
	if code != 0 {
		t.Fatalf("status %d: %s", code, stderr)
	}
	answers := json.NewDecoder(strings.NewReader(stdout))
	type answer struct {
		ID       any `json:"id"`
		Toponyms []struct {
			Start, End, GeoNameID int
			Lat, Lon, Confidence  float64
			Name, Kind, Precision string
		} `json:"toponyms"`
	}
	var first, second answer
	if err := answers.Decode(&first); err != nil {
		t.Fatal(err)
	}
	if err := answers.Decode(&second); err != nil {
		t.Fatal(err)
	}
	if first.ID != "a" || len(first.Toponyms) != 2 || second.ID != 7.0 || second.Toponyms == nil || len(second.Toponyms) != 0 {
		t.Fatalf("answered %s", stdout)
	}
	p := first.Toponyms[0]
	if p.Start != 15 || p.End != 22 || p.GeoNameID != 3982461 || p.Lat < 19.9 || p.Lat > 20 || p.Lon > -103.7 || p.Name != "Tapalpa" || p.Kind != "place" || p.Precision != "locality" {
		t.Errorf("the first place is %+v", p)
	}
}

func TestGeoparseOptions(t *testing.T) {
	if testing.Short() {
		t.Skip("-short")
	}
	cases := []struct {
		name, in   string
		args       []string
		code       int
		want, lack string // in the answer
		stderr     string
	}{
		{"adjectives", `{"id":1,"text":"Mexican troops"}`, nil, 0, `"Mexico"`, "", ""},
		{"no adjectives", `{"id":1,"text":"Mexican troops"}`, []string{"--adjectivals", "off"}, 0, `"toponyms":[]`, "", ""},
		{"reasons", `{"id":1,"text":"A fire in Guadalajara"}`, []string{"--why"}, 0, "after in", "", ""},
		{"no reasons", `{"id":1,"text":"A fire in Guadalajara"}`, nil, 0, "Guadalajara", "reasons", ""},
		{"a home", `{"id":1,"text":"A fire in Springfield"}`, []string{"--near=37.2,-93.3"}, 0, `"lat":37.2`, "", ""},
		{"known places", `{"id":1,"text":"in Paris and Rome","spans":[{"start":3,"end":8}]}`, nil, 0, "Paris", "Rome", ""},
		{"a relation", `{"id":1,"text":"It fell 10 km north of Tapalpa, Jalisco."}`, nil, 0, `"relation":{"start":8`, "", ""},
		{"no JSON", "{\"id\":1,\"text\":\"x\"}\nnonsense\n", nil, 1, `"id":1`, "", "line 2 of standard input"},
		{"a home that is none", `{}`, []string{"--near=37.2"}, 1, "", "", "--near"},
		{"no id", `{"text":"in Paris"}`, nil, 0, `"id":null`, "", ""},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			code, stdout, stderr := geoparseLines(c.in, c.args...)
			if code != c.code || !strings.Contains(stdout, c.want) || c.lack != "" && strings.Contains(stdout, c.lack) || !strings.Contains(stderr, c.stderr) {
				t.Errorf("status %d\n%s%s\nwant status %d with %q and %q, without %q", code, stdout, stderr, c.code, c.want, c.stderr, c.lack)
			}
		})
	}
}

// A server answers as the command does, to a token's holder.
func TestServerGeoparses(t *testing.T) {
	parser := lazyGeoparser(sync.OnceValues(openGeoparser))
	found, err := parser.Parse("Shots in Tapalpa, Jalisco.", geoparse.Options{})
	if err != nil || len(found) != 2 || found[0].Name != "Tapalpa" {
		t.Errorf("%v: %v", err, found)
	}
}
