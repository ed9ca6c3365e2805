package publish

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
)

// tree is a JSON value whose members keep their order, so that a document that is read and
// written again says the same in the same order.
type tree struct {
	text    *string         // of a string
	scalar  json.RawMessage // of a number, true, false or null
	members []member        // of an object, when it is one
	items   []*tree         // of an array
	is      byte            // '{', '[' or 0
}

type member struct {
	name  string
	value *tree
}

// readTree reads one JSON value and nothing behind it.
func readTree(raw []byte) (*tree, error) {
	d := json.NewDecoder(bytes.NewReader(raw))
	d.UseNumber()
	t, err := nextTree(d)
	if err != nil {
		return nil, fmt.Errorf("not JSON: %w", err)
	}
	if _, err := d.Token(); !errors.Is(err, io.EOF) {
		return nil, errors.New("not JSON: something follows the value")
	}
	return t, nil
}

func nextTree(d *json.Decoder) (*tree, error) {
	token, err := d.Token()
	if err != nil {
		return nil, err
	}
	switch v := token.(type) {
	case string:
		return &tree{text: &v}, nil
	case json.Delim:
		t := &tree{is: byte(v)}
		for d.More() {
			m := member{}
			if t.is == '{' {
				name, err := d.Token()
				if err != nil {
					return nil, err
				}
				m.name, _ = name.(string) // the decoder lets nothing else stand there
			}
			if m.value, err = nextTree(d); err != nil {
				return nil, err
			}
			if t.is == '{' {
				t.members = append(t.members, m)
			} else {
				t.items = append(t.items, m.value)
			}
		}
		_, err := d.Token() // the end
		return t, err
	}
	scalar, err := json.Marshal(token)
	return &tree{scalar: scalar}, err
}

// append writes the tree. Texts are escaped so that it may stand in a page's script element.
func (t *tree) append(b []byte) []byte {
	switch {
	case t.text != nil:
		return appendText(b, *t.text)
	case t.is == '{':
		b = append(b, '{')
		for i, m := range t.members {
			if i > 0 {
				b = append(b, ',')
			}
			b = append(appendText(b, m.name), ':')
			b = m.value.append(b)
		}
		return append(b, '}')
	case t.is == '[':
		b = append(b, '[')
		for i, item := range t.items {
			if i > 0 {
				b = append(b, ',')
			}
			b = item.append(b)
		}
		return append(b, ']')
	}
	return append(b, t.scalar...)
}

func appendText(b []byte, s string) []byte {
	quoted, _ := json.Marshal(s) // a string always marshals
	return append(b, quoted...)
}

// get gives a member, nil when there is none.
func (t *tree) get(name string) *tree {
	for _, m := range t.members {
		if m.name == name {
			return m.value
		}
	}
	return nil
}

// set gives a member another value, or takes it away when that is nil.
func (t *tree) set(name string, value *tree) {
	for i, m := range t.members {
		if m.name != name {
			continue
		}
		if value == nil {
			t.members = append(t.members[:i:i], t.members[i+1:]...)
		} else {
			t.members[i].value = value
		}
		return
	}
	if value != nil {
		t.members = append(t.members, member{name, value})
	}
}

// treeOf makes a tree of a value that marshals.
func treeOf(v any) (*tree, error) {
	raw, err := json.Marshal(v)
	if err != nil {
		return nil, err
	}
	return readTree(raw)
}

// relink gives each text of the tree that is an address its place. A member, an item or a link
// (an object with a member href) without one is taken out. False when the tree itself is.
func (t *tree) relink(place func(text string) (string, bool)) bool {
	switch {
	case t.text != nil:
		text, ok := place(*t.text)
		*t.text = text
		return ok
	case t.is == '{':
		kept := t.members[:0]
		for _, m := range t.members {
			if m.value.relink(place) {
				kept = append(kept, m)
			} else if m.name == "href" {
				return false
			}
		}
		t.members = kept
	case t.is == '[':
		kept := t.items[:0]
		for _, item := range t.items {
			if item.relink(place) {
				kept = append(kept, item)
			}
		}
		t.items = kept
	}
	return true
}
