package revisions

import (
	"cmp"
	"encoding/binary"
	"encoding/json"
	"errors"
	"hash/crc32"
	"slices"
	"time"

	"incidentmap/incidents"
	"incidentmap/incidents/document"
)

// Held is a revision that was acknowledged and that readers do not see yet: it waits for its time, or for an
// approval, while what stood goes on; or it is a draft of what was taken from readers. It is in no feed, index, feature or change. Of an incident one at most is
// pending: a change of what waits takes its place, and waits anew, so that nothing comes out that its editors
// have corrected already. What was put in force, or replaced, is kept for the history of the incident.
type Held struct {
	ID  incidents.ULID
	Due time.Time // zero for what waits for an approval, and for what does not wait any more
	// Pending is whether it still waits.
	Pending  bool
	Revision incidents.Revision // its incident is no public one
	Stage    incidents.Workflow // what the incident is in when it is put in force
	Asked    time.Time          // from when on its writer wanted readers to see it; zero for at once
	Run      string             // the import that wrote it
	// Kind and Note are what readers are told when it is put in force: of corrections that it took the place of, too.
	Kind incidents.RevisionKind
	Note incidents.Text
}

// heldForm is what is kept of a Held besides its number, its incident, whether it waits and until when.
type heldForm struct {
	Number   int                    `json:"number"`
	Time     time.Time              `json:"time"`
	Kind     incidents.RevisionKind `json:"kind"`
	Author   string                 `json:"author,omitempty"` // as incidents.KeptAuthor gives it
	Note     incidents.Text         `json:"note,omitempty"`
	Story    string                 `json:"story"`
	Document []byte                 `json:"document"` // see incidents/document
	Stage    incidents.Workflow     `json:"stage"`
	Asked    time.Time              `json:"asked,omitzero"`
	Run      string                 `json:"run,omitempty"`
	ToldKind incidents.RevisionKind `json:"told_kind"`
	ToldNote incidents.Text         `json:"told_note,omitempty"`
}

var castagnoli = crc32.MakeTable(crc32.Castagnoli)

// EncodeHeld writes what is kept of a held revision: its form, and before it the form's checksum.
func EncodeHeld(h *Held) ([]byte, error) {
	var d document.Encoder
	text, err := d.Encode(&h.Revision.Incident)
	if err != nil {
		return nil, err
	}
	rev := &h.Revision
	form, err := json.Marshal(heldForm{
		rev.Number, rev.Time, rev.Kind, incidents.KeptAuthor(rev.Author, rev.AuthorID), rev.Note, rev.Incident.Story, []byte(text), h.Stage, h.Asked, h.Run, h.Kind, h.Note,
	})
	if err != nil {
		return nil, err
	}
	return append(binary.LittleEndian.AppendUint32(nil, heldSum(rev.Seq, form)), form...), nil
}

func heldSum(seq incidents.Seq, form []byte) uint32 {
	key := binary.LittleEndian.AppendUint64(nil, uint64(seq))
	return crc32.Update(crc32.Checksum(key, castagnoli), castagnoli, form)
}

// DecodeHeld reads what EncodeHeld wrote, under its number.
func DecodeHeld(seq incidents.Seq, id incidents.ULID, pending bool, due time.Time, kept []byte) (*Held, error) {
	if len(kept) < 4 || binary.LittleEndian.Uint32(kept) != heldSum(seq, kept[4:]) {
		return nil, errors.New("its checksum is wrong")
	}
	var f heldForm
	if err := json.Unmarshal(kept[4:], &f); err != nil {
		return nil, err
	}
	h := &Held{ID: id, Pending: pending, Due: due, Stage: f.Stage, Asked: f.Asked, Run: f.Run, Kind: f.ToldKind, Note: f.ToldNote, Revision: incidents.Revision{
		Number: f.Number, Seq: seq, Time: f.Time.UTC(), Kind: f.Kind, Note: f.Note,
	}}
	h.Revision.Author, h.Revision.AuthorID = incidents.ReadAuthor(f.Author)
	h.Revision.Incident.ID, h.Revision.Incident.Story = id.String(), f.Story
	if err := document.DecodeInto(&h.Revision.Incident, string(f.Document)); err != nil {
		return nil, err
	}
	if pending {
		h.Revision.Due = due
	}
	return h, nil
}

// Check holds a held revision against the rules.
func (h *Held) Check() error {
	switch {
	case h.Revision.Incident.IsPublic():
		return incidents.Errorf(incidents.EDamaged, "workflow", "is public, and the revision is held back")
	case !h.Pending && !h.Due.IsZero():
		return incidents.Errorf(incidents.EDamaged, "due", "is told of what does not wait")
	}
	return h.Revision.Incident.Validate()
}

// Merge joins the revisions in a store with those that were held back, by number. Of a number that is both the
// first is given, with the time until which the incident still waits.
func Merge(there []incidents.Revision, held []*Held) []incidents.Revision {
	if len(held) == 0 {
		return there
	}
	at := make(map[int]int, len(there))
	for i := range there {
		at[there[i].Number] = i
	}
	for _, h := range held {
		i, known := at[h.Revision.Number]
		switch {
		case !known:
			there = append(there, h.Revision)
		case h.Pending:
			there[i].Due = h.Due
		}
	}
	slices.SortFunc(there, func(a, b incidents.Revision) int { return cmp.Compare(a.Number, b.Number) })
	return there
}

// Newest gives the newer of the newest revision in a store and the one that is pending, nil for none.
func Newest(there incidents.Revision, pending *Held) incidents.Revision {
	switch {
	case pending == nil || pending.Revision.Number < there.Number:
	case pending.Revision.Number == there.Number:
		there.Due = pending.Due
	default:
		there = pending.Revision
	}
	return there
}
