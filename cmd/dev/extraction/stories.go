package extraction

import (
	"slices"
	"strings"

	"github.com/paulmach/orb"
	orbgeo "github.com/paulmach/orb/geo"

	"incidentmap/incidents/extract/offer"
)

// nearKM is how far a point may lie from the gold one.
const nearKM = 25

func (d *Draft) kinds() []string {
	if len(d.Kinds) > 0 {
		return d.Kinds
	}
	return []string{d.Kind}
}

func (d *Draft) best() string {
	if d.Kind != "" {
		return d.Kind
	}
	return d.kinds()[0]
}

func (d *Draft) figure(outcome string) *Figure {
	switch outcome {
	case "killed":
		return d.Killed
	case "died_later":
		return d.DiedLater
	case "wounded":
		return d.Wounded
	case "detained":
		return d.Detained
	}
	return d.Missing
}

// takes reports whether a draft may be the one: its class and kind are accepted.
func (d *Draft) takes(f *found) bool {
	classes := d.Classes
	if len(classes) == 0 {
		classes = []string{d.Class}
		if d.Class == "" {
			classes = []string{"incident"}
		}
	}
	return slices.Contains(classes, f.class) && slices.Contains(d.kinds(), f.kind)
}

// placed reports whether a draft is where it should be: it bears the name, or is near the
// point and no coarser than a municipality.
func (d *Draft) placed(f *found) bool {
	in := func(name string) bool { return has(f.where, name) }
	switch {
	case len(d.Areas) > 0:
		return slices.ContainsFunc(d.Areas, in) || in(d.Place)
	case d.Precision == "in_transit" || d.Precision == "unlocated":
		return f.precision == "in_transit" || f.precision == "unlocated" || f.point == nil
	case d.Place == "" && d.Lat == nil:
		return true
	case in(d.Place) || slices.ContainsFunc(d.Names, in):
		return true
	case d.Lat == nil || d.Lon == nil || f.point == nil:
		return false
	}
	fine := slices.Contains([]string{"exact", "near", "locality", "adm2"}, d.Precision)
	coarse := f.precision == "adm1" || f.precision == "country"
	return kmTo(*d.Lat, *d.Lon, *f.point) <= nearKM && (!fine || !coarse)
}

func kmTo(lat, lon float64, p orb.Point) float64 {
	return orbgeo.DistanceHaversine(orb.Point{lon, lat}, p) / 1000
}

// says reports whether a figure says what the gold one does; bounds count where the gold has some.
func (g *Figure) says(s *offer.Figure) bool {
	low, best, high := bounds(s)
	switch {
	case s == nil || best != g.Best:
		return false
	case g.Approx:
		return true
	case g.Low != g.Best && low != g.Low:
		return false
	case g.High == nil:
		return high == nil || *high > best || low == best
	}
	return *g.High == g.Best || high != nil && *high == *g.High
}

// bounds fills in what a figure leaves out, a single number being its own bounds.
func bounds(s *offer.Figure) (low, best int, high *int) {
	if s == nil {
		return 0, 0, nil
	}
	for _, n := range []*int{s.High, s.Low, s.Best} {
		if n != nil {
			best = *n
		}
	}
	low = best
	if s.Low != nil {
		low = *s.Low
	}
	return low, best, s.High
}

// weigh gives how well a draft fits, -1 for not at all.
func (d *Draft) weigh(f *found, strict bool) float64 {
	placed := d.placed(f)
	if !d.takes(f) || strict && !placed {
		return -1
	}
	w := 2.0
	if placed {
		w += 2
	}
	if f.kind == d.best() {
		w++
	}
	for _, o := range outcomes {
		if g := d.figure(o); g != nil && g.says(f.figures[o]) {
			w++
		}
	}
	if d.Start != "" && f.start == d.Start {
		w++
	}
	if d.Optional {
		w -= 0.2
	}
	return w
}

// storyCount counts over the stories of a set.
type storyCount struct {
	drafts, loose, figures       ratio
	dead, source, by, reason     share
	days, precision, area, right share
	quoted, traps                share
	stories, mends               int
}

// add holds the drafts of one story against gold.
func (c *storyCount) add(t *Text, all []found) {
	var drafts []found
	for _, f := range all {
		if f.class != "background" {
			drafts = append(drafts, f)
		}
	}
	gold := t.Gold.Drafts
	pairs := func(strict bool) []int {
		weights := make([][]float64, len(gold))
		for i := range gold {
			weights[i] = make([]float64, len(drafts))
			for j := range drafts {
				weights[i][j] = gold[i].weigh(&drafts[j], strict)
			}
		}
		return pairUp(weights, len(drafts))
	}
	m := storyMatch{text: t, gold: gold, drafts: drafts, of: pairs(true)}
	m.settle()
	c.addDrafts(&m, pairs(false))
	c.addFigures(&m)
	if t.Gold.Dead != nil {
		c.dead.add(total(incidentsOf(drafts), "killed", "died_later") == *t.Gold.Dead)
	}
	for i := range gold {
		if gold[i].Source != nil && !gold[i].Optional {
			c.source.of++
		}
		if j := m.of[i]; j >= 0 && !gold[i].Optional {
			c.addPaired(&m, &gold[i], &drafts[j])
		}
	}
	c.stories++
	c.mends += m.mends()
	for _, f := range drafts {
		c.quoted.of += len(f.passages)
		for _, p := range f.passages {
			if runes := []rune(t.Text); p.Start >= 0 && p.End <= len(runes) && p.Start < p.End && string(runes[p.Start:p.End]) == p.Text {
				c.quoted.are++
			}
		}
	}
	for i := range t.Gold.Traps {
		c.traps.add(m.fell(&t.Gold.Traps[i]))
	}
}

