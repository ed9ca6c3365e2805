package main

import (
	"context"
	"encoding/hex"
	"fmt"
	"io"
	"log/slog"
	"strconv"
	"strings"
	"text/tabwriter"
	"time"

	"incidentmap/incidents"
)

// tokenCmd makes, lists and revokes the tokens by which programs read and write in an
// editor's name.
type tokenCmd struct {
	Create tokenCreateCmd `cmd:"" help:"Make a token and print it alone. It is not kept and cannot be shown again."`
	List   tokenListCmd   `cmd:"" help:"List the tokens: the beginning of their hash, what they are good for and until when, and when each was last used."`
	Revoke tokenRevokeCmd `cmd:"" help:"End a token, by its name or the beginning of its hash."`
}

// tokenStore is what keeps tokens; see incidents.Store for its promises.
type tokenStore interface {
	Story(ctx context.Context, slug string) (incidents.Story, error)
	PutToken(ctx context.Context, t incidents.Token) error
	Tokens(ctx context.Context) ([]incidents.Token, error)
}

type tokenCreateCmd struct {
	Store string   `help:"Where incidents are kept: sqlite:FILE or postgres://USER:PASSWORD@HOST:PORT/DATABASE." default:"sqlite:incidentmap.db"`
	Scope string   `help:"read, for what is not public, or write, for incidents and stories as well." enum:"read,write" default:"read"`
	Name  string   `help:"What the token is for; what is written with it is signed with this name." default:"editor"`
	TTL   lifetime `name:"ttl" aliases:"expires" help:"How long it is good: days such as 90d, hours such as 12h, or never. 90 days when not given." default:"90d" placeholder:"DURATION"`
	Story []string `help:"Slug of a story that it is for, and of no other; may be given several times. For all stories when not given." placeholder:"STORY" sep:"none"`
}

// lifetime is how long a token is good; zero for ever.
type lifetime time.Duration

// longestLifetime is longer than anyone means to trust a token that ends.
const longestLifetime = 100 * 365 * 24 * time.Hour

// UnmarshalText reads days such as 90d, a duration as Go writes it, or never.
func (l *lifetime) UnmarshalText(text []byte) error {
	s := string(text)
	var d time.Duration
	var err error
	if count, inDays := strings.CutSuffix(s, "d"); inDays {
		var days uint64
		days, err = strconv.ParseUint(count, 10, 16)
		d = time.Duration(days) * 24 * time.Hour
	} else if s != "never" {
		d, err = time.ParseDuration(s)
	}
	if err != nil || d < 0 || d > longestLifetime {
		return fmt.Errorf("%s is not how long a token is good; write days such as 90d, hours such as 12h, or never", incidents.Quote(s))
	}
	*l = lifetime(d)
	return nil
}

// Run prints the token once its hash is on disk.
func (c *tokenCreateCmd) Run(p *program) error {
	return p.withStore(c.Store, func(store incidents.Store) error {
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
	if c.TTL > 0 {
		expires = now.UTC().Add(time.Duration(c.TTL))
	}
	secret, token, err := incidents.NewToken(c.Name, incidents.Scope(c.Scope), now, expires, c.Story...)
	if err != nil {
		return "", fmt.Errorf("the token cannot be made: %w", err)
	}
	for _, slug := range token.Stories {
		if _, err := store.Story(ctx, slug); err != nil {
			return "", fmt.Errorf("the token cannot be made: %w", err)
		}
	}
	return secret, store.PutToken(ctx, token)
}

type tokenListCmd struct {
	Store string `help:"Where incidents are kept: sqlite:FILE or postgres://USER:PASSWORD@HOST:PORT/DATABASE." default:"sqlite:incidentmap.db"`
}

// Run prints a line for each token, the oldest first.
func (c *tokenListCmd) Run(p *program) error {
	return p.withStoreThatIsThere(c.Store, func(store incidents.Store) error {
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
	fmt.Fprintln(out, "HASH\tSCOPE\tSTATE\tCREATED\tEXPIRES\tUSED\tSTORIES\tNAME")
	for _, t := range all {
		state, stories := "good", "all"
		switch {
		case !t.Revoked.IsZero():
			state = "revoked"
		case !t.Allows(t.Scope, now):
			state = "expired"
		}
		if len(t.Stories) > 0 {
			stories = strings.Join(t.Stories, ",")
		}
		fmt.Fprintf(out, "%s\t%s\t%s\t%s\t%s\t%s\t%s\t%s\n", hashText(t)[:hashShown], t.Scope, state,
			orNever(t.Created), orNever(t.Expires), orNever(t.Used), stories, incidents.Printable(t.Name))
	}
	return out.Flush()
}

func orNever(t time.Time) string {
	if t.IsZero() {
		return "never"
	}
	return t.UTC().Format(time.RFC3339)
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
	return p.withStoreThatIsThere(c.Store, func(store incidents.Store) error {
		token, err := c.revoke(p.ctx, store, time.Now())
		if err != nil {
			return err
		}
		eventLog(p.stderr).Info("token ended", "token", token.Name, "scope", token.Scope, "hash", hashText(token)[:hashShown])
		_, err = fmt.Fprintf(p.stdout, "%s  %s is revoked\n", hashText(token)[:hashShown], incidents.Printable(token.Name))
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
