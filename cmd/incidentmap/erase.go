package main

import (
	"fmt"

	"incidentmap/incidents"
)

// eraseCmd takes words off the disk.
type eraseCmd struct {
	Store    string            `help:"Where incidents are kept: sqlite:FILE or postgres://USER:PASSWORD@HOST:PORT/DATABASE." default:"sqlite:incidentmap.db"`
	Story    string            `help:"The story, by its name in addresses." required:"" placeholder:"S"`
	Incident string            `help:"The incident, by its id; all of the story, its title and summary too, when not given." placeholder:"ID"`
	Source   string            `help:"Erase only the words of this source, by its id." placeholder:"ID"`
	Own      bool              `help:"Erase only what the story says itself: title, summary, credit, titles of layers. Write new ones then."`
	Reason   string            `help:"Why: safety, privacy, legal or error." enum:"safety,privacy,legal,error" default:"privacy"`
	Note     map[string]string `help:"What readers are told, by language; that it was erased when not given." mapsep:";" placeholder:"es=TEXT;en=TEXT"`
}

// erasedNote is what readers are told where nothing else is said.
var erasedNote = incidents.Text{"en": "The content was erased.", "es": "El contenido fue borrado."}

// Run erases, and fails when anything of it may still be on the disk.
func (c *eraseCmd) Run(p *program) error {
	return p.withStoreThatIsThere(c.Store, func(store incidents.Store) error {
		e := incidents.Erasure{
			Story: c.Story, Incident: c.Incident, Source: c.Source, Own: c.Own, Reason: incidents.RedactionReason(c.Reason), Note: c.Note, Author: "erase",
		}
		if len(e.Note) == 0 {
			e.Note = erasedNote
		}
		if err := store.Erase(p.ctx, e); err != nil {
			return fmt.Errorf("cannot erase: %w", err)
		}
		_, err := fmt.Fprintln(p.stdout, "erased; publish published folders again, and delete backups that are older")
		return err
	})
}

// checkCmd looks for damage.
type checkCmd struct {
	Store string `help:"Where incidents are kept: sqlite:FILE or postgres://USER:PASSWORD@HOST:PORT/DATABASE." default:"sqlite:incidentmap.db"`
}

// Run reads everything, and fails with a list of what is damaged.
func (c *checkCmd) Run(p *program) error {
	return p.withStoreThatIsThere(c.Store, func(store incidents.Store) error {
		if err := store.Check(p.ctx); err != nil {
			return err
		}
		seq, err := store.Seq(p.ctx)
		if err != nil {
			return err
		}
		_, err = fmt.Fprintf(p.stdout, "nothing is damaged up to change %d\n", seq)
		return err
	})
}
