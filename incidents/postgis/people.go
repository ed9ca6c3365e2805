package postgis

import (
	"context"
	"encoding/json"
	"time"

	"incidentmap/incidents"
)

// People and sessions are read from the primary: a replica may not know yet who was shut out.

const (
	personColumns  = `id, login, version, checksum, document`
	sessionColumns = `hash, checksum, document`
)

func personSum(id, login string, version int, document []byte) int64 {
	return int64(sum(0).text(id).text(login).number(int64(version)).bytes(document))
}

func (s *Store) scanPerson(row scanner) (incidents.Person, error) {
	var p incidents.Person
	var id, login string
	var version int
	var checksum int64
	var document []byte
	if err := row.Scan(&id, &login, &version, &checksum, &document); err != nil {
		return p, err
	}
	err := json.Unmarshal(document, &p)
	if err != nil || checksum != personSum(id, login, version, document) || p.ID != id || p.Version != version {
		return incidents.Person{}, s.damaged("a person does not read as they were written", err)
	}
	return p, nil
}

// PutPerson writes a person: see incidents.PeopleStore. Who writes people at the same time
// waits for its turn.
func (s *Store) PutPerson(ctx context.Context, p incidents.Person) (int, error) {
	const doing = "write a person"
	if err := p.Validate(); err != nil {
		return 0, err
	}
	tx, err := s.primary.Begin(ctx)
	if err != nil {
		return 0, s.fault(ctx, doing, err)
	}
	defer tx.Rollback(context.WithoutCancel(ctx)) //nolint:errcheck // after a commit there is nothing to take back
	if _, err := tx.Exec(ctx, `LOCK TABLE person IN SHARE ROW EXCLUSIVE MODE`); err != nil {
		return 0, s.fault(ctx, doing, err)
	}
	var version, all int
	var taken bool
	err = tx.QueryRow(ctx, `SELECT coalesce((SELECT version FROM person WHERE id = $1), 0),
		EXISTS (SELECT FROM person WHERE login = $2 AND id <> $1), (SELECT count(*) FROM person)`, p.ID, p.Login).Scan(&version, &taken, &all)
	if err != nil {
		return 0, s.fault(ctx, doing, err)
	}
	if err := p.Follows(version, taken, all); err != nil {
		return 0, err
	}
	p.Version++
	document, err := json.Marshal(&p)
	if err != nil {
		return 0, err
	}
	_, err = tx.Exec(ctx, `INSERT INTO person (`+personColumns+`) VALUES ($1, $2, $3, $4, $5)
		ON CONFLICT (id) DO UPDATE SET login = excluded.login, version = excluded.version, checksum = excluded.checksum, document = excluded.document`,
		p.ID, p.Login, p.Version, personSum(p.ID, p.Login, p.Version, document), document)
	if err == nil {
		err = tx.Commit(ctx)
	}
	return p.Version, s.orFault(ctx, doing, err)
}

// Person gives a person by id: see incidents.PeopleStore.
func (s *Store) Person(ctx context.Context, id string) (incidents.Person, error) {
	return s.person(ctx, `SELECT `+personColumns+` FROM person WHERE id = $1`, asked(id))
}

// PersonOf gives a person by login: see incidents.PeopleStore.
func (s *Store) PersonOf(ctx context.Context, login string) (incidents.Person, error) {
	return s.person(ctx, `SELECT `+personColumns+` FROM person WHERE login = $1`, asked(incidents.CleanLogin(login)))
}

func (s *Store) person(ctx context.Context, query, value string) (incidents.Person, error) {
	p, err := s.scanPerson(s.primary.QueryRow(ctx, query, value))
	switch {
	case none(err):
		return p, incidents.NoPerson()
	case err != nil:
		return p, s.fault(ctx, "read a person", err)
	}
	return p, nil
}

// People lists all people by login: see incidents.PeopleStore.
func (s *Store) People(ctx context.Context) ([]incidents.Person, error) {
	var all []incidents.Person
	err := s.each(ctx, s.primary, "list the people", `SELECT `+personColumns+` FROM person ORDER BY login`, nil, func(row scanner) error {
		p, err := s.scanPerson(row)
		all = append(all, p)
		return err
	})
	return all, err
}

func (s *Store) scanSession(row scanner) (incidents.Session, error) {
	var one incidents.Session
	var checksum int64
	var hash, document []byte
	if err := row.Scan(&hash, &checksum, &document); err != nil {
		return one, err
	}
	err := json.Unmarshal(document, &one)
	if err != nil || checksum != sessionSum(hash, document) || string(one.Hash[:]) != string(hash) {
		return incidents.Session{}, s.damaged("a session does not read as it was written", err)
	}
	return one, nil
}

func sessionSum(hash, document []byte) int64 { return int64(sum(0).bytes(hash).bytes(document)) }

// PutSession keeps a session: see incidents.PeopleStore.
func (s *Store) PutSession(ctx context.Context, one incidents.Session) error {
	const doing = "write a session"
	document, err := json.Marshal(&one)
	if err != nil {
		return err
	}
	if _, err := s.primary.Exec(ctx, `DELETE FROM session WHERE ends < $1`, one.Created.UTC()); err != nil {
		return s.fault(ctx, doing, err)
	}
	_, err = s.primary.Exec(ctx, `INSERT INTO session (hash, person, ends, checksum, document) VALUES ($1, $2, $3, $4, $5)
		ON CONFLICT (hash) DO UPDATE SET person = excluded.person, ends = excluded.ends, checksum = excluded.checksum, document = excluded.document`,
		one.Hash[:], one.Person, one.Ends().UTC(), sessionSum(one.Hash[:], document), document)
	return s.orFault(ctx, doing, err)
}

// Session gives a session: see incidents.PeopleStore.
func (s *Store) Session(ctx context.Context, hash incidents.SecretHash) (incidents.Session, error) {
	one, err := s.scanSession(s.primary.QueryRow(ctx, `SELECT `+sessionColumns+` FROM session WHERE hash = $1`, hash[:]))
	switch {
	case none(err):
		return one, incidents.NoSession()
	case err != nil:
		return one, s.fault(ctx, "read a session", err)
	}
	return one, nil
}

// UseSession notes when a session was last used: see incidents.PeopleStore. One that is ended meanwhile stays so.
func (s *Store) UseSession(ctx context.Context, hash incidents.SecretHash, now time.Time) error {
	one, err := s.Session(ctx, hash)
	switch {
	case incidents.CodeOf(err) == incidents.ENotFound:
		return nil
	case err != nil || one.UsedLately(now):
		return err
	}
	one.Used = now.UTC()
	document, err := json.Marshal(&one)
	if err != nil {
		return err
	}
	_, err = s.primary.Exec(ctx, `UPDATE session SET ends = $2, checksum = $3, document = $4 WHERE hash = $1`,
		hash[:], one.Ends().UTC(), sessionSum(hash[:], document), document)
	return s.orFault(ctx, "note that a session was used", err)
}

// EndSession forgets a session: see incidents.PeopleStore.
func (s *Store) EndSession(ctx context.Context, hash incidents.SecretHash) error {
	_, err := s.primary.Exec(ctx, `DELETE FROM session WHERE hash = $1`, hash[:])
	return s.orFault(ctx, "end a session", err)
}

// EndSessions forgets the sessions of a person: see incidents.PeopleStore.
func (s *Store) EndSessions(ctx context.Context, person string, but incidents.SecretHash) error {
	_, err := s.primary.Exec(ctx, `DELETE FROM session WHERE person = $1 AND hash <> $2`, asked(person), but[:])
	return s.orFault(ctx, "end sessions", err)
}
