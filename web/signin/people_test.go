package signin

import (
	"bytes"
	"cmp"
	"fmt"
	"image"
	"image/png"
	"net/http"
	"net/http/httptest"
	"path"
	"strings"
	"testing"
	"time"

	"incidentmap/geo"
	"incidentmap/incidents"
	"incidentmap/web/address"
)

// welcome opens a link and chooses a name, a login and a password.
func (b *browser) welcome(link, name, login, password string) int {
	b.t.Helper()
	path := strings.TrimPrefix(link, b.base)
	_, key, _ := strings.Cut(link, "key=")
	if w := b.do("GET", path, ""); w.Code != http.StatusOK {
		return w.Code
	}
	return b.post(address.Welcome, "key", key, "name", name, "login", login, "password", password).Code
}

// admin gives the browser of an admin of the server who is signed in.
func (s *site) admin() *browser {
	s.t.Helper()
	s.add("root", func(p *incidents.Person) { p.Admin = true })
	b := s.browser("192.0.2.1")
	if w := b.signIn("root", password, ""); w.Code != http.StatusOK {
		s.t.Fatal(w.Body)
	}
	return b
}

func TestInvited(t *testing.T) {
	s := newSite(t, maps)
	admin := s.admin()
	w := admin.do("POST", address.APIPeople, `{"login":"Bea@Example.org","name":"Bea","stories":{"jalisco":"reporter"}}`)
	is(t, "make", w, http.StatusCreated, "")
	v := object(t, w)
	id, link := v["id"].(string), v["link"].(string)
	if v["login"] != "bea@example.org" || v["joined"] != false || v["invited_until"] == nil {
		t.Errorf("made %s", w.Body)
	}
	b := s.browser("192.0.2.2")
	for what, tt := range map[string]struct {
		link, name, login, password string
		want                        int
	}{
		"a short password": {link, "Bea", "bea", "short", http.StatusUnprocessableEntity},
		"no name":          {link, " ", "bea", password, http.StatusUnprocessableEntity},
		"a login taken":    {link, "Bea", "root", password, http.StatusUnprocessableEntity},
		"another key":      {link + "x", "Bea", "bea", password, http.StatusGone},
		"nobody's key":     {s.base + address.Welcome + "?key=x", "Bea", "bea", password, http.StatusGone},
	} {
		if got := b.welcome(tt.link, tt.name, tt.login, tt.password); got != tt.want || b.isIn() {
			t.Errorf("%s: %d", what, got)
		}
	}
	if got := b.welcome(link, "Bea B.", "bea", password); got != http.StatusSeeOther || !b.isIn() {
		t.Fatalf("the link: %d", got)
	}
	if got := s.browser("192.0.2.3").welcome(link, "Eve", "eve", password); got != http.StatusGone {
		t.Errorf("the link a second time: %d", got)
	}
	if p, err := s.store.PersonOf(t.Context(), "bea"); err != nil || p.Name != "Bea B." || p.Admin || p.Stories["jalisco"] != incidents.Reporter {
		t.Errorf("she is %+v, %v", p, err)
	}
	// A new link is for who lost their password: it ends all sessions, and the login stays.
	w = admin.do("POST", address.APIPeople+"/"+id+"/invite", "")
	is(t, "a new link", w, http.StatusOK, "")
	link = object(t, w)["link"].(string)
	if got := s.browser("192.0.2.3").welcome(link, "Bea", "root", "battery staple horse"); got != http.StatusSeeOther || b.isIn() {
		t.Errorf("the new link: %d", got)
	}
	is(t, "the old password", b.signIn("bea", password, ""), http.StatusUnauthorized, codeWrong)
	is(t, "the new one", b.signIn("bea", "battery staple horse", ""), http.StatusOK, "")

	link = object(t, admin.do("POST", address.APIPeople+"/"+id+"/invite", ""))["link"].(string)
	s.pass(incidents.InvitationLife)
	if got := b.welcome(link, "Bea", "bea", password); got != http.StatusGone {
		t.Errorf("a link that has ended: %d", got)
	}
}

