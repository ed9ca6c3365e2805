package edit

import (
	"errors"
	"strings"

	"incidentmap/incidents"
	"incidentmap/web/respond"
)

// Codes of refusals that the domain does not have.
const (
	codeNoToken      incidents.Code = "unauthorized"
	codeForbidden    incidents.Code = "forbidden"
	codeStale        incidents.Code = "precondition_failed"
	codeNoCondition  incidents.Code = "precondition_required"
	codeMediaType    incidents.Code = "unsupported_media_type"
	codeKeyReused    incidents.Code = "idempotency_key_reused"
	codeBadCondition incidents.Code = "bad_precondition"
	codeMethod       incidents.Code = "method_not_allowed"
)

// refuse makes a refusal of a code and a field, which may be empty.
func refuse(status int, code incidents.Code, field, format string, args ...any) error {
	return respond.Refused(status, incidents.Errorf(code, field, format, args...))
}

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

// formNameOf is formName behind the "[i]." by which a store names one of several writes.
func formNameOf(field string) string {
	if field == "" || field[0] != '[' {
		return formName(field)
	}
	at, rest, found := strings.Cut(field, "].")
	if !found {
		return field
	}
	return at + "]." + formName(rest)
}
