package index

import "testing"

// TestMoved holds that whoever waits is woken by what is taken in, and by nothing else.
func TestMoved(t *testing.T) {
	r, m, x := newSource(1), newModel(), New()
	isMoved := func(moved <-chan struct{}) bool {
		select {
		case <-moved:
			return true
		default:
			return false
		}
	}
	moved := x.Moved()
	sync1(t, x, m)
	if isMoved(moved) {
		t.Error("moved, though nothing came")
	}
	m.put(r.fact("a", 1))
	sync1(t, x, m)
	if !isMoved(moved) {
		t.Error("not moved by a change")
	}
	if isMoved(x.Moved()) {
		t.Error("moved on from what it has now")
	}
}
