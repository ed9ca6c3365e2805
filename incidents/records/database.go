package records

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"io"
	"net/url"
	"os"
	"slices"
	"strings"

	"modernc.org/sqlite"

	"incidentmap/incidents"
	"incidentmap/incidents/records/pages"
)

// database is the file of a GeoPackage. Nothing that the file brings along is run: its tables
// are read row by row, and its views, triggers, expressions and virtual tables are let be.
type database struct {
	source
	path    string
	limits  Limits
	size    int64
	entries []pages.Entry
}

// openDatabase looks through the file before SQLite does.
func (o *Opener) openDatabase(ctx context.Context, src source) (*database, error) {
	at, err := o.local(ctx, src)
	if err != nil {
		return nil, err
	}
	if err := unfinished(src, at); err != nil {
		return nil, err
	}
	file, err := os.Open(at)
	if err != nil {
		return nil, err
	}
	defer file.Close()
	info, err := file.Stat()
	if err != nil {
		return nil, err
	}
	d := &database{source: src, path: at, limits: o.opts.Limits, size: info.Size()}
	d.entries, err = pages.Check(ctx, file, d.size, pages.Limits{Entries: d.limits.Tables, Schema: mostSchema})
	switch {
	case ctx.Err() != nil:
		return nil, ctx.Err()
	case errors.Is(err, pages.ErrTooLarge):
		return nil, &incidents.Error{Code: incidents.ETooLarge, Field: src.name, Message: "is too large a GeoPackage; split it", Err: err}
	case err != nil:
		return nil, &incidents.Error{Code: incidents.EInvalid, Field: src.name, Message: "is a damaged SQLite file; save it anew as GeoPackage", Err: err}
	}
	return d, nil
}

// unfinished refuses a file beside which another program keeps changes that are not in it yet.
// To read them SQLite would have to write beside a file that is not ours.
func unfinished(src source, at string) error {
	if info, err := os.Stat(at + "-wal"); err == nil && info.Size() > 0 {
		return incidents.Errorf(incidents.EInvalid, src.name, "has changes that are not in it yet (there is a file of that name and -wal beside it); close it in the program that has it open, and import it again")
	}
	journal, err := os.Open(at + "-journal")
	if err != nil {
		return nil
	}
	defer journal.Close()
	magic := make([]byte, 8)
	if _, err := io.ReadFull(journal, magic); err == nil && string(magic) == "\xd9\xd5\x05\xf9\x20\xa1\x63\xd7" {
		return incidents.Errorf(incidents.EInvalid, src.name, "was left in the middle of a change (there is a file of that name and -journal beside it); open and close it in the program that made it, and import it again")
	}
	return nil
}

// Limits of SQLite (https://www.sqlite.org/c3ref/c_limit_attached.html), by their numbers there.
const (
	limitLength    = 0
	limitSQL       = 1
	limitColumn    = 2
	limitDepth     = 3
	limitCompound  = 4
	limitAttached  = 7
	limitVariables = 9
	limitTriggers  = 10
	limitWorkers   = 11
)

// with opens the file for reading alone, for as long as use takes.
func (d *database) with(ctx context.Context, use func(*sql.Conn) error) error {
	address := url.URL{Scheme: "file", Opaque: (&url.URL{Path: d.path}).EscapedPath()}
	address.RawQuery = url.Values{
		// Immutable: no lock files beside a file that may not be ours, and no log is looked at.
		"mode": {"ro"}, "immutable": {"1"}, "_defensive": {"1"}, "_dqs": {"0"},
		"_pragma": {"query_only(1)", "trusted_schema(0)", "cell_size_check(1)", "mmap_size(0)", "temp_store(2)"},
	}.Encode()
	db, err := sql.Open("sqlite", address.String())
	if err != nil {
		return fmt.Errorf("cannot open %s: %w", d.name, err)
	}
	defer db.Close()
	conn, err := db.Conn(ctx)
	if err != nil {
		return fmt.Errorf("cannot open %s: %w", d.name, err)
	}
	defer conn.Close()
	for limit, most := range map[int]int{
		limitLength: d.limits.Record, limitSQL: mostSchema, limitColumn: 2000, limitDepth: 200, limitCompound: 10,
		limitAttached: 0, limitVariables: 10, limitTriggers: 1, limitWorkers: 0,
	} {
		if _, err := sqlite.Limit(conn, limit, most); err != nil {
			return err
		}
	}
	return use(conn)
}

