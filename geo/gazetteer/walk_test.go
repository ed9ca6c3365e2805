package gazetteer

import "testing"

// Walking a name letter by letter, or word by word, leads to the entries that Exact gives.
func TestWalkIsExact(t *testing.T) {
	g := world(t)
	for ref := 0; ref < g.Len(); ref += 997 {
		key := Normalize(g.Entry(Ref(ref)).Name)
		if key == "" {
			continue
		}
		whole, ok := g.Walk().Step(key)
		half, _ := g.Walk().Step(key[:len(key)/2])
		again, ok2 := half.Step(key[len(key)/2:])
		if !ok || !ok2 || !whole.IsName() || !again.IsName() {
			t.Fatalf("%q is not walked as a name", key)
		}
		var want, got []Match
		g.Exact(key, func(m Match) bool { want = append(want, m); return true })
		again.Entries(func(m Match) bool { got = append(got, m); return true })
		if len(got) != len(want) || got[0] != want[0] {
			t.Errorf("%q: %v, want %v", key, got, want)
		}
	}
	if _, ok := g.Walk().Step("qzxqzx"); ok {
		t.Error("a beginning of no name is walked")
	}
}
