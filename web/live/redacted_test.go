package live_test

import (
	"fmt"
	"strings"
	"testing"

	"incidentmap/incidents"
)

// What was redacted is in no event any more, for those who stay and for those who come again.
func TestRedactedWordsAreInNoEvent(t *testing.T) {
	d := newDesk(t)
	s := d.open(eventsEN)
	inc := titled("Plantedword")
	first := d.store.Write(inc, incidents.Create, nil)
	d.sync()
	s.want(first, "Plantedword")
	redacted := d.store.Redact(incidents.Redaction{
		Story: inc.Story, Incident: inc.ID, Fields: []string{"title"}, Reason: incidents.ForSafety, Note: incidents.Text{"en": "For safety."},
	})
	d.sync()
	for name, stream := range map[string]*stream{"who stays": s, "who comes again": d.open(eventsEN, "Last-Event-ID", fmt.Sprint(first-1))} {
		if m := stream.next(); m.id != fmt.Sprint(redacted) || strings.Contains(m.data, "Plantedword") || !strings.Contains(m.data, "For safety.") {
			t.Errorf("%s is told %+v", name, m)
		}
	}
}
