package incidents

import (
	"net/url"
	"slices"
	"strings"
	"time"

	"incidentmap/geo"
)

// Filter says which incidents of a story are wanted. The zero Filter wants all.
type Filter struct {
	Layer         string    // a layer's id; empty means all
	BBox          *geo.BBox // incidents that meet the box, and those that have no geometry
	Time          *Interval // incidents whose time meets the interval, and those without a time
	Kinds         []Kind    // any of these; empty means all
	Classes       []Class
	Verifications []Verification
	Query         string // words of a text search
}

// Interval is a span of time, both ends included. A zero end is open.
type Interval struct {
	From, To time.Time
}

// FilterWords lists the query parameters that ParseFilter reads.
func FilterWords() []string {
	return []string{"bbox", "datetime", "kind", "class", "verification", "q", "layer"}
}

// ParseFilter reads a filter from query parameters, the same on every address: bbox
// (see geo.ParseBBox), datetime (see ParseInterval), and kind, class and verification as lists
// divided by commas or repeated; q; layer. Other parameters are not looked at. What
// cannot be read gives Problems that name the parameters.
func ParseFilter(words url.Values) (Filter, error) {
	var f Filter
	var problems Problems
	for _, name := range []string{"bbox", "datetime", "q", "layer"} {
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
	f.Kinds = parseList(words, "kind", kindIDs(), &problems)
	f.Classes = parseList(words, "class", Classes(), &problems)
	f.Verifications = parseList(words, "verification", Verifications(), &problems)
	f.Query = strings.TrimSpace(words.Get("q"))
	f.Layer = words.Get("layer")
	return f, problems.Err()
}

func (k Kind) known() bool {
	for i := range kinds {
		if kinds[i].Kind == k {
			return true
		}
	}
	return false
}

func kindIDs() []Kind {
	ids := make([]Kind, len(kinds))
	for i, k := range kinds {
		ids[i] = k.Kind
	}
	return ids
}

// parseList reads a list of words of a closed set.
func parseList[T ~string](words url.Values, name string, known []T, problems *Problems) []T {
	var list []T
	for _, part := range words[name] {
		for _, w := range strings.Split(part, ",") {
			v := T(strings.TrimSpace(w))
			if !slices.Contains(known, v) {
				problems.Add(name, "%q is not known; use one or more of %v, divided by commas", w, known)
				continue
			}
			list = append(list, v)
		}
	}
	return list
}
