package main

import (
	"fmt"
	"io"
	"os"
	"time"
)

// progress tells on a terminal how far a long task is. Elsewhere it says nothing.
type progress struct {
	terminal io.Writer // nil when there is none
	last     time.Time
	shown    bool
}

func newProgress(w io.Writer) *progress {
	file, isFile := w.(*os.File)
	if !isFile {
		return &progress{}
	}
	if info, err := file.Stat(); err != nil || info.Mode()&os.ModeCharDevice == 0 {
		return &progress{}
	}
	return &progress{terminal: file}
}

// show tells of the rows read so far, ten times a second at most.
func (p *progress) show(rows int) {
	if p.terminal == nil || time.Since(p.last) < 100*time.Millisecond {
		return
	}
	p.last, p.shown = time.Now(), true
	fmt.Fprintf(p.terminal, "\r%d rows read", rows)
}

// end leaves the line to what comes next.
func (p *progress) end() {
	if p.shown {
		fmt.Fprintln(p.terminal)
	}
}
