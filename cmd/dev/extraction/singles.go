package extraction

import "slices"

// singleCount counts over texts of one event each.
type singleCount struct {
	drafted, quiet, best, accepted share
	near, day                      share
	killed, hard, killedFalse      share
	trapped, wounded, detained     share
}

// add holds the drafts of one text against its event. Kind, place and day are of the first
// draft of class incident; figures are added up over all.
func (c *singleCount) add(t *Text, all []found) {
	g := &t.Gold.Single
	incidents := incidentsOf(all)
	var first *found
	if len(incidents) > 0 {
		first = &incidents[0]
	}
	switch {
	case len(g.Kinds) > 0:
		c.drafted.add(first != nil)
		c.best.add(first != nil && first.kind == g.Kinds[0])
		c.accepted.add(first != nil && slices.Contains(g.Kinds, first.kind))
	case g.Kinds != nil:
		c.quiet.add(first == nil)
	}
	if g.Lat != nil && g.Lon != nil {
		placed := incidents
		if len(placed) == 0 {
			placed = all
		}
		i := slices.IndexFunc(placed, func(f found) bool { return f.point != nil })
		c.near.add(i >= 0 && kmTo(*g.Lat, *g.Lon, *placed[max(i, 0)].point) <= nearKM)
	}
	if g.Date != "" {
		c.day.add(first != nil && first.start == g.Date && (first.end == "" || first.end == g.Date))
	}
	c.addFigures(g, incidents)
}

func (c *singleCount) addFigures(g *Single, incidents []found) {
	if f := g.Killed; f != nil {
		got := total(incidents, "killed", "died_later")
		if f.Best > 0 {
			c.killed.add(got == f.Best)
			if g.KilledHard {
				c.hard.add(got == f.Best)
			}
		} else {
			c.killedFalse.add(got > 0)
			if g.KilledSupport == "zero-trap" {
				c.trapped.add(got > 0)
			}
		}
	}
	if f := g.Wounded; f != nil && f.Best > 0 {
		c.wounded.add(total(incidents, "wounded") == f.Best)
	}
	if f := g.Detained; f != nil && f.Best > 0 {
		c.detained.add(total(incidents, "detained") == f.Best)
	}
}
