package records

import (
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"

	"incidentmap/incidents/records/jsonscan"
)

// anyElement and anyMember stand in a path for each element of a list, and for each member of an object.
const (
	anyElement = "[]"
	anyMember  = "*"
)

// Bounds of the search for lists of records.
const (
	mostMembers  = 1000 // of an object that are remembered
	mostListings = 200
	listDepth    = 5 // levels that are gone into
	firstOf      = 3 // elements of a list that are gone into, unless they hold features
)

// jsonList is a list in the text, by the way to it.
type jsonList struct {
	path    []string
	objects int // among its elements
	lists   int // among its elements
}

// outline is what a text's structure tells of where its records are.
type outline struct {
	kind    string
	crs     []byte
	spatial []byte   // spatialReference, as ArcGIS has it
	fields  []byte   // the list of fields of an answer of an ArcGIS server
	title   string   // what the file calls itself
	names   []string // of the members of the only object
	objects int      // of these, those that are objects
	lists   []jsonList
	layers  []string // the names of the elements that hold features, in their order
}

// read goes over the text's only value without holding it.
func (top *outline) read(s *jsonscan.Stream) error {
	next, err := s.Peek()
	switch {
	case err != nil:
		return err
	case next == '[':
		_, err := top.list(s, nil)
		return err
	}
	_, err = top.object(s, nil)
	return err
}

// object goes over an object, and tells the name that it gives itself.
func (top *outline) object(s *jsonscan.Stream, path []string) (name string, err error) {
	if err := s.Pass('{'); err != nil {
		return "", err
	}
	for {
		if next, err := s.Peek(); err != nil || next == '}' {
			return name, errors.Join(err, s.Pass('}'))
		}
		raw, err := s.Value()
		if err != nil {
			return name, err
		}
		key := strings.Trim(string(raw), `"`)
		if err := s.Pass(':'); err != nil {
			return name, err
		}
		own, err := top.member(s, path, key)
		if err != nil {
			return name, err
		}
		if own != "" && name == "" {
			name = own
		}
		if next, err := s.Peek(); err != nil || next != ',' {
			return name, errors.Join(err, s.Pass('}'))
		}
		_ = s.Pass(',')
	}
}

// member goes over a member's value, and gives the name of the object where it is one.
func (top *outline) member(s *jsonscan.Stream, path []string, key string) (name string, err error) {
	first, err := s.Peek()
	if err != nil {
		return "", err
	}
	isTop := len(path) == 0
	if isTop && len(top.names) < mostMembers {
		top.names = append(top.names, key)
		if first == '{' {
			top.objects++
		}
	}
	if isTop {
		switch key {
		case "type", "crs", "spatialReference":
			value, err := s.Value()
			top.known(key, value)
			return "", err
		case "fields":
			if first == '[' && top.isArcGIS() {
				value, err := s.Value()
				top.fields = slices.Clone(value)
				return "", err
			}
		}
	}
	switch {
	case (key == "name" || key == "title") && first == '"':
		value, err := s.Value()
		if err == nil && json.Unmarshal(value, &name) == nil && isTop {
			top.title = name
		}
		return name, err
	case first == '[' && len(path) < listDepth:
		_, err := top.list(s, append(slices.Clone(path), key))
		return "", err
	case first == '{' && len(path) < listDepth:
		inner, err := top.object(s, append(slices.Clone(path), key))
		if isTop && top.title == "" && (key == "properties" || key == "metadata" || key == "_umap_options") {
			top.title = inner
		}
		if key == "properties" || key == "_umap_options" || key == "options" {
			name = inner
		}
		return name, err
	}
	return "", s.Skip()
}

// isArcGIS tells an answer of an ArcGIS server by what stands before its fields.
func (top *outline) isArcGIS() bool {
	return top.has("objectIdFieldName") || top.has("geometryType") || top.has("displayFieldName") || top.has("spatialReference") || top.has("fieldAliases")
}

func (top *outline) known(key string, value []byte) {
	switch key {
	case "type":
		top.kind = strings.Trim(string(value), `"`)
	case "crs":
		top.crs = slices.Clone(value)
	default:
		top.spatial = slices.Clone(value)
	}
}

