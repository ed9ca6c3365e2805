package revisions

import (
	"context"
	"fmt"

	"incidentmap/incidents"
)

// row is a row of casualties.
type row struct {
	incident incidents.ULID
	id       string
}

// checkCounted refuses a row that is counted in itself by way of others: the people in it
// would be in no sum.
func (p *Plan) checkCounted(ctx context.Context, w *Write) error {
	inc := &w.Revision.Incident
	for i := range inc.Casualties {
		c := &inc.Casualties[i]
		if c.CountedIn == nil {
			continue
		}
		passed := map[row]bool{}
		at, more := row{w.ID, c.ID}, true
		for more && !passed[at] {
			passed[at] = true
			var err error
			if at, more, err = p.countedIn(ctx, w, at); err != nil {
				return err
			}
		}
		if more {
			return incidents.Errorf(incidents.EInvalid, fmt.Sprintf("%scasualties[%d].counted_in", w.at, i),
				"leads in a circle by way of row %q of incident %s, so that nobody is counted", at.id, at.incident)
		}
	}
	return nil
}

// countedIn gives the row that a row is counted in, once the write is written.
func (p *Plan) countedIn(ctx context.Context, w *Write, at row) (row, bool, error) {
	inc := &w.Revision.Incident
	if at.incident != w.ID {
		var err error
		if inc, err = p.newest(ctx, at.incident); err != nil || inc == nil {
			return row{}, false, err
		}
	}
	for i := range inc.Casualties {
		if c := &inc.Casualties[i]; c.ID == at.id && c.CountedIn != nil {
			id, err := incidents.ParseULID(c.CountedIn.Incident)
			return row{id, c.CountedIn.Casualty}, err == nil, nil
		}
	}
	return row{}, false, nil
}

// newest gives an incident as the plan has it, else as it is stored, nil if there is none.
func (p *Plan) newest(ctx context.Context, id incidents.ULID) (*incidents.Incident, error) {
	if st := p.states[id]; st != nil && st.newest() != nil {
		return st.newest(), nil
	}
	return p.tx.Newest(ctx, id)
}
