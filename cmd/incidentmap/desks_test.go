package main

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"math/rand/v2"
	"net/http"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"incidentmap/incidents"
	"incidentmap/incidents/postgis/postgistest"
)

// How much goes on at once in TestDesksTogether.
const (
	desksTogether  = 8
	draftsTogether = 50
)

// TestDesksTogether has eight desks at work on fifty drafts at once, over SQLite and over two servers of one PostgreSQL: each writes a
// mark of its own into every draft that it finds, and decides of as many as it comes to, always of the revision that it saw.
// No acknowledged mark is lost, each draft ends in exactly one decision, the log tells of every write once and by whom, and
// whoever listens, at any server, hears of the last state of each draft and of who is at work at the other.
func TestDesksTogether(t *testing.T) {
	if testing.Short() {
		t.Skip("some thousand requests")
	}
	t.Run("SQLite", func(t *testing.T) {
		file := filepath.Join(t.TempDir(), "test.db")
		testDesksTogether(t, "sqlite:"+file, startOn(t, file, "--rate=0"))
	})
	t.Run("two servers over PostgreSQL", func(t *testing.T) {
		setting := postgistest.Setting(t)
		testDesksTogether(t, setting, startStore(t, setting, "--rate=0"), startStore(t, setting, "--rate=0"))
	})
}

// programDesk is a program that works as an editor does.
type programDesk struct {
	name, token, root string
	marks             map[string]int // that were acknowledged, by draft
	decided           map[string]string
	writes            int // that were acknowledged
}

func testDesksTogether(t *testing.T, setting string, servers ...running) {
	store, err := (&program{ctx: t.Context()}).openStore(setting)
	if err != nil {
		t.Fatal(err)
	}
	defer store.Close() //nolint:errcheck // a test's store
	story := incidents.Story{
		Slug: "together", Title: incidents.Text{"en": "Together"}, Languages: []string{"en"}, Zone: "UTC",
		View: incidents.Viewport{BBox: [4]float64{-110, 10, -90, 30}}, Layers: []incidents.Layer{},
	}
	if _, err := store.PutStory(t.Context(), story); err != nil {
		t.Fatal(err)
	}
	desks := make([]*programDesk, desksTogether)
	for i := range desks {
		secret, token, err := incidents.NewToken(fmt.Sprint("desk ", i), incidents.ScopeWrite, time.Now().Add(-time.Minute), time.Time{}, "together")
		if err != nil {
			t.Fatal(err)
		}
		if err := store.PutToken(t.Context(), token); err != nil {
			t.Fatal(err)
		}
		desks[i] = &programDesk{name: token.Name, token: secret, root: servers[i%len(servers)].root, marks: map[string]int{}, decided: map[string]string{}}
	}
	drafts := desks[0].writesDrafts(t)
	ctx, stop := context.WithCancel(t.Context())
	defer stop()
	listeners := make([]*deskListener, len(servers))
	for i, s := range servers {
		listeners[i] = listen(ctx, t, &programDesk{name: "listener", token: desks[0].token, root: s.root})
	}
	var group sync.WaitGroup
	for _, d := range desks {
		group.Go(func() { d.works(t) })
	}
	group.Wait()
	holdsTogether(t, store, desks, drafts)
	for _, l := range listeners {
		l.heardAll(t, store, drafts)
	}
}

// ask sends a request and gives the status, the entity tag and the answer.
func (d *programDesk) ask(t *testing.T, method, path string, body any, tag string) (int, string, map[string]any) {
	t.Helper()
	var text []byte
	if body != nil {
		var err error
		if text, err = json.Marshal(body); err != nil {
			t.Error(err)
		}
	}
	r, err := http.NewRequestWithContext(t.Context(), method, d.root+"/api/v1/stories/together"+path, bytes.NewReader(text))
	if err != nil {
		t.Error(err)
		return 0, "", nil
	}
	r.Header.Set("Authorization", "Bearer "+d.token)
	r.Header.Set("Content-Type", "application/json")
	if tag != "" {
		r.Header.Set("If-Match", tag)
	}
	answer, err := http.DefaultClient.Do(r)
	if err != nil {
		t.Error(err)
		return 0, "", nil
	}
	defer answer.Body.Close() //nolint:errcheck // it was read
	raw, err := io.ReadAll(answer.Body)
	var v map[string]any
	if err == nil {
		err = json.Unmarshal(raw, &v)
	}
	if err != nil {
		t.Errorf("%s %s: %d %v", method, path, answer.StatusCode, err)
	}
	return answer.StatusCode, answer.Header.Get("ETag"), v
}

