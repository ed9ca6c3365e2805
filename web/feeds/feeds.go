// Package feeds answers with what changed last in a story: as Atom with GeoRSS, and as JSON Feed.
package feeds

import (
	"bytes"
	"context"
	"io"
	"net/http"
	"strings"
	"time"

	"github.com/gorilla/mux"

	"incidentmap/incidents"
	"incidentmap/web/address"
	"incidentmap/web/i18n"
	"incidentmap/web/respond"
	"incidentmap/web/stories"
)

// feedEntries is how many incidents a feed has, those that changed last.
const feedEntries = 100

// feedBytes is how large a feed is at most: where incidents are long, it has fewer of them.
const feedBytes = 1_000_000

// Media types of feeds.
const (
	atomType     = "application/atom+xml; charset=utf-8" // RFC 4287
	jsonFeedType = "application/feed+json"               // https://www.jsonfeed.org/version/1.1/
)

// API answers with feeds. It is safe for use by many goroutines.
type API struct {
	stories   *stories.SnapshotCache
	answers   *respond.Sender
	languages i18n.Languages
}

// New makes the feeds of stories.
func New(snapshots *stories.SnapshotCache, answers *respond.Sender, languages i18n.Languages) *API {
	return &API{snapshots, answers, languages}
}

// Register registers the routes, which pages of any origin may read.
func (a *API) Register(r *mux.Router) {
	a.answers.GetAnywhere(r, address.Atom("{story}"), a.feed(atomType, writeAtom))
	a.answers.GetAnywhere(r, address.JSONFeed("{story}"), a.feed(jsonFeedType, writeJSONFeed))
}

// feed is what readers subscribe to, in a language, before it is written in a format.
type feed struct {
	title, summary, author, rights string
	lang                           string
	id                             string
	home, self                     string // absolute addresses
	about                          string // absolute address of what the members of entries mean
	updated                        time.Time
	entries                        []feedEntry
}

// feedEntry is an incident as it is now, and what its newest revision was.
type feedEntry struct {
	id, url        string
	title, summary string // with the mark of a correction or retraction
	kind, revision i18n.Label
	number         int
	of             *incidents.Public
	lang           string // of the title where that is not the feed's
	attached       []attachment
}

// feed answers with the latest changes of a story.
func (a *API) feed(mediaType string, write func(io.Writer, *feed) error) respond.Handler {
	return func(w http.ResponseWriter, r *http.Request) error {
		if _, err := respond.ReaderParameters(r, "lang", "v"); err != nil {
			return err
		}
		snap, err := a.stories.Of(r.Context(), mux.Vars(r)["story"])
		if err != nil {
			return err
		}
		lang, base := i18n.Choose(r, &snap.Story), a.answers.BaseURL(r)
		return a.answers.Send(w, r, respond.Representation{
			MediaType: mediaType, Cache: respond.Live, Vary: lang.Vary, State: []any{snap.Changed(), lang.Lang, base},
			Write: func(w io.Writer) error {
				f, err := a.latest(r.Context(), snap, lang.Lang, base)
				if err != nil {
					return err
				}
				f.self = base + address.WithQuery(r.URL.Path, "lang", lang.Lang)
				return writeBounded(w, f, write)
			},
		})
	}
}

// writeBounded writes a feed with as many of its newest entries as there is room for, and one at least.
func writeBounded(w io.Writer, f *feed, write func(io.Writer, *feed) error) error {
	var body bytes.Buffer
	for {
		body.Reset()
		if err := write(&body, f); err != nil {
			return err
		}
		n := len(f.entries)
		if body.Len() <= feedBytes || n <= 1 {
			_, err := body.WriteTo(w)
			return err
		}
		f.entries = f.entries[:min(n-1, max(1, n*feedBytes/body.Len()))]
	}
}

