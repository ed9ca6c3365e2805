package live

import (
	"context"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"strconv"

	"github.com/gorilla/mux"

	"incidentmap/incidents"
	"incidentmap/web/address"
	"incidentmap/web/i18n"
	"incidentmap/web/respond"
)

// How many changes an answer holds, and about how many bytes of features.
const (
	changesDefault = 1000
	changesMost    = 10000
	changesBytes   = 8 << 20
	changesWaiting = 16 // requests for more than the default at once
)

// mostSeq is the greatest number that a client may name: what JSON readers hold exactly.
const mostSeq = 1 << 53

// changesDocument is what changed in a story after a sequence number: of each incident
// its newest state alone.
type changesDocument struct {
	Story   string         `json:"story"`
	Lang    string         `json:"lang"`
	Since   incidents.Seq  `json:"since"`
	Next    incidents.Seq  `json:"next"`   // to ask with since= for what comes after these
	Newest  incidents.Seq  `json:"newest"` // of the story
	More    bool           `json:"more"`   // whether there are changes after next already
	Changes []record       `json:"changes"`
	Links   []respond.Link `json:"links"`
}

// changes answers with what changed. Its tag is of its bytes: what changed after a number
// has no number of its own that would name the answer while changes go on.
func (a *API) changes(w http.ResponseWriter, r *http.Request) error {
	words, err := respond.Parameters(r, "since", "limit", "lang")
	if err != nil {
		return err
	}
	since, limit, err := readSpan(words)
	if err != nil {
		return err
	}
	snap, err := a.stories.Of(r.Context(), mux.Vars(r)["story"])
	if err != nil {
		return err
	}
	if snap, err = snap.CaughtUp(r.Context()); err != nil {
		return err
	}
	lang, newest := i18n.Choose(r, &snap.Story), snap.Changed() // drafts do not move it
	doc := changesDocument{Story: snap.Story.Slug, Lang: lang.Lang, Since: since, Newest: newest}
	key := fmt.Sprintf("%d %s %s%s", newest, lang.Lang, a.answers.BaseURL(r), r.URL)
	body, err := a.same.Do(r.Context(), key, func(ctx context.Context) ([]byte, error) {
		if err := a.fill(ctx, &doc, a.answers.BaseURL(r), limit); err != nil {
			return nil, err
		}
		doc.Links = a.changesLinks(r, &doc, words)
		return respond.Marshal(doc)
	})
	if err != nil {
		return err
	}
	return a.answers.Send(w, r, respond.Representation{
		MediaType: respond.JSONType, Cache: respond.Live, Vary: lang.Vary, State: []any{string(body)},
		Write: func(w io.Writer) error { return respond.WriteAll(w, body, []byte("\n")) },
	})
}

// fill reads what changed. Who asks for many at once waits for a turn.
func (a *API) fill(ctx context.Context, doc *changesDocument, base string, limit int) (err error) {
	if limit > changesDefault {
		leave, err := a.reads.Enter(ctx)
		if err != nil {
			return err
		}
		defer leave()
	}
	wanted := span{doc.Since, doc.Newest, limit, changesBytes}
	if doc.Changes, doc.More, err = a.records.read(ctx, topic{doc.Story, doc.Lang}, base, wanted); err != nil {
		return err
	}
	doc.Next = max(doc.Newest, doc.Since)
	if doc.More {
		doc.Next = doc.Changes[len(doc.Changes)-1].Seq
	}
	return nil
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
			problems.Add(name, "%s is not one whole number from %d to %d", incidents.Quote(words.Get(name)), least, most)
		}
		return n
	}
	since := number("since", 0, mostSeq, 0)
	limit := number("limit", 1, changesMost, changesDefault)
	return incidents.Seq(since), int(limit), problems.Err()
}

func (a *API) changesLinks(r *http.Request, doc *changesDocument, words url.Values) []respond.Link {
	here := a.answers.BaseURL(r) + r.URL.EscapedPath()
	next := url.Values{"since": {strconv.FormatInt(int64(doc.Next), 10)}, "lang": {doc.Lang}}
	if words.Has("limit") {
		next.Set("limit", words.Get("limit"))
	}
	return []respond.Link{
		{Rel: "self", Type: respond.JSONType, Href: a.answers.BaseURL(r) + address.WithoutVersion(r.URL)},
		{Rel: "next", Type: respond.JSONType, Href: here + "?" + next.Encode()},
		{Rel: "alternate", Type: respond.GeoJSONType, Href: a.answers.BaseURL(r) + address.WithQuery(address.Layer(doc.Story, incidents.LayerAll), "lang", doc.Lang)},
	}
}
