package call

import (
	"context"
	"net/http"
	"strings"
	"time"

	"github.com/gorilla/mux"

	"incidentmap/incidents"
	"incidentmap/web/respond"
)

// challenge is what an answer without a good token asks for (RFC 6750, section 3).
const challenge = `Bearer realm="incidentmap"`

// Store is what is asked of a store; see incidents.Store for its promises.
type Store interface {
	Token(ctx context.Context, hash incidents.TokenHash) (incidents.Token, error)
	UseToken(ctx context.Context, hash incidents.TokenHash, now time.Time) error
}

// Sessions tells which person a request is from.
type Sessions interface {
	// Actor gives who is signed in with a request's cookie; false for none. The error is of a request that a page of
	// another site may have made.
	Actor(r *http.Request) (incidents.Actor, bool, error)
}

// Guard lets those through who may do what they ask for. It is safe for use by many goroutines.
type Guard struct {
	Store    Store
	Sessions Sessions // nil where programs alone write
	Answers  *respond.Sender
	Now      func() time.Time
}

// Admitted gives who makes a request, a token's holder or a person who is signed in, if they may do what it
// takes in the story that its address names.
func (g *Guard) Admitted(w http.ResponseWriter, r *http.Request, action incidents.Action) (*http.Request, incidents.Actor, error) {
	vars := mux.Vars(r)
	by := respond.Writer{Story: vars["story"], Incident: vars["id"]}
	if r.Header.Get("Authorization") == "" && g.Sessions != nil {
		actor, ok, err := g.Sessions.Actor(r)
		if err == nil && ok {
			err = allowed(actor, vars["story"], action)
		}
		if err != nil || ok {
			if err == nil {
				by.Person = actor.Name
				r, err = g.Answers.Authorized(w, r, "person "+actor.ID, by)
			}
			return r, actor, err
		}
	}
	token, err := g.token(w, r, action)
	if err != nil {
		return r, incidents.Actor{}, err
	}
	actor := token.Actor()
	by.Token = token.Name
	r, err = g.Answers.Authorized(w, r, actor.ID, by)
	if err == nil {
		g.used(r.Context(), token)
	}
	return r, actor, err
}

// allowed gives an error, 403, unless an actor may do all of the actions in a story.
func allowed(actor incidents.Actor, story string, actions ...incidents.Action) error {
	for _, do := range actions {
		if !actor.May(do, story) {
			return Refuse(http.StatusForbidden, CodeForbidden, "", "%s may not do this here (%s); an admin gives the right",
				incidents.Quote(actor.Name), string(do))
		}
	}
	return nil
}

// May gives an error, 403, unless who calls may write an incident as after where it stands as before, nil for a
// new one.
func (c *Call) May(before, after *incidents.Incident) error {
	return allowed(c.Actor, c.Story(), incidents.ActionsOf(before, after)...)
}

// token gives the token that a request is made with, if it is good for what the request takes and for the story
// that the address names. Tokens come in the header alone: addresses end up in logs. A store finds a token by its hash, so
// that the time it takes tells nothing of those that are good.
func (g *Guard) token(w http.ResponseWriter, r *http.Request, action incidents.Action) (incidents.Token, error) {
	scope := incidents.ScopeWrite
	if action == incidents.ActRead {
		scope = incidents.ScopeRead
	}
	refused := func(status int, code incidents.Code, reason, detail string) (incidents.Token, error) {
		value := challenge
		if reason != "" {
			value += `, error="` + reason + `"`
		}
		if status == http.StatusForbidden {
			value += `, scope="` + string(scope) + `"`
		}
		w.Header().Set("WWW-Authenticate", value)
		return incidents.Token{}, Refuse(status, code, "Authorization", "%s", detail)
	}
	given := r.Header.Values("Authorization")
	if len(given) == 0 {
		return refused(http.StatusUnauthorized, codeNoToken, "", "is missing; send Authorization: Bearer TOKEN")
	}
	scheme, secret, _ := strings.Cut(given[0], " ")
	secret = strings.TrimSpace(secret)
	if len(given) > 1 || !strings.EqualFold(scheme, "Bearer") || secret == "" {
		return refused(http.StatusUnauthorized, codeNoToken, "invalid_request", "is not of the form Bearer TOKEN")
	}
	token, err := g.Store.Token(r.Context(), incidents.HashToken(secret))
	now := g.Now()
	switch {
	case err != nil && incidents.CodeOf(err) != incidents.ENotFound:
		return token, err
	case err != nil || !token.Allows(token.Scope, now):
		return refused(http.StatusUnauthorized, codeNoToken, "invalid_token", "the token is not known, is revoked or has expired")
	case !token.Allows(scope, now):
		return refused(http.StatusForbidden, CodeForbidden, "insufficient_scope", "the token is good for "+string(token.Scope)+" and not for "+string(scope))
	case token.Actor().May(action, mux.Vars(r)["story"]):
		return token, nil
	case len(token.Stories) > 0 && !token.Covers(mux.Vars(r)["story"]):
		return refused(http.StatusForbidden, CodeForbidden, "insufficient_scope", "the token is for other stories")
	}
	return refused(http.StatusForbidden, CodeForbidden, "insufficient_scope", "no token is good for this; a person who may do it signs in")
}

// usedPatience is how long a request waits for its token's use to be noted, behind other writers.
const usedPatience = 200 * time.Millisecond

// used notes that a token is used. That it cannot be noted stops nobody.
func (g *Guard) used(ctx context.Context, t incidents.Token) {
	now := g.Now()
	if t.UsedLately(now) {
		return
	}
	ctx, cancel := context.WithTimeout(ctx, usedPatience)
	defer cancel()
	_ = g.Store.UseToken(ctx, t.Hash, now) // see above
}
