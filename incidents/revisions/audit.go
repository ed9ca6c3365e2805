package revisions

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strings"

	"incidentmap/incidents"
)

// auditOf is what the log says of a revision that follows a state.
func auditOf(st *State, rev *incidents.Revision) *incidents.AuditEntry {
	e := &incidents.AuditEntry{
		Seq: rev.Seq, Time: rev.Time, Who: rev.Author, Action: incidents.AuditAction(rev.Kind), Story: rev.Incident.Story,
		Incident: rev.Incident.ID, Revision: rev.Number,
	}
	switch now := rev.Incident.Workflow; {
	case st.Number == 0:
		e.Detail = string(now)
	case st.Workflow != now:
		e.Detail = string(st.Workflow) + " to " + string(now)
	}
	return e
}

// auditRun notes an import, or the undoing of one, as a whole: its revisions say the rest.
func (p *Plan) auditRun(action incidents.AuditAction, run string, all []*Change) {
	if len(all) == 0 {
		return
	}
	rev := all[0].Revision
	p.audit = append(p.audit, incidents.AuditEntry{
		Seq: rev.Seq, Time: p.now, Who: rev.Author, Action: action, Story: rev.Incident.Story, Incident: rev.Incident.ID,
		Incidents: len(all), Detail: run,
	})
	for _, c := range all {
		c.audit = nil
	}
}

// putAudit appends to the log what the plan has come to.
func (p *Plan) putAudit(ctx context.Context) error {
	for _, c := range p.changes {
		if c.audit != nil {
			p.audit = append(p.audit, *c.audit)
		}
	}
	if len(p.audit) == 0 {
		return nil
	}
	entries := p.audit
	p.audit = nil
	return p.tx.PutAudit(ctx, entries)
}

// redactionDetail tells what was taken away by the fields' names.
func redactionDetail(r *incidents.Redaction) string {
	var parts []string
	if len(r.Revisions) > 0 {
		parts = append(parts, strings.Trim(fmt.Sprint("revisions ", r.Revisions), " "))
	}
	if len(r.Fields) > 0 {
		parts = append(parts, strings.Join(r.Fields, ", "))
	}
	return strings.Join(append(parts, string(r.Reason)), "; ")
}

// changedFields names the fields of a story that are other than before; nothing for a new story.
func changedFields(old, now *incidents.Story) string {
	if old == nil {
		return "new"
	}
	before, after := membersOf(old), membersOf(now)
	maps.DeleteFunc(after, func(name string, v json.RawMessage) bool {
		same := bytes.Equal(before[name], v)
		delete(before, name)
		return same
	})
	maps.Copy(after, before)
	return strings.Join(slices.Sorted(maps.Keys(after)), ", ")
}

func membersOf(s *incidents.Story) map[string]json.RawMessage {
	text, err := json.Marshal(s)
	members := map[string]json.RawMessage{}
	if err == nil {
		err = json.Unmarshal(text, &members)
	}
	if err != nil {
		return map[string]json.RawMessage{} // a story that is kept has a form
	}
	return members
}
