package filter

import (
	"context"
	"net/url"
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"incidentmap/incidents"
	"incidentmap/web/stories"
)

// mostQuery is how many bytes the words of a text search may have.
const mostQuery = 200

// Criteria is which incidents the address of a page for readers asks for.
type Criteria struct {
	// Filter is of what is asked for but the layers, which are switched in the page.
	incidents.Filter
	Visible []string   // ids of the layers that are switched on; nil means all
	Words   url.Values // what was understood, each once, as an address has it
}

// Read reads the words kind, class, verification, q, datetime (or time), layers, and within, the box (west, south,
// east, north) to which a reader keeps; in place of datetime also the days from and to of a form, which are of
// the zone. What cannot be read, or is not of the story, is as if it were not there.
func Read(words url.Values, story *incidents.Story, zone *time.Location) Criteria {
	w := Criteria{Words: url.Values{}}
	for _, name := range incidents.TraitWords() {
		w.take(name, list(words[name], func(word string) bool { return readable(name, word) }))
	}
	for _, interval := range []string{words.Get("datetime"), words.Get("time"), daysSpan(words.Get("from"), words.Get("to"), zone)} {
		if !w.Words.Has("datetime") && readable("datetime", interval) {
			w.take("datetime", []string{interval})
		}
	}
	if q := strings.TrimSpace(words.Get("q")); len(q) <= mostQuery && utf8.ValidString(q) && !strings.ContainsRune(q, 0) {
		w.take("q", []string{q})
	}
	if box := words.Get("within"); readable("bbox", box) {
		w.take("within", []string{box})
	}
	w.takeColumns(words, story)
	w.Filter, _ = incidents.ParseFilter(w.Standard()) // each word of it was read before
	if words.Has("layers") {
		w.show(words["layers"], story)
	}
	return w
}

// Of takes the words of addresses for programs, which were read, as a reader's.
func Of(f incidents.Filter, words url.Values) Criteria {
	w := Criteria{Filter: f, Words: url.Values{}}
	for _, name := range append(incidents.TraitWords(), "q", "datetime") {
		w.take(name, list(words[name], func(string) bool { return true }))
	}
	for _, c := range f.Columns {
		w.Words[c.Name] = c.Values
	}
	w.Layers = nil
	if !f.AllLayers() {
		w.Visible = f.Layers
		w.Words["layers"] = []string{strings.Join(f.Layers, ",")}
	}
	return w
}

// takeColumns notes what is wanted of columns that readers of the story have.
func (w *Criteria) takeColumns(words url.Values, story *incidents.Story) {
	for _, c := range story.PublicColumns() {
		values := slices.DeleteFunc(slices.Clone(words[c.Name]), func(v string) bool { return !utf8.ValidString(v) || !readable(c.Name, v) })
		if len(values) == 0 {
			continue
		}
		asked := url.Values{c.Name: values}
		if f, err := incidents.ParseFilter(asked); err == nil && len(f.Columns) == 1 {
			w.Words[c.Name] = f.Columns[0].Values
		}
	}
	if _, err := incidents.ParseFilter(w.Words); err != nil { // more columns than may be asked for
		for name := range w.Words {
			if incidents.IsColumnName(name) {
				delete(w.Words, name)
			}
		}
	}
}

// show switches on the layers that lists name. Lists that name none of the story's are as if they were not
// there; an empty one switches all off.
func (w *Criteria) show(lists []string, story *incidents.Story) {
	known := list(lists, func(id string) bool { return id != incidents.LayerAll && story.HasLayer(id) })
	if len(known) == len(story.Layers) || len(known) == 0 && namesAny(lists) {
		return
	}
	w.Visible = append([]string{}, known...)
	w.Words["layers"] = []string{strings.Join(known, ",")}
}

// namesAny reports whether lists divided by commas have a word.
func namesAny(lists []string) bool {
	return slices.ContainsFunc(lists, func(some string) bool { return strings.Trim(some, ", \t\r\n") != "" })
}

// take notes a word; one without a value is none.
func (w *Criteria) take(name string, values []string) {
	if value := strings.Join(values, ","); value != "" {
		w.Words.Set(name, value)
	}
}

// list reads lists that are divided by commas or repeated, of which it keeps what is good, each once.
func list(lists []string, good func(string) bool) []string {
	var all []string
	for _, some := range lists {
		for _, word := range strings.Split(some, ",") {
			if word = strings.TrimSpace(word); word != "" && good(word) && !slices.Contains(all, word) {
				all = append(all, word)
			}
		}
	}
	return all
}

// readable reports whether a word of addresses for programs can be read.
func readable(name, value string) bool {
	if value == "" {
		return false
	}
	_, err := incidents.ParseFilter(url.Values{name: {value}})
	return err == nil
}

// daysSpan writes two days of a zone, both included, as an interval; an empty text is open.
func daysSpan(from, to string, zone *time.Location) string {
	end := func(text string, days int, less time.Duration) string {
		t, err := time.ParseInLocation(time.DateOnly, text, zone)
		if err != nil {
			return ".."
		}
		return t.AddDate(0, 0, days).Add(-less).UTC().Format(time.RFC3339)
	}
	span := end(from, 0, 0) + "/" + end(to, 1, time.Second)
	if span == "../.." {
		return ""
	}
	return span
}

// Standard gives the criteria but their layers in the words of addresses for programs.
func (w *Criteria) Standard() url.Values {
	words := url.Values{}
	for name, values := range w.Words {
		switch name {
		case "layers":
		case "within":
			words["bbox"] = values
		default:
			words[name] = values
		}
	}
	return words
}

// Any reports whether not all is asked for.
func (w *Criteria) Any() bool { return len(w.Words) > 0 }

// In finds what is asked for in a snapshot, of the layers that are switched on.
func (w *Criteria) In(ctx context.Context, snap *stories.Snapshot) (stories.Selection, error) {
	f := w.Filter
	f.Layers = w.Visible
	found, err := snap.Select(ctx, f)
	if incidents.CodeOf(err) == incidents.EInvalid {
		w.Without("q") // words that no search can be made of
		f.Query = ""
		found, err = snap.Select(ctx, f)
	}
	if err == nil && w.Visible != nil && len(w.Visible) == 0 {
		found.Query.Narrowed, found.Query.Among = true, nil // every layer is switched off
	}
	return found, err
}

// Without takes a word back.
func (w *Criteria) Without(name string) {
	w.Words.Del(name)
	w.Filter, _ = incidents.ParseFilter(w.Standard())
}
