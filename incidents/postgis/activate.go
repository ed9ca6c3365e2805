package postgis

import (
	"context"
	"errors"
	"io"
	"maps"
	"runtime"
	"slices"
	"sync/atomic"
	"time"

	"github.com/jackc/pgx/v5"

	"incidentmap/incidents"
	"incidentmap/incidents/revisions"
)

// changeRow is a row of the table change, without what is not under its checksum.
type changeRow struct {
	seq, revision incidents.Seq
	published     time.Time
	incident      *uuid
	story         string
	shape         *uuid
	entry, hidden []byte
}

func (c *changeRow) checksum() int64 {
	s := sum(0).number(int64(c.seq)).number(int64(c.revision)).time(c.published).text(c.story).bytes(c.entry).bytes(c.hidden)
	for _, id := range []*uuid{c.incident, c.shape} {
		if id == nil {
			s = s.bytes(nil)
			continue
		}
		s = s.bytes(id[:])
	}
	return int64(s)
}

// featureSum is the checksum of a feature's row.
func featureSum(seq incidents.Seq, rank int, id uuid, lang string, json []byte) int64 {
	return int64(sum(0).number(int64(seq)).number(int64(rank)).bytes(id[:]).text(lang).bytes(json))
}

// parcel is some changes in the form in which they are sent to the server.
type parcel struct {
	revisions, changes, features, found copied
	shapes                              map[incidents.ShapeID][]byte // EWKB
	entry, json                         []byte                       // used again for each
	err                                 error
	packed                              chan struct{} // closed when the rest is set
}

var (
	revisionTable = table{name: "revision", columns: "seq, time, checksum, number, incident, story, kind, author, note, document"}
	changeTable   = table{name: "change", columns: "seq, until, revision, published, checksum, incident, shape, story, entry, hidden, point"}
	featureTable  = table{name: "feature", columns: "seq, rank, checksum, incident, lang, json"}
	searchTable   = table{name: "search", columns: "seq, words, point"}
)

// empty makes it ready to be packed, with the memory it has.
func (p *parcel) empty() {
	for _, c := range []*copied{&p.revisions, &p.changes, &p.features, &p.found} {
		c.form, c.rows = c.form[:0], 0
	}
	clear(p.shapes)
	p.err, p.packed = nil, make(chan struct{})
}

// parcelSize is how many changes are encoded while as many before them are sent.
const parcelSize = 256

// Activate writes changes and ends those whose place they take.
func (w *writing) Activate(ctx context.Context, all []*revisions.Change) error {
	for _, c := range all {
		if 0 < c.Ends && c.Ends <= w.before {
			w.old, w.next = append(w.old, int64(c.Ends)), append(w.next, int64(c.Seq))
		}
	}
	if err := w.send(ctx, all); err != nil {
		return err
	}
	if all[0].Write != nil {
		return w.enqueue(ctx, all)
	}
	// What is encoded again may be all of a story: its changes end before the next are read.
	var b pgx.Batch
	w.queueRetired(&b)
	if err := w.tx.SendBatch(context.WithoutCancel(ctx), &b).Close(); err != nil {
		return w.fault(ctx, "write the incidents of a story", err)
	}
	return nil
}

// send writes the rows of changes. All cores but one encode what is sent next.
func (w *writing) send(ctx context.Context, all []*revisions.Change) error {
	written := slices.ContainsFunc(all, func(c *revisions.Change) bool { return c.Write != nil })
	packing, stop := context.WithCancel(ctx)
	defer stop()
	parcels := w.packAll(packing, all)
	for _, t := range []struct {
		doing string
		table table
		rows  func(*parcel) *copied
		there bool
	}{
		{"write a revision", revisionTable, func(p *parcel) *copied { return &p.revisions }, written},
		{"write a change", changeTable, func(p *parcel) *copied { return &p.changes }, len(all) > 0},
		{"write a feature", featureTable, func(p *parcel) *copied { return &p.features }, len(all) > 0},
		{"write what an incident is found by", searchTable, func(p *parcel) *copied { return &p.found }, w.indexes && len(all) > 0},
	} {
		if !t.there {
			continue
		}
		err := copyFrom(context.WithoutCancel(ctx), w.tx, t.table, &unpacked{ctx: packing, parcels: parcels, rows: t.rows})
		switch {
		case ctx.Err() != nil:
			return ctx.Err()
		case err != nil:
			return w.fault(ctx, t.doing, packingError(parcels, err))
		}
	}
	if err := w.sendShapes(context.WithoutCancel(ctx), parcels); err != nil {
		return err
	}
	for _, p := range parcels { // all of which have been read, so nobody packs any more
		w.parcels.Put(p)
	}
	return nil
}

