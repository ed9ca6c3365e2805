package edit

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

// fields reads the members of one JSON object, each by its name and type. What is wrong is
// noted by the name that the sender gave it, and what nobody asked for is wrong, too. A
// member that is null is as one that is not there.
type fields struct {
	problems *incidents.Problems
	at       string // before every name: "casualties[0]."
	members  map[string]any
	known    []string
}

// newFields gives the members of an object that a request holds, without a problem yet.
func newFields(members map[string]any) *fields {
	return &fields{problems: &incidents.Problems{}, members: members}
}

// below gives the members of an object that stands in this one, at a place such as "sources[0]". Its problems are noted with
// those of this one.
func (f *fields) below(at string, members map[string]any) *fields {
	return &fields{problems: f.problems, at: f.at + at + ".", members: members}
}

// err gives what was found wrong of this object and of all that are below it; nil for nothing.
func (f *fields) err() error { return f.problems.Err() }

// full reports whether as many problems were noted as are told.
func (f *fields) full() bool { return f.problems.Full() }

// only puts one problem in place of all others.
func (f *fields) only(problem *incidents.Error) { *f.problems = incidents.Problems{problem} }

// maxEntries bounds every list but those of positions and of incidents before it is read; the
// domain's own limits are lower.
const maxEntries = 1000

// wrong notes a problem with a member.
func (f *fields) wrong(name, format string, args ...any) {
	f.problems.Add(f.at+name, format, args...)
}

// take gives a member as it stands, nil when it is not there.
func (f *fields) take(name string) any {
	if !slices.Contains(f.known, name) {
		f.known = append(f.known, name)
	}
	return f.members[name]
}

// has reports whether a member is there and not null, without making it known.
func (f *fields) has(name string) bool { return f.members[name] != nil }

// done notes every member that was not asked for, with the known name that is like it.
func (f *fields) done() {
	for _, name := range slices.Sorted(maps.Keys(f.members)) {
		if f.full() {
			return
		}
		if slices.Contains(f.known, name) {
			continue
		}
		if meant := nearest(name, f.known); meant != "" {
			f.wrong(name, "is not a field; %q may be meant", meant)
			continue
		}
		f.wrong(name, "is not a field; the fields are %s", strings.Join(f.known, ", "))
	}
}

// word reads a text without asking what it says.
func word[T ~string](f *fields, name string) T {
	switch v := f.take(name).(type) {
	case nil:
	case string:
		return T(v)
	default:
		f.wrong(name, "is %s and not a text", typeName(v))
	}
	return ""
}

// wordOr is word with a value for a member that is not there.
func wordOr[T ~string](f *fields, name string, otherwise T) T {
	w := word[T](f, name)
	if !f.has(name) {
		return otherwise
	}
	return w
}

// text reads a text by language, or one in the given language.
func (f *fields) text(name, lang string) incidents.Text {
	switch v := f.take(name).(type) {
	case nil:
	case string:
		return incidents.Text{lang: v}
	case map[string]any:
		t := incidents.Text{}
		for _, tag := range slices.Sorted(maps.Keys(v)) {
			s, isText := v[tag].(string)
			if !isText {
				f.wrong(name+"."+tag, "is %s and not a text", typeName(v[tag]))
				continue
			}
			t[tag] = s
		}
		if len(t) > 0 {
			return t
		}
	default:
		f.wrong(name, `is %s; give a text, or texts by language such as {"es": "…"}`, typeName(v))
	}
	return nil
}

// flag reads true or false; nil when it is not there.
func (f *fields) flag(name string) *bool {
	switch v := f.take(name).(type) {
	case nil:
	case bool:
		return &v
	default:
		f.wrong(name, "is %s and not true or false", typeName(v))
	}
	return nil
}

// number reads a finite number; false when it is not there.
func (f *fields) number(name string) (float64, bool) {
	v := f.take(name)
	if v == nil {
		return 0, false
	}
	n, err := finite(v)
	if err != nil {
		f.wrong(name, "%v", err)
		return 0, false
	}
	return n, true
}

func finite(v any) (float64, error) {
	n, isNumber := v.(json.Number)
	if !isNumber {
		return 0, fmt.Errorf("is %s and not a number", typeName(v))
	}
	x, err := strconv.ParseFloat(n.String(), 64)
	if err != nil || math.IsInf(x, 0) || math.IsNaN(x) {
		return 0, fmt.Errorf("%s is beyond what a number can be", incidents.Cut(n.String(), 40))
	}
	return x, nil
}

// count reads a whole number of people or things; nil when it is not there.
func (f *fields) count(name string) *int {
	v := f.take(name)
	if v == nil {
		return nil
	}
	n, isNumber := v.(json.Number)
	if !isNumber {
		f.wrong(name, "is %s and not a number", typeName(v))
		return nil
	}
	x, err := finite(n) // to JSON, 4.0 is 4
	if err != nil || x < 0 || x > math.MaxInt32 || x != math.Trunc(x) {
		f.wrong(name, "%s is not a whole number from 0 to %d", n, math.MaxInt32)
		return nil
	}
	whole := int(x)
	return &whole
}

// offset reads a place in a text, in code points; zero when it is not there.
func (f *fields) offset(name string) int {
	if n := f.count(name); n != nil {
		return *n
	}
	return 0
}

// instant reads a time of RFC 3339; the zero time when it is not there.
func (f *fields) instant(name string) time.Time {
	s := word[string](f, name)
	if s == "" {
		return time.Time{}
	}
	t, err := time.Parse(time.RFC3339, s)
	if err != nil || !inYears(t) {
		f.wrong(name, "%q is not an instant such as 2026-02-22T14:30:00-06:00", s)
		return time.Time{}
	}
	return t
}

// inYears tells an instant that can be written in four digits of a year, in UTC, too.
func inYears(t time.Time) bool {
	year := t.UTC().Year()
	return year >= 1 && year <= 9999
}

// object reads the members of an object; nil when it is not there.
func (f *fields) object(name string) *fields {
	switch v := f.take(name).(type) {
	case nil:
	case map[string]any:
		return f.below(name, v)
	default:
		f.wrong(name, "is %s and not an object", typeName(v))
	}
	return nil
}

// list reads a list; nil when it is not there.
func (f *fields) list(name string) []any {
	switch v := f.take(name).(type) {
	case nil:
	case []any:
		return v
	default:
		f.wrong(name, "is %s and not a list", typeName(v))
	}
	return nil
}

// entries reads a list that has not too many of them.
func (f *fields) entries(name string) []any {
	list := f.list(name)
	if len(list) > maxEntries {
		f.wrong(name, "has %d entries; the limit is %d", len(list), maxEntries)
		return nil
	}
	return list
}

// objects reads a list of objects.
func (f *fields) objects(name string) []*fields {
	var all []*fields
	for i, v := range f.entries(name) {
		members, isObject := v.(map[string]any)
		at := fmt.Sprintf("%s[%d]", name, i)
		if !isObject {
			f.wrong(at, "is %s and not an object", typeName(v)) // it keeps its place, as others are named by theirs
		}
		all = append(all, f.below(at, members))
	}
	return all
}

// words reads a list of texts.
func words[T ~string](f *fields, name string) []T {
	var all []T
	for i, v := range f.entries(name) {
		s, isText := v.(string)
		if !isText {
			f.wrong(fmt.Sprintf("%s[%d]", name, i), "is %s and not a text", typeName(v))
			continue
		}
		all = append(all, T(s))
	}
	return all
}
