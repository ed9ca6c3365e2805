package incidents

import (
	"context"
	"time"
)

// AuditEntry says that something was written, by whom and when. A store appends it in the transaction
// that writes, and never changes it but for a name that is redacted.
type AuditEntry struct {
	Seq      Seq         `json:"seq"` // of the write: a revision's, a story's, or the first of an import
	Time     time.Time   `json:"time"`
	Who      string      `json:"who"` // a person's or a token's name; empty where nobody was named
	Action   AuditAction `json:"action"`
	Story    string      `json:"story"`              // slug
	Incident string      `json:"incident,omitempty"` // id; of an import, its first
	Revision int         `json:"revision,omitempty"`
	// Incidents is how many an import, or the undoing of one, wrote at once.
	Incidents int    `json:"incidents,omitempty"`
	Detail    string `json:"detail,omitempty"` // names of fields, stages and imports; never what was written in them
}

// AuditQuery says which entries are listed: see Store.Audit.
type AuditQuery struct {
	Story   string        // slug
	Actions []AuditAction // any of these; all when empty
	Before  Seq           // entries with lower numbers; zero for all
	Limit   int           // at least 1
}

// AuditAction is what was done.
type AuditAction string

// The actions. That of a revision is its kind, unless one of these says more.
const (
	AuditImport AuditAction = "import"
	AuditUndo   AuditAction = "undo_import"
	AuditRedact AuditAction = "redact"
	AuditErase  AuditAction = "erase"
	AuditStory  AuditAction = "story"
)

type authorKey struct{}

// WithAuthor notes who writes with a context, for writes that have no author of their own.
func WithAuthor(ctx context.Context, name string) context.Context {
	return context.WithValue(ctx, authorKey{}, name)
}

// AuthorOf gives who writes with a context, empty for nobody.
func AuthorOf(ctx context.Context) string {
	name, _ := ctx.Value(authorKey{}).(string)
	return name
}

// ImportRun is an import as the log tells of it.
type ImportRun struct {
	Run       string    `json:"run"`
	Time      time.Time `json:"time"` // when its first incidents were written
	Who       string    `json:"who"`
	Incident  string    `json:"-"` // the first that it wrote
	Incidents int       `json:"incidents"`
	Undone    bool      `json:"undone"`
}

// ImportRuns makes imports of the entries of a log, the newest first in both.
func ImportRuns(entries []AuditEntry) []ImportRun {
	runs := []ImportRun{}
	at, undone := map[string]int{}, map[string]bool{}
	for i := range entries {
		e := &entries[i]
		switch e.Action {
		case AuditUndo:
			undone[e.Detail] = true
		case AuditImport:
			n, known := at[e.Detail]
			if !known {
				n = len(runs)
				at[e.Detail] = n
				// What was imported again under the name after it was undone stands.
				runs = append(runs, ImportRun{Run: e.Detail, Who: e.Who, Undone: undone[e.Detail]})
			}
			runs[n].Time, runs[n].Incident = e.Time, e.Incident
			runs[n].Incidents += e.Incidents
		}
	}
	return runs
}
