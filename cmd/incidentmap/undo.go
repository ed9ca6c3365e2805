package main

import (
	"errors"
	"fmt"
	"strings"

	"incidentmap/incidents"
)

// undoCmd takes back an import as a whole.
type undoCmd struct {
	Import string `arg:"" help:"The import, by the name that it gave at its end."`

	Store string `help:"Where incidents are kept: sqlite:FILE or postgres://USER:PASSWORD@HOST:PORT/DATABASE." default:"sqlite:incidentmap.db"`
	Story string `help:"The story of the import." required:"" placeholder:"S"`
	Note  string `help:"What readers are told of incidents that were public." default:"Taken back: it came with an import that was a mistake."`
}

// shownKept is how many incidents are listed that stay as an editor left them.
const shownKept = 20

// Run takes the import back, and says what stays because it was changed since.
func (c *undoCmd) Run(p *program) (err error) {
	store, err := p.openStore(c.Store)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, store.Close()) }()
	story, err := store.Story(p.ctx, c.Story)
	if err != nil {
		return err
	}
	results, err := store.UndoImport(p.ctx, c.Import, "undo", incidents.Text{story.Lang(""): c.Note})
	if err != nil {
		return err
	}
	var undone, listed, failed int
	for i := range results {
		r := &results[i]
		if r.Revision.Number > 0 {
			undone++
		}
		if r.Err != nil {
			failed++
		}
		if len(r.Kept) == 0 && r.Err == nil {
			continue
		}
		if listed++; listed > shownKept {
			continue
		}
		if r.Err != nil {
			fmt.Fprintf(p.stdout, "%s stays as it is: %v\n", r.Incident, r.Err)
		} else {
			fmt.Fprintf(p.stdout, "%s keeps what was changed since: %s\n", r.Incident, strings.Join(r.Kept, ", "))
		}
	}
	if listed > shownKept {
		fmt.Fprintf(p.stdout, "and %d more\n", listed-shownKept)
	}
	fmt.Fprintf(p.stdout, "%d of %d incidents of the import are as they were before it.\n", undone, len(results))
	if failed > 0 {
		return fmt.Errorf("%d incidents could not be taken back", failed)
	}
	return nil
}
