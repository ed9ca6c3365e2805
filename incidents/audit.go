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
	Incident string      `json:"incident,omitempty"` // id
	Revision int         `json:"revision,omitempty"`
	Detail   string      `json:"detail,omitempty"` // names of fields, stages and imports; never what was written in them
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
