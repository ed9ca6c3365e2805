package web

import (
	"context"
	"net/url"
	"slices"
	"strings"
	"time"

	"incidentmap/incidents"
	"incidentmap/web/stories"
)

// narrowing is which incidents the address of a page for readers asks for.
type narrowing struct {
	incidents.Filter
	Visible []string   // ids of the layers that are switched on; nil means all
	Words   url.Values // what was understood, as the address has it
}

// readNarrowing reads the words kind, class, verification, q, datetime, layers, and within, the
// box (west, south, east, north) to which a reader keeps; in place of datetime also the days
// from and to of a form. What cannot be read is as if it were not there: a link that was
// cut short still shows the story.
func readNarrowing(words url.Values, story *incidents.Story, zone *time.Location) narrowing {
	n := narrowing{Words: url.Values{}}
	understood := url.Values{}
	take := func(name, as string, values []string) {
		values = slices.DeleteFunc(slices.Clone(values), func(v string) bool { return strings.TrimSpace(v) == "" })
		if len(values) == 0 {
			return
		}
		if _, err := incidents.ParseFilter(url.Values{as: values}); err == nil {
			understood[as], n.Words[name] = values, values
		}
	}
	for _, name := range []string{"kind", "class", "verification", "q", "datetime"} {
		take(name, name, words[name])
	}
	if span := daysSpan(words.Get("from"), words.Get("to"), zone); span != "" && !understood.Has("datetime") {
		take("datetime", "datetime", []string{span})
	}
	take("within", "bbox", words["within"])
	n.Filter, _ = incidents.ParseFilter(understood) // each word of it was read before
	if words.Has("layers") {
		n.Visible = slices.DeleteFunc(visibleLayers(words), func(id string) bool { return !story.HasLayer(id) })
		n.Words["layers"] = []string{strings.Join(n.Visible, ",")}
		if len(n.Visible) == len(story.Layers) { // a form sends all of them, too
			n.Visible = nil
			n.Words.Del("layers")
		}
		n.Layers = n.Visible
	}
	return n
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

// visibleLayers reads ?layers=: ids divided by commas or repeated.
func visibleLayers(words url.Values) []string {
	ids := []string{}
	for _, list := range words["layers"] {
		ids = append(ids, strings.Split(list, ",")...)
	}
	return ids
}

// Any reports whether not all is asked for.
func (n *narrowing) Any() bool { return len(n.Words) > 0 }

// in finds what is asked for in a view.
func (n *narrowing) in(ctx context.Context, view *stories.View) (stories.Selection, error) {
	found, err := view.Select(ctx, n.Filter)
	if incidents.CodeOf(err) == incidents.EInvalid {
		n.Query = "" // words that no search can be made of
		n.Words.Del("q")
		found, err = view.Select(ctx, n.Filter)
	}
	if err == nil && n.Visible != nil && len(n.Visible) == 0 {
		found.Query.Narrowed, found.Query.Among = true, nil // every layer is switched off
	}
	return found, err
}
