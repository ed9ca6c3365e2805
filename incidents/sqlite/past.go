package sqlite

import (
	"context"
	"iter"
	"slices"
	"time"

	"zombiezen.com/go/sqlite"

	"incidentmap/incidents"
	"incidentmap/incidents/revisions"
)

// publicsBatch is how many public incidents are held in memory at a time.
const publicsBatch = 512

// SeqAt gives the newest sequence number given out at or before an instant: see
// incidents.Store.
func (s *Store) SeqAt(ctx context.Context, t time.Time) (seq incidents.Seq, err error) {
	err = s.read(ctx, "read when numbers were given out", func(c *sqlite.Conn) error {
		last, _, err := number(c, `SELECT last FROM moment WHERE time <= ? ORDER BY time DESC LIMIT 1`, millis(t))
		seq = incidents.Seq(last)
		return err
	})
	return seq, err
}

// pastStoryVersions are stories as they were written at sequence numbers.
type pastStoryVersions struct {
	*Store
	seqs map[int64][]incidents.Seq // of a story's documents
}

// at gives a story as it was at a number, nil if it was not there yet.
func (p *pastStoryVersions) at(c *sqlite.Conn, story int64, seq incidents.Seq) (*storyVersion, error) {
	all, known := p.seqs[story]
	if !known {
		err := each(c, func(st *sqlite.Stmt) error {
			all = append(all, incidents.Seq(st.ColumnInt64(0)))
			return nil
		}, `SELECT seq FROM story_revision WHERE story = ? ORDER BY seq`, story)
		if err != nil {
			return nil, err
		}
		if p.seqs == nil {
			p.seqs = map[int64][]incidents.Seq{}
		}
		p.seqs[story] = all
	}
	i, found := slices.BinarySearch(all, seq)
	if found {
		i++
	}
	if i == 0 {
		return nil, nil
	}
	return p.storyVersionAt(c, all[i-1])
}

// pastRow is a row with the revision that it shows and the story as it was.
type pastRow struct {
	row, revision *written
	story         *storyVersion
	newest        *written // the newest revision, where that counts
}

// Publics gives the public incidents of the given changes: see incidents.Store. They are made
// of what is never changed, so batches read at different times agree.
func (s *Store) Publics(ctx context.Context, seqs []incidents.Seq) iter.Seq2[*incidents.Public, error] {
	var b rowsBatch
	return revisions.Publics(seqs, func(asked []incidents.Seq) ([]*incidents.Public, error) { return s.publicsOf(ctx, &b, asked) })
}

// publicsOf gives the public incidents of the asked changes, nil where there is none.
func (s *Store) publicsOf(ctx context.Context, b *rowsBatch, asked []incidents.Seq) ([]*incidents.Public, error) {
	if err := b.read(ctx, s, asked); err != nil {
		return nil, err
	}
	rows := make([]pastRow, len(asked))
	err := s.read(ctx, "read public incidents", func(c *sqlite.Conn) error {
		then := pastStoryVersions{Store: s}
		for _, i := range b.order {
			r := &rows[i]
			if r.row = &b.rows[i]; !r.row.public() {
				continue
			}
			var err error
			if r.revision, err = s.revisionRow(c, r.row); err != nil {
				return err
			}
			if err = s.know(c, r.revision); err != nil {
				return err
			}
			if r.story, err = then.at(c, r.row.story, r.row.seq); err != nil {
				return err
			}
			if r.story == nil {
				return s.damaged("the story of incident "+r.row.incident.String()+" is younger", nil)
			}
		}
		return nil
	})
	if err != nil {
		return nil, err
	}
	all := make([]*incidents.Public, len(rows))
	err = revisions.OnAllCores(len(rows), func(i int) (err error) {
		if r := &rows[i]; r.row.public() {
			all[i], err = s.shown(r.story, r.row, r.revision)
		}
		return err
	})
	return all, err
}

