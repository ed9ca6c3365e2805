package gazetteer

import (
	"encoding/binary"
	"slices"
	"sort"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// alike holds letters that writers use for one another.
var alike = strings.NewReplacer("أ", "ا", "إ", "ا", "آ", "ا", "ٱ", "ا", "ى", "ي", "ی", "ي", "ک", "ك", "ё", "е", "ґ", "г", "ς", "σ", "ʼ", "", "’", "", "'", "")

// Script gives the form in which names with letters of other scripts than Latin are compared:
// in lower case, compatible characters unified, without vowel points and accents that writers
// leave out, words separated by one space. It is empty for a name without such a letter.
func Script(name string) string {
	var b strings.Builder
	other, space := false, false
	for _, r := range alike.Replace(strings.ToLower(norm.NFKC.String(name))) {
		switch {
		case pointed(r):
			continue
		case unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.Is(unicode.M, r):
			if space && b.Len() > 0 {
				b.WriteByte(' ')
			}
			space = false
			b.WriteRune(r)
			other = other || unicode.IsLetter(r) && !unicode.Is(unicode.Latin, r)
		default:
			space = true
		}
	}
	if s := b.String(); other && len(s) <= maxKey {
		return withoutArticles(s)
	}
	return ""
}

// article is the Arabic article, which stands before the words of names, or is left out.
const article = "ال"

func withoutArticles(s string) string {
	if !strings.Contains(s, article) {
		return s
	}
	words := strings.Fields(s)
	for i, w := range words {
		if rest, ok := strings.CutPrefix(w, article); ok && utf8.RuneCountInString(rest) > 2 {
			words[i] = rest
		}
	}
	return strings.Join(words, " ")
}

// pointed tells the vowel points of Arabic and Hebrew and the lengthening stroke of Arabic.
func pointed(r rune) bool {
	return r >= 0x064B && r <= 0x0652 || r >= 0x0591 && r <= 0x05C7 || r == 0x0640
}

// inScript is Exact for a key of [Script].
func (g *Gazetteer) inScript(key string, visit func(Match) bool) bool {
	s := g.s[secScripts]
	at := func(i int) string { return g.text(s.u32(i)) }
	i := sort.Search(s.len(), func(i int) bool { return at(i) >= key })
	found := false
	for ; i < s.len() && at(i) == key; i++ {
		found = true
		p := binary.LittleEndian.Uint32(s.at(i)[4:])
		if !visit(Match{Ref: Ref(p & refMask), Name: NameKind(p >> refBits & kindMask)}) {
			break
		}
	}
	return found
}

// scripts writes the names in other scripts.
func (f *fileBuilder) scripts() error {
	type entry struct {
		key  string
		post uint32
	}
	var all []entry
	for i, r := range f.records {
		seen := map[string]bool{}
		for _, a := range r.Aliases {
			if key := Script(a.Name); key != "" && key[0] >= 0x80 && !seen[key] {
				seen[key] = true
				all = append(all, entry{key, uint32(i) | uint32(a.Kind)<<refBits})
			}
		}
	}
	slices.SortFunc(all, func(a, b entry) int {
		if c := strings.Compare(a.key, b.key); c != 0 {
			return c
		}
		return int(a.post&refMask) - int(b.post&refMask)
	})
	for _, e := range all {
		f.put(secScripts, f.text(e.key), e.post)
	}
	return nil
}
