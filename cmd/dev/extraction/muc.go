package extraction

import (
	"regexp"
	"slices"
	"strings"
)

// Incident is one of an answer key of MUC-4: types and places are its own words.
type Incident struct {
	Types    []string `json:"type"`
	Location string   `json:"location"`
	Killed   *Span    `json:"killed"`
	Injured  *Span    `json:"injured"`
	Optional bool     `json:"optional"`
}

// Span is a number of people within bounds; a null Max is open.
type Span struct {
	Min int  `json:"min"`
	Max *int `json:"max"`
}

func (s *Span) holds(n int) bool { return s != nil && n >= s.Min && (s.Max == nil || n <= *s.Max) }

// mucKinds are the kinds that are accepted for the types of the key.
var mucKinds = map[string][]string{
	"ATTACK":               {"attack", "killing", "armed_clash", "explosion", "abduction", "property_attack"},
	"BOMBING":              {"explosion", "attack", "killing", "property_attack"},
	"KIDNAPPING":           {"abduction"},
	"ARSON":                {"vehicle_arson", "property_attack", "fire_or_smoke", "attack"},
	"ROBBERY":              {"other_incident", "property_attack", "attack", "seizure"},
	"FORCED WORK STOPPAGE": {"other_incident", "transport_suspension", "business_closure", "protest"},
}

var (
	alternatives = regexp.MustCompile(`\s+/\s+|\)\s*-\s*`)
	inBrackets   = regexp.MustCompile(`\s*\(.*?\)|\s*\([^)]*$`)
)

// The levels at which a place is right: the key's finest name, any below the country, the country.
const (
	countryRight = iota + 1
	belowRight
	finestRight
)

// level gives how well a place fits the key's, "PERU: LIMA (CITY): SAN ISIDRO (NEIGHBORHOOD)".
func level(location, where string) int {
	best := 0
	for _, alternative := range alternatives.Split(location, -1) {
		var parts []string
		for p := range strings.SplitSeq(alternative, ":") {
			if p = strings.TrimSpace(inBrackets.ReplaceAllString(p, "")); p != "" {
				parts = append(parts, p)
			}
		}
		for i, p := range parts {
			if !has(where, p) {
				continue
			}
			switch {
			case i == len(parts)-1 && (i > 0 || len(parts) == 1):
				best = max(best, finestRight)
			case i > 0:
				best = max(best, belowRight)
			default:
				best = max(best, countryRight)
			}
		}
	}
	return best
}

// mucCount counts over texts of MUC-4.
type mucCount struct {
	drafted, quiet                     share
	incidents, placed, killed, injured ratio
}

func (c *mucCount) add(t *Text, all []found) {
	drafts := incidentsOf(all)
	if len(t.Incidents) > 0 {
		c.drafted.add(len(drafts) > 0)
	} else {
		c.quiet.add(len(drafts) == 0)
	}
	weights := make([][]float64, len(t.Incidents))
	for i := range t.Incidents {
		weights[i] = make([]float64, len(drafts))
		for j := range drafts {
			weights[i][j] = t.Incidents[i].weigh(&drafts[j])
		}
	}
	of := pairUp(weights, len(drafts))
	optional := make([]bool, len(drafts))
	for i, j := range of {
		if j >= 0 {
			optional[j] = t.Incidents[i].Optional
		}
	}
	for j := range drafts {
		if optional[j] {
			continue
		}
		c.incidents.found++
		c.placed.found++
		c.killed.found += count(total(drafts[j:j+1], "killed", "died_later") > 0)
		c.injured.found += count(total(drafts[j:j+1], "wounded") > 0)
	}
	for i := range t.Incidents {
		if !t.Incidents[i].Optional {
			c.addGold(&t.Incidents[i], drafts, of[i])
		}
	}
}

func (c *mucCount) addGold(q *Incident, drafts []found, j int) {
	c.incidents.gold++
	c.placed.gold++
	c.killed.gold += count(q.Killed != nil)
	c.injured.gold += count(q.Injured != nil)
	if j < 0 {
		return
	}
	at := level(q.Location, drafts[j].where)
	c.incidents.right++
	c.placed.right += count(at >= belowRight || at == countryRight && !strings.Contains(q.Location, ":"))
	c.killed.right += count(q.Killed.holds(total(drafts[j:j+1], "killed", "died_later")))
	c.injured.right += count(q.Injured.holds(total(drafts[j:j+1], "wounded")))
}

func (q *Incident) weigh(f *found) float64 {
	if !slices.ContainsFunc(q.Types, func(t string) bool { return slices.Contains(mucKinds[strings.TrimSpace(t)], f.kind) }) {
		return -1
	}
	w := 3 + float64(level(q.Location, f.where))
	if q.Killed.holds(total([]found{*f}, "killed", "died_later")) {
		w += 1.5
	}
	if q.Injured.holds(total([]found{*f}, "wounded")) {
		w++
	}
	if q.Optional {
		w -= 0.5
	}
	return w
}
