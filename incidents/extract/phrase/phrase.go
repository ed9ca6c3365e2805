// Package phrase finds phrases in the tokens of a text by patterns: words that are divided by
// spaces, each of which may be
//
//	kill        the word, in lower case and without accents
//	kill|slay   either
//	explo*      any word that begins so
//	{matar}     the third persons of a regular Spanish verb: past, present, imperfect
//	{matar-}    those but the present, where it is a noun: "denuncia"
//	{matar+}    those, the gerund and the infinitive
//	[the]       the word or nothing
//	..          up to five words of any sort, and no mark but a hyphen
//
// The first word of a pattern is neither optional nor a gap. At each token the match of the most words counts, what gaps
// stand for left out.
package phrase

import (
	"fmt"
	"strings"

	"incidentmap/incidents/extract/text"
)

// longestGap is the number of words that ".." stands for at most.
const longestGap = 5

// element is one place of a pattern.
type element struct {
	exact    map[string]bool
	prefixes []string
	optional bool
	gap      bool
}

type pattern[V any] struct {
	elements []element
	value    V
}

// Table is a set of patterns, each with a value.
type Table[V any] struct {
	exact  map[string][]*pattern[V]
	prefix map[string][]*pattern[V] // by the first prefixKey letters
}

// prefixKey is the length, in bytes, of the shortest beginning of a word that may begin a pattern.
const prefixKey = 3

// Match is a phrase that was found.
type Match[V any] struct {
	text.Range
	Value V
}

// New makes an empty table.
func New[V any]() *Table[V] {
	return &Table[V]{exact: map[string][]*pattern[V]{}, prefix: map[string][]*pattern[V]{}}
}

// Add adds a pattern; it panics on one that is not well formed, as patterns are part of the program.
func (t *Table[V]) Add(source string, value V) {
	p := &pattern[V]{value: value}
	for _, w := range strings.Fields(source) {
		p.elements = append(p.elements, parse(w))
	}
	if len(p.elements) == 0 || p.elements[0].optional || p.elements[0].gap {
		panic(fmt.Sprintf("pattern %q does not begin with a word", source))
	}
	for w := range p.elements[0].exact {
		t.exact[w] = append(t.exact[w], p)
	}
	for _, w := range p.elements[0].prefixes {
		if len(w) < prefixKey {
			panic(fmt.Sprintf("pattern %q begins with a prefix that is too short", source))
		}
		t.prefix[w[:prefixKey]] = append(t.prefix[w[:prefixKey]], p)
	}
}

func parse(w string) element {
	if w == ".." {
		return element{gap: true}
	}
	e := element{exact: map[string]bool{}}
	if strings.HasPrefix(w, "[") && strings.HasSuffix(w, "]") {
		e.optional, w = true, w[1:len(w)-1]
	}
	for alternative := range strings.SplitSeq(w, "|") {
		if verb, ok := strings.CutPrefix(alternative, "{"); ok {
			for _, form := range conjugate(strings.TrimSuffix(verb, "}")) {
				e.exact[form] = true
			}
		} else if p, ok := strings.CutSuffix(alternative, "*"); ok {
			e.prefixes = append(e.prefixes, p)
		} else {
			e.exact[alternative] = true
		}
	}
	return e
}

func (e *element) matches(w string) bool {
	if e.exact[w] {
		return true
	}
	for _, p := range e.prefixes {
		if strings.HasPrefix(w, p) {
			return true
		}
	}
	return false
}

// Find gives the phrases of a stretch of tokens, in order; none overlap.
func (t *Table[V]) Find(tokens []text.Token, r text.Range) []Match[V] {
	var found []Match[V]
	for i := r.First; i < r.Last; {
		m, ok := t.At(tokens, i, r.Last)
		if !ok {
			i++
			continue
		}
		found = append(found, m)
		i = m.Last
	}
	return found
}

// At gives the phrase of the most words that begins at a token and ends before another.
func (t *Table[V]) At(tokens []text.Token, i, last int) (Match[V], bool) {
	var best Match[V]
	if i >= last {
		return best, false
	}
	most := 0
	w := tokens[i].Word
	try := func(p *pattern[V]) {
		end, skipped := p.end(tokens, i, last, 0)
		if words := end - i - skipped; end > 0 && (words > most || words == most && end < best.Last) {
			best, most = Match[V]{Range: text.Range{First: i, Last: end}, Value: p.value}, words
		}
	}
	for _, p := range t.exact[w] {
		try(p)
	}
	if len(w) >= prefixKey {
		for _, p := range t.prefix[w[:prefixKey]] {
			try(p)
		}
	}
	return best, best.Last > 0
}

// isHyphen reports whether a mark joins two words: "twenty-three".
func isHyphen(t *text.Token) bool { return t.Word == "-" && !t.Space }

// end gives the token after the elements from k on, where they match from token i on, or 0, and how
// many words gaps stand for.
func (p *pattern[V]) end(tokens []text.Token, i, last, k int) (end, skipped int) {
	for ; k < len(p.elements); k++ {
		e := &p.elements[k]
		if e.gap {
			for skip := 0; skip <= longestGap && i+skip < last; skip++ {
				if skip > 0 && tokens[i+skip-1].Shape == text.Mark && !isHyphen(&tokens[i+skip-1]) {
					return 0, 0
				}
				if end, more := p.end(tokens, i+skip, last, k+1); end > 0 {
					return end, skip + more
				}
			}
			return 0, 0
		}
		if i < last && e.matches(tokens[i].Word) {
			i++
		} else if !e.optional {
			return 0, 0
		}
	}
	return i, 0
}
