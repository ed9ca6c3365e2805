package respond

import (
	"encoding/json"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"unicode/utf8"

	"incidentmap/incidents"
)

// However long an error is, its document is bounded, says that it was cut, and is whole JSON.
func TestProblemsAreBounded(t *testing.T) {
	long := strings.Repeat("ñ\x01\"", 10_000)
	var several incidents.Problems
	for range 15 {
		several.Join(&incidents.Error{Code: incidents.EInvalid, Field: long, Message: long})
	}
	s := New(Config{Log: slog.New(slog.DiscardHandler), ForPeople: func(*http.Request) bool { return false }})
	for name, err := range map[string]error{"one": several[0], "several": several, "no field": &incidents.Error{Code: incidents.ENotFound, Message: long}} {
		r := httptest.NewRequestWithContext(t.Context(), http.MethodGet, "/"+strings.Repeat("a", 10_000), nil)
		w := httptest.NewRecorder()
		s.failed(w, r, err)
		var p Problem
		if err := json.Unmarshal(w.Body.Bytes(), &p); err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		told := len(p.Detail) + len(p.Instance)
		for _, f := range p.Errors {
			told += len(f.Parameter) + len(f.Detail)
		}
		if told > 8<<10 || !strings.Contains(p.Detail, cutWord) || !utf8.ValidString(p.Detail) || w.Body.Len() > 24<<10 {
			t.Errorf("%s: tells %d bytes in %d, of these the detail %d", name, told, w.Body.Len(), len(p.Detail))
		}
	}
}

func TestParametersAreBounded(t *testing.T) {
	for name, query := range map[string]string{
		"unknown names":   strings.Repeat("&a", 1000) + "&" + strings.Repeat("b", 9000) + "=1",
		"no UTF-8":        strings.Repeat("&q=%ff", 2000),
		"a broken escape": strings.Repeat("q=%zz", 2000),
		"language":        "lang=" + strings.Repeat("%21", 3000),
	} {
		r := httptest.NewRequestWithContext(t.Context(), http.MethodGet, "/?"+query, nil)
		if _, err := Parameters(r, "q", "lang"); err == nil || len(err.Error()) > 4<<10 {
			t.Errorf("%s: an error of %d bytes", name, len(err.Error()))
		}
	}
}
