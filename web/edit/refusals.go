package edit

import (
	"errors"
	"net/http"
	"strings"

	"incidentmap/incidents"
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

// refusal is an error whose status its class alone does not tell.
type refusal struct {
	status int
	err    error
}

// Error gives the text of the error.
func (r *refusal) Error() string { return r.err.Error() }

// Unwrap gives the error.
func (r *refusal) Unwrap() error { return r.err }

// Status gives the status of the answer.
func (r *refusal) Status() int { return r.status }

// refuse makes a refusal of a code and a field, which may be empty.
func refuse(status int, code incidents.Code, field, format string, args ...any) error {
	return &refusal{status, incidents.Errorf(code, field, format, args...)}
}

// stated gives an error its status. Fields that break a rule in a request that could be read
// are 422 (RFC 9110, section 15.5.21).
func stated(err error) error {
	var r *refusal
	if errors.As(err, &r) || incidents.CodeOf(err) != incidents.EInvalid {
		return err
	}
	return &refusal{http.StatusUnprocessableEntity, err}
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

// formNameOf is formName behind the "[i]." by which a store names one of several wishes.
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
