package sqlite

import (
	"context"
	"encoding/binary"
	"errors"
	"slices"
	"time"

	"zombiezen.com/go/sqlite"

	"incidentmap/incidents"
)

// A token's data are tokenVersion, its name, its scope, and when it was made, expires, was
// revoked and was last used: each 0 for never, else 1 and the nanoseconds since 1970; then how many
// stories it is bound to, and their slugs. Version 1 ends before when it was used.
const tokenVersion = 2

func encodeToken(t incidents.Token) []byte {
	data := appendSized([]byte{tokenVersion}, []byte(t.Name))
	data = appendSized(data, []byte(t.Scope))
	for _, at := range []time.Time{t.Created, t.Expires, t.Revoked, t.Used} {
		if at.IsZero() {
			data = append(data, 0)
			continue
		}
		data = binary.AppendVarint(append(data, 1), at.UnixNano())
	}
	data = binary.AppendUvarint(data, uint64(len(t.Stories)))
	for _, slug := range t.Stories {
		data = appendSized(data, []byte(slug))
	}
	return seal(t.Hash[:], data)
}

func decodeToken(hash, data []byte) (incidents.Token, error) {
	var t incidents.Token
	body, ok := unseal(hash, data)
	if !ok || len(hash) != len(t.Hash) {
		return t, errRow
	}
	r := cursor{rest: body}
	version := r.take(1)
	copy(t.Hash[:], hash)
	t.Name, t.Scope = string(r.sized()), incidents.Scope(r.sized())
	times := []*time.Time{&t.Created, &t.Expires, &t.Revoked, &t.Used}
	if version[0] == 1 {
		times = times[:3]
	}
	for _, at := range times {
		if there := r.take(1); there[0] != 0 {
			*at = time.Unix(0, r.varint()).UTC()
		}
	}
	if version[0] > 1 {
		for range min(r.uvarint(), uint64(len(body))) {
			t.Stories = append(t.Stories, string(r.sized()))
		}
	}
	if r.bad || len(r.rest) > 0 || version[0] < 1 || version[0] > tokenVersion {
		return t, errors.New("it does not read as a token")
	}
	return t, nil
}

// PutToken keeps a token, new or in place of the one of the same hash.
func (s *Store) PutToken(ctx context.Context, t incidents.Token) error {
	return s.change(ctx, "write a token", func(w *writing) error { return w.putToken(t) })
}

func (w *writing) putToken(t incidents.Token) error {
	return run(w.conn, `INSERT INTO token (hash, data) VALUES (?, ?) ON CONFLICT (hash) DO UPDATE SET data = excluded.data`,
		t.Hash[:], encodeToken(t))
}

// UseToken notes when a token was last used: see incidents.Store.
func (s *Store) UseToken(ctx context.Context, hash incidents.TokenHash, now time.Time) error {
	return s.change(ctx, "note that a token was used", func(w *writing) error {
		all, err := s.tokensOf(w.conn, selectToken, hash[:])
		if err != nil || len(all) == 0 || all[0].UsedLately(now) {
			return err
		}
		all[0].Used = now.UTC()
		return w.putToken(all[0])
	})
}

const selectToken = `SELECT hash, data FROM token WHERE hash = ?`

// Token gives the token of a hash. ENotFound if there is none.
func (s *Store) Token(ctx context.Context, hash incidents.TokenHash) (incidents.Token, error) {
	all, err := s.tokens(ctx, selectToken, hash[:])
	switch {
	case err != nil:
		return incidents.Token{}, err
	case len(all) == 0:
		return incidents.Token{}, incidents.Errorf(incidents.ENotFound, "token", "there is no such token")
	}
	return all[0], nil
}

// Tokens lists all tokens, the oldest first.
func (s *Store) Tokens(ctx context.Context) ([]incidents.Token, error) {
	all, err := s.tokens(ctx, `SELECT hash, data FROM token`)
	slices.SortStableFunc(all, func(a, b incidents.Token) int { return a.Created.Compare(b.Created) })
	return all, err
}

func (s *Store) tokens(ctx context.Context, query string, values ...any) (all []incidents.Token, err error) {
	err = s.read(ctx, "read tokens", func(c *sqlite.Conn) error {
		all, err = s.tokensOf(c, query, values...)
		return err
	})
	return all, err
}

func (s *Store) tokensOf(c *sqlite.Conn, query string, values ...any) ([]incidents.Token, error) {
	var all []incidents.Token
	err := each(c, func(st *sqlite.Stmt) error {
		t, err := decodeToken(blob(st, 0), blob(st, 1))
		all = append(all, t)
		return s.damage(err, "a token")
	}, query, values...)
	if err != nil {
		return nil, err
	}
	return all, nil
}
