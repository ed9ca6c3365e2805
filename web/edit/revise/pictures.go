package revise

import (
	"fmt"

	"incidentmap/incidents"
	"incidentmap/incidents/picture"
	"incidentmap/web/edit/call"
)

// checkMedia holds that each picture of writes is kept for its incident in the size that the list tells.
func (a *API) checkMedia(c *call.Call, writes []incidents.Write) error {
	var p incidents.Problems
	for i := range writes {
		inc := &writes[i].Incident
		for j := range inc.Media {
			m := &inc.Media[j]
			key := incidents.MediaKey{Story: inc.Story, Incident: inc.ID, Hash: m.Hash}
			data, err := a.store.MediaFile(c.Context(), key, m.Width)
			if err == nil {
				err = picture.HasSize(data, m.Width, m.Height)
			}
			switch {
			case err == nil:
			case incidents.CodeOf(err) == incidents.ENotFound || incidents.CodeOf(err) == incidents.EInvalid:
				p.Add(fmt.Sprintf("media[%d].hash", j), "is of no picture of this size that was uploaded for this incident; upload it again")
			default:
				return err
			}
		}
	}
	return p.Err()
}
