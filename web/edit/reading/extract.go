package reading

import (
	"context"
	"errors"
	"io"
	"mime"
	"net/http"
	"net/url"
	"strings"
	"time"

	"incidentmap/incidents"
	"incidentmap/incidents/extract"
	"incidentmap/incidents/extract/article"
	"incidentmap/incidents/extract/offer"
	"incidentmap/web/edit/call"
	"incidentmap/web/edit/jsonform"
)

// StoryReader reads stories and gives drafts of what they tell; see package offer.
type StoryReader interface {
	Read(ctx context.Context, documents []article.Document, names []string, o extract.Options, into string) ([]offer.Story, []offer.Offer, error)
}

// Limits of one request for drafts: a second of processor, and some requests that wait.
const (
	maxExtracted   = 1 << 20 // bytes of all stories together
	extractWaiting = 8
)

// The media types of stories.
const (
	typeText = "text/plain"
	typeHTML = "text/html"
)

// extractStories answers POST …/extract with drafts of one story, sent as text or as a page,
// or of several in {"stories": [{"name", "content"}]}. With store=1 they are stored, as only=
// lists them, unless they were before.
func (a *API) extractStories(w http.ResponseWriter, c *call.Call) error {
	if a.reader == nil {
		return call.Refuse(http.StatusNotFound, incidents.ENotFound, "", "this server does not read stories")
	}
	slug, asked := c.Story(), c.URL.Query()
	story, err := a.store.Story(c.Context(), slug)
	if err != nil {
		return err
	}
	storing := asked.Get("store") == "1"
	if storing && !c.Actor.May(incidents.ActDraft, slug) {
		return call.Refuse(http.StatusForbidden, call.CodeForbidden, "Authorization", "who asks may read drafts and not store them; leave out store=1")
	}
	options, err := extractOptions(asked, &story)
	if err != nil {
		return err
	}
	documents, names, err := storiesOf(w, c)
	if err != nil {
		return err
	}
	leave, err := a.extracting.Enter(c.Context())
	if err != nil {
		return err
	}
	defer leave()
	stories, offers, err := a.reader.Read(c.Context(), documents, names, options, slug)
	if err != nil {
		return err
	}
	answer := offer.NewAnswer(stories, offers)
	status := http.StatusOK
	if storing {
		status = http.StatusCreated
		if err := a.keepOffers(c, stories, offers, &answer); err != nil {
			return err
		}
	}
	if asked.Get("format") != "geojson" {
		return call.Send(w, c, status, &answer)
	}
	w.Header().Set("Content-Type", call.TypeGeo)
	return call.Send(w, c, status, answer.Features())
}

// keepOffers stores the offers that are selected and were not stored before.
func (a *API) keepOffers(c *call.Call, stories []offer.Story, offers []offer.Offer, answer *offer.Answer) error {
	slug, keys := c.Story(), offer.Keys(stories, offers)
	known, err := a.store.Known(c.Context(), slug, keys)
	if err != nil {
		return err
	}
	selected := offer.Selection{Story: slug, Author: c.Author(), AuthorID: c.Actor.ID, Only: listOf(c.URL.Query().Get("only")), Now: a.now()}
	writes, err := offer.Writes(stories, offers, known, selected)
	if err != nil {
		return err
	}
	if len(writes) > 0 {
		if _, err := a.store.Write(c.Context(), writes...); err != nil {
			return err
		}
	}
	answer.Keep(offers, keys, known, writes)
	return nil
}

// listOf parts a list by its commas; nothing is nil.
func listOf(s string) []string {
	if s == "" {
		return nil
	}
	return strings.Split(s, ",")
}

// extractOptions reads how stories are to be read; what is not said is the story's.
func extractOptions(asked url.Values, story *incidents.Story) (extract.Options, error) {
	o := extract.Options{Lang: asked.Get("lang")}
	bad := func(field, format string, args ...any) (extract.Options, error) {
		return o, call.Refuse(http.StatusBadRequest, incidents.EInvalid, field, format, args...)
	}
	var err error
	switch o.Lang {
	case "", "en", "es":
	default:
		return bad("lang", "%s is not read; give en or es, or nothing to find it out", incidents.Quote(o.Lang))
	}
	if day := asked.Get("date"); day != "" {
		if o.Date, err = time.Parse(time.DateOnly, day); err != nil {
			return bad("date", "%s is not a day such as 2026-02-22", incidents.Quote(day))
		}
	}
	zone := asked.Get("zone")
	if zone == "" {
		zone = story.Zone
	}
	if o.Zone, err = time.LoadLocation(zone); err != nil {
		return bad("zone", "%s is not a time zone such as America/Mexico_City", incidents.Quote(zone))
	}
	if near := asked.Get("near"); near != "" {
		home, ok := latLon(near)
		if !ok {
			return bad("near", "%s is not a latitude and a longitude, such as 20.67,-103.35", incidents.Quote(near))
		}
		o.Near = &home
	}
	return o, nil
}

// storiesOf reads the stories of a request, with their names.
func storiesOf(w http.ResponseWriter, c *call.Call) (documents []article.Document, names []string, err error) {
	media, _, err := mime.ParseMediaType(c.Header.Get("Content-Type"))
	switch {
	case err == nil && (media == typeText || media == typeHTML):
		content, err := io.ReadAll(http.MaxBytesReader(w, c.Body, maxExtracted))
		var long *http.MaxBytesError
		switch {
		case errors.As(err, &long):
			return nil, nil, incidents.Errorf(incidents.ETooLarge, "body", "has more than %d bytes; send the article alone", maxExtracted)
		case err != nil:
			return nil, nil, call.Refuse(http.StatusBadRequest, incidents.EInvalid, "body", "did not arrive whole")
		}
		d, err := article.Read(content)
		if err != nil {
			return nil, nil, call.Refuse(http.StatusUnprocessableEntity, incidents.EInvalid, "body", "%v", err)
		}
		return []article.Document{d}, []string{incidents.Cut(c.URL.Query().Get("name"), maxStoryName)}, nil
	default:
		b, err := call.ReadBody(w, c, call.TypeJSON, typeText, typeHTML)
		if err != nil {
			return nil, nil, err
		}
		return listedStories(b.Tree)
	}
}

// maxStoryName is how many bytes of a story's name are kept.
const maxStoryName = 200

// listedStories reads {"stories": [{"name": "a.txt", "content": "…"}]}.
func listedStories(tree map[string]any) (documents []article.Document, names []string, err error) {
	f := jsonform.New(tree)
	all := f.Objects("stories")
	f.Done()
	bytes := 0
	switch {
	case len(all) == 0 && f.Err() == nil:
		f.Wrong("stories", `is missing; send a text, a page, or {"stories": [{"name": "a.txt", "content": "…"}]}`)
	case len(all) > offer.MaxStories:
		return nil, nil, incidents.Errorf(incidents.ETooLarge, "stories", "has %d entries; the limit is %d", len(all), offer.MaxStories)
	}
	for _, s := range all {
		content := jsonform.Word[string](s, "content")
		names = append(names, incidents.Cut(jsonform.Word[string](s, "name"), maxStoryName))
		s.Done()
		if bytes += len(content); bytes > maxExtracted {
			return nil, nil, incidents.Errorf(incidents.ETooLarge, "stories", "have more than %d bytes together; send them in parts", maxExtracted)
		}
		d, err := article.Read([]byte(content))
		if err != nil {
			s.Wrong("content", "%v", err)
		}
		documents = append(documents, d)
	}
	return documents, names, f.Err()
}