// TestLinkThatIsGone holds that a link that lets nobody in says so, and how to get another, before all else.
func TestLinkThatIsGone(t *testing.T) {
	s := newSite(t, maps)
	for lang, want := range map[string][]string{
		"en": {"This link no longer works", "Ask an admin of this server for a new link."},
		"es": {"Este enlace ya no funciona", "Pida un enlace nuevo a quien administra este servidor."},
	} {
		path := address.Welcome + "?lang=" + lang
		b := s.browser("192.0.2.1")
		for what, w := range map[string]*httptest.ResponseRecorder{
			"opened": b.do("GET", path+"&key=x", ""),
			"sent":   b.post(path, "key", "x", "name", "Bea", "login", "bea", "password", password),
		} {
			body := w.Body.String()
			heading, hint := strings.Index(body, "<h1>"+want[0]), strings.Index(body, "<p>"+want[1])
			if w.Code != http.StatusGone || heading < 0 || hint < heading || strings.Count(body[heading:hint], "<p") > 0 || strings.Contains(body, "key:") {
				t.Errorf("%s in %s: %d %s", what, lang, w.Code, body)
			}
			if !strings.Contains(body, `/edit/sign-in?lang=`+lang) {
				t.Errorf("%s in %s: no way to sign in: %s", what, lang, body)
			}
		}
	}
}

func TestRightsChange(t *testing.T) {
	s := newSite(t, maps)
	admin := s.admin()
	bea := s.add("bea", nil)
	b := s.browser("192.0.2.2")
	b.signIn("bea", password, "")
	story, path := address.API+"/stories/jalisco", address.APIPeople+"/"+bea.ID
	is(t, "without a role", b.do("GET", story, ""), http.StatusForbidden, codeForbidden)
	is(t, "a role", admin.do("PATCH", path, `{"stories":{"jalisco":"reporter"}}`), http.StatusOK, "")
	is(t, "at once", b.do("GET", story, ""), http.StatusOK, "")
	is(t, "another story", b.do("GET", address.API+"/stories/other", ""), http.StatusForbidden, codeForbidden)
	is(t, "taken away", admin.do("PATCH", path, `{"stories":{}}`), http.StatusOK, "")
	is(t, "at once", b.do("GET", story, ""), http.StatusForbidden, codeForbidden)
	is(t, "shut out", admin.do("PATCH", path, `{"disabled":true}`), http.StatusOK, "")
	is(t, "at once", b.do("GET", address.APISession, ""), http.StatusUnauthorized, "")
	is(t, "a link", admin.do("POST", path+"/invite", ""), http.StatusConflict, incidents.EConflict)
	is(t, "let in", admin.do("PATCH", path, `{"disabled":false,"name":"Beatriz"}`), http.StatusOK, "")
	is(t, "the old session is over", b.do("GET", address.APISession, ""), http.StatusUnauthorized, "")
	is(t, "signs in", b.signIn("bea", password, ""), http.StatusOK, "")

	root, err := s.store.PersonOf(t.Context(), "root")
	if err != nil {
		t.Fatal(err)
	}
	for _, body := range []string{`{"admin":false}`, `{"disabled":true}`} {
		is(t, "the last admin: "+body, admin.do("PATCH", address.APIPeople+"/"+root.ID, body), http.StatusConflict, codeLastAdmin)
	}
	for body, status := range map[string]int{
		`{"name":""}`: 422, `{"stories":{"jalisco":"king"}}`: 422, `{"stories":{"nowhere":"editor"}}`: 422, `{"second_factor":true}`: 422, `{"admin":"yes"}`: 422,
		`{"password":"x"}`: 400, `[]`: 422, `{`: 400, `{} {}`: 400, ``: 400, strings.Repeat(" ", maxBody+1): 413,
	} {
		if w := admin.do("PATCH", path, body); w.Code != status || w.Body.Len() > 2000 {
			t.Errorf("%.60s: %d %s, want %d", body, w.Code, w.Body, status)
		}
	}
	is(t, "nobody", admin.do("PATCH", address.APIPeople+"/"+incidents.NewID(s.now), `{}`), http.StatusNotFound, incidents.ENotFound)
	is(t, "the login of another", admin.do("POST", address.APIPeople, `{"login":"BEA","name":"x"}`), http.StatusConflict, incidents.EConflict)
}

