package incidents

import (
	"math/rand/v2"
	"net/url"
	"testing"
	"unicode"
)

// What the short way takes for an address, url.Parse does too, with the same host.
func TestPlainLinks(t *testing.T) {
	rng := rand.New(rand.NewPCG(3, 4))
	const letters = "aZ9.-_~/:@?#%[] \\\x7fñ"
	plain := 0
	for range 60_000 {
		s := []rune([]string{"https://", "http://", "HTTP://", "https:/", ""}[rng.IntN(5)])
		for range rng.IntN(9) {
			r := []rune(letters)[rng.IntN(len([]rune(letters)))]
			if rng.IntN(3) > 0 {
				r = unicode.ToLower([]rune(letters)[rng.IntN(8)])
			}
			s = append(s, r)
		}
		if !isPlainLink(string(s)) {
			continue
		}
		plain++
		if u, err := url.Parse(string(s)); err != nil || u.Host == "" || u.Scheme != "http" && u.Scheme != "https" {
			t.Fatalf("%q: %v", string(s), err)
		}
	}
	if plain < 1000 {
		t.Errorf("only %d addresses were tried", plain)
	}
	for _, s := range []string{"https://example.org", "https://example.org/a/b-c_1.html", "http://1.2.3.4/"} {
		if !isPlainLink(s) {
			t.Errorf("%q goes the long way", s)
		}
	}
}
