package edit

import (
	"bufio"
	"encoding/json"
	"fmt"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"incidentmap/web/edit/edittest"
)

// listener is a desk that hears events.
type listener struct {
	t     *testing.T
	lines *bufio.Scanner
}

// listen opens a stream of the desk's server.
func listen(t *testing.T, d *desk, server *httptest.Server, last string) *listener {
	t.Helper()
	r, err := http.NewRequestWithContext(t.Context(), http.MethodGet, server.URL+"/api/v1/stories/jalisco/events", http.NoBody)
	if err != nil {
		t.Fatal(err)
	}
	r.Header.Set("Authorization", "Bearer "+d.read)
	if last != "" {
		r.Header.Set("Last-Event-ID", last)
	}
	answer, err := server.Client().Do(r)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = answer.Body.Close() })
	if got := answer.Header.Get("Content-Type"); answer.StatusCode != http.StatusOK || got != "text/event-stream" {
		t.Fatalf("%d %s", answer.StatusCode, got)
	}
	return &listener{t, bufio.NewScanner(answer.Body)}
}

// next gives the next event of a kind, its id and its data; the end of the stream is "".
func (l *listener) next(kind string) (id string, data map[string]any) {
	l.t.Helper()
	is := ""
	for l.lines.Scan() {
		name, value, _ := strings.Cut(l.lines.Text(), ": ")
		switch name {
		case "event":
			is = value
		case "id":
			id = value
		case "data":
			if is != kind {
				continue
			}
			if err := json.Unmarshal([]byte(value), &data); err != nil {
				l.t.Fatal(err)
			}
			return id, data
		}
	}
	return "", nil
}

func TestDeskEvents(t *testing.T) {
	d := newDesk(t)
	server := httptest.NewServer(d.handler)
	defer server.Close()
	defer d.api.EndStreams()
	one := listen(t, d, server, "")
	if _, v := one.next("presence"); len(v["people"].([]any)) != 0 {
		t.Errorf("%v", v)
	}
	draft := strings.Replace(edittest.Shortest, "true", "false", 1)
	id := d.create(t, draft)
	seq, v := one.next("change")
	if v["id"] != id || v["revision"] != 1.0 || v["workflow"] != "draft" || v["author"] != "Mesa de redacción" {
		t.Errorf("%v", v)
	}
	w := d.ask("POST", "/jalisco/presence", `{"incident":"`+id+`"}`, nil)
	if w.Code != http.StatusOK {
		t.Fatalf("%d %s", w.Code, w.Body)
	}
	if _, v = one.next("presence"); fmt.Sprint(v["people"]) != "[map[incident:"+id+" name:Mesa de redacción]]" {
		t.Errorf("%v", v)
	}
	if w = d.ask("POST", "/jalisco/presence", `{"incident":null}`, nil); w.Code != http.StatusOK {
		t.Fatalf("%d %s", w.Code, w.Body)
	}
	if _, v = one.next("presence"); fmt.Sprint(v["people"]) != "[map[incident:<nil> name:Mesa de redacción]]" {
		t.Errorf("%v", v)
	}
	// Who comes again hears what was written meanwhile, each once, and nothing that was told.
	second, third := d.create(t, draft), d.create(t, draft)
	again := listen(t, d, server, seq)
	for _, want := range []string{second, third} {
		if seq, v = again.next("change"); v["id"] != want {
			t.Errorf("%v, want %s", v, want)
		}
	}
	// More than anybody reads one by one are told as one.
	for range 201 {
		d.create(t, draft)
	}
	if last, v := listen(t, d, server, seq).next("reset"); last == "" || fmt.Sprint(v["seq"]) != last {
		t.Errorf("reset to %q: %v", last, v)
	}
	if _, v = listen(t, d, server, "99999").next("reset"); v["seq"] == nil {
		t.Errorf("of another store: %v", v)
	}
	d.api.EndStreams()
	if id, _ := again.next("never"); id != "" {
		t.Error("a stream did not end")
	}
	for path, want := range map[string]int{"/jalisco/events?since=x": 400, "/nowhere/events": 404} {
		if w := d.ask("GET", path, "", nil); w.Code != want {
			t.Errorf("%s: %d", path, w.Code)
		}
	}
	for body, want := range map[string]int{`{"incident":"x"}`: 422, `{"incident":7}`: 422, `{"where":1}`: 422} {
		if w := d.ask("POST", "/jalisco/presence", body, nil); w.Code != want {
			t.Errorf("%s: %d %s", body, w.Code, w.Body)
		}
	}
}
