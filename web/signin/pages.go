package signin

import (
	"log/slog"
	"net/http"

	"incidentmap/incidents"
	"incidentmap/web/address"
	"incidentmap/web/respond"
)

// pageRoute is a page, or where a form of one goes.
type pageRoute struct {
	path, method string
	answer       http.HandlerFunc
}

func (s *Service) pageRoutes() []pageRoute {
	const get, post = http.MethodGet, http.MethodPost
	routes := []pageRoute{
		{address.SignIn, get, s.page(s.signInPage)},
		{address.SignIn, post, s.page(s.sameSite(s.signInForm))},
		{address.SecondStep, get, s.page(s.codePage)},
		{address.SecondStep, post, s.page(s.sameSite(s.codeForm))},
		{address.Welcome, get, s.page(s.welcomePage)},
		{address.Welcome, post, s.page(s.sameSite(s.welcomeForm))},
		{address.SignOut, post, s.Required(s.ownForm(s.signOutForm))},
		{address.Account, get, s.Required(s.accountPage)},
		{passwordPath, post, s.Required(s.ownForm(s.passwordForm))},
		{everywherePath, post, s.Required(s.ownForm(s.everywhereForm))},
		{factorPath, get, s.Required(s.factorPage)},
		{factorPath, post, s.Required(s.ownForm(s.factorForm))},
		{factorStartPath, post, s.Required(s.ownForm(s.factorStartForm))},
		{factorOffPath, post, s.Required(s.ownForm(s.factorOffForm))},
	}
	if s.oidc != nil {
		routes = append(routes, pageRoute{address.OIDC, get, s.page(s.oidcStart)}, pageRoute{address.OIDCCallback, get, s.page(s.oidcCallback)})
	}
	if s.home != address.Edit {
		routes = append(routes, pageRoute{address.Edit, get, s.Required(func(w http.ResponseWriter, r *http.Request) error {
			s.goTo(w, r, s.home)
			return nil
		})})
	}
	return routes
}

// sameSite lets forms through that are of pages of this server.
func (s *Service) sameSite(next respond.Handler) respond.Handler {
	return func(w http.ResponseWriter, r *http.Request) error {
		if err := s.sameOrigin(r); err != nil {
			return err
		}
		return next(w, r)
	}
}

// ownForm lets forms through that are of the visitor's own pages.
func (s *Service) ownForm(next respond.Handler) respond.Handler {
	return func(w http.ResponseWriter, r *http.Request) error {
		fields, err := form(w, r)
		if err != nil {
			return err
		}
		if err := s.own(r, Of(r.Context()), fields.Get("csrf")); err != nil {
			return err
		}
		return next(w, r)
	}
}

func (s *Service) signInPage(w http.ResponseWriter, r *http.Request) error {
	next := s.nextOf(r.URL.Query().Get("next"))
	if _, ok, err := s.visitor(r, false); err != nil || ok {
		if err == nil {
			s.goTo(w, r, onward(r, next))
		}
		return err
	}
	v := s.newPage(r, "signin.heading")
	v.Next, v.Elsewhere = next, s.elsewhere(r, next)
	return s.show(w, r, http.StatusOK, "signin.gohtml", v)
}

// signInForm signs somebody in, or leads them to where the code of their second factor is asked for.
func (s *Service) signInForm(w http.ResponseWriter, r *http.Request) error {
	fields, err := form(w, r)
	if err != nil {
		return err
	}
	next := s.nextOf(fields.Get("next"))
	c := credentials{login: fields.Get("login"), password: fields.Get("password")}
	person, err := s.checkPassword(r, c)
	if err != nil {
		v := s.newPage(r, "signin.heading")
		v.Next, v.Login, v.Elsewhere = next, incidents.Cut(c.login, maxNext), s.elsewhere(r, next)
		return s.refusedForm(w, r, "signin.gohtml", v, err)
	}
	if person.Factor.On() {
		if _, err := s.begin(w, r, person.ID, true); err != nil {
			return err
		}
		s.goTo(w, r, withNext(inLanguage(r, address.SecondStep), next))
		return nil
	}
	if _, err := s.signedIn(w, r, person); err != nil {
		return err
	}
	s.goTo(w, r, onward(r, next))
	return nil
}

func (s *Service) codePage(w http.ResponseWriter, r *http.Request) error {
	next := s.nextOf(r.URL.Query().Get("next"))
	if _, ok, err := s.visitor(r, true); err != nil || !ok {
		if err == nil {
			s.goTo(w, r, withNext(inLanguage(r, address.SignIn), next))
		}
		return err
	}
	v := s.newPage(r, "signin.code.heading")
	v.Next = next
	return s.show(w, r, http.StatusOK, "signin_code.gohtml", v)
}

