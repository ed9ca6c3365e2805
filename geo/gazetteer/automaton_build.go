package gazetteer

import (
	"encoding/binary"
	"fmt"
)

// automatonBuilder makes the automaton from names added in order (as in the first
// algorithm of Daciuk et al.): the path of the last name added is unfinished; nodes that
// leave it are final and are shared with equal ones.
type automatonBuilder struct {
	edges  []byte
	nodes  map[string]int // encoded edges of a finished node: position of its first edge
	counts map[int]int    // position of a finished node: names below it
	path   []pathNode
	last   string
	names  int
}

type pathNode struct {
	edges []buildEdge
}

type buildEdge struct {
	letter byte
	final  bool
	target int
	below  int // names below the edge, the one that ends with it included
}

func newAutomatonBuilder() *automatonBuilder {
	return &automatonBuilder{
		// Position 0 means "no node": an edge that nothing leads to keeps it free.
		edges:  []byte{0, 0, 0, 0, 0, 0, lastEdge},
		nodes:  map[string]int{},
		counts: map[int]int{},
		path:   []pathNode{{}},
	}
}

// add takes the next normalised name, which must sort after the one before, and returns
// its number. Order is that of bytes, which is also that of letters.
func (b *automatonBuilder) add(key string) (int, error) {
	if key <= b.last {
		return 0, fmt.Errorf("name %q does not sort after %q", key, b.last)
	}
	common := 0
	for common < len(key) && common < len(b.last) && key[common] == b.last[common] {
		common++
	}
	if err := b.finish(common); err != nil {
		return 0, err
	}
	for i := common; i < len(key); i++ {
		letter := letterOf(key[i])
		if letter == 0 {
			return 0, fmt.Errorf("name %q is not normalised", key)
		}
		n := &b.path[i]
		n.edges = append(n.edges, buildEdge{letter: letter, final: i == len(key)-1})
		b.path = append(b.path, pathNode{})
	}
	b.last = key
	b.names++
	return b.names - 1, nil
}

// finish shares or writes the nodes of the unfinished path that are deeper than depth.
func (b *automatonBuilder) finish(depth int) error {
	for i := len(b.path) - 1; i > depth; i-- {
		at, err := b.share(b.path[i])
		if err != nil {
			return err
		}
		parent := b.path[i-1].edges
		e := &parent[len(parent)-1]
		e.target, e.below = at, b.counts[at]
		if e.final {
			e.below++
		}
		b.path = b.path[:i]
	}
	return nil
}

// share returns the position of a node equal to n, which it writes if there is none.
func (b *automatonBuilder) share(n pathNode) (int, error) {
	if len(n.edges) == 0 {
		return 0, nil
	}
	code, below, err := encodeNode(n)
	if err != nil {
		return 0, err
	}
	if at, ok := b.nodes[string(code)]; ok {
		return at, nil
	}
	at := len(b.edges) / edgeSize
	b.edges = append(b.edges, code...)
	b.nodes[string(code)], b.counts[at] = at, below
	return at, nil
}

func encodeNode(n pathNode) (code []byte, below int, err error) {
	for i, e := range n.edges {
		if e.target >= 1<<24 || below >= 1<<24 {
			return nil, 0, fmt.Errorf("the names need more than %d edges", 1<<24)
		}
		var b [8]byte
		binary.LittleEndian.PutUint64(b[:], uint64(e.target)|uint64(below)<<24|uint64(e.letter)<<48)
		if i == len(n.edges)-1 {
			b[6] |= lastEdge
		}
		if e.final {
			b[6] |= finalEdge
		}
		code = append(code, b[:edgeSize]...)
		below += e.below
	}
	return code, below, nil
}

// bytes finishes the automaton.
func (b *automatonBuilder) bytes() ([]byte, error) {
	if err := b.finish(0); err != nil {
		return nil, err
	}
	root, _, err := encodeNode(b.path[0])
	return append(b.edges, root...), err
}
