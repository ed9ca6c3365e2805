package postgis

import (
	"context"
	"slices"
	"strings"

	"incidentmap/incidents"
)

// Search gives the changes in force of public incidents that hold all words of q, by
// sequence number: see incidents.Store. EInvalid for more than MaxSearchWords words.
func (s *Store) Search(ctx context.Context, story, q string) ([]incidents.Seq, error) {
	if _, err := s.Story(ctx, story); err != nil {
		return nil, err
	}
	words := incidents.SearchWords(q)
	switch {
	case len(words) == 0:
		return nil, nil
	case len(words) > incidents.MaxSearchWords:
		return nil, incidents.Errorf(incidents.EInvalid, "q", "has %d words; the limit is %d", len(words), incidents.MaxSearchWords)
	}
	var found []incidents.Seq
	err := s.each(ctx, s.reader, "search", `SELECT s.seq FROM search s JOIN change c ON c.seq = s.seq
		WHERE s.words @@ $1::text::tsquery AND c.story = $2 ORDER BY s.seq`, []any{matchAll(words), asked(story)}, func(row scanner) error {
		var seq incidents.Seq
		err := row.Scan(&seq)
		found = append(found, seq)
		return err
	})
	if err != nil || !slices.ContainsFunc(words, isCut) {
		return found, err
	}
	return s.holding(ctx, found, words)
}

// matchAll writes the words as a tsquery for all of them, the last as a prefix. Words hold
// neither quotation marks nor backslashes, so a quoted one is nothing but a word.
func matchAll(words []string) string {
	cut := make([]string, len(words))
	for i, w := range words {
		cut[i] = lexeme(w)
	}
	return `'` + strings.Join(cut, `' & '`) + `':*`
}

func isCut(word string) bool { return len(word) > maxLexeme }

// holding keeps of the found those that hold words of which the index has the beginning only.
func (s *Store) holding(ctx context.Context, found []incidents.Seq, words []string) ([]incidents.Seq, error) {
	var kept []incidents.Seq
	last := len(words) - 1
	for p, err := range s.Publics(ctx, found) {
		if err != nil {
			return nil, err
		}
		has := p.SearchWords()
		holds := slices.ContainsFunc(has, func(w string) bool { return strings.HasPrefix(w, words[last]) })
		for _, w := range words[:last] {
			holds = holds && slices.Contains(has, w)
		}
		if holds {
			kept = append(kept, p.Seq)
		}
	}
	return kept, nil
}
