package extract

import (
	"incidentmap/geo"
	"incidentmap/incidents/extract/text"
)

// treatedIn are words before "in" and the town where the hurt are treated, which is not where they were hurt.
var treatedIn = text.WordSet(`treatment treated hospitalized hospitalised admitted recovering convalescing recuperating stabilized stabilised operated rushed airlifted transferred referred evacuated
	tratamiento internado internada internados internadas hospitalizado hospitalizada hospitalizados hospitalizadas atendido atendida atendidos atendidas convalece convalecen ingresado ingresada ingresados ingresadas
	operado operada operados operadas recuperan recupera`)

// isTreatedAt reports whether a town is where the hurt are treated, in a text that names another place before it: "six are undergoing treatment at
// Kalpetta".
func (r *reading) isTreatedAt(i int) bool {
	p := &r.places[i]
	if p.Location.Precision != geo.Locality && p.Location.Precision != geo.Admin2 || !r.namesSceneBefore(i) {
		return false
	}
	switch r.token(p.First - 1) {
	case "in", "at", "en":
		return r.isCare(p.First - 2)
	}
	return false
}

// isCare reports whether a word at a token is of the treatment or the death of the hurt, after which follows a hospital: "pronounced dead at Shock
// Trauma".
func (r *reading) isCare(at int) bool {
	w := r.token(at)
	return treatedIn[w] || w == "dead" && (r.token(at-1) == "pronounced" || r.token(at-1) == "declared")
}

// namesSceneBefore reports whether a place at which something may have happened is named before another.
func (r *reading) namesSceneBefore(i int) bool {
	const reach = 20
	for k := i - 1; k >= max(0, i-reach); k-- {
		if p := &r.places[k]; p.role == scene && p.Location.Precision != geo.Country && p.Location.GazetteerID != r.places[i].Location.GazetteerID {
			return true
		}
	}
	return false
}