func (d *programDesk) writesDrafts(t *testing.T) []string {
	t.Helper()
	var all []map[string]any
	for i := range draftsTogether {
		all = append(all, map[string]any{"kind": "roadblock", "title": fmt.Sprint("Draft ", i), "summary": "marks:", "start": "2026-02-22"})
	}
	status, _, v := d.ask(t, "POST", "/incidents", map[string]any{"incidents": all}, "")
	if status != http.StatusCreated {
		t.Fatalf("%d %v", status, v)
	}
	d.writes += draftsTogether
	var ids []string
	for _, one := range v["incidents"].([]any) {
		ids = append(ids, one.(map[string]any)["id"].(string))
	}
	return ids
}

// works goes on until no draft is left.
func (d *programDesk) works(t *testing.T) {
	for {
		status, _, v := d.ask(t, "GET", "/incidents?workflow=draft&disposition=active&limit=100", nil, "")
		left, _ := v["incidents"].([]any)
		if status != http.StatusOK || len(left) == 0 {
			if status != http.StatusOK {
				t.Errorf("%s: the list: %d %v", d.name, status, v)
			}
			return
		}
		rand.Shuffle(len(left), func(i, j int) { left[i], left[j] = left[j], left[i] })
		for _, one := range left[:min(len(left), 10)] {
			if !d.worksOn(t, one.(map[string]any)["id"].(string)) {
				return
			}
		}
	}
}

// worksOn claims a draft, marks it where it has not yet, and decides. False is for a fault.
func (d *programDesk) worksOn(t *testing.T, id string) bool {
	d.ask(t, "POST", "/presence", map[string]any{"incident": id}, "")
	path := "/incidents/" + id
	status, tag, v := d.ask(t, "GET", path, nil, "")
	if status != http.StatusOK {
		t.Errorf("%s: %d %v", d.name, status, v)
		return false
	}
	if v["workflow"] != "draft" || v["disposition"] != "active" {
		return true // somebody was quicker
	}
	if d.marks[id] == 0 {
		said := v["summary"].(map[string]any)["en"].(string)
		status, _, v = d.ask(t, "PATCH", path, map[string]any{"summary": map[string]any{"en": said + " [" + d.name + "]"}}, tag)
		if status == http.StatusOK {
			d.marks[id]++
			d.writes++
		}
		return d.wrote(t, status, v)
	}
	var decision string
	switch rand.IntN(3) {
	case 0:
		decision = "accept"
		status, _, v = d.ask(t, "PATCH", path, map[string]any{"workflow": "approved"}, tag)
	case 1:
		decision = "change"
		status, _, v = d.ask(t, "PATCH", path, map[string]any{"workflow": "published", "title": "Changed by " + d.name}, tag)
	default:
		decision = "reject"
		status, _, v = d.ask(t, "POST", path+"/retract", map[string]any{"note": "No."}, tag)
	}
	if status == http.StatusOK {
		d.decided[id] = decision
		d.writes++
	}
	return d.wrote(t, status, v)
}

// wrote reports whether a write was answered as it may be: done, or of another state than the one that was seen.
func (d *programDesk) wrote(t *testing.T, status int, v map[string]any) bool {
	if status == http.StatusOK || status == http.StatusPreconditionFailed || status == http.StatusConflict {
		return true
	}
	t.Errorf("%s: %d %v", d.name, status, v)
	return false
}

