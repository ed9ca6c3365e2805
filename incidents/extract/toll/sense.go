package toll

import (
	"strings"

	"incidentmap/incidents"
	"incidentmap/incidents/extract/text"
)

// ofWounds are words after "succumbed to" for what was done to somebody; of an illness they die at once.
var ofWounds = text.WordSet(`injuries injury wounds wound burns trauma bullet gunshot stab knife his her their the its severe serious fatal heridas lesiones quemaduras las los sus su la`)

// settled gives the outcome of words that tell two by what follows them: "succumbed to cholera".
func (r *reader) settled(m phraseMatch) incidents.Outcome {
	to := r.word(m.Last) == "to" || r.word(m.Last) == "a" || r.word(m.Last) == "al"
	if m.outcome == incidents.DiedLater && strings.HasPrefix(r.word(m.First), "succumb") {
		at := m.Last
		if to {
			at++
		}
		if (to || r.word(m.Last-1) == "to") && r.word(at) != "" && !ofWounds[r.word(at)] {
			return incidents.Killed
		}
	}
	return m.outcome
}

// custody are words soon after "held" of somebody, whom it says to be in it.
var custody = text.WordSet(`custody jail prison police suspicion questioning charges bail cell cells detention arrest`)

// needsPeople reports whether words are said of things as well, so that they need somebody who is counted: "a congress is being held", "the law
// was struck down". It is no event that somebody is still held.
func (r *reader) needsPeople(m phraseMatch) bool {
	const reach = 6
	held := false
	for i := m.First; i < m.Last; i++ {
		held = held || r.word(i) == "held"
	}
	switch {
	case m.outcome == incidents.Killed:
		return r.word(m.Last-1) == "down" && r.word(m.First) != "gunned" && r.word(m.First) != "shot" && r.word(m.First) != "mowed"
	case !held || m.outcome != incidents.Detained:
		return false
	}
	for i := m.First - 3; i < m.First; i++ {
		if w := r.word(i); w == "currently" || w == "still" {
			return true
		}
	}
	for i := m.First; i < m.Last+reach; i++ {
		if custody[r.word(i)] {
			return false
		}
	}
	return true
}
