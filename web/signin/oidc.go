package signin

import (
	"context"
	"crypto/subtle"
	"encoding/base64"
	"encoding/json"
	"errors"
	"log/slog"
	"net/http"
	"net/url"
	"strings"
	"sync"
	"time"

	"github.com/coreos/go-oidc/v3/oidc"
	"golang.org/x/oauth2"

	"incidentmap/incidents"
	"incidentmap/web/address"
	"incidentmap/web/page"
)

// OIDC is a server that signs a newsroom's people in (OpenID Connect Core 1.0), by the authorization code flow with PKCE
// (RFC 7636). Who has no account here is not let in: an account is known by the subject that the server told before, and the
// first time by a verified e-mail address that is its login.
type OIDC struct {
	Issuer   string // such as https://login.example.org
	ClientID string
	Secret   string // empty for a client that has none
	Name     string // how the page calls it: "the newsroom's account"
}

// CheckOIDC gives what is wrong with the setting: EInvalid.
func CheckOIDC(c *OIDC) error {
	u, err := url.Parse(c.Issuer)
	loopback := err == nil && (u.Hostname() == "127.0.0.1" || u.Hostname() == "localhost")
	switch {
	case err != nil || u.Host == "" || u.Scheme != "https" && !loopback || u.RawQuery != "" || u.Fragment != "":
		return incidents.Errorf(incidents.EInvalid, "oidc-issuer", "%q is not of the form https://login.example.org", c.Issuer)
	case c.ClientID == "":
		return incidents.Errorf(incidents.EInvalid, "oidc-client-id", "is missing; it is what the sign-in server calls this one")
	}
	return nil
}

// Bounds of what is asked of the other server.
const (
	oidcPatience = 10 * time.Second
	oidcLife     = 10 * time.Minute // of a sign-in that began there
	oidcCookie   = "incidentmap_oidc"
	// maxFlow is how long the cookie may be that a sign-in is known by, in bytes.
	maxFlow = 3 << 10
)

// relying is what is known of the other server, once it was asked.
type relying struct {
	setting OIDC
	client  *http.Client

	mu       sync.Mutex
	provider *oidc.Provider
}

// flow is a sign-in that began: what its answer must be of. The browser keeps it.
type flow struct {
	State, Nonce, Verifier, Next, Lang string
}

// asked gives the other server, which is asked for its addresses once.
func (o *relying) asked(ctx context.Context) (*oidc.Provider, error) {
	o.mu.Lock()
	defer o.mu.Unlock()
	if o.provider != nil {
		return o.provider, nil
	}
	var err error
	o.provider, err = oidc.NewProvider(o.context(context.WithoutCancel(ctx)), o.setting.Issuer)
	if err != nil {
		o.provider = nil
		return nil, unreachable(err)
	}
	return o.provider, nil
}

func (o *relying) context(ctx context.Context) context.Context {
	return oidc.ClientContext(ctx, o.client)
}

func unreachable(err error) error {
	return &incidents.Error{Code: incidents.EUnavailable, Message: "the server that signs people in does not answer as it should; try again", Err: err}
}

func (s *Service) oauth(r *http.Request, p *oidc.Provider) *oauth2.Config {
	return &oauth2.Config{
		ClientID: s.oidc.setting.ClientID, ClientSecret: s.oidc.setting.Secret, Endpoint: p.Endpoint(),
		RedirectURL: s.answers.BaseURL(r) + address.OIDCCallback, Scopes: []string{oidc.ScopeOpenID, "email", "profile"},
	}
}

// oidcStart leads to the other server.
func (s *Service) oidcStart(w http.ResponseWriter, r *http.Request) error {
	p, err := s.oidc.asked(r.Context())
	if err != nil {
		return err
	}
	f := flow{
		State: incidents.NewSecret(), Nonce: incidents.NewSecret(), Verifier: oauth2.GenerateVerifier(),
		Next: s.nextOf(r.URL.Query().Get("next")), Lang: r.URL.Query().Get("lang"),
	}
	text, err := json.Marshal(&f)
	if err != nil {
		return err
	}
	s.setFlow(w, r, base64.RawURLEncoding.EncodeToString(text), oidcLife)
	http.Redirect(w, r, s.oauth(r, p).AuthCodeURL(f.State, oidc.Nonce(f.Nonce), oauth2.S256ChallengeOption(f.Verifier)), http.StatusSeeOther)
	return nil
}

// setFlow has the browser keep a flow. It comes back from another site, which SameSite=Strict would not let it.
func (s *Service) setFlow(w http.ResponseWriter, r *http.Request, value string, life time.Duration) {
	c := http.Cookie{
		Name: s.cookieName(r, oidcCookie), Value: value, Path: s.answers.Rooted(r, address.OIDC), MaxAge: int(life / time.Second),
		HttpOnly: true, Secure: s.isSecure(r), SameSite: http.SameSiteLaxMode,
	}
	if value == "" {
		c.MaxAge = -1
	}
	http.SetCookie(w, &c)
}

// flowOf gives the flow that an answer of the other server is of; false if it is of none of this browser's.
func (s *Service) flowOf(r *http.Request) (f flow, ok bool) {
	c, err := r.Cookie(s.cookieName(r, oidcCookie))
	if err != nil || len(c.Value) > maxFlow {
		return f, false
	}
	text, err := base64.RawURLEncoding.DecodeString(c.Value)
	if err != nil || json.Unmarshal(text, &f) != nil || f.State == "" {
		return f, false
	}
	return f, subtle.ConstantTimeCompare([]byte(f.State), []byte(r.URL.Query().Get("state"))) == 1
}

