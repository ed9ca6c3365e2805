package toll

import (
	"incidentmap/incidents/extract/text"
)

// settleRises makes of two Spanish numbers between which a toll rose the one that it came to: "elevó de 11 a 13 la cifra de fallecidos".
func settleRises(d *text.Document, s text.Range, parties []Party) {
	const reach = 3
	if d.Lang != "es" {
		return
	}
	for k := range parties {
		n := &parties[k].Count
		if n.Low == nil || n.High == nil || d.Tokens[n.First].Word != "de" {
			continue
		}
		for i := n.First - 1; i >= max(s.First, n.First-reach); i-- {
			if rises[d.Tokens[i].Word] {
				*n = n.Highest()
				break
			}
		}
	}
}
