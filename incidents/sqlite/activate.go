package sqlite

import (
	"bytes"
	"context"
	"runtime"
	"slices"
	"sync"
	"sync/atomic"

	"github.com/paulmach/orb/encoding/wkb"
	"zombiezen.com/go/sqlite"

	"incidentmap/incidents"
	"incidentmap/incidents/revisions"
)

// encoded is the rows of a change.
type encoded struct {
	*revisions.Change
	row   []byte
	entry []byte // none for what readers do not see
	shape incidents.ShapeID
	wkb   []byte
	err   error
}

// changesAtATime is how many are encoded by one core while others are written.
const changesAtATime = 128

// Activate writes changes and ends those whose place they take. They are encoded on all cores while
// those before them are written by this one.
func (w *writing) Activate(ctx context.Context, all []*revisions.Change) error {
	by, err := w.deltaBasesOf(w.stories)
	if err != nil {
		return err
	}
	chunks := slices.Collect(slices.Chunk(all, changesAtATime))
	ready := make([]chan []encoded, len(chunks))
	for i := range ready {
		ready[i] = make(chan []encoded, 1)
	}
	var next atomic.Int64
	encode := func() {
		var e rowEncoder
		for i := int(next.Add(1)) - 1; i < len(chunks); i = int(next.Add(1)) - 1 {
			ready[i] <- w.encodeAll(ctx, &e, by, chunks[i])
		}
	}
	if len(chunks) == 1 {
		encode()
	} else {
		var cores sync.WaitGroup
		for range min(len(chunks), runtime.GOMAXPROCS(0)) {
			cores.Go(encode)
		}
		defer func() {
			next.Store(int64(len(chunks)))
			cores.Wait()
		}()
	}
	add := adder{writing: w, feed: feedWriter{writing: w}}
	for i := range ready {
		if err := ctx.Err(); err != nil {
			return err
		}
		for _, e := range <-ready[i] {
			if err := add.change(&e); err != nil {
				return err
			}
		}
	}
	if err := w.keepDeltaBases(by); err != nil {
		return err
	}
	return add.end()
}

// rowEncoder encodes on one core; its memory is used again for the next incident.
type rowEncoder struct {
	first       base // the first feature of an incident
	text, other []byte
	code        []byte
	features    []feature
	row, entry  []byte
	block       []byte                     // of which what is handed on are parts
	shapes      map[incidents.ShapeID]bool // that were handed on
	outlines    incidents.Outlines
}

// blockSize is how many bytes are asked for at a time for what is handed on.
const blockSize = 64 << 10

// keep copies bytes to be handed on.
func (t *rowEncoder) keep(b []byte) []byte {
	if len(b) > cap(t.block)-len(t.block) {
		if len(b) > blockSize/4 {
			return bytes.Clone(b)
		}
		t.block = make([]byte, 0, blockSize)
	}
	n := len(t.block)
	t.block = append(t.block, b...)
	return t.block[n:len(t.block):len(t.block)]
}

func (w *writing) encodeAll(ctx context.Context, t *rowEncoder, by *deltaBases, all []*revisions.Change) []encoded {
	out := make([]encoded, len(all))
	for i := range all {
		out[i].Change = all[i]
		if out[i].err = ctx.Err(); out[i].err == nil {
			out[i].err = t.encode(w, by, &out[i])
		}
	}
	return out
}

func (t *rowEncoder) encode(w *writing, by *deltaBases, e *encoded) error {
	row := written{
		seq: e.Seq, incident: e.ID, story: w.numberOf(e.Story), revision: e.Revision.Seq,
		number: e.Revision.Number, previous: e.Previous, time: millis(e.Revision.Time), published: publishedMillis(e.Published),
		kind: e.Revision.Kind, author: incidents.KeptAuthor(e.Revision.Author, e.Revision.AuthorID), features: t.features[:0],
		hidden: e.Hidden,
	}
	t.code = t.code[:0]
	p := e.Public()
	if p != nil {
		if err := t.entryOf(e, p); err != nil {
			return err
		}
	}
	if e.Write != nil {
		t.text = append(t.text[:0], e.Write.Document...)
		row.note = e.Write.Note
		shape := e.shape
		if g := e.Revision.Incident.Where.Geometry; p == nil && g != nil && len(t.text) >= largeText {
			// Drafts of one area share its outline, too.
			var err error
			if shape, err = incidents.NewShapeID(g); err != nil {
				return err
			}
		}
		row.document = t.delta(by, deltaBaseKey{story: row.story, shape: shape}, t.text)
	}
	if p != nil {
		t.deltaFeatures(w, by, &row, p, e)
		t.features = row.features
	}
	t.row = row.append(t.row[:0])
	e.row = t.keep(t.row)
	return nil
}

