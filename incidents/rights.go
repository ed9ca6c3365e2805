package incidents

import "slices"

// Role is what a person is in a story. Each may do what those before it may.
type Role string

// The roles.
const (
	Reporter  Role = "reporter" // writes drafts and sends them to review
	Editor    Role = "editor"   // approves, publishes, corrects and imports
	RoleAdmin Role = "admin"    // all there is to do in the story
)

// Roles lists the roles, the narrowest first.
func Roles() []Role { return []Role{Reporter, Editor, RoleAdmin} }

// Action is what somebody may or may not do in a story.
type Action string

// The actions. ActPeople and ActTokens are of the whole server and of no story, and so is ActNewStory.
const (
	ActRead     Action = "read"     // what is not published
	ActDraft    Action = "draft"    // write drafts, change them, send them to review
	ActApprove  Action = "approve"  // and change what is approved
	ActPublish  Action = "publish"  // and archive, and take back from readers
	ActCorrect  Action = "correct"  // change or retract what is published
	ActImport   Action = "import"   // take in files, and take imports back
	ActRedact   Action = "redact"   // take words out of all revisions
	ActErase    Action = "erase"    // take words off the disk
	ActStory    Action = "story"    // a story's settings
	ActAudit    Action = "audit"    // read who did what
	ActNewStory Action = "newstory" // make stories
	ActPeople   Action = "people"   // accounts and their roles
	ActTokens   Action = "tokens"   // the tokens of programs
)

// ofServer are the actions of the whole server: no role in a story allows them.
var ofServer = []Action{ActNewStory, ActPeople, ActTokens}

// rights is the one table of who may do what: the least role that an action takes in its story, and
// whether a token that may write is good for it. What is of no story takes an admin of the server.
var rights = map[Action]struct {
	least Role
	token bool
}{
	ActRead:     {Reporter, true},
	ActDraft:    {Reporter, true},
	ActApprove:  {Editor, true},
	ActPublish:  {Editor, true},
	ActCorrect:  {Editor, true},
	ActImport:   {Editor, true},
	ActRedact:   {Editor, true},
	ActErase:    {RoleAdmin, false},
	ActStory:    {RoleAdmin, true},
	ActAudit:    {RoleAdmin, true},
	ActNewStory: {"", true},
	ActPeople:   {"", false},
	ActTokens:   {"", false},
}

// Actor is who asks for something: a person, or a program with a token.
type Actor struct {
	// ID is the person's id, or the token's hash in hexadecimal digits.
	ID   string
	Name string // the author of what is written
	// Admin says that it is a person who may do everything on the whole server.
	Admin bool
	Roles map[string]Role // a person's, by story
	token *Token
}

// Actor gives who asks with the token.
func (t Token) Actor() Actor { return Actor{ID: t.Hash.String(), Name: t.Name, token: &t} }

// IsToken reports whether it is a program that asks.
func (a Actor) IsToken() bool { return a.token != nil }

// May reports whether the actor may do something in a story. Without a slug it is asked of what is in no story; the
// list of stories may be read by all, and holds those that Sees tells.
func (a Actor) May(do Action, story string) bool {
	right, known := rights[do]
	switch {
	case !known || a.ID == "":
		return false
	case a.token != nil:
		return a.token.may(do, right.token, story)
	case a.Admin:
		return true
	case slices.Contains(ofServer, do):
		return false
	case story == "":
		return do == ActRead
	}
	return rank(a.Roles[story]) >= rank(right.least)
}

// Sees reports whether a story is in the actor's list of stories.
func (a Actor) Sees(story string) bool { return a.May(ActRead, story) }

// may is May of a token: one that is bound to stories is good in them, and where no story is named for reading alone.
func (t *Token) may(do Action, writing bool, story string) bool {
	if do != ActRead && (!writing || t.Scope != ScopeWrite) {
		return false
	}
	if story == "" {
		return do == ActRead || len(t.Stories) == 0
	}
	return t.Covers(story)
}

// rank is a role's place among the roles, 0 for none.
func rank(r Role) int { return slices.Index(Roles(), r) + 1 }

// ActionsOf lists what one must be allowed to do in order to write an incident as after where it stands as before, which is
// nil for a new one.
func ActionsOf(before, after *Incident) []Action {
	was := DraftStage
	if before != nil {
		was = before.Workflow
	}
	need := []Action{ofState(was)}
	if after.Workflow != was {
		need = append(need, intoState(was, after.Workflow))
	}
	slices.Sort(need)
	return slices.Compact(need)
}

// ofState is what changing an incident in a state takes.
func ofState(w Workflow) Action {
	switch w {
	case Published, Archived:
		return ActCorrect
	case Approved:
		return ActApprove
	}
	return ActDraft
}

// intoState is what bringing an incident from one state into another takes.
func intoState(from, to Workflow) Action {
	switch {
	case to == Published || to == Archived || from == Published || from == Archived:
		return ActPublish
	case to == Approved || from == Approved:
		return ActApprove
	}
	return ActDraft
}
