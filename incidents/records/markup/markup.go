// Package markup makes text of the HTML that maps and forms leave in cells: line breaks are kept, tables
// become lines of name and value, pictures are left out and told, and nothing of it is run.
//
// Goals: text that has no markup is left as it is, with all its signs of less and more.
//
// Non-goals: pages, style and correct HTML.
package markup

import (
	"html"
	"strings"
)

// elements are those that cells of maps, forms and feeds have.
var elements = set(`a abbr address article audio b big blockquote body br caption center cite code col colgroup dd del div dl dt em embed figcaption figure font footer form h1 h2 h3 h4 h5 h6 head header hr html i iframe img
	ins label li link main mark meta nav noscript object ol p picture pre q s script section small source span strike strong style sub sup svg table tbody td tfoot th thead title tr tt u ul video wbr`)

// blocks are elements that stand on lines of their own; dropped are those whose text is none.
var (
	blocks  = set(`address article blockquote body caption center dd div dl dt figcaption figure footer form h1 h2 h3 h4 h5 h6 header hr li main ol p pre section table tbody tfoot thead tr ul`)
	dropped = set(`head iframe noscript object script style svg title`)
)

func set(list string) map[string]bool {
	all := map[string]bool{}
	for _, w := range strings.Fields(list) {
		all[w] = true
	}
	return all
}

// Has tells text with markup: an element of HTML, or a character by its name or number.
func Has(s string) bool {
	for i := strings.IndexByte(s, '<'); i >= 0 && i < len(s); {
		if name, _, _, ok := tag(s[i:]); ok && (elements[name] || name == "!--") {
			return true
		}
		next := strings.IndexByte(s[i+1:], '<')
		if next < 0 {
			break
		}
		i += 1 + next
	}
	return hasReference(s)
}

// hasReference tells a character by its name or number: "&amp;", "&#225;".
func hasReference(s string) bool {
	for i := strings.IndexByte(s, '&'); i >= 0; {
		end := strings.IndexByte(s[i:], ';')
		if end > 2 && end < 12 && html.UnescapeString(s[i:i+end+1]) != s[i:i+end+1] {
			return true
		}
		next := strings.IndexByte(s[i+1:], '&')
		if next < 0 {
			break
		}
		i += 1 + next
	}
	return false
}

// tag reads a tag at the beginning of a text: its name in small letters, its attributes, and its length
// in bytes.
func tag(s string) (name, attributes string, length int, ok bool) {
	if strings.HasPrefix(s, "<!--") {
		if end := strings.Index(s, "-->"); end >= 0 {
			return "!--", "", end + 3, true
		}
		return "", "", 0, false
	}
	i := 1
	if i < len(s) && s[i] == '/' {
		i++
	}
	start := i
	for i < len(s) && (s[i] >= 'a' && s[i] <= 'z' || s[i] >= 'A' && s[i] <= 'Z' || i > start && s[i] >= '0' && s[i] <= '9') {
		i++
	}
	name = strings.ToLower(s[start:i])
	if i < len(s) && s[start-1] == '/' {
		name = strings.ToLower(s[start:i])
	}
	quote := byte(0)
	for from := i; i < len(s); i++ {
		switch c := s[i]; {
		case quote != 0:
			if c == quote {
				quote = 0
			}
		case c == '"' || c == '\'':
			quote = c
		case c == '>':
			return name, s[from:i], i + 1, name != ""
		case c == '<':
			return "", "", 0, false
		}
	}
	return "", "", 0, false
}

// Attribute gives the value of an attribute of a tag, empty when it is not there.
func attribute(attributes, name string) string {
	lower := strings.ToLower(attributes)
	for from := 0; ; {
		at := strings.Index(lower[from:], name)
		if at < 0 {
			return ""
		}
		at += from
		rest := strings.TrimLeft(attributes[at+len(name):], " ")
		if (at == 0 || lower[at-1] == ' ' || lower[at-1] == '\n' || lower[at-1] == '\t') && strings.HasPrefix(rest, "=") {
			rest = strings.TrimLeft(rest[1:], " ")
			if rest == "" {
				return ""
			}
			if q := rest[0]; q == '"' || q == '\'' {
				value, _, _ := strings.Cut(rest[1:], string(q))
				return html.UnescapeString(strings.TrimSpace(value))
			}
			value, _, _ := strings.Cut(rest, " ")
			return html.UnescapeString(value)
		}
		from = at + len(name)
	}
}

// Plain is what a text with markup says.
type Plain struct {
	Text   string
	Images []string    // addresses of pictures, films and sounds
	Pairs  [][2]string // rows of two cells, and lines of a name in bold and a value
}

