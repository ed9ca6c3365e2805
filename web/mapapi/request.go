package mapapi

import (
	"context"
	"fmt"
	"io"
	"iter"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/gorilla/mux"

	"incidentmap/incidents"
	"incidentmap/incidents/format"
	"incidentmap/web/address"
	"incidentmap/web/i18n"
	"incidentmap/web/respond"
	"incidentmap/web/stories"
)

// asked is a request as far as all answers read it alike.
type asked struct {
	*http.Request
	words  url.Values
	layer  string // of the path; empty where it names none
	filter incidents.Filter
	found  stories.Selection
	lang   i18n.Choice // of the answer; none of a tile
}

// read reads a request for what is told in a language: see find.
func (m *Maps) read(r *http.Request, own ...string) (*asked, error) {
	a, err := m.find(r, own...)
	if err == nil {
		a.lang = i18n.Choose(r, &a.found.Snapshot.Story)
	}
	return a, err
}

// find reads a request that may have some words besides those of filters, and selects what it
// wants. Each of them is given once. ENotFound if there is no such story or layer.
func (m *Maps) find(r *http.Request, own ...string) (*asked, error) {
	a := &asked{Request: r, layer: mux.Vars(r)["layer"]}
	known := append(a.filterWords(), append(own, "lang", "v")...)
	var err error
	if a.words, err = respond.Parameters(r, known...); err != nil {
		return nil, err
	}
	var problems incidents.Problems
	for _, name := range append(own, "lang", "v") {
		if n := len(a.words[name]); n > 1 {
			problems.Add(name, "is given %d times; give it once", n)
		}
	}
	if err := problems.Err(); err != nil {
		return nil, err
	}
	if a.filter, err = incidents.ParseFilter(a.words); err != nil {
		return nil, err
	}
	snap, err := m.stories.Of(r.Context(), mux.Vars(r)["story"])
	if err != nil {
		return nil, err
	}
	if err := a.chooseLayers(snap); err != nil {
		return nil, err
	}
	a.found, err = snap.Select(r.Context(), a.filter)
	return a, err
}

// filterWords lists the words of filters. Where the path names the layer no other does.
func (a *asked) filterWords() []string {
	words := incidents.FilterWords()
	if a.layer == "" {
		return words
	}
	return slices.DeleteFunc(words, func(word string) bool { return word == "layer" })
}

func (a *asked) chooseLayers(snap *stories.Snapshot) error {
	if a.layer == "" {
		return snap.CheckLayers(&a.filter)
	}
	if !snap.Story.HasLayer(a.layer) {
		return incidents.Errorf(incidents.ENotFound, "", "story %q has no layer %q; %s lists them",
			snap.Story.Slug, a.layer, address.Layers(snap.Story.Slug))
	}
	a.filter.Layers = []string{a.layer}
	return nil
}

// state is what the answer depends on besides the words and the language.
func (m *Maps) state(a *asked) []any {
	return append(slices.Clone(a.found.State), m.answers.BaseURL(a.Request))
}

// canonical is the text of what a selection wants besides the layer of the path and the box: two
// that want the same of a state mostly have the same text, and two of the same text want the
// same.
func canonical(s *stories.Selection) string {
	f := &s.Query.Filter
	var b strings.Builder
	if f.Time != nil {
		fmt.Fprintf(&b, "datetime=%s/%s&", moment(f.Time.From), moment(f.Time.To))
	}
	if f.BBox != nil {
		fmt.Fprintf(&b, "bbox=%s&", f.BBox)
	}
	for name, words := range f.TraitLists() {
		list(&b, name, words)
	}
	list(&b, "layer", f.Layers)
	for _, c := range f.Columns {
		list(&b, c.Name, c.Values)
	}
	if s.Query.Narrowed {
		fmt.Fprintf(&b, "among=%x", s.State[1:])
	}
	return b.String()
}

func moment(t time.Time) string {
	if t.IsZero() {
		return ".."
	}
	return t.UTC().Format(time.RFC3339Nano)
}

func list(b *strings.Builder, name string, words []string) {
	if len(words) > 1 {
		words = slices.Compact(slices.Sorted(slices.Values(words)))
	}
	if len(words) > 0 {
		b.WriteString(name)
		for i, word := range words {
			b.WriteByte([2]byte{'=', ','}[min(i, 1)])
			b.WriteString(strconv.Quote(word))
		}
		b.WriteByte('&')
	}
}

// kept gives a body that was made before of the same state and words, or makes it once for
// all who ask for it. parts are what else it depends on. The server's own address is none of them:
// what is kept must not multiply by the names that clients give it.
func (m *Maps) kept(ctx context.Context, s *stories.Selection, make func(context.Context) (*format.Template, error), parts ...any) (*format.Template, error) {
	key := fmt.Sprintf("%q %d %q %q", s.Snapshot.Story.Slug, s.Snapshot.Changed(), canonical(s), parts)
	return m.bodies.Get(ctx, key, make)
}

// send answers with a document that is made when it is needed.
func (m *Maps) send(w http.ResponseWriter, a *asked, mediaType string, vary []string, body func() ([]byte, error)) error {
	return m.sendParts(w, a, mediaType, vary, func() (iter.Seq[[]byte], error) {
		b, err := body()
		return slices.Values([][]byte{b}), err
	})
}

// sendParts does the same with parts of a document that follow one another.
func (m *Maps) sendParts(w http.ResponseWriter, a *asked, mediaType string, vary []string, body func() (iter.Seq[[]byte], error)) error {
	return m.answers.Send(w, a.Request, respond.Representation{
		MediaType: mediaType, Cache: respond.Live, Vary: vary, State: append(m.state(a), a.lang.Lang),
		Write: func(w io.Writer) error {
			parts, err := body()
			if err != nil {
				return err
			}
			for part := range parts {
				if _, err := w.Write(part); err != nil {
					return err
				}
			}
			return nil
		},
	})
}
