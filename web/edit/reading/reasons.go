package reading

import (
	"net/http"

	"incidentmap/incidents"
	"incidentmap/web/edit/call"
	"incidentmap/web/respond"
)

// Bounds of reasons that are explained in one request.
const (
	maxReasons   = 100
	maxReasonLen = 4000 // bytes of one
)

// reasonList is reasons in the order in which they were asked for.
type reasonList struct {
	Reasons []incidents.Reason `json:"reasons"`
}

// explainReasons answers with the codes of reasons, ?reason=…&reason=…, as the methods of places have them, and with their
// words in each language of the interface.
func (a *API) explainReasons(w http.ResponseWriter, c *call.Call) error {
	asked, err := respond.Parameters(c.Request, "reason")
	if err != nil {
		return call.BadQuery(err)
	}
	all := asked["reason"]
	if len(all) > maxReasons {
		return call.BadQuery(incidents.Errorf(incidents.EInvalid, "reason", "is given %d times; the limit is %d", len(all), maxReasons))
	}
	for _, one := range all {
		if len(one) > maxReasonLen {
			return call.BadQuery(incidents.Errorf(incidents.EInvalid, "reason", "has %d bytes; the limit is %d", len(one), maxReasonLen))
		}
	}
	return call.Send(w, c, http.StatusOK, reasonList{a.reasons.ExplainAll(all)})
}
