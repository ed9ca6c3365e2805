package limit

import (
	"fmt"
	"net/netip"
	"testing"
	"time"
)

// clock is a time that tests move on.
type clock struct{ t time.Time }

func (c *clock) now() time.Time               { return c.t }
func (c *clock) pass(d time.Duration)         { c.t = c.t.Add(d) }
func (c *clock) rate(perSecond float64) *Rate { return NewRate(perSecond, c.now) }

func newClock() *clock { return &clock{time.Unix(1_800_000_000, 0)} }

func TestRateLetsABurstThroughAndThenItsRate(t *testing.T) {
	c := newClock()
	l := c.rate(50)
	for i := range 400 {
		if _, ok := l.Take("192.0.2.1", 1); !ok {
			t.Fatalf("request %d of a burst was refused", i+1)
		}
	}
	wait, ok := l.Take("192.0.2.1", 1)
	if ok || wait != 20*time.Millisecond {
		t.Errorf("beyond the burst: taken %t, wait %s; want 20ms", ok, wait)
	}
	if _, ok := l.Take("192.0.2.2", 1); !ok {
		t.Error("another client was refused")
	}
	c.pass(time.Second)
	for i := range 50 {
		if _, ok := l.Take("192.0.2.1", 1); !ok {
			t.Fatalf("request %d after a second was refused", i+1)
		}
	}
	if _, ok := l.Take("192.0.2.1", 1); ok {
		t.Error("more than the rate was taken")
	}
}

func TestRateOfCostlyRequests(t *testing.T) {
	l := newClock().rate(1) // a bucket of 8
	if _, ok := l.Take("a", 20); !ok {
		t.Error("what costs more than the bucket holds was refused of a full one")
	}
	if wait, ok := l.Take("a", 20); ok || wait != 8*time.Second {
		t.Errorf("of an empty one: taken %t, wait %s; want 8s", ok, wait)
	}
	if wait, empty := l.Exhausted("a"); !empty || wait != time.Second {
		t.Errorf("empty %t for %s; want 1s", empty, wait)
	}
	l.Charge("a", 3)
	if wait, empty := l.Exhausted("a"); !empty || wait != 4*time.Second {
		t.Errorf("in debt: empty %t for %s; want 4s", empty, wait)
	}
	if _, empty := l.Exhausted("b"); empty || l.buckets.Len() != 1 {
		t.Errorf("a client that never asked is empty %t; %d are remembered", empty, l.buckets.Len())
	}
	for range 100 {
		if _, ok := l.Take("", 20); !ok {
			t.Fatal("a client without a name was refused")
		}
	}
}

func TestRateRemembersABoundedNumberOfClients(t *testing.T) {
	l := newClock().rate(1)
	for range 8 {
		l.Take("192.0.2.1", 1)
	}
	for i := range 3 * maxClients {
		l.Take(fmt.Sprint("flood ", i), 1)
		if i%1000 == 0 {
			if _, ok := l.Take("192.0.2.1", 1); ok {
				t.Fatalf("after %d others, a client that goes on asking was forgotten", i)
			}
		}
	}
	if l.buckets.Len() != maxClients {
		t.Errorf("%d clients are remembered; want %d", l.buckets.Len(), maxClients)
	}
}

func TestAddressKey(t *testing.T) {
	for text, want := range map[string]string{
		"192.0.2.1": "192.0.2.1", "::ffff:192.0.2.1": "192.0.2.1",
		"2001:db8:1:2:3:4:5:6": "2001:db8:1:2::/64", "fe80::1%eth0": "fe80::/64",
	} {
		if got := AddressKey(netip.MustParseAddr(text)); got != want {
			t.Errorf("%s: %q, want %q", text, got, want)
		}
	}
	if got := AddressKey(netip.Addr{}); got != "" {
		t.Errorf("no address: %q", got)
	}
}
