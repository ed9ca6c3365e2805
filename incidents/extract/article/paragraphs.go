package article

import (
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"incidentmap/incidents/extract/text"
)

// walker makes paragraphs of the elements of an article.
type walker struct {
	paragraphs []string
	left       *[]LeftOut
	words      strings.Builder // of the paragraph at hand
	linked     int             // of them, how many bytes are in links
	inLink     bool
}

// skipped are elements whose text is no part of an article.
var skipped = map[atom.Atom]bool{
	atom.Figure: true, atom.Figcaption: true, atom.Script: true, atom.Style: true, atom.Noscript: true, atom.Nav: true, atom.Aside: true,
	atom.Button: true, atom.Form: true, atom.Iframe: true, atom.Svg: true, atom.Template: true, atom.Select: true,
}

// inline are elements that go on in the same paragraph.
var inline = map[atom.Atom]bool{
	atom.A: true, atom.Abbr: true, atom.B: true, atom.Bdi: true, atom.Cite: true, atom.Code: true, atom.Data: true, atom.Em: true, atom.Font: true,
	atom.I: true, atom.Ins: true, atom.Mark: true, atom.Q: true, atom.S: true, atom.Small: true, atom.Span: true, atom.Strong: true, atom.Sub: true,
	atom.Sup: true, atom.Time: true, atom.U: true,
}

// block reads what is in an element. The nesting of a parsed page is bounded by its parser.
func (w *walker) block(n *html.Node) {
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		switch {
		case c.Type == html.TextNode:
			w.text(c.Data)
		case c.Type != html.ElementNode || skipped[c.DataAtom]:
		case c.DataAtom == atom.Br:
			w.end()
		case inline[c.DataAtom]:
			outer := w.inLink
			w.inLink = outer || c.DataAtom == atom.A
			w.block(c)
			w.inLink = outer
		default:
			w.end()
			w.block(c)
			w.end()
		}
	}
}

func (w *walker) text(s string) {
	w.words.WriteString(s)
	if w.inLink {
		w.linked += len(s)
	}
}

// end ends a paragraph, and keeps it unless it only leads elsewhere.
func (w *walker) end() {
	p := strings.Join(strings.Fields(w.words.String()), " ")
	linked := w.linked
	w.words.Reset()
	w.linked = 0
	switch {
	case p == "":
	case text.LeadsElsewhere(p), linked*10 >= len(p)*9 && len(p) < longestLink:
		*w.left = append(*w.left, LeftOut{LeadsOff, quote(p)})
	default:
		w.paragraphs = append(w.paragraphs, p)
	}
}

// longestLink is the length, in bytes, of the longest paragraph that is taken for a mere link
// when nearly all of it is one.
const longestLink = 300
