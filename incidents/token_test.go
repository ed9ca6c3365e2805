package incidents

import (
	"slices"
	"strings"
	"testing"
	"time"
)

func TestToken(t *testing.T) {
	now := time.Date(2026, 2, 22, 18, 0, 0, 0, time.UTC)
	secret, token, err := NewToken(" desk ", ScopeWrite, now, now.Add(time.Hour))
	if err != nil || !strings.HasPrefix(secret, "incidentmap_") || len(secret) < 60 {
		t.Fatalf("%q, %v", secret, err)
	}
	if token.Name != "desk" || token.Hash != HashToken(secret) || strings.Contains(string(token.Hash[:]), secret) {
		t.Errorf("%+v", token)
	}
	_, bound, err := NewToken("desk", ScopeRead, now, time.Time{}, "b", "a", "b")
	if err != nil || !slices.Equal(bound.Stories, []string{"a", "b"}) {
		t.Errorf("%+v, %v", bound, err)
	}
	for slug, want := range map[string]bool{"a": true, "b": true, "c": false, "": false} {
		if bound.Covers(slug) != want || !token.Covers(slug) {
			t.Errorf("for the story %q: %t, for all: %t", slug, bound.Covers(slug), token.Covers(slug))
		}
	}
	reader, revoked := token, token
	reader.Scope, revoked.Revoked = ScopeRead, now
	for _, tt := range []struct {
		name  string
		token Token
		scope Scope
		at    time.Time
		want  bool
	}{
		{"writes", token, ScopeWrite, now, true},
		{"who writes reads", token, ScopeRead, now, true},
		{"who reads does not write", reader, ScopeWrite, now, false},
		{"too late", token, ScopeWrite, now.Add(time.Hour), false},
		{"revoked", revoked, ScopeRead, now, false},
		{"none", Token{}, ScopeRead, now, false},
	} {
		if got := tt.token.Allows(tt.scope, tt.at); got != tt.want {
			t.Errorf("%s: %t", tt.name, got)
		}
	}
	if _, _, err := NewToken("x", ScopeRead, now, time.Time{}, "no slug"); CodeOf(err) != EInvalid {
		t.Errorf("no slug: %v", err)
	}
	for _, bad := range []struct {
		name  string
		scope Scope
	}{{"", ScopeWrite}, {"x", "all"}, {"x\x1b[2J", ScopeWrite}, {strings.Repeat("x", 101), ScopeRead}} {
		if _, _, err := NewToken(bad.name, bad.scope, now, time.Time{}); CodeOf(err) != EInvalid {
			t.Errorf("%+v: %v", bad, err)
		}
	}
}
