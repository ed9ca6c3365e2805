package postgis

import (
	"context"
	"encoding/hex"
	"errors"
	"strings"
	"time"

	"github.com/jackc/pgx/v5"

	"incidentmap/incidents"
)

// mediaSum is the checksum of a picture's file.
func mediaSum(id uuid, data []byte) int64 { return int64(sum(0).bytes(id[:]).bytes(data)) }

// hashBytes gives the bytes of a hash that is written as "sha256:" and digits.
func hashBytes(hash string) ([]byte, bool) {
	digits, ok := strings.CutPrefix(hash, "sha256:")
	sum, err := hex.DecodeString(digits)
	return sum, ok && err == nil
}

// PutMedia keeps the files of a picture: see incidents.MediaStore.
func (s *Store) PutMedia(ctx context.Context, u incidents.MediaUpload) error {
	const doing = "keep a picture"
	if err := u.Validate(); err != nil {
		return err
	}
	if _, err := s.Story(ctx, u.Story); err != nil {
		return err
	}
	id, _ := key(u.Incident)
	hash, _ := hashBytes(u.Key().Hash)
	tx, err := s.primary.Begin(ctx)
	if err != nil {
		return s.fault(ctx, doing, err)
	}
	defer tx.Rollback(context.WithoutCancel(ctx)) //nolint:errcheck // after a commit there is nothing to take back
	// Those who upload to a story do so one after another, so that its bounds hold.
	if _, err := tx.Exec(ctx, `SELECT pg_advisory_xact_lock(hashtextextended('incidentmap media ' || $1, 0))`, u.Story); err != nil {
		return s.fault(ctx, doing, err)
	}
	var kept bool
	if err := tx.QueryRow(ctx, `SELECT EXISTS (SELECT FROM media WHERE incident = $1 AND hash = $2)`, id, hash).Scan(&kept); err != nil {
		return s.fault(ctx, doing, err)
	}
	if kept {
		// It is as if it had been uploaded now: what sweeps must not take it away from under whoever did.
		_, err := tx.Exec(ctx, `UPDATE media SET uploaded = $3 WHERE incident = $1 AND hash = $2`, id, hash, s.now())
		if err == nil {
			err = tx.Commit(ctx)
		}
		return s.faultOrNil(ctx, doing, err)
	}
	usage, err := s.mediaUsage(ctx, tx, u.Story)
	if err == nil {
		err = usage.With(&u)
	}
	if err != nil {
		return err
	}
	for i := range u.Files {
		f := &u.Files[i]
		if _, err := tx.Exec(ctx, `INSERT INTO media (story, incident, hash, width, widest, uploaded, checksum, data) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)`,
			u.Story, id, hash, f.Width, i == len(u.Files)-1, s.now(), mediaSum(id, f.Data), f.Data); err != nil {
			return s.fault(ctx, doing, err)
		}
	}
	return s.faultOrNil(ctx, doing, tx.Commit(ctx))
}

func (s *Store) faultOrNil(ctx context.Context, doing string, err error) error {
	if err == nil {
		return nil
	}
	return s.fault(ctx, doing, err)
}

// MediaFile gives a picture's file: see incidents.MediaStore. The primary has what was just uploaded.
func (s *Store) MediaFile(ctx context.Context, k incidents.MediaKey, width int) ([]byte, error) {
	id, ok := key(k.Incident)
	hash, isHash := hashBytes(k.Hash)
	if !ok || !isHash {
		return nil, incidents.NoMedia()
	}
	var data []byte
	var checksum int64
	err := s.primary.QueryRow(ctx, `SELECT data, checksum FROM media WHERE story = $1 AND incident = $2 AND hash = $3 AND width = $4`,
		k.Story, id, hash, width).Scan(&data, &checksum)
	switch {
	case errors.Is(err, pgx.ErrNoRows):
		return nil, incidents.NoMedia()
	case err != nil:
		return nil, s.fault(ctx, "read a picture", err)
	case mediaSum(id, data) != checksum:
		return nil, s.damaged("a picture of incident "+k.Incident, nil)
	}
	return data, nil
}

// MediaUsage gives how much is kept of a story: see incidents.MediaStore.
func (s *Store) MediaUsage(ctx context.Context, story string) (incidents.MediaUsage, error) {
	if _, err := s.Story(ctx, story); err != nil {
		return incidents.MediaUsage{}, err
	}
	return s.mediaUsage(ctx, s.primary, story)
}

func (s *Store) mediaUsage(ctx context.Context, from querier, story string) (u incidents.MediaUsage, err error) {
	err = from.QueryRow(ctx, `SELECT count(*) FILTER (WHERE widest), coalesce(sum(octet_length(data)), 0)::bigint FROM media WHERE story = $1`, story).
		Scan(&u.Pictures, &u.Bytes)
	return u, s.faultOrNil(ctx, "count pictures", err)
}

// SweepMedia takes pictures away that nothing names: see incidents.MediaStore.
func (s *Store) SweepMedia(ctx context.Context, before time.Time) (int, error) {
	const doing = "look for pictures that nothing names"
	type picture struct {
		story string
		id    uuid
		hash  []byte
	}
	var old []picture
	err := s.each(ctx, s.primary, doing, `SELECT story, incident, hash FROM media WHERE widest AND uploaded < $1`, []any{before}, func(row scanner) error {
		var p picture
		err := row.Scan(&p.story, &p.id, &p.hash)
		old = append(old, p)
		return err
	})
	if err != nil {
		return 0, err
	}
	named, swept := map[uuid]map[string]bool{}, 0
	for _, p := range old {
		if named[p.id] == nil {
			if named[p.id], err = incidents.MediaNamed(ctx, s, p.story, incidents.ULID(p.id).String()); err != nil {
				return swept, err
			}
		}
		if named[p.id]["sha256:"+hex.EncodeToString(p.hash)] {
			continue
		}
		if _, err := s.primary.Exec(ctx, `DELETE FROM media WHERE incident = $1 AND hash = $2 AND uploaded < $3`, p.id, p.hash, before); err != nil {
			return swept, s.fault(ctx, doing, err)
		}
		swept++
	}
	return swept, nil
}

// DropMedia takes the files of pictures of an incident away.
func (w *writing) DropMedia(_ context.Context, _ string, id incidents.ULID, hashes []string) error {
	if hashes == nil {
		w.end.Queue(`DELETE FROM media WHERE incident = $1`, uuid(id))
		return nil
	}
	sums := make([][]byte, 0, len(hashes))
	for _, h := range hashes {
		if sum, ok := hashBytes(h); ok {
			sums = append(sums, sum)
		}
	}
	w.end.Queue(`DELETE FROM media WHERE incident = $1 AND hash = ANY ($2)`, uuid(id), sums)
	return nil
}
