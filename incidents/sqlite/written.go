package sqlite

import (
	"encoding/binary"
	"errors"
	"fmt"
	"math"
	"slices"
	"time"

	"zombiezen.com/go/sqlite"

	"incidentmap/incidents"
	"incidentmap/incidents/document"
)

// written is a row of the table written: a revision, or an incident that is encoded again
// without one, and its features. The row's data is writtenVersion; the incident's id; the
// story's number; how many of the incidents that it names readers do not see, and their ids; how far
// back the revision is, zero if it is this; of a revision its number,
// how far back the one before is, its time, when readers first saw the incident, the kind,
// the author, the note and the document; and for each language, in the order in which they
// stand in for a missing one, its name and the feature. Numbers are those of encoding/binary.
type written struct {
	seq      incidents.Seq
	incident incidents.ULID
	story    int64
	revision incidents.Seq
	hidden   []incidents.ULID // that the incident names, and readers do not see

	number    int           // of the revision, 1 for the first
	previous  incidents.Seq // the revision before, zero for the first
	time      int64         // in milliseconds
	published int64         // in milliseconds; unseen if readers never saw the incident
	kind      incidents.RevisionKind
	author    string // see incidents.KeptAuthor
	note      []byte // as document.EncodeTexts has it
	document  deltaText

	features []feature
}

const writtenVersion = 1

// unseen stands for when readers first saw what they never have.
const unseen = math.MinInt64

// publishedMillis writes when readers first saw an incident, as rows have it.
func publishedMillis(t time.Time) int64 {
	if t.IsZero() {
		return unseen
	}
	return millis(t)
}

// publishedAt gives when readers first saw the incident of a revision, zero if they never have.
func (w *written) publishedAt() time.Time {
	if w.published == unseen {
		return time.Time{}
	}
	return instant(w.published)
}

// deltaText is a text that is kept as its difference to another, its base.
type deltaText struct {
	base int64
	code []byte
	by   []byte // the base's content, once it is known
}

// feature is one in a language. The base of the first is of the table sample; the first is that of the others.
type feature struct {
	lang string
	deltaText
}

// revisionKinds is the list that numbers in rows are places in. A new one goes to the end.
func revisionKinds() []incidents.RevisionKind {
	return []incidents.RevisionKind{
		incidents.Create, incidents.Update, incidents.Clarification, incidents.Correction, incidents.Retraction,
	}
}

// isRevision reports whether the row is a revision, and not one that is encoded again.
func (w *written) isRevision() bool { return w.revision == w.seq }

// public reports whether readers see the incident.
func (w *written) public() bool { return len(w.features) > 0 }

// append writes the row's data, with its checksum.
func (w *written) append(dst []byte) []byte {
	dst = append(dst, writtenVersion)
	dst = append(dst, w.incident[:]...)
	dst = binary.AppendUvarint(dst, uint64(w.story))
	dst = binary.AppendUvarint(dst, uint64(len(w.hidden)))
	for i := range w.hidden {
		dst = append(dst, w.hidden[i][:]...)
	}
	dst = binary.AppendUvarint(dst, uint64(w.seq-w.revision))
	if w.isRevision() {
		dst = binary.AppendUvarint(dst, uint64(w.number))
		back := incidents.Seq(0)
		if w.previous > 0 {
			back = w.seq - w.previous
		}
		dst = binary.AppendUvarint(dst, uint64(back))
		dst = binary.AppendVarint(dst, w.time)
		dst = binary.AppendVarint(dst, w.published)
		dst = append(dst, byte(slices.Index(revisionKinds(), w.kind)))
		dst = appendSized(dst, []byte(w.author))
		dst = appendSized(dst, w.note)
		dst = w.document.append(dst)
	}
	for i := range w.features {
		dst = appendSized(dst, []byte(w.features[i].lang))
		dst = w.features[i].append(dst)
	}
	return seal(rowKey(int64(w.seq)), dst)
}

func (t *deltaText) append(dst []byte) []byte {
	return appendSized(binary.AppendUvarint(dst, uint64(t.base)), t.code)
}

func appendSized(dst, b []byte) []byte {
	return append(binary.AppendUvarint(dst, uint64(len(b))), b...)
}

var errRow = errors.New("its checksum is wrong")

