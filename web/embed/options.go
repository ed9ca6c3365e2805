package embed

import (
	"math"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/language"

	"incidentmap/geo"
	"incidentmap/incidents"
)

// Themes lists the values of theme; auto, the first, is what the reader's system asks for.
func Themes() []string { return []string{"auto", "light", "dark"} }

// mostQuery is how many bytes the words of a text search may have.
const mostQuery = 200

// Options are what the address of an embed asks for. The zero Options, with List, are those of
// an address without a query.
type Options struct {
	Lang   string
	Layers []string    // ids that are on; none means all
	BBox   *geo.BBox   // the first view
	Center *[2]float64 // lon, lat in degrees; with Zoom the first view
	Zoom   *float64
	Theme  string
	AsOf   string // the state that is shown, as it was asked for; empty for the newest
	Hidden bool   // whether the list is left out

	Datetime      string // an interval as incidents.ParseInterval reads it
	Kinds         []incidents.Kind
	Verifications []incidents.Verification
	Text          string // words of a text search
}

// Read reads the query of an embed of a story. It never fails: unknown parameters may be of a
// content system, and a value that cannot be read, or is not of the story, is as if it were
// not there.
func Read(words url.Values, story *incidents.Story) Options {
	o := Options{Theme: Themes()[0], Hidden: words.Get("list") == "0"}
	if theme := words.Get("theme"); slices.Contains(Themes(), theme) {
		o.Theme = theme
	}
	if lang := words.Get("lang"); lang != "" {
		if _, err := language.Parse(lang); err == nil {
			o.Lang = lang
		}
	}
	for _, id := range items(words["layers"]) {
		if story.HasLayer(id) && id != incidents.LayerAll && !slices.Contains(o.Layers, id) {
			o.Layers = append(o.Layers, id)
		}
	}
	if box, err := geo.ParseBBox(words.Get("bbox")); err == nil {
		o.BBox = &box
	}
	o.readView(words)
	o.readFilter(words)
	if asOf := words.Get("as_of"); len(asOf) <= 40 && plain(asOf) {
		o.AsOf = asOf
	}
	return o
}

// readView reads where the map begins.
func (o *Options) readView(words url.Values) {
	lon, lat, two := strings.Cut(words.Get("center"), ",")
	x, xErr := strconv.ParseFloat(strings.TrimSpace(lon), 64)
	y, yErr := strconv.ParseFloat(strings.TrimSpace(lat), 64)
	z, zErr := strconv.ParseFloat(words.Get("zoom"), 64)
	if two && xErr == nil && yErr == nil && zErr == nil && math.Abs(x) <= 180 && math.Abs(y) <= 90 && z >= 0 && z <= 24 {
		o.Center, o.Zoom = &[2]float64{x, y}, &z
	}
}

// readFilter reads which incidents are shown.
func (o *Options) readFilter(words url.Values) {
	datetime := words.Get("datetime")
	if datetime == "" {
		datetime = words.Get("time")
	}
	if _, err := incidents.ParseInterval(datetime); err == nil {
		o.Datetime = datetime
	}
	for _, k := range items(words["kind"]) {
		if _, known := incidents.LookupKind(incidents.Kind(k)); known && !slices.Contains(o.Kinds, incidents.Kind(k)) {
			o.Kinds = append(o.Kinds, incidents.Kind(k))
		}
	}
	for _, v := range items(words["verification"]) {
		w := incidents.Verification(v)
		if slices.Contains(incidents.Verifications(), w) && !slices.Contains(o.Verifications, w) {
			o.Verifications = append(o.Verifications, w)
		}
	}
	if q := strings.TrimSpace(words.Get("q")); len(q) <= mostQuery && plain(q) {
		o.Text = q
	}
}

// plain reports whether a text can be searched for and written.
func plain(s string) bool { return utf8.ValidString(s) && !strings.ContainsRune(s, 0) }

// items reads lists that are divided by commas or repeated.
func items(lists []string) []string {
	var all []string
	for _, list := range lists {
		for _, item := range strings.Split(list, ",") {
			if item = strings.TrimSpace(item); item != "" {
				all = append(all, item)
			}
		}
	}
	return all
}

// Filter gives which incidents are shown; layers are switched in the page and are not part of it.
func (o *Options) Filter() incidents.Filter {
	f := incidents.Filter{Kinds: o.Kinds, Verifications: o.Verifications, Query: o.Text}
	if iv, err := incidents.ParseInterval(o.Datetime); err == nil && o.Datetime != "" {
		f.Time = &iv
	}
	return f
}

// FilterWords gives the filter as query parameters.
func (o *Options) FilterWords() url.Values {
	words := url.Values{}
	set := func(name, value string) {
		if value != "" {
			words.Set(name, value)
		}
	}
	set("datetime", o.Datetime)
	set("kind", joined(o.Kinds))
	set("verification", joined(o.Verifications))
	set("q", o.Text)
	return words
}

// ViewWords gives what the story's own page understands as well: the language, the layers, the
// place and the filter.
func (o *Options) ViewWords() url.Values {
	words := o.FilterWords()
	if o.Lang != "" {
		words.Set("lang", o.Lang)
	}
	if len(o.Layers) > 0 {
		words.Set("layers", strings.Join(o.Layers, ","))
	}
	if o.BBox != nil {
		words.Set("bbox", o.BBox.String())
	}
	if o.Center != nil {
		words.Set("center", number(o.Center[0])+","+number(o.Center[1]))
		words.Set("zoom", number(*o.Zoom))
	}
	return words
}

// Words gives all of the options as query parameters: Read gives the same options of them.
func (o *Options) Words() url.Values {
	words := o.ViewWords()
	if o.Theme != "" && o.Theme != Themes()[0] {
		words.Set("theme", o.Theme)
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

func number(v float64) string { return strconv.FormatFloat(v, 'f', -1, 64) }

func joined[T ~string](list []T) string {
	words := make([]string, len(list))
	for i, v := range list {
		words[i] = string(v)
	}
	return strings.Join(words, ",")
}
