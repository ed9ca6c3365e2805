package revisions

import (
	"bytes"
	"slices"

	"incidentmap/incidents"
	"incidentmap/incidents/document"
)

// Written is a revision as it is stored, and the import that wrote it, empty for an editor.
type Written struct {
	incidents.Revision
	Run string
	// Redacted is what the revision says that was taken away; nil for most.
	Redacted *incidents.Redaction
}

// legacyRun is the import of revisions that were written before imports had names.
const legacyRun = "import"

// RunOf gives the import that wrote a revision, of those that have no name: its author is
// "import", and the record is another than that of the revision before, nil for none.
func RunOf(rev, before *incidents.Revision) string {
	if rev.Author != legacyRun || rev.Incident.Origin.Hash == "" {
		return ""
	}
	if before != nil && before.Incident.Origin.Hash == rev.Incident.Origin.Hash {
		return ""
	}
	return legacyRun
}

// by reports whether a run wrote the revision, or its undoing; for an empty run, whether any did.
func (w *Written) by(run string) bool {
	if run == "" {
		return w.Run != ""
	}
	return w.Run == run || w.Run == undoOf(run)
}

// aspect is what of an incident is changed together, since its parts refer to one another.
type aspect struct {
	name string
	take func(to, from *incidents.Incident)
}

// aspects lists what records own of an incident.
func aspects() []aspect {
	return []aspect{
		{"kind", func(to, from *incidents.Incident) { to.Class, to.Kind = from.Class, from.Kind }},
		{"title", func(to, from *incidents.Incident) { to.Title = from.Title }},
		{"summary", func(to, from *incidents.Incident) { to.Summary = from.Summary }},
		{"when", func(to, from *incidents.Incident) { to.When = from.When }},
		{"where", func(to, from *incidents.Incident) { to.Where = from.Where }},
		{"evidence", func(to, from *incidents.Incident) {
			to.Casualties, to.Claims, to.Sources = from.Casualties, from.Claims, from.Sources
		}},
		{"relations", func(to, from *incidents.Incident) { to.Relations = from.Relations }},
		{"extra", func(to, from *incidents.Incident) { to.Extra = from.Extra }},
		{"verification", func(to, from *incidents.Incident) { to.Verification = from.Verification }},
	}
}

// merger compares incidents aspect by aspect, by the bytes in which they are kept.
type merger struct {
	encoder document.Encoder
	a, b    []byte
}

// form gives the bytes of one aspect of an incident.
func (m *merger) form(dst []byte, of aspect, inc *incidents.Incident) ([]byte, error) {
	var only incidents.Incident
	of.take(&only, inc)
	text, err := m.encoder.Encode(&only)
	return append(dst[:0], text...), err
}

func (m *merger) same(of aspect, x, y *incidents.Incident) (bool, error) {
	var err error
	if m.a, err = m.form(m.a, of, x); err != nil {
		return false, err
	}
	if m.b, err = m.form(m.b, of, y); err != nil {
		return false, err
	}
	return bytes.Equal(m.a, m.b), nil
}

// changed reports whether a revision after the one at the place from changes the aspect, of those
// that are another's than the run's: for an empty run, those that no import wrote.
func (m *merger) changed(of aspect, history []Written, from int, run string) (bool, error) {
	for i := max(from, 0) + 1; i < len(history); i++ {
		if history[i].by(run) {
			continue
		}
		same, err := m.same(of, &history[i-1].Incident, &history[i].Incident)
		if err != nil || !same {
			return err == nil, err
		}
	}
	return false, nil
}

// merged is what a record, or the undoing of one, makes of an incident.
type merged struct {
	incident incidents.Incident
	changes  bool
	kept     []string
}

// record gives what a record makes of the incident of a history. An editor who made the incident
// owns all of it.
func (m *merger) record(history []Written, record *incidents.Incident) (merged, error) {
	newest := &history[len(history)-1].Incident
	out := merged{incident: *newest}
	last := len(history) - 1 // the newest revision that an import wrote
	for last > 0 && history[last].Run == "" {
		last--
	}
	for _, of := range aspects() {
		same, err := m.same(of, newest, record)
		if err != nil {
			return out, err
		}
		if same {
			continue
		}
		owned := history[0].Run == "" || slices.ContainsFunc(history, func(w Written) bool { return w.Redacted != nil && redacts(w.Redacted, of) })
		if !owned {
			if owned, err = m.changed(of, history, 0, ""); err != nil {
				return out, err
			}
		}
		if !owned {
			of.take(&out.incident, record)
			out.changes = true
			continue
		}
		// A record that says what it said before is no news: the editor knew it.
		if same, err = m.same(of, &history[last].Incident, record); err != nil {
			return out, err
		}
		if !same {
			out.kept = append(out.kept, of.name)
		}
	}
	if out.changes {
		out.incident.Origin = record.Origin
	}
	out.kept = append(out.kept, keptStates(newest, record)...)
	return out, nil
}

// keptStates names what no record changes of an incident that is there, where the record says
// otherwise.
func keptStates(newest, record *incidents.Incident) []string {
	var kept []string
	if record.IsPublic() && !newest.IsPublic() {
		kept = append(kept, "workflow")
	}
	if record.Disposition != newest.Disposition {
		kept = append(kept, "disposition")
	}
	if record.Disclosure != "" && record.Disclosure != newest.Disclosure {
		kept = append(kept, "disclosure")
	}
	return kept
}

// undone gives what undoing a run makes of the incident of a history, nothing where no revision of
// the history is the run's.
func (m *merger) undone(history []Written, run string) (merged, error) {
	first := 0
	for first < len(history) && history[first].Run != run {
		first++
	}
	newest := &history[len(history)-1].Incident
	out := merged{incident: *newest}
	if first == len(history) {
		return out, nil
	}
	if first == 0 {
		for i := range history {
			if !history[i].by(run) {
				out.kept = []string{"incident"}
				return out, nil
			}
		}
		out.changes = newest.Disposition != incidents.Retracted
		out.incident.Disposition, out.incident.Origin = incidents.Retracted, incidents.Origin{}
		return out, nil
	}
	before := &history[first-1].Incident
	for _, of := range aspects() {
		same, err := m.same(of, newest, before)
		if err != nil {
			return out, err
		}
		if same {
			continue
		}
		since, err := m.changed(of, history, first, run)
		switch {
		case err != nil:
			return out, err
		case since:
			out.kept = append(out.kept, of.name)
		default:
			of.take(&out.incident, before)
			out.changes = true
		}
	}
	if out.changes && newest.Origin.Key == before.Origin.Key {
		out.incident.Origin = before.Origin
	}
	return out, nil
}