// latest makes the feed of a story.
func (a *API) latest(ctx context.Context, snap *stories.Snapshot, lang, base string) (*feed, error) {
	in := a.languages.Nearest(lang)
	f := &feed{
		id: tagOf(snap.Story.Slug), title: in.Words(snap.Story.Title, lang).Text, summary: in.Words(snap.Story.Summary, lang).Text,
		author: in.Words(snap.Story.Credit, lang).Text, rights: snap.Story.Licence.Name, lang: lang,
		home:    base + address.WithQuery(address.Story(snap.Story.Slug), "lang", lang),
		about:   base + address.Dictionary(snap.Story.Slug),
		updated: time.Unix(0, 0).UTC(), // of a story in which nothing was published
	}
	if f.author == "" {
		f.author = f.title // Atom asks for an author
	}
	shown, err := snap.Show(ctx, snap.Latest(feedEntries))
	if err != nil {
		return nil, err
	}
	for _, pub := range shown.Public {
		revisions, err := snap.Revisions(ctx, pub)
		if err != nil {
			return nil, err
		}
		kind := incidents.Create
		if len(revisions) > 0 {
			kind = revisions[len(revisions)-1].Kind
		}
		if pub.Updated.After(f.updated) {
			f.updated = pub.Updated
		}
		f.entries = append(f.entries, feedEntryOf(in, &snap.Story, pub, kind, lang, base))
	}
	return f, nil
}

// tagOf gives the id of a feed or an entry as a tag (RFC 4151): it is the same by whatever address the server is
// known, now and later, and in every language.
func tagOf(parts ...string) string { return "tag:incidentmap,2026:" + strings.Join(parts, "/") }

// feedEntryOf makes the entry of an incident. A correction is marked in the title, and its reason comes first: who
// read the entry before must not take the new text for the old.
func feedEntryOf(in i18n.Language, story *incidents.Story, pub *incidents.Public, kind incidents.RevisionKind, lang, base string) feedEntry {
	title := in.Words(pub.Title, lang)
	info, _ := story.LookupKind(pub.Kind)
	e := feedEntry{
		id: tagOf(pub.Story, pub.ID), url: base + address.WithQuery(pub.Path(), "lang", lang),
		title: title.Text, lang: title.Lang, of: pub, number: pub.Revision,
		kind:     i18n.Label{ID: string(pub.Kind), Text: in.Words(info.Title, lang).Text},
		revision: i18n.Label{ID: string(kind), Text: in.Text("revision." + string(kind))},
	}
	if pub.Disposition == incidents.Retracted {
		e.revision = i18n.Label{ID: string(incidents.Retraction), Text: in.Text("revision." + string(incidents.Retraction))}
	}
	note := in.Words(pub.Note, lang).Text
	var parts []string
	switch {
	case pub.Disposition == incidents.Retracted:
		e.title = e.revision.Text + ": " + e.title
		parts = append(parts, in.Text("retracted"), note)
	case kind.Corrects():
		e.title = e.revision.Text + ": " + e.title
		parts = append(parts, strings.TrimSuffix(e.revision.Text+": "+note, ": "))
	case note != "":
		parts = append(parts, note)
	}
	parts = append(parts, in.Words(pub.Summary, lang).Text, in.Place(pub, lang).Text)
	e.attached = attachments(in, pub, lang, base)
	e.summary = strings.Join(nonEmpty(parts), "\n\n")
	return e
}

// attachments lists the pictures of an incident, but those that are only for who asks for them: programs that read feeds
// show what is attached at once.
func attachments(in i18n.Language, pub *incidents.Public, lang, base string) []attachment {
	var all []attachment
	for i := range pub.Media {
		m := &pub.Media[i]
		if m.Sensitive() {
			continue
		}
		all = append(all, attachment{
			URL:  base + address.Media(pub.Story, pub.ID, incidents.MediaFileName(m.Hash, m.Width)),
			Type: "image/jpeg", Title: in.Words(m.Alt, lang).Text + " (" + in.Words(m.Credit, lang).Text + ")",
		})
	}
	return all
}

func nonEmpty(texts []string) []string {
	var kept []string
	for _, t := range texts {
		if t != "" {
			kept = append(kept, t)
		}
	}
	return kept
}
