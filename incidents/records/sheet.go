package records

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"strconv"
	"strings"
	"unicode/utf8"

	"incidentmap/incidents"
	"incidentmap/incidents/records/charset"
	"incidentmap/incidents/records/delimited"
	"incidentmap/incidents/records/xmlscan"
)

// sheetRows reads the rows of one sheet.
type sheetRows struct {
	*document
	book    *workbook
	shared  *sharedStrings
	closers []func() error
	row     delimited.Row
	ended   bool
	merged  mergedCells // that begin in rows still to be read
	scratch []byte
	said    []remark     // of the row read last
	struck  bool         // one of them is that it is struck through
	unseen  []columnSpan // hidden columns
}

// remarks gives what the sheet says of the row read last.
func (s *sheetRows) remarks() []remark { return s.said }

// hidden gives the columns that the sheet does not show.
func (s *sheetRows) hidden() []columnSpan { return s.unseen }

// rows opens a sheet.
func (w *workbook) rows(ctx context.Context, part string, merged mergedCells) (rows, error) {
	s := &sheetRows{book: w, merged: merged}
	if err := s.open(ctx, part); err != nil {
		return nil, errors.Join(err, s.Close())
	}
	return s, nil
}

// begins gives the merged cells that begin in the row read last.
func (s *sheetRows) begins() []verticalSpan { return s.merged.begin(s.row.Number) }

func (s *sheetRows) open(ctx context.Context, part string) error {
	var err error
	if s.shared, err = s.book.sharedStrings(ctx); err != nil {
		return err
	}
	src, err := s.book.openPart(ctx, part)
	if err != nil {
		return err
	}
	s.closers = append(s.closers, src.Close)
	s.document = newDocument(src, s.book.limits)
	return nil
}

// Close closes the workbook.
func (s *sheetRows) Close() error {
	var err error
	for i := len(s.closers) - 1; i >= 0; i-- {
		err = errors.Join(err, s.closers[i]())
	}
	s.closers = nil
	return err
}

// Read gives the next row that the sheet has.
func (s *sheetRows) Read() (*delimited.Row, error) {
	for !s.ended {
		t, err := s.next()
		if err != nil {
			return nil, s.told(err)
		}
		switch string(t.Name) {
		case "row":
			if t.Kind == xmlscan.Start {
				s.renew()
				return &s.row, s.told(s.readRow(t.Attrs))
			}
		case "col":
			if t.Kind == xmlscan.Start {
				s.readColumn(t.Attrs)
			}
		case "sheetData":
			s.ended = t.Kind == xmlscan.End
		}
	}
	return nil, io.EOF
}

// readColumn takes note of columns that are not shown (ECMA-376, part 1, section 18.3.1.13).
func (s *sheetRows) readColumn(attrs []byte) {
	first, okFirst := whole(xmlscan.Attr(attrs, "min"))
	last, okLast := whole(xmlscan.Attr(attrs, "max"))
	if okFirst && okLast && first > 0 && isTrue(xmlscan.Attr(attrs, "hidden")) && len(s.unseen) < mostMerged {
		s.unseen = append(s.unseen, columnSpan{first - 1, last - 1})
	}
}

// isTrue reads a truth as XML Schema writes it.
func isTrue(value []byte) bool { return string(value) == "1" || string(value) == "true" }

// told makes of the end of the part within the sheet's cells a fault.
func (s *sheetRows) told(err error) error {
	switch {
	case err == nil:
		return nil
	case errors.Is(err, io.ErrUnexpectedEOF) || errors.Is(err, io.EOF):
		return errors.New("the sheet ends within its cells")
	}
	return fmt.Errorf("line %d of the sheet: %w", s.Line(), err)
}

// readRow reads the cells of a row.
func (s *sheetRows) readRow(attrs []byte) error {
	s.row.Number++
	if n, ok := whole(xmlscan.Attr(attrs, "r")); ok && n > s.row.Number {
		s.row.Number = n
	}
	s.row.Cells, s.row.Flaws, s.row.Err = s.row.Cells[:0], s.row.Flaws[:0], nil
	s.said, s.struck = s.said[:0], false
	if isTrue(xmlscan.Attr(attrs, "hidden")) {
		s.said = append(s.said, remark{cell: -1, what: Hidden, text: hiddenRow})
	}
	for {
		t, err := s.next()
		if err != nil {
			return err
		}
		switch {
		case t.Kind == xmlscan.Start && string(t.Name) == "c":
			if err := s.readCell(t.Attrs); err != nil {
				return err
			}
		case t.Kind == xmlscan.End && string(t.Name) == "row":
			s.said = s.merged.toTheRight(s.row.Number, s.row.Cells, s.said)
			return nil
		}
	}
}