// Read gives what a text with markup says.
func Read(s string) Plain {
	r := reader{}
	for s != "" {
		at := strings.IndexByte(s, '<')
		if at < 0 {
			r.text(s)
			break
		}
		r.text(s[:at])
		s = s[at:]
		name, attributes, length, ok := tag(s)
		if !ok || !elements[name] && name != "!--" {
			r.text("<")
			s = s[1:]
			continue
		}
		closing := strings.HasPrefix(s, "</")
		s = s[length:]
		if dropped[name] && !closing {
			if end := indexFold(s, "</"+name); end >= 0 {
				s = s[end:]
			}
			continue
		}
		r.element(name, attributes, closing)
	}
	return r.plain()
}

func indexFold(s, part string) int { return strings.Index(strings.ToLower(s), part) }

// reader gathers lines.
type reader struct {
	lines  []string
	line   strings.Builder
	cells  []string // of the row that is read; nil outside of rows
	images []string
	pairs  [][2]string
	link   string // the address of the link that is read
	from   int    // where in the line its text begins
}

func (r *reader) text(s string) {
	s = html.UnescapeString(s)
	for i, part := range strings.Split(s, "\n") {
		if i > 0 {
			r.space()
		}
		words := strings.Fields(part)
		if len(words) == 0 {
			if part != "" {
				r.space()
			}
			continue
		}
		if part[0] == ' ' || part[0] == '\t' {
			r.space()
		}
		r.line.WriteString(strings.Join(words, " "))
		if last := part[len(part)-1]; last == ' ' || last == '\t' {
			r.space()
		}
	}
}

func (r *reader) space() {
	if r.line.Len() > 0 && !strings.HasSuffix(r.line.String(), " ") {
		r.line.WriteByte(' ')
	}
}

// end ends the line.
func (r *reader) end() {
	line := strings.TrimSpace(r.line.String())
	r.line.Reset()
	if line != "" {
		r.lines = append(r.lines, line)
	}
}

func (r *reader) element(name, attributes string, closing bool) {
	switch {
	case name == "br":
		if r.cells != nil {
			r.space()
		} else {
			r.end()
		}
	case name == "img" || name == "video" || name == "audio" || name == "source" || name == "embed":
		if src := attribute(attributes, "src"); src != "" && !closing {
			r.images = append(r.images, src)
		}
	case name == "a" && !closing:
		r.link, r.from = attribute(attributes, "href"), r.line.Len()
	case name == "a":
		r.endLink()
	case name == "tr" && !closing:
		r.end()
		r.cells = []string{}
	case (name == "td" || name == "th") && !closing:
		r.line.Reset()
		if r.cells == nil {
			r.cells = []string{}
		}
	case name == "td" || name == "th":
		r.cells = append(r.cells, strings.TrimSpace(r.line.String()))
		r.line.Reset()
	case name == "tr":
		r.endRow()
	case name == "table" && !closing:
		r.cells = nil // a table within a cell begins anew
		r.end()
	case blocks[name] && r.cells == nil:
		r.end()
	case blocks[name]:
		r.space()
	}
}

// endLink writes the address of a link behind its words, where they do not say it.
func (r *reader) endLink() {
	said := ""
	if r.from <= r.line.Len() {
		said = r.line.String()[r.from:]
	}
	if strings.HasPrefix(r.link, "http") && !strings.Contains(said, r.link) {
		if said != "" {
			r.line.WriteByte(' ')
		}
		r.line.WriteString("(" + r.link + ")")
	}
	r.link = ""
}

// endRow makes a line of a row: name and value of two cells.
func (r *reader) endRow() {
	var filled []string
	for _, c := range r.cells {
		if c != "" {
			filled = append(filled, c)
		}
	}
	switch {
	case len(r.cells) == 2 && r.cells[0] != "":
		r.pairs = append(r.pairs, [2]string{strings.TrimRight(r.cells[0], ": "), r.cells[1]})
		if r.cells[1] != "" {
			r.lines = append(r.lines, strings.TrimRight(r.cells[0], ": ")+": "+r.cells[1])
		}
	case len(filled) > 0:
		r.lines = append(r.lines, strings.Join(filled, " | "))
	}
	r.cells = nil
	r.line.Reset()
}

func (r *reader) plain() Plain {
	if r.cells != nil {
		if rest := strings.TrimSpace(r.line.String()); rest != "" {
			r.cells = append(r.cells, rest)
		}
		r.endRow()
	}
	r.end()
	return Plain{Text: strings.Join(r.lines, "\n"), Images: r.images, Pairs: r.pairs}
}
