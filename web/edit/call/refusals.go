package call

import (
	"incidentmap/incidents"
	"incidentmap/web/respond"
)

// Codes of refusals that the domain does not have.
const (
	codeNoToken      incidents.Code = "unauthorized"
	CodeForbidden    incidents.Code = "forbidden"
	CodeStale        incidents.Code = "precondition_failed"
	CodeNoCondition  incidents.Code = "precondition_required"
	CodeMediaType    incidents.Code = "unsupported_media_type"
	CodeKeyReused    incidents.Code = "idempotency_key_reused"
	codeBadCondition incidents.Code = "bad_precondition"
	codeMethod       incidents.Code = "method_not_allowed"
)

// Refuse makes a refusal of a code and a field, which may be empty.
func Refuse(status int, code incidents.Code, field, format string, args ...any) error {
	return respond.Refused(status, incidents.Errorf(code, field, format, args...))
}
