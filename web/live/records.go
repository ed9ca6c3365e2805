package live

import (
	"context"
	"encoding/json"

	"incidentmap/incidents"
	"incidentmap/incidents/format"
)

// record is an incident as readers see it from a change on, or that they see it no more.
type record struct {
	Seq     incidents.Seq   `json:"seq"`
	ID      string          `json:"id"`
	Feature json.RawMessage `json:"feature,omitempty"`
	Gone    bool            `json:"gone,omitempty"`
}

// topic is what records depend on besides the changes. The address by which a client knows the server is no part of
// it: who names another host is told of the same feed.
type topic struct{ story, lang string }

// span is the changes after one up to another, and how many of them are wanted, and how many bytes of features: at
// least one is given, however large.
type span struct {
	after, upTo incidents.Seq
	limit       int
	bytes       int
}

// records reads what changed.
type records struct{ store Store }

// read gives the records of a span, of each incident its newest state alone, and whether there
// are more than the limits let in. Features' addresses begin with base. An incident that changes
// meanwhile comes at its new number, which is beyond the span. One that never was public is not in
// the feed, and not mentioned even as gone.
func (r records) read(ctx context.Context, about topic, base string, of span) (list []record, more bool, err error) {
	list = []record{}
	var shown []incidents.Seq
	for change, err := range r.store.Changes(ctx, of.after) {
		if err != nil {
			return nil, false, err
		}
		if change.Gone {
			continue // its newer change tells what became of it
		}
		if change.Seq > of.upTo {
			break
		}
		if change.OfStory() || change.Story != about.story {
			continue
		}
		if len(list) == of.limit {
			more = true
			break
		}
		if change.Entry != nil {
			shown = append(shown, change.Seq)
		}
		list = append(list, record{Seq: change.Seq, ID: change.Incident.String(), Gone: change.Entry == nil})
	}
	listed, err := r.addFeatures(ctx, about, base, list, shown, of.bytes)
	return list[:listed], more || listed < len(list), err
}

// addFeatures fills in the features of the changes that show something, and gives how many of the list there is room for.
func (r records) addFeatures(ctx context.Context, about topic, base string, list []record, shown []incidents.Seq, room int) (listed int, err error) {
	at, held := 0, 0
	for feature, err := range r.store.Features(ctx, shown, about.lang) {
		if incidents.CodeOf(err) == incidents.ENotFound {
			return 0, incidents.ErrMoved // it has changed since it was listed
		}
		if err != nil {
			return 0, err
		}
		for list[at].Seq != feature.Seq {
			at++
		}
		if held += len(feature.JSON); held > room && at > 0 {
			return at, nil
		}
		if list[at].Feature, err = format.AppendURL(nil, feature.JSON, base, pathOf(about.story, feature.ID)); err != nil {
			return 0, err
		}
	}
	return len(list), nil
}

// pathOf gives the path of an incident's page.
func pathOf(story, id string) string { return (&incidents.Public{ID: id, Story: story}).Path() }
