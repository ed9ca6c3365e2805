package geocode

import (
	"fmt"

	"incidentmap/geo/gazetteer"
)

// reasons says in plain English what speaks for and against a hit.
func (c *Geocoder) reasons(r *reading, h *hit, ctx Context) []string {
	reasons := []string{c.nameReason(h)}
	for _, s := range h.held {
		reasons = append(reasons, c.heldReason(r.around[s.in], s, ctx.language()))
	}
	switch h.want {
	case 0:
	case h.kind:
		reasons = append(reasons, "it is "+kindNoun[h.kind]+", as the words say")
	default:
		reasons = append(reasons, "it is "+kindNoun[h.kind]+", where the words say "+kindNoun[h.want])
	}
	if ctx.Country != "" && h.biased {
		reasons = append(reasons, "it lies in the preferred country, "+ctx.Country)
	}
	if h.close {
		reasons = append(reasons, "it lies near the preferred point")
	}
	if people := c.g.Population(h.ref); people > 0 && h.kind == gazetteer.Populated {
		reasons = append(reasons, kindNoun[h.kind]+" of "+thousands(people)+" people")
	} else {
		reasons = append(reasons, kindNoun[h.kind])
	}
	return reasons
}

var kindNoun = map[gazetteer.Kind]string{
	gazetteer.Populated: "a town or city", gazetteer.Admin1: "a state or province", gazetteer.Admin2: "a municipality or county",
	gazetteer.Country: "a country", gazetteer.Airport: "an airport",
}

func (c *Geocoder) nameReason(h *hit) string {
	switch h.how {
	case byCode:
		return h.key + " is its code"
	case completed:
		return fmt.Sprintf("its name %q begins with these words", h.key)
	case misspelt:
		return fmt.Sprintf("the words are a misspelling, of %s, of its name %q", letters(h.edits), h.key)
	}
	switch h.name {
	case gazetteer.Alternate:
		return fmt.Sprintf("%q is another name of it", h.key)
	case gazetteer.Short:
		return fmt.Sprintf("%q is short for it", h.key)
	case gazetteer.ServesChiefly, gazetteer.Serves:
		return fmt.Sprintf("it is known as the airport of %q", h.key)
	}
	return fmt.Sprintf("%q is its name", h.key)
}

func (c *Geocoder) heldReason(s surrounding, held heldBy, lang string) string {
	switch {
	case !s.known():
		return fmt.Sprintf("nothing is known by %q", s.words)
	case held.agreement == 0:
		return fmt.Sprintf("it is neither in nor near %q", s.words)
	case held.agreement == 1:
		return "it lies in " + c.label(held.by, lang)
	}
	return "it lies near " + c.label(held.by, lang)
}

func letters(n int) string {
	if n == 1 {
		return "one letter"
	}
	return fmt.Sprintf("%d letters", n)
}