var errNotTheirs = errors.New("the answer of the sign-in server is not of this browser's sign-in")

// oidcCallback takes the answer of the other server.
func (s *Service) oidcCallback(w http.ResponseWriter, r *http.Request) error {
	f, ok := s.flowOf(r)
	s.setFlow(w, r, "", 0) // an answer counts once
	if f.Lang == "en" || f.Lang == "es" {
		query := r.URL.Query()
		query.Set("lang", f.Lang)
		other := *r.URL
		other.RawQuery = query.Encode()
		r.URL = &other
	}
	if !ok || r.URL.Query().Get("code") == "" {
		return s.oidcRefused(w, r, "signin.oidc.failed", errNotTheirs)
	}
	c, err := s.claims(r, &f)
	if errors.As(err, new(*incidents.Error)) {
		return err
	}
	if err != nil {
		return s.oidcRefused(w, r, "signin.oidc.failed", err)
	}
	person, err := s.personOf(r.Context(), c)
	if absent(err) {
		return s.oidcRefused(w, r, "signin.oidc.unknown", err)
	}
	if err != nil {
		return err
	}
	next := s.nextOf(f.Next)
	if person.Factor.On() {
		if _, err := s.begin(w, r, person.ID, true); err != nil {
			return err
		}
		next = withNext(inLanguage(r, address.SecondStep), next)
	} else {
		if _, err := s.signedIn(w, r, person); err != nil {
			return err
		}
		next = onward(r, next)
	}
	// A redirect would be of the other site still, to which a strict cookie is not sent: the page leads on.
	v := s.newPage(r, "signin.oidc.done")
	v.Languages, v.Next = nil, next
	return s.show(w, r, http.StatusOK, "signin_onward.gohtml", struct {
		signinPage
		Onward string
	}{v, s.answers.Rooted(r, next)})
}

// oidcRefused shows the page to sign in with what went wrong, and notes it.
func (s *Service) oidcRefused(w http.ResponseWriter, r *http.Request, message string, cause error) error {
	s.log.LogAttrs(r.Context(), slog.LevelWarn, "refused", slog.String("code", string(codeWrong)), slog.String("path", address.OIDCCallback),
		slog.String("reason", incidents.Cut(cause.Error(), 200)))
	v := s.newPage(r, "signin.heading")
	v.Next, v.Problem, v.Languages = s.home, v.T(message), []page.LanguageLink{}
	v.Self = inLanguage(r, address.SignIn)
	v.Elsewhere = s.elsewhere(r, s.home)
	return s.show(w, r, http.StatusUnauthorized, "signin.gohtml", v)
}

// claims is what the other server says of who signed in.
type claims struct {
	Subject  string // with the issuer before it
	Email    string `json:"email"`
	Verified bool   `json:"email_verified"`
}

// claims gets and checks what the other server says. The error is an incidents.Error when that server does not answer.
func (s *Service) claims(r *http.Request, f *flow) (claims, error) {
	var c claims
	p, err := s.oidc.asked(r.Context())
	if err != nil {
		return c, err
	}
	ctx := s.oidc.context(r.Context())
	token, err := s.oauth(r, p).Exchange(ctx, r.URL.Query().Get("code"), oauth2.VerifierOption(f.Verifier))
	if err != nil {
		return c, err
	}
	raw, _ := token.Extra("id_token").(string)
	id, err := p.VerifierContext(ctx, &oidc.Config{ClientID: s.oidc.setting.ClientID, Now: s.now}).Verify(ctx, raw)
	if err != nil {
		return c, err
	}
	if subtle.ConstantTimeCompare([]byte(id.Nonce), []byte(f.Nonce)) != 1 {
		return c, errNotTheirs
	}
	if err := id.Claims(&c); err != nil {
		return c, err
	}
	if c.Email == "" && p.UserInfoEndpoint() != "" {
		info, err := p.UserInfo(ctx, oauth2.StaticTokenSource(token))
		if err != nil {
			return c, err
		}
		if info.Subject != id.Subject {
			return c, errNotTheirs
		}
		c.Email, c.Verified = info.Email, info.EmailVerified
	}
	c.Subject = id.Issuer + " " + id.Subject
	return c, nil
}

// personOf gives the account of who signed in elsewhere, ENotFound for none: by the subject, and the first time by a
// verified e-mail address, which is from then on no more looked at.
func (s *Service) personOf(ctx context.Context, c claims) (incidents.Person, error) {
	all, err := s.store.People(ctx)
	if err != nil {
		return incidents.Person{}, err
	}
	for _, p := range all {
		if p.Subject == c.Subject && p.Active() {
			return p, nil
		}
	}
	for _, p := range all {
		if p.Subject != "" || !p.Active() || !c.Verified || p.Login != incidents.CleanLogin(c.Email) || !strings.Contains(p.Login, "@") {
			continue
		}
		p.Subject, p.Invited = c.Subject, incidents.Invitation{}
		p.Version, err = s.store.PutPerson(ctx, p)
		return p, err
	}
	return incidents.Person{}, incidents.NoPerson()
}

// elsewhere gives where the page to sign in leads to the other server; nil where there is none.
func (s *Service) elsewhere(r *http.Request, next string) *elsewhere {
	if s.oidc == nil {
		return nil
	}
	return &elsewhere{s.oidc.setting.Name, withNext(inLanguage(r, address.OIDC), next)}
}

type elsewhere struct{ Name, URL string }
