package sqlite

import (
	"context"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/cases"
	"golang.org/x/text/unicode/norm"

	"incidentmap/incidents"
)

// maxWords is more words than anyone looks for, and fewer than FTS5's parser can take.
const maxWords = 40

// Search gives the changes in force of public incidents that hold all words of q, by
// sequence number: see incidents.Store. EInvalid for more than 40 words.
func (s *Store) Search(ctx context.Context, story, q string) ([]incidents.Seq, error) {
	if _, err := s.Story(ctx, story); err != nil {
		return nil, err
	}
	asked := wordsOf(q)
	switch {
	case len(asked) == 0:
		return nil, nil
	case len(asked) > maxWords:
		return nil, incidents.Errorf(incidents.EInvalid, "q", "has %d words; the limit is %d", len(asked), maxWords)
	}
	var found []incidents.Seq
	err := s.each(ctx, s.reader, "search", `SELECT i.change FROM search CROSS JOIN incident i ON i.change = search.rowid
		WHERE search MATCH ? AND i.story = ? ORDER BY search.rowid`, []any{matchAll(asked), story}, func(row scanner) error {
		var seq incidents.Seq
		err := row.Scan(&seq)
		found = append(found, seq)
		return err
	})
	if err != nil {
		return nil, err
	}
	return found, nil
}

// wordsOf gives the words of a text as they are compared: what stands between all but letters,
// digits, and the marks that belong to letters, folded. FTS5's tokenizer "ascii" leaves such
// words whole (https://www.sqlite.org/fts5.html, section 4.3.2).
func wordsOf(text string) []string {
	var words []string
	for word := range strings.FieldsFuncSeq(fold(text), divides) {
		if strings.IndexFunc(word, isNoMark) >= 0 {
			words = append(words, word)
		}
	}
	return words
}

func divides(r rune) bool {
	if r < utf8.RuneSelf {
		return (r < 'a' || r > 'z') && (r < '0' || r > '9')
	}
	return !unicode.In(r, unicode.L, unicode.N, unicode.M, unicode.Co)
}

func isNoMark(r rune) bool { return r < utf8.RuneSelf || !unicode.Is(unicode.M, r) }

// fold takes accents (U+0300 to U+036F, once they stand alone) and case from a text.
func fold(text string) string {
	if strings.IndexFunc(text, func(r rune) bool { return r >= utf8.RuneSelf }) < 0 {
		return strings.ToLower(text)
	}
	bare := strings.Map(func(r rune) rune {
		if r >= 0x300 && r <= 0x36f {
			return -1
		}
		return r
	}, norm.NFKD.String(text))
	return cases.Fold().String(bare)
}

// matchAll writes the words as an FTS5 query for all of them, the last as a prefix. Words
// hold no quotation marks, so a quoted one is nothing but a string to FTS5.
func matchAll(words []string) string {
	return `"` + strings.Join(words, `" AND "`) + `" *`
}