// TestLostFactor holds that an admin lets in who lost their phone and their codes.
func TestLostFactor(t *testing.T) {
	s := newSite(t, maps)
	admin := s.admin()
	bea := s.add("bea", nil)
	b := s.browser("192.0.2.2")
	b.signIn("bea", password, "")
	b.factorOn(t)
	is(t, "taken away", admin.do("PATCH", address.APIPeople+"/"+bea.ID, `{"second_factor":false}`), http.StatusOK, "")
	if b.isIn() {
		t.Error("the session goes on")
	}
	is(t, "signs in", b.signIn("bea", password, ""), http.StatusOK, "")
}

func TestTokens(t *testing.T) {
	s := newSite(t, maps)
	admin := s.admin()
	w := admin.do("POST", address.APITokens, `{"name":"desk","scope":"write","stories":["jalisco"]}`)
	is(t, "make", w, http.StatusCreated, "")
	v := object(t, w)
	secret, id := v["token"].(string), v["id"].(string)
	if until, err := time.Parse(time.RFC3339Nano, v["expires"].(string)); err != nil || !until.Equal(s.now.UTC().Add(tokenLife)) {
		t.Errorf("it is good until %v", v["expires"])
	}
	program := s.browser("192.0.2.9")
	use := func(path string) int {
		return program.do("GET", address.API+path, "", "Authorization", "Bearer "+secret).Code
	}
	if use("/stories/jalisco") != 200 || use("/stories/other") != 403 || use("/people") != 403 || use("/tokens") != 403 {
		t.Error("the token is not good for its story alone")
	}
	w = admin.do("GET", address.APITokens, "")
	if list := object(t, w)["tokens"].([]any); len(list) != 1 || strings.Contains(w.Body.String(), secret) {
		t.Errorf("the tokens are %s", w.Body)
	}
	for range 2 {
		is(t, "revoke", admin.do("DELETE", address.APITokens+"/"+id, ""), http.StatusNoContent, "")
	}
	if got := use("/stories/jalisco"); got != http.StatusUnauthorized {
		t.Errorf("revoked: %d", got)
	}
	is(t, "another", admin.do("DELETE", address.APITokens+"/x", ""), http.StatusNotFound, incidents.ENotFound)
	is(t, "for ever", admin.do("POST", address.APITokens, `{"name":"x","scope":"read","expires":null}`), http.StatusCreated, "")
	for _, body := range []string{`{"scope":"read"}`, `{"name":"x","scope":"king"}`, `{"name":"x","scope":"read","expires":"2001-01-01T00:00:00Z"}`, `{"name":"x","scope":"read","stories":["nowhere"]}`} {
		is(t, body, admin.do("POST", address.APITokens, body), http.StatusUnprocessableEntity, incidents.EInvalid)
	}
}

