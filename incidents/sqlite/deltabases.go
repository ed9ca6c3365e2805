package sqlite

import (
	"bytes"
	"encoding/hex"
	"maps"
	"strconv"
	"sync"
	"sync/atomic"

	"zombiezen.com/go/sqlite"

	"incidentmap/incidents"
)

// deltaBaseKey says what a base is one of: documents of a story, or features in a language.
type deltaBaseKey struct {
	story int64
	what  string // empty for documents
	// shape is set for texts that hold the same large geometry; such bases are those of one
	// run of the program.
	shape incidents.ShapeID
}

// deltaBase is a text to which others of its kind are kept as a difference: a row of the table sample.
type deltaBase struct {
	id         int64
	base       base
	raw, coded atomic.Int64 // bytes of the texts that it is the base of, and of their differences
}

type made struct {
	deltaBaseKey
	*deltaBase
}

// A text of largeText bytes and more has a base of the same geometry, unless that had to
// be larger than largestDeltaBase, or there are as many bases as mostShapes: they stay in memory.
const (
	largeText        = 2 << 10
	largestDeltaBase = 128 << 10
	mostShapes       = cacheLimit / 4
)

// deltaBasePatience is how many bytes of texts a base has before one that saves less than half of
// them is replaced.
const deltaBasePatience = 1 << 20

// newDeltaBase makes a base of a text, or of the beginning of one that is longer than others would
// gain by: bases stay in memory.
func newDeltaBase(id int64, text []byte) *deltaBase {
	s := &deltaBase{id: id}
	s.base.set(bytes.Clone(text[:min(len(text), largestDeltaBase)]))
	return s
}

func (s *deltaBase) fits() bool {
	return s.raw.Load() < deltaBasePatience || s.coded.Load() < s.raw.Load()/2
}

// deltaBases are those that a transaction encodes by. Many goroutines may encode at once.
type deltaBases struct {
	mu      sync.Mutex
	latest  map[deltaBaseKey]*deltaBase // in front of those of the store
	before  map[deltaBaseKey]*deltaBase // which are of before the transaction
	read    map[deltaBaseKey]*deltaBase // by the transaction, which may have written them
	made    []made                      // by the transaction
	highest int64                       // id
}

// of gives the base of a kind; the first text of a kind becomes it.
func (s *deltaBases) of(key deltaBaseKey, text []byte) *deltaBase {
	s.mu.Lock()
	defer s.mu.Unlock()
	if len(text) < largeText || len(text) > largestDeltaBase {
		key.shape = incidents.ShapeID{}
	}
	by := s.find(key)
	if by == nil && key.shape != (incidents.ShapeID{}) && len(s.latest)+len(s.before) >= mostShapes {
		key.shape = incidents.ShapeID{}
		by = s.find(key)
	}
	if by == nil || !by.fits() {
		s.highest++
		by = newDeltaBase(s.highest, text)
		s.latest[key] = by
		s.made = append(s.made, made{key, by})
	}
	return by
}

func (s *deltaBases) find(key deltaBaseKey) *deltaBase {
	for _, of := range []map[deltaBaseKey]*deltaBase{s.latest, s.read, s.before} {
		if by := of[key]; by != nil {
			return by
		}
	}
	return nil
}

// deltaBasesOf gives the bases that a transaction about some stories may encode by.
func (w *writing) deltaBasesOf(stories map[string]*storyVersion) (*deltaBases, error) {
	highest, erasures, err := w.highestBase()
	if err != nil {
		return nil, err
	}
	if len(w.latest) > cacheLimit || erasures != w.erasures {
		w.erasures = erasures
		clear(w.latest)
	}
	read := map[deltaBaseKey]*deltaBase{}
	for _, t := range stories {
		if w.latest[deltaBaseKey{story: t.number}] != nil {
			continue // this program has written to the story before
		}
		err := each(w.conn, func(st *sqlite.Stmt) error {
			key := deltaBaseKey{story: t.number, what: st.ColumnText(1)}
			read[key] = newDeltaBase(st.ColumnInt64(0), blob(st, 2))
			return nil
		}, `SELECT max(id), what, content FROM sample WHERE story = ? AND instr(what, '/') = 0 GROUP BY what`, t.number)
		if err != nil {
			return nil, err
		}
	}
	w.onCommit = append(w.onCommit, func() { maps.Copy(w.latest, read) })
	return &deltaBases{latest: map[deltaBaseKey]*deltaBase{}, before: w.latest, read: read, highest: highest}, nil
}

// highestBase gives the highest id that a base ever had, and how often something was erased.
func (w *writing) highestBase() (highest, erasures int64, err error) {
	err = each(w.conn, func(st *sqlite.Stmt) error {
		highest, erasures = st.ColumnInt64(0), st.ColumnInt64(1)
		return nil
	}, `SELECT max(sample, (SELECT coalesce(max(id), 0) FROM sample)), times FROM erasure`)
	return highest, erasures, err
}

// keepDeltaBases writes the bases that were made.
func (w *writing) keepDeltaBases(s *deltaBases) error {
	for _, m := range s.made {
		err := run(w.conn, `INSERT INTO sample (id, story, what, content, checksum) VALUES (?, ?, ?, ?, ?)`,
			m.id, m.story, m.column(), m.base.text, deltaBaseSum(m.id, m.base.text))
		if err != nil {
			return err
		}
		w.onCommit = append(w.onCommit, func() { w.latest[m.deltaBaseKey] = m.deltaBase })
	}
	return nil
}

// column writes what the base is one of as the table has it.
func (k *deltaBaseKey) column() string {
	if k.shape == (incidents.ShapeID{}) {
		return k.what
	}
	return k.what + "/" + hex.EncodeToString(k.shape[:])
}

func deltaBaseSum(id int64, content []byte) int64 {
	return checksum(strconv.FormatInt(id, 10), string(content))
}

// know gives the rows the content of their bases, so that they are decoded without a connection.
func (s *Store) know(c *sqlite.Conn, rows ...*written) (err error) {
	for _, w := range rows {
		if w.isRevision() {
			if w.document.by, err = s.deltaBase(c, w.document.base); err != nil {
				return err
			}
		}
		if w.public() {
			if w.features[0].by, err = s.deltaBase(c, w.features[0].base); err != nil {
				return err
			}
		}
	}
	return nil
}

// deltaBase gives the content of a base.
func (s *Store) deltaBase(c *sqlite.Conn, id int64) (content []byte, err error) {
	content, known := s.bases.get(id, c == s.writer)
	if known {
		return content, nil
	}
	err = each(c, func(st *sqlite.Stmt) error {
		content, known = blob(st, 0), true
		if st.ColumnInt64(1) != deltaBaseSum(id, content) {
			return s.damaged("sample "+strconv.FormatInt(id, 10)+" does not read as it was written", nil)
		}
		return nil
	}, `SELECT content, checksum FROM sample WHERE id = ?`, id)
	switch {
	case err != nil:
		return nil, err
	case !known:
		return nil, s.damaged("sample "+strconv.FormatInt(id, 10)+" is lost", nil)
	}
	s.bases.put(id, content, len(content), c == s.writer)
	return content, nil
}
