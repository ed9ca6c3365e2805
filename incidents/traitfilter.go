package incidents

import (
	"iter"
	"net/url"
	"slices"
)

// TraitFilter is a word of filters that asks for one of few facts of an incident (see Traits): any of some words of a
// closed set.
type TraitFilter interface {
	// Word is the query parameter. The property that it asks for is called the same.
	Word() string
	// Values lists the closed set in the order in which people read it, of kinds those of the table.
	Values() []string
	// Wanted gives what a filter asks for; nothing means all.
	Wanted(f *Filter) []string
	// Want makes a filter ask for those of the values that are known; none means all.
	Want(f *Filter, values []string)

	// read reads what is wanted from query parameters.
	read(f *Filter, words url.Values, problems *Problems)
	// narrow takes over what another filter asks for, where the filter asks for nothing.
	narrow(f, more *Filter)
	matches(f *Filter, p *Public) bool
	// test gives what the filter asks of traits; nil where it asks nothing.
	test(f *Filter) func(*Traits) bool
}

// TraitFilters lists the table of such words; the caller must not change it.
func TraitFilters() []TraitFilter { return traitFilters }

// TraitWords lists those of FilterWords that are lists of words of a closed set.
func TraitWords() []string {
	words := make([]string, len(traitFilters))
	for i, t := range traitFilters {
		words[i] = t.Word()
	}
	return words
}

// TraitLists gives what is wanted for each of TraitWords.
func (f *Filter) TraitLists() iter.Seq2[string, []string] {
	return func(yield func(string, []string) bool) {
		for _, t := range traitFilters {
			if !yield(t.Word(), t.Wanted(f)) {
				return
			}
		}
	}
}

// NarrowTraits takes over what another filter asks for of each trait of which this one asks nothing.
func (f *Filter) NarrowTraits(more *Filter) {
	for _, t := range traitFilters {
		t.narrow(f, more)
	}
}

func (f *Filter) wantsTraitsOf(p *Public) bool {
	for _, t := range traitFilters {
		if !t.matches(f, p) {
			return false
		}
	}
	return true
}

// TraitTest is what a filter asks of traits, made for asking it of many; the nil test asks nothing.
type TraitTest []func(*Traits) bool

// TraitTest gives what the filter asks of traits.
func (f *Filter) TraitTest() TraitTest {
	var test TraitTest
	for _, t := range traitFilters {
		if asks := t.test(f); asks != nil {
			test = append(test, asks)
		}
	}
	return test
}

// Wants reports whether incidents of such traits are wanted.
func (test TraitTest) Wants(t *Traits) bool {
	for _, asks := range test {
		if !asks(t) {
			return false
		}
	}
	return true
}

// traitFilter is a TraitFilter for words of type W.
type traitFilter[W ~string] struct {
	word     string
	known    func() []W
	list     func(*Filter) *[]W // where a filter has what it asks for
	of       func(*Public) W
	numbered []W // the list that the number of the trait is an index of
	number   func(*Traits) uint8
}

func (t traitFilter[W]) Word() string { return t.word }

func (t traitFilter[W]) Values() []string { return plain(t.known()) }

func (t traitFilter[W]) Wanted(f *Filter) []string { return plain(*t.list(f)) }

func (t traitFilter[W]) Want(f *Filter, values []string) {
	t.want(f, values, func(w W) bool { return slices.Contains(t.known(), w) })
}

func (t traitFilter[W]) want(f *Filter, values []string, isKnown func(W) bool) {
	var list []W
	for _, v := range values {
		if isKnown(W(v)) {
			list = append(list, W(v))
		}
	}
	*t.list(f) = list
}

func (t traitFilter[W]) read(f *Filter, words url.Values, problems *Problems) {
	known := t.known()
	items, _ := SplitLists(words[t.word], t.word, len(known), problems)
	for _, item := range items {
		if !slices.Contains(known, W(item)) {
			problems.Add(t.word, "%q is not known; use one or more of %v, divided by commas", item, known)
		}
	}
	t.Want(f, items)
}

func (t traitFilter[W]) narrow(f, more *Filter) {
	if list := t.list(f); *list == nil {
		*list = *t.list(more)
	}
}

func (t traitFilter[W]) matches(f *Filter, p *Public) bool {
	list := *t.list(f)
	return len(list) == 0 || slices.Contains(list, t.of(p))
}

func (t traitFilter[W]) test(f *Filter) func(*Traits) bool {
	list := *t.list(f)
	if len(list) == 0 {
		return nil
	}
	wanted := make([]bool, len(t.numbered))
	for i, word := range t.numbered {
		wanted[i] = slices.Contains(list, word)
	}
	return func(traits *Traits) bool { return wanted[t.number(traits)] }
}

// kindFilter is the TraitFilter of kinds, of which stories declare their own.
type kindFilter struct{ traitFilter[Kind] }

func (t kindFilter) Values() []string {
	list := make([]string, len(kinds))
	for i := range kinds {
		list[i] = string(kinds[i].Kind)
	}
	return list
}

func (t kindFilter) Want(f *Filter, values []string) {
	t.want(f, values, func(k Kind) bool {
		_, known := kindRows[k]
		return known || k.IsOwn()
	})
}

// read reads kinds of the table and of those that stories declare; which a story has, Filter.Check knows.
func (t kindFilter) read(f *Filter, words url.Values, problems *Problems) {
	items, _ := SplitLists(words[t.word], t.word, len(kinds)+MaxKinds, problems)
	for _, item := range items {
		checkKind(problems, t.word, Kind(item))
	}
	t.Want(f, items)
}

func (t kindFilter) test(f *Filter) func(*Traits) bool {
	ofTable := t.traitFilter.test(f)
	if ofTable == nil {
		return nil
	}
	return func(traits *Traits) bool {
		if traits.own != "" {
			return slices.Contains(f.Kinds, traits.own)
		}
		return ofTable(traits)
	}
}

func plain[T ~string](list []T) []string {
	words := make([]string, len(list))
	for i, w := range list {
		words[i] = string(w)
	}
	return words
}