// packAll encodes changes in parcels, the first ones first, until the context is done.
func (w *writing) packAll(ctx context.Context, all []*revisions.Change) []*parcel {
	var parcels []*parcel
	for range (len(all) + parcelSize - 1) / parcelSize {
		p, _ := w.parcels.Get().(*parcel)
		if p == nil {
			p = &parcel{shapes: map[incidents.ShapeID][]byte{}}
		}
		p.empty()
		parcels = append(parcels, p)
	}
	var next atomic.Int64
	for range min(len(parcels), runtime.GOMAXPROCS(0)) {
		go func() {
			for i := int(next.Add(1)) - 1; i < len(parcels) && ctx.Err() == nil; i = int(next.Add(1)) - 1 {
				w.pack(parcels[i], all[i*parcelSize:min(len(all), (i+1)*parcelSize)])
				close(parcels[i].packed)
			}
		}()
	}
	return parcels
}

// unpacked reads the rows of one table out of parcels, each as soon as it is packed: a COPY
// for all of them costs the server less than one for each.
type unpacked struct {
	ctx     context.Context // that of the packing
	parcels []*parcel
	rows    func(*parcel) *copied
	rest    []byte
}

// errUnpacked is what the server is told.
var errUnpacked = errors.New("there is nothing to write")

func (u *unpacked) Read(b []byte) (int, error) {
	for len(u.rest) == 0 {
		if len(u.parcels) == 0 {
			return 0, io.EOF
		}
		p := u.parcels[0]
		select {
		case <-p.packed:
		case <-u.ctx.Done():
		}
		if u.ctx.Err() != nil || p.err != nil {
			return 0, errUnpacked
		}
		u.rest, u.parcels = u.rows(p).form, u.parcels[1:]
	}
	n := copy(b, u.rest)
	u.rest = u.rest[n:]
	return n, nil
}

// packingError gives why a parcel could not be packed, or else the error.
func packingError(parcels []*parcel, err error) error {
	for _, p := range parcels {
		select {
		case <-p.packed:
			if p.err != nil {
				return p.err
			}
		default:
		}
	}
	return err
}

// sendShapes writes those of the shapes that are not there.
func (w *writing) sendShapes(ctx context.Context, parcels []*parcel) error {
	shapes := map[incidents.ShapeID][]byte{}
	for _, p := range parcels {
		maps.Copy(shapes, p.shapes)
	}
	var asked []uuid
	for id := range shapes {
		if !w.shapes[id] {
			asked = append(asked, uuid(id))
		}
		w.shapes[id] = true
	}
	if len(asked) == 0 {
		return nil
	}
	const doing = "write a shape"
	var missing []uuid
	err := w.each(ctx, w.tx, doing, `SELECT a.id FROM unnest($1::uuid[]) a (id)
		WHERE NOT EXISTS (SELECT FROM shape s WHERE s.id = a.id)`, []any{asked}, func(row scanner) error {
		var id uuid
		err := row.Scan(&id)
		missing = append(missing, id)
		return err
	})
	if err != nil {
		return err
	}
	var rows copied
	for _, id := range missing {
		rows.row(2)
		rows.bytes(id[:])
		rows.bytes(shapes[incidents.ShapeID(id)])
	}
	if err := copyTo(ctx, w.tx, table{name: "shape", columns: "id, geom"}, &rows); err != nil {
		return w.fault(ctx, doing, err)
	}
	return nil
}

