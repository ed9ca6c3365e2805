package live_test

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"incidentmap/incidents"
	"incidentmap/web/webtest"
)

// drafts gives incidents that readers do not see.
func drafts(from, n int) []incidents.Incident {
	all := make([]incidents.Incident, n)
	for i := range all {
		all[i] = webtest.Incidents()[6]
		all[i].ID = fmt.Sprintf("01KJ10000000000000000%05d", from+i)
		all[i].Title = incidents.Text{"en": "UNPUBLISHED"}
	}
	return all
}

// However many drafts are written, those who follow a story are told of what is published at once, and of nothing else;
// nothing is encoded for drafts, and who comes again after them has missed no more than what was published.
func TestFloodOfDrafts(t *testing.T) {
	d := newDesk(t)
	s := d.open(eventsEN)
	first := d.write("Before the flood")
	s.want(first, "Before the flood")
	encoded := d.store.encoded.Load()
	batches, size := 8, 250 // in all more than a feed keeps of events
	if testing.Short() {
		batches = 3
	}
	var written incidents.Seq
	for i := range batches {
		written = d.store.WriteAll(drafts(i*size, size), incidents.Create, nil)
		d.sync()
	}
	if n := d.store.encoded.Load() - encoded; n != 0 {
		t.Errorf("%d features were encoded for drafts", n)
	}
	w := httptest.NewRecorder()
	d.handler.ServeHTTP(w, httptest.NewRequestWithContext(t.Context(), http.MethodGet, fmt.Sprint("/stories/jalisco/changes?lang=en&since=", first), nil))
	// Drafts do not move it: what readers see is as of the last that was published.
	if !strings.Contains(w.Body.String(), fmt.Sprintf(`"next":%d`, first)) || strings.Contains(w.Body.String(), `"id"`) {
		t.Errorf("change %d: %s", written, w.Body)
	}
	// Who comes now is told of no number beyond it, either.
	r, err := http.NewRequestWithContext(t.Context(), http.MethodGet, d.root+eventsEN, nil)
	if err != nil {
		t.Fatal(err)
	}
	resp, err := http.DefaultClient.Do(r)
	if err != nil {
		t.Fatal(err)
	}
	begins := make([]byte, 64)
	n, err := resp.Body.Read(begins)
	if !strings.Contains(string(begins[:n]), fmt.Sprintf("id: %d\n", first)) {
		t.Errorf("after change %d, a stream begins with %q, %v", first, begins[:n], err)
	}
	_ = resp.Body.Close()
	published := d.write("After the flood")
	s.want(published, "After the flood")
	again := d.open(eventsEN, "Last-Event-ID", fmt.Sprint(first))
	again.want(published, "After the flood")
	if n := d.store.encoded.Load() - encoded; n > 3 {
		t.Errorf("%d features were encoded for one that was published", n)
	}
}
