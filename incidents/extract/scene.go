package extract

import (
	"incidentmap/geo"
	"incidentmap/incidents/extract/text"
)

// natives are English words for people before which stands where they are from.
var natives = text.WordSet(`man woman couple family boy girl teen teenager resident residents native father mother businessman businesswoman student teacher rancher farmer pastor doctor nurse lawyer grandmother grandfather man's woman's couple's`)

// settleNatives takes a place before such a word for where they are from where its sentence has another scene: "a crash south of Lemoore killed
// a Hanford couple".
func (r *reading) settleNatives() {
	for i := range r.places {
		p := &r.places[i]
		if p.role != scene || p.Relation != nil || r.d.Lang != "en" || r.d.Loud || !natives[r.token(p.Last)] || r.token(p.First-1) != "a" && r.token(p.First-1) != "an" && r.token(p.First-1) != "the" {
			continue
		}
		const near = 4
		for j := max(0, i-near); j < min(len(r.places), i+near+1); j++ {
			if j == i || r.sentenceStart(r.places[j].First) != r.sentenceStart(p.First) {
				continue
			}
			if q := &r.places[j]; q.role == scene && precise(q.Location.Precision) && q.Location.Precision != geo.Admin1 && !r.d.Dateline.Holds(q.First) {
				p.role = origin
			}
		}
	}
}

// namesHospital reports whether a Spanish place ends the long name of a hospital: "el Hospital Militar Regional de Tuxtla".
func (r *reading) namesHospital(p *place) bool {
	const longest = 8
	if r.d.Loud || r.token(p.First-1) != "de" {
		return false
	}
	for i := p.First - 2; i >= max(0, p.First-longest); i-- {
		if w := r.token(i); hospitals[w] && w != "cruz" {
			return true
		} else if r.d.Tokens[i].Shape != text.Capital && r.d.Tokens[i].Shape != text.Number && w != "de" && w != "del" && w != "la" && w != "no" && w != "." {
			return false
		}
	}
	return false
}
