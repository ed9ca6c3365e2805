package publish

import (
	"html"
	"regexp"
	"strings"
)

// linker gives addresses their places in one file, and notes each place, so that it is written.
type linker struct {
	layout Layout
	file   string // the one that is rewritten
	// note takes a place that the file leads to and the address that is to be asked for it. It
	// may give another place, or false when the place is not written.
	note func(p Place, addr string) (Place, bool)
}

// isOwn reports the addresses of the server's: those behind origin, and paths of pages, where
// paths are looked at.
func (l *linker) isOwn(text string, paths bool) bool {
	return strings.HasPrefix(text, origin) || paths && strings.HasPrefix(text, "/") && !strings.HasPrefix(text, "//")
}

// link gives the place of an address of the server's as this file names it: in full where the
// server did so and it is known how, else relative.
func (l *linker) link(addr string) (string, bool) {
	addr, fragment, _ := strings.Cut(addr, "#")
	p, ok := l.place(addr)
	if !ok {
		return "", false
	}
	link := p.Relative(l.file)
	if l.layout.Base != "" && strings.HasPrefix(addr, origin) {
		link = p.Absolute(l.layout.Base)
	}
	if fragment != "" {
		link += "#" + fragment
	}
	return link, true
}

// absolute gives the place of an address in full, which it can only where Base is known.
func (l *linker) absolute(addr string) (string, bool) {
	if l.layout.Base == "" {
		return "", false
	}
	p, ok := l.place(addr)
	return p.Absolute(l.layout.Base), ok
}

func (l *linker) place(addr string) (Place, bool) {
	p, ok := l.layout.Place(addr)
	if !ok {
		return Place{}, false
	}
	return l.note(p, addr)
}

// ownAddress finds the server's addresses in a text.
var ownAddress = regexp.MustCompile(regexp.QuoteMeta(origin) + `[^\s"'<>\\]*`)

// text gives the addresses of the server's in a text of XML or HTML their places. One that has none
// becomes the root's.
func (l *linker) text(s string) string {
	if !strings.Contains(s, origin) {
		return s
	}
	return ownAddress.ReplaceAllStringFunc(s, func(found string) string {
		addr, behind := html.UnescapeString(found), ""
		if i := strings.IndexAny(addr, "\"'<> "); i >= 0 { // the end was escaped
			addr, behind = addr[:i], addr[i:]
		}
		link, ok := l.link(addr)
		if !ok {
			link = l.layout.Base
		}
		return html.EscapeString(link + behind)
	})
}

// json gives the addresses in a document their places. Paths are looked at in the
// configuration of scripts.
func (l *linker) json(t *tree, paths bool) {
	t.relink(func(text string) (string, bool) {
		if !l.isOwn(text, paths) {
			return l.text(text), true // as a citation, which names the page
		}
		return l.template(text)
	})
}

// template places an address that may have {z}, {x} and {y} in it; these are not noted, for what
// they stand for is written by itself.
func (l *linker) template(addr string) (string, bool) {
	if !strings.Contains(addr, "{") {
		return l.link(addr)
	}
	p, ok := l.layout.Place(addr)
	if !ok {
		return "", false
	}
	return strings.NewReplacer("%7B", "{", "%7D", "}").Replace(p.Relative(l.file)), true
}

// styleAddress finds what a style sheet loads.
var styleAddress = regexp.MustCompile(`url\(\s*["']?([^"')]+)["']?\s*\)`)