// holdsTogether holds the store against what the desks were told.
func holdsTogether(t *testing.T, store incidents.Store, desks []*programDesk, drafts []string) {
	t.Helper()
	writes := 0
	for _, id := range drafts {
		all, err := store.Revisions(t.Context(), "together", id)
		if err != nil {
			t.Fatal(err)
		}
		decisions, said := 0, all[len(all)-1].Incident.Summary["en"]
		for i := 1; i < len(all); i++ {
			before, now := &all[i-1].Incident, &all[i].Incident
			if before.Workflow != now.Workflow || before.Disposition != now.Disposition {
				decisions++
			}
		}
		told := 0
		for _, d := range desks {
			if marks := strings.Count(said, "["+d.name+"]"); marks != d.marks[id] {
				t.Errorf("%s: %d marks of %s, and %d were acknowledged: %s", id, marks, d.name, d.marks[id], said)
			}
			if d.decided[id] != "" {
				told++
			}
		}
		if decisions != 1 || told != 1 {
			t.Errorf("%s: %d decisions were written and %d acknowledged", id, decisions, told)
		}
		writes += len(all)
	}
	acknowledged, by := 0, map[string]int{}
	for _, d := range desks {
		acknowledged += d.writes
		by[d.name] = d.writes
	}
	if acknowledged != writes {
		t.Errorf("%d writes were acknowledged, and there are %d revisions", acknowledged, writes)
	}
	log, err := store.Audit(t.Context(), incidents.AuditQuery{Story: "together", Limit: 10 * writes})
	if err != nil {
		t.Fatal(err)
	}
	for i := range log {
		by[log[i].Who]--
		if log[i].Incident == "" {
			by[log[i].Who]++ // of the story
		}
	}
	for who, left := range by {
		if left != 0 {
			t.Errorf("the log lacks %d writes of %q", left, who)
		}
	}
	if err := store.Check(t.Context()); err != nil {
		t.Error(err)
	}
}

// deskListener hears what a server tells editors.
type deskListener struct {
	mu      sync.Mutex
	heard   map[string]int  // the newest revision that it heard of, by incident
	present map[string]bool // names of who was at work
	moved   chan struct{}
}

func listen(ctx context.Context, t *testing.T, d *programDesk) *deskListener {
	t.Helper()
	r, err := http.NewRequestWithContext(ctx, http.MethodGet, d.root+"/api/v1/stories/together/events?since=0", nil)
	if err != nil {
		t.Fatal(err)
	}
	r.Header.Set("Authorization", "Bearer "+d.token)
	answer, err := http.DefaultClient.Do(r) //nolint:bodyclose // closed where it is read
	if err != nil || answer.StatusCode != http.StatusOK {
		t.Fatalf("%v %v", answer, err)
	}
	l := &deskListener{heard: map[string]int{}, present: map[string]bool{}, moved: make(chan struct{}, 1)}
	go func() {
		defer answer.Body.Close() //nolint:errcheck // it ends with the context
		lines := bufio.NewScanner(answer.Body)
		lines.Buffer(nil, 1<<20)
		for lines.Scan() {
			if data, ok := strings.CutPrefix(lines.Text(), "data: "); ok {
				l.take([]byte(data))
			}
		}
	}()
	return l
}

func (l *deskListener) take(data []byte) {
	var event struct {
		ID       string
		Revision int
		People   []struct{ Name string }
	}
	if json.Unmarshal(data, &event) != nil {
		return
	}
	l.mu.Lock()
	if event.ID != "" {
		l.heard[event.ID] = max(l.heard[event.ID], event.Revision)
	}
	for _, p := range event.People {
		l.present[p.Name] = true
	}
	l.mu.Unlock()
	select {
	case l.moved <- struct{}{}:
	default:
	}
}

// heardAll waits until it heard of the last state of each draft, and of every desk at work.
func (l *deskListener) heardAll(t *testing.T, store incidents.Store, drafts []string) {
	t.Helper()
	last := map[string]int{}
	for _, id := range drafts {
		rev, err := store.Incident(t.Context(), "together", id)
		if err != nil {
			t.Fatal(err)
		}
		last[id] = rev.Number
	}
	for {
		l.mu.Lock()
		missing := 0
		for id, number := range last {
			if l.heard[id] < number {
				missing++
			}
		}
		people := len(l.present)
		l.mu.Unlock()
		if missing == 0 && people >= desksTogether {
			return
		}
		select {
		case <-l.moved:
		case <-t.Context().Done():
			t.Fatalf("of %d drafts the last state was not heard, and %d were heard to be at work", missing, people)
		}
	}
}
