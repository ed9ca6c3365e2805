package staticmap

import (
	"strings"
	"unicode/utf8"
)

// lines breaks a text between words into lines no wider than a room in pixels; a word that is wider is broken between
// its letters.
func (p *pen) lines(text string, face typeface, room float64) []string {
	var lines []string
	space, used := p.width("n n", face)-p.width("nn", face), 0.0 // of the last line
	for _, word := range strings.Fields(text) {
		wide := p.width(word, face)
		if n := len(lines); n > 0 && used+space+wide <= room {
			lines[n-1] += " " + word
			used += space + wide
			continue
		}
		for wide > room {
			head := p.fitting(word, face, room)
			lines = append(lines, head)
			word = word[len(head):]
			wide = p.width(word, face)
		}
		if word != "" {
			lines = append(lines, word)
		}
		used = wide
	}
	return lines
}

// fitting gives as many of a text's first letters as fit, one at least.
func (p *pen) fitting(text string, face typeface, room float64) string {
	end, used := 0, 0.0
	for i, r := range text {
		used += p.width(string(r), face)
		if end > 0 && used > room {
			break
		}
		end = i + len(string(r))
	}
	return text[:end]
}

// cut leaves as many lines as there may be, the last of which says by "…" that there were more.
func (p *pen) cut(lines []string, most int, face typeface, room float64) []string {
	if len(lines) <= most {
		return lines
	}
	last := lines[most-1]
	for last != "" && p.width(last+"…", face) > room {
		_, n := utf8.DecodeLastRuneInString(last)
		last = strings.TrimRight(last[:len(last)-n], " ")
	}
	return append(lines[:most-1:most-1], last+"…")
}
