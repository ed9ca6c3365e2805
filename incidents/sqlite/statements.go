package sqlite

import (
	"context"
	"database/sql"
	"errors"
	"slices"
	"strings"
)

// statements write rows, prepared once.
type statements struct {
	revision, incident, change, origin, feature, words, forgetWords rows
}

// all lists them in the order in which they are written in the end: a deletion of words
// before the words.
func (st *statements) all() []*rows {
	return []*rows{&st.revision, &st.incident, &st.change, &st.origin, &st.feature, &st.forgetWords, &st.words}
}

// rowsAtOnce is how many rows are inserted by one statement: with one for each, calling it
// takes as long as what it does.
const rowsAtOnce = 32

// rows are those of one table that wait to be written.
type rows struct {
	doing     string
	one, many *sql.Stmt // many is nil where rows are written one by one
	width     int
	waiting   []any
}

// prepare makes the statements. A conflict, which is a fault of ours, ends the whole
// transaction, so that SQLite need not be ready to undo single statements.
func (st *statements) prepare(ctx context.Context, db *sql.DB) error {
	for _, p := range []struct {
		into              *rows
		doing, text, many string // many is what may follow text for each further row
	}{
		{
			&st.revision, "write a revision", `INSERT OR ROLLBACK INTO revision
			(seq, story, incident, number, time, kind, author, note, document, checksum) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
			`, (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
		},
		{
			&st.incident, "write an incident", `INSERT OR ROLLBACK INTO incident
			(revision, change, public, published, story, id) VALUES (?, ?, ?, ?, ?, ?)`, `, (?, ?, ?, ?, ?, ?)`,
		},
		{
			&st.change, "write an incident", `UPDATE incident
			SET revision = ?, change = ?, public = ?, published = ? WHERE story = ? AND id = ?`, ``,
		},
		{
			&st.origin, "note a record", `INSERT OR ROLLBACK INTO origin (story, key, incident) VALUES (?, ?, ?)`, `, (?, ?, ?)`,
		},
		{
			&st.feature, "write a feature", `INSERT OR ROLLBACK INTO feature
			(id, lang, incident, json, checksum) VALUES (?, ?, ?, ?, ?)`, `, (?, ?, ?, ?, ?)`,
		},
		{&st.forgetWords, "forget the words of an incident", `DELETE FROM search WHERE rowid = ?`, ``},
		{&st.words, "write the words of an incident", `INSERT INTO search (rowid, words) VALUES (?, ?)`, ``},
	} {
		*p.into = rows{doing: p.doing, width: strings.Count(p.text, "?")}
		var err error
		if p.into.one, err = db.PrepareContext(ctx, p.text); err != nil { //nolint:sqlclosecheck // by close
			return err
		}
		if p.many == "" {
			continue
		}
		text := p.text + strings.Repeat(p.many, rowsAtOnce-1)
		if p.into.many, err = db.PrepareContext(ctx, text); err != nil { //nolint:sqlclosecheck // by close
			return err
		}
	}
	return nil
}

func (st *statements) close() error {
	var err error
	for _, r := range st.all() {
		for _, s := range []*sql.Stmt{r.one, r.many} {
			if s != nil {
				err = errors.Join(err, s.Close())
			}
		}
	}
	return err
}

// in gives the statements for use in a transaction, which closes them at its end.
func (st statements) in(ctx context.Context, tx *sql.Tx) statements {
	for _, r := range st.all() {
		r.one = tx.StmtContext(ctx, r.one)
		if r.many != nil {
			r.many = tx.StmtContext(ctx, r.many)
		}
	}
	return st
}

// insert writes a row, at the latest when flush is called.
func (w *writing) insert(ctx context.Context, r *rows, columns ...any) error {
	r.waiting = append(r.waiting, columns...)
	if r.many == nil || len(r.waiting) < rowsAtOnce*r.width {
		return nil
	}
	err := w.exec(ctx, r, r.many, r.waiting)
	r.waiting = r.waiting[:0]
	return err
}

// flush writes the rows that wait. Those of the search index come last and together:
// SQLite moves the index's own changes to the disk whenever it must be able to undo a statement.
func (w *writing) flush(ctx context.Context) error {
	for _, r := range w.to.all() {
		for row := range slices.Chunk(r.waiting, r.width) {
			if err := w.exec(ctx, r, r.one, row); err != nil {
				return err
			}
		}
		r.waiting = r.waiting[:0]
	}
	return nil
}

func (w *writing) exec(ctx context.Context, r *rows, st *sql.Stmt, columns []any) error {
	if _, err := st.ExecContext(ctx, columns...); err != nil {
		return w.fault(r.doing, err)
	}
	return nil
}
