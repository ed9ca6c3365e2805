package intake

import (
	"bufio"
	"encoding/json"
	"errors"
	"io"
)

// lines writes the report as JSON while the files are read, so that a million messages
// take no memory. Each file is an object of the list "files", or the whole document when
// there is only one; its messages come before its counts, which are known last.
type lines struct {
	w       *bufio.Writer
	single  bool
	written int // messages of the file
	files   int
	err     error
}

func newLines(w io.Writer, single bool) *lines {
	l := &lines{w: bufio.NewWriterSize(w, 64<<10), single: single}
	if !single {
		l.text(`{"files":[` + "\n")
	}
	return l
}

func (l *lines) text(s string) {
	if l.err == nil {
		_, l.err = l.w.WriteString(s)
	}
}

func (l *lines) json(v any) {
	b, err := json.Marshal(v)
	l.err = errors.Join(l.err, err)
	l.text(string(b))
}

// heading is what a file's report begins with.
type heading struct {
	File      string         `json:"file"`
	Format    string         `json:"format"`
	Encoding  string         `json:"encoding,omitempty"`
	Separator string         `json:"separator,omitempty"`
	Columns   []ColumnReport `json:"columns"`
}

func (l *lines) begin(f *FileReport) {
	if l == nil {
		return
	}
	if l.files > 0 {
		l.text(",\n")
	}
	l.files++
	l.written = 0
	b, err := json.Marshal(heading{f.File, f.Format, f.Encoding, f.Separator, f.Columns})
	l.err = errors.Join(l.err, err)
	l.text(string(b[:max(len(b)-1, 0)]) + `,"messages":[`)
}

func (l *lines) message(m Message) {
	if l == nil {
		return
	}
	if l.written > 0 {
		l.text(",")
	}
	l.written++
	l.text("\n")
	l.json(m)
}

// ending is what a file's report ends with.
type ending struct {
	Error string         `json:"error,omitempty"`
	Kinds []ProposedKind `json:"kinds,omitempty"`
	Counts
	Preview []Draft `json:"preview,omitempty"`
}

func (l *lines) end(f *FileReport) {
	if l == nil {
		return
	}
	b, err := json.Marshal(ending{f.Error, f.Kinds, f.Counts, f.Preview})
	l.err = errors.Join(l.err, err)
	l.text("\n]," + string(b[min(1, len(b)):max(len(b)-1, 0)]))
	if !l.single {
		l.text("}")
	}
}

// finish ends the document and reports the first error of all writing.
func (l *lines) finish(r *Report) error {
	if l == nil {
		return nil
	}
	if l.single {
		l.text(`,"written":`)
		l.json(r.Written)
		l.text("}\n")
	} else {
		sums, err := json.Marshal(struct {
			Counts
			Written bool `json:"written"`
		}{r.Counts, r.Written})
		l.err = errors.Join(l.err, err)
		l.text("\n]," + string(sums[min(1, len(sums)):]) + "\n")
	}
	if l.err != nil {
		return l.err
	}
	return l.w.Flush()
}
