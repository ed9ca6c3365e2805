package charset

import (
	"strings"
	"unicode"

	"golang.org/x/text/encoding/charmap"
)

// Letters that the languages of western Europe and the Americas use beyond ASCII, and
// the marks that their typography puts between words.
const (
	commonLetters = "áéíóúüñçàèìòùâêîôûãõäößåøæ" + "ÁÉÍÓÚÜÑÇÀÈÂÊÔÃÕÄÖÅØÆ"
	openers       = "¿¡“‘«„"
	closers       = "”’»…ºª°®™€"
	dashes        = "–—·•"
)

// singleByte tells Windows-1252 from Mac Roman: read in the wrong one, accented letters
// become signs and capitals in the middle of words. Without a winner it is Windows-1252,
// by far the more frequent, which holds Latin-1.
func singleByte(sample []byte) string {
	if fit(sample, charmap.Macintosh) > fit(sample, charmap.Windows1252) {
		return Macintosh
	}
	return Windows1252
}

// fit says how well the bytes beyond ASCII read in an encoding. The numbers are weights
// of evidence, not probabilities.
func fit(sample []byte, in *charmap.Charmap) float64 {
	at := func(i int) rune {
		if i < 0 || i >= len(sample) {
			return ' '
		}
		return in.DecodeByte(sample[i])
	}
	score := 0.0
	for i, c := range sample {
		if c >= 0x80 {
			score += plausible(at(i-1), in.DecodeByte(c), at(i+1))
		}
	}
	return score
}

// plausible weighs one character between its neighbours.
func plausible(before, r, after rune) float64 {
	within := unicode.IsLetter(before) && unicode.IsLetter(after)
	switch {
	case unicode.IsLower(r):
		if unicode.IsUpper(after) || unicode.IsDigit(before) || unicode.IsDigit(after) {
			return -2
		}
		return letterWeight(before, r, after)
	case unicode.IsUpper(r):
		if unicode.IsLower(before) || unicode.IsUpper(before) && unicode.IsLower(after) {
			return -3
		}
		return letterWeight(before, r, after)
	case r == '’' && within:
		return 2 // as much as the í that the other encoding has there
	case r == unicode.ReplacementChar, unicode.IsControl(r):
		return -5
	case within:
		return -3
	case strings.ContainsRune(openers, r):
		return placed(!unicode.IsLetter(before) && !unicode.IsSpace(after))
	case strings.ContainsRune(closers, r):
		return placed(!unicode.IsLetter(after) && !unicode.IsSpace(before))
	case strings.ContainsRune(dashes, r):
		return placed(unicode.IsSpace(before) == unicode.IsSpace(after))
	case r == 0xA0:
		return 0.2
	}
	return -1
}

func letterWeight(before, r, after rune) float64 {
	switch {
	case !unicode.IsLetter(before) && !unicode.IsLetter(after):
		return 0
	case strings.ContainsRune(commonLetters, r):
		return 2
	}
	return 0.3
}

func placed(well bool) float64 {
	if well {
		return 0.7
	}
	return -1
}
