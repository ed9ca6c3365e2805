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

// A token's data are tokenVersion, its name, its scope, and when it was made, expires and was
// revoked: each 0 for never, else 1 and the nanoseconds since 1970.
const tokenVersion = 1

func encodeToken(t incidents.Token) []byte {
	data := appendSized([]byte{tokenVersion}, []byte(t.Name))
	data = appendSized(data, []byte(t.Scope))
	for _, at := range []time.Time{t.Created, t.Expires, t.Revoked} {
		if at.IsZero() {
			data = append(data, 0)
			continue
		}
		data = binary.AppendVarint(append(data, 1), at.UnixNano())
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
	for _, at := range []*time.Time{&t.Created, &t.Expires, &t.Revoked} {
		if there := r.take(1); there[0] != 0 {
			*at = time.Unix(0, r.varint()).UTC()
		}
	}
	if r.bad || len(r.rest) > 0 || version[0] != tokenVersion {
		return t, errors.New("it does not read as a token")
	}
	return t, nil
}

// PutToken keeps a token, new or in place of the one of the same hash.
func (s *Store) PutToken(ctx context.Context, t incidents.Token) error {
	return s.change(ctx, "write a token", func(w *writing) error {
		return run(w.conn, `INSERT INTO token (hash, data) VALUES (?, ?) ON CONFLICT (hash) DO UPDATE SET data = excluded.data`,
			t.Hash[:], encodeToken(t))
	})
}

// Token gives the token of a hash. ENotFound if there is none.
func (s *Store) Token(ctx context.Context, hash incidents.TokenHash) (incidents.Token, error) {
	all, err := s.tokens(ctx, `SELECT hash, data FROM token WHERE hash = ?`, hash[:])
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

func (s *Store) tokens(ctx context.Context, query string, values ...any) ([]incidents.Token, error) {
	var all []incidents.Token
	err := s.read(ctx, "read tokens", func(c *sqlite.Conn) error {
		return each(c, func(st *sqlite.Stmt) error {
			t, err := decodeToken(blob(st, 0), blob(st, 1))
			all = append(all, t)
			return s.damage(err, "a token")
		}, query, values...)
	})
	if err != nil {
		return nil, err
	}
	return all, nil
}