// storyMatch is which draft is which.
type storyMatch struct {
	text     *Text
	gold     []Draft
	drafts   []found
	of       []int  // the draft of each gold one, -1 for none
	used     []bool // drafts that are paired
	free     []bool // one of several for the areas of a list, as good as one for all
	optional []bool // paired with what need not be there
}

func (m *storyMatch) settle() {
	n := len(m.drafts)
	m.used, m.free, m.optional = make([]bool, n), make([]bool, n), make([]bool, n)
	for i, j := range m.of {
		if j >= 0 {
			m.used[j] = true
			m.optional[j] = m.gold[i].Optional
		}
	}
	for j := range m.drafts {
		m.free[j] = !m.used[j] && slices.ContainsFunc(m.gold, func(g Draft) bool {
			return len(g.Areas) > 0 && g.takes(&m.drafts[j]) && slices.ContainsFunc(g.Areas, func(a string) bool { return has(m.drafts[j].where, a) })
		})
	}
}

func (c *storyCount) addDrafts(m *storyMatch, loose []int) {
	found := 0
	for j := range m.drafts {
		if !m.optional[j] && !m.free[j] {
			found++
		}
	}
	c.drafts.found += found
	c.loose.found += found
	for i := range m.gold {
		if m.gold[i].Optional {
			continue
		}
		c.drafts.gold++
		c.loose.gold++
		c.drafts.right += count(m.of[i] >= 0)
		c.loose.right += count(loose[i] >= 0)
	}
}

func (c *storyCount) addFigures(m *storyMatch) {
	for j := range m.drafts {
		for _, o := range outcomes {
			if !m.optional[j] && !m.free[j] && m.drafts[j].best(o) > 0 {
				c.figures.found++
			}
		}
	}
	for i := range m.gold {
		g := &m.gold[i]
		if g.Optional || g.CountedIn != nil {
			continue
		}
		for _, o := range outcomes {
			f := g.figure(o)
			if f == nil || f.Best == 0 {
				continue
			}
			c.figures.gold++
			c.figures.right += count(m.of[i] >= 0 && f.says(m.drafts[max(m.of[i], 0)].figures[o]))
		}
	}
}

func (c *storyCount) addPaired(m *storyMatch, g *Draft, f *found) {
	if g.Start != "" {
		c.days.add(g.onDay(f))
	}
	if g.Precision != "" && len(g.Areas) == 0 {
		c.precision.add(g.isAsExact(f))
	}
	for _, a := range g.Areas {
		c.area.add(has(f.where, a) || slices.ContainsFunc(m.drafts, func(o found) bool { return g.takes(&o) && has(o.where, a) }))
	}
	if g.Source != nil {
		c.source.are += count(says(g.Source, f.sources))
	}
	if g.By != "" {
		c.by.add(slices.Contains(f.attributions, g.By))
	}
	if g.Reason != nil {
		c.reason.add(says(g.Reason, f.reason))
	}
	if g.Passage != "" {
		from, to := spanOf(m.text.Text, g.Passage)
		c.right.add(slices.ContainsFunc(f.passages, func(p offer.Passage) bool { return shared(p.Start, p.End, from, to) > 0 }))
	}
}

// fell reports whether a trap was fallen into: an unpaired draft rests on its passage by half,
// or a draft has its figure.
func (m *storyMatch) fell(t *Trap) bool {
	if t.Passage != "" {
		from, to := spanOf(m.text.Text, t.Passage)
		for j := range m.drafts {
			if m.used[j] || m.free[j] {
				continue
			}
			for _, p := range m.drafts[j].passages {
				if 2*shared(p.Start, p.End, from, to) >= max(1, min(p.End-p.Start, to-from)) {
					return true
				}
			}
		}
	}
	return t.Outcome != "" && slices.ContainsFunc(m.drafts, func(f found) bool {
		return f.class == "incident" && f.figures[t.Outcome] != nil && f.best(t.Outcome) == t.Best && (len(t.Kinds) == 0 || slices.Contains(t.Kinds, f.kind))
	})
}

// spanOf gives the code points at which a passage stands in a text.
func spanOf(text, passage string) (from, to int) {
	before, _, found := strings.Cut(text, passage)
	if !found {
		return -1, -1
	}
	from = len([]rune(before))
	return from, from + len([]rune(passage))
}

func shared(a, b, c, d int) int { return max(0, min(b, d)-max(a, c)) }