// TestWhoMayDoWhat asks for everything over HTTP: every role, each with its own story and with another, and both kinds
// of tokens, of incidents in every state. Every operation that the document of the API tells of is asked for, but those of
// sessions, which are of no right.
func TestWhoMayDoWhat(t *testing.T) {
	if testing.Short() {
		t.Skip("-short")
	}
	s := newSite(t, maps)
	s.api.EndStreams() // or they would go on
	admin, asked := s.admin(), map[string]bool{}
	callers := map[string]func(method, path, body string, headers ...string) int{
		"server admin": func(method, path, body string, headers ...string) int {
			return admin.do(method, path, body, headers...).Code
		},
		"stranger": func(method, path, body string, headers ...string) int {
			return s.browser("192.0.2.8").do(method, path, body, headers...).Code
		},
	}
	actors := map[string]incidents.Actor{"server admin": {ID: "x", Admin: true}, "stranger": {}}
	for _, role := range incidents.Roles() {
		p := s.add(string(role), func(p *incidents.Person) { p.Stories = map[string]incidents.Role{"jalisco": role} })
		b := s.browser("192.0.2.7")
		b.signIn(string(role), password, "")
		actors[string(role)] = p.Actor()
		callers[string(role)] = func(method, path, body string, headers ...string) int {
			return b.do(method, path, body, headers...).Code
		}
	}
	for _, scope := range incidents.Scopes() {
		secret, token, err := incidents.NewToken("t", scope, s.now, time.Time{}, "jalisco")
		if err != nil {
			t.Fatal(err)
		}
		if err := s.store.PutToken(t.Context(), token); err != nil {
			t.Fatal(err)
		}
		actors["token "+string(scope)] = token.Actor()
		callers["token "+string(scope)] = func(method, path, body string, headers ...string) int {
			return s.browser("192.0.2.6").do(method, path, body, append(headers, "Authorization", "Bearer "+secret)...).Code
		}
	}
	for who, ask := range callers {
		for _, story := range []string{"jalisco", "other"} {
			for _, tt := range s.requests(t, admin, story) {
				may := true
				for _, do := range tt.need {
					may = may && actors[who].May(do, tt.of)
				}
				of, _ := s.operation(tt.method, strings.Split(tt.path, "?")[0])
				asked[tt.method+" "+of] = true
				got := ask(tt.method, tt.path, tt.body, "If-Match", cmp.Or(tt.match, `"1"`), "Content-Type", cmp.Or(tt.media, "application/json"))
				if refused := got == http.StatusForbidden || got == http.StatusUnauthorized; refused == may || may && got >= 300 || (got == http.StatusUnauthorized) != (!may && who == "stranger") {
					t.Errorf("%s: %s %s %s: %d, may %v", who, tt.method, tt.path, tt.body, got, may)
				}
			}
		}
	}
	for of, item := range s.documented()["paths"].(map[string]any) {
		for method := range item.(map[string]any) {
			if of != address.APISession && !asked[strings.ToUpper(method)+" "+of] {
				t.Errorf("nobody asked for %s %s", method, of)
			}
		}
	}
}

// request is one of TestWhoMayDoWhat, with what it takes in a story, or in none.
type request struct {
	method, path, body string
	need               []incidents.Action
	of                 string
	match, media       string // the ETag and the type of the body, where they are not the usual ones
}

