package sqlite

import (
	"incidentmap/incidents"
	"incidentmap/incidents/revisions"
)

// The feed tells once that nothing of an incident is public any more. What is written of it after, and is not public
// either, is in the table incident, and the table withdrawn has the change that told it: that is the one in the feed.

// toldOf gives the change in the feed of an incident that is at a row, of a revision.
func (w *writing) toldOf(row, rev *written) (incidents.Seq, error) {
	if row.public() || rev.published == unseen {
		return row.seq, nil
	}
	told, found, err := number(w.conn, `SELECT told FROM withdrawn WHERE incident = ?`, row.incident[:])
	if err != nil || !found {
		return row.seq, err
	}
	return incidents.Seq(told), nil
}

// silence notes of a change whether readers are told of it.
func (a *adder) silence(c *revisions.Change) error {
	switch {
	case c.Silent():
		return run(a.conn, `INSERT OR REPLACE INTO withdrawn (incident, told) VALUES (?, ?)`, c.ID[:], c.Told)
	case c.EndsSilence():
		return run(a.conn, `DELETE FROM withdrawn WHERE incident = ?`, c.ID[:])
	}
	return nil
}

// checkWithdrawn holds the table withdrawn against what was written.
func (h *history) checkWithdrawn() error {
	silent := 0
	for id, st := range h.states {
		if st.told == st.change || st.published.IsZero() {
			continue
		}
		silent++
		told, _, err := number(h.conn, `SELECT told FROM withdrawn WHERE incident = ?`, id[:])
		if err != nil {
			return err
		}
		if incidents.Seq(told) != st.told {
			h.Add("of incident %s change %d told readers last, and not %d", id, st.told, told)
		}
	}
	n, _, err := number(h.conn, `SELECT count(*) FROM withdrawn`)
	if err == nil && int(n) != silent {
		h.Add("%d incidents were written after they were withdrawn, and not %d", silent, n)
	}
	return err
}