// pack encodes changes.
func (w *writing) pack(p *parcel, all []*revisions.Change) {
	// What rows take, about: buffers that grow as they are filled are copied again and again.
	written := 0
	for _, c := range all {
		if c.Write != nil {
			written += 200 + len(c.Write.Document) + len(c.Write.Note)
		}
	}
	p.revisions.grow(written)
	p.changes.grow(320 * len(all))
	p.features.grow(1200 * len(all))
	for _, c := range all {
		if c.Write != nil {
			p.revision(c)
		}
		if p.err = w.packChange(p, c); p.err != nil {
			break
		}
	}
}

func (p *parcel) revision(change *revisions.Change) {
	rev, c := change.Revision, &p.revisions
	row := revisionRow{
		seq: rev.Seq, number: rev.Number, incident: uuid(change.ID), time: rev.Time, story: rev.Incident.Story, kind: string(rev.Kind),
		author: []byte(incidents.KeptAuthor(rev.Author, rev.AuthorID)), note: change.Write.Note, document: []byte(change.Write.Document),
	}
	c.row(10)
	c.bigint(int64(row.seq))
	c.time(row.time)
	c.bigint(row.checksum())
	c.integer(row.number)
	c.bytes(row.incident[:])
	c.text(row.story)
	c.text(row.kind)
	c.bytes(row.author)
	c.bytes(row.note)
	c.bytes(row.document)
}

// packChange encodes what readers see.
func (w *writing) packChange(p *parcel, c *revisions.Change) error {
	row := changeRow{seq: c.Seq, revision: c.Revision.Seq, published: c.Published, incident: (*uuid)(&c.ID), story: c.Story.Slug}
	public := c.Public()
	if public == nil {
		p.change(&row, c.Until, nil)
		return nil
	}
	row.hidden = joined(c.Hidden)
	entry, shape, err := c.Story.Entry(public)
	if err != nil {
		return err
	}
	p.entry = entry.AppendTo(p.entry[:0])
	row.entry = p.entry
	var point []byte
	switch {
	case shape != nil:
		row.shape = (*uuid)(&entry.Shape)
		if p.shapes[entry.Shape] == nil {
			p.shapes[entry.Shape], err = encodeGeometry(shape)
		}
	case entry.Located:
		point, err = encodeGeometry(entry.Point)
	}
	if err != nil {
		return incidents.Errorf(incidents.EInvalid, "where.geometry", "cannot be written as EWKB: %v", err)
	}
	p.change(&row, c.Until, point)
	for rank, lang := range c.Story.Ranked(public.Langs()) {
		p.json = w.encode(p.json[:0], public, lang)
		p.feature(c, rank, lang)
	}
	if w.indexes && c.InForce() {
		p.found.searched(public, point)
	}
	return nil
}

func (p *parcel) change(row *changeRow, until incidents.Seq, point []byte) {
	c := &p.changes
	c.row(11)
	c.bigint(int64(row.seq))
	if until == 0 {
		c.null()
	} else {
		c.bigint(int64(until))
	}
	c.bigint(int64(row.revision))
	c.time(row.published)
	c.bigint(row.checksum())
	c.bytes(row.incident[:])
	if row.shape == nil {
		c.null()
	} else {
		c.bytes(row.shape[:])
	}
	c.text(row.story)
	c.bytesOrNull(row.entry)
	c.bytesOrNull(row.hidden)
	c.bytesOrNull(point)
}

func (p *parcel) feature(change *revisions.Change, rank int, lang string) {
	c := &p.features
	c.row(6)
	c.bigint(int64(change.Seq))
	c.integer(rank)
	c.bigint(featureSum(change.Seq, rank, uuid(change.ID), lang, p.json))
	c.bytes(change.ID[:])
	c.text(lang)
	c.bytes(p.json)
}
