package extract

import (
	"github.com/paulmach/orb"
	orbgeo "github.com/paulmach/orb/geo"

	"incidentmap/geo"
	"incidentmap/geo/geocode"
)

// A report of an American town and those around it speaks of its quarters by their names alone, which towns far away bear, too: Upton in a report
// from Baltimore is no town of Massachusetts. In the United States a small town of another state is told with its state.

const (
	// localM is how far from where it was written, in metres, a local report may speak of a town of another state without saying so.
	localM = 60_000
	// leastLocal is how many places of its own state a report names at least that is local.
	leastLocal = 3
	// knownElsewhere is the number of people of a town that is named without its state.
	knownElsewhere = 100_000
)

// bindToState moves the small far towns of other states that a local report seems to name, where it names no other place of these, into its own
// state; where there is none of the name the name alone is told.
func (r *reading) bindToState() {
	if r.dateline < 0 || r.d.Loud {
		return
	}
	home := &r.places[r.dateline]
	at, ok := home.Location.Geometry.(orb.Point)
	if !ok || home.Location.Precision != geo.Locality || home.Location.Admin.Country != "US" || home.Location.Admin.Admin1 == "" {
		return
	}
	names := r.namesByState()
	var far []*place
	for i := range r.places {
		p := &r.places[i]
		a := p.Location.Admin
		point, ok := p.Location.Geometry.(orb.Point)
		if ok && p.role == scene && a.Country == home.Location.Admin.Country && a.Admin1 != home.Location.Admin.Admin1 && p.Location.Precision == geo.Locality && p.Entry.ID != "" &&
			p.Entry.Population < knownElsewhere && len(names[a.Admin1]) == 1 && orbgeo.DistanceHaversine(point, at) > localM {
			far = append(far, p)
		}
	}
	if local := len(names[home.Location.Admin.Admin1]); local < leastLocal || local <= len(far) {
		return
	}
	for _, p := range far {
		if !r.moveInto(p, home.Location.Admin.Admin1, at) {
			r.leaveUnknown(p)
		}
	}
}

// namesByState gives the different names of places in each state.
func (r *reading) namesByState() map[string]map[string]bool {
	all := map[string]map[string]bool{}
	for i := range r.places {
		p := &r.places[i]
		state := p.Location.Admin.Admin1
		if state == "" || p.Location.Precision == geo.Country {
			continue
		}
		if all[state] == nil {
			all[state] = map[string]bool{}
		}
		all[state][plainWord(p.Text)] = true
	}
	return all
}

// moveInto makes a name mean a place of a state, and reports whether it has one of that name.
func (r *reading) moveInto(p *place, state string, near orb.Point) bool {
	for _, c := range r.e.coder.Geocode(p.Text, geocode.Context{Country: p.Location.Admin.Country, Near: &near, Lang: r.d.Lang}).Candidates {
		if c.Location.Admin.Admin1 == state && c.Location.Precision == geo.Locality && r.bears(&c.Location, p.Text) {
			p.Location, p.Relation = c.Location, nil
			return true
		}
	}
	return false
}
