package postgis

import (
	"context"
	"encoding/json"
	"fmt"
	"time"

	"incidentmap/incidents"
)

const tokenColumns = `hash, created, used, document, checksum`

func tokenSum(hash []byte, created time.Time, document []byte) int64 {
	return int64(sum(0).bytes(hash).time(created).bytes(document))
}

// PutToken keeps a token, new or in place of the one of the same hash.
func (s *Store) PutToken(ctx context.Context, t incidents.Token) error {
	var used *time.Time // in a column of its own, which is not under the checksum
	if !t.Used.IsZero() {
		at := t.Used.UTC()
		used, t.Used = &at, time.Time{}
	}
	document, err := json.Marshal(&t)
	if err != nil {
		return incidents.Errorf(incidents.EInvalid, "token", "cannot be written as JSON: %v", err)
	}
	created := t.Created.UTC().Truncate(time.Microsecond)
	_, err = s.primary.Exec(ctx, `INSERT INTO token (hash, created, used, document, checksum) VALUES ($1, $2, $3, $4, $5)
		ON CONFLICT (hash) DO UPDATE SET created = excluded.created, used = greatest(token.used, excluded.used),
		document = excluded.document, checksum = excluded.checksum`,
		t.Hash[:], created, used, document, tokenSum(t.Hash[:], created, document))
	return s.orFault(ctx, "write a token", err)
}

// UseToken notes when a token was last used: see incidents.Store. Of servers that are asked at
// once one writes.
func (s *Store) UseToken(ctx context.Context, hash incidents.TokenHash, now time.Time) error {
	t, err := s.Token(ctx, hash)
	switch {
	case incidents.CodeOf(err) == incidents.ENotFound:
		return nil
	case err != nil || t.UsedLately(now):
		return err
	}
	var before *time.Time
	if !t.Used.IsZero() {
		before = &t.Used
	}
	_, err = s.primary.Exec(ctx, `UPDATE token SET used = $2 WHERE hash = $1 AND used IS NOT DISTINCT FROM $3`, hash[:], now.UTC(), before)
	return s.orFault(ctx, "note that a token was used", err)
}

// Token gives the token of a hash: see incidents.Store. It asks the primary: a replica may not
// know yet that the token was revoked.
func (s *Store) Token(ctx context.Context, hash incidents.TokenHash) (incidents.Token, error) {
	t, err := s.scanToken(s.primary.QueryRow(ctx, `SELECT `+tokenColumns+` FROM token WHERE hash = $1`, hash[:]))
	if none(err) {
		return t, incidents.Errorf(incidents.ENotFound, "token", "there is no such token")
	}
	if err != nil {
		return t, s.fault(ctx, "read a token", err)
	}
	return t, nil
}

// Tokens lists all tokens, the oldest first.
func (s *Store) Tokens(ctx context.Context) ([]incidents.Token, error) {
	var all []incidents.Token
	err := s.each(ctx, s.primary, "list the tokens", `SELECT `+tokenColumns+` FROM token ORDER BY created, hash`, nil, func(row scanner) error {
		t, err := s.scanToken(row)
		all = append(all, t)
		return err
	})
	if err != nil {
		return nil, err
	}
	return all, nil
}

func (s *Store) scanToken(row scanner) (incidents.Token, error) {
	var hash, document []byte
	var created, used time.Time
	var sum int64
	if err := row.Scan(&hash, &created, instant{&used}, &document, &sum); err != nil {
		return incidents.Token{}, err
	}
	var t incidents.Token
	err := json.Unmarshal(document, &t)
	if err != nil || sum != tokenSum(hash, created, document) || string(t.Hash[:]) != string(hash) {
		return incidents.Token{}, s.damaged(fmt.Sprintf("the token %x does not read as it was written", hash), err)
	}
	t.Used = used
	return t, nil
}
