package index

import (
	"iter"

	"incidentmap/incidents"
)

// takenChange is a change that waits to be taken in, with room for its entry, which the feed uses again.
type takenChange struct {
	incidents.Change
	entry incidents.Entry
}

// Changes are taken in by batches: of more than one the next is read while the last is taken in. Of these some wait.
const (
	batchChanges = 2048
	batchesAhead = 3
)

// takeAll takes in changes until there are no more. The error is that of the feed.
func (t *taking) takeAll(changes iter.Seq2[incidents.Change, error]) error {
	var batch []takenChange
	var full chan []takenChange // nil until there is a second batch
	used, done := make(chan []takenChange, batchesAhead), make(chan struct{})
	var panicked any // what taking in ended with, which is the caller's to know
	defer func() {
		if full == nil {
			return
		}
		close(full)
		if <-done; panicked != nil {
			panic(panicked)
		}
	}()
	for change, err := range changes {
		if err != nil {
			return err
		}
		if len(batch) == batchChanges {
			if full == nil {
				full = make(chan []takenChange, batchesAhead)
				go func() {
					defer close(done)
					defer func() {
						if panicked = recover(); panicked != nil {
							for range full { // whoever reads must not wait for room
							}
						}
					}()
					t.takeFrom(full, used)
				}()
			}
			full <- batch
			select {
			case batch = <-used:
			default:
				batch = make([]takenChange, 0, batchChanges)
			}
		}
		batch = append(batch, takenChange{Change: change})
		if own := &batch[len(batch)-1]; change.Entry != nil {
			own.entry = *change.Entry
		}
	}
	if full != nil {
		full <- batch
	} else {
		t.takeBatch(batch)
	}
	return nil
}

// takeFrom takes in batches as they come, and gives their room back where it is wanted.
func (t *taking) takeFrom(full <-chan []takenChange, used chan<- []takenChange) {
	for batch := range full {
		t.takeBatch(batch)
		clear(batch) // what a story's last batch holds would stay
		select {
		case used <- batch[:0]:
		default:
		}
	}
}

func (t *taking) takeBatch(batch []takenChange) {
	for i := range batch {
		if batch[i].Entry != nil {
			batch[i].Entry = &batch[i].entry
		}
		t.take(&batch[i].Change)
	}
}
