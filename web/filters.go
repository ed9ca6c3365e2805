package web

import (
	"net/http"
	"net/url"
	"slices"

	"incidentmap/incidents"
	"incidentmap/incidents/index"
	"incidentmap/web/address"
	"incidentmap/web/page"
	"incidentmap/web/say"
	"incidentmap/web/stories"
)

// filters is the form by which a reader narrows a story down, for filters.gohtml. Beside each
// choice stands what it would find together with the choices in the other groups.
type filters struct {
	page.Page
	Query         string
	Layers        []layerItem // the story's own, in its order
	All           layerItem   // the layer "all"
	Kinds         []option
	Verifications []option
	Time          *timeline // nil when all is of one time
	Kept          []keptWord
	Found         string // "12 of 27 incidents"
	Narrowed      bool
	Lite          bool   // the page runs no script
	Action        string // address that the form is sent to: the story's page
	Clear         string // address of the page without any narrowing
}

// option is a choice of a group; several are any of them.
type option struct {
	ID, Text string
	Shape    string // of a kind
	Count    int
	Checked  bool
}

// keptWord is a parameter that is not in the form and goes with it.
type keptWord struct{ Name, Value string }

// counter counts incidents of the day: without background, and where a story is shown whole without what
// was retracted or merged.
type counter struct {
	view  *stories.View
	whole []*incidents.Public // all of a story that is shown whole; nil of a larger one
}

// of counts what a query finds, in all and by kind.
func (c *counter) of(q index.Query) (n int, kinds map[incidents.Kind]int) {
	kinds = map[incidents.Kind]int{}
	if len(q.Classes) == 0 {
		q.Classes = ofTheDayClasses()
	}
	if c.whole == nil {
		sum := c.view.View.Summary(q)
		for _, k := range sum.Kinds {
			kinds[k.Kind] = k.Count
		}
		return sum.Count, kinds
	}
	seqs := c.view.View.Select(q)
	slices.Sort(seqs)
	for _, p := range c.whole {
		if _, found := slices.BinarySearch(seqs, p.Seq); found && counted(p) {
			kinds[p.Kind]++
			n++
		}
	}
	return n, kinds
}

// filters makes the form for what a narrowing found. to is the address of the page that the form is on.
func (s *Server) filters(r *http.Request, p page.Page, found stories.Selection, n *narrowing, c *counter, in say.Texts) (*filters, error) {
	v := &filters{Page: p, Query: n.Query, Narrowed: n.Any(), Lite: isLite(r)}
	q := found.Query
	count, _ := c.of(q)
	all, _ := c.of(index.Query{})
	v.Found = p.Say.Text("found", "n", count, "all", all)
	slug := found.View.Story.Slug
	v.Action = address.Story(slug)
	v.Clear = address.WithQuery(address.Story(slug), "lang", in.Lang)
	v.Kept = append(v.Kept, keptWord{"lang", in.Lang})
	if r.URL.Query().Has("lite") {
		v.Kept = append(v.Kept, keptWord{"lite", r.URL.Query().Get("lite")})
		v.Clear += "&lite=" + url.QueryEscape(r.URL.Query().Get("lite"))
	}
	for _, name := range []string{"within", "class"} {
		for _, value := range n.Words[name] {
			v.Kept = append(v.Kept, keptWord{name, value})
		}
	}
	v.Layers, v.All = v.layers(found.View, q, n, c, in)
	v.Kinds = v.kinds(q, n, c)
	for _, id := range incidents.Verifications() {
		one := q
		one.Verifications = []incidents.Verification{id}
		if count, _ := c.of(one); count > 0 || slices.Contains(n.Verifications, id) {
			v.Verifications = append(v.Verifications, option{
				ID: string(id), Text: p.T("verification." + string(id)), Count: count, Checked: slices.Contains(n.Verifications, id),
			})
		}
	}
	var err error
	v.Time, err = newTimeline(r.Context(), p, found, n)
	return v, err
}

func (v *filters) kinds(q index.Query, n *narrowing, c *counter) []option {
	q.Kinds = nil
	_, kinds := c.of(q)
	_, all := c.of(index.Query{})
	var options []option
	for _, k := range incidents.Kinds() {
		checked := slices.Contains(n.Kinds, k.Kind)
		if all[k.Kind] > 0 || checked {
			options = append(options, option{
				ID: string(k.Kind), Text: v.Say.Words(k.Title, v.Lang).Text, Shape: string(k.Shape), Count: kinds[k.Kind], Checked: checked,
			})
		}
	}
	return options
}

// layers counts the story's layers and the layer of all.
func (v *filters) layers(t *stories.View, q index.Query, n *narrowing, c *counter, in say.Texts) (own []layerItem, all layerItem) {
	return layerItems(v.Page, &t.Story, n.Visible, in, func(id string) int {
		one := q
		one.Layers = []string{id}
		if n.Visible != nil && len(n.Visible) == 0 {
			one.Narrowed = false
		}
		count, _ := c.of(one)
		return count
	})
}

// layerItems lists the story's layers and the layer of all. No visible means that each is switched on.
func layerItems(p page.Page, story *incidents.Story, visible []string, in say.Texts, count func(layer string) int) (own []layerItem, all layerItem) {
	item := func(id string, title say.Words) layerItem {
		n := count(id)
		return layerItem{
			ID: id, Title: title, Count: n, CountText: p.Say.Count("count.entry", n),
			Checked:  visible == nil || slices.Contains(visible, id),
			Download: address.WithQuery(address.Layer(story.Slug, id), "lang", in.Lang),
			Files:    page.OtherFiles(story.Slug, id, in.Lang),
		}
	}
	for _, l := range story.Layers {
		layer := item(l.ID, p.Say.Words(l.Title, in.Lang))
		layer.Shape, layer.Color = string(l.Symbol.Shape), l.Symbol.Color
		own = append(own, layer)
	}
	return own, item(incidents.LayerAll, say.Words{Text: p.T("layer.all")})
}

// listed takes the words of a list, which are those of every address for programs, as a reader's.
func listed(f incidents.Filter, words url.Values) narrowing {
	n := narrowing{Filter: f, Words: url.Values{}}
	for _, name := range []string{"kind", "class", "verification", "q", "datetime"} {
		if words.Has(name) {
			n.Words[name] = words[name]
		}
	}
	if !f.AllLayers() {
		n.Visible = f.Layers
		n.Words["layers"] = f.Layers
	}
	return n
}