// delta encodes a text by its difference to the base of its kind.
func (t *rowEncoder) delta(by *deltaBases, key deltaBaseKey, text []byte) deltaText {
	to := by.of(key, text)
	n := len(t.code)
	t.code = to.base.deltaEncode(t.code, text)
	code := t.code[n:len(t.code):len(t.code)]
	to.raw.Add(int64(len(text)))
	to.coded.Add(int64(len(code)))
	return deltaText{base: to.id, code: code}
}

// deltaFeatures encodes what readers see in each language: the first by its difference to a base,
// the others by theirs to the first.
func (t *rowEncoder) deltaFeatures(w *writing, by *deltaBases, row *written, p *incidents.Public, e *encoded) {
	langs := e.Story.Ranked(p.Langs())
	for i, lang := range langs {
		if i == 0 {
			t.text = w.encode(t.text[:0], p, lang)
			row.features = append(row.features, feature{lang, t.delta(by, deltaBaseKey{row.story, lang, e.shape}, t.text)})
			if len(langs) > 1 {
				t.first.setLazily(t.text)
			}
			continue
		}
		t.other = w.encode(t.other[:0], p, lang)
		n := len(t.code)
		t.code = t.first.deltaEncode(t.code, t.other)
		row.features = append(row.features, feature{lang, deltaText{code: t.code[n:len(t.code):len(t.code)]}})
	}
}

func (t *rowEncoder) entryOf(e *encoded, p *incidents.Public) error {
	entry, shape, err := e.Story.EntryBy(p, &t.outlines)
	if err != nil {
		return err
	}
	t.entry = entry.AppendTo(t.entry[:0])
	e.entry = t.keep(t.entry)
	if shape == nil {
		return nil
	}
	e.shape = entry.Shape
	if t.shapes[e.shape] || !e.InForce() {
		return nil
	}
	if t.shapes == nil {
		t.shapes = map[incidents.ShapeID]bool{}
	}
	t.shapes[e.shape] = true
	e.wkb, err = wkb.Marshal(shape)
	return err
}

// adder writes changes.
type adder struct {
	*writing
	feed      feedWriter
	incidents []placed
	shapes    map[incidents.ShapeID]bool
}

// placed is a row of the table incident.
type placed struct {
	id     incidents.ULID
	change incidents.Seq
}

// change writes a change, and notes what is written at the end of all.
func (a *adder) change(e *encoded) error {
	if e.err != nil {
		return e.err
	}
	insert := a.conn.Prep(`INSERT INTO written (seq, data) VALUES (?, ?)`)
	insert.BindInt64(1, int64(e.Seq))
	insert.BindBytes(2, e.row)
	if err := step(insert); err != nil {
		return err
	}
	if e.Write != nil {
		if err := a.enqueue(e.Change); err != nil {
			return err
		}
	}
	if err := a.silence(e.Change); err != nil {
		return err
	}
	if e.Ends > 0 && e.EndsSeen {
		a.ended = append(a.ended, ended{until: e.Seq, seq: e.Ends, story: a.numberOf(e.Story), incident: e.ID})
	}
	if e.InForce() || e.Silent() {
		a.incidents = append(a.incidents, placed{e.ID, e.Seq})
	}
	if !e.InForce() {
		return nil
	}
	if err := a.shape(e); err != nil {
		return err
	}
	if e.Published.IsZero() {
		return nil
	}
	return a.feed.add(e.Seq, a.numberOf(e.Story), e.ID, e.entry)
}

func (a *adder) shape(e *encoded) error {
	if e.wkb == nil || a.shapes[e.shape] {
		return nil
	}
	if a.shapes == nil {
		a.shapes = map[incidents.ShapeID]bool{}
	}
	a.shapes[e.shape] = true
	return run(a.conn, `INSERT OR IGNORE INTO shape (id, wkb) VALUES (?, ?)`, e.shape[:], e.wkb)
}

// end writes what is written once for all changes, the incidents by id, side by side.
func (a *adder) end() error {
	if err := a.feed.flush(); err != nil {
		return err
	}
	slices.SortStableFunc(a.incidents, func(x, y placed) int { return bytes.Compare(x.id[:], y.id[:]) })
	put := a.conn.Prep(`INSERT INTO incident (id, change) VALUES (?, ?) ON CONFLICT (id) DO UPDATE SET change = excluded.change`)
	for i := range a.incidents {
		put.BindBytes(1, a.incidents[i].id[:])
		put.BindInt64(2, int64(a.incidents[i].change))
		if err := step(put); err != nil {
			return err
		}
	}
	return a.endChanges()
}

// step runs a statement that gives nothing and makes it ready to run again.
func step(st *sqlite.Stmt) error {
	_, err := st.Step()
	if again := st.Reset(); err == nil {
		err = again
	}
	return err
}
