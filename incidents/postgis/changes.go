package postgis

import (
	"context"
	"fmt"
	"iter"
	"time"

	"github.com/jackc/pgx/v5/pgtype"
	"github.com/paulmach/orb"

	"incidentmap/incidents"
)

// changesBatch is how many changes are held in memory at a time.
const changesBatch = 4096

const changeColumns = `seq, revision, published, incident, story, shape, entry, hidden, checksum`

// Changes in force at the number $2: rows whose place another has taken since were so then. Both
// have an index of their own, without what readers never saw.
const (
	selectGone = `SELECT seq, story, incident FROM change
		WHERE until > $1 AND until <= $2 AND seq <= $1 AND published IS NOT NULL ORDER BY seq`
	selectChanges = `SELECT ` + changeColumns + ` FROM change
		WHERE seq > $1 AND seq <= $2 AND (until IS NULL OR until > $2) AND (published IS NOT NULL OR incident IS NULL) ORDER BY seq LIMIT $3`
)

// Changes gives what is gone since the given change, and every one after it that is still in
// force: see incidents.Store. All of it is as of the newest number when it begins, which any
// later state of the store can give, so it holds no connection while it is consumed.
func (s *Store) Changes(ctx context.Context, after incidents.Seq) iter.Seq2[incidents.Change, error] {
	return func(yield func(incidents.Change, error) bool) {
		now, err := s.Seq(ctx)
		if err != nil {
			yield(incidents.Change{}, err)
			return
		}
		gone, err := s.gone(ctx, after, now)
		if err != nil {
			yield(incidents.Change{}, err)
			return
		}
		for _, c := range gone {
			if !yield(c, nil) {
				return
			}
		}
		s.inForce(ctx, after, now, yield)
	}
}

// inForce gives the changes after one that are in force at another.
func (s *Store) inForce(ctx context.Context, after, now incidents.Seq, yield func(incidents.Change, error) bool) {
	var b changesRead
	newest := after
	for {
		if err := b.read(ctx, s, after, now); err != nil {
			yield(incidents.Change{}, err)
			return
		}
		for i := range b.all {
			if !yield(b.all[i], nil) {
				return
			}
			newest = b.all[i].Seq
		}
		if len(b.all) < changesBatch {
			break
		}
		after = newest
	}
	if now > newest {
		yield(incidents.Change{Seq: now}, nil)
	}
}

func (s *Store) gone(ctx context.Context, after, now incidents.Seq) ([]incidents.Change, error) {
	if after <= 0 {
		return nil, nil
	}
	var all []incidents.Change
	err := s.each(ctx, s.reader, "read the changes", selectGone, []any{after, now}, func(row scanner) error {
		c := incidents.Change{Gone: true}
		err := row.Scan(&c.Seq, &c.Story, (*uuid)(&c.Incident))
		all = append(all, c)
		return err
	})
	return all, err
}

// changesRead is a batch of them; its memory is used again for the next.
type changesRead struct {
	all     []incidents.Change
	entries []incidents.Entry
	row     changeScan
}

// changeScan is what a row of the table change is read into.
type changeScan struct {
	seq             incidents.Seq
	revision        pgtype.Int8
	published       time.Time
	incident, shape pgtype.UUID
	story           string
	entry, hidden   pgtype.DriverBytes
	sum             int64
}

func (c *changeScan) columns() []any {
	return []any{&c.seq, &c.revision, instant{&c.published}, &c.incident, &c.story, &c.shape, &c.entry, &c.hidden, &c.sum}
}

// intact reports whether the row reads as it was written.
func (c *changeScan) intact() bool {
	row := changeRow{
		seq: c.seq, revision: incidents.Seq(c.revision.Int64), published: c.published, story: c.story, entry: c.entry, hidden: c.hidden,
	}
	if c.incident.Valid {
		row.incident = &c.incident.Bytes
	}
	if c.shape.Valid {
		row.shape = &c.shape.Bytes
	}
	return c.sum == row.checksum()
}

func (b *changesRead) read(ctx context.Context, s *Store, after, now incidents.Seq) error {
	if b.entries == nil {
		b.entries = make([]incidents.Entry, changesBatch)
	}
	b.all = b.all[:0]
	columns := b.row.columns()
	return s.each(ctx, s.reader, "read the changes", selectChanges, []any{after, now, changesBatch}, func(row scanner) error {
		if err := row.Scan(columns...); err != nil {
			return err
		}
		r := &b.row
		c := incidents.Change{Seq: r.seq, Story: r.story, Incident: r.incident.Bytes}
		if !r.incident.Valid {
			c.Incident = incidents.ULID{}
		}
		entry, err := s.entryOf(r, &b.entries[len(b.all)])
		c.Entry = entry
		b.all = append(b.all, c)
		return err
	})
}

// entryOf decodes the entry of a row, nil if there is none.
func (s *Store) entryOf(r *changeScan, into *incidents.Entry) (*incidents.Entry, error) {
	if !r.intact() {
		return nil, s.damaged(fmt.Sprintf("change %d does not read as it was written", r.seq), nil)
	}
	if r.entry == nil {
		return nil, nil
	}
	into.Seq = r.seq
	if err := into.Decode(r.entry); err != nil {
		return nil, s.damaged(fmt.Sprintf("the entry of change %d", r.seq), err)
	}
	return into, nil
}

// Shapes gives the geometries that entries name: see incidents.Store.
func (s *Store) Shapes(ctx context.Context, ids []incidents.ShapeID) (map[incidents.ShapeID]orb.Geometry, error) {
	list := make([]uuid, len(ids))
	for i, id := range ids {
		list[i] = uuid(id)
	}
	shapes := make(map[incidents.ShapeID]orb.Geometry, len(ids))
	err := s.each(ctx, s.reader, "read shapes", `SELECT id, ST_AsEWKB(geom) FROM shape WHERE id = ANY ($1)`, []any{list}, func(row scanner) error {
		id, g, err := s.scanShape(row)
		shapes[id] = g
		return err
	})
	if err != nil {
		return nil, err
	}
	for _, id := range ids {
		if shapes[id] == nil {
			return nil, incidents.Errorf(incidents.ENotFound, "shape", "there is no shape %x", id[:])
		}
	}
	return shapes, nil
}

func (s *Store) scanShape(row scanner) (incidents.ShapeID, orb.Geometry, error) {
	var id uuid
	var form pgtype.DriverBytes
	if err := row.Scan(&id, &form); err != nil {
		return incidents.ShapeID{}, nil, err
	}
	g, err := decodeGeometry(form)
	if err == nil {
		var name incidents.ShapeID
		if name, err = incidents.NewShapeID(g); err == nil && name != incidents.ShapeID(id) {
			err = fmt.Errorf("it has the content of the shape %x", name[:])
		}
	}
	if err != nil {
		err = s.damaged(fmt.Sprintf("the shape %x", id[:]), err)
	}
	return incidents.ShapeID(id), g, err
}
