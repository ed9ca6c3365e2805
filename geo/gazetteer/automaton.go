package gazetteer

// automaton is the minimal acyclic automaton of all normalised names (Daciuk, Mihov,
// Watson and Watson, "Incremental construction of minimal acyclic finite-state
// automata", 2000). It numbers the names in their order: the number of a name is the
// sum of the skips of the edges along it, and one for every shorter name passed.
//
// An edge has 7 bytes: the position of the first edge of the node it leads to (3; 0 for
// none), its skip, which is how many names the edges before it in its node lead to (3),
// and its letter (6 bits), whether it is the last of its node (bit 6), and whether a
// name ends with it (bit 7). The edges of a node lie side by side in order of letter;
// the root's come last.
type automaton struct {
	edges items
	root  int
}

type edge struct {
	target, skip int
	letter       byte
	last, final  bool
}

const (
	letterMask = 1<<6 - 1
	lastEdge   = 1 << 6
	finalEdge  = 1 << 7
	letters    = 38
)

// letterOf gives a byte of a normalised name its number: space, digits, a to z from 1.
func letterOf(c byte) byte {
	switch {
	case c == ' ':
		return 1
	case c >= '0' && c <= '9':
		return c - '0' + 2
	case c >= 'a' && c <= 'z':
		return c - 'a' + 12
	}
	return 0
}

// byteOf is the inverse of letterOf.
func byteOf(letter byte) byte {
	const alphabet = "? 0123456789abcdefghijklmnopqrstuvwxyz"
	if int(letter) >= len(alphabet) {
		return '?'
	}
	return alphabet[letter]
}

func openAutomaton(edges items) automaton {
	a := automaton{edges: edges, root: 0}
	// The root is the last node: it starts after the second edge, from the end, that is a last one.
	for i := edges.len() - 2; i >= 0; i-- {
		if e, _ := a.edge(i); e.last {
			a.root = i + 1
			break
		}
	}
	return a
}

func (a automaton) edge(i int) (edge, bool) {
	b := a.edges.at(i)
	if b == nil {
		return edge{last: true}, false
	}
	return edge{
		target: int(b[0]) | int(b[1])<<8 | int(b[2])<<16,
		skip:   int(b[3]) | int(b[4])<<8 | int(b[5])<<16,
		letter: b[6] & letterMask,
		last:   b[6]&lastEdge != 0,
		final:  b[6]&finalEdge != 0,
	}, true
}

// walk is a place in the automaton: the node reached, the number of names before it,
// and whether a name ends here.
type walk struct {
	node, number int
	final        bool
}

func (a automaton) start() walk { return walk{node: a.root} }

// step follows the edge of one byte.
func (a automaton) step(w walk, c byte) (walk, bool) {
	if w.node == 0 && a.root != 0 {
		return w, false
	}
	want := letterOf(c)
	for i := w.node; ; i++ {
		e, ok := a.edge(i)
		if !ok || e.letter > want || e.last && e.letter != want {
			return w, false
		}
		if e.letter == want {
			return a.along(w, e), true
		}
	}
}

// along is the walk w after edge e of its node.
func (a automaton) along(w walk, e edge) walk {
	number := w.number + e.skip
	if w.final {
		number++
	}
	return walk{node: e.target, number: number, final: e.final}
}

// find follows all of a normalised name.
func (a automaton) find(key string) (walk, bool) {
	w, ok := a.start(), true
	for i := 0; i < len(key) && ok; i++ {
		w, ok = a.step(w, key[i])
	}
	return w, ok
}

// next calls visit with each edge that leaves w and the walk after it, until visit
// answers false.
func (a automaton) next(w walk, visit func(c byte, w walk) bool) {
	if w.node == 0 && a.root != 0 {
		return
	}
	for i := w.node; ; i++ {
		e, ok := a.edge(i)
		if !ok || !visit(byteOf(e.letter), a.along(w, e)) || e.last {
			return
		}
	}
}
