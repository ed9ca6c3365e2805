package main

import (
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestDeadIn(t *testing.T) {
	const answer = `geo/a.go:3:6: unreachable func: Unused
incidents/sqlite/sqlite.go:63:6: unreachable func: WithClock
tiles/b.go:9:16: unreachable func: Store.WithClock
`
	want := []string{"geo/a.go:3:6: unreachable func: Unused", "tiles/b.go:9:16: unreachable func: Store.WithClock"}
	if diff := cmp.Diff(want, deadIn(answer)); diff != "" {
		t.Error(diff)
	}
	if dead := deadIn(""); dead != nil {
		t.Errorf("nothing is %q", dead)
	}
}
