package incidents

import (
	"crypto/sha256"
	"encoding/binary"
	"errors"
	"math"
	"slices"
	"time"

	"github.com/oklog/ulid/v2"
	"github.com/paulmach/orb"
	"github.com/paulmach/orb/encoding/wkb"

	"incidentmap/geo"
)

// Entry is the few facts of a public incident that a map needs: what an index holds of it.
// It is made once, when the change is written, and stored beside the features, so that an
// index of many incidents is made without reading them.
type Entry struct {
	Seq Seq
	ID  ULID
	Traits
	// Layers has bit i set when the story's i-th layer, of those it had when the entry was
	// written, holds the incident. A story's new layers are new entries of all its incidents.
	Layers uint64
	// Start and End are microseconds since 1970, both included; UnknownStart and UnknownEnd
	// where the time is not known.
	Start, End int64
	// Point is the place, in degrees lon, lat, of an incident whose geometry is a point, and
	// for any other geometry a point on it or near it. Without a geometry it is not Located.
	Point   orb.Point
	Located bool
	// Shape names a geometry that is not a point; the zero ShapeID for points and for none.
	// Equal geometries have equal names.
	Shape ShapeID
	// Figures are what each source says of casualties; empty when none says anything that is summed.
	Figures SourceFigures
}

// Traits are what an incident is one of few of, as numbers: places in lists that only grow,
// as stored entries hold them. A kind that the story declares is in no such list, and stands as its id.
type Traits struct {
	kind, class, verification, disposition, precision uint8

	own Kind
}

// An unknown end of a time reaches as far as a number can.
const (
	UnknownStart = math.MinInt64
	UnknownEnd   = math.MaxInt64
)

// ShapeID names a geometry by its content: the first half of the SHA-256 of its WKB.
type ShapeID [16]byte

// ULID is an incident's id in its 16 bytes, which sort as its text does.
type ULID [16]byte

// ParseULID reads an id. Of a text that is none it gives an error.
func ParseULID(s string) (ULID, error) {
	id, err := ulid.ParseStrict(s)
	return ULID(id), err
}

// String writes the id as an Incident has it.
func (u ULID) String() string { return ulid.ULID(u).String() }

// Kind gives the incident's kind.
func (t Traits) Kind() Kind {
	if t.own != "" {
		return t.own
	}
	return numberedKinds[t.kind]
}

// Class gives the incident's class.
func (t Traits) Class() Class { return traitClasses[t.class] }

// Verification gives the incident's state of verification.
func (t Traits) Verification() Verification { return traitVerifications[t.verification] }

// Disposition gives the incident's disposition.
func (t Traits) Disposition() Disposition { return traitDispositions[t.disposition] }

// Precision gives how exactly the incident's public place is known.
func (t Traits) Precision() geo.Precision { return traitPrecisions[t.precision] }

// Counted reports whether the incident is part of counts: background is not of the day, and
// what was retracted or merged into another is not there twice or at all.
func (t Traits) Counted() bool {
	return t.Class() != ClassBackground && t.Disposition() != Retracted && t.Disposition() != Merged
}

// Counted reports whether the incident is part of counts; see Traits.Counted.
func (p *Public) Counted() bool { return NewTraits(p).Counted() }

// Summed reports whether figures of the incident are part of sums: it is counted, and was not
// debunked.
func (t Traits) Summed() bool { return t.Counted() && t.Verification() != Debunked }

// The lists that numbers in stored entries are indices of, besides those of kinds. A new word goes to the end, and
// none is ever taken out; index 0 stands for a word that is not listed.
var (
	traitClasses       = []Class{"", ClassIncident, ClassDisruption, ClassAdvisory, ClassAggregate, ClassBackground}
	traitVerifications = []Verification{"", Unverified, SingleSource, Corroborated, Confirmed, Disputed, Debunked}
	traitDispositions  = []Disposition{"", Active, Corrected, Merged, Retracted}
	traitPrecisions    = []geo.Precision{
		"", geo.Exact, geo.Near, geo.Locality, geo.Admin2, geo.Admin1, geo.Country, geo.InTransit, geo.Unlocated, geo.AsGiven,
	}
)

// numberedKinds are the kinds of the table at their numbers.
var numberedKinds = func() []Kind {
	byNumber := make([]Kind, 1, len(kinds)+1)
	for _, k := range kinds {
		byNumber = append(byNumber, make([]Kind, max(0, int(k.Number)+1-len(byNumber)))...)
		byNumber[k.Number] = k.Kind
	}
	return byNumber
}()

