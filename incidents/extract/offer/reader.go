package offer

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"time"

	"incidentmap/incidents"
	"incidentmap/incidents/extract"
	"incidentmap/incidents/extract/article"
)

// Extractor gives the drafts of a text; see package extract.
type Extractor interface {
	Extract(ctx context.Context, text string, o extract.Options) ([]extract.Draft, error)
}

// Map gives what is on the map of a story: incidents whose time meets an interval, and those
// without a time; of many, so many as are soon compared.
type Map interface {
	Mapped(ctx context.Context, story string, when incidents.Interval) ([]incidents.Incident, error)
}

// Reader reads stories.
type Reader struct {
	Extractor Extractor
	Map       Map // nil where there is none
}

// MaxStories is how many stories are read together.
const MaxStories = 20

// Read reads documents together, and holds what they tell against the map of a story, or
// against none. What options leave open is taken from each document.
func (r *Reader) Read(ctx context.Context, documents []article.Document, names []string, o extract.Options, into string) ([]Story, []Offer, error) {
	if len(documents) > MaxStories {
		return nil, nil, fmt.Errorf("%d stories are too many to read together; give at most %d", len(documents), MaxStories)
	}
	stories := make([]Story, len(documents))
	for i := range documents {
		drafts, err := r.Extractor.Extract(ctx, documents[i].Text, optionsFor(&documents[i], o))
		if err != nil {
			return nil, nil, fmt.Errorf("%s: %w", names[i], err)
		}
		cite(&documents[i], drafts)
		stories[i] = Story{Document: documents[i], Name: names[i], Drafts: drafts}
	}
	offers := Gather(stories)
	if r.Map == nil || into == "" || len(offers) == 0 {
		return stories, offers, nil
	}
	known, err := r.Map.Mapped(ctx, into, interval(offers))
	if err != nil {
		return nil, nil, err
	}
	keys := Keys(stories, offers)
	known = slices.DeleteFunc(known, func(k incidents.Incident) bool {
		return k.Origin.Key != "" && slices.Contains(keys, k.Origin.Key) // it was stored of this very story
	})
	Against(offers, known)
	return stories, offers, nil
}

// optionsFor adds to options what a document says of itself.
func optionsFor(d *article.Document, o extract.Options) extract.Options {
	if o.Lang == "" {
		if lang, _, _ := strings.Cut(strings.ToLower(d.Lang), "-"); lang == "en" || lang == "es" {
			o.Lang = lang
		}
	}
	if o.Date.IsZero() && !d.Published.IsZero() {
		y, m, day := d.Published.Date()
		o.Date = time.Date(y, m, day, 0, 0, 0, 0, time.UTC)
	}
	return o
}

// around is how far from a story's times incidents are looked for: what is a day apart may be
// the same.
const around = 36 * time.Hour

// interval spans the times of all offers; without any it is that of all times.
func interval(offers []Offer) incidents.Interval {
	var iv incidents.Interval
	for i := range offers {
		w := offers[i].Incident.When
		if w.Start.IsZero() {
			return incidents.Interval{}
		}
		if start := w.Start.Add(-around); i == 0 || start.Before(iv.From) {
			iv.From = start
		}
		end := w.End
		if end.Before(w.Start) {
			end = w.Start
		}
		if end = end.Add(around); i == 0 || end.After(iv.To) {
			iv.To = end
		}
	}
	return iv
}
