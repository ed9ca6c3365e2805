package sqlite

import (
	"context"

	"incidentmap/incidents"
	"incidentmap/incidents/revisions"
)

// Write writes all of the writes or none of them: see incidents.Store.
func (s *Store) Write(ctx context.Context, writes ...incidents.Write) ([]incidents.Revision, error) {
	if len(writes) == 0 {
		return nil, nil
	}
	written, _, err := s.write(ctx, nil, writes)
	return written, err
}

// WriteOnce writes as Write does, but once for each key: see incidents.Store.
func (s *Store) WriteOnce(ctx context.Context, receipt incidents.Receipt, writes ...incidents.Write) ([]incidents.Revision, bool, error) {
	return s.write(ctx, &receipt, writes)
}

func (s *Store) write(ctx context.Context, receipt *incidents.Receipt, writes []incidents.Write) ([]incidents.Revision, bool, error) {
	j, err := revisions.NewJob(receipt, writes)
	if err == nil && receipt != nil {
		err = s.lookUpReceipt(ctx, j) // which takes no turn
	}
	if err == nil && j.Repeated == nil {
		err = s.change(ctx, "write an incident", func(w *writing) error {
			return w.plan(func(p *revisions.Plan) error {
				if err := p.Add(w.ctx, j); err != nil || j.Repeated != nil {
					return err
				}
				return p.Finish(w.ctx)
			})
		})
	}
	switch {
	case err != nil:
		return nil, false, err
	case j.Repeated != nil:
		revs, err := s.revisionsOf(ctx, j.Repeated)
		return revs, err == nil, err
	}
	return j.Revisions(), false, nil
}
