package main

import (
	"context"
	"strings"
	"testing"
	"time"

	"incidentmap/incidents"
)

// tokenShelf keeps tokens in memory.
type tokenShelf []incidents.Token

func (s *tokenShelf) PutToken(_ context.Context, t incidents.Token) error {
	for i, kept := range *s {
		if kept.Hash == t.Hash {
			(*s)[i] = t
			return nil
		}
	}
	*s = append(*s, t)
	return nil
}

func (s *tokenShelf) Tokens(context.Context) ([]incidents.Token, error) { return *s, nil }

func TestTokens(t *testing.T) {
	shelf := &tokenShelf{}
	now := time.Date(2026, 2, 22, 18, 0, 0, 0, time.UTC)
	issue := func(name, scope string, expires time.Duration) string {
		secret, err := (&tokenCreateCmd{Scope: scope, Name: name, Expires: expires}).create(t.Context(), shelf, now)
		if err != nil {
			t.Fatal(err)
		}
		return secret
	}
	secret := issue("desk", "write", 0)
	issue("bot", "read", 720*time.Hour)
	issue("bot", "write", time.Hour)
	if kept := (*shelf)[0]; kept.Hash != incidents.HashToken(secret) || !kept.Allows(incidents.ScopeWrite, now) || !kept.Expires.IsZero() {
		t.Errorf("%+v", kept)
	}
	if kept := (*shelf)[1]; !kept.Expires.Equal(now.Add(720 * time.Hour)) {
		t.Errorf("%+v", kept)
	}
	if _, err := (&tokenCreateCmd{Scope: "write", Name: "x", Expires: -time.Hour}).create(t.Context(), shelf, now); err == nil {
		t.Error("a token that has expired was made")
	}

	second := hashText((*shelf)[1])
	for _, tt := range []struct{ which, want string }{
		{"nobody", "there is no token"},
		{"bot", "2 tokens are called"},
		{second[:4], "there is no token"},
		{strings.ToUpper(second[:12]), ""},
		{second[:12], "was revoked on 2026-02-22"},
		{"bot", ""}, // one is left
		{"desk", ""},
	} {
		_, err := (&tokenRevokeCmd{Token: tt.which}).revoke(t.Context(), shelf, now)
		if (err == nil) != (tt.want == "") || err != nil && !strings.Contains(err.Error(), tt.want) {
			t.Errorf("%s: %v, want %q", tt.which, err, tt.want)
		}
	}
	for _, kept := range *shelf {
		if kept.Allows(kept.Scope, now) {
			t.Errorf("%s is good still", kept.Name)
		}
	}
}

func TestListOfTokens(t *testing.T) {
	now := time.Date(2026, 2, 22, 18, 0, 0, 0, time.UTC)
	made := now.Add(-48 * time.Hour)
	var out strings.Builder
	err := writeTokens(&out, []incidents.Token{
		{Hash: incidents.TokenHash{0xab, 0xcd}, Name: "the desk", Scope: incidents.ScopeWrite, Created: made},
		{Name: "old", Scope: incidents.ScopeRead, Created: made, Expires: now.Add(-time.Hour)},
		{Name: "lost", Scope: incidents.ScopeRead, Created: made, Revoked: now},
	}, now)
	want := `HASH          SCOPE  STATE    CREATED               EXPIRES               NAME
abcd00000000  write  good     2026-02-20T18:00:00Z  never                 the desk
000000000000  read   expired  2026-02-20T18:00:00Z  2026-02-22T17:00:00Z  old
000000000000  read   revoked  2026-02-20T18:00:00Z  never                 lost
`
	if err != nil || out.String() != want {
		t.Errorf("%v\n%s", err, out.String())
	}
}