// requests gives a request of every sort in a story, each of an incident of its own.
func (s *site) requests(t *testing.T, admin *browser, story string) []request {
	t.Helper()
	list := address.API + "/stories"
	root := list + "/" + story
	const draft = `{"kind":"roadblock","title":"x","start":"2026-02-22"`
	in := func(state incidents.Workflow) string {
		w := admin.do("POST", root+"/incidents", draft+`,"workflow":"`+string(state)+`"}`)
		is(t, string(state), w, http.StatusCreated, "")
		return root + "/incidents/" + object(t, w)["id"].(string)
	}
	slug := fmt.Sprint("story-", strings.ToLower(incidents.NewID(s.now)))
	all := append(s.wholeRequests(t, admin, story), []request{
		{method: "GET", path: list, need: []incidents.Action{incidents.ActRead}},
		{method: "POST", path: list, body: `{"slug":"` + slug + `","title":"x","languages":["en"],"zone":"UTC"}`, need: []incidents.Action{incidents.ActNewStory}},
		{method: "GET", path: root, need: []incidents.Action{incidents.ActRead}, of: story},
		{method: "GET", path: root + "/purges", need: []incidents.Action{incidents.ActRead}, of: story},
		{method: "POST", path: in(incidents.Published) + "/redact", body: `{"fields":["summary"],"reason":"safety","note":"x"}`, need: []incidents.Action{incidents.ActRedact}, of: story},
		{method: "GET", path: root + "/incidents?workflow=draft", need: []incidents.Action{incidents.ActRead}, of: story},
		{method: "GET", path: root + "/imports", need: []incidents.Action{incidents.ActRead}, of: story},
		{method: "GET", path: root + "/audit", need: []incidents.Action{incidents.ActAudit}, of: story},
		{method: "POST", path: root + "/presence", body: `{"incident":null}`, need: []incidents.Action{incidents.ActRead}, of: story},
		{method: "GET", path: address.APIPeople, need: []incidents.Action{incidents.ActPeople}},
		{method: "GET", path: address.APITokens, need: []incidents.Action{incidents.ActTokens}},
	}...)
	states := []incidents.Workflow{incidents.DraftStage, incidents.Review, incidents.Approved, incidents.Published, incidents.Archived}
	for _, from := range states {
		at := &incidents.Incident{Workflow: from}
		one := in(from)
		all = append(
			all,
			request{method: "POST", path: root + "/incidents", body: draft + `,"workflow":"` + string(from) + `"}`, need: incidents.ActionsOf(nil, at), of: story},
			request{method: "GET", path: one, need: []incidents.Action{incidents.ActRead}, of: story},
			request{method: "GET", path: one + "/revisions", need: []incidents.Action{incidents.ActRead}, of: story},
			request{method: "GET", path: one + "/diff?from=1&to=1", need: []incidents.Action{incidents.ActRead}, of: story},
			request{method: "GET", path: one + "/duplicates", need: []incidents.Action{incidents.ActRead}, of: story},
			request{method: "POST", path: one + "/check", body: `{"title":"y"}`, need: []incidents.Action{incidents.ActDraft}, of: story},
			request{method: "POST", path: in(from) + "/restore", body: `{"revision":1,"revision_kind":"update","note":{"en":"x","es":"x"}}`, need: incidents.ActionsOf(at, at), of: story},
			request{method: "POST", path: in(from) + "/merge", body: `{"into":"` + path.Base(in(from)) + `","note":{"en":"x","es":"x"}}`, need: incidents.ActionsOf(at, at), of: story},
			request{method: "POST", path: root + "/bulk", body: `{"ids":["` + path.Base(in(from)) + `"],"patch":{"title":"y"},"revision_kind":"update"}`, need: incidents.ActionsOf(at, at), of: story},
			request{method: "POST", path: in(from) + "/retract", body: `{"note":"x"}`, need: incidents.ActionsOf(at, at), of: story},
			request{method: "PUT", path: in(from), body: draft + `,"workflow":"` + string(from) + `","revision_kind":"update"}`, need: incidents.ActionsOf(at, at), of: story},
			request{method: "PATCH", path: in(from), body: `{"title":"y","revision_kind":"update"}`, need: incidents.ActionsOf(at, at), of: story},
		)
		for _, to := range states {
			all = append(all, request{method: "PATCH", path: in(from), body: `{"workflow":"` + string(to) + `"}`, need: incidents.ActionsOf(at, &incidents.Incident{Workflow: to}), of: story})
		}
	}
	return all
}

