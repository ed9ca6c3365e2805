package extract

import (
	"slices"
	"time"

	"github.com/paulmach/orb"

	"incidentmap/geo"
	"incidentmap/incidents"
)

// longestPassage bounds a passage, in code points: evidence is quoted, not copied.
const longestPassage = 300

// write makes drafts of events.
func (r *reading) write(events []*event) []Draft {
	ids := newIDs(r.d.Slice(0, r.d.Length()), len(events))
	drafts := make([]Draft, len(events))
	cas := map[*event]int{}
	for i, e := range events {
		cas[e] = i
		drafts[i] = r.draft(e, ids[i])
	}
	for i, e := range events {
		d := &drafts[i]
		if k, ok := cas[e.partOf]; ok && e.partOf != nil {
			d.Incident.Relations = append(d.Incident.Relations, incidents.Relation{Type: incidents.PartOf, Incident: ids[k]})
			d.check(CheckCounted)
		}
		if k, ok := cas[e.countedIn]; ok && e.countedIn != nil {
			how := incidents.PartOf
			if e.transit {
				how = incidents.CausedBy
			}
			r.countIn(d, &drafts[k], how)
		}
	}
	return drafts
}

// countIn says of each figure of a draft that another draft's row already holds those people.
func (r *reading) countIn(d, in *Draft, how incidents.RelationType) {
	d.Incident.Relations = append(d.Incident.Relations, incidents.Relation{Type: how, Incident: in.Incident.ID})
	for k := range d.Incident.Casualties {
		c := &d.Incident.Casualties[k]
		for _, want := range []incidents.Outcome{incidents.DiedLater, incidents.Killed} {
			i := slices.IndexFunc(in.Incident.Casualties, func(o incidents.Casualty) bool { return o.Outcome == want })
			if i >= 0 && c.CountedIn == nil {
				c.CountedIn = &incidents.CasualtyRef{Incident: in.Incident.ID, Casualty: in.Incident.Casualties[i].ID}
			}
		}
	}
	d.check(CheckCounted)
}

func (d *Draft) check(code CheckCode) {
	if !slices.ContainsFunc(d.Check, func(c Check) bool { return c.Code == code }) {
		d.Check = append(d.Check, Check{Code: code, Words: checkWords[code]})
	}
}

// writer makes one draft.
type writer struct {
	r       *reading
	e       *event
	d       Draft
	sources map[string]string // name to id
}

func (r *reading) draft(e *event, id string) Draft {
	w := writer{r: r, e: e, sources: map[string]string{}}
	inc := &w.d.Incident
	inc.ID, inc.Class, inc.Kind = id, e.class, e.kind
	if e.aggregate {
		inc.Class = incidents.ClassAggregate
	}
	inc.Workflow, inc.Verification, inc.Disposition = incidents.DraftStage, incidents.SingleSource, incidents.Active
	inc.Where = w.where()
	inc.When = w.when()
	w.claims()
	w.figures()
	inc.Title, inc.Summary = w.title(), w.summary()
	w.checks()
	w.d.Confidence = w.confidence()
	if w.d.Check == nil {
		w.d.Check = []Check{}
	}
	return w.d
}

// where gives the location of the event: of several places, all of them.
func (w *writer) where() geo.Location {
	r, e := w.r, w.e
	if e.transit && e.countedIn != nil && len(e.countedIn.places) > 0 {
		return w.journey()
	}
	if e.aggregate {
		if k := r.stateNamed(e); k >= 0 {
			return r.where(k)
		}
		return r.countryWide()
	}
	if len(e.places) == 0 && r.isOfOneCountry() {
		return r.countryWide() // where in it is not said
	}
	if len(e.places) == 0 {
		return geo.Location{Precision: geo.Unlocated, Method: geo.Method{By: geo.ByGeocoder}}
	}
	if e.kind == "flight_disruption" {
		if loc, ok := r.airport(e.places[0]); ok {
			return loc
		}
	}
	loc := r.where(e.places[0])
	for _, k := range e.places[1:] {
		loc = joinPlaces(loc, r.where(k))
	}
	return loc
}

func (w *writer) journey() geo.Location {
	r, e := w.r, w.e
	l := &r.lines[e.statements[0].sentence]
	for _, k := range l.places {
		if p := &r.places[k]; p.role == destination {
			to := r.where(k)
			loc := journey(r.where(e.countedIn.places[0]), to)
			loc.Place = to.Place
			return loc
		}
	}
	return geo.Location{Precision: geo.Unlocated, Method: geo.Method{By: geo.ByGeocoder}}
}

// stateNamed gives the state of which several towns are told, where its sentence names one; -1
// where it does not, or speaks of several states.
func (r *reading) stateNamed(e *event) int {
	l := &r.lines[e.statements[0].sentence]
	for i := l.First; i < l.Last; i++ {
		if stateWords[r.token(i)] && r.token(i-1) != "the" && r.token(i-1) != "el" {
			return -1
		}
	}
	for i := e.statements[0].sentence; i >= 0 && r.lines[i].Paragraph == l.Paragraph; i-- {
		for _, k := range r.lines[i].places {
			if r.places[k].Location.Precision == geo.Admin1 {
				return k
			}
		}
	}
	return -1
}

