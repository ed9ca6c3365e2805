package extraction

import (
	"slices"
	"strings"
)

// onDay reports whether a draft has the days that gold has, or others that are accepted.
func (d *Draft) onDay(f *found) bool {
	end := f.end
	if end == "" {
		end = f.start
	}
	wanted := append([][]string{{d.Start, d.End}}, d.Dates...)
	if d.End == "" {
		wanted[0][1] = d.Start
	}
	return slices.ContainsFunc(wanted, func(days []string) bool { return slices.Equal(days, []string{f.start, end}) })
}

// isAsExact reports whether a draft claims to be as exact as gold.
func (d *Draft) isAsExact(f *found) bool {
	if len(d.Precisions) > 0 {
		return slices.Contains(d.Precisions, f.precision)
	}
	return f.precision == d.Precision
}

// says reports whether a text holds one of some words.
func says(accepted []string, text string) bool {
	return slices.ContainsFunc(accepted, func(s string) bool { return strings.Contains(fold(text), fold(s)) })
}

// mends counts what a person has to do with the drafts of a story by hand: each draft that is missing or too many, and in
// those that are right each wrong day, precision, source, attribution and figure.
func (m *storyMatch) mends() int {
	n := 0
	for j := range m.drafts {
		n += count(!m.used[j] && !m.free[j])
	}
	for i := range m.gold {
		g := &m.gold[i]
		switch {
		case g.Optional:
		case m.of[i] < 0:
			n++
		default:
			n += g.mends(&m.drafts[m.of[i]])
		}
	}
	return n
}

// mends counts what is wrong in the draft that is paired with gold.
func (d *Draft) mends(f *found) int {
	n := count(d.Start != "" && !d.onDay(f)) + count(d.Precision != "" && len(d.Areas) == 0 && !d.isAsExact(f)) +
		count(d.Source != nil && !says(d.Source, f.sources)) + count(d.By != "" && !slices.Contains(f.attributions, d.By))
	for _, o := range outcomes {
		g := d.figure(o)
		if none := g == nil || g.Best == 0; none {
			n += count(f.best(o) > 0 && d.CountedIn == nil)
		} else {
			n += count(!g.says(f.figures[o]))
		}
	}
	return n
}
