package storetest

import (
	"errors"
	"fmt"
	"sync"
	"testing"
	"time"

	"incidentmap/incidents"
)

// joined is when the people of tests were made.
var joined = time.Date(2026, 3, 2, 12, 0, 0, 0, time.UTC)

func person(t *testing.T, login string) incidents.Person {
	t.Helper()
	p, err := incidents.NewPerson(login, "Ñuria of "+login, joined)
	if err != nil {
		t.Fatal(err)
	}
	return p
}

func putPerson(t *testing.T, s incidents.Store, p incidents.Person) incidents.Person {
	t.Helper()
	version, err := s.PutPerson(t.Context(), p)
	if err != nil {
		t.Fatalf("PutPerson: %v", err)
	}
	p.Version = version
	return p
}

func testPeople(t *testing.T, s incidents.Store) {
	if all, err := s.People(t.Context()); err != nil || len(all) != 0 {
		t.Errorf("an empty store has the people %v, %v", all, err)
	}
	zoe, ana := person(t, "zoe@example.org"), person(t, "ana@example.org")
	zoe.Admin, zoe.Password = true, "$argon2id$v=19$m=19456,t=2,p=1$c2FsdA$aGFzaA"
	zoe.Stories = map[string]incidents.Role{"jalisco": incidents.Editor, "other": incidents.Reporter}
	zoe.Factor = incidents.SecondFactor{Secret: "JBSWY3DP", Since: joined, Step: 58, Recovery: []incidents.SecretHash{incidents.HashSecret("a"), incidents.HashSecret("b")}}
	zoe.Remember(incidents.HashSecret("device"))
	zoe.Invite(joined)
	zoe = putPerson(t, s, zoe)
	ana = putPerson(t, s, ana)
	if zoe.Version != 1 {
		t.Errorf("a new person has the version %d", zoe.Version)
	}
	isPerson := func(what string, want incidents.Person, got incidents.Person, err error) {
		t.Helper()
		if err != nil {
			t.Fatalf("%s: %v", what, err)
		}
		same(t, what, got, want)
	}
	got, err := s.Person(t.Context(), zoe.ID)
	isPerson("by id", zoe, got, err)
	got, err = s.PersonOf(t.Context(), " ZOE@example.org")
	isPerson("by login", zoe, got, err)
	all, err := s.People(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	same(t, "all by login", all, []incidents.Person{ana, zoe})

	ana.Login, ana.Disabled = "ana.b@example.org", joined.Add(time.Hour)
	ana = putPerson(t, s, ana)
	got, err = s.Person(t.Context(), ana.ID)
	isPerson("changed", ana, got, err)
	_, err = s.PersonOf(t.Context(), "ana@example.org")
	isCode(t, "the old login", err, incidents.ENotFound)
	_, err = s.Person(t.Context(), incidents.NewID(joined))
	isCode(t, "an id that is not there", err, incidents.ENotFound)
	_, err = s.Person(t.Context(), "\x00")
	isCode(t, "an id that is none", err, incidents.ENotFound)
	testPeopleConflicts(t, s, ana, zoe)
	if newest(t, s) != 0 {
		t.Error("a person took a sequence number")
	}
	if err := s.Check(t.Context()); err != nil {
		t.Errorf("Check: %v", err)
	}
}

func testPeopleConflicts(t *testing.T, s incidents.Store, ana, zoe incidents.Person) {
	t.Helper()
	refused := func(what string, p incidents.Person, code incidents.Code) {
		t.Helper()
		_, err := s.PutPerson(t.Context(), p)
		isCode(t, what, err, code)
	}
	old := ana
	old.Version--
	refused("an old version", old, incidents.EConflict)
	again := ana
	again.Version = 0
	refused("a new one of the same id", again, incidents.EConflict)
	twin := person(t, zoe.Login)
	refused("a login that is taken", twin, incidents.EConflict)
	taking := ana
	taking.Login = zoe.Login
	refused("a login taken by a change", taking, incidents.EConflict)
	nameless := ana
	nameless.Name = ""
	refused("no name", nameless, incidents.EInvalid)

	// Of many who write the same version one wins: a code, a link or a device is used once.
	var group sync.WaitGroup
	var mu sync.Mutex
	won := 0
	for i := range 8 {
		group.Go(func() {
			p := zoe
			p.Name = fmt.Sprint("Zoe ", i)
			_, err := s.PutPerson(t.Context(), p)
			mu.Lock()
			defer mu.Unlock()
			if err == nil {
				won++
			} else if incidents.CodeOf(err) != incidents.EConflict {
				t.Errorf("at once: %v", err)
			}
		})
	}
	group.Wait()
	if won != 1 {
		t.Errorf("%d of 8 wrote the same version", won)
	}
}

func testSessions(t *testing.T, s incidents.Store) {
	ana, zoe := putPerson(t, s, person(t, "ana")), putPerson(t, s, person(t, "zoe"))
	begin := func(of incidents.Person, pending bool, at time.Time) incidents.Session {
		t.Helper()
		secret, one := incidents.NewSession(of.ID, pending, at)
		if err := s.PutSession(t.Context(), one); err != nil {
			t.Fatal(err)
		}
		if incidents.HashSecret(secret) != one.Hash {
			t.Error("the secret is not the session's")
		}
		return one
	}
	is := func(what string, want incidents.Session) {
		t.Helper()
		got, err := s.Session(t.Context(), want.Hash)
		if err != nil {
			t.Fatalf("%s: %v", what, err)
		}
		same(t, what, got, want)
	}
	isGone := func(what string, one incidents.Session) {
		t.Helper()
		_, err := s.Session(t.Context(), one.Hash)
		isCode(t, what, err, incidents.ENotFound)
	}
	here, there, hers := begin(ana, false, joined), begin(ana, true, joined), begin(zoe, false, joined)
	is("a session", here)
	is("one that waits for the second factor", there)

	for at, want := range map[time.Duration]time.Duration{time.Second: 0, time.Minute - 1: 0, time.Minute: time.Minute} {
		one := begin(ana, false, joined)
		if err := s.UseSession(t.Context(), one.Hash, joined.Add(at)); err != nil {
			t.Fatal(err)
		}
		one.Used = joined.Add(want)
		is("used", one)
	}
	if err := s.EndSessions(t.Context(), ana.ID, here.Hash); err != nil {
		t.Error(err)
	}
	isGone("all but one are ended", there)
	is("the one stays", here)
	is("another's stays", hers)
	if err := errors.Join(s.EndSession(t.Context(), here.Hash), s.EndSession(t.Context(), here.Hash)); err != nil {
		t.Error(err)
	}
	isGone("ended", here)
	if err := s.UseSession(t.Context(), here.Hash, joined.Add(9*time.Hour)); err != nil {
		t.Errorf("the use of one that is gone: %v", err)
	}
	isGone("used after it was ended", here)
	begin(ana, false, joined.Add(incidents.SessionIdle-time.Minute))
	is("it still lasts", hers)
	begin(ana, false, joined.Add(incidents.SessionIdle+time.Minute))
	isGone("what has ended is forgotten", hers)
	if err := s.Check(t.Context()); err != nil {
		t.Errorf("Check: %v", err)
	}
}
