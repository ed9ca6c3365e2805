package jsonform

import (
	"encoding/json"
	"fmt"
	"maps"
	"math"
	"slices"
	"strconv"
	"strings"
	"time"

	"incidentmap/incidents"
)

// Fields reads the members of one JSON object, each by its name and type. What is wrong is
// noted by the name that the sender gave it, and what nobody asked for is wrong, too. A
// member that is null is as one that is not there.
type Fields struct {
	problems *incidents.Problems
	at       string // before every name: "casualties[0]."
	Members  map[string]any
	known    []string
}

// New gives the members of an object that a request holds, without a problem yet.
func New(members map[string]any) *Fields {
	return &Fields{problems: &incidents.Problems{}, Members: members}
}

// Below gives the members of an object that stands in this one, at a place such as "sources[0]". Its problems are noted with
// those of this one.
func (f *Fields) Below(at string, members map[string]any) *Fields {
	return &Fields{problems: f.problems, at: f.at + at + ".", Members: members}
}

// Err gives what was found wrong of this object and of all that are below it; nil for nothing.
func (f *Fields) Err() error { return f.problems.Err() }

// full reports whether as many problems were noted as are told.
func (f *Fields) full() bool { return f.problems.Full() }

// Only puts one problem in place of all others.
func (f *Fields) Only(problem *incidents.Error) { *f.problems = incidents.Problems{problem} }

// maxEntries bounds every list but those of positions and of incidents before it is read; the
// domain's own limits are lower.
const maxEntries = 1000

// Wrong notes a problem with a member.
func (f *Fields) Wrong(name, format string, args ...any) {
	f.problems.Add(f.at+name, format, args...)
}

// Take gives a member as it stands, nil when it is not there.
func (f *Fields) Take(name string) any {
	if !slices.Contains(f.known, name) {
		f.known = append(f.known, name)
	}
	return f.Members[name]
}

// Has reports whether a member is there and not null, without making it known.
func (f *Fields) Has(name string) bool { return f.Members[name] != nil }

// Done notes every member that was not asked for, with the known name that is like it.
func (f *Fields) Done() {
	for _, name := range slices.Sorted(maps.Keys(f.Members)) {
		if f.full() {
			return
		}
		if slices.Contains(f.known, name) {
			continue
		}
		if meant := nearest(name, f.known); meant != "" {
			f.Wrong(name, "is not a field; %q may be meant", meant)
			continue
		}
		f.Wrong(name, "is not a field; the fields are %s", strings.Join(f.known, ", "))
	}
}

// Word reads a text without asking what it says.
func Word[T ~string](f *Fields, name string) T {
	switch v := f.Take(name).(type) {
	case nil:
	case string:
		return T(v)
	default:
		f.Wrong(name, "is %s and not a text", TypeName(v))
	}
	return ""
}

// WordOr is word with a value for a member that is not there.
func WordOr[T ~string](f *Fields, name string, otherwise T) T {
	w := Word[T](f, name)
	if !f.Has(name) {
		return otherwise
	}
	return w
}

// Text reads a text by language, or one in the given language.
func (f *Fields) Text(name, lang string) incidents.Text {
	switch v := f.Take(name).(type) {
	case nil:
	case string:
		return incidents.Text{lang: v}
	case map[string]any:
		t := incidents.Text{}
		for _, tag := range slices.Sorted(maps.Keys(v)) {
			s, isText := v[tag].(string)
			if !isText {
				f.Wrong(name+"."+tag, "is %s and not a text", TypeName(v[tag]))
				continue
			}
			t[tag] = s
		}
		if len(t) > 0 {
			return t
		}
	default:
		f.Wrong(name, `is %s; give a text, or texts by language such as {"es": "…"}`, TypeName(v))
	}
	return nil
}

// Flag reads true or false; nil when it is not there.
func (f *Fields) Flag(name string) *bool {
	switch v := f.Take(name).(type) {
	case nil:
	case bool:
		return &v
	default:
		f.Wrong(name, "is %s and not true or false", TypeName(v))
	}
	return nil
}

