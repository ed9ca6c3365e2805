package cql

import (
	"strings"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// pattern is a pattern of LIKE: pieces with any text between them. The first piece is
// tied to the start of the text, the last to its end; a pattern without % has one piece.
type pattern struct {
	pieces []piece
	words  int // of the bit sets that its pieces are found with, at most
}

// piece is text to be found as it stands, but for anyRune, which stands for any code point.
type piece struct {
	runes []rune
	// plain is the piece as text, when no rune of it is anyRune.
	plain string
	// places has, by rune, a bit for each place of the piece at which the rune fits;
	// anywhere those of any rune.
	places   map[rune][]uint64
	anywhere []uint64
}

const anyRune rune = -1

// parsePattern reads a pattern: % is any text, _ any one code point, and a backslash makes
// the next code point stand for itself.
func parsePattern(s string) *pattern {
	var all [][]rune
	var now []rune
	escaped := false
	for _, r := range norm.NFC.String(s) {
		switch {
		case escaped:
			escaped = false
		case r == '\\':
			escaped = true
			continue
		case r == '%':
			all, now = append(all, now), nil
			continue
		case r == '_':
			r = anyRune
		}
		now = append(now, r)
	}
	if escaped { // a backslash at the end stands for itself
		now = append(now, '\\')
	}
	p := &pattern{}
	for _, runes := range append(all, now) {
		made := newPiece(runes)
		p.pieces = append(p.pieces, made)
		p.words = max(p.words, len(made.anywhere))
	}
	return p
}

func newPiece(runes []rune) piece {
	p := piece{runes: runes}
	words := (len(runes) + 63) / 64
	wild := make([]uint64, words)
	has := false
	for i, r := range runes {
		if r == anyRune {
			wild[i/64] |= 1 << (i % 64)
			has = true
		}
	}
	if !has {
		p.plain = string(runes)
		return p
	}
	p.anywhere, p.places = wild, map[rune][]uint64{}
	for i, r := range runes {
		if r == anyRune {
			continue
		}
		if p.places[r] == nil {
			p.places[r] = append([]uint64(nil), wild...)
		}
		p.places[r][i/64] |= 1 << (i % 64)
	}
	return p
}

// matches reports whether the whole text fits. Each piece between the first and the last is
// taken at its first place: a later one could only leave less text for the rest. It takes a
// number of steps in proportion to the text's length, and for pieces with _ to theirs in words.
func (p *pattern) matches(text string) bool {
	s := norm.NFC.String(text)
	first, last := &p.pieces[0], &p.pieces[len(p.pieces)-1]
	n, fits := first.startsIn(s)
	if !fits {
		return false
	}
	s = s[n:]
	if len(p.pieces) == 1 {
		return s == ""
	}
	for i := 1; i < len(p.pieces)-1; i++ {
		end := p.pieces[i].find(s)
		if end < 0 {
			return false
		}
		s = s[end:]
	}
	return last.endsIn(s)
}

// startsIn gives how many bytes the piece takes at the start of a text, if it is there.
func (p *piece) startsIn(s string) (int, bool) {
	at := 0
	for _, r := range p.runes {
		found, size := utf8.DecodeRuneInString(s[at:])
		if size == 0 || r != anyRune && r != found {
			return 0, false
		}
		at += size
	}
	return at, true
}

func (p *piece) endsIn(s string) bool {
	for i := len(p.runes) - 1; i >= 0; i-- {
		found, size := utf8.DecodeLastRuneInString(s)
		if r := p.runes[i]; size == 0 || r != anyRune && r != found {
			return false
		}
		s = s[:len(s)-size]
	}
	return true
}

// find gives the end of the first place of the piece in a text, in bytes, or -1. With _ in the
// piece it keeps, for all beginnings of the piece at once, whether they end here (Baeza-Yates
// and Gonnet, "A New Approach to Text Searching", 1992).
func (p *piece) find(s string) int {
	if p.anywhere == nil {
		if i := strings.Index(s, p.plain); i >= 0 {
			return i + len(p.plain)
		}
		return -1
	}
	state := make([]uint64, len(p.anywhere))
	end := len(p.runes) - 1
	for i := 0; i < len(s); {
		r, size := utf8.DecodeRuneInString(s[i:])
		i += size
		fits := p.places[r]
		if fits == nil {
			fits = p.anywhere
		}
		carry := uint64(1)
		for w, bitset := range state {
			state[w] = (bitset<<1 | carry) & fits[w]
			carry = bitset >> 63
		}
		if state[end/64]>>(end%64)&1 == 1 {
			return i
		}
	}
	return -1
}

func (n *node) like(s *evaluation) truth {
	v := n.args[0].eval(s)
	if v.missing() || !s.spend(n, 1+len(v.text)/textBytes+len(v.text)*n.pattern.words) {
		return unknown
	}
	return truthOf(n.pattern.matches(v.text))
}
