package signin

import (
	"net/http"

	"incidentmap/incidents"
	"incidentmap/web/respond"
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

// refuse makes a refusal of a code and a field, which may be empty.
func refuse(status int, code incidents.Code, field, format string, args ...any) error {
	return respond.Refused(status, incidents.Errorf(code, field, format, args...))
}

func wrongCredentials() error {
	return refuse(http.StatusUnauthorized, codeWrong, "", "the login, the password or the code is wrong")
}
