package geoparse

import "strings"

// takeSpans makes mentions of the places that the caller knows; the names found elsewhere
// still speak for what these mean.
func (d *document) takeSpans(spans []Span) {
	d.findMentions()
	found := d.mentions
	d.mentions = nil
	given := d.tokensOf(spans)
	for _, m := range found {
		for len(given) > 0 && given[0].last < m.first {
			d.mentions, given = append(d.mentions, given[0]), given[1:]
		}
		if len(given) > 0 && given[0].first <= m.last {
			continue
		}
		d.mentions = append(d.mentions, m)
	}
	d.mentions = append(d.mentions, given...)
}

// tokensOf makes mentions of spans, in order; those that overlap another, or hold no
// known name, are left out.
func (d *document) tokensOf(spans []Span) []mention {
	var given []mention
	at, runes, i := 0, 0, 0
	byteOf := func(rune int) int {
		for runes < rune && at < len(d.text) {
			at++
			for at < len(d.text) && d.text[at]&0xC0 == 0x80 {
				at++
			}
			runes++
		}
		return at
	}
	for _, s := range spans {
		from, to := byteOf(s.Start), byteOf(s.End)
		for i < len(d.tokens) && d.tokens[i].end <= from {
			i++
		}
		first := i
		for i < len(d.tokens) && d.tokens[i].start < to {
			i++
		}
		if m, ok := d.givenMention(first, i-1); ok {
			given = append(given, m)
		}
	}
	return given
}

// givenMention reads the tokens from first to last as a name.
func (d *document) givenMention(first, last int) (mention, bool) {
	if last < first {
		return mention{}, false
	}
	m := mention{first: first, last: last, given: true}
	for from := first; from <= last; from++ {
		words := make([]string, 0, last-from+1)
		for _, t := range d.tokens[from : last+1] {
			words = append(words, t.key)
		}
		key := strings.Join(words, " ")
		w, _ := d.p.g.Walk().Step(key)
		for _, short := range []bool{false, true} {
			if m.name = d.lookUp(key, w, short); len(m.name.candidates) > 0 {
				return m, true
			}
		}
	}
	return m, false
}
