package sqlite

import (
	"bytes"
	"errors"
	"slices"

	"zombiezen.com/go/sqlite"

	"incidentmap/incidents"
	"incidentmap/incidents/revisions"
)

// checkFeed holds the feed against what was written.
func (h *history) checkFeed() error {
	newest, fed := incidents.Seq(0), 0
	upto, _, err := number(h.conn, `SELECT upto FROM indexed`)
	if err != nil {
		return err
	}
	err = each(h.conn, func(st *sqlite.Stmt) error {
		first := incidents.Seq(st.ColumnInt64(0))
		var faults error
		err := fedRow(first, blob(st, 1), func(f fedChange) bool {
			if f.seq <= newest || f.seq < first {
				h.Add("%s is out of order in the feed", &f)
			}
			newest = f.seq
			fed++
			faults = h.Note(h.fed(&f, incidents.Seq(upto)), "%s", &f)
			return faults == nil
		})
		if faults != nil {
			return faults
		}
		return h.Note(h.store.damage(err, "row %d of the feed", first), "the feed")
	}, `SELECT first, data FROM feed ORDER BY first`)
	if err != nil {
		return err
	}
	seen := 0
	for id, st := range h.states {
		if !st.published.IsZero() {
			seen++
			continue
		}
		if err := h.at(id, st.change); err != nil {
			return err
		}
	}
	if fed != seen {
		h.Add("the feed has %d changes of %d incidents that readers see or saw", fed, seen)
	}
	return nil
}

// at holds what the table incident says against the change in force of an incident.
func (h *history) at(id incidents.ULID, want incidents.Seq) error {
	change, _, err := number(h.conn, `SELECT change FROM incident WHERE id = ?`, id[:])
	if err == nil && incidents.Seq(change) != want {
		h.Add("incident %s is at change %d and not at %d", id, change, want)
	}
	return err
}

// fed holds a change in the feed against what its incident has come to.
func (h *history) fed(f *fedChange, upto incidents.Seq) error {
	st := h.states[f.incident]
	if st.told != f.seq || st.story != f.story || st.public != (len(f.entry) > 0) || st.published.IsZero() {
		return h.store.damaged("it is not what is in force of the incident", nil)
	}
	if err := h.at(f.incident, st.change); err != nil {
		return err
	}
	if !st.public {
		return nil
	}
	if f.seq <= upto {
		if _, found, err := number(h.conn, `SELECT 1 FROM search WHERE rowid = ?`, f.seq); err != nil || !found {
			return errors.Join(err, h.store.damaged("it cannot be searched", nil))
		}
	}
	return h.entry(f)
}

// entry makes the entry of a change again.
func (h *history) entry(f *fedChange) error {
	t, err := h.past.at(h.conn, f.story, f.seq)
	if err != nil {
		return err
	}
	w, err := h.store.row(h.conn, f.seq)
	if err != nil {
		return err
	}
	p, err := h.store.publicOf(h.conn, t, w)
	if err != nil {
		return err
	}
	if err := h.pointers(t, w); err != nil {
		return err
	}
	e, shape, err := t.Entry(p)
	if err != nil {
		return err
	}
	if !bytes.Equal(e.AppendTo(nil), f.entry) {
		return h.store.damaged("its entry does not say what readers see", nil)
	}
	if shape == nil {
		return nil
	}
	_, found, err := number(h.conn, `SELECT 1 FROM shape WHERE id = ?`, e.Shape[:])
	if err == nil && !found {
		err = h.store.damaged("its shape is lost", nil)
	}
	return err
}

// pointers holds which others readers see named against what they see of them.
func (h *history) pointers(t *storyVersion, w *written) error {
	row, err := h.store.revisionRow(h.conn, w)
	if err == nil {
		err = h.store.know(h.conn, row)
	}
	if err != nil {
		return err
	}
	rev, err := h.store.revisionOf(row, t.Slug)
	if err != nil {
		return err
	}
	for _, id := range revisions.Names(&rev.Incident) {
		h.points++
		if shown := !slices.Contains(w.hidden, id); shown != h.states[id].public {
			h.Add("readers of incident %s see %s named: %t, which is public: %t", w.incident, id, shown, h.states[id].public)
		}
		_, found, err := number(h.conn, `SELECT 1 FROM pointer WHERE target = ? AND source = ?`, id[:], w.incident[:])
		if err != nil {
			return err
		}
		if !found {
			h.Add("that incident %s names %s is lost", w.incident, id)
		}
	}
	return nil
}

// counts holds what was counted against the tables.
func (h *history) counts() error {
	for _, t := range []struct {
		what, query string
		want        int
	}{
		{"incidents", `SELECT count(*) FROM incident`, len(h.states)},
		{"incidents that name others", `SELECT count(*) FROM pointer`, h.points},
		{"changes that ended", `SELECT count(*) FROM gone`, h.gone},
	} {
		n, _, err := number(h.conn, t.query)
		if err != nil {
			return err
		}
		if int(n) != t.want {
			h.Add("there are %d %s, and %d were written", n, t.what, t.want)
		}
	}
	// What can be searched is in force, or ended after the index came so far.
	return each(h.conn, func(st *sqlite.Stmt) error {
		h.Add("change %d can be searched and is not in force", st.ColumnInt64(0))
		return nil
	}, `SELECT seq FROM gone, indexed WHERE until <= upto AND seq IN (SELECT rowid FROM search)`)
}

// checkOrigins holds the records of incidents against their revisions.
func (h *history) checkOrigins() error {
	for id, st := range h.states {
		if st.record == "" {
			continue
		}
		h.keys++
		owner, found, err := recordOwner(h.conn, st.story, st.record)
		if err != nil {
			return err
		}
		if !found || owner != id {
			h.Add("incident %s came from the record %q, which is kept as another's", id, st.record)
		}
	}
	n, _, err := number(h.conn, `SELECT count(*) FROM origin`)
	if err == nil && int(n) != h.keys {
		h.Add("there are %d records of %d incidents", n, h.keys)
	}
	return err
}

// checkRest reads shapes, receipts, tokens and people.
func (h *history) checkRest() error {
	err := each(h.conn, func(st *sqlite.Stmt) error {
		var id incidents.ShapeID
		if n := st.ColumnBytes(0, id[:]); n != len(id) || st.ColumnLen(0) != n {
			h.Add("a shape has the name %x", blob(st, 0))
			return nil
		}
		_, err := shapeOf(id, blob(st, 1))
		return h.Note(h.store.damage(err, "shape %x", id), "a shape")
	}, `SELECT id, wkb FROM shape`)
	if err != nil {
		return err
	}
	err = each(h.conn, func(st *sqlite.Stmt) error {
		key, request := st.ColumnText(0), blob(st, 1)
		kept := revisions.Kept{First: incidents.Seq(st.ColumnInt64(2)), Count: st.ColumnInt(3)}
		if copy(kept.Request[:], request) != len(request) || st.ColumnInt64(4) != receiptSum(key, &kept) {
			h.Add("the receipt %q does not read as it was written", key)
		}
		return nil
	}, `SELECT key, request, first, number, checksum FROM receipt`)
	if err != nil {
		return err
	}
	err = each(h.conn, func(st *sqlite.Stmt) error {
		_, err := decodeToken(blob(st, 0), blob(st, 1))
		return h.Note(h.store.damage(err, "a token"), "a token")
	}, `SELECT hash, data FROM token`)
	if err != nil {
		return err
	}
	return h.checkPeople()
}
