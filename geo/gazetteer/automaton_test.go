package gazetteer

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"
)

// invented gives n different normalised names, in order, with many common beginnings and
// endings.
func invented(n int) []string {
	parts := []string{"san ", "santa ", "el ", "la ", "juan", "jose", "rita", "cruz", "ana", "del ", "rio", "b", "7", "a"}
	r := rand.New(rand.NewPCG(1, 2))
	seen := map[string]bool{}
	for len(seen) < n {
		s := ""
		for range 1 + r.IntN(4) {
			s += parts[r.IntN(len(parts))]
		}
		if s[len(s)-1] != ' ' {
			seen[s] = true
		}
	}
	var keys []string
	for s := range seen {
		keys = append(keys, s)
	}
	slices.Sort(keys)
	return keys
}

func automatonOf(tb testing.TB, keys []string) automaton {
	tb.Helper()
	b := newAutomatonBuilder()
	for i, k := range keys {
		if n, err := b.add(k); err != nil || n != i {
			tb.Fatalf("add %q: number %d, %v", k, n, err)
		}
	}
	edges, err := b.bytes()
	if err != nil {
		tb.Fatal(err)
	}
	return openAutomaton(items{b: edges, size: edgeSize})
}

func TestAutomatonNumbersNames(t *testing.T) {
	for _, n := range []int{0, 1, 2, 3, 500} {
		keys := invented(n)
		a := automatonOf(t, keys)
		for i, k := range keys {
			if w, ok := a.find(k); !ok || !w.final || w.number != i {
				t.Errorf("%d names: %q has number %d (%v, %v), want %d", n, k, w.number, ok, w.final, i)
			}
			if w, ok := a.find(k + "zz"); ok {
				t.Errorf("%d names: %qzz is found: %+v", n, k, w)
			}
		}
	}
}

func TestAutomatonIsShared(t *testing.T) {
	var keys []string
	for c := 'a'; c <= 'z'; c++ {
		keys = append(keys, fmt.Sprintf("%cville sur mer", c))
	}
	if a := automatonOf(t, keys); a.edges.len() > 26+len("ville sur mer")+1 {
		t.Errorf("%d edges: equal endings are not shared", a.edges.len())
	}
}

func TestAutomatonRefuses(t *testing.T) {
	for _, keys := range [][]string{{"b", "a"}, {"a", "a"}, {""}, {"É"}} {
		b := newAutomatonBuilder()
		var err error
		for _, k := range keys {
			if _, err = b.add(k); err != nil {
				break
			}
		}
		if err == nil {
			t.Errorf("%q are taken", keys)
		}
	}
}

// editDistance is the restricted Damerau-Levenshtein distance, by its definition.
func editDistance(a, b string) int {
	d := make([][]int, len(a)+1)
	for i := range d {
		d[i] = make([]int, len(b)+1)
		for j := range d[i] {
			switch {
			case i == 0 || j == 0:
				d[i][j] = i + j
				continue
			case a[i-1] == b[j-1]:
				d[i][j] = d[i-1][j-1]
			default:
				d[i][j] = 1 + min(d[i-1][j-1], d[i-1][j], d[i][j-1])
			}
			if i > 1 && j > 1 && a[i-1] == b[j-2] && a[i-2] == b[j-1] {
				d[i][j] = min(d[i][j], d[i-2][j-2]+1)
			}
		}
	}
	return d[len(a)][len(b)]
}

func TestSimilarFindsWhatComparingAllFinds(t *testing.T) {
	rounds := 300
	if testing.Short() {
		rounds = 30
	}
	keys := invented(400)
	g := &Gazetteer{names: automatonOf(t, keys)}
	r := rand.New(rand.NewPCG(3, 4))
	for range rounds {
		query := misspell(r, keys[r.IntN(len(keys))])
		for edits := 1; edits <= 2; edits++ {
			var want []string
			for _, k := range keys {
				if d := editDistance(query, k); d <= edits && (edits == 1 || k[0] == query[0]) {
					want = append(want, fmt.Sprint(k, d))
				}
			}
			var got []string
			g.Similar(query, edits, func(k string, d int) bool {
				got = append(got, fmt.Sprint(k, d))
				return true
			})
			if !slices.Equal(got, want) {
				t.Fatalf("%q, %d edits: got %q, want %q", query, edits, got, want)
			}
		}
	}
}

func misspell(r *rand.Rand, s string) string {
	b := []byte(s)
	for range r.IntN(3) {
		i := r.IntN(len(b))
		switch r.IntN(4) {
		case 0:
			b[i] = byteOf(byte(1 + r.IntN(letters-1)))
		case 1:
			b = slices.Insert(b, i, byteOf(byte(1+r.IntN(letters-1))))
		case 2:
			if len(b) > 1 {
				b = slices.Delete(b, i, i+1)
			}
		case 3:
			if i > 0 {
				b[i-1], b[i] = b[i], b[i-1]
			}
		}
	}
	return string(b)
}

func TestPrefixFindsWhatComparingAllFinds(t *testing.T) {
	keys := invented(400)
	g := &Gazetteer{names: automatonOf(t, keys)}
	for _, prefix := range []string{"s", "san", "san ", "la ", "zz", keys[7]} {
		var got, want []string
		for _, k := range keys {
			if len(k) >= len(prefix) && k[:len(prefix)] == prefix {
				want = append(want, k)
			}
		}
		g.Prefix(prefix, func(k string) bool {
			got = append(got, k)
			return true
		})
		if !slices.Equal(got, want) {
			t.Errorf("%q: got %d names, want %d", prefix, len(got), len(want))
		}
		n := 0
		g.Prefix(prefix, func(string) bool {
			n++
			return n < 3
		})
		if n != min(3, len(want)) {
			t.Errorf("%q: visited %d names after being told to stop", prefix, n)
		}
	}
}