// codeForm takes the code of the second factor. The session that waited for it ends with it.
func (s *Service) codeForm(w http.ResponseWriter, r *http.Request) error {
	fields, err := form(w, r)
	if err != nil {
		return err
	}
	next := s.nextOf(fields.Get("next"))
	visitor, ok, err := s.visitor(r, true)
	if err != nil {
		return err
	}
	if !ok {
		s.goTo(w, r, withNext(inLanguage(r, address.SignIn), next))
		return nil
	}
	person, err := s.checkCode(r, visitor.Person, fields.Get("code"))
	if err != nil {
		v := s.newPage(r, "signin.code.heading")
		v.Next = next
		return s.refusedForm(w, r, "signin_code.gohtml", v, err)
	}
	if _, err := s.signedIn(w, r, person); err != nil {
		return err
	}
	s.goTo(w, r, onward(r, next))
	return nil
}

func (s *Service) signOutForm(w http.ResponseWriter, r *http.Request) error {
	if err := s.end(w, r); err != nil {
		return err
	}
	s.note(r, "signed out", loginOf(&Of(r.Context()).Person))
	s.goTo(w, r, inLanguage(r, address.SignIn))
	return nil
}

// invited gives the person whom a link's key lets in, if it still does.
func (s *Service) invited(r *http.Request, key string) (incidents.Person, error) {
	gone := func() error {
		return refuse(http.StatusGone, codeLinkGone, "key", "the link was used, has ended or was replaced by another; ask for a new one")
	}
	person, err := s.store.Person(r.Context(), incidents.InvitedID(key))
	if absent(err) || err == nil && !person.Opens(key, s.now()) {
		return person, gone()
	}
	return person, err
}

// refusedLink tells who opens a link that lets nobody in how to get another.
func (s *Service) refusedLink(w http.ResponseWriter, r *http.Request, err error) error {
	if incidents.CodeOf(err) != codeLinkGone {
		return err
	}
	v := s.newPage(r, "signin.gone.heading")
	v.Self = inLanguage(r, address.SignIn)
	return s.show(w, r, http.StatusGone, "signin_gone.gohtml", v)
}

func (s *Service) welcomePage(w http.ResponseWriter, r *http.Request) error {
	person, err := s.invited(r, r.URL.Query().Get("key"))
	if err != nil {
		return s.refusedLink(w, r, err)
	}
	return s.show(w, r, http.StatusOK, "signin_welcome.gohtml", s.newWelcomePage(r, person))
}

func (s *Service) newWelcomePage(r *http.Request, person incidents.Person) signinPage {
	v := s.newPage(r, "signin.welcome.heading")
	v.Login, v.Name = person.Login, person.Name
	v.Self = inLanguage(r, address.Welcome)
	v.own = &own{Person: &person, Secret: r.FormValue("key")}
	return v
}

// welcomeForm sets the name and the password of who has a link, uses the link up, and signs them in. All who were
// signed in as they are signed out: a link is also for who lost a password. The second factor stays.
func (s *Service) welcomeForm(w http.ResponseWriter, r *http.Request) error {
	fields, err := form(w, r)
	if err != nil {
		return err
	}
	key := fields.Get("key")
	person, err := s.invited(r, key)
	if err != nil {
		return s.refusedLink(w, r, err)
	}
	again := func(problem string) error {
		v := s.newWelcomePage(r, person)
		v.Problem, v.Login, v.Name = v.T(problem, "n", leastPassword), fields.Get("login"), fields.Get("name")
		return s.show(w, r, http.StatusUnprocessableEntity, "signin_welcome.gohtml", v)
	}
	chosen := person
	chosen.Name = incidents.CleanName(fields.Get("name"))
	if !person.Joined() {
		chosen.Login = incidents.CleanLogin(fields.Get("login"))
	}
	if err := chosen.Validate(); err != nil {
		return again(fieldProblem(err))
	}
	password := fields.Get("password")
	if problem := checkPassword(password, &chosen); problem != "" {
		return again(problem)
	}
	if chosen.Password, err = s.hasher.hash(r.Context(), password); err != nil {
		return err
	}
	chosen.Invited, chosen.Devices = incidents.Invitation{}, nil
	if chosen.Version, err = s.store.PutPerson(r.Context(), chosen); err != nil {
		if isOfLogin(err) {
			return again("signin.login.taken")
		}
		return err
	}
	s.note(r, "password set by a link", loginOf(&chosen), slog.Bool("admin", chosen.Admin))
	if err := s.store.EndSessions(r.Context(), chosen.ID, incidents.SecretHash{}); err != nil {
		return err
	}
	if chosen.Factor.On() {
		s.goTo(w, r, inLanguage(r, address.SignIn))
		return nil
	}
	if _, err := s.signedIn(w, r, chosen); err != nil {
		return err
	}
	s.goTo(w, r, inLanguage(r, s.home))
	return nil
}
