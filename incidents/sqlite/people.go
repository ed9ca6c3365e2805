package sqlite

import (
	"context"
	"encoding/json"
	"errors"
	"time"

	"zombiezen.com/go/sqlite"

	"incidentmap/incidents"
)

// A person's and a session's data are JSON, sealed with the row's key.

func encodePerson(p *incidents.Person) ([]byte, error) {
	document, err := json.Marshal(p)
	return seal([]byte(p.ID), document), err
}

func (s *Store) scanPerson(st *sqlite.Stmt) (incidents.Person, error) {
	var p incidents.Person
	id := st.ColumnText(0)
	document, ok := unseal([]byte(id), blob(st, 1))
	if !ok {
		return p, s.damage(errRow, "a person")
	}
	err := json.Unmarshal(document, &p)
	if err == nil && p.ID != id {
		err = errors.New("it is of another person")
	}
	return p, s.damage(err, "a person")
}

// PutPerson writes a person: see incidents.PeopleStore.
func (s *Store) PutPerson(ctx context.Context, p incidents.Person) (int, error) {
	if err := p.Validate(); err != nil {
		return 0, err
	}
	err := s.change(ctx, "write a person", func(w *writing) error {
		before, err := s.peopleOf(w.conn, `SELECT id, data FROM person WHERE id = ?`, p.ID)
		if err != nil {
			return err
		}
		known := 0
		if len(before) > 0 {
			known = before[0].Version
		}
		namesake, err := s.peopleOf(w.conn, `SELECT id, data FROM person WHERE login = ? AND id <> ?`, p.Login, p.ID)
		if err != nil {
			return err
		}
		all, _, err := number(w.conn, `SELECT count(*) FROM person`)
		if err == nil {
			err = p.Follows(known, len(namesake) > 0, int(all))
		}
		if err != nil {
			return err
		}
		next := p
		next.Version++
		data, err := encodePerson(&next)
		if err != nil {
			return err
		}
		return run(w.conn, `INSERT INTO person (id, login, data) VALUES (?, ?, ?)
			ON CONFLICT (id) DO UPDATE SET login = excluded.login, data = excluded.data`, p.ID, p.Login, data)
	})
	if err != nil {
		return 0, err
	}
	return p.Version + 1, nil
}

// Person gives a person by id: see incidents.PeopleStore.
func (s *Store) Person(ctx context.Context, id string) (incidents.Person, error) {
	return s.person(ctx, `SELECT id, data FROM person WHERE id = ?`, id)
}

// PersonOf gives a person by login: see incidents.PeopleStore.
func (s *Store) PersonOf(ctx context.Context, login string) (incidents.Person, error) {
	return s.person(ctx, `SELECT id, data FROM person WHERE login = ?`, incidents.CleanLogin(login))
}

func (s *Store) person(ctx context.Context, query, value string) (incidents.Person, error) {
	all, err := s.people(ctx, query, value)
	switch {
	case err != nil:
		return incidents.Person{}, err
	case len(all) == 0:
		return incidents.Person{}, incidents.NoPerson()
	}
	return all[0], nil
}

// People lists all people by login: see incidents.PeopleStore.
func (s *Store) People(ctx context.Context) ([]incidents.Person, error) {
	return s.people(ctx, `SELECT id, data FROM person ORDER BY login`)
}

func (s *Store) people(ctx context.Context, query string, values ...any) (all []incidents.Person, err error) {
	err = s.read(ctx, "read people", func(c *sqlite.Conn) error {
		all, err = s.peopleOf(c, query, values...)
		return err
	})
	return all, err
}

func (s *Store) peopleOf(c *sqlite.Conn, query string, values ...any) ([]incidents.Person, error) {
	var all []incidents.Person
	err := each(c, func(st *sqlite.Stmt) error {
		p, err := s.scanPerson(st)
		all = append(all, p)
		return err
	}, query, values...)
	return all, err
}

const selectSession = `SELECT hash, data FROM session WHERE hash = ?`

// PutSession keeps a session: see incidents.PeopleStore.
func (s *Store) PutSession(ctx context.Context, one incidents.Session) error {
	return s.change(ctx, "write a session", func(w *writing) error {
		if err := run(w.conn, `DELETE FROM session WHERE ends < ?`, millis(one.Created)); err != nil {
			return err
		}
		return putSession(w.conn, &one)
	})
}

func putSession(c *sqlite.Conn, one *incidents.Session) error {
	document, err := json.Marshal(one)
	if err != nil {
		return err
	}
	return run(c, `INSERT INTO session (hash, person, ends, data) VALUES (?, ?, ?, ?)
		ON CONFLICT (hash) DO UPDATE SET person = excluded.person, ends = excluded.ends, data = excluded.data`,
		one.Hash[:], one.Person, millis(one.Ends()), seal(one.Hash[:], document))
}

// Session gives a session: see incidents.PeopleStore.
func (s *Store) Session(ctx context.Context, hash incidents.SecretHash) (one incidents.Session, err error) {
	err = s.read(ctx, "read a session", func(c *sqlite.Conn) error {
		all, err := s.sessionsOf(c, selectSession, hash[:])
		switch {
		case err != nil:
			return err
		case len(all) == 0:
			return incidents.NoSession()
		}
		one = all[0]
		return nil
	})
	return one, err
}

func (s *Store) sessionsOf(c *sqlite.Conn, query string, values ...any) ([]incidents.Session, error) {
	var all []incidents.Session
	err := each(c, func(st *sqlite.Stmt) error {
		var one incidents.Session
		hash := blob(st, 0)
		document, ok := unseal(hash, blob(st, 1))
		if !ok {
			return s.damage(errRow, "a session")
		}
		err := json.Unmarshal(document, &one)
		if err == nil && string(one.Hash[:]) != string(hash) {
			err = errors.New("it is another session")
		}
		all = append(all, one)
		return s.damage(err, "a session")
	}, query, values...)
	return all, err
}

// UseSession notes when a session was last used: see incidents.PeopleStore.
func (s *Store) UseSession(ctx context.Context, hash incidents.SecretHash, now time.Time) error {
	return s.change(ctx, "note that a session was used", func(w *writing) error {
		all, err := s.sessionsOf(w.conn, selectSession, hash[:])
		if err != nil || len(all) == 0 || all[0].UsedLately(now) {
			return err
		}
		all[0].Used = now.UTC()
		return putSession(w.conn, &all[0])
	})
}

// EndSession forgets a session: see incidents.PeopleStore.
func (s *Store) EndSession(ctx context.Context, hash incidents.SecretHash) error {
	return s.change(ctx, "end a session", func(w *writing) error {
		return run(w.conn, `DELETE FROM session WHERE hash = ?`, hash[:])
	})
}

// EndSessions forgets the sessions of a person: see incidents.PeopleStore.
func (s *Store) EndSessions(ctx context.Context, person string, but incidents.SecretHash) error {
	return s.change(ctx, "end sessions", func(w *writing) error {
		return run(w.conn, `DELETE FROM session WHERE person = ? AND hash <> ?`, person, but[:])
	})
}

// checkPeople reads people and sessions.
func (h *history) checkPeople() error {
	err := each(h.conn, func(st *sqlite.Stmt) error {
		p, err := h.store.scanPerson(st)
		if err == nil {
			err = p.Validate()
		}
		return h.Note(err, "a person")
	}, `SELECT id, data FROM person`)
	if err != nil {
		return err
	}
	_, err = h.store.sessionsOf(h.conn, `SELECT hash, data FROM session`)
	return h.Note(err, "a session")
}
