package filter

import (
	"context"
	"slices"

	"incidentmap/incidents"
	"incidentmap/incidents/index"
	"incidentmap/web/address"
	"incidentmap/web/i18n"
	"incidentmap/web/page"
	"incidentmap/web/stories"
)

// Form is the form by which a reader narrows a story down, for filters.gohtml. Beside each
// choice stands what it would find together with the choices in the other groups.
type Form struct {
	page.Page
	Query    string
	Layers   []Layer // the story's own, in its order
	All      Layer   // the layer "all"
	Traits   []Trait
	Columns  []ColumnChoice
	Time     *Timeline // nil when all is of one time
	Kept     []page.Field
	Found    string // "12 of 27 entries", or how many there are
	Count    int    // how many were found
	Narrowed bool
	Lite     bool   // the page runs no script; for who makes it to say
	Action   string // address that the form is sent to: the story's page
	Clear    string // address of the page without any narrowing
}

// Option is a choice of a group; several are any of them.
type Option struct {
	ID, Text string
	Shape    string // of a kind
	Count    int
	Checked  bool
}

// Counter counts incidents of the day: without background, and where a story is shown whole without what
// was retracted or merged.
type Counter struct {
	Snapshot *stories.Snapshot
	Whole    []*incidents.Public // all of a story that is shown whole; nil of a larger one
}

// Of counts what a query finds, in all and by kind.
func (c *Counter) Of(q index.Query) (n int, kinds map[incidents.Kind]int) {
	kinds = map[incidents.Kind]int{}
	if len(q.Classes) == 0 {
		q.Classes = incidents.ClassesOfTheDay()
	}
	if c.Whole == nil {
		sum := c.Snapshot.Snapshot.Summary(q)
		for _, k := range sum.Kinds {
			kinds[k.Kind] = k.Count
		}
		return sum.Count, kinds
	}
	seqs := c.Snapshot.Snapshot.Select(q)
	slices.Sort(seqs)
	for _, p := range c.Whole {
		if _, found := slices.BinarySearch(seqs, p.Seq); found && p.Counted() {
			kinds[p.Kind]++
			n++
		}
	}
	return n, kinds
}

// NewForm makes the form for what criteria found. lite is the value of ?lite= where the address has it, and goes along.
func NewForm(ctx context.Context, p page.Page, found stories.Selection, w *Criteria, c *Counter, lang, lite string) (*Form, error) {
	v := &Form{Page: p, Query: w.Query, Narrowed: w.Any()}
	q := found.Query
	count, _ := c.Of(q)
	all, _ := c.Of(index.Query{})
	v.Count, v.Found = count, p.Say.Text("found", "n", count, "all", all)
	if count == all {
		v.Found = p.Entries(all)
	}
	slug := found.Snapshot.Story.Slug
	v.Action = address.Story(slug)
	v.Clear = address.WithQuery(address.Story(slug), "lang", lang)
	v.Kept = []page.Field{{Name: "lang", Value: lang}}
	if lite != "" {
		v.Kept = append(v.Kept, page.Field{Name: "lite", Value: lite})
		v.Clear = address.WithQuery(address.Story(slug), "lang", lang, "lite", lite)
	}
	for _, name := range []string{"within", unlisted} {
		if w.Words.Has(name) {
			v.Kept = append(v.Kept, page.Field{Name: name, Value: w.Words.Get(name)})
		}
	}
	if err := v.columns(ctx, found, w, c); err != nil {
		return nil, err
	}
	v.Layers, v.All = v.layers(found.Snapshot, q, w, c, lang)
	v.carry(w)
	v.Traits = v.traits(&found.Snapshot.Story, q, w, c)
	var err error
	v.Time, err = newTimeline(ctx, p, found, w)
	return v, err
}

// carry makes the downloads those of what was asked for.
func (v *Form) carry(w *Criteria) {
	words := w.Standard().Encode()
	if words == "" {
		return
	}
	with := func(l *Layer) {
		l.Download += "&" + words
		for i := range l.Files {
			l.Files[i].URL += "&" + words
		}
	}
	with(&v.All)
	for i := range v.Layers {
		with(&v.Layers[i])
	}
}

// layers counts the story's layers and the layer of all.
func (v *Form) layers(snap *stories.Snapshot, q index.Query, w *Criteria, c *Counter, lang string) (own []Layer, all Layer) {
	return Layers(v.Page, &snap.Story, w.Visible, lang, func(id string) int {
		one := q
		one.Layers = []string{id}
		if w.Visible != nil && len(w.Visible) == 0 {
			one.Narrowed = false
		}
		count, _ := c.Of(one)
		return count
	})
}

// Layers lists the story's layers and the layer of all. No visible means that each is switched on.
func Layers(p page.Page, story *incidents.Story, visible []string, lang string, count func(layer string) int) (own []Layer, all Layer) {
	item := func(id string, title i18n.Words) Layer {
		n := count(id)
		return Layer{
			ID: id, Title: title, Count: n, CountText: p.Say.Count("count.entry", n),
			Checked:  visible == nil || slices.Contains(visible, id),
			Download: address.WithQuery(address.Layer(story.Slug, id), "lang", lang),
			Files:    page.OtherFiles(story.Slug, id, lang),
		}
	}
	for _, l := range story.Layers {
		layer := item(l.ID, p.Say.Words(l.Title, lang))
		layer.Shape, layer.Color = string(l.Symbol.Shape), l.Symbol.Color
		own = append(own, layer)
	}
	return own, item(incidents.LayerAll, i18n.Words{Text: p.T("layer.all")})
}

// Layer is a layer's line among the switches.
type Layer struct {
	ID        string
	Title     i18n.Words
	Shape     string
	Color     string
	Count     int    // incidents, background left out
	CountText string // "4 incidents"
	Checked   bool
	Download  string          // address of its GeoJSON in the page's language
	Files     []page.FileLink // in every other format
}
