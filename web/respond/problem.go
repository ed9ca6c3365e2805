package respond

import (
	"encoding/json"
	"errors"
	"net/http"
	"strconv"
	"strings"
	"unicode/utf8"

	"incidentmap/incidents"
)

// statusOf gives the status of an answer to an error of a class. It is the one place
// where the two meet.
func statusOf(code incidents.Code) int {
	switch code {
	case incidents.EInvalid:
		return http.StatusBadRequest
	case incidents.ENotFound:
		return http.StatusNotFound
	case incidents.EConflict, incidents.EApprover:
		return http.StatusConflict
	case incidents.ETooLarge:
		return http.StatusRequestEntityTooLarge
	case incidents.EUnavailable:
		return http.StatusServiceUnavailable
	}
	return http.StatusInternalServerError
}

// stated is an error that knows its status, where its class says too little: what was asked
// for may be invalid in several ways (RFC 9110, sections 15.5.2 to 15.5.21, and RFC 6585).
type stated interface{ Status() int }

// Problem is a problem details document (RFC 9457). Its type is about:blank; code is
// the stable word to tell problems apart by.
type Problem struct {
	Type     string         `json:"type"`
	Title    string         `json:"title"`
	Status   int            `json:"status"`
	Detail   string         `json:"detail,omitempty"`
	Instance string         `json:"instance,omitempty"`
	Code     incidents.Code `json:"code"`
	Errors   []fault        `json:"errors,omitempty"`
}

// fault is what is wrong with one parameter.
type fault struct {
	Parameter string `json:"parameter"`
	Detail    string `json:"detail"`
}

// Codes of problems that do not come from the domain.
const codeMethod incidents.Code = "method_not_allowed"

// failed answers with an error, in the form that the client reads. When a part of an
// answer is already on its way, it breaks the connection off: that is the only way left to say it.
func (s *Sender) failed(w http.ResponseWriter, r *http.Request, err error) {
	if r.Context().Err() != nil && errors.Is(err, r.Context().Err()) {
		panic(http.ErrAbortHandler) // nobody is listening any more
	}
	code := incidents.CodeOf(err)
	status := statusOf(code)
	var own stated
	if errors.As(err, &own) {
		status = own.Status()
	}
	if isUnderWay(w) {
		s.config.Log.WarnContext(r.Context(), "answer broken off", "path", r.URL.Path, "error", err)
		panic(http.ErrAbortHandler)
	}
	if status >= http.StatusInternalServerError && !isBusy(err) {
		s.config.Log.ErrorContext(r.Context(), "request failed", "path", r.URL.Path, "code", code, "error", err)
	}
	p := Problem{Status: status, Code: code, Detail: detail(err, code), Errors: faults(err)}
	p.Detail = bound(p.Detail, mostDetail)
	if status == http.StatusServiceUnavailable {
		w.Header().Set("Retry-After", "2")
	}
	var early tooMany
	if errors.As(err, &early) {
		w.Header().Set("Retry-After", early.seconds())
	}
	s.Problem(w, r, p)
}

// isBusy reports whether an error is of more work than there is room for, and nothing is broken.
func isBusy(err error) bool {
	var one *incidents.Error
	return errors.As(err, &one) && one.Code == incidents.EUnavailable && one.Err == nil
}

// detail tells the client what is wrong, without the causes that are for logs.
func detail(err error, code incidents.Code) string {
	var one *incidents.Error
	var several incidents.Problems
	switch {
	case code == incidents.EInternal:
		return "The fault is ours and was noted."
	case errors.As(err, &several) && len(several) > 1:
		var lines []string
		for _, e := range several {
			lines = append(lines, sentence(e))
		}
		return strings.Join(lines, "; ")
	case errors.As(err, &one):
		return sentence(one)
	}
	return ""
}

func sentence(e *incidents.Error) string {
	if e.Field == "" {
		return e.Message
	}
	return e.Field + ": " + e.Message
}

