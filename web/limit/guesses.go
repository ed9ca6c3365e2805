package limit

import (
	"sync"
	"time"

	"github.com/hashicorp/golang-lru/v2/simplelru"
)

// Guesses slows down the guessing of secrets. Under each key, such as a login or an address, some tries are
// free; each that fails beyond them makes the next one wait twice as long. Nothing is ever locked. It is safe for use by
// many goroutines.
type Guesses struct {
	free int
	now  func() time.Time

	mu    sync.Mutex
	tries *simplelru.LRU[string, tries] // by key
}

type tries struct {
	failed int
	next   time.Time // no try is let through before
	last   time.Time
}

// Bounds of Guesses.
const (
	firstWait = time.Second
	// longestWait leaves a guesser some 300 tries a day.
	longestWait = 5 * time.Minute
	// calm is how long after the last failure all of them are forgotten.
	calm = time.Hour
	// maxGuessed is how many keys are remembered, those that were tried last.
	maxGuessed = 10_000
	// maxDoubled is how often the wait is doubled at most.
	maxDoubled = 16
)

// NewGuesses makes a bound with so many free tries for each key. now is the clock.
func NewGuesses(free int, now func() time.Time) *Guesses {
	known, err := simplelru.NewLRU[string, tries](maxGuessed, nil)
	if err != nil {
		panic(err) // of a bound that is not positive
	}
	return &Guesses{free: free, now: now, tries: known}
}

// Try counts a try as one that fails, until Pardon says that it did not: so tries at the same time count, too. When
// the key has to wait nothing is counted, and it says how long.
func (g *Guesses) Try(key string) (wait time.Duration, ok bool) {
	g.mu.Lock()
	defer g.mu.Unlock()
	now := g.now()
	t, _ := g.tries.Get(key)
	if now.Sub(t.last) >= calm {
		t = tries{}
	}
	if now.Before(t.next) {
		return t.next.Sub(now), false
	}
	t.failed, t.last = t.failed+1, now
	if beyond := t.failed - g.free; beyond >= 0 {
		t.next = now.Add(min(firstWait<<min(beyond, maxDoubled), longestWait))
	}
	g.tries.Add(key, t)
	return 0, true
}

// Pardon takes back that a try failed.
func (g *Guesses) Pardon(key string) {
	g.mu.Lock()
	defer g.mu.Unlock()
	t, known := g.tries.Peek(key)
	if !known {
		return
	}
	t.failed, t.next = max(0, t.failed-1), time.Time{}
	g.tries.Add(key, t)
}
