package signin

import (
	"bytes"
	"encoding/json"
	"errors"
	"io"
	"mime"
	"net/http"
	"strconv"

	"github.com/gorilla/mux"

	"incidentmap/incidents"
	"incidentmap/web/address"
	"incidentmap/web/limit"
	"incidentmap/web/respond"
)

// apiRoute is an address of the API with what it answers to a method, and what who asks must be allowed to do.
type apiRoute struct {
	path, method string
	action       incidents.Action // "" for what all may do who are signed in
	open         bool             // for those who are not signed in
	answer       func(w http.ResponseWriter, r *http.Request, v *Visitor) error
}

func (s *Service) apiRoutes() []apiRoute {
	const (
		person = address.APIPeople + "/{id}"
		token  = address.APITokens + "/{id}"
	)
	return []apiRoute{
		{address.APISession, http.MethodGet, "", false, s.getSession},
		{address.APISession, http.MethodPost, "", true, s.postSession},
		{address.APISession, http.MethodDelete, "", false, s.deleteSession},
		{address.APIPeople, http.MethodGet, incidents.ActPeople, false, s.listPeople},
		{address.APIPeople, http.MethodPost, incidents.ActPeople, false, s.createPerson},
		{person, http.MethodPatch, incidents.ActPeople, false, s.patchPerson},
		{person + "/invite", http.MethodPost, incidents.ActPeople, false, s.invitePerson},
		{address.APITokens, http.MethodGet, incidents.ActTokens, false, s.listTokens},
		{address.APITokens, http.MethodPost, incidents.ActTokens, false, s.createToken},
		{token, http.MethodDelete, incidents.ActTokens, false, s.deleteToken},
	}
}

// challenge is what an answer asks for without a session (RFC 9110, section 11.6.1).
const challenge = `Bearer realm="incidentmap"`

// api makes a handler of a route.
func (s *Service) api(rt apiRoute) http.HandlerFunc {
	return s.answers.Handle(func(w http.ResponseWriter, r *http.Request) error {
		w.Header().Set("Cache-Control", "no-store")
		v, err := s.admitted(w, r, rt)
		if err == nil {
			if v != nil {
				r = r.WithContext(limit.WithClient(r.Context(), "person "+v.Person.ID))
			}
			err = rt.answer(w, r, v)
		}
		var refused *respond.Refusal
		if errors.As(err, &refused) && refused.Status() == http.StatusUnauthorized {
			w.Header().Set("WWW-Authenticate", challenge)
		}
		return respond.Stated(err)
	})
}

// admitted gives who asks, if they may ask for that.
func (s *Service) admitted(w http.ResponseWriter, r *http.Request, rt apiRoute) (*Visitor, error) {
	if rt.open {
		return nil, s.sameOrigin(r)
	}
	v, ok, err := s.visitor(r, false)
	switch {
	case err != nil:
		return nil, err
	case !ok && r.Header.Get("Authorization") != "":
		return nil, refuse(http.StatusForbidden, codeForbidden, "Authorization", "a token is not good for this; sign in")
	case !ok:
		return nil, refuse(http.StatusUnauthorized, codeNoSession, "", "nobody is signed in; POST %s signs in", address.APISession)
	}
	if err := s.own(r, v, r.Header.Get("X-CSRF-Token")); err != nil {
		return nil, err
	}
	actor := v.Actor()
	if rt.action != "" && !actor.May(rt.action, "") {
		return nil, refuse(http.StatusForbidden, codeForbidden, "", "%s may not do this; it takes an admin of the server", incidents.Quote(v.Person.Login))
	}
	by := respond.Writer{Person: v.Person.Name}
	_, err = s.answers.Authorized(w, r, "person "+v.Person.ID, by)
	return v, err
}

// maxBody is how long a body may be, in bytes.
const maxBody = 64 << 10

