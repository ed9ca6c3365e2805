package extract

import (
	"slices"

	"incidentmap/incidents/extract/quantity"
	"incidentmap/incidents/extract/text"
	"incidentmap/incidents/extract/toll"
	"incidentmap/incidents/extract/trigger"
)

// revisions say that a number of people that was just told was given anew, and the new one follows: "16 hurt, a figure that the ministry later
// raised to 18".
var revisions = phraseSet(
	`numero|cifra|cantidad|balance|saldo que .. elevo|elevaron|subio|subieron|aumento|incremento|situo|fijo|corrigio|corrigieron|redujo|redujeron|bajo|ajusto|actualizo|rectifico .. a|en`,
	`figure|number|toll|count|tally [that|which] .. raised|revised|lifted|updated|increased|corrected|lowered|reduced|cut .. to`,
	`figure|number|toll|count|tally [that|which] .. put at`,
)

// addRevised adds to the figures of a sentence those that it says others were revised to: of the same people, and in their place.
func (r *reading) addRevised(l *line) {
	for k := len(l.figures) - 1; k >= 0; k-- {
		n, words, ok := r.revisionOf(l, k)
		if !ok {
			continue
		}
		f := l.figures[k]
		f.Party.Count, f.Trigger, f.Range = n, words, text.Range{First: words.First, Last: n.Last}
		f.Party.Range = n.Range
		l.figures = slices.Insert(l.figures, k+1, f)
	}
}

// revisionOf gives the number that one of the figures of a sentence was revised to, and the words that say so: soon after it, and before the next.
func (r *reading) revisionOf(l *line, k int) (quantity.Number, text.Range, bool) {
	const far, reach = 30, 3
	f, none := &l.figures[k], quantity.Number{}
	if !f.Party.Known || f.Denied {
		return none, text.Range{}, false
	}
	for _, m := range revisions.Find(r.d.Tokens, text.Range{First: f.Last, Last: min(l.Last, f.Last+far)}) {
		if slices.ContainsFunc(l.figures[k+1:min(len(l.figures), k+reach)], func(o toll.Figure) bool { return o.First >= f.Last && o.First < m.First }) {
			continue
		}
		for _, n := range quantity.Read(r.d.Tokens, text.Range{First: m.Last, Last: min(l.Last, m.Last+reach)}, r.d.Lang) {
			if !n.Article && n.Value() > 0 {
				return n, m.Range, true
			}
		}
	}
	return none, text.Range{}, false
}

// isRevised reports whether the sentence of a figure goes on to give another in its place.
func (r *reading) isRevised(l *line, f *toll.Figure) bool {
	const next = 3
	k := slices.IndexFunc(l.figures, func(o toll.Figure) bool { return o.Range == f.Range })
	return slices.ContainsFunc(l.figures[k+1:min(len(l.figures), k+next)], func(o toll.Figure) bool {
		return o.First >= f.Last && o.Outcome == f.Outcome && o.Party.Head == f.Party.Head && len(revisions.Find(r.d.Tokens, o.Trigger)) > 0
	})
}

// dropSurnames leaves out words of an event that are the second of two names: "the leader Elmer Choque".
func (r *reading) dropSurnames(l *line) {
	if r.d.Loud || r.isTitled(l) {
		return
	}
	l.triggers = slices.DeleteFunc(l.triggers, func(t trigger.Trigger) bool {
		return t.Len() == 1 && t.First > l.First+1 && r.isNamed(t.First) && r.isNamed(t.First-1) && !r.isPlaceAt(l, t.First-1)
	})
}

// isPlaceAt reports whether a place of a sentence holds a token.
func (r *reading) isPlaceAt(l *line, i int) bool {
	return slices.ContainsFunc(l.places, func(k int) bool { return r.places[k].Holds(i) })
}

// isTitled reports whether most words of a sentence begin with a capital, as those of headlines do.
func (r *reading) isTitled(l *line) bool {
	lower, words := 0, 0
	for i := l.First; i < l.Last; i++ {
		switch r.d.Tokens[i].Shape {
		case text.Lower:
			lower, words = lower+1, words+1
		case text.Capital, text.Upper, text.Number:
			words++
		case text.Mark:
		}
	}
	return 2*lower < words
}
