package stale

import (
	"cmp"
	"slices"
	"strings"
	"unicode"

	"incidentmap/incidents"
)

// Warning is words that were right before a change, and that a text still has after it.
type Warning struct {
	Field string `json:"field"` // title or summary; of a story caption or steps, too
	Lang  string `json:"lang"`
	Words string `json:"words"`
	Start int    `json:"start"` // in code points, the end not included
	End   int    `json:"end"`
	// Old and New are the figures or the names of places; New is nil where there is none any more.
	Old any    `json:"old"`
	New any    `json:"new"`
	Of  string `json:"of"` // the outcome, or "place"
}

// figure is a number that has become another.
type figure struct {
	old int
	now *int
	of  incidents.Outcome
}

// Check lists what title and summary, as they are after a change, still say of what it changed. The title is looked at
// first, languages by their codes.
func Check(before, after *incidents.Incident) []Warning {
	return checkTexts(before, after, named{"title", after.Title}, named{"summary", after.Summary})
}

// CheckStory lists the same of the story's title and summary, which tell of more than one incident, and of what it says of
// this one: the caption on the map, and the steps that lead to it.
func CheckStory(story *incidents.Story, before, after *incidents.Incident) []Warning {
	texts := []named{{"title", story.Title}, {"summary", story.Summary}, {"caption", story.Map.Captions[before.ID]}}
	for i := range story.Steps {
		if step := &story.Steps[i]; before.ID != "" && step.Incident == before.ID {
			texts = append(texts, named{"steps", step.Title}, named{"steps", step.Text})
		}
	}
	return checkTexts(before, after, texts...)
}

// named is a text and the field that it is of.
type named struct {
	field string
	texts incidents.Text
}

func checkTexts(before, after *incidents.Incident, of ...named) []Warning {
	all := []Warning{}
	figures, places := changedFigures(before, after), changedPlaces(before, after)
	if len(figures)+len(places) == 0 {
		return all
	}
	for _, text := range of {
		for _, lang := range text.texts.Langs() {
			found := append(staleFigures(text.texts[lang], lang, figures), stalePlaces(text.texts[lang], places)...)
			slices.SortStableFunc(found, func(a, b Warning) int { return cmp.Compare(a.Start, b.Start) })
			for _, w := range found {
				w.Field, w.Lang = text.field, lang
				all = append(all, w)
			}
		}
	}
	return all
}

func staleFigures(text, lang string, figures []figure) []Warning {
	var all []Warning
	for _, n := range Numbers(text, lang) {
		i := slices.IndexFunc(figures, func(f figure) bool { return f.old == n.Value })
		if i < 0 {
			continue
		}
		w := Warning{Words: n.Words, Start: n.Start, End: n.End, Old: n.Value, Of: string(figures[i].of)}
		if now := figures[i].now; now != nil {
			w.New = *now
		}
		all = append(all, w)
	}
	return all
}

// changedFigures lists the numbers that a change made others: of each row of casualties, and of the sums of each outcome.
func changedFigures(before, after *incidents.Incident) []figure {
	var all []figure
	compare := func(of incidents.Outcome, old, now incidents.Count) {
		there := []*int{now.Best, now.Low, now.High}
		for i, n := range []*int{old.Best, old.Low, old.High} {
			if n == nil || stays(*n, there[i], there) {
				continue
			}
			f := figure{*n, cmp.Or(there[i], now.Best), of}
			if !slices.ContainsFunc(all, func(g figure) bool { return g.old == f.old }) {
				all = append(all, f)
			}
		}
	}
	was, is := incidents.CountRows(before.Casualties), incidents.CountRows(after.Casualties)
	for _, outcome := range incidents.Outcomes() {
		compare(outcome, was[outcome], is[outcome])
	}
	for i := range before.Casualties {
		old := &before.Casualties[i]
		var now incidents.Count
		for k := range after.Casualties {
			if row := &after.Casualties[k]; row.ID == old.ID && row.Outcome == old.Outcome {
				now = incidents.Count{Low: row.Low, Best: row.Best, High: row.High}
			}
		}
		compare(old.Outcome, incidents.Count{Low: old.Low, Best: old.Best, High: old.High}, now)
	}
	return all
}

// stays reports whether what a figure was may still be told: it is the best figure now, or what it was the low or high
// of is as before. A low figure that is as before does not keep a best one that is another: "three" is then too few.
func stays(was int, same *int, now []*int) bool {
	is := func(n *int) bool { return n != nil && *n == was }
	if now[0] == nil {
		return slices.ContainsFunc(now, is)
	}
	return is(now[0]) || is(same)
}

// place is the name of a place that is not that of the incident any more.
type place struct {
	words []string // folded
	old   string
	now   any
}

// shortestName is how many letters a name has at least: shorter ones stand in other words' places too often.
const shortestName = 3

// changedPlaces lists the names of the old place, in any language, that the new one does not bear.
func changedPlaces(before, after *incidents.Incident) []place {
	var all []place
	kept := map[string]bool{}
	for _, name := range after.Where.Place {
		for _, t := range tokens([]rune(name)) {
			kept[t.text] = true
		}
	}
	for _, lang := range incidents.Text(before.Where.Place).Langs() {
		name, _, _ := strings.Cut(before.Where.Place[lang], ",")
		if name = strings.TrimSpace(name); len([]rune(name)) < shortestName || !startsLarge(name) {
			continue
		}
		p := place{old: name}
		same := true
		for _, t := range tokens([]rune(name)) {
			p.words = append(p.words, t.text)
			same = same && kept[t.text]
		}
		if now, _ := incidents.Text(after.Where.Place).In(lang); now != "" {
			p.now = now
		}
		if !same && !slices.ContainsFunc(all, func(q place) bool { return slices.Equal(q.words, p.words) }) {
			all = append(all, p)
		}
	}
	return all
}

// startsLarge tells names from descriptions such as "a lockup".
func startsLarge(name string) bool {
	for _, r := range name {
		return unicode.IsUpper(r) || !unicode.IsLower(r)
	}
	return false
}

func stalePlaces(text string, places []place) []Warning {
	runes := []rune(text)
	words := tokens(runes)
	var all []Warning
	for _, p := range places {
		for i := 0; i+len(p.words) <= len(words); i++ {
			if !slices.EqualFunc(words[i:i+len(p.words)], p.words, func(t token, word string) bool { return t.text == word }) {
				continue
			}
			start, end := words[i].start, words[i+len(p.words)-1].end
			all = append(all, Warning{Words: string(runes[start:end]), Start: start, End: end, Old: p.old, New: p.now, Of: "place"})
		}
	}
	return all
}
