package intake

import (
	"context"
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"fmt"
	"hash/maphash"
	"time"

	"incidentmap/geo"
	"incidentmap/incidents"
)

// numberer gives each record of a file its key, in the order of the file, and hands the
// drafts on. It is where memory grows with the rows: some 45 bytes for each, and as many again
// where they have identifiers.
type numberer struct {
	*settings
	file    *FileReport
	sink    Sink // nil to hand on nothing
	lines   *lines
	groups  groups
	seen    *seenRows
	rows    int    // about as many the file has
	times   *tally // how many rows have an identifier, or a content where equal rows are kept; nil for none yet
	seeds   [2]maphash.Seed
	likes   *tally // by likeness: the first row
	ids     *incidents.IDs
	keys    []string   // of a batch
	held    []*Message // of a batch: why a row is not published; nil for others
	preview int
	equals  map[uint32]bool // rows that others are equal to, the first of them
}

// newNumberer begins the keys of a file of about as many rows.
func newNumberer(s *settings, file *FileReport, sink Sink, l *lines, rows int, seen *seenRows) *numberer {
	seen.begin(file.File)
	return &numberer{
		settings: s, file: file, sink: sink, lines: l, ids: incidents.NewIDs(time.Now()), seen: seen, rows: rows,
		seeds: [2]maphash.Seed{maphash.MakeSeed(), maphash.MakeSeed()}, likes: newTally(rows), preview: s.Preview,
		equals: map[uint32]bool{},
	}
}

// take counts the results of a batch and hands on what is new or changed. drafts are
// those of the results, and the sink's from then on; again are how many rows directly behind each say the same.
func (n *numberer) take(ctx context.Context, batch []result, drafts []Draft, again []int) error {
	kept := drafts[:0]
	n.keys, n.held = n.keys[:0], n.held[:0]
	for i := range batch {
		r := &batch[i]
		n.file.Rows++
		switch {
		case r.refused:
			n.file.Refused++
			n.tell(r)
			n.refuseAgain(r, again[i])
			continue
		case n.isRepeated(r):
			n.file.Duplicates++
			n.repeat(r, again[i])
			continue // what there is to say of it was said of the first
		}
		n.repeat(r, again[i])
		n.key(r)
		n.file.Accepted++
		if r.lost {
			n.file.Partial++
		}
		if r.draft.Incident.Where.Precision == geo.Unlocated {
			n.file.Unlocated++
		}
		if r.draft.Blank {
			n.file.Blank++
		}
		n.like(r)
		n.tell(r)
		if len(kept) < i {
			drafts[len(kept)] = *r.draft
		}
		kept = drafts[:len(kept)+1]
		n.keys = append(n.keys, r.draft.Incident.Origin.Key)
		n.held = append(n.held, r.unpublished)
	}
	return n.hand(ctx, kept)
}

// isRepeated tells a row that is equal to one before it in all that it says: it is no second
// incident. Rows without an identifier may be equal and still tell of several things; whoever
// knows that they do keeps them.
func (n *numberer) isRepeated(r *result) bool {
	if r.id == "" && n.KeepEqualRows {
		return false
	}
	row := r.draft.Incident.Origin.Row
	first := n.seen.first(r, row)
	if first == 0 {
		return false
	}
	n.groups.add(n.equalTo(r, row, first))
	return true
}

// equalTo says of a row to which row before it it is equal, by that row's number.
func (n *numberer) equalTo(r *result, row int, first uint32) Message {
	m := Message{Row: row, Reason: "equal to a row before it, and taken as one with it"}
	if n.equals[first] || len(n.equals) < firstRows {
		n.equals[first] = true
		m.Reason = "equal to " + n.seen.name(first) + ", and taken as one with it"
	}
	if r.id == "" {
		m.Action = "--keep-equal-rows keeps each"
	}
	return m
}

// repeat counts rows directly behind one that say the same as it.
func (n *numberer) repeat(r *result, times int) {
	if times == 0 {
		return
	}
	n.file.Rows += times
	n.file.Duplicates += times
	row := r.draft.Incident.Origin.Row
	m := n.equalTo(r, row+1, n.seen.first(r, row+1))
	n.groups.add(m)
	n.groups.again(m, times-1)
	n.seen.pass(times - 1)
}

// refuseAgain tells of rows directly behind a refused one that say the same as it.
func (n *numberer) refuseAgain(r *result, times int) {
	n.file.Rows += times
	n.file.Refused += times
	for range times {
		r.draft.Incident.Origin.Row++
		for i := range r.draft.Messages {
			r.draft.Messages[i].Row++
		}
		n.tell(r)
	}
}

// key gives the row its key. A second row of an identifier that says something else is an
// incident of its own: which of the two is right, no program can tell.
func (n *numberer) key(r *result) {
	origin := &r.draft.Incident.Origin
	origin.Hash = hashText(&r.hash)
	times := uint32(1)
	if r.id != "" || n.KeepEqualRows {
		if n.times == nil {
			n.times = newTally(n.rows)
		}
		low, high := n.rowKey(r)
		times += n.times.swap(low, high, func(times uint32) uint32 { return times + 1 })
	}
	switch {
	case r.id == "" && times == 1:
		origin.Key = hashText(&r.content)
	case r.id == "":
		origin.Key = fmt.Sprintf("%s#%d", hashText(&r.content), times)
		n.file.Alike++
		r.likeness = 0
		r.draft.Messages = append(r.draft.Messages, Message{
			Row: origin.Row, Reason: "the row is the same as one before it", Action: "it is taken as an incident of its own, as was asked",
		})
	case times == 1:
		origin.Key = "id:" + n.idKey(r)
	default:
		// No other identifier has a key that begins so.
		origin.Key = fmt.Sprintf("id#%d:%s", times, n.idKey(r))
		r.draft.Incident.ID = "" // the first has it
		n.file.Alike++
		r.draft.Messages = append(r.draft.Messages, Message{
			Row: origin.Row, Value: shorten(r.id),
			Reason: "the identifier is that of a row before it, which says something else", Action: "both are kept, each as an incident of its own; look which is right",
		})
	}
}