// parse reads a row. What it gives are parts of data.
func (w *written) parse(seq incidents.Seq, data []byte) error {
	body, ok := unseal(rowKey(int64(seq)), data)
	if !ok {
		return errRow
	}
	r := cursor{rest: body}
	if v := r.take(1); r.bad || v[0] != writtenVersion {
		return errors.New("it is of a version that this program does not know")
	}
	*w = written{seq: seq, features: w.features[:0]}
	copy(w.incident[:], r.take(len(w.incident)))
	w.story = int64(r.uvarint())
	for range min(r.uvarint(), uint64(len(body))) {
		var id incidents.ULID
		copy(id[:], r.take(len(id)))
		w.hidden = append(w.hidden, id)
	}
	w.revision = r.before(seq)
	if w.isRevision() {
		w.number = int(r.uvarint())
		if w.previous = r.before(seq); w.previous == seq {
			w.previous = 0
		}
		w.time, w.published = r.varint(), r.varint()
		kinds := revisionKinds()
		if k := r.take(1); int(k[0]) < len(kinds) {
			w.kind = kinds[k[0]]
		} else {
			r.bad = true
		}
		w.author, w.note = string(r.sized()), r.sized()
		w.document = r.delta()
	}
	for !r.bad && len(r.rest) > 0 {
		w.features = append(w.features, feature{string(r.sized()), r.delta()})
	}
	if r.bad || w.revision < 1 {
		return errors.New("it does not read as a row")
	}
	return nil
}

// cursor reads fields one after the other.
type cursor struct {
	rest []byte
	bad  bool
}

func (r *cursor) take(n int) []byte {
	if n < 0 || len(r.rest) < n {
		r.bad, r.rest = true, nil
		return make([]byte, min(max(n, 0), 64))
	}
	b := r.rest[:n]
	r.rest = r.rest[n:]
	return b
}

func (r *cursor) uvarint() uint64 {
	v, n := binary.Uvarint(r.rest)
	r.take(max(n, 0))
	r.bad = r.bad || n <= 0
	return v
}

// before reads how far back of seq a number is, and gives the number. None is below 1.
func (r *cursor) before(seq incidents.Seq) incidents.Seq {
	back := r.uvarint()
	if back >= uint64(seq) {
		r.bad = true
		return seq
	}
	return seq - incidents.Seq(back)
}

func (r *cursor) varint() int64 {
	v, n := binary.Varint(r.rest)
	r.take(max(n, 0))
	r.bad = r.bad || n <= 0
	return v
}

func (r *cursor) sized() []byte {
	n := r.uvarint()
	if n > uint64(len(r.rest)) {
		r.bad = true
		return nil
	}
	return r.take(int(n))
}

func (r *cursor) delta() deltaText {
	base := int64(r.uvarint())
	return deltaText{base: base, code: r.sized()}
}

// row reads a row of the table written. EDamaged if it is not there.
func (s *Store) row(c *sqlite.Conn, seq incidents.Seq) (*written, error) {
	var w *written
	err := each(c, func(st *sqlite.Stmt) error {
		w = &written{}
		return s.damage(w.parse(seq, blob(st, 0)), "row %d", seq)
	}, `SELECT data FROM written WHERE seq = ?`, seq)
	if err == nil && w == nil {
		return nil, s.damaged(fmt.Sprintf("row %d is lost", seq), nil)
	}
	return w, err
}

// damage gives the error, if there is one, the class of damage, with what it is of.
func (s *Store) damage(err error, format string, args ...any) error {
	if err == nil {
		return nil
	}
	return s.damaged(fmt.Sprintf(format, args...)+" does not read as it was written", err)
}

// revisionRow reads the revision that a row is or shows.
func (s *Store) revisionRow(c *sqlite.Conn, w *written) (*written, error) {
	if w.isRevision() {
		return w, nil
	}
	rev, err := s.row(c, w.revision)
	switch {
	case err != nil:
		return nil, err
	case !rev.isRevision() || rev.incident != w.incident || rev.story != w.story:
		return nil, s.damaged(fmt.Sprintf("row %d shows row %d, which is no revision of it", w.seq, rev.seq), nil)
	}
	return rev, nil
}

// revisionOf decodes a row of a revision. The base of its document must be known: see know.
func (s *Store) revisionOf(w *written, slug string) (incidents.Revision, error) {
	rev := incidents.Revision{
		Number: w.number, Seq: w.seq, Time: instant(w.time), Kind: w.kind,
	}
	rev.Author, rev.AuthorID = incidents.ReadAuthor(w.author)
	text, err := w.document.text(make([]byte, 0, len(w.document.by)+len(w.document.code)))
	if err == nil {
		rev.Incident, err = document.Decode(string(text))
	}
	if err == nil {
		rev.Note, err = document.DecodeTexts(w.note)
	}
	rev.Incident.ID, rev.Incident.Story = w.incident.String(), slug
	return rev, s.damage(err, "revision %d of incident %s", w.number, w.incident)
}

// text appends the text.
func (t *deltaText) text(dst []byte) ([]byte, error) { return deltaDecode(dst, t.by, t.code) }
