package edit

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"net/http"
	"reflect"
	"strconv"
	"sync"

	"incidentmap/incidents"
	"incidentmap/web/edit/call"
	"incidentmap/web/edit/openapi"
	"incidentmap/web/respond"
)

// document is the document of the API, made once.
type document struct {
	once sync.Once
	text []byte
	tag  string
	err  error
}

func (a *API) describe() (*document, error) {
	d := &a.described
	d.once.Do(func() {
		if d.text, d.err = a.document(); d.err != nil {
			return
		}
		sum := sha256.Sum256(d.text)
		d.tag = `"` + hex.EncodeToString(sum[:12]) + `"`
	})
	return d, d.err
}

// document writes what the rooms answer, and the parts that others do.
func (a *API) document() ([]byte, error) {
	named := map[string]reflect.Type{"Problem": reflect.TypeFor[respond.Problem]()}
	for _, room := range a.rooms {
		for name, t := range room.Answers() {
			if named[name] != nil {
				return nil, fmt.Errorf("two answers are called %s", name)
			}
			named[name] = t
		}
	}
	all, err := schemas(named)
	if err != nil {
		return nil, err
	}
	var operations []openapi.Operation
	for _, rt := range a.routes() {
		rt.Action = string(rt.Right)
		operations = append(operations, rt.Operation)
	}
	for _, part := range a.parts {
		operations = append(operations, part.Operations...)
		for name, schema := range part.Schemas {
			if all[name] != nil {
				return nil, fmt.Errorf("two schemas are called %s", name)
			}
			all[name] = schema
		}
	}
	return openapi.Document("incidentmap", "1", operations, all)
}

// openAPI answers with the document of the API. It says nothing that is not in the program, so it takes no token.
func (a *API) openAPI(w http.ResponseWriter, r *http.Request) error {
	d, err := a.describe()
	if err != nil {
		return incidents.Errorf(incidents.EInternal, "", "%v", err)
	}
	w.Header().Set("ETag", d.tag)
	w.Header().Set("Cache-Control", "no-cache")
	if call.HasTag(r.Header.Get("If-None-Match"), d.tag) {
		w.WriteHeader(http.StatusNotModified)
		return nil
	}
	w.Header().Set("Content-Type", respond.JSONType)
	w.Header().Set("Content-Length", strconv.Itoa(len(d.text)))
	if r.Method != http.MethodHead {
		_, _ = w.Write(d.text) // a client that has gone away needs no error
	}
	return nil
}
