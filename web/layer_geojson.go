package web

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"strings"

	"github.com/gorilla/mux"

	"incidentmap/incidents"
)

// collectionHead is what a FeatureCollection says besides its features: foreign members
// as RFC 7946, section 6.1, allows, and the type.
type collectionHead struct {
	Type           string             `json:"type"`
	Story          string             `json:"story"`
	Layer          string             `json:"layer"`
	Title          string             `json:"title"`
	Lang           string             `json:"lang"`
	Licence        *incidents.Licence `json:"licence,omitempty"`
	Credit         string             `json:"credit,omitempty"`
	Seq            incidents.Seq      `json:"seq"`
	AsOf           string             `json:"as_of,omitempty"`
	NumberReturned int                `json:"numberReturned"`
	Links          []hyperlink        `json:"links"`
}

// layerGeoJSON answers with a layer's incidents as a FeatureCollection (RFC 7946). It
// copies what the store has encoded; it builds no features.
func (s *Server) layerGeoJSON(w http.ResponseWriter, r *http.Request) error {
	filter, err := layerFilter(r)
	if err != nil {
		return err
	}
	t, err := s.tales.of(r.Context(), mux.Vars(r)["story"])
	if err != nil {
		return err
	}
	filter.Layer = mux.Vars(r)["layer"]
	if !t.story.HasLayer(filter.Layer) {
		return incidents.Errorf(incidents.ENotFound, "", "story %q has no layer %q; %s/layers lists them",
			t.story.Slug, filter.Layer, storyPath(t.story.Slug))
	}
	lang := chooseLanguage(r, &t.story)
	at := s.index.Seq()
	found := at
	if filter.Query != "" {
		// The store answers text searches, and may be ahead of the index.
		if found, err = s.store.Seq(r.Context()); err != nil {
			return err
		}
	}
	cache := cacheLive
	if at == found && at == t.seq {
		cache = s.cacheFor(r, at)
	}
	w.Header().Set("Content-Disposition", fmt.Sprintf("inline; filename=%q", t.story.Slug+"-"+filter.Layer+".geojson"))
	return s.send(w, r, answer{
		mediaType: geojsonType, cache: cache, vary: lang.vary,
		state: []any{at, found, t.seq, lang.lang, s.baseURL(r)},
		write: func(w io.Writer) error { return s.writeCollection(w, r, t, at, filter, lang.lang) },
	})
}

// layerFilter reads the filter words; the layer is in the address.
func layerFilter(r *http.Request) (incidents.Filter, error) {
	var words []string
	for _, word := range incidents.FilterWords() {
		if word != "layer" {
			words = append(words, word)
		}
	}
	query, err := readParameters(r, append(words, "lang", "v")...)
	if err != nil {
		return incidents.Filter{}, err
	}
	return incidents.ParseFilter(query)
}

func (s *Server) writeCollection(w io.Writer, r *http.Request, t *tale, at incidents.Seq, f incidents.Filter, lang string) error {
	seqs, err := s.selected(r.Context(), t.story.Slug, at, f)
	if err != nil {
		return err
	}
	base := s.baseURL(r)
	document := s.collectionHead(r, t, f.Layer, lang)
	document.Seq, document.NumberReturned = at, len(seqs)
	head, err := marshal(document)
	if err != nil {
		return err
	}
	// The features go in as the last member of the head's object.
	if _, err := fmt.Fprintf(w, "%s,\"features\":[", bytes.TrimSuffix(head, []byte("}"))); err != nil {
		return err
	}
	prefix, err := marshal(base + storyPath(t.story.Slug) + "/incidents/")
	if err != nil {
		return err
	}
	link := append([]byte(`,"url":`), bytes.TrimSuffix(prefix, []byte(`"`))...)
	between := "\n"
	for feature, err := range s.store.Features(r.Context(), seqs, lang) {
		if err != nil {
			return err
		}
		properties, ok := bytes.CutSuffix(feature.JSON, []byte("}}"))
		if !ok {
			return incidents.Errorf(incidents.EDamaged, "", "the stored feature of incident %s is cut off", feature.ID)
		}
		if err := writeAll(w, []byte(between), properties, link, []byte(feature.ID), []byte(`"}}`)); err != nil {
			return err
		}
		between = ",\n"
	}
	_, err = io.WriteString(w, "\n]}\n")
	return err
}

// selected asks the index as it stands at a sequence number, and the store for the words
// of a text search. When the index has moved on, the answer would not be what its ETag says.
func (s *Server) selected(ctx context.Context, story string, at incidents.Seq, f incidents.Filter) ([]incidents.Seq, error) {
	var among map[incidents.Seq]struct{}
	if f.Query != "" {
		found, err := s.store.Search(ctx, story, f.Query)
		if err != nil {
			return nil, err
		}
		among = make(map[incidents.Seq]struct{}, len(found))
		for _, seq := range found {
			among[seq] = struct{}{}
		}
	}
	seqs := s.index.Select(story, f, among)
	if s.index.Seq() != at {
		return nil, errMoved
	}
	return seqs, nil
}

func (s *Server) collectionHead(r *http.Request, t *tale, layer, lang string) collectionHead {
	title, _ := t.story.Title.In(lang)
	for _, l := range t.story.Layers {
		if l.ID == layer {
			title, _ = l.Title.In(lang)
		}
	}
	head := collectionHead{
		Type: "FeatureCollection", Story: t.story.Slug, Layer: layer, Title: title, Lang: lang,
		AsOf: asOf(t.asOf),
		Links: []hyperlink{
			{"self", geojsonType, s.baseURL(r) + withoutVersion(r.URL)},
			{"alternate", "text/html", s.baseURL(r) + withQuery(storyPath(t.story.Slug), "lang", lang)},
		},
	}
	head.Credit, _ = t.story.Credit.In(lang)
	if t.story.Licence != (incidents.Licence{}) {
		head.Licence = &t.story.Licence
	}
	return head
}

// withoutVersion gives the address that is not bound to a state of the story.
func withoutVersion(u *url.URL) string {
	query := u.Query()
	query.Del("v")
	return strings.TrimSuffix(u.EscapedPath()+"?"+query.Encode(), "?")
}

// marshal writes JSON as it is written elsewhere: without HTML's escapes.
func marshal(v any) ([]byte, error) {
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	err := e.Encode(v)
	return bytes.TrimSuffix(b.Bytes(), []byte("\n")), err
}

func writeAll(w io.Writer, parts ...[]byte) error {
	for _, p := range parts {
		if _, err := w.Write(p); err != nil {
			return err
		}
	}
	return nil
}