// cell is a cell as the sheet has it.
type cell struct {
	kind  string // of the value: see value
	style int
	text  []byte // of <v>, or of the runs of <is>
}

// readCell reads a cell to its end and puts its text into its column.
func (s *sheetRows) readCell(attrs []byte) error {
	at := columnOf(xmlscan.Attr(attrs, "r"))
	if at < 0 {
		at = len(s.row.Cells)
	}
	c := cell{kind: string(xmlscan.Attr(attrs, "t")), text: s.scratch[:0]}
	c.style, _ = whole(xmlscan.Attr(attrs, "s"))
	shown, phonetic, formula := false, false, false // within <v> or <t>, within <rPh>; it has an <f>
	for {
		t, err := s.next()
		if err != nil {
			return err
		}
		switch name := string(t.Name); {
		case t.Kind == xmlscan.Text && shown && !phonetic:
			c.text = append(c.text, t.Text...)
		case name == "v" || name == "t":
			shown = t.Kind == xmlscan.Start
		case name == "rPh":
			phonetic = t.Kind == xmlscan.Start
		case name == "f":
			formula = true
		case t.Kind == xmlscan.End && name == "c":
			s.scratch = c.text
			if formula && len(c.text) == 0 && c.kind != "str" {
				s.said = append(s.said, remark{cell: at, what: ValueRefused, text: noResult, lost: true})
			}
			s.put(at, s.mended(at, c))
			return nil
		}
	}
}

// mended gives a cell without what cannot be in a text.
func (s *sheetRows) mended(at int, c cell) cell {
	if !utf8.Valid(c.text) {
		c.text = []byte(charset.Mend(c.text))
		if !bytes.Contains(c.text, []byte("\uFFFD")) { // which put tells of
			s.row.Flaws = append(s.row.Flaws, delimited.Flaw{Cell: at, Kind: delimited.WrongBytes})
		}
	}
	if bytes.IndexByte(c.text, 0) >= 0 {
		c.text = bytes.ReplaceAll(c.text, []byte{0}, nil)
		s.row.Flaws = append(s.row.Flaws, delimited.Flaw{Cell: at, Kind: delimited.Zeros})
	}
	return c
}

// put writes a cell's value into its column.
func (s *sheetRows) put(at int, c cell) {
	if at >= s.book.limits.Columns {
		s.row.Err = fmt.Errorf("has more than %d cells and was skipped", s.book.limits.Columns)
		return
	}
	text := s.value(c)
	if text == "" {
		return
	}
	if strings.Contains(text, "\uFFFD") {
		s.row.Flaws = append(s.row.Flaws, delimited.Flaw{Cell: at, Kind: delimited.WrongBytes})
	}
	for len(s.row.Cells) <= at {
		s.row.Cells = append(s.row.Cells, "")
	}
	if len(text) > s.book.limits.Cell {
		s.row.Flaws = append(s.row.Flaws, delimited.Flaw{Cell: at, Kind: delimited.CellTooLong})
		return
	}
	s.row.Cells[at] = text
	s.remarkStyle(at, c)
}

// remarkStyle tells what the style of a cell says of its value.
func (s *sheetRows) remarkStyle(at int, c cell) {
	if c.style <= 0 || c.style >= len(s.book.styles) {
		return
	}
	style := s.book.styles[c.style]
	if style.share && c.kind == "" {
		s.said = append(s.said, remark{cell: at, what: Share, text: aShare})
	}
	if style.struck && !s.struck {
		s.struck = true
		s.said = append(s.said, remark{cell: -1, what: Struck, text: struckThrough})
	}
}

// value is what a cell holds: text as it is, a number as it is written, a date as ISO 8601.
func (s *sheetRows) value(c cell) string {
	text := bytes.TrimSpace(c.text)
	switch c.kind {
	case "s":
		if i, ok := whole(text); ok {
			return s.shared.at(i)
		}
		return string(text)
	case "b":
		return map[string]string{"1": "true", "0": "false"}[string(text)]
	case "inlineStr", "str", "e", "d":
		return unescaped(string(c.text))
	}
	if c.style > 0 && c.style < len(s.book.styles) {
		if date, ok := s.book.styles[c.style].format(string(text), s.book.from1904); ok {
			return date
		}
	}
	return plainNumber(string(text))
}

