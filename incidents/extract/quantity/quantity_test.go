package quantity

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"incidentmap/incidents/extract/text"
)

func show(n Number) string {
	parts := []string{}
	for _, v := range []*int{n.Low, n.Best, n.High} {
		if v == nil {
			parts = append(parts, "-")
		} else {
			parts = append(parts, fmt.Sprint(*v))
		}
	}
	for name, is := range map[string]bool{"other": n.Other} {
		if is {
			parts = append(parts, name)
		}
	}
	return strings.Join(parts, " ")
}

func TestRead(t *testing.T) {
	for _, c := range []struct {
		lang, text string
		want       []string
	}{
		{"en", "six other members", []string{"- 6 - other"}},
		{"en", "at least 30 people", []string{"30 - -"}},
		{"en", "more than two hundred", []string{"200 - -"}},
		{"en", "up to 12", []string{"- - 12"}},
		{"en", "dozens of people", []string{"24 - -"}},
		{"en", "half a dozen men", []string{"- 6 -"}},
		{"en", "between three and five", []string{"3 - 5"}},
		{"en", "10 to 12 died", []string{"10 - 12"}},
		{"en", "thirty-two, 1,010 and 3", []string{"- 32 -", "- 1010 -", "- 3 -"}},
		{"en", "another man", []string{"- 1 - other"}},
		{"en", "two more people", []string{"- 2 - other"}},
		{"es", "una treintena de personas", []string{"- 30 -"}},
		{"es", "entre 3 y 5", []string{"3 - 5"}},
		{"es", "al menos treinta y dos", []string{"32 - -"}},
		{"es", "mató a otros dos", []string{"- 2 - other"}},
		{"es", "más de una docena", []string{"12 - -"}},
		{"es", "varios heridos", []string{"3 - -"}},
		{"es", "unos 2 mil maestros", []string{"- 2000 -"}},
		{"en", "a fourth man", []string{"- 1 - other"}},
		{"en", "a third of the town", []string{"- 1 -"}},
		{"es", "un tercer policía", []string{"- 1 - other"}},
		{"es", "medio centenar de personas", []string{"- 50 -"}},
		{"es", "llegó a casa", nil},
		{"en", "99999999999 people", nil},
	} {
		d := text.Read(c.text, c.lang)
		var got []string
		for _, n := range Read(d.Tokens, text.Range{Last: len(d.Tokens)}, c.lang) {
			got = append(got, show(n))
		}
		if diff := cmp.Diff(c.want, got); diff != "" {
			t.Errorf("%q: numbers differ (-want +got):\n%s", c.text, diff)
		}
	}
}

func TestPlus(t *testing.T) {
	bound := Number{Low: new(3)}
	for _, c := range []struct {
		a, b Number
		want string
	}{
		{Exactly(2), Exactly(3), "- 5 -"},
		{Exactly(2), bound, "5 - -"},
		{Number{Low: new(1), High: new(2)}, Exactly(2), "3 - 4"},
	} {
		if got := show(c.a.Plus(c.b)); got != c.want {
			t.Errorf("%s plus %s is %s, want %s", show(c.a), show(c.b), got, c.want)
		}
	}
}
