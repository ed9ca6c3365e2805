package cql

import (
	"math/rand/v2"
	"regexp"
	"strings"
	"testing"

	"incidentmap/geo"
	"incidentmap/incidents"
)

// TestLikeAgainstRegexp holds patterns of all kinds against regular expressions.
func TestLikeAgainstRegexp(t *testing.T) {
	rng := rand.New(rand.NewPCG(1, 2))
	letters := []rune("aabé日")
	text := func(n int, more string) string {
		all := append([]rune(more), letters...)
		var s strings.Builder
		for range rng.IntN(n) {
			s.WriteRune(all[rng.IntN(len(all))])
		}
		return s.String()
	}
	hits := 0
	for n := range 20_000 {
		pattern, s := text(8, "%%__"), text(12, "")
		if n%50 == 0 { // pieces of several words of bits
			pattern = "%" + strings.Repeat("_a", 40) + "%" + pattern
			s += strings.Repeat("aa", 45)
		}
		expression := "^(?s:"
		for _, r := range pattern {
			switch r {
			case '%':
				expression += ".*"
			case '_':
				expression += "."
			default:
				expression += regexp.QuoteMeta(string(r))
			}
		}
		want := regexp.MustCompile(expression + ")$").MatchString(s)
		if got := parsePattern(pattern).matches(s); got != want {
			t.Fatalf("%q LIKE %q is %t, want %t", s, pattern, got, want)
		}
		if want {
			hits++
		}
	}
	if hits < 1000 {
		t.Errorf("only %d matched", hits)
	}
}

// TestWordsCostInProportion: what texts cost of a budget grows with their length, and not with
// its square, and a long list costs no more than a short one.
func TestWordsCostInProportion(t *testing.T) {
	spent := func(filter string, n int) int64 {
		p := roadblock()
		p.Summary = incidents.Text{"en": strings.Repeat("a", n)}
		budget := geo.NewBudget(1 << 40)
		if _, err := NewEvaluation(budget).Match(Public(p, "en"), parsed(t, filter)); err != nil {
			t.Fatal(err)
		}
		return budget.Spent() - subjectUnits
	}
	for _, filter := range []string{
		"summary LIKE '%" + strings.Repeat("a", 900) + "b%'", "summary LIKE '%" + strings.Repeat("a_", 400) + "b%'",
		"CASEI(ACCENTI(CASEI(summary))) = 'a'", "summary IN ('a','b')",
	} {
		if short, long := spent(filter, 1000), spent(filter, 10_000); long > 11*short {
			t.Errorf("%.30s…: %d units for 1,000 letters and %d for 10,000", filter, short, long)
		}
	}
	many := "summary IN ('" + strings.Repeat("x','", MaxList-1) + "y')"
	if few, all := spent("summary IN ('x','y')", 100), spent(many, 100); all > few {
		t.Errorf("%d units for two values, %d for %d", few, all, MaxList)
	}
}

func BenchmarkLike(b *testing.B) {
	text := strings.Repeat("a", 20_000)
	for name, pattern := range map[string]string{
		"plain": "%" + strings.Repeat("a", 900) + "b%", "wild": "%" + strings.Repeat("a_", 499) + "b%",
	} {
		p := parsePattern(pattern)
		b.Run(name, func(b *testing.B) {
			for b.Loop() {
				p.matches(text)
			}
		})
	}
}
