package main

import (
	"fmt"
	"io"
	"os"
	"time"

	"incidentmap/incidents/intake"
)

// progress tells on a terminal how far a long task is. Elsewhere it says nothing.
type progress struct {
	terminal io.Writer // nil when there is none
	now      func() time.Time
	last     time.Time
	shown    bool
	// The file whose rows are taken, and since when.
	file  string
	since time.Time
}

func newProgress(w io.Writer) *progress {
	p := &progress{now: time.Now}
	file, isFile := w.(*os.File)
	if !isFile {
		return p
	}
	if info, err := file.Stat(); err == nil && info.Mode()&os.ModeCharDevice != 0 {
		p.terminal = file
	}
	return p
}

// show tells of the rows read so far, ten times a second at most.
func (p *progress) show(at intake.Progress) {
	now := p.now()
	if p.terminal == nil || now.Sub(p.last) < 100*time.Millisecond {
		return
	}
	if at.Total > 0 && p.file != at.File {
		p.file, p.since = at.File, now
	}
	p.last, p.shown = now, true
	fmt.Fprintf(p.terminal, "\r\x1b[K%s", p.line(at, now))
}

// line tells how far a file is: while nobody knows how many rows it has, how many were looked at; then
// its share, rows a second and the time left.
func (p *progress) line(at intake.Progress, now time.Time) string {
	if at.Total == 0 {
		return fmt.Sprintf("%s: %d rows looked at", at.File, at.Rows)
	}
	line := fmt.Sprintf("%s: %d%% of %d rows", at.File, 100*at.Rows/max(at.Total, 1), at.Total)
	if took := now.Sub(p.since); took >= time.Second {
		rate := float64(at.Rows) / took.Seconds()
		left := time.Duration(float64(at.Total-at.Rows) / rate * float64(time.Second)).Round(time.Second)
		line += fmt.Sprintf(", %.0f rows a second, %s left", rate, left)
	}
	return line
}

// end leaves the line to what comes next.
func (p *progress) end() {
	if p.shown {
		fmt.Fprintln(p.terminal)
	}
}