// rowKey stands for an identifier or a content, in 95 bits that nobody can choose and one
// that tells the two apart.
func (n *numberer) rowKey(r *result) (low uint64, high uint32) {
	if r.id != "" {
		return maphash.String(n.seeds[0], r.id), uint32(maphash.String(n.seeds[1], r.id)) | 1
	}
	return binary.LittleEndian.Uint64(r.content[:]), binary.LittleEndian.Uint32(r.content[8:]) &^ 1
}

// hashText writes a hash as the domain has it.
func hashText(h *[sha256.Size]byte) string {
	const scheme = "sha256:"
	var b [len(scheme) + 2*sha256.Size]byte
	hex.Encode(b[copy(b[:], scheme):], h[:])
	return string(b[:])
}

// maxID is the length in bytes of an identifier above which its hash stands for it.
const maxID = 200

// idKey gives the identifier as a key has it.
func (n *numberer) idKey(r *result) string {
	id := r.id
	if len(id) > maxID {
		digest := sha256.Sum256([]byte("id:" + id))
		id = hex.EncodeToString(digest[:])
	}
	if n.Namespace != "" && r.draft.Incident.ID == "" {
		id = n.Namespace + ":" + id
	}
	return id
}

// like tells of rows that look like one before them.
func (n *numberer) like(r *result) {
	if r.likeness == 0 {
		return
	}
	row := r.draft.Incident.Origin.Row
	first := n.likes.swap(r.likeness, 0, func(first uint32) uint32 {
		if first == 0 {
			return uint32(row)
		}
		return first
	})
	if first == 0 {
		return
	}
	n.file.Alike++
	r.draft.Messages = append(r.draft.Messages, Message{
		Row: row, Value: fmt.Sprintf("row %d", first),
		Reason: "another row has the same place, day, kind and figures", Action: "both are taken; look whether they are one",
	})
}

// tell passes the messages of a row on: each to the report's lines where something of
// the row was lost, and all to the groups.
func (n *numberer) tell(r *result) {
	for _, m := range r.draft.Messages {
		n.groups.add(m)
		if m.Lost {
			n.lines.message(m)
		}
	}
}

// hand looks up what is there already and hands on the rest.
func (n *numberer) hand(ctx context.Context, drafts []Draft) error {
	var known map[string]incidents.Known
	if n.Known != nil && len(drafts) > 0 {
		var err error
		if known, err = n.Known(ctx, n.keys); err != nil {
			return fmt.Errorf("cannot look up what is there of %s: %w", n.file.File, err)
		}
	}
	changed := 0
	for i := range drafts {
		d := &drafts[i]
		k, isKnown := known[d.Incident.Origin.Key]
		unchanged := isKnown && k.Hash == d.Incident.Origin.Hash
		n.hold(d, n.held[i], isKnown)
		switch {
		case unchanged:
			n.file.Unchanged++
		case isKnown:
			n.file.Updated++
			d.Incident.ID, d.Base = k.Incident, k.Revision
		default:
			n.file.Created++
			if d.Incident.ID == "" {
				d.Incident.ID = n.ids.Next()
			}
		}
		if n.preview > 0 {
			n.preview--
			n.file.Preview = append(n.file.Preview, *d)
		}
		if unchanged {
			continue
		}
		if changed < i {
			drafts[changed] = *d
		}
		changed++
	}
	if n.sink == nil || changed == 0 {
		return nil
	}
	if err := n.sink.Take(ctx, drafts[:changed]); err != nil {
		return err
	}
	return n.settle(ctx, false)
}

// hold says why a draft is not published, and what becomes of it.
func (n *numberer) hold(d *Draft, why *Message, isKnown bool) {
	if why == nil {
		return
	}
	if why.unsaid {
		n.file.Unsaid++
	}
	if isKnown {
		why.Action = keptAsIs
	}
	n.groups.add(*why)
	d.Messages = append(d.Messages, *why)
}

// end ends the file's report with what is said once for all its rows.
func (n *numberer) end() {
	n.file.Messages = n.groups.messages()
	n.file.Kinds = n.proposedKinds(n.groups.list)
	for _, m := range n.file.Messages {
		if !m.Lost {
			n.lines.message(m)
		}
	}
	n.lines.end(n.file)
}

// settle reports what became of drafts that were handed on, all of them with wait.
func (n *numberer) settle(ctx context.Context, wait bool) error {
	sink, settles := n.sink.(Settler)
	if !settles {
		return nil
	}
	messages, err := sink.Settle(ctx, wait)
	for _, m := range messages {
		m.Lost = true // which are in the report row by row
		n.lines.message(m)
		n.groups.add(m)
	}
	return err
}
