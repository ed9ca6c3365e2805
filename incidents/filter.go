package incidents

import (
	"iter"
	"maps"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"time"

	"incidentmap/geo"
)

// Filter says which incidents of a story are wanted. The zero Filter wants all. What it means is
// Matches; an index, which answers the same from columns, is tested against it.
type Filter struct {
	Layers        []string  // ids: any of these; empty means all, and so does LayerAll among them
	BBox          *geo.BBox // incidents that meet the box, and those that have no geometry
	Time          *Interval // incidents whose time meets the interval, and those without a time
	Kinds         []Kind    // any of these; empty means all
	Classes       []Class
	Verifications []Verification
	Query         string // words of a text search
	// Columns are columns of the story with the values that are wanted; each must have one of its own.
	Columns []ColumnValues
}

// ColumnValues are values of a column of a story (see Column.Name), of which any is wanted. A value is
// compared as its type is written (12, 3.5, true, 2026-02-22; see Wants), and texts letter by letter.
type ColumnValues struct {
	Name   string
	Values []string
}

// Interval is a span of time, both ends included. A zero end is open.
type Interval struct {
	From, To time.Time
}

// FilterWords lists the query parameters that ParseFilter reads. AnyColumn stands for those of columns,
// which are the story's own.
func FilterWords() []string {
	return []string{"bbox", "datetime", "kind", "class", "verification", "q", "layer", AnyColumn}
}

// AnyColumn stands for the names of all columns in a list of parameters.
const AnyColumn = "x_*"

// IsColumnName reports whether a parameter is the name of a column of a story.
func IsColumnName(word string) bool {
	return len(word) <= maxColumnName && columnForm.MatchString(word)
}

// TraitWords lists those of FilterWords that are lists of words of a closed set.
func TraitWords() []string { return []string{"kind", "class", "verification"} }

// TraitLists gives what is wanted for each of TraitWords.
func (f *Filter) TraitLists() iter.Seq2[string, []string] {
	return func(yield func(string, []string) bool) {
		_ = yield("kind", plain(f.Kinds)) && yield("class", plain(f.Classes)) && yield("verification", plain(f.Verifications))
	}
}

func plain[T ~string](list []T) []string {
	words := make([]string, len(list))
	for i, w := range list {
		words[i] = string(w)
	}
	return words
}

// ParseFilter reads a filter from query parameters, the same on every address: bbox
// (see geo.ParseBBox), datetime (see ParseInterval), and kind, class, verification and layer as
// lists divided by commas or repeated, of which a repeated item is one and a list names at most 100
// layers, or all words of a closed set; q; and columns of the story (x_cause=drowning), repeated for further values of
// one: a comma is part of a value. Other parameters are not looked at. What cannot be read
// gives Problems that name the parameters; which layers there are is for the caller to know.
func ParseFilter(words url.Values) (Filter, error) {
	var f Filter
	var problems Problems
	for _, name := range []string{"bbox", "datetime", "q"} {
		if len(words[name]) > 1 {
			problems.Add(name, "is given %d times; give it once", len(words[name]))
		}
	}
	if words.Has("bbox") {
		box, err := geo.ParseBBox(words.Get("bbox"))
		if err != nil {
			problems.Add("bbox", "%v", err)
		}
		f.BBox = &box
	}
	if words.Has("datetime") {
		iv, err := ParseInterval(words.Get("datetime"))
		if err != nil {
			problems.Add("datetime", "%v", err)
		}
		f.Time = &iv
	}
	f.Kinds = parseKinds(words, &problems)
	f.Classes = parseList(words, "class", Classes(), &problems)
	f.Verifications = parseList(words, "verification", Verifications(), &problems)
	f.Query = strings.TrimSpace(words.Get("q"))
	f.Layers = parseLayers(words["layer"], &problems)
	f.Columns = parseColumns(words, &problems)
	return f, problems.Err()
}

// AllLayers reports whether incidents of any layer are wanted, and those of none.
func (f *Filter) AllLayers() bool {
	return len(f.Layers) == 0 || slices.Contains(f.Layers, LayerAll)
}

// Matches reports whether the filter lets an incident through: it is in one of the layers, of one of
// the kinds, classes and verifications, and meets the interval and the box. What has no time meets
// every interval, and what has no geometry every box: leaving it out would hide it. The words of
// Query are not looked at; a store's Search finds them.
func (f *Filter) Matches(p *Public) bool {
	return f.wantsLayerOf(p) && f.WantsKind(p.Kind) && f.WantsClass(p.Class) && f.WantsVerification(p.Verification) &&
		(f.Time == nil || f.Time.Meets(p.When)) &&
		(f.BBox == nil || p.Where.Geometry == nil || f.BBox.Intersects(p.Where.Geometry)) && f.WantsColumns(p.Attributes)
}

// WantsColumns reports whether an incident of those attributes has a wanted value in each column that is
// asked for.
func (f *Filter) WantsColumns(own []Attribute) bool {
	for _, c := range f.Columns {
		if !slices.ContainsFunc(own, func(a Attribute) bool { return a.Name == c.Name && c.Wants(a.Type, a.Value) }) {
			return false
		}
	}
	return true
}

