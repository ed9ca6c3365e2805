package incidents

import (
	"crypto/rand"
	"crypto/sha256"
	"crypto/subtle"
	"encoding/hex"
	"errors"
	"maps"
	"slices"
	"strings"
	"time"
)

// Person is somebody who signs in, with what tells that it is they. Secrets that they know or have are kept as
// hashes, but for the second factor's, which a server must know as well.
type Person struct {
	ID      string // a ULID
	Login   string // what they sign in with: see CleanLogin
	Name    string // the author of what they write
	Admin   bool   // may do everything, in every story
	Stories map[string]Role
	// Disabled is when they were shut out; zero while they may sign in.
	Disabled time.Time
	Created  time.Time

	Password string // in PHC form; empty until they chose one
	Factor   SecondFactor
	Invited  Invitation
	Devices  []SecretHash // of the devices that they signed in from, the newest last
	// Subject is who they are at the server that signs them in (OpenID Connect Core 1.0, section 2), its issuer
	// before it; empty for none.
	Subject string

	// Version changes with each write: see PeopleStore.PutPerson.
	Version int
}

// SecretHash is the SHA-256 of a secret of 128 random bits or more, so that no slower hash is needed.
type SecretHash [32]byte

// MarshalText gives the hash as hexadecimal digits.
func (h SecretHash) MarshalText() ([]byte, error) { return hex.AppendEncode(nil, h[:]), nil }

// UnmarshalText reads what MarshalText gives.
func (h *SecretHash) UnmarshalText(text []byte) error {
	if len(text) != 2*len(h) {
		return errors.New("is not a hash of 64 hexadecimal digits")
	}
	_, err := hex.Decode(h[:], text)
	return err
}

// HashSecret gives the hash by which a secret is known.
func HashSecret(secret string) SecretHash { return sha256.Sum256([]byte(secret)) }

// Is reports whether it is the hash of a secret, in a time that tells nothing of either.
func (h SecretHash) Is(secret string) bool {
	other := HashSecret(secret)
	return subtle.ConstantTimeCompare(h[:], other[:]) == 1
}

// NewSecret makes a secret of 260 random bits, in letters and digits.
func NewSecret() string { return rand.Text() + rand.Text() }

// Invitation lets somebody who has its key choose a name and a password, once.
type Invitation struct {
	Hash    SecretHash
	Expires time.Time // zero where there is none
}

// InvitationLife is how long a link is good.
const InvitationLife = 7 * 24 * time.Hour

// SecondFactor is a person's program that makes codes (RFC 6238), and codes for when it is lost.
type SecondFactor struct {
	Secret   string       // in Base32; empty for none
	Since    time.Time    // zero until they have shown that their program knows the secret
	Step     int64        // the newest time step of which a code was taken: none is taken twice
	Recovery []SecretHash // of codes that were not used yet
}

// On reports whether a code is asked for.
func (f *SecondFactor) On() bool { return !f.Since.IsZero() }

// Bounds of people.
const (
	maxLogin         = 100 // bytes
	maxPersonName    = 100
	maxPersonStories = 200
	// MostPeople is how many people a store keeps.
	MostPeople = 10_000
	// mostDevices is how many devices of a person are known.
	mostDevices = 10
)

// CleanLogin gives a login as it is kept and compared: in small letters, without spaces around it.
func CleanLogin(text string) string {
	if len(text) > 4*maxLogin {
		text = text[:4*maxLogin] // too long in any case
	}
	return strings.ToLower(strings.TrimSpace(text))
}

// CleanName gives a name without spaces around it.
func CleanName(text string) string { return strings.TrimSpace(text) }

// NewPerson makes a person who has not chosen a password yet. EInvalid names the field that breaks a rule.
func NewPerson(login, name string, now time.Time) (Person, error) {
	p := Person{ID: NewID(now), Login: CleanLogin(login), Name: CleanName(name), Created: now.UTC(), Stories: map[string]Role{}}
	return p, p.Validate()
}