// plainTable is a table that is read without computing anything.
type plainTable struct {
	table    string
	columns  []string
	computed []string // columns that are not kept in the file; they are left out
}

// computedError tells of what only looks like a table.
type computedError struct{ what string }

// Error says what it is and what to do.
func (e *computedError) Error() string {
	return "it is " + e.what + ", which is computed when it is read, and no table; it was not read: save it as a table of its own"
}

// plain finds a table by its name, and holds it to being one. A *computedError tells of a view
// or a virtual table.
func (d *database) plain(ctx context.Context, name string) (*plainTable, error) {
	i := slices.IndexFunc(d.entries, func(e pages.Entry) bool {
		return (e.Kind == "table" || e.Kind == "view") && strings.EqualFold(e.Name, name)
	})
	switch {
	case i < 0:
		return nil, fmt.Errorf("there is no table %s in it", incidents.Quote(name))
	case d.entries[i].Kind == "view":
		return nil, &computedError{"a view"}
	case d.entries[i].Virtual():
		return nil, &computedError{"a virtual table"}
	}
	t := &plainTable{table: name}
	err := d.with(ctx, func(conn *sql.Conn) error {
		if err := t.findColumns(ctx, conn); err != nil {
			return err
		}
		return t.checkProgram(ctx, conn)
	})
	return t, err
}

// findColumns asks for the columns, those too that are computed.
func (t *plainTable) findColumns(ctx context.Context, conn *sql.Conn) error {
	rows, err := conn.QueryContext(ctx, "PRAGMA main.table_xinfo("+quoted(t.table)+")")
	if err != nil {
		return err
	}
	defer rows.Close()
	for rows.Next() {
		var name string
		var hidden int
		var other any
		if err := rows.Scan(&other, &name, &other, &other, &other, &other, &hidden); err != nil {
			return err
		}
		if hidden == 0 || hidden == keptColumn {
			t.columns = append(t.columns, name)
		} else {
			t.computed = append(t.computed, name)
		}
	}
	if err := rows.Err(); err != nil {
		return err
	}
	if len(t.columns) == 0 {
		return errors.New("it has no columns that can be read")
	}
	return nil
}

// keptColumn marks a column that was computed when its row was written, and is kept with it.
const keptColumn = 3

// plainSteps are the instructions of going through a table (https://www.sqlite.org/opcode.html).
var plainSteps = []string{"Init", "Transaction", "Goto", "OpenRead", "Rewind", "Column", "Rowid", "RealAffinity", "ResultRow", "Next", "Close", "Halt", "Noop", "Explain"}

// checkProgram holds what SQLite would do to read the table to going through it once.
func (t *plainTable) checkProgram(ctx context.Context, conn *sql.Conn) error {
	rows, err := conn.QueryContext(ctx, "EXPLAIN "+t.query())
	if err != nil {
		return err
	}
	defer rows.Close()
	loops := 0
	for rows.Next() {
		var step string
		var other any
		if err := rows.Scan(&other, &step, &other, &other, &other, &other, &other, &other); err != nil {
			return err
		}
		if step == "Next" {
			loops++
		}
		if !slices.Contains(plainSteps, step) || loops > 1 {
			return fmt.Errorf("it is no plain table: to read it SQLite would have to compute (%s)", step)
		}
	}
	return rows.Err()
}

