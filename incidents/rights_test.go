package incidents

import (
	"slices"
	"strings"
	"testing"
	"time"
)

// wantedRights is the table of rights once more, by who asks: what each may do in its own story.
var wantedRights = map[string]string{
	"reporter":     "read draft",
	"editor":       "read draft approve publish correct import redact",
	"admin":        "read draft approve publish correct import redact erase story audit",
	"server admin": "read draft approve publish correct import redact erase story audit newstory people tokens",
	"read token":   "read",
	"write token":  "read draft approve publish correct import redact story audit newstory",
	"bound read":   "read",
	"bound write":  "read draft approve publish correct import redact story audit newstory",
	"nobody":       "",
}

func actors() map[string]Actor {
	token := func(scope Scope, stories ...string) Actor {
		_, t, _ := NewToken("t", scope, time.Now(), time.Time{}, stories...)
		return t.Actor()
	}
	in := func(role Role) Actor { return Actor{ID: "x", Roles: map[string]Role{"mine": role}} }
	return map[string]Actor{
		"reporter": in(Reporter), "editor": in(Editor), "admin": in(RoleAdmin), "server admin": {ID: "x", Admin: true}, "nobody": {},
		"read token": token(ScopeRead), "write token": token(ScopeWrite), "bound read": token(ScopeRead, "mine"), "bound write": token(ScopeWrite, "mine"),
	}
}

func TestRights(t *testing.T) {
	everywhere := []string{"server admin", "read token", "write token"} // in stories that they are not bound to
	for who, actor := range actors() {
		may := strings.Fields(wantedRights[who])
		for _, do := range append(actions(), "fly") {
			mine := slices.Contains(may, string(do))
			if ofServer := slices.Contains(ofServer, do); ofServer && who != "server admin" && !actor.IsToken() {
				mine = false
			}
			other := mine && slices.Contains(everywhere, who)
			none := mine && (other || do == ActRead) || do == ActRead && who != "nobody"
			for story, want := range map[string]bool{"mine": mine, "other": other, "": none} {
				if got := actor.May(do, story); got != want {
					t.Errorf("%s may %s in %q: %v, want %v", who, do, story, got, want)
				}
			}
		}
	}
	if got := (Actor{ID: "x", Roles: map[string]Role{"mine": "king"}}).May(ActRead, "mine"); got {
		t.Error("a role that is not known may read")
	}
}

func TestActionsOf(t *testing.T) {
	for _, tt := range []struct {
		from, to Workflow // from "" for a new one
		want     string
	}{
		{"", DraftStage, "draft"},
		{"", Review, "draft"},
		{"", Approved, "approve draft"},
		{"", Published, "draft publish"},
		{"", Archived, "draft publish"},
		{DraftStage, DraftStage, "draft"},
		{DraftStage, Review, "draft"},
		{Review, DraftStage, "draft"},
		{Review, Approved, "approve draft"},
		{Review, Published, "draft publish"},
		{Approved, Approved, "approve"},
		{Approved, Review, "approve"},
		{Approved, Published, "approve publish"},
		{Published, Published, "correct"},
		{Published, Archived, "correct publish"},
		{Published, DraftStage, "correct publish"},
		{Archived, Archived, "correct"},
		{Archived, Published, "correct publish"},
		{Archived, DraftStage, "correct publish"},
	} {
		var before *Incident
		if tt.from != "" {
			before = &Incident{Workflow: tt.from}
		}
		var got []string
		for _, do := range ActionsOf(before, &Incident{Workflow: tt.to}) {
			got = append(got, string(do))
		}
		if strings.Join(got, " ") != tt.want {
			t.Errorf("from %q to %s: %v, want %s", tt.from, tt.to, got, tt.want)
		}
	}
}

func TestAuthorsAreKept(t *testing.T) {
	_, token, _ := NewToken("t", ScopeRead, time.Now(), time.Time{})
	for _, tt := range [][2]string{{"", ""}, {"Ana", ""}, {"Ana", NewID(time.Now())}, {"", NewID(time.Now())}, {"Mesa", token.Actor().ID}, {"old\x00name", ""}, {"old\x00name", NewID(time.Now())}} {
		if name, id := ReadAuthor(KeptAuthor(tt[0], tt[1])); name != tt[0] || id != tt[1] {
			t.Errorf("%q reads as %q, %q", tt, name, id)
		}
	}
}

// actions lists the actions.
func actions() []Action {
	return []Action{
		ActRead, ActDraft, ActApprove, ActPublish, ActCorrect, ActImport, ActRedact, ActErase, ActStory, ActAudit, ActNewStory, ActPeople, ActTokens,
	}
}