func faults(err error) []fault {
	var one *incidents.Error
	var several incidents.Problems
	switch {
	case errors.As(err, &several):
	case errors.As(err, &one):
		several = incidents.Problems{one}
	}
	var list []fault
	room := mostDetail
	for _, e := range several {
		if e.Field == "" {
			continue
		}
		one := fault{bound(e.Field, mostName), e.Message}
		if room -= len(one.Parameter) + len(one.Detail); room < 0 {
			one.Detail = bound(one.Detail, max(0, room+len(one.Detail)))
			return append(list, one)
		}
		list = append(list, one)
	}
	return list
}

// Bounds of a problem document, in bytes: of all that it tells, once as a text and once by
// parameter, and of the names that it repeats. They are the last line of defence: errors are short as they
// are made, but none that is not may make an answer that grows with what was sent.
const (
	mostDetail = 3 << 10
	mostName   = 400
)

// cutWord ends what does not fit.
const cutWord = " … [cut]"

// bound gives a text that has no more bytes than a number and the word that says it was cut.
func bound(text string, most int) string {
	if len(text) <= most {
		return text
	}
	for most > 0 && !utf8.RuneStart(text[most]) {
		most--
	}
	return text[:most] + cutWord
}

// Problem writes the problem as a page for people or as a document for programs.
func (s *Sender) Problem(w http.ResponseWriter, r *http.Request, p Problem) {
	s.events.refused(r, p)
	h := w.Header()
	for _, name := range []string{"ETag", "Content-Encoding", "Content-Disposition", "Link", "Vary"} {
		h.Del(name)
	}
	h.Set("Cache-Control", "no-store")
	h.Set("Vary", "Accept, Accept-Language")
	if s.config.ForPeople(r) {
		s.sendPage(w, r, p)
		return
	}
	p.Type, p.Title, p.Instance = "about:blank", http.StatusText(p.Status), s.Rooted(r, bound(r.URL.EscapedPath(), mostName))
	body, err := json.Marshal(p)
	if err != nil {
		panic(err) // strings and numbers always marshal
	}
	h.Set("Content-Type", "application/problem+json")
	writeWhole(w, r, p.Status, body)
}

// sendPage writes the problem as a page, or as a line where there is no page of it.
func (s *Sender) sendPage(w http.ResponseWriter, r *http.Request, p Problem) {
	body, err := s.config.ErrorPage(r, p)
	if err != nil {
		s.config.Log.ErrorContext(r.Context(), "error page", "error", err)
		Plain(w, p.Status, http.StatusText(p.Status))
		return
	}
	w.Header().Set("Content-Type", HTMLType)
	writeWhole(w, r, p.Status, body)
}

// writeWhole sends a body that is there already.
func writeWhole(w http.ResponseWriter, r *http.Request, status int, body []byte) {
	w.Header().Set("Content-Length", strconv.Itoa(len(body)))
	w.WriteHeader(status)
	if r.Method != http.MethodHead {
		_, _ = w.Write(body) // a client that has gone away needs no error
	}
}

// NoRoute answers where there is nothing.
func (s *Sender) NoRoute(w http.ResponseWriter, r *http.Request) {
	s.Problem(w, r, Problem{
		Status: http.StatusNotFound, Code: incidents.ENotFound, Detail: "there is nothing at this address",
	})
}

// WrongMethod answers to a method that an address does not take.
func (s *Sender) WrongMethod(w http.ResponseWriter, r *http.Request) {
	allowed := "GET, HEAD"
	if s.config.Anywhere(r.URL.Path) {
		allowed += ", OPTIONS"
	}
	w.Header().Set("Allow", allowed)
	s.Problem(w, r, Problem{
		Status: http.StatusMethodNotAllowed, Code: codeMethod, Detail: bound(r.Method, mostName) + " is not possible here; use GET or HEAD",
	})
}
