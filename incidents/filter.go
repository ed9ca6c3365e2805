package incidents

import (
	"net/url"
	"slices"
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

// Interval is a span of time, both ends included. A zero end is open.
type Interval struct {
	From, To time.Time
}

// FilterWords lists the query parameters that ParseFilter reads. AnyColumn stands for those of columns,
// which are the story's own.
func FilterWords() []string {
	return slices.Concat([]string{"bbox", "datetime"}, TraitWords(), []string{"q", "layer", AnyColumn})
}

// traitFilters is the one table of words that ask for one of few facts of an incident, in the order in which they are told.
var traitFilters = []TraitFilter{
	kindFilter{traitFilter[Kind]{
		word: "kind", list: func(f *Filter) *[]Kind { return &f.Kinds }, of: func(p *Public) Kind { return p.Kind },
		numbered: numberedKinds, number: func(t *Traits) uint8 { return t.kind },
	}},
	traitFilter[Class]{
		word: "class", known: Classes, list: func(f *Filter) *[]Class { return &f.Classes }, of: func(p *Public) Class { return p.Class },
		numbered: traitClasses, number: func(t *Traits) uint8 { return t.class },
	},
	traitFilter[Verification]{
		word: "verification", known: Verifications, list: func(f *Filter) *[]Verification { return &f.Verifications },
		of:       func(p *Public) Verification { return p.Verification },
		numbered: traitVerifications, number: func(t *Traits) uint8 { return t.verification },
	},
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
	for _, t := range traitFilters {
		t.read(&f, words, &problems)
	}
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
	return f.wantsLayerOf(p) && f.wantsTraitsOf(p) &&
		(f.Time == nil || f.Time.Meets(p.When)) &&
		(f.BBox == nil || p.Where.Geometry == nil || f.BBox.Intersects(p.Where.Geometry)) && f.WantsColumns(p.Attributes)
}

func (f *Filter) wantsLayerOf(p *Public) bool {
	return f.AllLayers() || slices.ContainsFunc(f.Layers, func(id string) bool { return slices.Contains(p.Layers, id) })
}

// MostLayers is how many layers a list may name; of a closed set of words it may name all.
const MostLayers = 100

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
