package intake

import (
	"strings"

	"github.com/paulmach/orb"

	"incidentmap/geo/geocode"
)

const (
	// leastNames is how many different places a file must name beside the same coordinates for these to be doubted, and
	// leastFar how many of them must lie far from there.
	leastNames, leastFar = 3, 2
	// mostAsked is how many of the places are looked up.
	mostAsked = 6
	standIn   = "the same coordinates stand beside places that lie elsewhere, as those of a larger area do that stand for all in it"
)

// decideStandIns finds coordinates that stand beside several places of other names, of which some are known to lie elsewhere:
// programs that find no place give the middle of the country or the state.
func (pl *plan) decideStandIns(p *profile) {
	w := &pl.where
	if pl.Geocoder == nil || pl.own || w.lat < 0 || w.lon < 0 || w.place < 0 && w.city < 0 || w.exchanged {
		return
	}
	beside := map[orb.Point]map[geocode.Fields]bool{}
	for _, row := range p.beginning {
		at, err := pl.pointOf(row)
		f := geocode.Fields{Place: strings.TrimSpace(cell(row, w.place)), City: strings.TrimSpace(cell(row, w.city)), State: strings.TrimSpace(cell(row, w.state)), Country: strings.TrimSpace(cell(row, w.country))}
		if err != nil || f.Place+f.City == "" {
			continue
		}
		if beside[at] == nil {
			beside[at] = map[geocode.Fields]bool{}
		}
		beside[at][f] = true
	}
	known := newPlaces(pl)
	for at, all := range beside {
		if len(all) < leastNames {
			continue
		}
		asked, far := 0, 0
		for f := range all {
			if asked++; asked > mostAsked {
				break
			}
			if named := known.ask(f); named.found && named.words == "" && !named.within(at, closeM) {
				far++
			}
		}
		if far >= leastFar {
			if pl.standIns == nil {
				pl.standIns = map[orb.Point]bool{}
			}
			pl.standIns[at] = true
		}
	}
}
