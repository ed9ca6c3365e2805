package storetest

import (
	"fmt"
	"math/rand/v2"
	"testing"
	"time"

	"incidentmap/incidents"
)

// waitingModel is what is to be of an incident.
type waitingModel struct {
	shown   string // the title that readers see; empty where they see nothing
	waiting string // the title that waits
	written time.Time
	asked   time.Time
}

// testWaitingModel writes, waits and publishes at random, and holds what readers see against a model.
func testWaitingModel(t *testing.T, s incidents.Store, pass func(time.Duration)) {
	rng := rand.New(rand.NewPCG(17, 6))
	story := Story("a")
	put(t, s, story)
	var ids []string
	model := map[string]*waitingModel{}
	now := write(t, s, create(draft("a", "Clock")))[0].Time
	due := func(m *waitingModel) bool {
		return !story.Policy.From("roadblock", m.written, m.asked).After(now)
	}
	for step := range 300 {
		switch k := rng.IntN(10); {
		case k == 0:
			story.Policy.DelayMinutes = []int{0, 5, 30}[rng.IntN(3)]
			put(t, s, story)
		case k < 4:
			d := time.Duration(rng.IntN(12)) * time.Minute
			now = now.Add(d)
			pass(d)
		case k < 6:
			publishDue(t, s)
			for _, m := range model {
				if m.waiting != "" && due(m) {
					m.shown, m.waiting = m.waiting, ""
				}
			}
		default:
			title := fmt.Sprintf("T%dT", step)
			w := create(Incident("a", title))
			if len(ids) == 4 {
				w = titled(newestOf(t, s, ids[rng.IntN(len(ids))]), title)
			}
			w.Incident.Workflow = []incidents.Workflow{incidents.Published, incidents.Published, incidents.Approved, incidents.DraftStage}[rng.IntN(4)]
			if w.Incident.PublishAt = (time.Time{}); rng.IntN(3) == 0 {
				w.Incident.PublishAt = now.Add(time.Duration(rng.IntN(40)-10) * time.Minute)
			}
			rev := write(t, s, w)[0]
			if w.Base == 0 {
				ids = append(ids, rev.Incident.ID)
				model[rev.Incident.ID] = &waitingModel{}
			}
			m := model[rev.Incident.ID]
			m.waiting, m.written, m.asked = title, now, w.Incident.PublishAt
			switch asks := w.Incident.IsPublic() || w.Incident.Scheduled(); {
			case !asks:
				m.shown, m.waiting = "", ""
			case due(m):
				m.shown, m.waiting = title, ""
			}
		}
		holdsModel(t, s, step, model)
	}
	pass(100 * time.Hour)
	if next := publishDue(t, s); !next.IsZero() {
		t.Errorf("after all of it one is due at %v", next)
	}
}

func holdsModel(t *testing.T, s incidents.Store, step int, model map[string]*waitingModel) {
	t.Helper()
	seen := map[string]string{}
	for _, p := range shown(t, s) {
		seen[p.ID] = p.Title["en"]
	}
	for id, m := range model {
		if seen[id] != m.shown {
			t.Fatalf("step %d: readers see %q and not %q; %q waits", step, seen[id], m.shown, m.waiting)
		}
		newest := newestOf(t, s, id)
		if waits := !newest.Due.IsZero(); waits != (m.waiting != "") || waits && newest.Incident.Title["en"] != m.waiting {
			t.Fatalf("step %d: %q waits until %v, want %q", step, newest.Incident.Title["en"], newest.Due, m.waiting)
		}
	}
}
