package postgis

import (
	"context"
	"encoding/json"
	"fmt"
	"time"

	"incidentmap/incidents"
)

const tokenColumns = `hash, created, document, checksum`

func tokenSum(hash []byte, created time.Time, document []byte) int64 {
	return int64(sum(0).bytes(hash).time(created).bytes(document))
}

// PutToken keeps a token, new or in place of the one of the same hash.
func (s *Store) PutToken(ctx context.Context, t incidents.Token) error {
	document, err := json.Marshal(&t)
	if err != nil {
		return incidents.Errorf(incidents.EInvalid, "token", "cannot be written as JSON: %v", err)
	}
	created := t.Created.UTC().Truncate(time.Microsecond)
	_, err = s.primary.Exec(ctx, `INSERT INTO token (hash, created, document, checksum) VALUES ($1, $2, $3, $4)
		ON CONFLICT (hash) DO UPDATE SET created = excluded.created, document = excluded.document, checksum = excluded.checksum`,
		t.Hash[:], created, document, tokenSum(t.Hash[:], created, document))
	if err != nil {
		return s.fault(ctx, "write a token", err)
	}
	return nil
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
	var created time.Time
	var sum int64
	if err := row.Scan(&hash, &created, &document, &sum); err != nil {
		return incidents.Token{}, err
	}
	var t incidents.Token
	err := json.Unmarshal(document, &t)
	if err != nil || sum != tokenSum(hash, created, document) || string(t.Hash[:]) != string(hash) {
		return incidents.Token{}, s.damaged(fmt.Sprintf("the token %x does not read as it was written", hash), err)
	}
	return t, nil
}
