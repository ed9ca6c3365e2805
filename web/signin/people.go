package signin

import (
	"context"
	"errors"
	"log/slog"
	"net/http"
	"slices"
	"time"

	"incidentmap/incidents"
	"incidentmap/web/address"
)

// personForm is a person as admins see them: nothing of it lets anybody sign in.
type personForm struct {
	ID       string                    `json:"id"`
	Login    string                    `json:"login"`
	Name     string                    `json:"name"`
	Admin    bool                      `json:"admin"`
	Stories  map[string]incidents.Role `json:"stories"`
	Disabled bool                      `json:"disabled"`
	Joined   bool                      `json:"joined"` // whether they can sign in by now
	Factor   bool                      `json:"second_factor"`
	Invited  *time.Time                `json:"invited_until"` // null without a link that is still good
	Created  time.Time                 `json:"created"`
	Link     string                    `json:"link,omitempty"` // where it was just made
}

// peopleList is all people.
type peopleList struct {
	People []personForm `json:"people"`
}

// newPerson is a person who is to be made.
type newPerson struct {
	Login   string                    `json:"login"`
	Name    string                    `json:"name"`
	Admin   bool                      `json:"admin,omitempty"`
	Stories map[string]incidents.Role `json:"stories,omitempty"`
}

// invitation is a link by which a person chooses a password.
type invitation struct {
	Link    string    `json:"link"`
	Expires time.Time `json:"expires"`
}

func (s *Service) formOf(p *incidents.Person) personForm {
	f := personForm{
		ID: p.ID, Login: p.Login, Name: p.Name, Admin: p.Admin, Stories: p.Stories, Disabled: !p.Active(),
		Joined: p.Joined(), Factor: p.Factor.On(), Created: p.Created,
	}
	if f.Stories == nil {
		f.Stories = map[string]incidents.Role{}
	}
	if until := p.Invited.Expires; s.now().Before(until) {
		f.Invited = &until
	}
	return f
}

func loginOf(p *incidents.Person) slog.Attr { return slog.String("login", p.Login) }

func (s *Service) listPeople(w http.ResponseWriter, r *http.Request, _ *Visitor) error {
	all, err := s.store.People(r.Context())
	if err != nil {
		return err
	}
	list := peopleList{make([]personForm, len(all))}
	for i := range all {
		list.People[i] = s.formOf(&all[i])
	}
	return send(w, r, http.StatusOK, list)
}

// createPerson makes an account, and gives the link by which its person chooses a password.
func (s *Service) createPerson(w http.ResponseWriter, r *http.Request, v *Visitor) error {
	var body newPerson
	if err := readBody(w, r, &body); err != nil {
		return err
	}
	now := s.now()
	p, err := incidents.NewPerson(body.Login, body.Name, now)
	if err != nil {
		return err
	}
	p.Admin = body.Admin
	if body.Stories != nil {
		p.Stories = body.Stories
	}
	if err := s.storiesAreThere(r.Context(), p.Stories); err != nil {
		return err
	}
	key := p.Invite(now)
	if p.Version, err = s.store.PutPerson(r.Context(), p); err != nil {
		return err
	}
	s.note(r, "person made", slog.String("by", v.Person.Login), loginOf(&p), slog.Bool("admin", p.Admin), slog.Any("stories", p.Stories))
	w.Header().Set("Location", s.answers.BaseURL(r)+address.APIPeople+"/"+p.ID)
	form := s.formOf(&p)
	form.Link = s.linkOf(r, key)
	return send(w, r, http.StatusCreated, form)
}

func (s *Service) linkOf(r *http.Request, key string) string {
	return s.answers.BaseURL(r) + address.WithQuery(address.Welcome, "key", key)
}

func (s *Service) storiesAreThere(ctx context.Context, roles map[string]incidents.Role) error {
	for slug := range roles {
		if _, err := s.store.Story(ctx, slug); absent(err) {
			return incidents.Errorf(incidents.EInvalid, "stories", "there is no story %q", slug)
		} else if err != nil {
			return err
		}
	}
	return nil
}

