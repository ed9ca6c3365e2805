package gazetteer

import "unicode/utf8"

// Match is an entry that a name leads to.
type Match struct {
	Ref  Ref
	Name NameKind
}

// Exact calls visit with each entry whose normalised name is key, until it answers
// false. It reports whether there is one. Give it what [Normalize] gives, or [Script].
func (g *Gazetteer) Exact(key string, visit func(Match) bool) bool {
	if key != "" && key[0] >= utf8.RuneSelf {
		return g.inScript(key, visit)
	}
	w, ok := g.names.find(key)
	if !ok || !w.final {
		return false
	}
	g.postings(w.number, visit)
	return true
}

// Has reports whether key is the normalised name of an entry.
func (g *Gazetteer) Has(key string) bool {
	if key != "" && key[0] >= utf8.RuneSelf {
		return g.inScript(key, func(Match) bool { return false })
	}
	w, ok := g.names.find(key)
	return ok && w.final
}

// postings calls visit with the entries of the name of a number.
func (g *Gazetteer) postings(number int, visit func(Match) bool) {
	posts := g.s[secPostings]
	i := int(g.s[secPostStart].u32(number / postStep))
	for skip := number % postStep; skip > 0 && i < posts.len(); i++ {
		if posts.u32(i)&lastPost != 0 {
			skip--
		}
	}
	for ; i < posts.len(); i++ {
		p := posts.u32(i)
		if !visit(Match{Ref: Ref(p & refMask), Name: NameKind(p >> refBits & kindMask)}) || p&lastPost != 0 {
			return
		}
	}
}

// maxVisits bounds the edges that one prefix or misspelling look-up follows. An
// undamaged file needs far fewer; in a damaged one the edges may run in circles.
const maxVisits = 200_000

// Prefix calls visit with each normalised name that starts with prefix, in order, until
// it answers false. The entries of a name are found with Exact.
func (g *Gazetteer) Prefix(prefix string, visit func(key string) bool) {
	w, ok := g.names.find(prefix)
	if !ok || prefix == "" {
		return
	}
	budget := maxVisits
	g.complete([]byte(prefix), w, &budget, visit)
}

// complete visits key if a name ends there, and all that continue it.
func (g *Gazetteer) complete(key []byte, w walk, budget *int, visit func(key string) bool) bool {
	if w.final && !visit(string(key)) || len(key) >= maxKey {
		return !w.final
	}
	going := true
	g.names.next(w, func(c byte, to walk) bool {
		*budget--
		going = *budget > 0 && g.complete(append(key, c), to, budget, visit)
		return going
	})
	return going
}
