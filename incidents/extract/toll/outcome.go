package toll

import (
	"sync"

	"incidentmap/incidents"
	"incidentmap/incidents/extract/phrase"
	"incidentmap/incidents/extract/text"
)

// voice says where the people of an outcome stand.
type voice uint8

const (
	state   voice = iota // after the people, or with them: "three dead", "dos heridos"
	suffers              // its subject: "died", "was killed", "murieron"
	does                 // its object: "killing four", "mataron a dos"
	either               // by the verb before it: "killed"
	of                   // after "of": "the death of", "el cuerpo de"
)

type meaning struct {
	outcome incidents.Outcome
	voice   voice
}

// outcomes are the phrases that say what became of people.
var outcomes = map[string]func() *phrase.Table[meaning]{
	"en": sync.OnceValue(func() *phrase.Table[meaning] { return meanings(englishOutcomes) }),
	"es": sync.OnceValue(func() *phrase.Table[meaning] { return meanings(spanishOutcomes) }),
}

type row struct {
	outcome incidents.Outcome
	voice   voice
	pattern string
}

func meanings(rows []row) *phrase.Table[meaning] {
	t := phrase.New[meaning]()
	for _, r := range rows {
		t.Add(r.pattern, meaning{r.outcome, r.voice})
	}
	return t
}

// longestOutcome is how many words of an outcome are looked at where only its beginning is asked for.
const longestOutcome = 6

// outcomeWord reports whether an outcome begins at a token.
func outcomeWord(d *text.Document, i int) bool {
	_, ok := outcomes[d.Lang]().At(d.Tokens, i, min(i+longestOutcome, len(d.Tokens)))
	return ok
}
