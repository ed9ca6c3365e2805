package limit

import (
	"math"
	"net/netip"
	"sync"
	"time"

	"github.com/hashicorp/golang-lru/v2/simplelru"
	"golang.org/x/time/rate"
)

// Bounds of a Rate.
const (
	// burstSeconds is how many seconds' requests a client that was quiet may send at once: a
	// page with its map is some thirty.
	burstSeconds = 8
	// maxClients is how many clients a Rate remembers. Those that asked last are kept: a flood
	// from many addresses makes it forget quiet ones, which then begin with a full bucket.
	maxClients = 10_000
)

// Rate bounds how many requests each client may send, as a bucket of tokens that fills again with
// time. It is safe for use by many goroutines.
type Rate struct {
	perSecond rate.Limit
	burst     int
	now       func() time.Time

	mu      sync.Mutex
	buckets *simplelru.LRU[string, *rate.Limiter] // by client
}

// NewRate makes a bound of so many requests a second for each client, more than 0. now is the clock.
func NewRate(perSecond float64, now func() time.Time) *Rate {
	buckets, err := simplelru.NewLRU[string, *rate.Limiter](maxClients, nil)
	if err != nil {
		panic(err) // of a bound that is not positive
	}
	return &Rate{
		perSecond: rate.Limit(perSecond), burst: max(int(math.Ceil(perSecond*burstSeconds)), 1), now: now, buckets: buckets,
	}
}

// Take takes as many tokens as a request costs from a client's bucket, or none when there are too
// few, and then says after how long there will be enough. What costs more than the bucket holds
// takes a full one. The empty client has no bound.
func (l *Rate) Take(client string, cost int) (wait time.Duration, ok bool) {
	if client == "" || cost <= 0 {
		return 0, true
	}
	l.mu.Lock()
	defer l.mu.Unlock()
	now, tokens := l.now(), l.bucket(client)
	cost = min(cost, l.burst)
	if tokens.AllowN(now, cost) {
		return 0, true
	}
	missing := float64(cost) - tokens.TokensAt(now)
	return time.Duration(math.Ceil(missing / float64(l.perSecond) * float64(time.Second))), false
}

// Charge takes tokens that a client turns out to owe, whether it has them or not. The empty client owes nothing.
func (l *Rate) Charge(client string, cost int) {
	if client == "" {
		return
	}
	l.mu.Lock()
	defer l.mu.Unlock()
	l.bucket(client).ReserveN(l.now(), min(cost, l.burst))
}

// Exhausted reports whether a client's bucket is empty, and after how long it is not. It takes nothing.
func (l *Rate) Exhausted(client string) (wait time.Duration, empty bool) {
	l.mu.Lock()
	defer l.mu.Unlock()
	tokens, known := l.buckets.Peek(client)
	if !known {
		return 0, false
	}
	missing := 1 - tokens.TokensAt(l.now())
	if missing <= 0 {
		return 0, false
	}
	return time.Duration(math.Ceil(missing / float64(l.perSecond) * float64(time.Second))), true
}

// bucket gives a client's bucket, a full one for who is not remembered.
func (l *Rate) bucket(client string) *rate.Limiter {
	tokens, known := l.buckets.Get(client)
	if !known {
		tokens = rate.NewLimiter(l.perSecond, l.burst)
		l.buckets.Add(client, tokens)
	}
	return tokens
}

// AddressKey names the client at an address: the address itself, or of IPv6 the network of 64 bits, of
// which one household or machine has all addresses. It is empty for none.
func AddressKey(addr netip.Addr) string {
	switch addr = addr.Unmap(); {
	case !addr.IsValid():
		return ""
	case addr.Is4():
		return addr.String()
	}
	network, err := addr.WithZone("").Prefix(64)
	if err != nil {
		return ""
	}
	return network.String()
}