// list goes over a list and counts its objects, going into the first of them and into all that hold
// features. It tells whether any did.
func (top *outline) list(s *jsonscan.Stream, path []string) (holds bool, err error) {
	if err := s.Pass('['); err != nil {
		return false, err
	}
	at := len(top.lists)
	if at < mostListings {
		top.lists = append(top.lists, jsonList{path: path})
	}
	objects, lists := 0, 0
	var names []string // of the elements, in their order
	for {
		next, err := s.Peek()
		switch {
		case err != nil:
			return holds, err
		case next == ']':
			if at < len(top.lists) {
				top.lists[at].objects, top.lists[at].lists = objects, lists
			}
			if holds && top.layers == nil {
				top.layers = names
			}
			return holds, s.Pass(']')
		case next == ',':
			_ = s.Pass(',')
			continue
		case next == '{' && (objects < firstOf || holds) && len(path) < listDepth:
			objects++
			before := top.features()
			name, err := top.object(s, append(slices.Clone(path), anyElement))
			if err != nil {
				return holds, err
			}
			holds = holds || top.features() > before
			names = named(names, name)
		default:
			if next == '{' {
				objects++
			}
			if next == '[' {
				lists++
			}
			names = named(names, "")
			if err := s.Skip(); err != nil {
				return holds, err
			}
		}
	}
}

// named appends the name of an element, as long as there are not very many.
func named(names []string, name string) []string {
	if len(names) >= mostMembers {
		return names
	}
	return append(names, name)
}

// features counts the lists of features that were met.
func (top *outline) features() int {
	n := 0
	for _, l := range top.lists {
		if len(l.path) > 0 && l.path[len(l.path)-1] == "features" {
			n++
		}
	}
	return n
}

func (top *outline) has(name string) bool { return slices.Contains(top.names, name) }

// recordLists are the names that lists of records go by.
var recordLists = []string{
	"features", "incidents", "incidentes", "events", "eventos", "records", "items", "rows", "results", "data", "docs", "hits", "value", "values", "nodes", "entries", "response", "result", "places", "markers", "reports",
}

// find gives the way to the records: to lists of features wherever they lie, else to the only list of
// objects, or to the one that has a name for it. The error tells of several of which none is it; nil
// and no error, that there is no list. others are lists that are not read.
func (top *outline) find() (path []string, others []jsonList, err error) {
	var features, lists []jsonList
	for _, l := range top.lists {
		switch {
		case l.objects == 0:
		case len(l.path) > 0 && l.path[len(l.path)-1] == "features" && (len(l.path) < 3 || l.path[len(l.path)-2] != "properties"):
			features = append(features, l)
		case !slices.Contains(l.path, anyElement):
			lists = append(lists, l)
		}
	}
	switch {
	case len(features) > 0:
		return samePath(features), nil, nil
	case len(lists) == 0 || top.has("geometry"):
		return nil, nil, nil
	case len(lists) == 1:
		return lists[0].path, nil, nil
	}
	best, rank := -1, len(recordLists)
	for i, l := range lists {
		if len(l.path) == 0 {
			continue
		}
		if r := slices.Index(recordLists, strings.ToLower(l.path[len(l.path)-1])); r >= 0 && r < rank {
			best, rank = i, r
		}
	}
	if best < 0 {
		var names []string
		for _, l := range lists {
			names = append(names, fmt.Sprintf("%s (%d)", strings.Join(l.path, "."), l.objects))
		}
		return nil, nil, fmt.Errorf("holds several lists, and none by a name for records: %s; save the one of incidents as a file of its own", strings.Join(names[:min(len(names), mostTold)], ", "))
	}
	return lists[best].path, slices.Delete(slices.Clone(lists), best, best+1), nil
}

// rowsOfLists gives the way to a list of lists at the top or by a name for records, as tables are written whose columns are
// named elsewhere.
func (top *outline) rowsOfLists() (string, bool) {
	for _, l := range top.lists {
		if l.lists < 2 || l.objects > 0 || len(l.path) > 2 {
			continue
		}
		if len(l.path) == 0 || slices.Contains(recordLists, strings.ToLower(l.path[len(l.path)-1])) {
			return strings.Join(l.path, "."), true
		}
	}
	return "", false
}

// samePath gives one way to several lists: where they differ, any member is gone into.
func samePath(all []jsonList) []string {
	path := slices.Clone(all[0].path)
	for _, l := range all[1:] {
		if len(l.path) != len(path) {
			if l.objects > all[0].objects {
				path = slices.Clone(l.path)
			}
			continue
		}
		for i := range path {
			if path[i] != l.path[i] {
				path[i] = anyMember
			}
		}
	}
	return path
}
