package signin

import (
	"errors"
	"net/http"

	"incidentmap/incidents"
)

// Codes of refusals that the domain does not have.
const (
	codeWrong       incidents.Code = "wrong_credentials"
	codeCodeNeeded  incidents.Code = "code_needed"
	codeNoSession   incidents.Code = "unauthorized"
	codeForbidden   incidents.Code = "forbidden"
	codeCSRF        incidents.Code = "csrf"
	codeCrossOrigin incidents.Code = "cross_origin"
	codeLastAdmin   incidents.Code = "last_admin"
	codeMethod      incidents.Code = "method_not_allowed"
	codeMediaType   incidents.Code = "unsupported_media_type"
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

func refuse(status int, code incidents.Code, field, format string, args ...any) error {
	return &refusal{status, incidents.Errorf(code, field, format, args...)}
}

// stated gives an error its status: fields that break a rule in a request that could be read are 422.
func stated(err error) error {
	var r *refusal
	if errors.As(err, &r) || incidents.CodeOf(err) != incidents.EInvalid {
		return err
	}
	return &refusal{http.StatusUnprocessableEntity, err}
}

func wrongCredentials() error {
	return refuse(http.StatusUnauthorized, codeWrong, "", "the login, the password or the code is wrong")
}
