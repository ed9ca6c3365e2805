package signin

import (
	"encoding/base32"
	"errors"
	"net/http"
	"strings"

	"incidentmap/incidents"
	"incidentmap/web/address"
)

// Where the forms of the account's pages go.
const (
	passwordPath    = address.Account + "/password"
	everywherePath  = address.Account + "/sign-out-everywhere"
	factorPath      = address.Account + "/second-factor"
	factorStartPath = factorPath + "/start"
	factorOffPath   = factorPath + "/off"
)

const codeLinkGone incidents.Code = "link_gone"

// withNext adds where to go afterwards to a path of these pages.
func withNext(path, next string) string {
	_, query, _ := strings.Cut(path, "?")
	path, _, _ = strings.Cut(path, "?")
	if lang, ok := strings.CutPrefix(query, "lang="); ok {
		return address.WithQuery(path, "lang", lang, "next", next)
	}
	return address.WithQuery(path, "next", next)
}

// fieldProblem gives the message of what is wrong with a person's login or name.
func fieldProblem(err error) string {
	var one *incidents.Error
	if errors.As(err, &one) && one.Field == "login" {
		return "signin.login.rule"
	}
	return "signin.name.rule"
}

// isOfLogin tells the conflict of two people with one login.
func isOfLogin(err error) bool {
	var e *incidents.Error
	return errors.As(err, &e) && e.Code == incidents.EConflict && e.Field == "login"
}

func base32Bytes(text string) ([]byte, error) {
	return base32.StdEncoding.WithPadding(base32.NoPadding).DecodeString(text)
}

// newOwnPage makes what a page of the visitor's account shows.
func (s *Service) newOwnPage(r *http.Request, heading string) signinPage {
	visitor := Of(r.Context())
	v := s.newPage(r, heading)
	v.own = &own{Person: &visitor.Person, CSRF: visitor.CSRF}
	return v
}

func (s *Service) accountPage(w http.ResponseWriter, r *http.Request) error {
	v := s.newOwnPage(r, "signin.account.heading")
	switch r.URL.Query().Get("said") {
	case "password":
		v.Said = v.T("signin.account.password.set")
	case "everywhere":
		v.Said = v.T("signin.account.everywhere.done")
	case "off":
		v.Said = v.T("signin.factor.off.done")
	}
	return s.show(w, r, http.StatusOK, "signin_account.gohtml", v)
}

// said leads back to the account, which says what was done.
func (s *Service) said(w http.ResponseWriter, r *http.Request, what string) error {
	query := []string{"said", what}
	if lang := r.URL.Query().Get("lang"); lang == "en" || lang == "es" {
		query = append(query, "lang", lang)
	}
	s.goTo(w, r, address.WithQuery(address.Account, query...))
	return nil
}

// confirmed reports whether a form's field password is the visitor's: what changes how they sign in asks for it again.
// The error is for an answer; when it is nil and confirmed is false the page was sent with what is wrong.
func (s *Service) confirmed(w http.ResponseWriter, r *http.Request) (bool, error) {
	me := Of(r.Context()).Person
	_, err := s.checkPassword(r, credentials{login: me.Login, password: r.PostForm.Get("password")})
	if err == nil {
		return true, nil
	}
	v := s.newOwnPage(r, "signin.account.heading")
	v.Self = inLanguage(r, address.Account)
	return false, s.refusedForm(w, r, "signin_account.gohtml", v, err)
}

// passwordForm changes the visitor's password, and ends their sessions on other devices.
func (s *Service) passwordForm(w http.ResponseWriter, r *http.Request) error {
	if ok, err := s.confirmed(w, r); err != nil || !ok {
		return err
	}
	visitor := Of(r.Context())
	next := r.PostForm.Get("new")
	if problem := checkPassword(next, &visitor.Person); problem != "" {
		v := s.newOwnPage(r, "signin.account.heading")
		v.Problem = v.T(problem, "n", leastPassword)
		return s.show(w, r, http.StatusUnprocessableEntity, "signin_account.gohtml", v)
	}
	hash, err := s.hasher.hash(r.Context(), next)
	if err != nil {
		return err
	}
	err = s.revise(r.Context(), visitor.Person.ID, func(p *incidents.Person) error {
		p.Password, p.Invited = hash, incidents.Invitation{}
		return nil
	})
	if err == nil {
		err = s.store.EndSessions(r.Context(), visitor.Person.ID, visitor.session.Hash)
	}
	if err != nil {
		return err
	}
	s.note(r, "password changed", loginOf(&visitor.Person))
	return s.said(w, r, "password")
}

