package edit

import (
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