// whole reads a whole number that is not negative.
func whole(text []byte) (int, bool) {
	n := 0
	for _, c := range text {
		if c < '0' || c > '9' || n > 1<<30 {
			return 0, false
		}
		n = n*10 + int(c-'0')
	}
	return n, len(text) > 0
}

// plainNumber writes a number of 16 digits and more as short as its value allows:
// spreadsheets store 20.6597 as 20.659700000000001.
func plainNumber(text string) string {
	if len(text) < 16 && !strings.ContainsAny(text, "eE") {
		return text
	}
	v, err := strconv.ParseFloat(text, 64)
	if !finite(v, err) {
		return text
	}
	return strconv.FormatFloat(v, 'f', -1, 64)
}

// columnOf reads the letters of a cell's address: A is 0, AA is 26; -1 without any.
func columnOf(address []byte) int {
	n := 0
	for i := 0; i < len(address) && i < 4; i++ {
		c := address[i] | 0x20
		if c < 'a' || c > 'z' {
			break
		}
		n = n*26 + int(c-'a') + 1
	}
	return n - 1
}

// sharedStrings are the texts of a workbook, each once, one behind the other.
type sharedStrings struct {
	text string
	ends []uint32
}

func (s *sharedStrings) at(i int) string {
	if i < 0 || i >= len(s.ends) {
		return ""
	}
	from := uint32(0)
	if i > 0 {
		from = s.ends[i-1]
	}
	return s.text[from:s.ends[i]]
}

// sharedStrings reads the texts once for all sheets.
func (w *workbook) sharedStrings(ctx context.Context) (*sharedStrings, error) {
	if w.shared != nil {
		return w.shared, nil
	}
	s := &sharedStrings{}
	if w.strings != "" {
		if err := s.read(ctx, w); err != nil {
			return nil, err
		}
	}
	w.shared = s
	return s, nil
}

func (s *sharedStrings) read(ctx context.Context, w *workbook) error {
	src, err := w.openPart(ctx, w.strings)
	if err != nil {
		return err
	}
	defer src.Close()
	d := newDocument(src, w.limits)
	var all strings.Builder
	for {
		t, err := d.next()
		if errors.Is(err, io.EOF) {
			s.text = all.String()
			return nil
		}
		if err != nil {
			return fmt.Errorf("%s: %w", w.strings, err)
		}
		if d.renew(); t.Kind != xmlscan.Start || string(t.Name) != "si" {
			continue
		}
		n, err := d.tree(t, nil)
		if err != nil {
			return fmt.Errorf("%s: %w", w.strings, err)
		}
		all.WriteString(charset.Mend([]byte(richText(n))))
		switch s.ends = append(s.ends, uint32(all.Len())); {
		case all.Len() > w.limits.Texts:
			return incidents.Errorf(incidents.ETooLarge, w.name, "has more than %d bytes of text, the limit; save it as CSV", w.limits.Texts)
		case len(s.ends) > mostTexts:
			return incidents.Errorf(incidents.ETooLarge, w.name, "has more than %d texts, the limit; save it as CSV", mostTexts)
		}
	}
}

// richText joins the runs of a text, without the readings above Asian characters.
func richText(n *node) string {
	var b strings.Builder
	for _, k := range n.kids {
		switch k.name {
		case "t":
			b.WriteString(unescaped(k.text))
		case "r":
			b.WriteString(richText(k))
		}
	}
	return b.String()
}

// unescaped reads characters that XML cannot hold, written as _x000D_ (ECMA-376, part 1,
// section 22.9.2.19).
func unescaped(text string) string {
	if !strings.Contains(text, "_x") {
		return text
	}
	var b strings.Builder
	for {
		at := strings.Index(text, "_x")
		if at < 0 || len(text) < at+7 {
			b.WriteString(text)
			return b.String()
		}
		code, err := strconv.ParseUint(text[at+2:at+6], 16, 16)
		if err != nil || text[at+6] != '_' {
			b.WriteString(text[:at+2])
			text = text[at+2:]
			continue
		}
		b.WriteString(text[:at])
		if code != 0 {
			b.WriteRune(rune(code))
		}
		text = text[at+7:]
	}
}
