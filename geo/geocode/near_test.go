package geocode

import (
	"fmt"
	"slices"
	"sync"
	"testing"
)

// Names that are spelt alike are the same whether they were asked for before or not, by however many at a time, and what is
// remembered of them is bounded.
func TestNearNamesAreRemembered(t *testing.T) {
	c := New(places(t), nil)
	names := []string{"guadalajra", "zapopn", "monterey", "xqzvwy", "tlaquepaqe", "cuernavca"}
	var group sync.WaitGroup
	for range 4 {
		group.Go(func() {
			for range 3 {
				for _, name := range names {
					for edits := 1; edits <= 2; edits++ {
						var want []nearName
						c.g.Similar(name, edits, func(key string, d int) bool {
							want = append(want, nearName{key, d})
							return true
						})
						if got := c.near(name, edits); !slices.Equal(got, want) {
							t.Errorf("%q within %d: %v, want %v", name, edits, got, want)
						}
					}
				}
			}
		})
	}
	group.Wait()
	for i := range mostNear + 10 {
		_ = c.near(fmt.Sprint(i), 1)
		if n := len(c.nearby.known); n > mostNear || c.nearby.size > mostNear {
			t.Fatalf("%d names are remembered, of a size of %d", n, c.nearby.size)
		}
	}
}
