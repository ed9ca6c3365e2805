package postgis

import (
	"context"
	"strings"

	"github.com/jackc/pgx/v5"

	"incidentmap/incidents"
	"incidentmap/incidents/revisions"
)

// Known gives what a story holds of records that came before, by their keys: see
// incidents.Store. It asks the primary, for an import looks for what it has just written.
func (s *Store) Known(ctx context.Context, story string, keys []string) (map[string]incidents.Known, error) {
	ids, err := s.owners(ctx, story, keys)
	if err != nil {
		return nil, err
	}
	of := make(map[uuid][]string, len(ids))
	all := make([]uuid, 0, len(ids))
	for k, id := range ids {
		all, of[id] = append(all, id), append(of[id], k)
	}
	known := make(map[string]incidents.Known, len(ids))
	err = s.each(ctx, s.primary, "look up known records", `SELECT `+revisionColumns+` FROM unnest($1::uuid[]) a (id)
		CROSS JOIN LATERAL (SELECT revision FROM change WHERE incident = a.id ORDER BY seq DESC LIMIT 1) c
		JOIN revision r ON r.seq = c.revision WHERE r.story = $2`, []any{all, asked(story)}, func(row scanner) error {
		var r revisionRow
		if err := row.Scan(r.columns()...); err != nil {
			return err
		}
		rev, err := s.revisionOf(&r)
		for _, k := range of[r.incident] {
			known[k] = incidents.Known{Incident: rev.Incident.ID, Revision: rev.Number, Hash: rev.Incident.Origin.Hash}
		}
		return err
	})
	if err != nil {
		return nil, err
	}
	return known, nil
}

// owners gives the incidents that the keys may name.
func (s *Store) owners(ctx context.Context, story string, keys []string) (map[string]uuid, error) {
	ids := make(map[string]uuid, len(keys))
	list := make([][]byte, len(keys))
	for i, k := range keys {
		list[i] = []byte(k)
		if own, is := strings.CutPrefix(k, "id:"); is {
			if id, ok := key(own); ok {
				ids[k] = id
			}
		}
	}
	there := false
	var b pgx.Batch
	b.Queue(`SELECT EXISTS (SELECT FROM story WHERE slug = $1)`, asked(story)).QueryRow(func(row pgx.Row) error {
		return row.Scan(&there)
	})
	b.Queue(`SELECT key, incident FROM origin WHERE story = $1 AND key = ANY ($2)`, asked(story), list).
		Query(eachRow(func(row scanner) error {
			var k []byte
			var id uuid
			err := row.Scan(&k, &id)
			ids[string(k)] = id
			return err
		}))
	if err := s.primary.SendBatch(ctx, &b).Close(); err != nil {
		return nil, s.fault(ctx, "look up known records", err)
	}
	if !there {
		return nil, incidents.NoStory(story)
	}
	return ids, nil
}

// readOwners reads which incidents came from the records of the stories.
func (w *writing) readOwners(b *pgx.Batch, stories []string, keys [][]byte) {
	b.Queue(`SELECT o.story, o.key, o.incident FROM unnest($1::text[], $2::bytea[]) a (story, key)
		JOIN origin o ON o.story = a.story COLLATE "C" AND o.key = a.key`, stories, keys).Query(eachRow(func(row scanner) error {
		var story string
		var k []byte
		var id uuid
		err := row.Scan(&story, &k, &id)
		w.owners[revisions.Record{Story: story, Key: string(k)}] = id
		return err
	}))
}

// Owner gives the incident that came from a record, if the transaction asks for that: see transact.
func (w *writing) Owner(_ context.Context, r revisions.Record) (incidents.ULID, error) {
	return w.owners[r], nil
}

var originTable = table{name: "origin", columns: "story, key, incident"}

// PutRecords lets go of records, and notes which incidents come from others.
func (w *writing) PutRecords(ctx context.Context, released []revisions.Record, taken []revisions.Taken) error {
	ctx = context.WithoutCancel(ctx)
	var stories []string
	var keys [][]byte
	for _, r := range released {
		stories, keys = append(stories, r.Story), append(keys, []byte(r.Key))
	}
	if len(keys) > 0 {
		if _, err := w.tx.Exec(ctx, `DELETE FROM origin o USING unnest($1::text[], $2::bytea[]) a (story, key)
			WHERE o.story = a.story COLLATE "C" AND o.key = a.key`, stories, keys); err != nil {
			return w.fault(ctx, "forget a record", err)
		}
	}
	var rows copied
	for i := range taken {
		rows.row(3)
		rows.text(taken[i].Story)
		rows.text(taken[i].Key)
		rows.bytes(taken[i].Incident[:])
	}
	if err := copyTo(ctx, w.tx, originTable, &rows); err != nil {
		return w.fault(ctx, "note a record", err)
	}
	return nil
}