// readBody reads a JSON object into a value, whose members are all there may be.
func readBody(w http.ResponseWriter, r *http.Request, into any) error {
	media, _, err := mime.ParseMediaType(r.Header.Get("Content-Type"))
	if err != nil || media != "application/json" && media != "application/merge-patch+json" {
		return refuse(http.StatusUnsupportedMediaType, codeMediaType, "Content-Type", "is %s; send the body as application/json",
			incidents.Quote(r.Header.Get("Content-Type")))
	}
	raw, err := io.ReadAll(http.MaxBytesReader(w, r.Body, maxBody))
	var long *http.MaxBytesError
	switch {
	case errors.As(err, &long):
		return incidents.Errorf(incidents.ETooLarge, "body", "has more than %d bytes", maxBody)
	case err != nil:
		return refuse(http.StatusBadRequest, incidents.EInvalid, "body", "did not arrive whole")
	}
	d := json.NewDecoder(bytes.NewReader(raw))
	d.DisallowUnknownFields()
	err = d.Decode(into)
	if err == nil && d.More() {
		err = errors.New("something stands behind the object")
	}
	var kind *json.UnmarshalTypeError
	switch {
	case errors.As(err, &kind):
		return incidents.Errorf(incidents.EInvalid, kind.Field, "is a JSON %s, which this cannot be", kind.Value)
	case err != nil:
		return refuse(http.StatusBadRequest, incidents.EInvalid, "body", "is not the JSON object that is asked for: %s", incidents.Quote(err.Error()))
	}
	return nil
}

// send answers with a value as JSON.
func send(w http.ResponseWriter, r *http.Request, status int, v any) error {
	body, err := respond.Marshal(v)
	if err != nil {
		return err
	}
	w.Header().Set("Content-Type", respond.JSONType)
	w.Header().Set("Content-Length", strconv.Itoa(len(body)))
	w.WriteHeader(status)
	if r.Method != http.MethodHead {
		_, _ = w.Write(body) // a client that has gone away needs no error
	}
	return nil
}

// sessionForm says who is signed in.
type sessionForm struct {
	Person  ownForm                   `json:"person"`
	Stories map[string]incidents.Role `json:"stories"`
	CSRF    string                    `json:"csrf"`
}

type ownForm struct {
	ID    string `json:"id"`
	Name  string `json:"name"`
	Login string `json:"login"`
	Admin bool   `json:"admin"`
}

// signInForm is what somebody signs in with.
type signInForm struct {
	Login    string `json:"login"`
	Password string `json:"password"`
	Code     string `json:"code,omitempty"` // of the second factor
}

func sessionOf(v *Visitor) sessionForm {
	p := &v.Person
	f := sessionForm{ownForm{p.ID, p.Name, p.Login, p.Admin}, p.Stories, v.CSRF}
	if f.Stories == nil {
		f.Stories = map[string]incidents.Role{}
	}
	return f
}

func (s *Service) getSession(w http.ResponseWriter, r *http.Request, v *Visitor) error {
	return send(w, r, http.StatusOK, sessionOf(v))
}

// postSession signs somebody in. A body that cannot be read is a wrong try of its address, too.
func (s *Service) postSession(w http.ResponseWriter, r *http.Request, _ *Visitor) error {
	var body signInForm
	if err := readBody(w, r, &body); err != nil {
		if wait, ok := s.addresses.Try(addressOf(r)); !ok {
			return respond.TooMany(wait)
		}
		return err
	}
	c := credentials{body.Login, body.Password, body.Code}
	person, err := s.checkPassword(r, c)
	if err == nil && person.Factor.On() {
		if c.code == "" {
			return refuse(http.StatusUnauthorized, codeCodeNeeded, "code", "is missing; send the code of the second factor as well")
		}
		person, err = s.checkCode(r, person, c.code)
	}
	if err != nil {
		return err
	}
	v, err := s.signedIn(w, r, person)
	if err != nil {
		return err
	}
	return send(w, r, http.StatusOK, sessionOf(&v))
}

func (s *Service) deleteSession(w http.ResponseWriter, r *http.Request, v *Visitor) error {
	if err := s.end(w, r); err != nil {
		return err
	}
	s.note(r, "signed out", loginOf(&v.Person))
	w.WriteHeader(http.StatusNoContent)
	return nil
}

// idOf gives the id that an address names.
func idOf(r *http.Request) string { return mux.Vars(r)["id"] }
