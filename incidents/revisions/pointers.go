package revisions

import (
	"cmp"
	"context"
	"slices"

	"incidentmap/incidents"
)

// Readers see no names of incidents that they do not see. A stored change holds which these
// were, so that it reads the same for ever. Pointers say which public incidents are to be
// encoded again when another becomes public or hidden.

// Pointer says that a public incident in force, the source, names another.
type Pointer struct{ Target, Source incidents.ULID }

// Names gives the other incidents that an incident names, each once.
func Names(inc *incidents.Incident) []incidents.ULID {
	var ids []incidents.ULID
	for _, text := range inc.Pointers() {
		if id, err := incidents.ParseULID(text); err == nil {
			ids = append(ids, id)
		}
	}
	return ids
}

// Forget takes the names of hidden incidents out of a public one.
func Forget(p *incidents.Public, hidden []incidents.ULID) {
	if len(hidden) == 0 {
		return
	}
	p.Redact(func(text string) bool {
		id, err := incidents.ParseULID(text)
		return err != nil || slices.Contains(hidden, id)
	})
}

// HiddenOf lists those of the names that readers do not see; nil for none.
func HiddenOf(names []incidents.ULID, visible map[incidents.ULID]bool) []incidents.ULID {
	var hidden []incidents.ULID
	for _, id := range names {
		if !visible[id] {
			hidden = append(hidden, id)
		}
	}
	return hidden
}

// ForgetHidden takes the names of incidents that readers do not see today out of public ones,
// nil ones among them. It asks visible once, if any are named.
func ForgetHidden(all []*incidents.Public, visible func([]incidents.ULID) (map[incidents.ULID]bool, error)) error {
	named := make([][]incidents.ULID, len(all))
	asked := map[incidents.ULID]bool{}
	var list []incidents.ULID
	for i, p := range all {
		if p == nil {
			continue
		}
		named[i] = Names(&incidents.Incident{Relations: p.Relations, Casualties: p.Casualties})
		for _, id := range named[i] {
			if !asked[id] {
				asked[id] = true
				list = append(list, id)
			}
		}
	}
	if len(list) == 0 {
		return nil
	}
	seen, err := visible(list)
	if err != nil {
		return err
	}
	for i, p := range all {
		if p != nil {
			Forget(p, HiddenOf(named[i], seen))
		}
	}
	return nil
}

// hide notes of each change which incidents it names that readers do not see once the plan is
// written.
func (p *Plan) hide(ctx context.Context, changes []*Change) error {
	visible := map[incidents.ULID]bool{}
	var asked []incidents.ULID
	for _, c := range changes {
		for _, id := range c.names {
			if _, known := visible[id]; known {
				continue
			}
			if st := p.states[id]; st != nil {
				visible[id] = st.Public
				continue
			}
			visible[id] = false
			asked = append(asked, id)
		}
	}
	if len(asked) > 0 {
		seen, err := p.tx.Visible(ctx, asked)
		if err != nil {
			return err
		}
		for id := range seen {
			visible[id] = seen[id]
		}
	}
	for _, c := range changes {
		c.Hidden = HiddenOf(c.names, visible)
	}
	return nil
}

// pointers lists which pointers the plan takes away and which it adds.
func (p *Plan) pointers() (removed, added []Pointer) {
	for _, st := range p.order {
		for _, target := range st.stored.names {
			if !slices.Contains(st.Names, target) {
				removed = append(removed, Pointer{target, st.ID})
			}
		}
		for _, target := range st.Names {
			if !slices.Contains(st.stored.names, target) {
				added = append(added, Pointer{target, st.ID})
			}
		}
	}
	return removed, added
}

// encodeNaming encodes the incidents again that name one that the plan makes public or hidden.
// Those that the plan itself writes are encoded so already.
func (p *Plan) encodeNaming(ctx context.Context) error {
	var turned []incidents.ULID
	for _, st := range p.order {
		if st.Public != st.stored.public {
			turned = append(turned, st.ID)
		}
	}
	if len(turned) == 0 {
		return nil
	}
	naming, err := p.tx.Naming(ctx, turned)
	if err != nil {
		return err
	}
	naming = slices.DeleteFunc(naming, func(n Naming) bool {
		st := p.states[n.Incident]
		return st != nil && st.Change != st.stored.change
	})
	slices.SortFunc(naming, func(a, b Naming) int {
		return cmp.Or(cmp.Compare(a.Story, b.Story), cmp.Compare(a.Change, b.Change))
	})
	naming = slices.Compact(naming)
	for len(naming) > 0 {
		slug, n := naming[0].Story, 0
		var seqs []incidents.Seq
		for n < len(naming) && naming[n].Story == slug {
			seqs = append(seqs, naming[n].Change)
			n++
		}
		story, err := p.story(ctx, slug)
		if err != nil {
			return err
		}
		if err := p.encodeAgain(ctx, story, seqs); err != nil {
			return err
		}
		naming = naming[n:]
	}
	return nil
}
