package main

import (
	"context"
	"fmt"
	"io"
	"log/slog"
	"maps"
	"slices"
	"strings"
	"text/tabwriter"
	"time"

	"incidentmap/incidents"
	"incidentmap/web"
)

// userCmd makes, lists and changes the accounts of people who sign in.
type userCmd struct {
	Add          userAddCmd     `cmd:"" help:"Make an account, and print the link by which its person chooses a password, once."`
	List         userListCmd    `cmd:"" help:"List the accounts: login, rights, and whether each can sign in."`
	Role         userRoleCmd    `cmd:"" help:"Give a person a role in a story, or take it away."`
	Disable      userDisableCmd `cmd:"" help:"Shut a person out, at once and on all devices; --undo lets them in again."`
	PasswordLink userLinkCmd    `cmd:"" name:"password-link" help:"Print a new link by which a person chooses a password, once; --without-code takes their second factor away."`
}

// storeOfPeople is what each of the commands needs.
type storeOfPeople struct {
	Store string `help:"Where incidents are kept: sqlite:FILE or postgres://USER:PASSWORD@HOST:PORT/DATABASE." default:"sqlite:incidentmap.db"`
}

// linkFlags say where the server is that a link is for.
type linkFlags struct {
	URL string `name:"public-url" help:"Address of the server, for the link." default:"http://127.0.0.1:8080" placeholder:"URL"`
}

type userAddCmd struct {
	storeOfPeople
	linkFlags
	Login string            `arg:"" help:"What they sign in with, such as an e-mail address."`
	Name  string            `help:"Who they are; what they write is signed with it. The login when not given." placeholder:"NAME"`
	Admin bool              `help:"They may do everything on the whole server."`
	Role  map[string]string `help:"Their role in a story: reporter, editor or admin; may be given several times." placeholder:"STORY=ROLE"`
}

// Run prints the link once the account is on disk.
func (c *userAddCmd) Run(p *program) error {
	return p.withStore(c.Store, func(store incidents.Store) error {
		now := time.Now()
		name := c.Name
		if name == "" {
			name = c.Login
		}
		person, err := incidents.NewPerson(c.Login, name, now)
		if err != nil {
			return fmt.Errorf("the account cannot be made: %w", err)
		}
		person.Admin = c.Admin
		for story, role := range c.Role {
			if _, err := store.Story(p.ctx, story); err != nil {
				return fmt.Errorf("the account cannot be made: %w", err)
			}
			person.Stories[story] = incidents.Role(role)
		}
		key := person.Invite(now)
		if _, err := store.PutPerson(p.ctx, person); err != nil {
			return fmt.Errorf("the account cannot be made: %w", err)
		}
		noteRights(p, "person made", &person)
		_, err = fmt.Fprintln(p.stdout, web.WelcomeLink(c.URL, key))
		return err
	})
}

// noteRights writes down what somebody may do now, in the form of the server's log.
func noteRights(p *program, event string, person *incidents.Person) {
	eventLog(p.stderr).Info(event, slog.String("login", person.Login), slog.Bool("admin", person.Admin),
		slog.Any("stories", person.Stories), slog.Bool("disabled", !person.Active()))
}

type userListCmd struct{ storeOfPeople }

// Run prints a line for each person, by login.
func (c *userListCmd) Run(p *program) error {
	return p.withStoreThatIsThere(c.Store, func(store incidents.Store) error {
		all, err := store.People(p.ctx)
		if err != nil {
			return err
		}
		return writePeople(p.stdout, all, time.Now())
	})
}

func writePeople(w io.Writer, all []incidents.Person, now time.Time) error {
	out := tabwriter.NewWriter(w, 0, 0, 2, ' ', 0)
	fmt.Fprintln(out, "LOGIN\tSTATE\tCODE\tRIGHTS\tNAME")
	for i := range all {
		person := &all[i]
		state, code := "good", "no"
		switch {
		case !person.Active():
			state = "disabled"
		case !person.Joined() && now.Before(person.Invited.Expires):
			state = "invited"
		case !person.Joined():
			state = "no password"
		}
		if person.Factor.On() {
			code = "yes"
		}
		fmt.Fprintf(out, "%s\t%s\t%s\t%s\t%s\n", incidents.Printable(person.Login), state, code, rightsText(person), incidents.Printable(person.Name))
	}
	return out.Flush()
}

// rightsText says what a person may do in a word or two.
func rightsText(p *incidents.Person) string {
	if p.Admin {
		return "everything"
	}
	var list []string
	for _, slug := range slices.Sorted(maps.Keys(p.Stories)) {
		list = append(list, slug+"="+string(p.Stories[slug]))
	}
	if len(list) == 0 {
		return "none"
	}
	return strings.Join(list, ",")
}

