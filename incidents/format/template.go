package format

import (
	"iter"
	"slices"
)

// Template is encoded text that lacks the address of the server that sends it: with it, it is
// complete. So text that is kept for many readers does not depend on the host by which one of them
// knows the server. The zero Template is empty.
type Template struct {
	Text  []byte // as it is with an empty address; more may be appended
	holes []int  // where in it the address goes, in order
}

// AppendFeature appends an encoded feature as AppendURL writes it, but for the server's address.
func (t *Template) AppendFeature(feature []byte, path string) error {
	text, err := AppendURL(t.Text, feature, "", path)
	if err != nil {
		return err
	}
	t.Text = text
	t.Place(len(text) - len(appendString(nil, path)) + 1 - len("}}"))
	return nil
}

// Place notes that the server's address goes in at an offset of Text, within a JSON string, behind
// all the others.
func (t *Template) Place(at int) { t.holes = append(t.holes, at) }

// Parts gives the text with the server's address, "https://maps.example.org", in parts that follow
// one another, of which none is copied. They must not be changed.
func (t *Template) Parts(base string) iter.Seq[[]byte] {
	return func(yield func([]byte) bool) {
		address := appendString(nil, base)
		address = address[1 : len(address)-1] // within quotation marks already
		from := 0
		for _, hole := range t.holes {
			if !yield(t.Text[from:hole]) || !yield(address) {
				return
			}
			from = hole
		}
		yield(t.Text[from:])
	}
}

// Append appends the text to dst with the server's address.
func (t *Template) Append(dst []byte, base string) []byte {
	dst = slices.Grow(dst, len(t.Text)+len(t.holes)*len(base))
	for part := range t.Parts(base) {
		dst = append(dst, part...)
	}
	return dst
}

// Size is about what the template takes of memory, in bytes.
func (t *Template) Size() int { return cap(t.Text) + 8*cap(t.holes) }
