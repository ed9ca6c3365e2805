package edit

import (
	"encoding/json"
	"fmt"
	"net/http"
	"strings"
	"testing"
)

// What is redacted is in no answer of the API any more, in whatever form the redaction is said; it needs no
// If-Match, and caches learn of it.
func TestRedact(t *testing.T) {
	const form = `{"kind":"attack","title":"plantedtitle","summary":"plantedsummary","start":"2026-02-22","geometry":{"type":"Point","coordinates":[-103.123,20.67]},
		"place":"plantedplace","sources":[{"id":"s","publisher":"plantedsource"}],"killed":2,"claims":[{"field":"Ubicación","value":"plantedclaim","source":"s"}],"publish":true}`
	for name, tt := range map[string]struct {
		body string
		gone []string
	}{
		"fields":    {`{"fields":["where","title"],"reason":"safety","note":{"es":"Por seguridad."}}`, []string{"plantedplace", "103.123", "plantedclaim", "plantedtitle"}},
		"revisions": {`{"revisions":[1],"reason":"privacy","note":"Por privacidad."}`, nil},
		"a source":  {`{"fields":["sources.s"],"reason":"legal","note":"Por orden de un juez."}`, []string{"plantedsource", "plantedclaim"}},
	} {
		t.Run(name, func(t *testing.T) {
			d := newDesk(t)
			made := d.ask(http.MethodPost, "/jalisco/incidents", form, nil)
			var was struct {
				ID  string
				Seq int
			}
			if err := json.Unmarshal(made.Body.Bytes(), &was); err != nil || made.Code != http.StatusCreated {
				t.Fatalf("status %d, %v: %s", made.Code, err, made.Body)
			}
			at := "/jalisco/incidents/" + was.ID
			got := d.ask(http.MethodPost, at+"/redact", tt.body, nil)
			if got.Code != http.StatusOK || got.Header().Get("ETag") != `"2"` {
				t.Fatalf("status %d, ETag %s: %s", got.Code, got.Header().Get("ETag"), got.Body)
			}
			for _, address := range []string{at, at + "/revisions"} {
				all := got.Body.String() + d.ask(http.MethodGet, address, "", nil).Body.String()
				for _, word := range tt.gone {
					if strings.Contains(all, word) {
						t.Errorf("%s still has %q", address, word)
					}
				}
			}
			var purge struct {
				Next int
				Keys []string
			}
			listed := d.ask(http.MethodGet, fmt.Sprintf("/jalisco/purges?since=%d", was.Seq), "", nil)
			if err := json.Unmarshal(listed.Body.Bytes(), &purge); err != nil || listed.Code != http.StatusOK {
				t.Fatalf("status %d, %v: %s", listed.Code, err, listed.Body)
			}
			if fmt.Sprint(purge.Keys) != fmt.Sprintf("[story:jalisco story:jalisco/%s]", was.ID) || purge.Next <= was.Seq {
				t.Errorf("caches are told %+v", purge)
			}
		})
	}
}

func TestRedactionsThatAreRefused(t *testing.T) {
	d := newDesk(t)
	for body, field := range map[string]string{
		`{}`:                                     "fields",
		`{"fields":["where"],"reason":"safety"}`: "note",
		`{"fields":["where"],"reason":"whim","note":"x"}`:                   "reason",
		`{"fields":["nonsense"],"reason":"safety","note":"x"}`:              "fields",
		`{"revisions":[0],"reason":"safety","note":"x"}`:                    "revisions[0]",
		`{"revisions":["1"],"reason":"safety","note":"x"}`:                  "revisions[0]",
		`{"fields":["where"],"reason":"safety","note":"x","author":"them"}`: "author",
	} {
		got := d.ask(http.MethodPost, "/jalisco/incidents/01KJ0000000000000000000001/redact", body, nil)
		if got.Code != http.StatusUnprocessableEntity || !strings.Contains(got.Body.String(), `"parameter":"`+field) {
			t.Errorf("%s: status %d: %s", body, got.Code, got.Body)
		}
	}
}

// Who sends a figure is not its source: without one it rests on no claim.
func TestTokensAreNoSources(t *testing.T) {
	for _, figures := range []string{`"killed":4`, `"casualties":[{"outcome":"killed","best":4}]`, `"killed":4,"wounded":2`, `"sources":[],"missing":1`} {
		d := newDesk(t)
		got := d.ask(http.MethodPost, "/jalisco/incidents", `{"kind":"attack","title":"t","start":"2026-02-22",`+figures+`}`, nil)
		var made struct {
			Incident struct {
				Sources, Claims []any
				Casualties      []struct{ Claim string }
			}
		}
		if err := json.Unmarshal(got.Body.Bytes(), &made); err != nil || got.Code != http.StatusCreated {
			t.Fatalf("%s: status %d, %v: %s", figures, got.Code, err, got.Body)
		}
		if inc := made.Incident; len(inc.Sources)+len(inc.Claims) != 0 || len(inc.Casualties) == 0 || inc.Casualties[0].Claim != "" {
			t.Errorf("%s: %+v", figures, inc)
		}
	}
}
