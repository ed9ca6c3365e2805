package records

import (
	"context"
	"errors"
	"os"
	"strings"
	"sync/atomic"
	"testing"
)

// ending is a context that ends when it was asked a number of times whether it has.
type ending struct {
	context.Context
	cancel context.CancelFunc
	left   atomic.Int64
}

func newEnding(t *testing.T, after int64) *ending {
	ctx, cancel := context.WithCancel(t.Context())
	t.Cleanup(cancel)
	e := &ending{Context: ctx, cancel: cancel}
	e.left.Store(after)
	return e
}

func (e *ending) Err() error {
	if e.left.Add(-1) < 0 {
		e.cancel()
	}
	return e.Context.Err()
}

// Wherever the context ends, reading does, with the context's error, and nothing is left on disk.
func TestReadingEndsWithItsContext(t *testing.T) {
	rows := strings.Repeat("2026-02-22,Tapalpa,4\n", 20_000)
	csv := "day,place,dead\n" + rows
	sheet := workbookOf(t, `name="A"`, `<row><c><v>1</v></c></row><!--`+strings.Repeat("x", 1<<20)+`--><row><c><v>2</v></c></row>`)
	gpkg := string(layered("CREATE TABLE t (a)", "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i+1 FROM n LIMIT 3000) INSERT INTO t SELECT i FROM n")(t))
	kml := kmlOf(strings.Repeat("<Placemark><name>x</name></Placemark>", 2000) + strings.Repeat("<Style/>", 50_000))
	json := "[" + strings.Repeat(`{"a":1},`, 20_000) + `{"a":2}]`
	path := put(t, "all.zip", packed(t, "a.csv", csv, "b.xlsx", sheet, "c.gpkg", gpkg, "d.kml", kml, "e.json", json, "f.csv.gz", gzipped(t, csv), "g.zip", string(packed(t, "a.csv", csv, "c.gpkg", gpkg))))
	temporary := t.TempDir()
	t.Setenv("TMPDIR", temporary)
	whole := newEnding(t, 1<<40)
	if err := readAll(whole, path); err != nil {
		t.Fatal(err)
	}
	asked := 1<<40 - whole.left.Load()
	if asked < 200 {
		t.Fatalf("the context was asked %d times", asked)
	}
	for i := range int64(40) {
		after := asked * i * i / 1600 // closer together at the beginning, where files are opened
		if err := readAll(newEnding(t, after), path); !errors.Is(err, context.Canceled) {
			t.Errorf("ended when it was asked for the %d. time of %d: %v", after, asked, err)
		}
		if left, err := os.ReadDir(temporary); err != nil || len(left) > 0 {
			t.Fatalf("%v is left (%v)", left, err)
		}
	}
}

func readAll(ctx context.Context, path string) (err error) {
	o := NewOpener(Options{})
	defer func() { err = errors.Join(err, o.Close()) }()
	files, err := o.Open(ctx, path)
	if err != nil {
		return err
	}
	for _, f := range files {
		for _, err := range f.Records(ctx) {
			if err != nil {
				return err
			}
		}
	}
	return ctx.Err()
}
