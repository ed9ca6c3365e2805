package geoparse

import (
	"fmt"
	"math"
	"slices"
	"strings"

	"incidentmap/geo/gazetteer"
)

// mostReasons is how many reasons of each sort are told, the weightiest first.
const mostReasons = 6

// reasons says in plain English why a mention is read as a place, and as this one.
func (d *document) reasons(m *mention, c *candidate) []string {
	told := slices.Clone(m.evidence.told)
	slices.SortStableFunc(told, func(a, b told_) int { return compareMagnitude(a.weight, b.weight) })
	var all []string
	for _, t := range told[:min(len(told), mostReasons)] {
		all = append(all, fmt.Sprintf("%+.1f %s", t.weight, t.words))
	}
	all = append(all, fmt.Sprintf("%+.1f in all for a place", m.belief))
	all = append(all, fmt.Sprintf("prior %.1f, support %.1f, of %d places of the name; share %.2f", c.prior, c.support, len(m.name.candidates), c.share))
	for _, h := range m.name.holders {
		all = append(all, "the text puts it in "+strings.TrimRight(h.key, ".#"))
	}
	return all
}

type told_ = told

func compareMagnitude(a, b float64) int {
	switch a, b = math.Abs(a), math.Abs(b); {
	case a > b:
		return -1
	case a < b:
		return 1
	}
	return 0
}

var _ = gazetteer.Country
