package download

import (
	"cmp"
	"context"
	"net/url"
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"incidentmap/incidents"
	"incidentmap/incidents/index"
	"incidentmap/web/stories"
)

// Pin is a state of the store that a page shows for as long as it is asked for.
type Pin struct {
	Seq  incidents.Seq
	Time time.Time // by which the change had been made; zero if the store knows no such time
}

// ReadAsOf gives the state that the address of a page asks for, as it was asked for; empty where none is, or what
// cannot be one.
func ReadAsOf(words url.Values) string {
	asked := words.Get("as_of")
	if len(asked) > 40 || !utf8.ValidString(asked) || strings.ContainsRune(asked, 0) {
		return ""
	}
	return asked
}

// Pin reads as_of as files do: a sequence number up to the newest, or a time that is over. The
// snapshot must have all that the store has. EInvalid if it is neither.
func (d *Files) Pin(ctx context.Context, snap *stories.Snapshot, asked string) (*Pin, error) {
	p, err := d.parsePast(ctx, asked, snap)
	if err != nil {
		return nil, err
	}
	return &Pin{p.seq, p.time}, nil
}

// Pinned gives what a filter wants of a story as it stood, in reading order, under the rules of
// today; the words of a text search are not looked at. ETooLarge if it is more than a number;
// EUnavailable if many such of large stories are asked for at once.
func (d *Files) Pinned(ctx context.Context, snap *stories.Snapshot, pin *Pin, f incidents.Filter, most int) ([]*incidents.Public, error) {
	if snap.Count(index.Query{}) > stories.Summed {
		leave, err := d.pasts.Enter(ctx)
		if err != nil {
			return nil, err
		}
		defer leave()
	}
	var all []*incidents.Public
	for p, err := range d.store.AsOf(ctx, snap.Story.Slug, pin.Seq) {
		if err != nil {
			return nil, err
		}
		if !f.Matches(p) {
			continue
		}
		if len(all) == most {
			return nil, incidents.Errorf(incidents.ETooLarge, "as_of", "more than %d incidents stood then", most)
		}
		all = append(all, p)
	}
	slices.SortFunc(all, inReadingOrder)
	return all, nil
}

// PinnedOne gives one incident as it stood. ENotFound if it was not there, or readers may not
// see it now.
func (d *Files) PinnedOne(ctx context.Context, slug, id string, pin *Pin) (*incidents.Public, error) {
	return d.store.PublicAt(ctx, slug, id, pin.Seq)
}

// inReadingOrder compares by class, by start, the newest first and those without one last, and by id.
func inReadingOrder(a, b *incidents.Public) int {
	class := func(p *incidents.Public) int { return slices.Index(incidents.Classes(), p.Class) }
	undated := func(p *incidents.Public) int {
		if p.When.Start.IsZero() {
			return 1
		}
		return 0
	}
	return cmp.Or(
		cmp.Compare(class(a), class(b)), cmp.Compare(undated(a), undated(b)),
		b.When.Start.Compare(a.When.Start), strings.Compare(a.ID, b.ID),
	)
}
