package signin

import (
	"context"
	"log/slog"
	"net/http"
	"time"

	"incidentmap/incidents"
	"incidentmap/web/limit"
	"incidentmap/web/origin"
	"incidentmap/web/respond"
)

// credentials are what somebody says in order to sign in.
type credentials struct{ login, password, code string }

// attempt is one try to sign in: what it counts under, until it turns out to be right.
type attempt struct{ keys []tried }

type tried struct {
	of  *limit.Guesses
	key string
}

// try counts the try under all its keys. The error is 429 when one of them has to wait.
func (a *attempt) try(of *limit.Guesses, key string) error {
	wait, ok := of.Try(key)
	if !ok {
		return respond.TooMany(wait)
	}
	a.keys = append(a.keys, tried{of, key})
	return nil
}

// right says that what was tried was right.
func (a *attempt) right() {
	for _, t := range a.keys {
		t.of.Pardon(t.key)
	}
	a.keys = nil
}

// addressOf names where a request comes from, for counting wrong sign-ins, and for nothing else.
func addressOf(r *http.Request) string {
	from, _ := origin.Of(r.Context())
	return limit.AddressKey(from.Client)
}

// checkPassword gives the person of a login whose password is right. Guessing is slowed by login and by address; who
// comes with what only a browser has that they signed in from before is counted by that, so that nobody else can make
// them wait. Whether there is such a login takes as long to tell as whether the password is right.
func (s *Service) checkPassword(r *http.Request, c credentials) (incidents.Person, error) {
	ctx := r.Context()
	person, err := s.store.PersonOf(ctx, c.login)
	if err != nil && !absent(err) {
		return person, err
	}
	device := s.cookie(r, deviceCookie)
	known := person.Knows(device)
	var a attempt
	if known {
		err = a.try(s.logins, "device of "+person.ID)
	} else if err = a.try(s.addresses, addressOf(r)); err == nil {
		err = a.try(s.logins, "login "+incidents.CleanLogin(c.login))
	}
	if err != nil {
		a.right() // nothing is tried
		return person, err
	}
	kept := person.Password
	if !person.Active() {
		kept = ""
	}
	ok, err := s.hasher.check(ctx, known, kept, c.password)
	switch {
	case err != nil:
		a.right() // nothing was tried
		return person, err
	case !ok:
		return person, wrongCredentials()
	}
	a.right()
	return person, nil
}

// checkCode takes a code of the second factor, or a recovery code, which is used up. Like all that is used once it is
// written down before it counts.
func (s *Service) checkCode(r *http.Request, person incidents.Person, code string) (incidents.Person, error) {
	var a attempt
	key := "code " + person.ID
	if device := s.cookie(r, deviceCookie); person.Knows(device) {
		key = "code of device " + person.ID
	}
	if err := a.try(s.logins, key); err != nil {
		return person, err
	}
	if !useCode(&person.Factor, code, s.now()) {
		return person, wrongCredentials()
	}
	version, err := s.store.PutPerson(r.Context(), person)
	if incidents.CodeOf(err) == incidents.EConflict && err != nil {
		return person, wrongCredentials() // the code may just have been used by another request
	}
	if err != nil {
		return person, err
	}
	person.Version = version
	a.right()
	return person, nil
}

// signedIn begins a session of a person who has shown all that is asked of them, and has their browser known.
func (s *Service) signedIn(w http.ResponseWriter, r *http.Request, person incidents.Person) (Visitor, error) {
	secret, err := s.begin(w, r, person.ID, false)
	if err != nil {
		return Visitor{}, err
	}
	if device := s.cookie(r, deviceCookie); !person.Knows(device) {
		device = incidents.NewSecret()
		err := s.revise(r.Context(), person.ID, func(p *incidents.Person) error {
			p.Remember(incidents.HashSecret(device))
			return nil
		})
		if err != nil {
			return Visitor{}, err
		}
		s.setCookie(w, r, deviceCookie, device, deviceLife)
	}
	s.note(r, "signed in", slog.String("login", person.Login))
	return Visitor{Person: person, CSRF: csrfOf(secret)}, nil
}

// revise changes a person as they are now, again where somebody else changed them meanwhile.
func (s *Service) revise(ctx context.Context, id string, change func(*incidents.Person) error) error {
	for tries := 0; ; tries++ {
		person, err := s.store.Person(ctx, id)
		if err == nil {
			err = change(&person)
		}
		if err != nil {
			return err
		}
		_, err = s.store.PutPerson(ctx, person)
		if err == nil || tries == 5 || !isOfVersion(err) {
			return err
		}
	}
}

// note writes a security event down: who did what to whom, and nothing of readers.
func (s *Service) note(r *http.Request, event string, attributes ...slog.Attr) {
	s.log.LogAttrs(r.Context(), slog.LevelInfo, event, attributes...)
}

// patience with which a code's clock may be wrong, in steps of 30 seconds.
const (
	stepLength = 30 * time.Second
	stepsOff   = 1
)
