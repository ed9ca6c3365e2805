package jsonform

import (
	"errors"

	"incidentmap/incidents"
)

// Renamed gives an error with its fields called by another name.
func Renamed(err error, name func(string) string) error {
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
