package crash

import (
	"encoding/json"
	"testing"
	"time"
)

func TestJudge(t *testing.T) {
	records := []*record{
		{mark: "w0-0", id: "a"},
		{mark: "w1-1", id: "b", dead: 2},
		{mark: "w2-2", id: "c", due: time.Unix(1, 0)},
		{mark: "w3-3"}, // never taken
	}
	for name, c := range map[string]struct {
		there string
		want  findings
	}{
		"whole": {`[{"id":"a","title":{"es":"w0-0"},"workflow":"published"},
			{"id":"b","title":{"es":"w1-1"},"workflow":"published","casualties":[{"outcome":"killed","best":2}]},
			{"id":"c","title":{"es":"w2-2"},"workflow":"published"}]`, findings{}},
		"one lost, one twice": {`[{"id":"a","title":{"es":"w0-0"},"workflow":"published"},{"id":"d","title":{"es":"w0-0"},"workflow":"published"},
			{"id":"c","title":{"es":"w2-2"},"workflow":"published"}]`, findings{lost: 1, twice: 1}},
		"a change lost": {`[{"id":"a","title":{"es":"w0-0"},"workflow":"published"},
			{"id":"b","title":{"es":"w1-1"},"workflow":"published"},
			{"id":"c","title":{"es":"w2-2"},"workflow":"published"}]`, findings{lost: 1}},
		"another id, one not published, one that nobody wrote": {`[{"id":"x","title":{"es":"w0-0"},"workflow":"published"},
			{"id":"b","title":{"es":"w1-1"},"workflow":"published","casualties":[{"outcome":"killed","best":2}]},
			{"id":"c","title":{"es":"w2-2"},"workflow":"approved"},{"id":"y","title":{"es":"w9-9"},"workflow":"published"}]`, findings{other: 3}},
	} {
		t.Run(name, func(t *testing.T) {
			var all []listed
			if err := json.Unmarshal([]byte(c.there), &all); err != nil {
				t.Fatal(err)
			}
			var got findings
			judge(&got, records, all)
			if got.lost != c.want.lost || got.twice != c.want.twice || got.other != c.want.other || got.bad() != c.want.bad() {
				t.Errorf("%s, want %s: %q", &got, &c.want, got.problems)
			}
		})
	}
}
