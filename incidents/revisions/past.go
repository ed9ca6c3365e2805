package revisions

import (
	"iter"
	"slices"
	"time"

	"incidentmap/incidents"
)

// Past is a story as it is written today, and as it was at a sequence number.
type Past struct{ Now, Then *incidents.Story }

// Public gives what readers may see today of an incident as it was, nil for nothing: was is its
// revision then, is the newest, since published, and change is the one in force. Of a retracted
// incident stays the tombstone. The names of hidden incidents are still in it: see ForgetHidden.
func (p Past) Public(is, was *incidents.Revision, published time.Time, change incidents.Seq) *incidents.Public {
	if !was.Incident.IsPublic() {
		return nil
	}
	if is.Incident.Disposition == incidents.Retracted {
		return Public(p.Now, is, published, change)
	}
	if is.Seq != was.Seq {
		change = was.Seq
	}
	story, inc := p.Now.Past(p.Then, &is.Incident, &was.Incident)
	then := *was
	then.Incident = *inc
	return Public(story, &then, published, change)
}

// publicsBatch is how many public incidents are held in memory at a time.
const publicsBatch = 512

// Publics gives the public incidents of the given changes, in that order, a batch at a time as read
// gives them, with nil for a change that is of none: that is ENotFound.
func Publics(changes []incidents.Seq, read func([]incidents.Seq) ([]*incidents.Public, error)) iter.Seq2[*incidents.Public, error] {
	return func(yield func(*incidents.Public, error) bool) {
		for asked := range slices.Chunk(changes, publicsBatch) {
			batch, err := read(asked)
			if err != nil {
				yield(nil, err)
				return
			}
			for i, p := range batch {
				if p == nil {
					yield(nil, incidents.NotPublic(asked[i]))
					return
				}
				if !yield(p, nil) {
					return
				}
			}
		}
	}
}
