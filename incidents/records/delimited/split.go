package delimited

import "bytes"

// outcome is how far a text could be understood.
type outcome int

const (
	found outcome = iota
	more          // more text is needed to tell
	never         // a quote is never closed
	plain         // the cell is not a quoted one
)

// splitRow finds the first row of text and its cells, and gives its length with its
// line end; false when more text is needed to tell.
func (r *Reader) splitRow(text []byte) (n int, ok bool) {
	n, how := r.split(text, false)
	if how == more {
		return 0, false
	}
	if how == found && !r.doubtful() {
		return n, true
	}
	line := lineEnd(text)
	if line+1 >= len(text) && !r.eof {
		return 0, false
	}
	r.split(text[:line], true)
	if how == never || len(r.spans) == r.dialect.Width {
		return line + lineEndLength(text[line:]), true
	}
	n, _ = r.split(text, false)
	return n, true
}

// doubtful tells that a row over several lines looks like one whose quote was not
// closed: it holds quotes that stand alone, or has not as many cells as the others.
func (r *Reader) doubtful() bool {
	lines, stray := false, false
	if !r.odd || r.dialect.Width == 0 {
		return false
	}
	for _, s := range r.spans {
		lines = lines || s.lines
		stray = stray || s.lines && s.stray
	}
	return lines && (stray || len(r.spans) != r.dialect.Width)
}

// split finds the cells of the first row of text and gives the row's length. line tells
// that the text is one line and no cell goes on behind it.
func (r *Reader) split(text []byte, line bool) (int, outcome) {
	r.spans, r.odd = r.spans[:0], false
	whole := line || r.eof
	for at := 0; ; at++ {
		cell, next, how := span{}, at, plain
		if at < len(text) && (text[at] == '"' || text[at] == ' ') {
			cell, next, how = r.quoted(text, at, line)
			r.odd = r.odd || cell.escaped || cell.stray || cell.unclosed || cell.lines
		}
		switch how {
		case more, never:
			return 0, how
		case plain:
			for next < len(text) && !r.special[text[next]] {
				next++
			}
			cell.from, cell.to = at, next
		}
		if next+1 >= len(text) && !whole {
			return 0, more
		}
		r.spans = append(r.spans, cell)
		if next == len(text) || text[next] != r.dialect.Separator {
			return next + lineEndLength(text[next:]), found
		}
		if at = next; len(r.spans) > r.limits.Cells {
			at += lineEnd(text[at:])
			if at+1 >= len(text) && !whole {
				return 0, more // so that the rest of the line is not taken for another row
			}
			return at + lineEndLength(text[at:]), found
		}
	}
}

// quoted reads a cell that begins at text[at] with a quote, or with blanks and a quote,
// and gives the place of what ends it.
func (r *Reader) quoted(text []byte, at int, line bool) (span, int, outcome) {
	whole := line || r.eof
	open := at + blanks(text[at:])
	switch {
	case open == len(text) && !whole:
		return span{}, 0, more
	case open == len(text) || text[open] != '"':
		return span{}, at, plain
	case !line && r.base+int64(r.start+open) < r.unclosedTo:
		return span{}, 0, never
	}
	cell := span{from: open + 1, escaped: r.dialect.Backslash}
	for at := open + 1; ; at++ {
		next := bytes.IndexByte(text[at:], '"')
		if next < 0 {
			return r.unclosed(text, open, line)
		}
		if at += next; r.dialect.Backslash && escapes(text[cell.from:at]) {
			continue
		}
		if at+1 < len(text) && text[at+1] == '"' {
			cell.escaped = true
			at++
			continue
		}
		after := at + 1 + blanks(text[at+1:])
		if after == len(text) && !whole {
			return span{}, 0, more
		}
		if after == len(text) || r.special[text[after]] {
			cell.to = at
			cell.lines = lineEnd(text[cell.from:at]) < at-cell.from
			return cell, after, found
		}
		cell.stray = true
	}
}

// unclosed decides about a quote at text[open] behind which no other closes the cell. In
// the text of one line it is a character like others.
func (r *Reader) unclosed(text []byte, open int, line bool) (span, int, outcome) {
	if line {
		return span{unclosed: true}, open, plain
	}
	if !r.eof && len(text)-open <= r.limits.Cell {
		return span{}, 0, more
	}
	r.unclosedTo = r.base + int64(r.start+len(text))
	return span{}, 0, never
}

// escapes tells whether a backslash at the end of text escapes what follows it.
func escapes(text []byte) bool {
	n := 0
	for n < len(text) && text[len(text)-1-n] == '\\' {
		n++
	}
	return n%2 == 1
}

func blanks(text []byte) int {
	n := 0
	for n < len(text) && text[n] == ' ' {
		n++
	}
	return n
}

// lineEnd is the place of the first line end in text, or its length.
func lineEnd(text []byte) int {
	n := bytes.IndexByte(text, '\n')
	if n < 0 {
		n = len(text)
	}
	if cr := bytes.IndexByte(text[:n], '\r'); cr >= 0 {
		return cr
	}
	return n
}

// lineEndLength is the length of the line end that text begins with, or 0 at its end.
func lineEndLength(text []byte) int {
	switch {
	case len(text) == 0:
		return 0
	case len(text) > 1 && text[0] == '\r' && text[1] == '\n':
		return 2
	}
	return 1
}