// isOfOneCountry reports whether all places of the text, and at least two of them, are in one country.
func (r *reading) isOfOneCountry() bool {
	n := 0
	for i := range r.places {
		switch c := r.places[i].Location.Admin.Country; {
		case c == "":
		case c != r.country:
			return false
		default:
			n++
		}
	}
	return n > 1
}

// countryWide is the country that most places of the text are in.
func (r *reading) countryWide() geo.Location {
	if r.country != "" {
		if refs := r.e.coder.Geocode(r.country, placeContext(r)); len(refs.Candidates) > 0 {
			for _, c := range refs.Candidates {
				if c.Location.Precision == geo.Country && c.Location.Admin.Country == r.country {
					loc := c.Location
					loc.Method.By = geo.ByGeocoder
					return loc
				}
			}
		}
	}
	return geo.Location{Precision: geo.Unlocated, Method: geo.Method{By: geo.ByGeocoder}}
}

// airport gives the airport of a town, as flights go to it.
func (r *reading) airport(k int) (geo.Location, bool) {
	p := &r.places[k]
	if p.Location.Precision != geo.Locality {
		return geo.Location{}, false
	}
	query := "airport of " + p.Text
	if admin := p.Location.Admin.Admin1Name; admin != "" {
		query += ", " + admin
	}
	found := r.e.coder.Geocode(query, placeContext(r))
	if len(found.Candidates) == 0 || found.Unfound != "" || found.Candidates[0].Location.Precision != geo.Exact {
		return geo.Location{}, false
	}
	loc := found.Candidates[0].Location
	loc.Method = geo.Method{By: geo.ByGeocoder, Query: p.Text, Score: found.Candidates[0].Score, Reasons: found.Candidates[0].Reasons}
	return loc, true
}

// joinPlaces makes one location of two; what they share of their areas stays.
func joinPlaces(a, b geo.Location) geo.Location {
	if b.Geometry == nil {
		return a
	}
	if b.Precision.CoarserThan(a.Precision) {
		a.Precision = b.Precision
	}
	a.Geometry = join(a.Geometry, b.Geometry)
	a.RadiusM = max(a.RadiusM, b.RadiusM)
	a.GazetteerID = ""
	names := map[string]string{}
	for lang, name := range a.Place {
		other := b.Place[lang]
		if other == "" {
			for _, v := range b.Place {
				other = v
			}
		}
		names[lang] = name + ", " + other
	}
	a.Place = names
	if a.Admin.Country != b.Admin.Country {
		a.Admin = geo.Admin{}
	} else if a.Admin.Admin1 != b.Admin.Admin1 {
		a.Admin = geo.Admin{Country: a.Admin.Country}
	} else if a.Admin.Admin2 != b.Admin.Admin2 {
		a.Admin.Admin2, a.Admin.Admin2Name = "", ""
	}
	return a
}

// join puts geometries together: points stay points and areas stay areas.
func join(a, b orb.Geometry) orb.Geometry {
	switch a := a.(type) {
	case nil:
		return b
	case orb.Point:
		if b, ok := b.(orb.Point); ok {
			return orb.MultiPoint{a, b}
		}
	case orb.MultiPoint:
		if b, ok := b.(orb.Point); ok {
			return append(slices.Clone(a), b)
		}
	case orb.Polygon:
		return join(orb.MultiPolygon{a}, b)
	case orb.MultiPolygon:
		switch b := b.(type) {
		case orb.Polygon:
			return append(slices.Clone(a), b)
		case orb.MultiPolygon:
			return slices.Concat(a, b)
		}
	case orb.Collection:
		return append(slices.Clone(a), b)
	}
	return orb.Collection{a, b}
}

// when gives the time of the event, in the zone of its place.
func (w *writer) when() incidents.When {
	r, e := w.r, w.e
	zone := w.zone()
	if e.time != nil {
		return incidents.When{Start: inZone(e.time.Start, zone), End: inZone(e.time.End, zone), Zone: zone.String(), Precision: e.time.Precision, Basis: incidents.EventTime}
	}
	day := r.main
	if e.class == incidents.ClassAdvisory && !r.base.IsZero() || day.IsZero() && e.class == incidents.ClassDisruption {
		day = r.base // advice is of the day on which it is told
	}
	if day.IsZero() {
		return incidents.When{Precision: incidents.TimeUnknown, Basis: incidents.EventTime}
	}
	w.d.check(CheckDay)
	return incidents.When{
		Start: inZone(day, zone), End: inZone(day.AddDate(0, 0, 1).Add(-time.Second), zone), Zone: zone.String(), Precision: incidents.Day, Basis: incidents.ReportedTime,
	}
}

// zone is that of the place, or that of the reader's choice.
func (w *writer) zone() *time.Location {
	if w.r.o.Zone != nil {
		return w.r.o.Zone
	}
	for _, k := range w.e.places {
		if name := w.r.places[k].Entry.TimeZone; name != "" {
			if zone, err := time.LoadLocation(name); err == nil {
				return zone
			}
		}
	}
	for k := range w.r.places {
		p := &w.r.places[k]
		if p.Location.Admin.Country == w.r.country && p.Entry.TimeZone != "" {
			if zone, err := time.LoadLocation(p.Entry.TimeZone); err == nil {
				return zone
			}
		}
	}
	return time.UTC
}

func inZone(t time.Time, zone *time.Location) time.Time {
	return time.Date(t.Year(), t.Month(), t.Day(), t.Hour(), t.Minute(), t.Second(), 0, zone)
}
