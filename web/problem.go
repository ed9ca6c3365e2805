package web

import (
	"encoding/json"
	"errors"
	"mime"
	"net/http"
	"strconv"
	"strings"

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
	case incidents.EConflict:
		return http.StatusConflict
	case incidents.ETooLarge:
		return http.StatusRequestEntityTooLarge
	case incidents.EUnavailable:
		return http.StatusServiceUnavailable
	}
	return http.StatusInternalServerError
}

// problem is a problem details document (RFC 9457). Its type is about:blank; code is
// the stable word to tell problems apart by.
type problem struct {
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
func (s *Server) failed(w http.ResponseWriter, r *http.Request, err error) {
	if r.Context().Err() != nil && errors.Is(err, r.Context().Err()) {
		panic(http.ErrAbortHandler) // nobody is listening any more
	}
	code := incidents.CodeOf(err)
	status := statusOf(code)
	if isUnderWay(w) {
		s.log.WarnContext(r.Context(), "answer broken off", "path", r.URL.Path, "error", err)
		panic(http.ErrAbortHandler)
	}
	if status >= http.StatusInternalServerError {
		s.log.ErrorContext(r.Context(), "request failed", "path", r.URL.Path, "code", code, "error", err)
	}
	p := problem{Status: status, Code: code, Detail: detail(err, code), Errors: faults(err)}
	if status == http.StatusServiceUnavailable {
		w.Header().Set("Retry-After", "2")
	}
	s.problem(w, r, p)
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
	for _, e := range several {
		if e.Field != "" {
			list = append(list, fault{e.Field, e.Message})
		}
	}
	return list
}

// problem writes the problem as a page for people or as a document for programs.
func (s *Server) problem(w http.ResponseWriter, r *http.Request, p problem) {
	h := w.Header()
	for _, name := range []string{"ETag", "Content-Encoding", "Content-Disposition", "Link", "Vary"} {
		h.Del(name)
	}
	h.Set("Cache-Control", "no-store")
	h.Set("Vary", "Accept, Accept-Language")
	if forPeople(r) {
		s.errorPage(w, r, p)
		return
	}
	p.Type, p.Title, p.Instance = "about:blank", http.StatusText(p.Status), r.URL.EscapedPath()
	body, err := json.Marshal(p)
	if err != nil {
		panic(err) // strings and numbers always marshal
	}
	h.Set("Content-Type", "application/problem+json")
	writeWhole(w, r, p.Status, body)
}

func (s *Server) errorPage(w http.ResponseWriter, r *http.Request, p problem) {
	lang := chooseInterface(r).lang
	v := errorPage{page: s.page(r, lang), Status: p.Status, Detail: p.Detail}
	v.Heading = v.messages.optional("error." + strconv.Itoa(p.Status))
	if v.Heading == "" {
		v.Heading = v.T("error.500")
	}
	v.Title = v.Heading
	switch {
	case p.Status == http.StatusNotFound:
		v.Detail = v.T("error.404.detail")
	case p.Status >= http.StatusInternalServerError:
		v.Detail = v.T("error.other.detail")
	}
	body, err := s.render("error.gohtml", v)
	if err != nil {
		s.log.ErrorContext(r.Context(), "error page", "error", err)
		plain(w, p.Status, http.StatusText(p.Status))
		return
	}
	w.Header().Set("Content-Type", htmlType)
	writeWhole(w, r, p.Status, body)
}

func writeWhole(w http.ResponseWriter, r *http.Request, status int, body []byte) {
	w.Header().Set("Content-Length", strconv.Itoa(len(body)))
	w.WriteHeader(status)
	if r.Method != http.MethodHead {
		_, _ = w.Write(body) // a client that has gone away needs no error
	}
}

// forPeople reports whether an error is read by a person: at an address of a page, or of
// nothing, unless the client asks for JSON and not for HTML; at an address of both, if the
// client likes HTML best.
func forPeople(r *http.Request) bool {
	if isDataPath(r.URL.Path) {
		return false
	}
	if isOGCPath(r.URL.Path) {
		return prefersPage(r)
	}
	html, json := false, false
	for _, part := range strings.Split(strings.Join(r.Header.Values("Accept"), ","), ",") {
		switch t, _, _ := mime.ParseMediaType(part); {
		case t == "text/html" || t == "application/xhtml+xml":
			html = true
		case strings.HasSuffix(t, "json"):
			json = true
		}
	}
	return html || !json
}

// isDataPath tells the addresses for programs.
func isDataPath(path string) bool {
	return strings.HasPrefix(path, "/basemap/") || strings.HasPrefix(path, "/assets/") ||
		strings.HasPrefix(path, "/stories/") && (strings.Contains(path, "/layers") ||
			strings.HasSuffix(path, "/changes") || strings.HasSuffix(path, "/dictionary.json"))
}

func (s *Server) noRoute(w http.ResponseWriter, r *http.Request) {
	s.problem(w, r, problem{
		Status: http.StatusNotFound, Code: incidents.ENotFound, Detail: "there is nothing at this address",
	})
}

func (s *Server) wrongMethod(w http.ResponseWriter, r *http.Request) {
	allowed := "GET, HEAD"
	if isDataPath(r.URL.Path) || isOGCPath(r.URL.Path) {
		allowed += ", OPTIONS"
	}
	w.Header().Set("Allow", allowed)
	s.problem(w, r, problem{
		Status: http.StatusMethodNotAllowed, Code: codeMethod, Detail: r.Method + " is not possible here; use GET or HEAD",
	})
}
