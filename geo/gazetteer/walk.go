package gazetteer

// Walk is a beginning of normalised names, reached letter by letter. It lets a reader of
// running text follow all names that begin at a word at once.
type Walk struct {
	g  *Gazetteer
	at walk
}

// Walk starts before the first letter of all names.
func (g *Gazetteer) Walk() Walk { return Walk{g: g, at: g.names.start()} }

// Step goes on with the letters of s, of a normalised name, and reports whether a name
// goes on so.
func (w Walk) Step(s string) (Walk, bool) {
	for i := range len(s) {
		var ok bool
		if w.at, ok = w.g.names.step(w.at, s[i]); !ok {
			return w, false
		}
	}
	return w, true
}

// IsName reports whether what was walked is a whole name.
func (w Walk) IsName() bool { return w.at.final }

// Entries calls visit with each entry of the name walked, until it answers false.
func (w Walk) Entries(visit func(Match) bool) {
	if w.at.final {
		w.g.postings(w.at.number, visit)
	}
}
