// Package desk serves the editors' pages below /edit: for each a shell, which its script fills by
// asking the editors' API.
//
//	/edit                                        the stories
//	/edit/new                                    a new story, step by step
//	/edit/stories/{story}                        a story: the queue of its incidents
//	/edit/stories/{story}/incidents/new          a new incident
//	/edit/stories/{story}/incidents/{id}         an incident: its form and its history
//	/edit/stories/{story}/import                 a file taken in
//	/edit/stories/{story}/settings               what a story is called and how it is shown
//	/edit/people                                 accounts and tokens
//
// Goals: pages under the same content security policy as the public ones, with a script of their
// own that no public page loads; shells that hold no word of any story, so that nothing is told to
// who is not signed in.
//
// Non-goals: signing in (web/signin), what editors may do (web/edit asks that of every request).
package desk
