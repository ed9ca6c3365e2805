package edit

import (
	"errors"

	"incidentmap/incidents"
)

// renamed gives an error with its fields called by another name.
func renamed(err error, name func(string) string) error {
	var several incidents.Problems
	var one *incidents.Error
	switch {
	case errors.As(err, &several):
	case errors.As(err, &one):
		several = incidents.Problems{one}
	default:
		return err
	}
	out := make(incidents.Problems, len(several))
	for i, p := range several {
		q := *p
		if q.Field != "" {
			q.Field = name(q.Field)
		}
		out[i] = &q
	}
	if len(out) == 1 {
		return out[0]
	}
	return out
}
