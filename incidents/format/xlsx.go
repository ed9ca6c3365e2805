package format

import (
	"bufio"
	"bytes"
	"context"
	"encoding/xml"
	"fmt"
	"io"
	"regexp"
	"strconv"
	"unicode/utf16"
	"unicode/utf8"

	"incidentmap/incidents"
)

// What a sheet holds at most (Excel specifications and limits).
const (
	xlsxRows  = 1_048_576
	xlsxChars = 32_767 // UTF-16 units in a cell
)

// writeXLSX writes a workbook (ECMA-376, Office Open XML) of two sheets: one row an
// incident, and what the file says of itself, which is in the document's properties too.
// Text is stored as text, which no program evaluates, so that no cell needs a guard. Times
// are text with their offset: Excel's own have no zone, and would move a day for somebody.
// The parts are written as they come: excelize, which can do all this, keeps the sheet in a
// temporary file until the last row, so that a download begins only then.
func writeXLSX(ctx context.Context, w io.Writer, h Heading, all Incidents) error {
	book := newArchive(w, &h)
	for _, part := range xlsxParts(&h) {
		if err := book.add(part[0], part[1]); err != nil {
			return err
		}
	}
	if err := book.Flush(); err != nil {
		return err
	}
	part, err := book.create("xl/worksheets/sheet1.xml")
	if err != nil {
		return err
	}
	sheet := bufio.NewWriterSize(part, writeBuffer)
	if _, err := sheet.WriteString(xml.Header + xlsxSheet + xlsxFrozenHead + "<sheetData>"); err != nil {
		return err
	}
	row := xlsxRow{columns: h.columns()}
	if _, err := sheet.Write(row.head()); err != nil {
		return err
	}
	err = each(ctx, &h, all, func(v localized) error {
		if row.number == xlsxRows {
			return incidents.Errorf(incidents.ETooLarge, "", "a sheet of a workbook holds %d rows; use CSV or GeoPackage, or a filter", xlsxRows)
		}
		_, err := sheet.Write(row.of(v))
		return err
	})
	if err != nil {
		return err
	}
	if _, err := sheet.WriteString("</sheetData></worksheet>"); err != nil {
		return err
	}
	if err := sheet.Flush(); err != nil {
		return err
	}
	return book.Close()
}

// xlsxRow writes rows; its memory is used again for the next.
type xlsxRow struct {
	columns   []column[localized]
	dst, cell []byte
	number    int // of the row, from 1
	at        int // the number of the next cell, from 0
}

func (r *xlsxRow) begin() {
	r.number++
	r.at = 0
	r.dst = append(strconv.AppendInt(append(r.dst[:0], `<row r="`...), int64(r.number), 10), `">`...)
}

func (r *xlsxRow) end() []byte {
	r.dst = append(r.dst, "</row>"...)
	return r.dst
}

// head is the row of the columns' names.
func (r *xlsxRow) head() []byte {
	r.begin()
	for _, c := range r.columns {
		r.text([]byte(c.name), xlsxBold)
	}
	for _, name := range spatial {
		r.text([]byte(name), xlsxBold)
	}
	return r.end()
}

// of is the row of an incident.
func (r *xlsxRow) of(v localized) []byte {
	r.begin()
	for i := range r.columns {
		r.cell = r.columns[i].appendCell(r.cell[:0], v)
		if t := r.columns[i].valueType; t == Integer || t == Number {
			r.numeral(r.cell)
		} else {
			r.text(r.cell, xlsxNormal)
		}
	}
	g := rfc7946(v.Where.Geometry)
	r.numeral(appendDegree(r.cell[:0], g, 1))
	r.numeral(appendDegree(r.cell[:0], g, 0))
	r.cell = appendWellKnownText(r.cell[:0], g)
	r.text(r.cell, xlsxNormal)
	return r.end()
}

// open begins a cell up to its attributes. The standard lets the address be left out, but
// GDAL does not.
func (r *xlsxRow) open() {
	r.dst = append(r.dst, `<c r="`...)
	if r.at >= 26 {
		r.dst = append(r.dst, 'A'+byte(r.at/26)-1)
	}
	r.dst = append(r.dst, 'A'+byte(r.at%26))
	r.dst = append(strconv.AppendInt(r.dst, int64(r.number), 10), '"')
	r.at++
}

// numeral writes a number, or leaves the cell out.
func (r *xlsxRow) numeral(n []byte) {
	if len(n) == 0 {
		r.at++
		return
	}
	r.open()
	r.dst = append(append(append(r.dst, "><v>"...), n...), "</v></c>"...)
}

// The cells' formats, by their place in xlsxStyles.
const (
	xlsxNormal = 0
	xlsxBold   = 1
)

// text writes text, or leaves the cell out. What a cell cannot hold is cut and says so;
// JSON that is cut would be no JSON, so its cell only says so.
func (r *xlsxRow) text(s []byte, style byte) {
	if len(s) == 0 {
		r.at++
		return
	}
	r.open()
	r.dst = append(append(r.dst, ` t="inlineStr" s="`...), '0'+style)
	r.dst = append(r.dst, `"><is><t xml:space="preserve">`...)
	if len(s) > xlsxChars { // a UTF-16 unit is a byte at least
		s = fitXLSX(s)
	}
	if bytes.Contains(s, []byte("_x")) {
		s = xlsxEscapes.ReplaceAll(s, []byte("_x005F$0"))
	}
	r.dst = appendXML(r.dst, s)
	r.dst = append(r.dst, "</t></is></c>"...)
}

// xlsxEscapes finds text that reads as an escape of ECMA-376, part 1, section 22.9.2.19; the
// underscore before it is escaped itself.
var xlsxEscapes = regexp.MustCompile(`_x[0-9A-Fa-f]{4}_`)

func fitXLSX(s []byte) []byte {
	const mark = " … [cut]"
	units, keep := 0, 0
	for i := 0; i < len(s); {
		r, size := utf8.DecodeRune(s[i:])
		units += utf16.RuneLen(r)
		if units <= xlsxChars-len(mark) {
			keep = i + size
		}
		i += size
	}
	if units <= xlsxChars {
		return s
	}
	if s[0] == '[' && s[len(s)-1] == ']' {
		return fmt.Appendf(nil, "[%d characters do not fit in a cell; the other formats have them]", units)
	}
	return append(append([]byte(nil), s[:keep]...), mark...)
}

// appendXML writes plain text as character data (XML 1.0, section 2.4). A carriage return
// is written as a reference, for a reader would take it for a line end.
func appendXML(dst, s []byte) []byte {
	done := 0
	for i, c := range s {
		reference := ""
		switch c {
		case '&':
			reference = "&amp;"
		case '<':
			reference = "&lt;"
		case '>':
			reference = "&gt;"
		case '\r':
			reference = "&#xD;"
		default:
			continue
		}
		dst = append(append(dst, s[done:i]...), reference...)
		done = i + 1
	}
	return append(dst, s[done:]...)
}

// aboutSheet is the second sheet: the citation.
func aboutSheet(h *Heading) string {
	sheet := []byte(xml.Header + xlsxSheet + "<sheetData>")
	row := xlsxRow{}
	for _, c := range h.citations() {
		row.begin()
		row.text([]byte(in(c.label, h.Lang)), xlsxBold)
		row.text([]byte(c.value), xlsxNormal)
		sheet = append(sheet, row.end()...)
	}
	return string(sheet) + "</sheetData></worksheet>"
}

const xlsxSheet = `<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">`

// xlsxFrozenHead keeps the row of names in view.
const xlsxFrozenHead = `<sheetViews><sheetView workbookViewId="0">` +
	`<pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews>`
