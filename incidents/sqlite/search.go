package sqlite

import (
	"context"
	"strings"
	"unicode"

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
	err := s.each(ctx, s.reader, "search", `SELECT i.change FROM search JOIN incident i ON i.change = search.rowid
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

// wordsOf cuts a query where the tokenizer cuts texts: at all but letters, digits, and
// the marks that belong to letters (https://www.sqlite.org/fts5.html, section 4.3.1).
func wordsOf(q string) []string {
	parts := strings.FieldsFunc(q, func(r rune) bool {
		return !unicode.In(r, unicode.L, unicode.N, unicode.M, unicode.Co)
	})
	var words []string
	for _, p := range parts {
		if strings.IndexFunc(p, func(r rune) bool { return !unicode.Is(unicode.M, r) }) >= 0 {
			words = append(words, p)
		}
	}
	return words
}

// matchAll writes the words as an FTS5 query for all of them, the last as a prefix. Words
// hold no quotation marks, so a quoted one is nothing but a string to FTS5.
func matchAll(words []string) string {
	return `"` + strings.Join(words, `" AND "`) + `" *`
}
