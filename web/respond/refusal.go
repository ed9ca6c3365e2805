package respond

import (
	"errors"
	"net/http"

	"incidentmap/incidents"
)

// Refusal is an error whose status its class alone does not tell.
type Refusal struct {
	status int
	err    error
}

// Refused gives an error a status.
func Refused(status int, err error) *Refusal { return &Refusal{status, err} }

// Error gives the text of the error.
func (r *Refusal) Error() string { return r.err.Error() }

// Unwrap gives the error.
func (r *Refusal) Unwrap() error { return r.err }

// Status gives the status of the answer.
func (r *Refusal) Status() int { return r.status }

// Stated gives an error of a form its status: fields that break a rule in a request that could be read are 422
// (RFC 9110, section 15.5.21).
func Stated(err error) error {
	var r *Refusal
	if errors.As(err, &r) || incidents.CodeOf(err) != incidents.EInvalid {
		return err
	}
	return Refused(http.StatusUnprocessableEntity, err)
}
