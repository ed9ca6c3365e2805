package toll

import (
	"incidentmap/incidents"
	"incidentmap/incidents/extract/text"
	"incidentmap/incidents/extract/trigger"
)

// gives are nouns of a number of dead that is given by itself: "put the toll at 17".
var gives = text.WordSet(`toll number figure count`)

// takers are verbs of more than what is done to people, whose object must be some who are counted.
var takers = text.WordSet(`claimed claiming claims cost seized seizing snatched snatching grabbed searching searched looking looked digging dug search`)

// within gives the people whom the words of an outcome hold: "murió uno de ellos en el hospital", "took six men into custody"; -1 for none.
func (r *reader) within(m phraseMatch) int {
	p := r.from(m.First + 1)
	if m.Len() < 3 || p >= len(r.parties) || r.parties[p].Last > m.Last || !r.parties[p].Known || m.voice != suffers && m.voice != does {
		return -1
	}
	if takers[r.word(m.First)] && r.parties[p].Bare {
		return -1
	}
	if q := &r.parties[p]; r.d.Lang == "en" && m.voice == suffers && q.Count.Definite && q.Count.Value() == 1 {
		return -1 // "rushed to the Thika Level 5 Hospital", "complained of minor injuries"
	}
	return p
}

// isNoObject reports whether what follows a verb of more than what is done to people is none that it is done to: "claimed it had downed 97",
// "searching for two suspects".
func (r *reader) isNoObject(m phraseMatch, right int) bool {
	w := r.word(m.First)
	if !takers[w] {
		return false
	}
	q := &r.parties[right]
	switch {
	case !q.Known:
		return true
	case m.outcome == incidents.Killed && r.word(m.Last-1) == "of":
		return false // "claiming the lives of a grandmother and two toddlers"
	case m.outcome == incidents.Killed:
		return !lifeWords[q.Head] && (!q.Bare || q.Head != "" || q.First > m.Last+2 || r.word(q.Last) == "of")
	case m.outcome == incidents.Missing && r.word(m.Last-1) == "for":
		return q.Group == "suspected_criminal" || sought[q.Head] || r.hasPolice()
	}
	return q.Bare || q.Count.Definite && q.Name
}

// sought are people who are looked for, and are not missing.
var sought = text.WordSet(`witnesses volunteers donors candidates workers staff`)

// lifeWords are those whom a disaster claims.
var lifeWords = text.WordSet(`lives life people persons victims`)

// hasPolice reports whether a sentence speaks of police, who look for those who did something.
func (r *reader) hasPolice() bool {
	for i := r.s.First; i < r.s.Last; i++ {
		if pursuers[r.word(i)] {
			return true
		}
	}
	return false
}

var pursuers = text.WordSet(`police detectives investigators agents deputies authorities fbi prosecutors`)

// rightOf gives the people after an outcome who may be its object or its subject, -1 for none.
func (r *reader) rightOf(m phraseMatch) int {
	right := r.right(m.Last)
	if right < 0 && m.voice == does && r.d.Lang == "es" {
		right = r.personalObject(m.Last)
	}
	if right < 0 && r.isInverted(m) {
		right = r.right(m.Last + 1)
	}
	return right
}

// addCompanionOf makes the figure of one whose word is not known and who is told of before those that are: "ejecutan a funcionario y a su
// escolta".
func (r *reader) addCompanionOf(m phraseMatch, right int, modality trigger.Modality) {
	first := r.parties[right].First
	if r.d.Lang != "es" || !r.parties[right].Also || r.word(m.Last) != "a" || m.Last+1 >= first {
		return
	}
	if end := r.objectAt(m.Last); end > 0 && end < first && r.word(end) == "y" {
		r.addOne(m, text.Range{First: m.Last + 1, Last: end}, modality)
	}
}
