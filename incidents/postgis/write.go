package postgis

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

// WriteOnce writes as Write does, unless it did so before: see incidents.Store.
func (s *Store) WriteOnce(ctx context.Context, receipt incidents.Receipt, writes ...incidents.Write) ([]incidents.Revision, bool, error) {
	return s.write(ctx, &receipt, writes)
}

func (s *Store) write(ctx context.Context, receipt *incidents.Receipt, writes []incidents.Write) ([]incidents.Revision, bool, error) {
	do, err := revisions.NewJob(receipt, writes)
	if err != nil {
		return nil, false, err
	}
	err = s.await(&job{
		ctx: ctx, doing: "write an incident", writes: do, size: do.Len(), rests: do.Writes, done: make(chan struct{}),
	})
	if err != nil {
		return nil, false, err
	}
	if do.Repeated == nil {
		return do.Revisions(), false, nil
	}
	written, err := s.receipted(ctx, do.Repeated)
	return written, err == nil, err
}
