package edit

import (
	"context"
	"net/http"
	"strings"
	"time"

	"github.com/gorilla/mux"

	"incidentmap/incidents"
)

// challenge is what an answer without a good token asks for (RFC 6750, section 3).
const challenge = `Bearer realm="incidentmap"`

// token gives the token that a request is made with, if it is good for the scope and for the story
// that the address names; where it names none, for making stories one must be good for all. Tokens
// come in the header alone: addresses end up in logs. A store finds a token by its hash, so
// that the time it takes tells nothing of those that are good.
func (a *API) token(w http.ResponseWriter, r *http.Request, scope incidents.Scope) (incidents.Token, error) {
	refused := func(status int, code incidents.Code, reason, detail string) (incidents.Token, error) {
		value := challenge
		if reason != "" {
			value += `, error="` + reason + `"`
		}
		if status == http.StatusForbidden {
			value += `, scope="` + string(scope) + `"`
		}
		w.Header().Set("WWW-Authenticate", value)
		return incidents.Token{}, refuse(status, code, "Authorization", "%s", detail)
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
	token, err := a.store.Token(r.Context(), incidents.HashToken(secret))
	now := a.now()
	switch {
	case err != nil && incidents.CodeOf(err) != incidents.ENotFound:
		return token, err
	case err != nil || !token.Allows(token.Scope, now):
		return refused(http.StatusUnauthorized, codeNoToken, "invalid_token", "the token is not known, is revoked or has expired")
	case !token.Allows(scope, now):
		return refused(http.StatusForbidden, codeForbidden, "insufficient_scope", "the token is good for "+string(token.Scope)+" and not for "+string(scope))
	}
	slug, named := mux.Vars(r)["story"]
	if (named || scope != incidents.ScopeRead) && !token.Covers(slug) {
		return refused(http.StatusForbidden, codeForbidden, "insufficient_scope", "the token is for other stories")
	}
	return token, nil
}

// usedPatience is how long a request waits for its token's use to be noted, behind other writers.
const usedPatience = 200 * time.Millisecond

// used notes that a token is used. That it cannot be noted stops nobody.
func (a *API) used(ctx context.Context, t incidents.Token) {
	now := a.now()
	if t.UsedLately(now) {
		return
	}
	ctx, cancel := context.WithTimeout(ctx, usedPatience)
	defer cancel()
	_ = a.store.UseToken(ctx, t.Hash, now) // see above
}

// maxKey is how long an idempotency key may be, in bytes.
const maxKey = 255

// idempotencyKey gives the key by which a request is known when it is sent again; empty for
// none.
func idempotencyKey(r *http.Request) (string, error) {
	given := r.Header.Values("Idempotency-Key")
	if len(given) == 0 {
		return "", nil
	}
	key := given[0]
	invisible := strings.IndexFunc(key, func(c rune) bool { return c < '!' || c > '~' }) >= 0
	if len(given) > 1 || key == "" || invisible || len(key) > maxKey {
		return "", refuse(http.StatusBadRequest, incidents.EInvalid, "Idempotency-Key", "must be one of 1 to %d visible ASCII characters", maxKey)
	}
	return key, nil
}
