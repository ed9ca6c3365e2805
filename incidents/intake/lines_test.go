package intake

import (
	"context"
	"errors"
	"fmt"
	"iter"
	"runtime"
	"strings"
	"testing"

	"incidentmap/incidents/records"
)

// counter counts the bytes that are written to it, and the lines that name a row.
type counter struct{ bytes, rows int }

func (c *counter) Write(p []byte) (int, error) {
	c.bytes += len(p)
	c.rows += strings.Count(string(p), `"row":`)
	return len(p), nil
}

// badRows are n rows none of which can be read.
func badRows(n int) *input {
	return &input{
		name: "bad.csv", format: "csv", columns: func() []string { return []string{"title", "b"} },
		records: func(context.Context) iter.Seq2[records.Record, error] {
			return func(yield func(records.Record, error) bool) {
				err := errors.New(strings.Repeat("it is long, ", 1000))
				for i := range n {
					if !yield(records.Record{Row: i + 2, Err: fmt.Errorf("row %d %w", i+2, err)}, nil) {
						return
					}
				}
			}
		},
	}
}

// The report in JSON has a line for each row, and none of them stays in memory.
func TestLinesOfManyBadRows(t *testing.T) {
	const many = 30_000
	var c counter
	var report Report
	live := heapAfter(func() {
		var err error
		if report, err = read(context.Background(), []*input{badRows(many)}, Options{Story: story, Lines: &c}, nil); err != nil {
			t.Error(err)
		}
	})
	f := &report.Files[0]
	if f.Refused != many || len(f.Messages) > 3 || c.rows < many-100 || c.bytes > many*2*shownReason {
		t.Errorf("%+v: %d messages, %d rows in %d bytes", f.Counts, len(f.Messages), c.rows, c.bytes)
	}
	if live > 4<<20 {
		t.Errorf("%d bytes stay in memory", live)
	}
	runtime.KeepAlive(report)
	var text strings.Builder
	if err := report.WriteText(&text); err != nil || text.Len() > 10_000 || !strings.Contains(text.String(), "30000 rows (2, 3, 4") {
		t.Errorf("%v %.3000s", err, text.String())
	}
}

// heapAfter gives by how much the heap has grown after f, once what is not used is gone.
func heapAfter(f func()) int64 {
	var before, after runtime.MemStats
	runtime.GC()
	runtime.ReadMemStats(&before)
	f()
	runtime.GC()
	runtime.ReadMemStats(&after)
	return int64(after.HeapAlloc) - int64(before.HeapAlloc)
}
