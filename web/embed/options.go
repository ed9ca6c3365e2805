package embed

import (
	"maps"
	"net/url"
	"slices"
	"strings"
	"time"

	"golang.org/x/text/language"

	"incidentmap/incidents"
	"incidentmap/web/address"
	"incidentmap/web/download"
	"incidentmap/web/filter"
	"incidentmap/web/staticmap"
)

// Themes lists the values of theme; auto, the first, is what the reader's system asks for.
func Themes() []string { return []string{"auto", "light", "dark"} }

// Surrounds lists the values of ui, what an embed has around its map; the first is the usual one.
func Surrounds() []string { return []string{"full", "map", "none"} }

// Options are what the address of an embed asks for.
type Options struct {
	Criteria filter.Criteria // which incidents
	Lang     string
	Look     address.Look
	Theme    string
	AsOf     string // the state that is shown, as it was asked for; empty for the newest
	Hidden   bool   // whether the list is left out
	// Surround is what is around the map: all, its title and a link ("map"), or nothing but the link ("none").
	Surround string
	// Counts are the words for how counts are drawn, where that is asked for.
	Counts url.Values
	// Incident is the one whose card is open at first.
	Incident string
}

// Read reads the query of an embed of a story. It never fails: unknown parameters may be of a
// content system, and a value that cannot be read, or is not of the story, is as if it were
// not there.
func Read(words url.Values, story *incidents.Story, zone *time.Location) Options {
	o := Options{Criteria: filter.Read(words, story, zone), Look: address.ReadLook(words), Theme: Themes()[0], Surround: Surrounds()[0], Hidden: words.Get("list") == "0", AsOf: download.ReadAsOf(words), Counts: staticmap.CountWords(words)}
	if theme := words.Get("theme"); slices.Contains(Themes(), theme) {
		o.Theme = theme
	}
	if ui := words.Get("ui"); slices.Contains(Surrounds(), ui) {
		o.Surround = ui
	}
	if lang := words.Get("lang"); lang != "" {
		if _, err := language.Parse(lang); err == nil {
			o.Lang = lang
		}
	}
	if _, err := incidents.ParseULID(words.Get("incident")); err == nil {
		o.Incident = words.Get("incident")
	}
	return o
}

// ViewWords gives what the story's own page understands as well: the language, the criteria, the place, and
// the open card.
func (o *Options) ViewWords() url.Values {
	words := maps.Clone(o.Criteria.Words)
	if o.Lang != "" {
		words.Set("lang", o.Lang)
	}
	if o.Incident != "" {
		words.Set("incident", o.Incident)
	}
	o.Look.Put(words)
	maps.Copy(words, o.Counts)
	return words
}

// Words gives all of the options as query parameters: Read gives the same options of them.
func (o *Options) Words() url.Values {
	words := o.ViewWords()
	if o.Theme != "" && o.Theme != Themes()[0] {
		words.Set("theme", o.Theme)
	}
	if o.Surround != "" && o.Surround != Surrounds()[0] {
		words.Set("ui", o.Surround)
	}
	if o.AsOf != "" {
		words.Set("as_of", o.AsOf)
	}
	if o.Hidden {
		words.Set("list", "0")
	}
	return words
}

// Encode writes parameters as a query with plain commas, which people can read; empty for none.
func Encode(words url.Values) string {
	if len(words) == 0 {
		return ""
	}
	return "?" + strings.ReplaceAll(words.Encode(), "%2C", ",")
}
