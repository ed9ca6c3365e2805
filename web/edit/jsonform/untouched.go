package jsonform

import (
	"errors"
	"slices"
	"strings"

	"incidentmap/incidents"
)

// AddUntouched adds to the problems those of the domain's rules that say more than they do.
func (f *Fields) AddUntouched(broken error) {
	var more incidents.Problems
	var one *incidents.Error
	switch {
	case errors.As(broken, &more):
	case errors.As(broken, &one):
		more = incidents.Problems{one}
	}
	said := *f.problems
	for _, p := range more {
		if !slices.ContainsFunc(said, func(e *incidents.Error) bool { return touches(e.Field, p.Field) }) {
			f.problems.Join(p)
		}
	}
}

// together are fields of which one that could not be read leaves the others without sense.
var together = [][]string{
	{"start", "end", "zone", "time_precision", "basis"},
	{"geometry", "place", "precision", "radius_m", "gazetteer_id", "admin", "method"},
}

// touches tells that two problems are of the same field, of one and of what is in it, or of
// fields that belong together.
func touches(a, b string) bool {
	if within(a, b) || within(b, a) {
		return true
	}
	for _, group := range together {
		in := func(field string) bool {
			return slices.ContainsFunc(group, func(name string) bool { return within(field, name) })
		}
		if in(a) && in(b) {
			return true
		}
	}
	return false
}

func within(field, holder string) bool {
	rest, ok := strings.CutPrefix(field, holder)
	return ok && (rest == "" || rest[0] == '.' || rest[0] == '[')
}
