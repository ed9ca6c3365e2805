package postgis

import (
	"context"
	"time"

	"github.com/jackc/pgx/v5"

	"incidentmap/incidents"
)

// What incidents are found by costs as much to keep as all else that is written of them. So a
// large write leaves it behind: the table indexed says how far it has come, and a search
// looks through what is after that itself. Every program that has the store open brings it
// up, some changes at a time, while nobody writes, or once a search found too much left.
const (
	// indexWithWrite is how many writes a transaction may have that indexes them itself, if
	// all before it is indexed: that of an editor, who then leaves nothing to be done.
	indexWithWrite = 64
	// indexAtOnce is how many changes one transaction indexes: about a tenth of a second.
	indexAtOnce = 4096
	// indexAfter is how long nobody has to have written.
	indexAfter = 500 * time.Millisecond
	// indexMeanwhile is how many changes are left at most while somebody writes without pause.
	indexMeanwhile = 1 << 20
)

// searched writes the row of the table search.
func (c *copied) searched(p *incidents.Public, point []byte) {
	c.row(3)
	c.bigint(int64(p.Seq))
	c.tsvector(p.SearchWords())
	c.bytesOrNull(point)
}

// keepIndexed indexes what is written, until the context is done.
func (s *Store) keepIndexed(ctx context.Context) {
	for indexed := incidents.Seq(0); ctx.Err() == nil; {
		heard, rises := s.notifier.heard()
		if heard <= indexed {
			select {
			case <-rises:
			case <-s.wanted:
				indexed = 0 // somebody found more than was heard of
			case <-ctx.Done():
			}
			continue
		}
		pause := time.NewTimer(indexAfter)
		select {
		case <-rises:
			pause.Stop()
			if heard-indexed < indexMeanwhile {
				continue
			}
		case <-s.wanted:
			pause.Stop()
		case <-pause.C:
		case <-ctx.Done():
			pause.Stop()
			return
		}
		if s.indexAll(ctx) == nil {
			indexed = heard
			continue
		}
		select { // the server may be gone; what cannot be read is for Check and those who search
		case <-time.After(maxPause):
		case <-ctx.Done():
		}
	}
}

// signal never waits.
func signal(c chan struct{}) {
	select {
	case c <- struct{}{}:
	default:
	}
}

// indexAll indexes what is there when it begins.
func (s *Store) indexAll(ctx context.Context) error {
	last, err := seqOf(ctx, s.primary)
	if err != nil {
		return s.fault(ctx, indexing, err)
	}
	for {
		upto, err := s.index(ctx)
		if err != nil || upto >= last {
			return err
		}
	}
}

const indexing = "index what it holds"

// index indexes some changes, and gives up to which number all are.
//
// It locks indexed at first and sequence at last, and a write does so the other way round; but
// a write locks indexed only when it has found nothing to index, and then whoever holds that
// finds nothing either and does not go on to sequence.
func (s *Store) index(ctx context.Context) (incidents.Seq, error) {
	var upto, last incidents.Seq
	err := s.primary.QueryRow(ctx, `SELECT upto, last FROM indexed, sequence`).Scan(&upto, &last)
	if err != nil || upto == last {
		return upto, s.orFault(ctx, indexing, err)
	}
	tx, err := s.primary.Begin(ctx)
	if err != nil {
		return 0, s.fault(ctx, indexing, err)
	}
	defer tx.Rollback(context.WithoutCancel(ctx)) //nolint:errcheck // after a commit there is nothing to take back
	err = tx.QueryRow(ctx, `SELECT upto FROM indexed FOR UPDATE`).Scan(&upto)
	if err == nil { // in a statement of its own, which sees what was kept before the lock was given
		last, err = seqOf(ctx, tx)
	}
	if err != nil || upto == last {
		return upto, s.orFault(ctx, indexing, err)
	}
	to, rows, err := s.unindexed(ctx, tx, upto, last)
	if err != nil {
		return 0, err
	}
	if err := copyTo(ctx, tx, searchTable, rows); err != nil {
		return 0, s.fault(ctx, indexing, err)
	}
	// Some may have gone out of force since they were read. Under the lock no more can.
	var b pgx.Batch
	b.Queue(`SELECT FROM sequence FOR UPDATE`)
	b.Queue(`DELETE FROM search s USING change c
		WHERE s.seq > $1 AND s.seq <= $2 AND c.seq = s.seq AND c.seq > $1 AND c.seq <= $2 AND c.until IS NOT NULL`, upto, to)
	b.Queue(`UPDATE indexed SET upto = $1`, to)
	if err := tx.SendBatch(ctx, &b).Close(); err != nil {
		return 0, s.fault(ctx, indexing, err)
	}
	return to, s.orFault(ctx, indexing, tx.Commit(ctx))
}

// unindexed gives the rows of the table search for changes after one number, up to another or
// to one before it, which it gives.
func (s *Store) unindexed(ctx context.Context, tx pgx.Tx, after, last incidents.Seq) (incidents.Seq, *copied, error) {
	var seqs []incidents.Seq
	var points [][]byte
	err := s.each(ctx, tx, indexing, `SELECT seq, ST_AsEWKB(point) FROM change
		WHERE seq > $1 AND seq <= $2 AND until IS NULL AND entry IS NOT NULL ORDER BY seq LIMIT $3`,
		[]any{after, last, indexAtOnce}, func(row scanner) error {
			var seq incidents.Seq
			var point []byte
			err := row.Scan(&seq, &point)
			seqs, points = append(seqs, seq), append(points, point)
			return err
		})
	if err != nil {
		return 0, nil, err
	}
	if len(seqs) == indexAtOnce {
		last = seqs[len(seqs)-1]
	}
	publics, err := s.storyVersions(tx).publicsOf(ctx, seqs)
	if err != nil {
		return 0, nil, err
	}
	rows := &copied{}
	for i, p := range publics {
		if p == nil {
			return 0, nil, s.damaged("what is in force under a number is lost", incidents.NotPublic(seqs[i]))
		}
		rows.searched(p, points[i])
	}
	return last, rows, nil
}