func (f *Filter) wantsLayerOf(p *Public) bool {
	return f.AllLayers() || slices.ContainsFunc(f.Layers, func(id string) bool { return slices.Contains(p.Layers, id) })
}

// WantsKind reports whether incidents of a kind are wanted.
func (f *Filter) WantsKind(k Kind) bool { return anyOf(f.Kinds, k) }

// WantsClass reports whether incidents of a class are wanted.
func (f *Filter) WantsClass(c Class) bool { return anyOf(f.Classes, c) }

// WantsVerification reports whether incidents verified so far are wanted.
func (f *Filter) WantsVerification(v Verification) bool { return anyOf(f.Verifications, v) }

// anyOf reports whether a word is one of a list; an empty list has every word.
func anyOf[W comparable](list []W, word W) bool { return len(list) == 0 || slices.Contains(list, word) }

// MostLayers is how many layers a list may name; of a closed set of words it may name all.
const MostLayers = 100

// Wants reports whether a value of a column of a type is one of those that are wanted: numbers by what
// they are (3.5 is 3.50), all else by how it is written.
func (c ColumnValues) Wants(t ColumnType, value string) bool {
	if slices.Contains(c.Values, value) {
		return true
	}
	if t != NumberColumn && t != IntegerColumn {
		return false
	}
	own, err := strconv.ParseFloat(value, 64)
	return err == nil && slices.ContainsFunc(c.Values, func(wanted string) bool {
		n, err := strconv.ParseFloat(wanted, 64)
		return err == nil && n == own
	})
}

// How many columns a filter may ask for, and values of one.
const (
	mostFilterColumns = 12
	mostFilterValues  = 100
)

// parseColumns reads what is wanted of columns, in the order of their names.
func parseColumns(words url.Values, problems *Problems) []ColumnValues {
	var all []ColumnValues
	for _, name := range slices.Sorted(maps.Keys(words)) {
		if !strings.HasPrefix(name, "x_") {
			continue
		}
		values := slices.Compact(slices.Sorted(slices.Values(words[name])))
		switch {
		case !IsColumnName(name):
			problems.Add("x_", "%s is not the name of a column, such as x_cause_of_death", Quote(name))
		case len(values) > mostFilterValues:
			problems.Add(name, "is given %d values; the limit is %d", len(values), mostFilterValues)
		case slices.ContainsFunc(values, func(v string) bool { return v == "" || len(v) > MaxAttribute }):
			problems.Add(name, "has a value that is empty, or longer than %d bytes", MaxAttribute)
		default:
			all = append(all, ColumnValues{name, values})
		}
	}
	if len(all) > mostFilterColumns {
		problems.Add("x_", "columns are asked for %d times; the limit is %d", len(all), mostFilterColumns)
		return nil
	}
	return all
}

// Check gives EInvalid if the filter asks for a kind that is none of the story's, or for a column that its readers do
// not have.
func (f *Filter) Check(s *Story) error {
	var problems Problems
	for _, k := range f.Kinds {
		if !s.hasKind(k) {
			problems.Add("kind", "%q is no kind of story %q", k, s.Slug)
		}
	}
	for _, c := range f.Columns {
		if own := s.ColumnNamed(c.Name); !own.IsPublic() {
			problems.Add(c.Name, "is no column of story %q", s.Slug)
		}
	}
	return problems.Err()
}

// parseLayers reads a list of ids.
func parseLayers(lists []string, problems *Problems) []string {
	ids, ok := SplitLists(lists, "layer", MostLayers, problems)
	if ok && slices.Contains(ids, "") {
		problems.Add("layer", "%q names no layer at one place; write ids divided by commas", strings.Join(lists, ","))
		return nil
	}
	return ids
}

// SplitLists gives the items of lists divided by commas, each once, as they first come. False, with
// a problem that says so, if they are more than a number: nothing that follows is to grow with what was sent.
func SplitLists(lists []string, name string, most int, problems *Problems) (items []string, ok bool) {
	seen := map[string]bool{}
	for _, list := range lists {
		for word := range strings.SplitSeq(list, ",") {
			item := strings.TrimSpace(word)
			if seen[item] {
				continue
			}
			if len(items) == most {
				problems.Add(name, "names more than %d; ask for fewer", most)
				return nil, false
			}
			seen[item] = true
			items = append(items, item)
		}
	}
	return items, true
}

// parseKinds reads a list of kinds of the table and of those that stories declare; which a story has, Check knows.
func parseKinds(words url.Values, problems *Problems) []Kind {
	items, _ := SplitLists(words["kind"], "kind", len(kinds)+MaxKinds, problems)
	var list []Kind
	for _, item := range items {
		if !checkKind(problems, "kind", Kind(item)) {
			continue
		}
		list = append(list, Kind(item))
	}
	return list
}

// parseList reads a list of words of a closed set.
func parseList[T ~string](words url.Values, name string, known []T, problems *Problems) []T {
	items, _ := SplitLists(words[name], name, len(known), problems)
	var list []T
	for _, item := range items {
		if !slices.Contains(known, T(item)) {
			problems.Add(name, "%q is not known; use one or more of %v, divided by commas", item, known)
			continue
		}
		list = append(list, T(item))
	}
	return list
}
