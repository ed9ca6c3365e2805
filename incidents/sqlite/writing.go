package sqlite

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"hash/crc32"
	"slices"
	"strconv"
	"strings"
	"time"

	"incidentmap/incidents"
)

// statements are the writer's, prepared once.
type statements struct {
	draw, standing, addRevision, setStanding, addFeature, addWords, dropWords *sql.Stmt
}

func (st *statements) prepare(ctx context.Context, db *sql.DB) error {
	for _, p := range []struct {
		into **sql.Stmt
		text string
	}{
		{&st.draw, `UPDATE sequence SET last = last + ? RETURNING last`},
		{&st.standing, `SELECT i.story, i.revision, i.change, i.public, i.published, r.number
			FROM incident i JOIN revision r ON r.seq = i.revision WHERE i.id = ?`},
		{&st.addRevision, `INSERT INTO revision (seq, incident, number, time, kind, author, note, document, checksum)
			VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`},
		{&st.setStanding, `INSERT INTO incident (id, story, revision, change, public, published) VALUES (?, ?, ?, ?, ?, ?)
			ON CONFLICT (id) DO UPDATE SET revision = excluded.revision, change = excluded.change,
				public = excluded.public, published = excluded.published`},
		{&st.addFeature, `INSERT INTO feature (seq, rank, lang, incident, json, checksum) VALUES (?, ?, ?, ?, ?, ?)`},
		{&st.addWords, `INSERT INTO search (rowid, words) VALUES (?, ?)`},
		{&st.dropWords, `DELETE FROM search WHERE rowid = ?`},
	} {
		var err error
		if *p.into, err = db.PrepareContext(ctx, p.text); err != nil { //nolint:sqlclosecheck // by close
			return err
		}
	}
	return nil
}

func (st *statements) close() error {
	var err error
	for _, s := range []*sql.Stmt{
		st.draw, st.standing, st.addRevision, st.setStanding, st.addFeature, st.addWords, st.dropWords,
	} {
		if s != nil {
			err = errors.Join(err, s.Close())
		}
	}
	return err
}

// writing is one transaction of the writer.
type writing struct {
	*Store
	tx      *sql.Tx
	now     time.Time
	stories map[string]*incidents.Story
	buf     []byte
}

// change runs do in a transaction, which is kept if do and ctx have no error, and is on
// disk when change returns. The context of a statement is that given to do, which never ends:
// a transaction that follows ctx could be told that it failed after it was kept, and
// watching ctx costs a goroutine for each statement.
func (s *Store) change(ctx context.Context, doing string, do func(context.Context, *writing) error) error {
	select {
	case s.turn <- struct{}{}:
		defer func() { <-s.turn }()
	case <-ctx.Done():
		return s.fault(doing, ctx.Err())
	}
	whole := context.WithoutCancel(ctx)
	tx, err := s.writer.BeginTx(whole, nil)
	if err != nil {
		return s.fault(doing, err)
	}
	defer tx.Rollback()
	w := &writing{
		Store: s, tx: tx, now: s.now().UTC().Truncate(time.Millisecond), stories: map[string]*incidents.Story{},
	}
	if err := do(whole, w); err != nil {
		return s.fault(doing, err)
	}
	if err := ctx.Err(); err != nil {
		return s.fault(doing, err)
	}
	if err := tx.Commit(); err != nil {
		return s.fault(doing, err)
	}
	return nil
}

// exec runs a prepared statement in the transaction.
func (w *writing) exec(ctx context.Context, st *sql.Stmt, args ...any) error {
	bound := w.tx.StmtContext(ctx, st)
	defer bound.Close()
	_, err := bound.ExecContext(ctx, args...)
	return err
}

// row runs a prepared statement in the transaction and reads the row it gives.
func (w *writing) row(ctx context.Context, st *sql.Stmt, arg any, into ...any) error {
	bound := w.tx.StmtContext(ctx, st)
	defer bound.Close()
	return bound.QueryRowContext(ctx, arg).Scan(into...)
}

// draw takes n sequence numbers and gives the first.
func (w *writing) draw(ctx context.Context, n int) (incidents.Seq, error) {
	var last incidents.Seq
	if err := w.row(ctx, w.to.draw, n, &last); err != nil {
		return 0, w.fault("draw sequence numbers", err)
	}
	return last - incidents.Seq(n) + 1, nil
}

func (w *writing) story(ctx context.Context, slug string) (*incidents.Story, error) {
	if s, ok := w.stories[slug]; ok {
		return s, nil
	}
	s, err := w.readStory(ctx, w.tx, slug)
	if err != nil {
		return nil, err
	}
	w.stories[slug] = &s
	return &s, nil
}

// standing is what is in force of an incident: a row of the table incident.
type standing struct {
	id, story        string
	revision, change incidents.Seq
	number           int // of the revision; zero when there is no such incident
	public           bool
	published        sql.NullString
}

