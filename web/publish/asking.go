package publish

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"mime"
	"net/http"

	"incidentmap/incidents"
)

// answered takes a handler's answer: into memory, or where into chooses once the head is known.
type answered struct {
	header http.Header
	status int
	body   bytes.Buffer
	into   func(status int, h http.Header) io.Writer // nil, or gives nil, for memory
	out    io.Writer
}

// Header gives the answer's header.
func (a *answered) Header() http.Header { return a.header }

// WriteHeader takes the answer's status.
func (a *answered) WriteHeader(status int) {
	if a.status != 0 {
		return
	}
	a.status, a.out = status, &a.body
	if a.into != nil {
		if w := a.into(status, a.header); w != nil {
			a.out = w
		}
	}
}

// Write takes a piece of the body.
func (a *answered) Write(b []byte) (int, error) {
	a.WriteHeader(http.StatusOK)
	return a.out.Write(b)
}

// mediaType gives a media type without its parameters.
func mediaType(text string) string {
	t, _, _ := mime.ParseMediaType(text)
	return t
}

// ask asks the handler for an address of its own, a path with its query.
func ask(ctx context.Context, h http.Handler, addr string, into func(int, http.Header) io.Writer) (*answered, error) {
	r, err := http.NewRequestWithContext(ctx, http.MethodGet, origin+addr, nil)
	if err != nil {
		return nil, fmt.Errorf("%s is no address: %w", addr, err)
	}
	a := &answered{header: http.Header{}, into: into}
	whole := serve(h, a, r)
	if err := ctx.Err(); err != nil {
		return nil, err // what was answered may be cut off
	}
	if !whole {
		return nil, incidents.Errorf(incidents.EUnavailable, "", "%s was cut off in the middle; publish again", addr)
	}
	a.WriteHeader(http.StatusOK)
	if a.status != http.StatusOK {
		return a, a.problem(addr)
	}
	return a, nil
}

// serve reports whether the handler came to its end: one that fails in the middle of an answer
// panics with http.ErrAbortHandler.
func serve(h http.Handler, w http.ResponseWriter, r *http.Request) (whole bool) {
	defer func() {
		if fault := recover(); fault != nil && fault != any(http.ErrAbortHandler) {
			panic(fault)
		}
	}()
	h.ServeHTTP(w, r)
	return true
}

// problem says why an address was not answered.
func (a *answered) problem(addr string) error {
	var problem struct{ Code, Detail string }
	if json.Unmarshal(a.body.Bytes(), &problem) != nil || problem.Code == "" {
		problem.Code, problem.Detail = string(incidents.EInternal), http.StatusText(a.status)
		if a.status == http.StatusNotFound {
			problem.Code = string(incidents.ENotFound) // in a page for people
		}
	}
	return &incidents.Error{Code: incidents.Code(problem.Code), Message: fmt.Sprintf("%s: %s", addr, problem.Detail)}
}
