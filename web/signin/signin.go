package signin

import (
	"context"
	"log/slog"
	"net/http"
	"net/url"
	"strings"
	"time"

	"github.com/gorilla/mux"

	"incidentmap/incidents"
	"incidentmap/web/address"
	"incidentmap/web/limit"
	"incidentmap/web/page"
	"incidentmap/web/respond"
)

// Store is what is asked of a store; see incidents.Store for its promises.
type Store interface {
	incidents.PeopleStore
	Story(ctx context.Context, slug string) (incidents.Story, error)
	PutToken(ctx context.Context, t incidents.Token) error
	Tokens(ctx context.Context) ([]incidents.Token, error)
}

// Config is what the service is made of.
type Config struct {
	Store   Store
	Answers *respond.Sender
	Pages   *page.Maker
	Log     *slog.Logger
	// PublicURL is the address that readers use, as of origin.ParsePublic; empty where each request names it.
	PublicURL string
	// Home is the path where people come to after they signed in; their own account when empty.
	Home string
	OIDC *OIDC            // nil for none
	Now  func() time.Time // time.Now when nil
}

// Service signs people in and out. It is safe for use by many goroutines.
type Service struct {
	store       Store
	answers     *respond.Sender
	pages       *page.Maker
	log         *slog.Logger
	home        string
	now         func() time.Time
	hasher      *hasher
	crossOrigin *http.CrossOriginProtection

	logins, addresses *limit.Guesses
	oidc              *relying // nil for none
}

// How many wrong sign-ins are free: of one login, and from one address, which a newsroom may share.
const (
	freeOfLogin   = 5
	freeOfAddress = 20
)

// New makes the service.
func New(c Config) (*Service, error) {
	if c.Now == nil {
		c.Now = time.Now
	}
	if c.Home == "" {
		c.Home = address.Account
	}
	s := &Service{
		store: c.Store, answers: c.Answers, pages: c.Pages, log: c.Log, home: c.Home, now: c.Now,
		hasher: newHasher(), crossOrigin: http.NewCrossOriginProtection(),
		logins: limit.NewGuesses(freeOfLogin, c.Now), addresses: limit.NewGuesses(freeOfAddress, c.Now),
	}
	if c.OIDC != nil {
		if err := CheckOIDC(c.OIDC); err != nil {
			return nil, err
		}
		s.oidc = &relying{setting: *c.OIDC, client: &http.Client{Timeout: oidcPatience}}
	}
	if u, err := url.Parse(c.PublicURL); err == nil && u.Host != "" {
		if err := s.crossOrigin.AddTrustedOrigin(u.Scheme + "://" + u.Host); err != nil {
			return nil, err
		}
	}
	return s, nil
}

// Register adds the pages below /edit and the addresses below /api/v1.
func (s *Service) Register(r *mux.Router) {
	methods := map[string][]string{}
	var paths []string
	add := func(path, method string, h http.HandlerFunc) {
		if methods[path] == nil {
			paths = append(paths, path)
		}
		own := []string{method}
		if method == http.MethodGet {
			own = append(own, http.MethodHead)
		}
		methods[path] = append(methods[path], own...)
		r.HandleFunc(path, h).Methods(own...)
	}
	for _, rt := range s.apiRoutes() {
		add(rt.path, rt.method, s.api(rt))
	}
	for _, rt := range s.pageRoutes() {
		add(rt.path, rt.method, rt.answer)
	}
	for _, path := range paths {
		r.HandleFunc(path, s.wrongMethod(strings.Join(methods[path], ", ")))
	}
}

// wrongMethod answers to a method that an address does not take; to OPTIONS, too, as pages of other origins have no
// business here.
func (s *Service) wrongMethod(allowed string) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Allow", allowed)
		s.answers.Problem(w, r, respond.Problem{
			Status: http.StatusMethodNotAllowed, Code: codeMethod, Detail: incidents.Cut(r.Method, 40) + " is not possible here; use " + allowed,
		})
	}
}

// page makes a handler of a page that nobody may keep.
func (s *Service) page(h respond.Handler) http.HandlerFunc {
	return s.answers.Handle(func(w http.ResponseWriter, r *http.Request) error {
		w.Header().Set("Cache-Control", "no-store")
		w.Header().Set("Referrer-Policy", "same-origin") // an address may have a key in it
		return h(w, r)
	})
}

// goTo leads a browser to another page of this server, with GET.
func (s *Service) goTo(w http.ResponseWriter, r *http.Request, path string) {
	http.Redirect(w, r, s.answers.Rooted(r, path), http.StatusSeeOther)
}