func (w *writing) standing(ctx context.Context, id string) (standing, error) {
	st := standing{id: id}
	err := w.row(ctx, w.to.standing, id,
		&st.story, &st.revision, &st.change, &st.public, &st.published, &st.number)
	if err != nil && !none(err) {
		return st, w.fault("read an incident", err)
	}
	return st, nil
}

// show puts in force, as the change seq, what readers see of the revision: its features,
// its words and its standing. st is what stood until now, of the revision from now on.
func (w *writing) show(ctx context.Context, seq incidents.Seq, story *incidents.Story, st standing, rev *incidents.Revision) error {
	if st.public {
		if err := w.exec(ctx, w.to.dropWords, st.change); err != nil {
			return w.fault("forget the words of an incident", err)
		}
	}
	if rev.Incident.IsPublic() && !st.published.Valid {
		st.published = sql.NullString{String: stamp(rev.Time), Valid: true}
	}
	public, err := publicOf(story, rev, st.published.String, seq)
	if err != nil {
		return w.damaged("the time "+st.published.String+" of incident "+st.id, err)
	}
	if public != nil {
		if err := w.publish(ctx, story, public); err != nil {
			return err
		}
	}
	err = w.exec(ctx, w.to.setStanding, st.id, st.story, st.revision, seq, public != nil, st.published)
	if err != nil {
		return w.fault("write an incident", err)
	}
	return nil
}

// publish writes the features and the words of a public incident.
func (w *writing) publish(ctx context.Context, story *incidents.Story, p *incidents.Public) error {
	for rank, lang := range ranked(p.Langs(), story.Languages) {
		w.buf = w.encode(w.buf[:0], p, lang)
		sum := featureSum(p.Seq, rank, lang, p.ID, w.buf)
		if err := w.exec(ctx, w.to.addFeature, p.Seq, rank, lang, p.ID, w.buf, sum); err != nil {
			return w.fault("write a feature", err)
		}
	}
	if err := w.exec(ctx, w.to.addWords, p.Seq, words(p)); err != nil {
		return w.fault("write the words of an incident", err)
	}
	return nil
}

// ranked orders languages as they stand in for one that is missing: the story's own
// first, in its order, then the others by alphabet.
func ranked(langs, preferred []string) []string {
	var first []string
	for _, l := range preferred {
		if slices.Contains(langs, l) && !slices.Contains(first, l) {
			first = append(first, l)
		}
	}
	for _, l := range langs {
		if !slices.Contains(first, l) {
			first = append(first, l)
		}
	}
	return first
}

// publicOf gives what readers see of a revision from the change seq on, or nil.
func publicOf(story *incidents.Story, rev *incidents.Revision, published string, seq incidents.Seq) (*incidents.Public, error) {
	if !rev.Incident.IsPublic() {
		return nil, nil
	}
	first, err := time.Parse(time.RFC3339, published)
	if err != nil {
		return nil, err
	}
	return story.Public(&rev.Incident, incidents.Stamp{
		Revision: rev.Number, Seq: seq, Published: first, Updated: rev.Time, Note: rev.Note,
	}), nil
}

// stamp writes a time as it is stored.
func stamp(t time.Time) string { return t.UTC().Format("2006-01-02T15:04:05.000Z07:00") }

// checksum is the CRC-32C (RFC 3720, appendix B.4) of the columns, each ended by a zero byte.
func checksum(columns ...string) uint32 {
	var sum uint32
	for _, c := range columns {
		sum = addSum(sum, []byte(c))
	}
	return sum
}

// featureSum is the checksum of a feature's row, without a copy of its text.
func featureSum(seq incidents.Seq, rank int, lang, id string, feature []byte) uint32 {
	return addSum(checksum(strconv.FormatInt(int64(seq), 10), strconv.Itoa(rank), lang, id), feature)
}

func addSum(sum uint32, column []byte) uint32 {
	table := crc32.MakeTable(crc32.Castagnoli)
	return crc32.Update(crc32.Update(sum, table, column), table, []byte{0})
}

// words gives all that a search may find a public incident by.
func words(p *incidents.Public) string {
	texts := []incidents.Text{p.Title, p.Summary, incidents.Text(p.Where.Place), p.Note}
	for _, s := range p.Sources {
		texts = append(texts, s.Publisher)
	}
	lines := []string{p.Where.Admin.Admin1Name, p.Where.Admin.Admin2Name}
	for _, t := range texts {
		for _, lang := range t.Langs() {
			lines = append(lines, t[lang])
		}
	}
	return strings.Join(lines, "\n")
}

// decode reads a stored JSON document.
func decode[T any](document string) (T, error) {
	var v T
	err := json.Unmarshal([]byte(document), &v)
	return v, err
}