// Validate gives the rules that the person breaks, EInvalid by field, or nil.
func (p *Person) Validate() error {
	var wrong Problems
	if !ValidID(p.ID) {
		wrong.Add("id", "%q is not a ULID", p.ID)
	}
	if p.Login == "" || len(p.Login) > maxLogin || p.Login != CleanLogin(p.Login) || strings.ContainsAny(p.Login, " \t\n") {
		wrong.Add("login", "say in 1 to %d bytes what they sign in with, such as an e-mail address, without spaces", maxLogin)
	}
	if p.Name == "" || len(p.Name) > maxPersonName || p.Name != CleanName(p.Name) {
		wrong.Add("name", "say in 1 to %d bytes who they are; what they write is signed with it", maxPersonName)
	}
	checkNew(&wrong, "login", "", p.Login)
	checkNew(&wrong, "name", "", p.Name)
	if len(p.Stories) > maxPersonStories {
		wrong.Add("stories", "has %d entries; the limit is %d", len(p.Stories), maxPersonStories)
	}
	for _, slug := range slices.Sorted(maps.Keys(p.Stories)) {
		if !isSlug(slug) {
			wrong.Add("stories", "%q is not a story's slug", slug)
		}
		if rank(p.Stories[slug]) == 0 {
			wrong.Add("stories", "%q is no role; use one of %v", string(p.Stories[slug]), Roles())
		}
	}
	return wrong.Err()
}

// Actor gives the person as one who asks for something.
func (p *Person) Actor() Actor {
	return Actor{ID: p.ID, Name: p.Name, Admin: p.Admin, Roles: maps.Clone(p.Stories)}
}

// Active reports whether the person may sign in.
func (p *Person) Active() bool { return p.Disabled.IsZero() }

// Joined reports whether they have something to sign in with.
func (p *Person) Joined() bool { return p.Password != "" || p.Subject != "" }

// Invite makes a new key by which they choose a password, in place of one that was made before.
func (p *Person) Invite(now time.Time) (key string) {
	secret := NewSecret()
	p.Invited = Invitation{HashSecret(secret), now.UTC().Add(InvitationLife)}
	return p.ID + "." + secret
}

// InvitedID gives whom a key of Invite's is for, which the key must still open.
func InvitedID(key string) string {
	id, _, _ := strings.Cut(key, ".")
	return id
}

// Opens reports whether a key lets the person choose a password at a time.
func (p *Person) Opens(key string, now time.Time) bool {
	_, secret, _ := strings.Cut(key, ".")
	return p.Active() && now.Before(p.Invited.Expires) && p.Invited.Hash.Is(secret)
}

// Remember notes a device that they signed in from. Of many the oldest is forgotten.
func (p *Person) Remember(device SecretHash) {
	known := append(slices.Clone(p.Devices), device)
	p.Devices = known[max(0, len(known)-mostDevices):]
}

// Knows reports whether they signed in from a device before.
func (p *Person) Knows(device string) bool {
	return device != "" && slices.Contains(p.Devices, HashSecret(device))
}

// Recover uses up a recovery code. It reports whether it was one.
func (f *SecondFactor) Recover(code string) bool {
	at := slices.Index(f.Recovery, HashSecret(code))
	if at < 0 {
		return false
	}
	f.Recovery = slices.Delete(slices.Clone(f.Recovery), at, at+1)
	return true
}

// Follows holds a write of the person against what a store has: the version of the one of the same id, 0 for none,
// whether another has the login, and how many people there are. See PeopleStore.PutPerson.
func (p *Person) Follows(version int, loginTaken bool, people int) error {
	switch {
	case p.Version != version:
		return Errorf(EConflict, "version", "the person was changed meanwhile; read them and try again")
	case loginTaken:
		return Errorf(EConflict, "login", "another person signs in with %q", p.Login)
	case version == 0 && people >= MostPeople:
		return Errorf(ETooLarge, "people", "there are %d people, as many as a store keeps", people)
	}
	return nil
}

// NoPerson is the error of a person who is not there.
func NoPerson() error { return Errorf(ENotFound, "person", "there is no such person") }

// NoSession is the error of a session that is not there.
func NoSession() error { return Errorf(ENotFound, "session", "there is no such session") }
