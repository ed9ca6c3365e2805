package density

import (
	"math"
	"slices"
	"strings"
)

// people is what rates are of.
const people = 100_000

// Value gives the value of a measure in a zone; false where it is not known, which is not none. Of figures on which
// sources differ it is the least.
func (z *Zone) Value(measure string) (float64, bool) {
	counted := float64(z.Count)
	if strings.HasPrefix(measure, "deaths") {
		dead, known := z.dead()
		if !known {
			return 0, false
		}
		counted = dead
	}
	if !strings.HasSuffix(measure, "_rate") {
		return counted, true
	}
	if z.People == 0 {
		return 0, false
	}
	return rounded(counted * people / float64(z.People)), true
}

// dead is how many surely died.
func (z *Zone) dead() (float64, bool) {
	if z.Figures.TooMany() {
		return 0, false
	}
	totals := z.Figures.Totals()
	sum := &totals.Fatalities
	if !sum.Somebody() {
		return 0, true
	}
	if best, agreed := sum.Best(); agreed {
		return float64(best), true
	}
	low, known := sum.Low()
	return float64(low), known
}

// Differs reports whether sources differ on how many died, so that a value of deaths is the least of what it may be.
func (z *Zone) Differs(measure string) bool {
	totals := z.Figures.Totals()
	_, agreed := totals.Fatalities.Best()
	return strings.HasPrefix(measure, "deaths") && totals.Fatalities.Somebody() && !agreed
}

// rounded rounds a rate to three digits, which is as exact as it is read.
func rounded(rate float64) float64 {
	if !(rate > 0) {
		return 0
	}
	scale := math.Pow(10, max(0, 2-math.Floor(math.Log10(rate))))
	return math.Floor(rate*scale+0.5) / scale
}

// Class is the values that have one shade, both ends included.
type Class struct{ From, To float64 }

// mostClasses is how many classes there are at most: more shades are not told apart.
const mostClasses = 5

// ClassesOf gives classes of the values above zero, the lowest first. Few different values have a class each; others are
// cut at quantiles, and each class is told by the least and the most that is in it.
func ClassesOf(values []float64) []Class {
	sorted := slices.DeleteFunc(slices.Clone(values), func(v float64) bool { return !(v > 0) })
	slices.Sort(sorted)
	distinct := slices.Compact(slices.Clone(sorted))
	var classes []Class
	if len(distinct) <= mostClasses {
		for _, v := range distinct {
			classes = append(classes, Class{v, v})
		}
		return classes
	}
	for i := range mostClasses {
		if i > 0 {
			above := classes[i-1].To
			sorted = slices.DeleteFunc(sorted, func(v float64) bool { return v <= above })
		}
		if len(sorted) == 0 {
			break
		}
		// Equal values are of one class, so that what is left is shared by the classes that are left,
		// and each class that is left has a value.
		share := sorted[max(0, (len(sorted)+mostClasses-i-1)/(mostClasses-i)-1)]
		others := slices.Compact(slices.Clone(sorted))
		classes = append(classes, Class{sorted[0], min(share, others[max(0, len(others)-(mostClasses-i))])})
	}
	return classes
}

// ClassOf gives the class of a value; -1 for nothing.
func ClassOf(value float64, classes []Class) int {
	return slices.IndexFunc(classes, func(c Class) bool { return value >= c.From && value <= c.To })
}

// Shades of counts and of deaths by theme, the lowest first; and of a zone of which the measure is not known.
var shades = map[string]map[string][]string{
	"light": {
		"entries": {"#cfd9e8", "#a3b8d6", "#7594c1", "#4a6fa3", "#23447a"},
		"deaths":  {"#f4cfc9", "#e6a09a", "#d06a6b", "#b13a49", "#7f0f2b"},
		"unknown": {"#c9c6bf"},
	},
	"dark": {
		"entries": {"#2a3b50", "#35557a", "#4c7aab", "#7ba8d6", "#bddcf8"},
		"deaths":  {"#482a2d", "#75353c", "#a84a53", "#d97a80", "#f9bdbe"},
		"unknown": {"#4a5157"},
	},
}

// Shades gives the colours ("#rrggbb") of so many classes of a measure in a theme, the darkest of them evenly.
func Shades(theme, measure string, classes int) []string {
	kind, _, _ := strings.Cut(measure, "_")
	all := shades[theme][kind]
	if len(all) == 0 {
		all = shades[theme]["entries"]
	}
	if classes <= 1 {
		return all[3:4]
	}
	var out []string
	for i := range classes {
		out = append(out, all[int(math.Floor(float64(i*(len(all)-1))/float64(classes-1)+0.5))])
	}
	return out
}

// Unknown gives the colour of a zone of which the measure is not known.
func Unknown(theme string) string { return shades[theme]["unknown"][0] }

// Circles of municipalities, of which no outline is known, in CSS pixels.
const (
	widestCircle    = 46
	narrowestCircle = 12
)

// CircleOf gives the diameter of a municipality's circle in CSS pixels, whose area is in proportion to its value.
func CircleOf(value, most float64) float64 {
	return max(narrowestCircle, widestCircle*math.Sqrt(value/max(most, 1)))
}