// AsOf gives the public incidents of a story as they stood at a sequence number, under the
// rules of today: see incidents.Store.
func (s *Store) AsOf(ctx context.Context, story string, at incidents.Seq) iter.Seq2[*incidents.Public, error] {
	return func(yield func(*incidents.Public, error) bool) {
		var seqs []incidents.Seq
		now, then, err := s.storyVersionsAt(ctx, story, at, func(c *sqlite.Conn, now *storyVersion) (err error) {
			seqs, err = shownOf(s, c, now.number)
			return err
		})
		if err != nil {
			yield(nil, err)
			return
		}
		for asked := range slices.Chunk(seqs, publicsBatch) {
			batch, err := s.past(ctx, now, then, asked, at)
			if err != nil {
				yield(nil, err)
				return
			}
			for _, p := range batch {
				if p != nil && !yield(p, nil) {
					return
				}
			}
		}
	}
}

// PublicAt gives one incident as AsOf has it: see incidents.Store.
func (s *Store) PublicAt(ctx context.Context, story, id string, at incidents.Seq) (*incidents.Public, error) {
	var seqs []incidents.Seq
	now, then, err := s.storyVersionsAt(ctx, story, at, func(c *sqlite.Conn, now *storyVersion) error {
		parsed, err := incidents.ParseULID(id)
		if err != nil || parsed.String() != id {
			return nil //nolint:nilerr // there is no incident of such an id
		}
		w, err := s.currentRow(c, now, parsed)
		if err == nil && w != nil && w.public() {
			seqs = append(seqs, w.seq)
		}
		return err
	})
	if err != nil {
		return nil, err
	}
	all, err := s.past(ctx, now, then, seqs, at)
	if err != nil {
		return nil, err
	}
	for _, p := range all {
		if p != nil {
			return p, nil
		}
	}
	return nil, incidents.NoIncident(story, id)
}

// storyVersionsAt gives a story as it is now and as it was at a number, and where it was there
// then does something in the same state of the store.
func (s *Store) storyVersionsAt(ctx context.Context, story string, at incidents.Seq, do func(*sqlite.Conn, *storyVersion) error) (now, then *storyVersion, err error) {
	err = s.read(ctx, "read incidents as they stood", func(c *sqlite.Conn) (err error) {
		if now, err = s.storyVersionOf(c, story); err != nil {
			return err
		}
		if then, err = (&pastStoryVersions{Store: s}).at(c, now.number, at); err != nil || then == nil {
			return err
		}
		return do(c, now)
	})
	return now, then, err
}

// past gives what readers may see of the incidents of some changes in force as they were at a
// number, nil where that is nothing.
func (s *Store) past(ctx context.Context, now, then *storyVersion, asked []incidents.Seq, at incidents.Seq) ([]*incidents.Public, error) {
	rows := make([]pastRow, len(asked))
	err := s.read(ctx, "read incidents as they stood", func(c *sqlite.Conn) error {
		for i, seq := range asked {
			r := &rows[i]
			var err error
			if r.row, err = s.row(c, seq); err != nil {
				return err
			}
			if r.newest, err = s.revisionRow(c, r.row); err != nil {
				return err
			}
			if err = s.know(c, r.newest); err != nil {
				return err
			}
			r.revision = r.newest
			for r.revision != nil && r.revision.seq > at {
				if r.revision, err = s.before(c, r.revision); err != nil {
					return err
				}
			}
		}
		return nil
	})
	if err != nil {
		return nil, err
	}
	all := make([]*incidents.Public, len(rows))
	err = revisions.OnAllCores(len(rows), func(i int) (err error) {
		if rows[i].revision != nil {
			all[i], err = s.pastPublic(now, then, &rows[i])
		}
		return err
	})
	if err != nil {
		return nil, err
	}
	return all, s.forgetHidden(ctx, all)
}

// pastPublic gives what readers may see today of an incident as it was.
func (s *Store) pastPublic(now, then *storyVersion, r *pastRow) (*incidents.Public, error) {
	was, err := s.revisionOf(r.revision, now.Slug)
	if err != nil {
		return nil, err
	}
	is := was
	if r.newest.seq != r.revision.seq {
		if is, err = s.revisionOf(r.newest, now.Slug); err != nil {
			return nil, err
		}
	}
	past := revisions.Past{Now: &now.Story, Then: &then.Story}
	return past.Public(&is, &was, r.newest.publishedAt(), r.row.seq), nil
}
