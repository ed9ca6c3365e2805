package incidents

import (
	"crypto/rand"
	"crypto/sha256"
	"encoding/hex"
	"slices"
	"strings"
	"time"
)

// Token lets a program read or write in an editor's name. The token itself is known to its
// holder alone; a store keeps its hash.
type Token struct {
	Hash    TokenHash
	Name    string // what it is for, in its maker's words; the author of what is written with it
	Scope   Scope
	Created time.Time
	Expires time.Time // zero for never
	Revoked time.Time // zero while it is good
	Used    time.Time // when it was last used, to a minute; zero for never
	Stories []string  // slugs of the stories that it is bound to; none for all
}

// usedEvery is how exactly it is kept when a token was last used: each time costs a write.
const usedEvery = time.Minute

// maxTokenStories is how many stories a token may be bound to.
const maxTokenStories = 50

// TokenHash is the SHA-256 of a token. Tokens are random, so no slower hash is needed.
type TokenHash [32]byte

// String gives the hash as hexadecimal digits.
func (h TokenHash) String() string { return hex.EncodeToString(h[:]) }

// Scope is what a token is good for. Each holds what those before it hold.
type Scope string

// The scopes.
const (
	ScopeRead  Scope = "read"  // what is not public
	ScopeWrite Scope = "write" // incidents
)

// Scopes lists the scopes, the narrowest first.
func Scopes() []Scope { return []Scope{ScopeRead, ScopeWrite} }

// tokenPrefix lets people and programs that look for leaked secrets tell what it is.
const tokenPrefix = "incidentmap_"

// NewToken makes a token, bound to stories if any are named, and gives it and what a store keeps
// of it. EInvalid without a name, or with a scope that is not known or what is no story's slug.
func NewToken(name string, scope Scope, now, expires time.Time, stories ...string) (string, Token, error) {
	var p Problems
	if name = strings.TrimSpace(name); name == "" || len(name) > 100 {
		p.Add("name", "say in 1 to 100 bytes what the token is for")
	}
	checkNew(&p, "name", "", name)
	if scope != ScopeRead && scope != ScopeWrite {
		p.Add("scope", "%s is not known; use one of %v", Quote(scope), Scopes())
	}
	if len(stories) > maxTokenStories {
		p.Add("stories", "has %d entries; the limit is %d", len(stories), maxTokenStories)
	}
	for _, slug := range stories {
		if !isSlug(slug) {
			p.Add("stories", "%s is not a story's slug", Quote(slug))
		}
	}
	stories = slices.Compact(slices.Sorted(slices.Values(stories)))
	secret := tokenPrefix + rand.Text() + rand.Text()
	return secret, Token{Hash: HashToken(secret), Name: name, Scope: scope, Created: now.UTC(), Expires: expires, Stories: stories}, p.Err()
}

// HashToken gives the hash by which a store knows a token.
func HashToken(secret string) TokenHash { return sha256.Sum256([]byte(secret)) }

// Allows reports whether the token is good at a time for what the scope says.
func (t Token) Allows(scope Scope, now time.Time) bool {
	good := t.Revoked.IsZero() && (t.Expires.IsZero() || now.Before(t.Expires))
	return good && (t.Scope == scope || t.Scope == ScopeWrite)
}

// Covers reports whether the token is for a story; with no slug, whether it is for all.
func (t Token) Covers(story string) bool {
	return len(t.Stories) == 0 || slices.Contains(t.Stories, story)
}

// UsedLately reports whether it is kept already that the token was used at a time, or so shortly
// before that it need not be.
func (t Token) UsedLately(now time.Time) bool { return now.Before(t.Used.Add(usedEvery)) }
