package download

import (
	"context"
	"strconv"
	"strings"
	"time"

	"incidentmap/incidents"
	"incidentmap/incidents/format"
	"incidentmap/web/stories"
)

// past is a state of the store that was.
type past struct {
	seq  incidents.Seq
	time time.Time
}

// placeInPast makes the file one of the layer as it stood. The answer rests on the rules of
// today, so the snapshot must have all that the store has.
func (f *File) placeInPast(ctx context.Context, asked string) error {
	if f.filter.Query != "" {
		return incidents.Errorf(incidents.EInvalid, "q", "searches what stands now; ask for it without as_of")
	}
	var err error
	if f.snap, err = f.snap.CaughtUp(ctx); err != nil {
		return err
	}
	f.past, err = f.from.parsePast(ctx, asked, f.snap)
	return err
}

// parsePast reads as_of: a sequence number up to the story's newest, or a time that is over. What the store has beyond
// that is drafts and other stories, of which readers are told nothing.
func (d *Files) parsePast(ctx context.Context, asked string, snap *stories.Snapshot) (*past, error) {
	if n, err := strconv.ParseInt(asked, 10, 64); err == nil && n >= 0 {
		if newest := snap.Changed(); incidents.Seq(n) > newest {
			return nil, incidents.Errorf(incidents.EInvalid, "as_of", "change %d is not of this story yet; its newest is %d", n, newest)
		}
		then, err := snap.InstantOf(ctx, incidents.Seq(n))
		return &past{incidents.Seq(n), then}, err
	}
	t, err := time.Parse(time.RFC3339, strings.ToUpper(asked))
	if err != nil {
		return nil, incidents.Errorf(incidents.EInvalid, "as_of",
			"%q is neither a sequence number nor an RFC 3339 time such as 2026-02-22T18:00:00Z (percent-encode the + of an offset)", asked)
	}
	if t.After(time.Now()) {
		return nil, incidents.Errorf(incidents.EInvalid, "as_of", "%s is still to come", asked)
	}
	seq, err := d.store.SeqAt(ctx, t)
	return &past{min(seq, snap.Changed()), t.UTC()}, err
}

// pastIncidents gives what the filter wants of the layer as it stood.
func (f *File) pastIncidents(ctx context.Context) format.Incidents {
	return func(yield func(*incidents.Public, error) bool) {
		for p, err := range f.from.store.AsOf(ctx, f.snap.Story.Slug, f.past.seq) {
			if err == nil && !f.filter.Matches(p) {
				continue
			}
			if !yield(p, err) || err != nil {
				return
			}
		}
	}
}
