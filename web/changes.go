package web

import (
	"context"
	"encoding/json"
	"io"
	"net/http"
	"net/url"
	"strconv"

	"github.com/gorilla/mux"

	"incidentmap/incidents"
	"incidentmap/incidents/format"
	"incidentmap/web/address"
	"incidentmap/web/answer"
	"incidentmap/web/say"
)

// How many changes an answer holds.
const (
	changesDefault = 1000
	changesMost    = 10000
)

func (s *Server) registerChanges(r *mux.Router) {
	s.getAnywhere(r, address.Changes("{story}"), s.changes)
}

// changesDocument is what changed in a story after a sequence number: of each incident
// its newest state alone.
type changesDocument struct {
	Story   string         `json:"story"`
	Lang    string         `json:"lang"`
	Since   incidents.Seq  `json:"since"`
	Next    incidents.Seq  `json:"next"`   // to ask with since= for what comes after these
	Newest  incidents.Seq  `json:"newest"` // of the whole store
	More    bool           `json:"more"`   // whether there are changes after next already
	Changes []changeRecord `json:"changes"`
	Links   []answer.Link  `json:"links"`
}

// changeRecord is an incident as readers see it from a change on, or that they see it no
// more.
type changeRecord struct {
	Seq     incidents.Seq   `json:"seq"`
	ID      string          `json:"id"`
	Feature json.RawMessage `json:"feature,omitempty"`
	Gone    bool            `json:"gone,omitempty"`
}

// changes answers with what changed. Its tag is of its bytes: what changed after a number
// has no number of its own that would name the answer while changes go on.
func (s *Server) changes(w http.ResponseWriter, r *http.Request) error {
	words, err := answer.Parameters(r, "since", "limit", "lang")
	if err != nil {
		return err
	}
	since, limit, err := readSpan(words)
	if err != nil {
		return err
	}
	story, err := s.store.Story(r.Context(), mux.Vars(r)["story"])
	if err != nil {
		return err
	}
	lang := say.Choose(r, &story)
	doc := changesDocument{Story: story.Slug, Lang: lang.Lang, Since: since, Changes: []changeRecord{}}
	if err := s.gather(r.Context(), &doc, limit, s.answers.BaseURL(r)); err != nil {
		return err
	}
	doc.Links = s.changesLinks(r, &doc, words)
	body, err := answer.Marshal(doc)
	if err != nil {
		return err
	}
	return s.answers.Send(w, r, answer.Representation{
		MediaType: answer.JSONType, Cache: answer.Live, Vary: lang.Vary, State: []any{string(body)},
		Write: func(w io.Writer) error { return answer.WriteAll(w, body, []byte("\n")) },
	})
}

// readSpan reads since and limit.
func readSpan(words url.Values) (incidents.Seq, int, error) {
	var problems incidents.Problems
	number := func(name string, least, most, fallback int64) int64 {
		if !words.Has(name) {
			return fallback
		}
		n, err := strconv.ParseInt(words.Get(name), 10, 64)
		if err != nil || n < least || n > most || len(words[name]) > 1 {
			problems.Add(name, "%q is not one whole number from %d to %d", words.Get(name), least, most)
		}
		return n
	}
	since := number("since", 0, 1<<53, 0) // what JSON readers hold exactly
	limit := number("limit", 1, changesMost, changesDefault)
	return incidents.Seq(since), int(limit), problems.Err()
}

// gather fills the document. An incident that changes meanwhile comes at its new number,
// after Newest, and so with the next request.
func (s *Server) gather(ctx context.Context, doc *changesDocument, limit int, base string) error {
	var err error
	if doc.Newest, err = s.store.Seq(ctx); err != nil {
		return err
	}
	doc.Next = max(doc.Newest, doc.Since)
	var shown []incidents.Seq
	for change, err := range s.store.Changes(ctx, doc.Since) {
		if err != nil {
			return err
		}
		if change.Seq > doc.Newest {
			break
		}
		if change.Gone {
			continue // its newer change tells what became of it
		}
		told, err := s.isTold(ctx, doc.Story, change)
		if err != nil {
			return err
		}
		if !told {
			continue
		}
		if len(doc.Changes) == limit {
			doc.More, doc.Next = true, doc.Changes[limit-1].Seq
			break
		}
		if change.Entry != nil {
			shown = append(shown, change.Seq)
		}
		doc.Changes = append(doc.Changes, changeRecord{Seq: change.Seq, ID: change.Incident.String(), Gone: change.Entry == nil})
	}
	return s.addFeatures(ctx, doc, shown, base)
}

// isTold reports whether readers may know of a change: of an incident that they see, or
// have once seen. One that never was public is not mentioned, not even as gone.
func (s *Server) isTold(ctx context.Context, story string, c incidents.Change) (bool, error) {
	if c.OfStory() || c.Story != story {
		return false, nil
	}
	if c.Entry != nil {
		return true, nil
	}
	revisions, err := s.store.Revisions(ctx, story, c.Incident.String())
	if err != nil {
		return false, err
	}
	for i := range revisions {
		if revisions[i].Incident.IsPublic() {
			return true, nil
		}
	}
	return false, nil
}

func (s *Server) addFeatures(ctx context.Context, doc *changesDocument, shown []incidents.Seq, base string) error {
	at := 0
	for feature, err := range s.store.Features(ctx, shown, doc.Lang) {
		if err != nil {
			return err
		}
		for doc.Changes[at].Seq != feature.Seq {
			at++
		}
		path := (&incidents.Public{ID: feature.ID, Story: doc.Story}).Path()
		if doc.Changes[at].Feature, err = format.AppendURL(nil, feature.JSON, base, path); err != nil {
			return err
		}
	}
	return nil
}

func (s *Server) changesLinks(r *http.Request, doc *changesDocument, words url.Values) []answer.Link {
	here := s.answers.BaseURL(r) + r.URL.EscapedPath()
	next := url.Values{"since": {strconv.FormatInt(int64(doc.Next), 10)}, "lang": {doc.Lang}}
	if words.Has("limit") {
		next.Set("limit", words.Get("limit"))
	}
	return []answer.Link{
		{Rel: "self", Type: answer.JSONType, Href: s.answers.BaseURL(r) + address.WithoutVersion(r.URL)},
		{Rel: "next", Type: answer.JSONType, Href: here + "?" + next.Encode()},
		{Rel: "alternate", Type: answer.GeoJSONType, Href: s.answers.BaseURL(r) + address.WithQuery(address.Layer(doc.Story, incidents.LayerAll), "lang", doc.Lang)},
	}
}