// Number reads a finite number; false when it is not there.
func (f *Fields) Number(name string) (float64, bool) {
	v := f.Take(name)
	if v == nil {
		return 0, false
	}
	n, err := finite(v)
	if err != nil {
		f.Wrong(name, "%v", err)
		return 0, false
	}
	return n, true
}

func finite(v any) (float64, error) {
	n, isNumber := v.(json.Number)
	if !isNumber {
		return 0, fmt.Errorf("is %s and not a number", TypeName(v))
	}
	x, err := strconv.ParseFloat(n.String(), 64)
	if err != nil || math.IsInf(x, 0) || math.IsNaN(x) {
		return 0, fmt.Errorf("%s is beyond what a number can be", incidents.Cut(n.String(), 40))
	}
	return x, nil
}

// Count reads a whole number of people or things; nil when it is not there.
func (f *Fields) Count(name string) *int {
	v := f.Take(name)
	if v == nil {
		return nil
	}
	n, isNumber := v.(json.Number)
	if !isNumber {
		f.Wrong(name, "is %s and not a number", TypeName(v))
		return nil
	}
	x, err := finite(n) // to JSON, 4.0 is 4
	if err != nil || x < 0 || x > math.MaxInt32 || x != math.Trunc(x) {
		f.Wrong(name, "%s is not a whole number from 0 to %d", n, math.MaxInt32)
		return nil
	}
	whole := int(x)
	return &whole
}

// Offset reads a place in a text, in code points; zero when it is not there.
func (f *Fields) Offset(name string) int {
	if n := f.Count(name); n != nil {
		return *n
	}
	return 0
}

// Instant reads a time of RFC 3339; the zero time when it is not there.
func (f *Fields) Instant(name string) time.Time {
	s := Word[string](f, name)
	if s == "" {
		return time.Time{}
	}
	t, err := time.Parse(time.RFC3339, s)
	if err != nil || !InYears(t) {
		f.Wrong(name, "%q is not an instant such as 2026-02-22T14:30:00-06:00", s)
		return time.Time{}
	}
	return t
}

// InYears tells an instant that can be written in four digits of a year, in UTC, too.
func InYears(t time.Time) bool {
	year := t.UTC().Year()
	return year >= 1 && year <= 9999
}

// Object reads the members of an object; nil when it is not there.
func (f *Fields) Object(name string) *Fields {
	switch v := f.Take(name).(type) {
	case nil:
	case map[string]any:
		return f.Below(name, v)
	default:
		f.Wrong(name, "is %s and not an object", TypeName(v))
	}
	return nil
}

// List reads a list; nil when it is not there.
func (f *Fields) List(name string) []any {
	switch v := f.Take(name).(type) {
	case nil:
	case []any:
		return v
	default:
		f.Wrong(name, "is %s and not a list", TypeName(v))
	}
	return nil
}

// Entries reads a list that has not too many of them.
func (f *Fields) Entries(name string) []any {
	list := f.List(name)
	if len(list) > maxEntries {
		f.Wrong(name, "has %d entries; the limit is %d", len(list), maxEntries)
		return nil
	}
	return list
}

// Objects reads a list of objects.
func (f *Fields) Objects(name string) []*Fields {
	var all []*Fields
	for i, v := range f.Entries(name) {
		members, isObject := v.(map[string]any)
		at := fmt.Sprintf("%s[%d]", name, i)
		if !isObject {
			f.Wrong(at, "is %s and not an object", TypeName(v)) // it keeps its place, as others are named by theirs
		}
		all = append(all, f.Below(at, members))
	}
	return all
}

// Words reads a list of texts.
func Words[T ~string](f *Fields, name string) []T {
	var all []T
	for i, v := range f.Entries(name) {
		s, isText := v.(string)
		if !isText {
			f.Wrong(fmt.Sprintf("%s[%d]", name, i), "is %s and not a text", TypeName(v))
			continue
		}
		all = append(all, T(s))
	}
	return all
}
