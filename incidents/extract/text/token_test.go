package text

import (
	"strings"
	"testing"
)

// No text has more tokens than room was made for, so that their memory is asked for once.
func TestMostTokens(t *testing.T) {
	for _, s := range []string{
		"", "Six guards died.", "U.S. troops; 1,010 dead", strings.Repeat("((", 500), strings.Repeat("a ", 500), "the governor's “word”—and 's", "covid19 x’s", "\t \n",
	} {
		d := &Document{runes: []rune(s)}
		most := d.mostTokens()
		d.tokenize()
		if len(d.Tokens) > most || cap(d.Tokens) > most {
			t.Errorf("%.20q has %d tokens, in room for %d; at most were %d", s, len(d.Tokens), cap(d.Tokens), most)
		}
	}
}
