package pages

import (
	"bytes"
	"context"
	"encoding/binary"
	"errors"
	"testing"
)

// file makes a file of pages of 512 bytes; the first begins behind its header.
func file(pages ...[]byte) []byte {
	all := make([]byte, 512*len(pages))
	copy(all, "SQLite format 3\x00")
	binary.BigEndian.PutUint16(all[16:], 512)
	for i, p := range pages {
		at := 512 * i
		if i == 0 {
			at = header
		}
		copy(all[at:512*(i+1)], p)
	}
	return all
}

// leaf makes a page of a table from the records of its rows; from is where its bytes begin in
// the page, 100 in the first.
func leaf(from int, records ...[]byte) []byte {
	page := make([]byte, 512-from)
	page[0] = tableLeaf
	binary.BigEndian.PutUint16(page[3:], uint16(len(records)))
	end := len(page)
	for i, r := range records {
		cell := append([]byte{byte(len(r)), byte(i + 1)}, r...)
		end -= len(cell)
		copy(page[end:], cell)
		binary.BigEndian.PutUint16(page[8+2*i:], uint16(from+end))
	}
	return page
}

// interior makes a page of a table with the pages below it, of which the last is the rightmost.
func interior(kids ...uint32) []byte {
	page := make([]byte, 512)
	page[0] = tableInterior
	binary.BigEndian.PutUint16(page[3:], uint16(len(kids)-1))
	binary.BigEndian.PutUint32(page[8:], kids[len(kids)-1])
	for i, k := range kids[:len(kids)-1] {
		at := 500 - 6*i
		binary.BigEndian.PutUint32(page[at:], k)
		page[at+4] = byte(i)
		binary.BigEndian.PutUint16(page[12+2*i:], uint16(at))
	}
	return page
}

// listed makes the record of a table in the list of tables.
func listed(kind, name string, root byte, sql string) []byte {
	types := []byte{0, byte(13 + 2*len(kind)), byte(13 + 2*len(name)), byte(13 + 2*len(name)), 1, byte(13 + 2*len(sql))}
	types[0] = byte(len(types))
	return append(types, kind+name+name+string(root)+sql...)
}

func TestCheck(t *testing.T) {
	table := leaf(100, listed("table", "a", 2, "CREATE TABLE a(b)"))
	row := []byte{2, 15, 'x'}
	for _, tt := range []struct {
		name string
		file []byte
		want string // empty: nothing is wrong
	}{
		{"a table", file(table, leaf(0, row, row)), ""},
		{"of two pages", file(table, interior(3, 4), leaf(0, row), leaf(0, row)), ""},
		{"a view", file(leaf(100, listed("view", "v", 0, "CREATE VIEW v AS SELECT 1"))), ""},
		{"an R-tree", file(leaf(100, listed("table", "r", 0, "CREATE VIRTUAL TABLE \"r\" USING rtree(id, a, b)"))), ""},
		{"a page of itself", file(table, interior(2)), `the "table" "a": page 2 lies in two places`},
		{"a page twice", file(table, interior(3, 3, 3), leaf(0, row)), `the "table" "a": page 3 lies in two places`},
		{"the list of tables as a table", file(leaf(100, listed("table", "a", 1, "CREATE TABLE a(b)"))), `the "table" "a": page 1 lies in two places`},
		{"two tables of one page", file(leaf(100, listed("table", "a", 2, "CREATE TABLE a(b)"), listed("table", "b", 2, "CREATE TABLE b(b)")), leaf(0, row)), `the "table" "b": page 2 lies in two places`},
		{"a list that holds itself", file(append([]byte{tableInterior, 0, 0, 0, 0, 0, 0, 0}, 0, 0, 0, 1)), `the list of its tables: page 1 lies in two places`},
		{"a page behind the end", file(table, interior(9)), `the "table" "a": it names page 9, and the file has 2`},
		{"a root behind the end", file(leaf(100, listed("table", "a", 9, "CREATE TABLE a(b)"))), "the list of its tables: page 1: it is damaged: it names page 9, and the file has 1"},
		{"no page", file(table, make([]byte, 512)), `the "table" "a": page 2: it is damaged: it is of the unknown type 0`},
		{"a long row", file(table, leaf(0, append([]byte{2, 15, 'x'}, 1)), leaf(0, bytes.Repeat([]byte{255}, 9))), ""},
		{"more bytes than the file", file(table, func() []byte {
			p := leaf(0, row)
			copy(p[507:], "\xbf\xff\x7f\x01")
			binary.BigEndian.PutUint16(p[8:], 507)
			return p
		}()), `the "table" "a": page 2: it is damaged: a row has more bytes than the file`},
		{"a view as a table", file(leaf(100, listed("table", "a", 0, "CREATE VIEW a AS SELECT 1"))), `the list of its tables: page 1: it is damaged: the statement of the "table" "a" is of another kind`},
		{"a view by another name", file(leaf(100, listed("view", "a", 0, "CREATE VIEW b AS SELECT 1"))), `the list of its tables: page 1: it is damaged: the statement of the view "a" names another, "b"`},
		{"statistics that compute", file(leaf(100, listed("table", "sqlite_stat1", 0, "CREATE TABLE sqlite_stat1(tbl AS (zeroblob(9)),idx,stat)"))), "the list of its tables: page 1: its statistics are not those that SQLite makes"},
	} {
		_, err := Check(context.Background(), bytes.NewReader(tt.file), int64(len(tt.file)), Limits{Entries: 10, Schema: 1000})
		if got := text(err); got != tt.want {
			t.Errorf("%s: %s, want %s", tt.name, got, tt.want)
		}
	}
}

func text(err error) string {
	if err == nil {
		return ""
	}
	return err.Error()
}

func TestCheckOfTooMuch(t *testing.T) {
	all := file(leaf(100, listed("table", "a", 0, "CREATE TABLE a(b)"), listed("table", "c", 0, "CREATE TABLE c(b)")))
	for _, limits := range []Limits{{Entries: 1, Schema: 1000}, {Entries: 10, Schema: 40}} {
		if _, err := Check(context.Background(), bytes.NewReader(all), int64(len(all)), limits); !errors.Is(err, ErrTooLarge) {
			t.Errorf("%+v: %v", limits, err)
		}
	}
}

// No file makes the check panic, or go on for ever.
func FuzzCheck(f *testing.F) {
	row := []byte{2, 15, 'x'}
	f.Add(file(leaf(100, listed("table", "a", 2, "CREATE TABLE a(b)")), leaf(0, row, row)))
	f.Add(file(leaf(100, listed("table", "a", 2, "CREATE TABLE a(b)")), interior(3, 4), leaf(0, row), leaf(0, row)))
	f.Fuzz(func(_ *testing.T, b []byte) {
		_, _ = Check(context.Background(), bytes.NewReader(b), int64(len(b)), Limits{Entries: 100, Schema: 10_000})
	})
}
