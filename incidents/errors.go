package incidents

import (
	"errors"
	"fmt"
	"strings"
)

// Code is the class of an error, for machines. The text of an error is for people.
type Code string

// The classes of errors.
const (
	EInvalid     Code = "invalid"      // the request or the data break a rule
	ENotFound    Code = "not_found"    // no such story, layer, incident
	EConflict    Code = "conflict"     // somebody else's change came first
	EUnavailable Code = "unavailable"  // the store cannot answer or write at the moment
	EDamaged     Code = "damaged"      // stored data failed a check
	EInternal    Code = "internal"     // a fault of ours
	ETooLarge    Code = "limit_passed" // more than a stated limit
	// EApprover is for who would approve words of their own, in a story that wants a second person.
	EApprover Code = "approver_is_author"
)

// Error is an error with a class, the thing at fault, and what to do.
type Error struct {
	Code    Code
	Field   string // the parameter or field at fault, as the caller named it; may be empty
	Message string // what is wrong and what to do, without the field's name
	Err     error  // the cause, for logs; may be nil
}

// Error gives the field, the message and the cause.
func (e *Error) Error() string {
	var b strings.Builder
	if e.Field != "" {
		b.WriteString(e.Field + ": ")
	}
	b.WriteString(e.Message)
	if e.Err != nil {
		b.WriteString(": " + e.Err.Error())
	}
	return b.String()
}

// Unwrap gives the cause.
func (e *Error) Unwrap() error { return e.Err }

// Because gives a cause that reads as the text, and is err to errors.Is and errors.As: for what a
// driver says with names in it (paths, hosts, users) that are for no answer and no log.
func Because(err error, text string) error { return &cause{text, err} }

type cause struct {
	text string
	err  error
}

func (c *cause) Error() string { return c.text }

func (c *cause) Unwrap() error { return c.err }

// Errorf makes an error of a class, without a cause. It is bounded whatever the arguments are:
// what the format quotes with %q is quoted as Quote does, other texts and the name of the field are cut.
func Errorf(code Code, field, format string, args ...any) *Error {
	bounded(args)
	return &Error{Code: code, Field: Cut(field, mostField), Message: fmt.Sprintf(format, args...)}
}

// NoStory is the error of a story that is not there.
func NoStory(slug string) error {
	return Errorf(ENotFound, "story", "there is no story %q", slug)
}

// NoIncident is the error of an incident that is not there, or not in that story, or that
// readers may not see.
func NoIncident(story, id string) error {
	return Errorf(ENotFound, "incident", "there is no incident %q in the story %q", id, story)
}

// NoRun is the error of an import that is not there.
func NoRun(run string) error {
	return Errorf(ENotFound, "run", "there is no import %q", run)
}

// NotPublic is the error of a change that is not of a public incident.
func NotPublic(seq Seq) error {
	return Errorf(ENotFound, "seq", "change %d is not of a public incident", seq)
}

// ErrMoved is the error of an answer whose story changed while it was made of the state before;
// asked again, it is made of the new one.
var ErrMoved = &Error{Code: EUnavailable, Message: "the story is changing; ask again"}

// CodeOf gives the class of err: that of the first *Error in its chain,
// or EInternal.
func CodeOf(err error) Code {
	var e *Error
	if errors.As(err, &e) {
		return e.Code
	}
	return EInternal
}

// Problems collects what is wrong with a value, field by field, so that a person can
// mend all of it at once. It holds the first few: who sends a thousand faults learns nothing from
// the rest, and an answer must not grow with what was sent.
type Problems []*Error

// mostProblems is how many problems are listed.
const mostProblems = 20

// Add notes a problem with a field, bounded as Errorf is.
// Beyond the first few it notes nothing but that there are more.
func (p *Problems) Add(field, format string, args ...any) {
	p.Join(Errorf(EInvalid, field, format, args...))
}

// Join notes problems that were found elsewhere, within the same bound.
func (p *Problems) Join(more ...*Error) {
	for _, e := range more {
		p.join(e)
	}
}

func (p *Problems) join(e *Error) {
	switch {
	case len(*p) < mostProblems:
		*p = append(*p, e)
	case len(*p) == mostProblems:
		*p = append(*p, Errorf(EInvalid, "", "there are more problems than these %d; mend these first", mostProblems))
	}
}

// Full reports whether no more problems are noted, so that looking for them can end.
func (p Problems) Full() bool { return len(p) > mostProblems }

// Err gives the problems as one error, or nil when there are none.
func (p Problems) Err() error {
	if len(p) == 0 {
		return nil
	}
	return p
}

// Error lists the problems, one a line.
func (p Problems) Error() string {
	lines := make([]string, len(p))
	for i, e := range p {
		lines[i] = e.Error()
	}
	return strings.Join(lines, "\n")
}

// Unwrap gives the single problems, so that errors.As finds them.
func (p Problems) Unwrap() []error {
	all := make([]error, len(p))
	for i, e := range p {
		all[i] = e
	}
	return all
}