// query reads all columns, by no index. The sign before them takes their declared type away, by
// which the driver would make moments of days.
func (t *plainTable) query() string {
	terms := make([]string, len(t.columns))
	for i, n := range t.columns {
		terms[i] = "+" + quoted(n)
	}
	return "SELECT " + strings.Join(terms, ", ") + " FROM main." + quoted(t.table) + " NOT INDEXED"
}

// quoted writes a name for SQL, which has no parameters for names.
func quoted(name string) string { return `"` + strings.ReplaceAll(name, `"`, `""`) + `"` }

// each gives the rows of a table, whose values are valid until the next, until row answers
// false. The rows come to no more bytes than what is unpacked may: a column's usual value stands
// in the file once for all rows that lack it.
func (d *database) each(ctx context.Context, t *plainTable, row func([]any) bool) error {
	return d.with(ctx, func(conn *sql.Conn) error {
		rows, err := conn.QueryContext(ctx, t.query())
		if err != nil {
			return err
		}
		defer rows.Close()
		values, pointers := make([]any, len(t.columns)), make([]any, len(t.columns))
		for i := range values {
			pointers[i] = &values[i]
		}
		out := budget{limits: d.limits, name: d.name, size: d.size}
		read := make([]int64, len(t.columns))
		for rows.Next() {
			if err := rows.Scan(pointers...); err != nil {
				return err
			}
			total := int64(0)
			for i, v := range values {
				n := lengthOf(v)
				read[i] += n
				total += n
			}
			if err := out.take(d.name, total); err != nil {
				return fmt.Errorf("table %s, most of it in column %s: %w", incidents.Quote(t.table), incidents.Quote(t.columns[largest(read)]), err)
			}
			if !row(values) {
				return nil
			}
		}
		return d.told(rows.Err())
	})
}

// told says of a row that is too long what to do.
func (d *database) told(err error) error {
	var e *sqlite.Error
	const tooBig = 18 // SQLITE_TOOBIG
	if errors.As(err, &e) && e.Code()&0xff == tooBig {
		return incidents.Errorf(incidents.ETooLarge, "", "the next row has more than %d bytes, the limit; leave out the column that holds so much", d.limits.Record)
	}
	return err
}

func lengthOf(v any) int64 {
	switch v := v.(type) {
	case string:
		return int64(len(v))
	case []byte:
		return int64(len(v))
	}
	return 8
}

func largest(all []int64) int {
	most := 0
	for i, n := range all {
		if n > all[most] {
			most = i
		}
	}
	return most
}

// list reads columns of a table of the GeoPackage's own, as texts; one that need not be there
// holds nothing when it is not.
func (d *database) list(ctx context.Context, table string, columns []string, needed bool, row func([]string)) error {
	if !needed && !slices.ContainsFunc(d.entries, func(e pages.Entry) bool { return strings.EqualFold(e.Name, table) }) {
		return nil
	}
	t, err := d.plain(ctx, table)
	if err != nil {
		return fmt.Errorf("%s: %w", table, err)
	}
	at := make([]int, len(columns))
	for i, name := range columns {
		if at[i] = slices.IndexFunc(t.columns, func(c string) bool { return strings.EqualFold(c, name) }); at[i] < 0 {
			return fmt.Errorf("%s has no column %s", table, name)
		}
	}
	n := 0
	texts := make([]string, len(columns))
	err = d.each(ctx, t, func(values []any) bool {
		for i := range columns {
			if texts[i] = ""; values[at[i]] != nil {
				texts[i] = fmt.Sprint(values[at[i]])
			}
		}
		if n++; n <= d.limits.Entries {
			row(texts)
		}
		return n <= d.limits.Entries
	})
	if n > d.limits.Entries {
		err = incidents.Errorf(incidents.ETooLarge, "", "%s has more than %d rows, the limit; split the file", table, d.limits.Entries)
	}
	if err != nil {
		return fmt.Errorf("%s: %w", table, err)
	}
	return nil
}
