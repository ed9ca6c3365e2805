package main

import (
	"context"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"os"
	"strings"
	"text/tabwriter"
	"time"

	"incidentmap/incidents"
)

// tokenCmd makes, lists and revokes the tokens by which programs read and write in an
// editor's name.
type tokenCmd struct {
	Create tokenCreateCmd `cmd:"" help:"Make a token and print it alone. It is not kept and cannot be shown again."`
	List   tokenListCmd   `cmd:"" help:"List the tokens: the beginning of their hash, what they are good for and until when."`
	Revoke tokenRevokeCmd `cmd:"" help:"End a token, by its name or the beginning of its hash."`
}

// tokenStore is what keeps tokens; see incidents.Store for its promises.
type tokenStore interface {
	PutToken(ctx context.Context, t incidents.Token) error
	Tokens(ctx context.Context) ([]incidents.Token, error)
}

type tokenCreateCmd struct {
	Store   string        `help:"Where incidents are kept: sqlite:FILE or postgres://USER:PASSWORD@HOST:PORT/DATABASE." default:"sqlite:incidentmap.db"`
	Scope   string        `help:"read, for what is not public, or write, for incidents and stories as well." enum:"read,write" default:"read"`
	Name    string        `help:"What the token is for; what is written with it is signed with this name." default:"editor"`
	Expires time.Duration `help:"How long it is good, such as 720h; for ever when not given." placeholder:"DURATION"`
}

// Run prints the token once its hash is on disk.
func (c *tokenCreateCmd) Run(p *program) error {
	return withStore(p.ctx, c.Store, func(store incidents.Store) error {
		secret, err := c.create(p.ctx, store, time.Now())
		if err != nil {
			return err
		}
		eventLog(p.stderr).Info("token made", "token", c.Name, "scope", c.Scope, "hash", shownHash(secret))
		_, err = fmt.Fprintln(p.stdout, secret)
		return err
	})
}

func (c *tokenCreateCmd) create(ctx context.Context, store tokenStore, now time.Time) (string, error) {
	var expires time.Time
	switch {
	case c.Expires < 0:
		return "", fmt.Errorf("--expires %s is in the past", c.Expires)
	case c.Expires > 0:
		expires = now.UTC().Add(c.Expires)
	}
	secret, token, err := incidents.NewToken(c.Name, incidents.Scope(c.Scope), now, expires)
	if err != nil {
		return "", fmt.Errorf("the token cannot be made: %w", err)
	}
	return secret, store.PutToken(ctx, token)
}

type tokenListCmd struct {
	Store string `help:"Where incidents are kept: sqlite:FILE or postgres://USER:PASSWORD@HOST:PORT/DATABASE." default:"sqlite:incidentmap.db"`
}

// Run prints a line for each token, the oldest first.
func (c *tokenListCmd) Run(p *program) error {
	return withStoreThatIsThere(p.ctx, c.Store, func(store incidents.Store) error {
		all, err := store.Tokens(p.ctx)
		if err != nil {
			return err
		}
		return writeTokens(p.stdout, all, time.Now())
	})
}

// hashShown is how much of a hash is shown: more than tells all tokens of a newsroom apart.
const hashShown = 12

func writeTokens(w io.Writer, all []incidents.Token, now time.Time) error {
	out := tabwriter.NewWriter(w, 0, 0, 2, ' ', 0)
	fmt.Fprintln(out, "HASH\tSCOPE\tSTATE\tCREATED\tEXPIRES\tNAME")
	for _, t := range all {
		state, expires := "good", "never"
		switch {
		case !t.Revoked.IsZero():
			state = "revoked"
		case !t.Allows(t.Scope, now):
			state = "expired"
		}
		if !t.Expires.IsZero() {
			expires = t.Expires.UTC().Format(time.RFC3339)
		}
		fmt.Fprintf(out, "%s\t%s\t%s\t%s\t%s\t%s\n", hashText(t)[:hashShown], t.Scope, state, t.Created.UTC().Format(time.RFC3339), expires, t.Name)
	}
	return out.Flush()
}

// eventLog notes what is done to tokens, in the form of the server's log.
func eventLog(w io.Writer) *slog.Logger { return slog.New(slog.NewTextHandler(w, nil)) }

// shownHash gives as much of a secret's hash as tells its token apart.
func shownHash(secret string) string {
	return hashText(incidents.Token{Hash: incidents.HashToken(secret)})[:hashShown]
}

func hashText(t incidents.Token) string { return hex.EncodeToString(t.Hash[:]) }

type tokenRevokeCmd struct {
	Store string `help:"Where incidents are kept: sqlite:FILE or postgres://USER:PASSWORD@HOST:PORT/DATABASE." default:"sqlite:incidentmap.db"`
	Token string `arg:"" help:"The token's name, or the beginning of its hash as token list shows it." placeholder:"NAME|HASH"`
}

// Run revokes one token.
func (c *tokenRevokeCmd) Run(p *program) error {
	return withStoreThatIsThere(p.ctx, c.Store, func(store incidents.Store) error {
		token, err := c.revoke(p.ctx, store, time.Now())
		if err != nil {
			return err
		}
		eventLog(p.stderr).Info("token ended", "token", token.Name, "scope", token.Scope, "hash", hashText(token)[:hashShown])
		_, err = fmt.Fprintf(p.stdout, "%s  %s is revoked\n", hashText(token)[:hashShown], token.Name)
		return err
	})
}

// leastHash is how much of a hash names a token: less could be a name.
const leastHash = 8

func (c *tokenRevokeCmd) revoke(ctx context.Context, store tokenStore, now time.Time) (incidents.Token, error) {
	all, err := store.Tokens(ctx)
	if err != nil {
		return incidents.Token{}, err
	}
	var named, good []incidents.Token
	for _, t := range all {
		byHash := len(c.Token) >= leastHash && strings.HasPrefix(hashText(t), strings.ToLower(c.Token))
		if t.Name != c.Token && !byHash {
			continue
		}
		named = append(named, t)
		if t.Revoked.IsZero() {
			good = append(good, t)
		}
	}
	switch {
	case len(named) == 0:
		return incidents.Token{}, fmt.Errorf("there is no token %q; see token list", c.Token)
	case len(good) == 0:
		return incidents.Token{}, fmt.Errorf("the token %q was revoked on %s", c.Token, named[0].Revoked.UTC().Format(time.DateOnly))
	case len(good) > 1:
		return incidents.Token{}, fmt.Errorf("%d tokens are called %q; name one by its hash, as token list shows it", len(good), c.Token)
	}
	good[0].Revoked = now.UTC()
	return good[0], store.PutToken(ctx, good[0])
}

// withStore opens a store for do, and closes it.
func withStore(ctx context.Context, setting string, do func(incidents.Store) error) (err error) {
	store, err := openStore(ctx, setting)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, store.Close()) }()
	return do(store)
}

// withStoreThatIsThere is withStore for what has no use of a new file, which opening makes.
func withStoreThatIsThere(ctx context.Context, setting string, do func(incidents.Store) error) error {
	if name, isFile := strings.CutPrefix(setting, "sqlite:"); isFile {
		if _, err := os.Stat(name); err != nil {
			return fmt.Errorf("there is no store of that name: %w", err)
		}
	}
	return withStore(ctx, setting, do)
}