// everywhereForm ends all sessions of the visitor but this one, and forgets their devices.
func (s *Service) everywhereForm(w http.ResponseWriter, r *http.Request) error {
	visitor := Of(r.Context())
	device := incidents.HashSecret(s.cookie(r, deviceCookie))
	err := s.revise(r.Context(), visitor.Person.ID, func(p *incidents.Person) error {
		known := p.Devices
		p.Devices = nil
		for _, d := range known {
			if d == device {
				p.Remember(d)
			}
		}
		return nil
	})
	if err == nil {
		err = s.store.EndSessions(r.Context(), visitor.Person.ID, visitor.session.Hash)
	}
	if err != nil {
		return err
	}
	s.note(r, "signed out everywhere", loginOf(&visitor.Person))
	return s.said(w, r, "everywhere")
}

// factorStartForm makes the secret of a second factor, which counts once a code of it was shown.
func (s *Service) factorStartForm(w http.ResponseWriter, r *http.Request) error {
	if ok, err := s.confirmed(w, r); err != nil || !ok {
		return err
	}
	err := s.revise(r.Context(), Of(r.Context()).Person.ID, func(p *incidents.Person) error {
		if p.Factor.On() {
			return incidents.Errorf(incidents.EConflict, "second_factor", "is on already")
		}
		var err error
		p.Factor, err = newFactor(p.Login)
		return err
	})
	if err != nil {
		return err
	}
	s.goTo(w, r, inLanguage(r, factorPath))
	return nil
}

func (s *Service) newFactorPage(r *http.Request) (signinPage, error) {
	v := s.newOwnPage(r, "signin.factor.heading")
	v.Secret = v.Person.Factor.Secret
	var err error
	v.Picture, err = picture(&v.Person.Factor, v.Person.Login)
	return v, err
}

// factorPage shows the secret, until it counts.
func (s *Service) factorPage(w http.ResponseWriter, r *http.Request) error {
	if me := Of(r.Context()).Person; me.Factor.On() || me.Factor.Secret == "" {
		s.goTo(w, r, inLanguage(r, address.Account))
		return nil
	}
	v, err := s.newFactorPage(r)
	if err != nil {
		return err
	}
	return s.show(w, r, http.StatusOK, "signin_factor.gohtml", v)
}

// factorForm takes the first code: from then on one is asked for. The recovery codes are shown in this answer alone.
func (s *Service) factorForm(w http.ResponseWriter, r *http.Request) error {
	me := Of(r.Context()).Person
	if me.Factor.On() || me.Factor.Secret == "" {
		s.goTo(w, r, inLanguage(r, address.Account))
		return nil
	}
	if !useCode(&me.Factor, r.PostForm.Get("code"), s.now()) {
		v, err := s.newFactorPage(r)
		if err != nil {
			return err
		}
		v.Problem = v.T("signin.wrong")
		return s.show(w, r, http.StatusUnauthorized, "signin_factor.gohtml", v)
	}
	me.Factor.Since = s.now().UTC()
	codes := newRecovery(&me.Factor)
	if _, err := s.store.PutPerson(r.Context(), me); err != nil {
		return err
	}
	s.note(r, "second factor on", loginOf(&me))
	v := s.newOwnPage(r, "signin.codes.heading")
	v.Codes = codes
	return s.show(w, r, http.StatusOK, "signin_codes.gohtml", v)
}

// factorOffForm takes the second factor away.
func (s *Service) factorOffForm(w http.ResponseWriter, r *http.Request) error {
	if ok, err := s.confirmed(w, r); err != nil || !ok {
		return err
	}
	me := &Of(r.Context()).Person
	err := s.revise(r.Context(), me.ID, func(p *incidents.Person) error {
		p.Factor = incidents.SecondFactor{}
		return nil
	})
	if err != nil {
		return err
	}
	s.note(r, "second factor off", loginOf(me))
	return s.said(w, r, "off")
}
