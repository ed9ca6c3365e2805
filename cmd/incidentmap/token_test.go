package main

import (
	"context"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/alecthomas/kong"

	"incidentmap/incidents"
)

// tokenList keeps tokens in memory.
type tokenList []incidents.Token

func (s *tokenList) PutToken(_ context.Context, t incidents.Token) error {
	for i, kept := range *s {
		if kept.Hash == t.Hash {
			(*s)[i] = t
			return nil
		}
	}
	*s = append(*s, t)
	return nil
}

func (s *tokenList) Story(_ context.Context, slug string) (incidents.Story, error) {
	if slug != "jalisco" {
		return incidents.Story{}, incidents.NoStory(slug)
	}
	return incidents.Story{Slug: slug}, nil
}

func (s *tokenList) Tokens(context.Context) ([]incidents.Token, error) { return *s, nil }

func TestTokens(t *testing.T) {
	list := &tokenList{}
	now := time.Date(2026, 2, 22, 18, 0, 0, 0, time.UTC)
	issue := func(name, scope string, ttl time.Duration) string {
		secret, err := (&tokenCreateCmd{Scope: scope, Name: name, TTL: lifetime(ttl)}).create(t.Context(), list, now)
		if err != nil {
			t.Fatal(err)
		}
		return secret
	}
	secret := issue("desk", "write", 0)
	issue("bot", "read", 720*time.Hour)
	issue("bot", "write", time.Hour)
	if kept := (*list)[0]; kept.Hash != incidents.HashToken(secret) || !kept.Allows(incidents.ScopeWrite, now) || !kept.Expires.IsZero() {
		t.Errorf("%+v", kept)
	}
	if kept := (*list)[1]; !kept.Expires.Equal(now.Add(720 * time.Hour)) {
		t.Errorf("%+v", kept)
	}
	bound := &tokenCreateCmd{Scope: "write", Name: "bound", Story: []string{"jalisco"}}
	if _, err := bound.create(t.Context(), list, now); err != nil || !slices.Equal((*list)[3].Stories, bound.Story) {
		t.Errorf("%v: %+v", err, (*list)[3])
	}
	bound.Story = []string{"jalisco", "jalsico"}
	if _, err := bound.create(t.Context(), list, now); incidents.CodeOf(err) != incidents.ENotFound {
		t.Errorf("a story that is not there: %v", err)
	}

	second := hashText((*list)[1])
	for _, tt := range []struct{ which, want string }{
		{"nobody", "there is no token"},
		{"bot", "2 tokens are called"},
		{second[:4], "there is no token"},
		{strings.ToUpper(second[:12]), ""},
		{second[:12], "was revoked on 2026-02-22"},
		{"bot", ""}, // one is left
		{"desk", ""},
		{"bound", ""},
	} {
		_, err := (&tokenRevokeCmd{Token: tt.which}).revoke(t.Context(), list, now)
		if (err == nil) != (tt.want == "") || err != nil && !strings.Contains(err.Error(), tt.want) {
			t.Errorf("%s: %v, want %q", tt.which, err, tt.want)
		}
	}
	for _, kept := range *list {
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
		{Hash: incidents.TokenHash{0xab, 0xcd}, Name: "the desk", Scope: incidents.ScopeWrite, Created: made, Used: now, Stories: []string{"a", "b"}},
		{Name: "old", Scope: incidents.ScopeRead, Created: made, Expires: now.Add(-time.Hour)},
		{Name: "lost", Scope: incidents.ScopeRead, Created: made, Revoked: now},
	}, now)
	want := `HASH          SCOPE  STATE    CREATED               EXPIRES               USED                  STORIES  NAME
abcd00000000  write  good     2026-02-20T18:00:00Z  never                 2026-02-22T18:00:00Z  a,b      the desk
000000000000  read   expired  2026-02-20T18:00:00Z  2026-02-22T17:00:00Z  never                 all      old
000000000000  read   revoked  2026-02-20T18:00:00Z  never                 never                 all      lost
`
	if err != nil || out.String() != want {
		t.Errorf("%v\n%s", err, out.String())
	}
}

// TestTokensEnd holds that a token ends after 90 days unless more is asked for.
func TestTokensEnd(t *testing.T) {
	for _, tt := range []struct {
		args []string
		want time.Duration // negative for what is refused
	}{
		{nil, 90 * 24 * time.Hour},
		{[]string{"--ttl", "30d"}, 30 * 24 * time.Hour},
		{[]string{"--ttl", "12h30m"}, 12*time.Hour + 30*time.Minute},
		{[]string{"--expires", "720h"}, 720 * time.Hour},
		{[]string{"--ttl", "0"}, 0},
		{[]string{"--ttl", "0d"}, 0},
		{[]string{"--ttl", "never"}, 0},
		{[]string{"--ttl=-1h"}, -1},
		{[]string{"--ttl=-1d"}, -1},
		{[]string{"--ttl", "1e9d"}, -1},
		{[]string{"--ttl", "99999d"}, -1},
		{[]string{"--ttl", "soon"}, -1},
		{[]string{"--ttl", ""}, -1},
	} {
		var line cli
		parser, err := kong.New(&line, helpWords())
		if err != nil {
			t.Fatal(err)
		}
		_, err = parser.Parse(append([]string{"token", "create"}, tt.args...))
		if (err != nil) != (tt.want < 0) || err == nil && line.Token.Create.TTL != lifetime(tt.want) {
			t.Errorf("%q: %v, %v; want %v", tt.args, time.Duration(line.Token.Create.TTL), err, tt.want)
		}
	}
}