// indexIn gives the index of a word in a list, 0 if it is not there.
func indexIn[T comparable](list []T, word T) uint8 { return uint8(max(0, slices.Index(list, word))) }

// NewTraits gives the traits of a public incident.
func NewTraits(p *Public) Traits {
	t := Traits{
		kind: p.Kind.info().Number, class: indexIn(traitClasses, p.Class), verification: indexIn(traitVerifications, p.Verification),
		disposition: indexIn(traitDispositions, p.Disposition), precision: indexIn(traitPrecisions, p.Where.Precision),
	}
	if t.kind == 0 && p.Kind.IsOwn() {
		t.own = p.Kind
	}
	return t
}

// MaxLayers is how many layers a story may have besides "all": as many as Entry.Layers has
// bits.
const MaxLayers = 64

// Entry gives the entry of a public incident of the story, and the geometry that its Shape
// names, nil when there is none. EInvalid if the id is no ULID.
func (s *Story) Entry(p *Public) (Entry, orb.Geometry, error) { return s.EntryBy(p, nil) }

// EntryBy is Entry for one incident after another, of which those in a row may have the same outline.
func (s *Story) EntryBy(p *Public, outlines *Outlines) (Entry, orb.Geometry, error) {
	id, err := ParseULID(p.ID)
	if err != nil {
		return Entry{}, nil, Errorf(EInvalid, "id", "%q is not a ULID", p.ID)
	}
	e := Entry{
		Seq: p.Seq, ID: id, Traits: NewTraits(p),
		Start: StartOf(&p.When), End: micros(p.When.End, UnknownEnd),
	}
	for i, l := range s.Layers[:min(len(s.Layers), MaxLayers)] {
		if slices.Contains(p.Layers, l.ID) {
			e.Layers |= 1 << i
		}
	}
	e.Figures = NewSourceFigures(CountBySource([]*Public{p}))
	g := p.Where.Geometry
	if g == nil || g.Bound().IsEmpty() {
		return e, nil, nil
	}
	e.Located = true
	if point, isPoint := g.(orb.Point); isPoint {
		e.Point = point
		return e, nil, nil
	}
	o, err := outlines.of(g)
	e.Point, e.Shape = o.point, o.shape
	return e, g, err
}

// Outlines remembers what entries say of an outline. The zero Outlines is ready; it is for one goroutine.
type Outlines struct{ latest geo.Latest[outline] }

type outline struct {
	point orb.Point
	shape ShapeID
}

// of gives what an entry says of a geometry; of a nil Outlines nothing is remembered.
func (o *Outlines) of(g orb.Geometry) (outline, error) {
	var latest *geo.Latest[outline]
	if o != nil {
		latest = &o.latest
	}
	return latest.Of(g, func(g orb.Geometry) (outline, error) {
		id, err := NewShapeID(g)
		return outline{g.Bound().Center(), id}, err
	})
}

// NewShapeID gives a geometry its name. EInvalid if it cannot be written as WKB.
func NewShapeID(g orb.Geometry) (ShapeID, error) {
	form, err := wkb.Marshal(g)
	if err != nil {
		return ShapeID{}, Errorf(EInvalid, "where.geometry", "cannot be written as WKB: %v", err)
	}
	sum := sha256.Sum256(form)
	return ShapeID(sum[:16]), nil
}

// StartOf gives the beginning of a time as entries have it, in microseconds since 1970; UnknownStart if it is not known.
func StartOf(w *When) int64 { return micros(w.Start, UnknownStart) }

func micros(t time.Time, unknown int64) int64 {
	if t.IsZero() {
		return unknown
	}
	return t.UnixMicro()
}

// EntryVersion is the first byte of a stored entry. Entries of version 1 held figures without their
// sources; stores make them anew.
const EntryVersion = 2

const (
	entryLocated = 1 << iota
	entryShaped
	entryStart
	entryEnd
	entryOwnKind
)