// withPerson changes the person of a login.
func (c *storeOfPeople) withPerson(p *program, login string, change func(store incidents.Store, person *incidents.Person) error) error {
	return p.withStoreThatIsThere(c.Store, func(store incidents.Store) error {
		person, err := store.PersonOf(p.ctx, login)
		if incidents.CodeOf(err) == incidents.ENotFound && err != nil {
			return fmt.Errorf("nobody signs in as %s; see user list", incidents.Quote(login))
		}
		if err == nil {
			err = change(store, &person)
		}
		if err == nil {
			_, err = store.PutPerson(p.ctx, person)
		}
		return err
	})
}

type userRoleCmd struct {
	storeOfPeople
	Login string `arg:"" help:"Whose."`
	Story string `arg:"" optional:"" help:"Slug of the story; for the whole server when not given." placeholder:"STORY"`
	Role  string `help:"reporter, editor, admin or none. For the whole server admin or none." enum:"reporter,editor,admin,none" required:""`
}

// Run gives the role.
func (c *userRoleCmd) Run(p *program) error {
	return c.withPerson(p, c.Login, func(store incidents.Store, person *incidents.Person) error {
		switch {
		case c.Story == "" && c.Role != "admin" && c.Role != "none":
			return fmt.Errorf("a %s is one of a story; name it", c.Role)
		case c.Story == "":
			person.Admin = c.Role == "admin"
		case c.Role == "none":
			delete(person.Stories, c.Story)
		default:
			if _, err := store.Story(p.ctx, c.Story); err != nil {
				return err
			}
			if person.Stories == nil {
				person.Stories = map[string]incidents.Role{}
			}
			person.Stories[c.Story] = incidents.Role(c.Role)
		}
		noteRights(p, "rights changed", person)
		_, err := fmt.Fprintf(p.stdout, "%s: %s\n", incidents.Printable(person.Login), rightsText(person))
		return err
	})
}

type userDisableCmd struct {
	storeOfPeople
	Login string `arg:"" help:"Whom."`
	Undo  bool   `help:"Let them in again."`
}

// Run shuts the person out, or lets them in.
func (c *userDisableCmd) Run(p *program) error {
	return c.withPerson(p, c.Login, func(store incidents.Store, person *incidents.Person) error {
		if person.Disabled = (time.Time{}); !c.Undo {
			person.Disabled, person.Invited = time.Now().UTC(), incidents.Invitation{}
		}
		noteRights(p, "rights changed", person)
		return store.EndSessions(p.ctx, person.ID, incidents.SecretHash{})
	})
}

type userLinkCmd struct {
	storeOfPeople
	linkFlags
	Login       string `arg:"" help:"Whose."`
	WithoutCode bool   `name:"without-code" help:"Take their second factor away, too: they lost it, and their recovery codes."`
}

// Run prints the link.
func (c *userLinkCmd) Run(p *program) error {
	key := ""
	err := c.withPerson(p, c.Login, func(_ incidents.Store, person *incidents.Person) error {
		if !person.Active() {
			return fmt.Errorf("%s is shut out; let them in first, with user disable --undo", incidents.Quote(person.Login))
		}
		if c.WithoutCode {
			person.Factor = incidents.SecondFactor{}
		}
		key = person.Invite(time.Now())
		eventLog(p.stderr).Info("link made", slog.String("login", person.Login))
		return nil
	})
	if err == nil {
		_, err = fmt.Fprintln(p.stdout, web.WelcomeLink(c.URL, key))
	}
	return err
}

// firstLogin is what the first admin signs in with, unless they choose otherwise as they set their password.
const firstLogin = "admin"

// firstAdmin gives the key by which the first admin chooses a password, a new one at each start until they did; "" when
// somebody can sign in already.
func firstAdmin(ctx context.Context, store incidents.PeopleStore, now time.Time) (string, error) {
	all, err := store.People(ctx)
	if err != nil || slices.ContainsFunc(all, func(p incidents.Person) bool { return p.Joined() }) {
		return "", err
	}
	person, err := store.PersonOf(ctx, firstLogin)
	if incidents.CodeOf(err) == incidents.ENotFound && err != nil {
		person, err = incidents.NewPerson(firstLogin, firstLogin, now)
	}
	if err != nil {
		return "", err
	}
	person.Admin = true
	key := person.Invite(now)
	_, err = store.PutPerson(ctx, person)
	return key, err
}
