package live

import (
	"context"
	"encoding/json"

	"incidentmap/incidents"
	"incidentmap/incidents/format"
	"incidentmap/web/answer"
)

// record is an incident as readers see it from a change on, or that they see it no more.
type record struct {
	Seq     incidents.Seq   `json:"seq"`
	ID      string          `json:"id"`
	Feature json.RawMessage `json:"feature,omitempty"`
	Gone    bool            `json:"gone,omitempty"`
}

// topic is what records depend on besides the changes.
type topic struct {
	story, lang string
	base        string // the server's own address, which features' addresses begin with
}

// span is the changes after one up to another, and how many of them are wanted.
type span struct {
	after, upTo incidents.Seq
	limit       int
}

// records reads what changed.
type records struct{ store Store }

// read gives the records of a span, of each incident its newest state alone, and whether there
// are more than the limit. An incident that changes meanwhile comes at its new number, which is
// beyond the span. One that never was public is not in the feed, and not mentioned even as gone.
func (r records) read(ctx context.Context, about topic, of span) (list []record, more bool, err error) {
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
	return list, more, r.addFeatures(ctx, about, list, shown)
}

// addFeatures fills in the features of the changes that show something.
func (r records) addFeatures(ctx context.Context, about topic, list []record, shown []incidents.Seq) error {
	at := 0
	for feature, err := range r.store.Features(ctx, shown, about.lang) {
		if incidents.CodeOf(err) == incidents.ENotFound {
			return answer.ErrMoved // it has changed since it was listed
		}
		if err != nil {
			return err
		}
		for list[at].Seq != feature.Seq {
			at++
		}
		path := (&incidents.Public{ID: feature.ID, Story: about.story}).Path()
		if list[at].Feature, err = format.AppendURL(nil, feature.JSON, about.base, path); err != nil {
			return err
		}
	}
	return nil
}
