package staticmap

import (
	"cmp"
	"regexp"
	"slices"
	"strings"

	"incidentmap/geo"
	"incidentmap/incidents"
	"incidentmap/web/i18n"
)

// gravity is what leads the map and what recedes: where people died, then what happened, then what stopped working,
// then what people were told and what is said of many places at once. The page's map has the same (ui/src/incidents/gravity.ts).
type gravity int

// grave is that of what people died of.
const grave gravity = 3

// size is how wide and high a mark is before scale.
func (g gravity) size() float64 { return [...]float64{24, 26, 28, 34}[g] }

func gravityOf(class incidents.Class, kind incidents.Kind, died span) gravity {
	switch {
	case died.high > 0 || died.low > 0, kind == "deaths", kind == "killing":
		return grave
	case class == incidents.ClassIncident:
		return 2
	case class == incidents.ClassDisruption:
		return 1
	}
	return 0
}

// span is the least and the most of a number; the most is below the least where nobody says it.
type span struct{ low, high int }

// deadOfCounts is how many died, at once or later, by what the sources say together.
func deadOfCounts(c incidents.Counts) span {
	var s span
	open := false
	for _, o := range []incidents.Outcome{incidents.Killed, incidents.DiedLater} {
		count := c[o]
		if count.Low != nil {
			s.low += *count.Low
			open = open || count.High == nil
		}
		if count.High != nil {
			s.high += *count.High
		}
	}
	if open {
		s.high = -1
	}
	return s
}

// words is the language of a picture.
type words struct {
	lang string // of the story's texts
	say  i18n.Language
}

// dead says how many died.
func (w words) dead(s span) string {
	n := w.say.Number(s.low)
	switch {
	case s.low == 1 && s.high == 1:
		return w.say.Text("client.gathered_dead_one")
	case s.high < s.low:
		n += "+"
	case s.high > s.low:
		n += "–" + w.say.Number(s.high)
	}
	return w.say.Text("client.gathered_dead", "n", n)
}

// areaName names the area of an incident: a country in the language, a state, or what the incident calls it.
func (w words) areaName(p *incidents.Public) string {
	switch {
	case p.Where.Precision == geo.Country && p.Where.Admin.Country != "":
		return w.say.Country(p.Where.Admin.Country)
	case p.Where.Precision == geo.Admin1: // the words may name a town of which only the state is known
		return p.Where.Admin.Admin1Name
	}
	return w.placeName(p)
}

func (w words) placeName(p *incidents.Public) string {
	name, _ := incidents.Text(p.Where.Place).In(w.lang, w.say.Lang)
	return shortName(name)
}

// mostLetters is how many a name has, to be read at a glance.
const mostLetters = 30

var brackets = regexp.MustCompile(`\s*[(\[].*?[)\]]`)

// shortName is the name of a place without what follows a comma or stands in brackets, and not too long.
func shortName(place string) string {
	name := brackets.ReplaceAllString(place, "")
	if i := strings.IndexAny(name, ",;"); i >= 0 {
		name = name[:i]
	}
	name = strings.TrimSpace(name)
	letters := []rune(name)
	if len(letters) <= mostLetters {
		return name
	}
	cut := letters[:mostLetters-1]
	space := mostLetters / 2
	for i := len(cut) - 1; i > space; i-- {
		if cut[i] == ' ' {
			space = i
			break
		}
	}
	return strings.TrimSpace(string(cut[:space])) + "…"
}

// leads gives the spots that are told in words: those that editors chose, else of each place the one of which the most surely
// died, the gravest first.
func leads(spots []spot, chosen []string, most int) []int {
	var named []int
	for _, id := range chosen {
		if i := slices.IndexFunc(spots, func(s spot) bool { return s.id == id }); i >= 0 {
			named = append(named, i)
		}
	}
	if len(named) > 0 {
		return named
	}
	best := map[string]int{}
	for i := range spots {
		j, has := best[spots[i].key()]
		if spots[i].dead.low > 0 && (!has || spots[i].dead.low > spots[j].dead.low) {
			best[spots[i].key()] = i
		}
	}
	var all []int
	for _, i := range best {
		all = append(all, i)
	}
	slices.SortFunc(all, func(a, b int) int {
		return cmp.Or(cmp.Compare(spots[b].dead.low, spots[a].dead.low), cmp.Compare(a, b))
	})
	return all[:min(len(all), most)]
}

// leadsFor is how many of the gravest lead on a picture as wide as that, before scale.
func leadsFor(width float64) int {
	if width < 560 {
		return 2
	}
	return 4
}