// personPatch is a change of a person; what is null stays as it is.
type personPatch struct {
	Name     *string                   `json:"name"`
	Admin    *bool                     `json:"admin"`
	Stories  map[string]incidents.Role `json:"stories"` // in place of the old ones
	Disabled *bool                     `json:"disabled"`
	// Factor may be false alone: who lost their second factor and their codes is let in without.
	Factor *bool `json:"second_factor"`
}

func (b *personPatch) apply(p *incidents.Person, now time.Time) error {
	if b.Name != nil {
		p.Name = *b.Name
	}
	if b.Admin != nil {
		p.Admin = *b.Admin
	}
	if b.Stories != nil {
		p.Stories = b.Stories
	}
	if b.Disabled != nil {
		if p.Disabled = (time.Time{}); *b.Disabled {
			p.Disabled, p.Invited = now.UTC(), incidents.Invitation{}
		}
	}
	if b.Factor != nil {
		if *b.Factor {
			return incidents.Errorf(incidents.EInvalid, "second_factor", "can be taken away here, and is set up by its person alone")
		}
		p.Factor = incidents.SecondFactor{}
	}
	return nil
}

// patchPerson changes what a person may do. It counts from their next request on.
func (s *Service) patchPerson(w http.ResponseWriter, r *http.Request, v *Visitor) error {
	var body personPatch
	if err := readBody(w, r, &body); err != nil {
		return err
	}
	if err := s.storiesAreThere(r.Context(), body.Stories); err != nil {
		return err
	}
	var changed incidents.Person
	err := s.revise(r.Context(), idOf(r), func(p *incidents.Person) error {
		if err := body.apply(p, s.now()); err != nil {
			return err
		}
		changed = *p
		return s.leavesAnAdmin(r.Context(), p)
	})
	if err != nil {
		return err
	}
	if !changed.Active() || body.Factor != nil {
		if err := s.store.EndSessions(r.Context(), changed.ID, incidents.SecretHash{}); err != nil {
			return err
		}
	}
	s.note(r, "rights changed", slog.String("by", v.Person.Login), loginOf(&changed), slog.Bool("admin", changed.Admin),
		slog.Any("stories", changed.Stories), slog.Bool("disabled", !changed.Active()))
	return send(w, r, http.StatusOK, s.formOf(&changed))
}

// leavesAnAdmin refuses a change after which nobody could give rights any more.
func (s *Service) leavesAnAdmin(ctx context.Context, changed *incidents.Person) error {
	governs := func(p incidents.Person) bool { return p.Admin && p.Active() && p.Joined() }
	if governs(*changed) {
		return nil
	}
	all, err := s.store.People(ctx)
	if err != nil {
		return err
	}
	if slices.ContainsFunc(all, func(p incidents.Person) bool { return p.ID != changed.ID && governs(p) }) {
		return nil
	}
	return refuse(http.StatusConflict, codeLastAdmin, "admin", "is of the last one who can give rights; make somebody else an admin first")
}

// invitePerson makes a new link by which a person chooses a password, in place of the one before.
func (s *Service) invitePerson(w http.ResponseWriter, r *http.Request, v *Visitor) error {
	var key string
	var invited incidents.Person
	err := s.revise(r.Context(), idOf(r), func(p *incidents.Person) error {
		if !p.Active() {
			return incidents.Errorf(incidents.EConflict, "disabled", "the person is shut out; let them in first")
		}
		key = p.Invite(s.now())
		invited = *p
		return nil
	})
	if err != nil {
		return err
	}
	s.note(r, "link made", slog.String("by", v.Person.Login), loginOf(&invited))
	return send(w, r, http.StatusOK, invitation{s.linkOf(r, key), invited.Invited.Expires})
}

// isOfVersion tells the conflict of somebody else's write of the same person.
func isOfVersion(err error) bool {
	var e *incidents.Error
	return errors.As(err, &e) && e.Code == incidents.EConflict && e.Field == "version"
}
