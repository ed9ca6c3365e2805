package kinds

import (
	"strings"

	"incidentmap/incidents"
	"incidentmap/incidents/intake/words"
)

// Words are the words for kinds that one story has: the names of those that it declares, which go before all others,
// and those that all have.
type Words struct {
	own map[string]incidents.Kind
}

// Of gives the words of a story that declares these kinds.
func Of(own []incidents.KindInfo) Words {
	w := Words{map[string]incidents.Kind{}}
	for _, info := range own {
		for _, title := range info.Title {
			w.add(title, info.Kind)
		}
	}
	for _, info := range own { // what is an id is none of another's names
		w.own[words.Key(string(info.Kind))] = info.Kind
		w.add(strings.TrimPrefix(string(info.Kind), "x_"), info.Kind)
	}
	return w
}

// add takes a word for a kind, unless it is one already.
func (w Words) add(word string, kind incidents.Kind) {
	if key := words.Key(word); key != "" && w.own[key] == "" {
		w.own[key] = kind
	}
}

// Find gives the kind that a word means, in singular or plural.
func (w Words) Find(text string) (incidents.Kind, bool) {
	if k, ok := w.findOwn(text); ok {
		return k, true
	}
	return Find(text)
}

func (w Words) findOwn(text string) (incidents.Kind, bool) {
	if len(w.own) == 0 {
		return "", false
	}
	key := words.Key(text)
	for _, one := range []string{key, strings.TrimSuffix(key, "s"), strings.TrimSuffix(key, "es")} {
		if k, ok := w.own[one]; ok {
			return k, true
		}
	}
	return "", false
}

// Read gives the kind that a cell means: see the function of that name. One of the story's own is known by its whole
// name alone, which may be one of several that the cell has.
func (w Words) Read(cell string) (Reading, bool) {
	if k, ok := w.findOwn(cell); ok {
		return Reading{Kind: k, Score: 1}, true
	}
	r, known := Read(cell)
	if len(w.own) == 0 {
		return r, known
	}
	for _, part := range allParts(cell) {
		k, ok := w.findOwn(part)
		if !ok {
			continue
		}
		own := Reading{Kind: k, Score: scoreListed, Words: strings.TrimSpace(part)}
		if known {
			own.Others = append([]incidents.Kind{r.Kind}, r.Others...)
		}
		return own, true
	}
	return r, known
}
