package records

import (
	"context"
	"errors"
	"fmt"
	"io"
	"strings"

	"incidentmap/incidents"
	"incidentmap/incidents/records/delimited"
	"incidentmap/incidents/records/xmlscan"
)

// openODS gives each sheet with cells of an OpenDocument spreadsheet (OASIS OpenDocument 1.3, part 3,
// section 9).
func (o *Opener) openODS(ctx context.Context, a *archive, content source) ([]*File, error) {
	sheets, err := sheetsOfODS(ctx, content, o.opts.Limits)
	if err != nil {
		return nil, &incidents.Error{Code: incidents.EInvalid, Field: a.name, Message: "is an OpenDocument file that cannot be read", Err: err}
	}
	if len(sheets) == 0 {
		return nil, incidents.Errorf(incidents.EInvalid, a.name, "is an OpenDocument file without a table; save its data as a spreadsheet or CSV")
	}
	var files []*File
	var names, skipped []string
	for i, s := range sheets {
		names = append(names, s.name)
		if o.opts.Sheet != "" && o.opts.Sheet != s.name {
			continue
		}
		if o.opts.Sheet == "" && s.hidden {
			skipped = append(skipped, s.name)
			continue
		}
		f := &File{Name: a.name + "/" + shorten(s.name), Format: odsFormat}
		t, notes, err := newTable(ctx, o.opts.Limits, o.opts.Header, func(ctx context.Context) (rows, error) { return openODSRows(ctx, content, i, o.opts.Limits) })
		switch {
		case errors.Is(err, io.EOF):
			continue // without cells
		case err != nil:
			f.Err = &incidents.Error{Code: incidents.CodeOf(orInvalid(err)), Field: f.Name, Message: "cannot be read", Err: err}
		default:
			t.ragged = true
			f.Notes, f.Tags, f.columns, f.stream = notes, t.tags, t.columns, t
		}
		files = append(files, a.budget.hold(f))
	}
	return withoutHidden(a.name, o.opts.Sheet, files, names, skipped)
}

// sheetsOfODS lists the sheets. One whose style does not show it is hidden.
func sheetsOfODS(ctx context.Context, content source, l Limits) (sheets []sheetEntry, err error) {
	src, err := content.open(ctx)
	if err != nil {
		return nil, err
	}
	defer src.Close()
	d := newDocument(src, l)
	depth, style := 0, ""
	unseen := map[string]bool{} // styles of tables
	for {
		t, err := d.next()
		if errors.Is(err, io.EOF) {
			return sheets, nil
		}
		if err != nil {
			return nil, err
		}
		d.renew()
		switch name := string(t.Name); {
		case name == "style" && t.Kind == xmlscan.Start:
			style = string(xmlscan.Attr(t.Attrs, "name"))
		case name == "table-properties" && t.Kind == xmlscan.Start:
			if string(xmlscan.Attr(t.Attrs, "display")) == "false" && len(unseen) < mostTables {
				unseen[style] = true
			}
		case name == "table" && t.Kind == xmlscan.End:
			depth--
		case name == "table" && t.Kind == xmlscan.Start:
			if depth++; depth == 1 && len(sheets) < mostTables {
				sheets = append(sheets, sheetEntry{name: string(xmlscan.Attr(t.Attrs, "name")), hidden: unseen[string(xmlscan.Attr(t.Attrs, "style-name"))]})
			}
		}
	}
}

// mostTables is how many sheets of a document are read.
const mostTables = 500

// odsRows reads the rows of one sheet.
type odsRows struct {
	*document
	src    io.Closer
	limits Limits
	row    delimited.Row
	again  int // how often the row still comes
	ended  bool
	merged []verticalSpan // that begin in the row at hand
	said   []remark       // of it
	extra  int            // how often it would come besides
	column int            // the number of columns that were declared
	unseen []columnSpan   // hidden ones
}

// remarks gives what the sheet says of the row read last.
func (r *odsRows) remarks() []remark { return r.said }

// hidden gives the columns that the sheet does not show.
func (r *odsRows) hidden() []columnSpan { return r.unseen }

// openODSRows goes to the beginning of a sheet.
func openODSRows(ctx context.Context, content source, sheet int, l Limits) (rows, error) {
	src, err := content.open(ctx)
	if err != nil {
		return nil, err
	}
	r := &odsRows{document: newDocument(src, l), src: src, limits: l}
	for depth := 0; ; {
		t, err := r.next()
		if err != nil {
			return nil, errors.Join(err, src.Close())
		}
		r.renew()
		if string(t.Name) != "table" {
			continue
		}
		if t.Kind == xmlscan.End {
			depth--
			continue
		}
		if depth++; depth == 1 {
			if sheet == 0 {
				return r, nil
			}
			sheet--
		}
	}
}

// Close closes the document.
func (r *odsRows) Close() error { return r.src.Close() }

// mostAgain is how often a row with cells may be repeated: empty ones fill whole sheets.
const mostAgain = 10_000

// Read gives the next row.
func (r *odsRows) Read() (*delimited.Row, error) {
	if r.again > 0 {
		r.again--
		r.merged = nil
		r.row.Number++
		return &r.row, nil
	}
	r.row.Number += r.extra
	for !r.ended {
		t, err := r.next()
		if err != nil {
			return nil, endOfSheet(err)
		}
		switch string(t.Name) {
		case "table-row":
			if t.Kind != xmlscan.Start {
				continue
			}
			r.renew()
			times, ok := whole(xmlscan.Attr(t.Attrs, "number-rows-repeated"))
			if !ok || times < 1 {
				times = 1
			}
			r.said = r.said[:0]
			if isUnseen(t.Attrs) {
				r.said = append(r.said, remark{cell: -1, what: Hidden, text: hiddenRow})
			}
			if err := r.readRow(); err != nil {
				return nil, endOfSheet(err)
			}
			if len(r.row.Cells) == 0 {
				r.row.Number += times
				continue
			}
			r.row.Number++
			r.again = min(times-1, mostAgain)
			if r.extra = times - 1 - r.again; r.extra > 0 {
				r.said = append(r.said, remark{cell: -1, what: Skipped, text: repeatedRow(times), lost: true})
			}
			return &r.row, nil
		case "table-column":
			if t.Kind == xmlscan.Start {
				r.readColumn(t.Attrs)
			}
		case "table":
			r.ended = t.Kind == xmlscan.End
		}
	}
	return nil, io.EOF
}

