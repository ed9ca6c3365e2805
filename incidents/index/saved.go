package index

import (
	"bytes"
	"crypto/sha256"
	"encoding/binary"
	"fmt"
	"hash/crc32"
	"io"
	"unsafe"

	"incidentmap/incidents"
)

// A saved index is the columns of an index in a file, so that a start need not read all of the feed. It is derived, and
// never the truth: what cannot be read as written, or is of another form, is an error, and the feed tells all of it again.
//
//	magic, form        who wrote it, and how
//	head               the sequence number, the mark of the store's state, how many stories
//	stories            each: head, then its parts
//	parts              each: head, then its columns
//
// All of it is blocks: the length in bytes and the CRC-32C of what follows, in 16 bytes. Columns stand in the byte order of
// the machine, which the form tells. What follows from the columns in one pass (sums before blocks, bitmaps) is not there.
// There are no texts in it but ids: of layers, of own kinds, and of sources that figures are of.

// savedForm changes with whatever a saved index holds or means, the order of its columns too.
const savedForm = 1

const savedMagic = "incidentmap index"

var castagnoli = crc32.MakeTable(crc32.Castagnoli)

// form is the first block: what it names is written otherwise where any of it differs.
func form() []byte {
	h := sha256.New()
	fmt.Fprintf(h, "%d %d %v", savedForm, incidents.EntryVersion, incidents.Classes())
	var order [4]byte
	binary.NativeEndian.PutUint32(order[:], 0x01020304)
	return fmt.Appendf(nil, "%s %x %x", savedMagic, order, h.Sum(nil)[:16])
}

// Save writes what the index holds, and gives the sequence number that it is of. The mark comes back from Load; of the
// number it gives the mark that is to be written. Nobody waits for it, and what is taken in meanwhile is not in it.
func (x *Index) Save(w io.Writer, at incidents.Seq, mark []byte) error {
	now := x.now.Load()
	if now.seq != at {
		return incidents.Errorf(incidents.EConflict, "", "the index is at change %d and not at %d", now.seq, at)
	}
	out := blockWriter{w: w}
	out.block(form())
	var head bytes.Buffer
	appendNumbers(&head, uint64(now.seq), uint64(len(now.stories)))
	head.Write(mark)
	out.block(head.Bytes())
	for slug, s := range now.stories {
		out.story(slug, s)
	}
	return out.err
}

// blockWriter writes blocks, up to the first error.
type blockWriter struct {
	w   io.Writer
	err error
}

// blockHead is the length of what comes before a block: its length and its checksum.
const blockHead = 16

func (w *blockWriter) block(b []byte) {
	if w.err != nil {
		return
	}
	var head [blockHead]byte
	binary.LittleEndian.PutUint64(head[:], uint64(len(b)))
	binary.LittleEndian.PutUint64(head[8:], uint64(crc32.Checksum(b, castagnoli)))
	if _, w.err = w.w.Write(head[:]); w.err == nil {
		_, w.err = w.w.Write(b)
	}
}

func (w *blockWriter) story(slug string, s *story) {
	var head bytes.Buffer
	appendNumbers(&head, uint64(s.changed), uint64(len(s.parts)), uint64(len(s.layers)), uint64(len(s.own)))
	appendText(&head, slug)
	for _, id := range s.layers {
		appendText(&head, id)
	}
	for _, k := range s.own {
		appendText(&head, string(k))
	}
	w.block(head.Bytes())
	for _, p := range s.parts {
		w.part(p)
	}
}

func (w *blockWriter) part(p *part) {
	s := p.segment
	var head bytes.Buffer
	appendNumbers(&head, uint64(s.points), uint64(s.shaped), uint64(s.size()), uint64(s.seqs.first), uint64(s.seqs.last), uint64(len(s.traits)))
	for i := range s.traits {
		e := incidents.Entry{Traits: s.traits[i].Traits, Layers: s.traits[i].layers, Start: incidents.UnknownStart, End: incidents.UnknownEnd}
		appendText(&head, string(e.AppendTo(nil)))
	}
	w.block(head.Bytes())
	timeShapes := make([]savedTimeShape, len(s.timeShapes))
	for i, t := range s.timeShapes {
		timeShapes[i] = savedTimeShape{t.start, t.end, 0}
		if t.far {
			timeShapes[i].far = 1
		}
	}
	w.block(raw(timeShapes))
	w.block([]byte(s.figures.texts.text))
	w.block(raw(s.figures.texts.ends))
	w.block(raw(s.shapeIDs))
	w.block(raw(s.oddRows))
	w.block(raw(s.odd))
	w.block(raw(p.deadRows))
	for _, c := range [][]uint32{s.x, s.y, s.seqs.low, s.order, s.byID} {
		w.block(raw(c))
	}
	w.block(raw(s.second))
	w.block(raw(s.id))
	for _, c := range [][]uint16{s.seqs.high, s.time.low, s.time.high, s.trait.low, s.trait.high, s.figure.low, s.figure.high} {
		w.block(raw(c))
	}
}

// savedTimeShape is a time shape without room between its fields.
type savedTimeShape struct{ start, end, far int64 }

// plain is what lies in memory without pointers and without room between, so that any bytes of its length are one.
type plain interface {
	uint16 | uint32 | int32 | incidents.ULID | incidents.ShapeID | savedTimeShape | [2]float64
}

// raw gives the memory of a column.
func raw[S ~[]T, T any](column S) []byte {
	if len(column) == 0 {
		return nil
	}
	return unsafe.Slice((*byte)(unsafe.Pointer(unsafe.SliceData(column))), len(column)*int(unsafe.Sizeof(column[0])))
}

func appendNumbers(b *bytes.Buffer, numbers ...uint64) {
	for _, n := range numbers {
		b.Write(binary.AppendUvarint(b.AvailableBuffer(), n))
	}
}

func appendText(b *bytes.Buffer, text string) {
	appendNumbers(b, uint64(len(text)))
	b.WriteString(text)
}
