package incidents

import (
	"context"
	"time"
)

// Session is somebody signed in, on one device. The secret is in their browser alone; a store keeps its hash.
type Session struct {
	Hash   SecretHash
	Person string // id
	// Pending says that the second factor is still to be shown: the session is good for nothing else.
	Pending bool
	Created time.Time
	Used    time.Time // to a minute
}

// How long sessions last.
const (
	SessionIdle   = 12 * time.Hour     // since it was last used
	SessionLife   = 7 * 24 * time.Hour // however much it is used
	pendingLife   = 10 * time.Minute
	sessionUsedBy = time.Minute // how exactly it is kept when one was used
)

// NewSession makes a session of a person, and the secret for their browser.
func NewSession(person string, pending bool, now time.Time) (secret string, s Session) {
	secret = NewSecret()
	return secret, Session{Hash: HashSecret(secret), Person: person, Pending: pending, Created: now.UTC(), Used: now.UTC()}
}

// Good reports whether the session lasts at a time.
func (s *Session) Good(now time.Time) bool { return now.Before(s.Ends()) }

// Ends gives when the session ends if it is not used any more.
func (s *Session) Ends() time.Time {
	if s.Pending {
		return s.Created.Add(pendingLife)
	}
	idle, whole := s.Used.Add(SessionIdle), s.Created.Add(SessionLife)
	if idle.Before(whole) {
		return idle
	}
	return whole
}

// UsedLately reports whether it is kept already that the session was used at a time, or so shortly before that it
// need not be.
func (s *Session) UsedLately(now time.Time) bool { return now.Before(s.Used.Add(sessionUsedBy)) }

// PeopleStore keeps people and their sessions; it is a part of Store, and its errors are of the same classes.
type PeopleStore interface {
	// PutPerson writes a person, new with the version 0 or in place of the one of the same id and version, and gives the
	// new version. EInvalid if they break a rule of Validate. EConflict, naming "version", if somebody wrote them
	// meanwhile, or naming "login" if another person has the login. ETooLarge beyond MostPeople.
	PutPerson(ctx context.Context, p Person) (version int, err error)

	// Person gives a person by id. ENotFound if there is none.
	Person(ctx context.Context, id string) (Person, error)

	// PersonOf gives a person by login. ENotFound if there is none.
	PersonOf(ctx context.Context, login string) (Person, error)

	// People lists all people by login.
	People(ctx context.Context) ([]Person, error)

	// PutSession keeps a new session, and forgets those that have ended by then.
	PutSession(ctx context.Context, s Session) error

	// Session gives a session by its hash, whether it is still good or not. ENotFound if there is none.
	Session(ctx context.Context, hash SecretHash) (Session, error)

	// UseSession notes when a session was last used, unless Session.UsedLately says that it need not be. Of one that is
	// not there nothing is noted.
	UseSession(ctx context.Context, hash SecretHash, now time.Time) error

	// EndSession forgets a session, if it is there.
	EndSession(ctx context.Context, hash SecretHash) error

	// EndSessions forgets all sessions of a person but one, whose hash may be zero for none.
	EndSessions(ctx context.Context, person string, but SecretHash) error
}
