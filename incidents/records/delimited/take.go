package delimited

import (
	"bytes"
	"fmt"
	"strings"
	"unicode/utf8"

	"incidentmap/incidents/records/charset"
)

// take makes the row's cells from the spans of its text.
func (r *Reader) take(text []byte) {
	r.row.Cells, r.row.Flaws, r.row.Err = r.row.Cells[:0], r.row.Flaws[:0], nil
	switch {
	case len(r.spans) > r.limits.Cells:
		r.row.Err = fmt.Errorf("has more than %d cells and was skipped", r.limits.Cells)
		return
	case len(r.spans) == 1 && lineEnd(text) == 0:
		return // a blank line
	}
	// One string for the whole row: its cells are parts of it.
	whole := ""
	clean := r.clean(text)
	if clean {
		whole = string(text)
	}
	if clean && !r.odd && len(text) <= r.limits.Cell {
		for _, s := range r.spans {
			r.row.Cells = append(r.row.Cells, whole[s.from:s.to])
		}
		return
	}
	for i, s := range r.spans {
		if s.stray {
			r.flaw(i, StrayQuote)
		}
		if s.unclosed {
			r.flaw(i, UnclosedQuote)
		}
		switch {
		case s.to-s.from > r.limits.Cell:
			r.flaw(i, CellTooLong)
			r.row.Cells = append(r.row.Cells, "")
		case clean && !s.escaped:
			r.row.Cells = append(r.row.Cells, whole[s.from:s.to])
		default:
			r.row.Cells = append(r.row.Cells, r.mend(i, s, text[s.from:s.to]))
		}
	}
}

// clean tells that no cell of the row needs mending.
func (r *Reader) clean(text []byte) bool {
	if r.decoded && bytes.Contains(text, []byte("\uFFFD")) {
		return false
	}
	return utf8.Valid(text) && bytes.IndexByte(text, 0) < 0
}

func (r *Reader) flaw(cell int, k Kind) {
	r.row.Flaws = append(r.row.Flaws, Flaw{Cell: cell, Kind: k})
}

// mend gives a cell's text without what stands in its way.
func (r *Reader) mend(i int, s span, raw []byte) string {
	if s.escaped {
		r.scratch = unescape(r.scratch[:0], raw, r.dialect.Backslash)
		raw = r.scratch
	}
	text := string(raw)
	if !utf8.Valid(raw) {
		r.flaw(i, WrongBytes)
		text = charset.Mend(raw)
	} else if r.decoded && strings.Contains(text, "\uFFFD") {
		r.flaw(i, WrongBytes)
	}
	if strings.IndexByte(text, 0) >= 0 {
		r.flaw(i, Zeros)
		text = strings.ReplaceAll(text, "\x00", "")
	}
	return text
}

// unescape appends the text of a quoted cell: a doubled quote is one quote, and so is an
// escaped one where backslashes escape.
func unescape(to, raw []byte, backslash bool) []byte {
	for i := 0; i < len(raw); i++ {
		c := raw[i]
		next := i+1 < len(raw)
		if next && (c == '"' && raw[i+1] == '"' || backslash && c == '\\' && (raw[i+1] == '"' || raw[i+1] == '\\')) {
			i++
			c = raw[i]
		}
		to = append(to, c)
	}
	return to
}
