package match

import (
	"time"

	"github.com/paulmach/orb"
	orbgeo "github.com/paulmach/orb/geo"

	"incidentmap/geo"
	"incidentmap/incidents"
)

// likeKinds is the factor of two kinds that one thing may be given, and otherKinds of two others of one class: an import may
// have called it something else.
const (
	likeKinds  = 0.85
	otherKinds = 0.3
)

func kinds(a, b *incidents.Incident) (float64, Code) {
	switch {
	case a.Class != b.Class:
		return 0, OtherKind
	case a.Kind == b.Kind:
		return 1, SameKind
	case a.Kind.MayBe(b.Kind):
		return likeKinds, LikeKind
	}
	return otherKinds, OtherKind
}

// nextDay is the factor of times within a day of one another: a report that says "Sunday"
// of what happened after midnight.
const (
	nextDay     = 0.7
	unknownTime = 0.6
)

func times(a, b *incidents.Incident) (float64, Code) {
	s, t := a.When, b.When
	if s.Start.IsZero() || t.Start.IsZero() {
		return unknownTime, UnknownTime
	}
	within := func(by time.Duration) bool {
		return !end(s).Add(by).Before(t.Start) && !end(t).Add(by).Before(s.Start)
	}
	switch {
	case within(0):
		return 1, SameTime
	case within(24 * time.Hour):
		return nextDay, NextDay
	}
	return 0, OtherTime
}

func end(w incidents.When) time.Time {
	if w.End.Before(w.Start) {
		return w.Start
	}
	return w.End
}

// The factors of places.
const (
	samePoint    = 0.95
	nearPlace    = 0.5
	withinPlace  = 0.65
	unknownPlace = 0.4
)

// samePointM is how far apart two sources may put one spot, and nearM two names for it.
const (
	samePointM = 3_000
	nearM      = 25_000
)

func places(a, b *incidents.Incident) (float64, Code) {
	p, q := &a.Where, &b.Where
	switch {
	case p.GazetteerID != "" && p.GazetteerID == q.GazetteerID:
		return 1, SamePlace
	case p.Geometry == nil && q.Geometry == nil && p.Precision == geo.InTransit && q.Precision == geo.InTransit:
		return samePoint, SamePlace
	case p.Geometry == nil || q.Geometry == nil:
		return unknownPlace, UnknownPlace
	case isArea(p) || isArea(q):
		return areas(p, q)
	}
	switch d := orbgeo.DistanceHaversine(p.Geometry.Bound().Center(), q.Geometry.Bound().Center()); {
	case d <= samePointM:
		return samePoint, SamePlace
	case d <= nearM || d <= p.RadiusM+q.RadiusM:
		return nearPlace, NearPlace
	}
	return 0, OtherPlace
}

func isArea(l *geo.Location) bool { return l.Precision == geo.Admin1 || l.Precision == geo.Country }

// areas compares places of which one is at least a state.
func areas(p, q *geo.Location) (float64, Code) {
	if isArea(p) && isArea(q) && p.Precision == q.Precision {
		if p.Geometry.Bound() == q.Geometry.Bound() {
			return 1, SamePlace
		}
		return 0, OtherPlace
	}
	if p.Precision == geo.Country || !isArea(q) && isArea(p) {
		p, q = q, p // q is the larger
	}
	inside := q.Admin.Admin1 != "" && p.Admin.Admin1 == q.Admin.Admin1 ||
		q.Precision == geo.Country && q.Admin.Country != "" && p.Admin.Country == q.Admin.Country ||
		contains(q.Geometry.Bound(), p.Geometry.Bound().Center()) && q.Admin.Admin1 == "" && q.Admin.Country == ""
	if inside {
		return withinPlace, WithinPlace
	}
	return 0, OtherPlace
}

func contains(b orb.Bound, p orb.Point) bool { return b.Contains(p) }