// isUnseen tells a row or columns that a sheet does not show, by hand or by a filter.
func isUnseen(attrs []byte) bool {
	v := string(xmlscan.Attr(attrs, "visibility"))
	return v == "collapse" || v == "filter"
}

// readColumn takes note of columns that are not shown.
func (r *odsRows) readColumn(attrs []byte) {
	r.renew()
	times, ok := whole(xmlscan.Attr(attrs, "number-columns-repeated"))
	if !ok || times < 1 {
		times = 1
	}
	if isUnseen(attrs) && len(r.unseen) < mostMerged {
		r.unseen = append(r.unseen, columnSpan{r.column, r.column + times - 1})
	}
	r.column += times
}

func endOfSheet(err error) error {
	if errors.Is(err, io.ErrUnexpectedEOF) || errors.Is(err, io.EOF) {
		return errors.New("the sheet ends within its cells")
	}
	return err
}

// begins gives the merged cells that begin in the row read last.
func (r *odsRows) begins() []verticalSpan { return r.merged }

// readRow reads the cells of a row to its end.
func (r *odsRows) readRow() error {
	r.row.Cells, r.row.Err, r.merged = nil, nil, r.merged[:0]
	empty := 0 // cells since the last with a value
	for {
		t, err := r.next()
		if err != nil {
			return err
		}
		name := string(t.Name)
		switch {
		case t.Kind == xmlscan.End && name == "table-row":
			return nil
		case t.Kind == xmlscan.Start && (name == "table-cell" || name == "covered-table-cell"):
			times, ok := whole(xmlscan.Attr(t.Attrs, "number-columns-repeated"))
			if !ok || times < 1 {
				times = 1
			}
			down, _ := whole(xmlscan.Attr(t.Attrs, "number-rows-spanned"))
			right, _ := whole(xmlscan.Attr(t.Attrs, "number-columns-spanned"))
			c := odsCell{kind: string(xmlscan.Attr(t.Attrs, "value-type")), formula: len(xmlscan.Attr(t.Attrs, "formula")) > 0}
			value, err := r.readCell(t)
			if err != nil {
				return err
			}
			if value == "" {
				if c.formula && c.kind != "string" {
					r.said = append(r.said, remark{cell: len(r.row.Cells) + empty, what: ValueRefused, text: noResult, lost: true})
				}
				empty += times
				continue
			}
			if len(r.row.Cells)+empty+times > r.limits.Columns {
				r.row.Err = fmt.Errorf("has more than %d cells and was skipped", r.limits.Columns)
				continue
			}
			for ; empty > 0; empty-- {
				r.row.Cells = append(r.row.Cells, "")
			}
			at := len(r.row.Cells)
			if c.kind == "percentage" {
				r.said = append(r.said, remark{cell: at, what: Share, text: aShare})
			}
			if right > 1 {
				r.said = append(r.said, remark{cell: at, what: MergedRight, text: mergedRight})
			}
			if down > 1 {
				r.merged = append(r.merged, verticalSpan{len(r.row.Cells), r.row.Number + 1, r.row.Number + down})
			}
			for range times {
				r.row.Cells = append(r.row.Cells, value)
			}
		}
	}
}

// odsCell is what a cell is besides its value.
type odsCell struct {
	kind    string // of its value
	formula bool
}

// readCell gives a cell's value: numbers, days and truth as they are kept, everything else as it is shown.
func (r *odsRows) readCell(start *xmlscan.Token) (string, error) {
	attr := func(name string) string { return string(xmlscan.Attr(start.Attrs, name)) }
	value := ""
	switch attr("value-type") {
	case "float", "currency", "percentage":
		value = attr("value")
	case "date":
		value = attr("date-value")
	case "boolean":
		value = attr("boolean-value")
	}
	text, err := r.shown(string(start.Name))
	if value != "" || err != nil {
		return value, err
	}
	return text, nil
}

// shown reads a cell to its end and gives its paragraphs, without the comments to it.
func (r *odsRows) shown(cell string) (string, error) {
	var b strings.Builder
	comments, paragraphs := 0, 0
	for depth := 1; depth > 0; {
		t, err := r.next()
		if err != nil {
			return "", err
		}
		name := string(t.Name)
		step := 0
		switch t.Kind {
		case xmlscan.Start:
			step = 1
		case xmlscan.End:
			step = -1
		case xmlscan.Text:
			if comments == 0 && paragraphs > 0 {
				b.Write(t.Text)
			}
			if b.Len() > r.limits.Cell {
				return "", fmt.Errorf("a cell has more than %d bytes, the limit", r.limits.Cell)
			}
		}
		switch name {
		case cell:
			depth += step
		case "annotation":
			comments += step
		case "p", "h":
			if paragraphs += step; step > 0 && b.Len() > 0 && comments == 0 {
				b.WriteByte('\n')
			}
		case "s", "tab", "line-break":
			if step > 0 && comments == 0 {
				b.WriteByte(' ')
			}
		}
	}
	return strings.TrimSpace(b.String()), nil
}