// wholeRequests gives a request of every sort that is of no incident's state: of texts, files, pictures, places, people and
// tokens, and those that take things away for good.
func (s *site) wholeRequests(t *testing.T, admin *browser, story string) []request {
	t.Helper()
	root := address.APIStory(story)
	made := func(path, body string) string {
		w := admin.do("POST", path, body)
		is(t, path, w, http.StatusCreated, "")
		return object(t, w)["id"].(string)
	}
	incident := func() string {
		return root + "/incidents/" + made(root+"/incidents", `{"kind":"roadblock","title":"x","start":"2026-02-22"}`)
	}
	one := incident()
	var b bytes.Buffer
	if err := png.Encode(&b, image.NewGray(image.Rect(0, 0, 1, 1))); err != nil {
		t.Fatal(err)
	}
	picture := b.String()
	up := admin.do("POST", one+"/media", picture, "Content-Type", "image/png")
	is(t, "a picture", up, http.StatusCreated, "")
	file := object(t, up)["files"].([]any)[0].(string)
	n := strings.ToLower(incidents.NewID(s.now))
	record := incidents.Write{Kind: incidents.Create, Author: "import", Incident: incidents.Incident{
		ID: incidents.NewID(s.now), Story: story, Class: incidents.ClassIncident, Kind: "roadblock", Title: incidents.Text{"en": "x"},
		When:  incidents.When{Precision: incidents.TimeUnknown, Basis: incidents.EventTime},
		Where: geo.Location{Precision: geo.Unlocated}, Workflow: incidents.DraftStage, Verification: incidents.Unverified, Disposition: incidents.Active,
		Origin: incidents.Origin{Key: "id:" + n, Hash: "sha256:" + n},
	}}
	if _, err := s.store.Import(t.Context(), n, record); err != nil {
		t.Fatal(err)
	}
	tag := admin.do("GET", root, "").Header().Get("ETag")
	person := address.APIPeople + "/" + made(address.APIPeople, `{"login":"`+n+`","name":"x"}`)
	token := address.APITokens + "/" + made(address.APITokens, `{"name":"x","scope":"read"}`)
	type actions = []incidents.Action
	return []request{
		{method: "PUT", path: root + "/map", body: `{}`, need: actions{incidents.ActPublish}, of: story, match: tag},
		{method: "PUT", path: root, body: `{"slug":"` + story + `","title":{"en":"y"},"languages":["en"],"zone":"UTC","view":{"bbox":[-107,18,-101,23]},"layers":[]}`, need: actions{incidents.ActStory}, of: story, match: tag},
		{method: "GET", path: root + "/events", need: actions{incidents.ActRead}, of: story},
		{method: "GET", path: root + "/media", need: actions{incidents.ActRead}, of: story},
		{method: "POST", path: one + "/media", body: picture, media: "image/png", need: actions{incidents.ActDraft}, of: story},
		{method: "GET", path: one + "/media/" + file, need: actions{incidents.ActRead}, of: story},
		{method: "POST", path: root + "/extract", body: "x", media: "text/plain", need: actions{incidents.ActRead}, of: story},
		{method: "POST", path: root + "/extract?store=1", body: "x", media: "text/plain", need: actions{incidents.ActRead, incidents.ActDraft}, of: story},
		{method: "POST", path: root + "/imports?name=a.csv", body: "a,b", media: "text/csv", need: actions{incidents.ActImport}, of: story},
		{method: "POST", path: root + "/imports?name=a.csv&dry_run=1", body: "a,b", media: "text/csv", need: actions{incidents.ActImport}, of: story},
		{method: "POST", path: root + "/imports/" + n + "/undo", body: `{"note":"x"}`, need: actions{incidents.ActImport}, of: story},
		{method: "GET", path: address.APIGeocode + "?q=x&story=" + story, need: actions{incidents.ActRead}, of: story},
		{method: "GET", path: address.APIGeocode + "?at=1,1&story=" + story, need: actions{incidents.ActRead}, of: story},
		{method: "GET", path: address.APIReasons + "?reason=x", need: actions{incidents.ActRead}},
		{method: "GET", path: address.APIGeoparse + "?text=x", need: actions{incidents.ActRead}},
		{method: "POST", path: incident() + "/erase", body: `{"reason":"legal","note":"x"}`, need: actions{incidents.ActErase}, of: story},
		{method: "POST", path: address.APIPeople, body: `{"login":"` + n + `-2","name":"x"}`, need: actions{incidents.ActPeople}},
		{method: "PATCH", path: person, body: `{"name":"y"}`, need: actions{incidents.ActPeople}},
		{method: "POST", path: person + "/invite", need: actions{incidents.ActPeople}},
		{method: "POST", path: address.APITokens, body: `{"name":"y","scope":"read"}`, need: actions{incidents.ActTokens}},
		{method: "DELETE", path: token, need: actions{incidents.ActTokens}},
	}
}
