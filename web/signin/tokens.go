package signin

import (
	"log/slog"
	"net/http"
	"time"

	"incidentmap/incidents"
	"incidentmap/web/address"
)

// tokenLife is how long a token is good unless its maker says otherwise.
const tokenLife = 90 * 24 * time.Hour

// tokenForm is a token as admins see it.
type tokenForm struct {
	ID      string          `json:"id"` // its hash
	Name    string          `json:"name"`
	Scope   incidents.Scope `json:"scope"`
	Stories []string        `json:"stories"` // empty for all
	Created time.Time       `json:"created"`
	Expires *time.Time      `json:"expires"` // null for never
	Used    *time.Time      `json:"used"`    // null for never
	Revoked *time.Time      `json:"revoked"` // null while it is good
	Secret  string          `json:"token,omitempty"`
}

// tokenList is all tokens.
type tokenList struct {
	Tokens []tokenForm `json:"tokens"`
}

// newToken is a token that is to be made.
type newToken struct {
	Name    string          `json:"name"`
	Scope   incidents.Scope `json:"scope"`
	Stories []string        `json:"stories,omitempty"`
	Expires *time.Time      `json:"expires,omitempty"`
}

func tokenOf(t *incidents.Token) tokenForm {
	orNull := func(at time.Time) *time.Time {
		if at.IsZero() {
			return nil
		}
		return &at
	}
	f := tokenForm{
		ID: t.Hash.String(), Name: t.Name, Scope: t.Scope, Stories: t.Stories, Created: t.Created,
		Expires: orNull(t.Expires), Used: orNull(t.Used), Revoked: orNull(t.Revoked),
	}
	if f.Stories == nil {
		f.Stories = []string{}
	}
	return f
}

func (s *Service) listTokens(w http.ResponseWriter, r *http.Request, _ *Visitor) error {
	all, err := s.store.Tokens(r.Context())
	if err != nil {
		return err
	}
	list := tokenList{make([]tokenForm, len(all))}
	for i := range all {
		list.Tokens[i] = tokenOf(&all[i])
	}
	return send(w, r, http.StatusOK, list)
}

// createToken makes a token, whose secret is told in this answer alone. Without an expiry it is good for tokenLife;
// null makes one that never expires.
func (s *Service) createToken(w http.ResponseWriter, r *http.Request, v *Visitor) error {
	now := s.now()
	until := now.Add(tokenLife)
	body := newToken{Expires: &until}
	if err := readBody(w, r, &body); err != nil {
		return err
	}
	var expires time.Time
	if body.Expires != nil {
		if expires = body.Expires.UTC(); !now.Before(expires) {
			return incidents.Errorf(incidents.EInvalid, "expires", "is not in the future")
		}
	}
	secret, token, err := incidents.NewToken(body.Name, body.Scope, now, expires, body.Stories...)
	if err != nil {
		return err
	}
	for _, slug := range token.Stories {
		if _, err := s.store.Story(r.Context(), slug); absent(err) {
			return incidents.Errorf(incidents.EInvalid, "stories", "there is no story %q", slug)
		} else if err != nil {
			return err
		}
	}
	if err := s.store.PutToken(r.Context(), token); err != nil {
		return err
	}
	s.note(r, "token made", slog.String("by", v.Person.Login), slog.String("token", token.Name), slog.String("scope", string(token.Scope)))
	form := tokenOf(&token)
	form.Secret = secret
	w.Header().Set("Location", s.answers.BaseURL(r)+address.APITokens+"/"+form.ID)
	return send(w, r, http.StatusCreated, form)
}

// deleteToken revokes a token. It stays in the list.
func (s *Service) deleteToken(w http.ResponseWriter, r *http.Request, v *Visitor) error {
	all, err := s.store.Tokens(r.Context())
	if err != nil {
		return err
	}
	for _, t := range all {
		if t.Hash.String() != idOf(r) {
			continue
		}
		if t.Revoked.IsZero() {
			t.Revoked = s.now().UTC()
			if err := s.store.PutToken(r.Context(), t); err != nil {
				return err
			}
			s.note(r, "token ended", slog.String("by", v.Person.Login), slog.String("token", t.Name), slog.String("scope", string(t.Scope)))
		}
		w.WriteHeader(http.StatusNoContent)
		return nil
	}
	return incidents.Errorf(incidents.ENotFound, "token", "there is no such token")
}
