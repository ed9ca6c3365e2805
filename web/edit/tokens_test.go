package edit

import (
	"net/http"
	"strings"
	"testing"
	"time"

	"incidentmap/incidents"
	"incidentmap/web/edit/edittest"
)

// issue gives the desk one more token.
func (d *desk) issue(t *testing.T, scope incidents.Scope, stories ...string) string {
	t.Helper()
	secret, kept, err := incidents.NewToken("another", scope, d.now.Add(-time.Hour), time.Time{}, stories...)
	if err != nil {
		t.Fatal(err)
	}
	d.store.Tokens[kept.Hash] = kept
	return secret
}

// TestTokensOfStories asks at every address with every kind of token: of both scopes, for all
// stories, for the one that is asked for and for another.
func TestTokensOfStories(t *testing.T) {
	d := newDesk(t)
	d.api.EndStreams() // or they would go on
	other := edittest.Jalisco()
	other.Slug = "other"
	d.store.BySlug["other"] = other
	id := d.create(t, edittest.Shortest)
	writes := d.store.Writes
	for _, scope := range incidents.Scopes() {
		for _, bound := range [][]string{nil, {"jalisco"}, {"other"}, {"other", "third"}} {
			secret := d.issue(t, scope, bound...)
			for _, rt := range d.api.routes() {
				for _, method := range []string{rt.Method, http.MethodHead} {
					if method == http.MethodHead && rt.Method != http.MethodGet {
						continue
					}
					path := strings.NewReplacer("/api/v1/stories", "", "{story}", "jalisco", "{id}", id).Replace(rt.Path)
					body := "{}"
					if rt.Method == http.MethodGet {
						body = ""
					}
					ofStory := strings.Contains(rt.Path, "{story}")
					may := scope == incidents.ScopeWrite || rt.Right == incidents.ActRead
					if bound != nil && (ofStory && bound[0] != "jalisco" || !ofStory && rt.Right != incidents.ActRead) {
						may = false
					}
					if rt.Right == incidents.ActErase { // no token is good for it
						may = false
					}
					w := d.ask(method, path, body, map[string]string{"Authorization": "Bearer " + secret})
					if refused := w.Code == http.StatusForbidden; refused == may || w.Code == http.StatusUnauthorized {
						t.Errorf("%s %s with %s of %v: %d %s", method, path, scope, bound, w.Code, w.Body)
					}
				}
			}
		}
	}
	if d.store.Writes != writes {
		t.Errorf("%d writes of empty bodies were taken", d.store.Writes-writes)
	}
}

// TestTokenOfAStoryListsIt holds that a token that is bound to stories is not told of others.
func TestTokenOfAStoryListsIt(t *testing.T) {
	d := newDesk(t)
	other := edittest.Jalisco()
	other.Slug = "other"
	d.store.BySlug["other"] = other
	for _, tt := range []struct {
		bound []string
		want  int
	}{{nil, 2}, {[]string{"other"}, 1}, {[]string{"nowhere"}, 0}} {
		w := d.ask("GET", "", "", map[string]string{"Authorization": "Bearer " + d.issue(t, incidents.ScopeRead, tt.bound...)})
		if all, _ := object(t, w)["stories"].([]any); len(all) != tt.want {
			t.Errorf("%v: %s", tt.bound, w.Body)
		}
	}
	// Whether a story is there that it is not for, it is not told either.
	secret := d.issue(t, incidents.ScopeRead, "other")
	for _, slug := range []string{"jalisco", "nowhere"} {
		if w := d.ask("GET", "/"+slug, "", map[string]string{"Authorization": "Bearer " + secret}); w.Code != http.StatusForbidden {
			t.Errorf("%s: %d", slug, w.Code)
		}
	}
}

// TestTokensAreNotedToTheMinute holds that of many requests one a minute costs a write.
func TestTokensAreNotedToTheMinute(t *testing.T) {
	d := newDesk(t)
	for range 130 {
		if w := d.ask("GET", "/jalisco", "", nil); w.Code != http.StatusOK {
			t.Fatalf("%d %s", w.Code, w.Body)
		}
		d.now = d.now.Add(time.Second)
	}
	if d.store.Uses != 3 {
		t.Errorf("%d uses were noted in 130 seconds", d.store.Uses)
	}
	if used := d.store.Tokens[incidents.HashToken(d.write)].Used; d.now.Sub(used) > time.Minute {
		t.Errorf("it was last used at %v, and it is %v", used, d.now)
	}
	d.ask("GET", "/jalisco", "", map[string]string{"Authorization": "Bearer " + d.revoked})
	if !d.store.Tokens[incidents.HashToken(d.revoked)].Used.IsZero() {
		t.Error("the use of a token that was refused was noted")
	}
}
