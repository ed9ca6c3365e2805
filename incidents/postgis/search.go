package postgis

import (
	"context"
	"slices"
	"strings"

	"incidentmap/incidents"
)

// scanAtMost is how many changes of a story a search looks through that are not indexed: less than
// a tenth of a second.
const scanAtMost = 4096

// Search gives the changes in force of public incidents that hold all words of q, by
// sequence number: see incidents.Store. EInvalid for more than MaxSearchWords words.
func (s *Store) Search(ctx context.Context, story, q string) ([]incidents.Seq, error) {
	if _, err := s.Story(ctx, story); err != nil {
		return nil, err
	}
	words, err := incidents.AskedWords(q)
	if err != nil || len(words) == 0 {
		return nil, err
	}
	found, pending, err := s.candidates(ctx, story, words, scanAtMost+1)
	if err != nil {
		return nil, err
	}
	if len(pending) > scanAtMost {
		signal(s.wanted)
		return nil, incidents.NotIndexed()
	}
	if slices.ContainsFunc(words, isCut) {
		found, err = s.holding(ctx, found, words)
	}
	if err != nil || len(pending) == 0 {
		return found, err
	}
	more, err := s.holding(ctx, pending, words)
	return append(found, more...), err
}

// selectCandidates gives in one statement, so of one state, what the index finds, and what it
// does not have yet.
const selectCandidates = `(SELECT s.seq, true AS found FROM search s JOIN change c ON c.seq = s.seq
		WHERE s.words @@ $1::text::tsquery AND c.story = $2)
	UNION ALL (SELECT seq, false FROM change
		WHERE story = $2 AND seq > (SELECT upto FROM indexed) AND until IS NULL AND entry IS NOT NULL ORDER BY seq LIMIT $3)
	ORDER BY seq`

func (s *Store) candidates(ctx context.Context, story string, words []string, most int) (found, pending []incidents.Seq, err error) {
	args := []any{matchAll(words), asked(story), most}
	err = s.each(ctx, s.reader, "search", selectCandidates, args, func(row scanner) error {
		var seq incidents.Seq
		var isFound bool
		err := row.Scan(&seq, &isFound)
		if isFound {
			found = append(found, seq)
		} else {
			pending = append(pending, seq)
		}
		return err
	})
	return found, pending, err
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

// holding keeps of some changes those that hold the words, whatever the index says.
func (s *Store) holding(ctx context.Context, some []incidents.Seq, words []string) ([]incidents.Seq, error) {
	var kept []incidents.Seq
	last := len(words) - 1
	for p, err := range s.Publics(ctx, some) {
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
