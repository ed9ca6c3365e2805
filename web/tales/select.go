package tales

import (
	"context"

	"incidentmap/incidents"
	"incidentmap/web/answer"
)

// searcher finds the public incidents of a story by their words; see incidents.Store.
type searcher interface {
	Search(ctx context.Context, story, q string) ([]incidents.Seq, error)
}

// Select asks the index as it stands at a sequence number, and the store for the words
// of a text search. When the index has moved on, the answer would not be what its ETag says.
func Select(ctx context.Context, store searcher, index Index, story string, at incidents.Seq, f incidents.Filter) ([]incidents.Seq, error) {
	var among map[incidents.Seq]struct{}
	if f.Query != "" {
		found, err := store.Search(ctx, story, f.Query)
		if err != nil {
			return nil, err
		}
		among = make(map[incidents.Seq]struct{}, len(found))
		for _, seq := range found {
			among[seq] = struct{}{}
		}
	}
	seqs := index.Select(story, f, among)
	if index.Seq() != at {
		return nil, answer.ErrMoved
	}
	return seqs, nil
}

// InLayer reports whether an incident is in a layer; every one is in "all".
func InLayer(p *incidents.Public, layer string) bool {
	if layer == incidents.LayerAll {
		return true
	}
	for _, l := range p.Layers {
		if l == layer {
			return true
		}
	}
	return false
}
