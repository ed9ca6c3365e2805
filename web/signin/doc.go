// Package signin says who asks: people sign in with a login and a password, and with the code of a second factor
// where they have one, and are known by a cookie from then on.
//
//	/edit/sign-in        password ─► (code) ─► session ─► /edit
//	/edit/welcome?key=   a one-time link ─► name and password ─► session
//	/edit/account        one's own password, second factor, other devices
//	/api/v1/session      the same for the pages' scripts; /people and /tokens for admins
//
// A session is a secret of 260 random bits, of which the store keeps a hash. It ends after 12 hours without use, after
// 7 days, by signing out, and with a new password. What writes with it must come from this server's own pages: browsers say
// so (Sec-Fetch-Site, Origin), and the pages send a word along that only they can read (X-CSRF-Token).
//
// Guessing is slowed by login and by address; nobody is locked out, and a browser that somebody signed in from before
// waits for nobody's guesses but its own. Passwords are hashed with Argon2id, a few at once.
//
// Who may do what is in package incidents, in one table (rights.go).
//
// Goals: a stolen store lets nobody in; a stolen password alone does not where there is a second factor; everything
// works without scripts.
//
// Non-goals: pages of the desk, and anything about readers, who sign in nowhere and get no cookie.
package signin
