package match

import "incidentmap/incidents"

// sureByFigures is how much of what is missing to certainty equal figures add; the others are
// factors: of other numbers, which a toll that rises has, and of figures about other people.
const (
	sureByFigures = 0.5
	figuresDiffer = 0.95
	otherPeople   = 0.6
)

// addFigures takes in what the figures say: the same number of dead or hurt, or none of the
// same people. Figures that merely differ change little, as tolls rise.
func (w *Weight) addFigures(a, b *incidents.Incident) {
	equal, differ := false, false
	for _, r := range a.Casualties {
		for _, s := range b.Casualties {
			if r.Outcome != s.Outcome || r.Best == nil || s.Best == nil || *r.Best == 0 || *s.Best == 0 {
				continue
			}
			equal = equal || *r.Best == *s.Best && sameGroup(r.Group, s.Group)
			differ = differ || *r.Best != *s.Best
		}
	}
	switch {
	case equal:
		w.Score += (1 - w.Score) * sureByFigures
		w.Reasons = append(w.Reasons, reason(SameFigures))
	case len(a.Casualties) > 0 && len(b.Casualties) > 0 && apart(a, b):
		w.Score *= otherPeople
		w.Reasons = append(w.Reasons, reason(OtherPeople))
	case differ:
		w.Score *= figuresDiffer
		w.Reasons = append(w.Reasons, reason(FiguresDiffer))
	}
}

func sameGroup(a, b incidents.Group) bool {
	return a == b || a == "unknown" || b == "unknown"
}

// apart reports whether all figures of one are about other people than all of the other.
func apart(a, b *incidents.Incident) bool {
	for _, r := range a.Casualties {
		for _, s := range b.Casualties {
			if sameGroup(r.Group, s.Group) {
				return false
			}
		}
	}
	return true
}