// AppendTo writes the entry in its stored form, without Seq, which is its key: the version,
// flags, id, traits, layers, and of times, place, shape and own kind what there is, and figures to the end. Numbers are
// those of encoding/binary, degrees the eight bytes of IEEE 754.
func (e *Entry) AppendTo(dst []byte) []byte {
	var flags byte
	if e.Located {
		flags |= entryLocated
	}
	if e.Shape != (ShapeID{}) {
		flags |= entryShaped
	}
	if e.Start != UnknownStart {
		flags |= entryStart
	}
	if e.End != UnknownEnd {
		flags |= entryEnd
	}
	if e.own != "" {
		flags |= entryOwnKind
	}
	dst = append(dst, EntryVersion, flags)
	dst = append(dst, e.ID[:]...)
	dst = append(dst, e.kind, e.class, e.verification, e.disposition, e.precision)
	dst = binary.AppendUvarint(dst, e.Layers)
	if flags&entryStart != 0 {
		dst = binary.AppendVarint(dst, e.Start)
	}
	if flags&entryEnd != 0 {
		dst = binary.AppendVarint(dst, e.End-e.spanFrom())
	}
	if flags&entryLocated != 0 {
		dst = binary.LittleEndian.AppendUint64(dst, math.Float64bits(e.Point[0]))
		dst = binary.LittleEndian.AppendUint64(dst, math.Float64bits(e.Point[1]))
	}
	if flags&entryShaped != 0 {
		dst = append(dst, e.Shape[:]...)
	}
	if flags&entryOwnKind != 0 {
		dst = append(append(dst, byte(len(e.own))), e.own...) // an id is short
	}
	return append(dst, e.Figures...)
}

// spanFrom is what the stored end counts from.
func (e *Entry) spanFrom() int64 {
	if e.Start == UnknownStart {
		return 0
	}
	return e.Start
}

var errEntry = errors.New("it is no entry of a version that this program knows")

// Decode reads what AppendTo wrote; Seq stays as it is. It allocates only for figures and for an
// own kind that are not those that the entry has.
func (e *Entry) Decode(b []byte) error {
	const head = 2 + 16 + 5
	if len(b) < head || b[0] != EntryVersion {
		return errEntry
	}
	flags, figures, own := b[1], e.Figures, e.own
	*e = Entry{Seq: e.Seq, Start: UnknownStart, End: UnknownEnd, ID: ULID(b[2:18])}
	e.Traits = Traits{kind: b[18], class: b[19], verification: b[20], disposition: b[21], precision: b[22]}
	if !e.known() {
		return errEntry
	}
	r := entryReader{rest: b[head:]}
	e.Layers = r.uvarint()
	if flags&entryStart != 0 {
		e.Start = r.varint()
	}
	if flags&entryEnd != 0 {
		e.End = r.varint() + e.spanFrom()
	}
	if flags&entryLocated != 0 {
		e.Located, e.Point = true, orb.Point{r.float(), r.float()}
	}
	if flags&entryShaped != 0 {
		copy(e.Shape[:], r.take(len(e.Shape)))
	}
	if flags&entryOwnKind != 0 {
		e.own = r.kind(own)
	}
	if r.bad {
		return errEntry
	}
	if string(r.rest) == string(figures) { // which were looked at when they were read
		e.Figures = figures
		return nil
	}
	e.Figures = SourceFigures(r.rest)
	if !e.Figures.valid() {
		e.Figures = ""
		return errEntry
	}
	return nil
}

// known reports whether every trait is in its list.
func (t Traits) known() bool {
	return int(t.kind) < len(numberedKinds) && int(t.class) < len(traitClasses) &&
		int(t.verification) < len(traitVerifications) && int(t.disposition) < len(traitDispositions) &&
		int(t.precision) < len(traitPrecisions)
}

type entryReader struct {
	rest []byte
	bad  bool
}

func (r *entryReader) take(n int) []byte {
	if len(r.rest) < n {
		r.bad, r.rest = true, nil
		return make([]byte, n)
	}
	b := r.rest[:n]
	r.rest = r.rest[n:]
	return b
}

// kind reads the id of a kind that a story declares; one that is equal to another is that.
func (r *entryReader) kind(other Kind) Kind {
	id := r.take(int(r.take(1)[0]))
	if string(id) == string(other) {
		return other
	}
	k := Kind(id)
	r.bad = r.bad || !k.IsOwn()
	return k
}

func (r *entryReader) uvarint() uint64 {
	v, n := binary.Uvarint(r.rest)
	if n <= 0 {
		r.bad, r.rest = true, nil
		return 0
	}
	r.rest = r.rest[n:]
	return v
}

func (r *entryReader) varint() int64 {
	v, n := binary.Varint(r.rest)
	if n <= 0 {
		r.bad, r.rest = true, nil
		return 0
	}
	r.rest = r.rest[n:]
	return v
}

func (r *entryReader) float() float64 {
	return math.Float64frombits(binary.LittleEndian.Uint64(r.take(8)))
}
