package records

import (
	"errors"
	"fmt"
	"io"
	"strings"

	"incidentmap/incidents"
	"incidentmap/incidents/records/xmlscan"
)

// node is an element of an XML document with what lies in it.
type node struct {
	name  string
	attrs string // as they are written
	text  string
	kids  []*node
	parts []byte // of the text, while it is read
}

// first gives the first child of a name, nil when there is none.
func (n *node) first(name string) *node {
	if n == nil {
		return nil
	}
	for _, k := range n.kids {
		if k.name == name {
			return k
		}
	}
	return nil
}

// value gives the text of the first child of a name.
func (n *node) value(name string) string {
	if k := n.first(name); k != nil {
		return strings.TrimSpace(k.text)
	}
	return ""
}

func (n *node) attr(name string) string { return string(xmlscan.Attr([]byte(n.attrs), name)) }

// document reads XML element by element.
type document struct {
	*xmlscan.Scanner
	limits Limits
	depth  int
	size   int // bytes of the record that is read
}

func newDocument(src io.Reader, l Limits) *document {
	return &document{Scanner: xmlscan.NewScanner(src, l.Record), limits: l}
}

// next gives the next token.
func (d *document) next() (*xmlscan.Token, error) {
	t, err := d.Next()
	if err != nil {
		if errors.Is(err, io.EOF) && d.depth > 0 {
			err = io.ErrUnexpectedEOF
		}
		return nil, err
	}
	switch t.Kind {
	case xmlscan.Start:
		d.size += elementCost
		if d.depth++; d.depth > d.limits.Depth {
			return nil, incidents.Errorf(incidents.ETooLarge, "", "elements lie in one another deeper than %d levels, the limit", d.limits.Depth)
		}
	case xmlscan.End:
		d.depth = max(d.depth-1, 0)
	}
	if d.size += len(t.Name) + len(t.Attrs) + len(t.Text); d.size > d.limits.Record {
		return nil, xmlscan.ErrTooLong
	}
	return t, nil
}

// renew lets the next record be as long as the limit again.
func (d *document) renew() { d.size = 0 }

// tree reads the element that starts with start to its end. done is asked for each
// element when it has ended, and tells whether it is kept.
func (d *document) tree(start *xmlscan.Token, done func(*node) bool) (*node, error) {
	root := newNode(start)
	path := []*node{root}
	for {
		t, err := d.next()
		if err != nil {
			return nil, err
		}
		switch top := path[len(path)-1]; t.Kind {
		case xmlscan.Start:
			path = append(path, newNode(t))
		case xmlscan.Text:
			top.parts = append(top.parts, t.Text...)
		case xmlscan.End:
			for range d.ending(path, string(t.Name)) {
				top := path[len(path)-1]
				top.text, top.parts = string(top.parts), nil
				if path = path[:len(path)-1]; len(path) == 0 {
					return root, nil
				}
				if done == nil || done(top) {
					parent := path[len(path)-1]
					parent.kids = append(parent.kids, top)
				}
			}
		}
	}
}

// ending tells how many of the open elements end with the end of name: those within it
// that were never ended, as in HTML that was not escaped, and it; none when it is not open.
func (d *document) ending(path []*node, name string) int {
	for i := len(path) - 1; i >= 0; i-- {
		if path[i].name == name {
			d.depth -= len(path) - 1 - i
			return len(path) - i
		}
	}
	d.depth++
	return 0
}

func newNode(start *xmlscan.Token) *node {
	return &node{name: string(start.Name), attrs: string(start.Attrs)}
}

// each gives the start of each element of a document that is small.
func (d *document) each(element func(*xmlscan.Token)) error {
	for {
		t, err := d.next()
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return fmt.Errorf("line %d: %w", d.Line(), err)
		}
		if t.Kind == xmlscan.Start {
			element(t)
		}
	}
}
