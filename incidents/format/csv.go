package format

import (
	"bufio"
	"bytes"
	"context"
	"io"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/paulmach/orb"
	"github.com/paulmach/orb/encoding/wkt"
)

// byteOrderMark is UTF-8's.
const byteOrderMark = "\ufeff"

// writeBuffer holds what is written before it leaves; the first bytes of a file leave with
// the first incident all the same, for the heading is flushed.
const writeBuffer = 32 << 10

// spatial names the columns by which tables without a geometry type say where: a point's
// latitude and longitude, and every geometry as Well-Known Text. An area has no latitude
// of its own, and gets none.
var spatial = []string{"lat", "lon", "wkt"}

// writeCSV writes one row an incident by RFC 4180: a head, CRLF at the end of rows, line
// ends inside of cells as they were written (which encoding/csv changes). The table holds
// nothing but the incidents; its citation stands in the headers of the answer.
func writeCSV(ctx context.Context, w io.Writer, h Heading, all Incidents) error {
	out := bufio.NewWriterSize(w, writeBuffer)
	var row []byte
	if h.BOM {
		row = append(row, byteOrderMark...)
	}
	columns := h.columns()
	for _, c := range columns {
		row = append(append(row, c.name...), ',')
	}
	row = append(row, strings.Join(spatial, ",")+"\r\n"...)
	if _, err := out.Write(row); err != nil {
		return err
	}
	if err := out.Flush(); err != nil {
		return err
	}
	var cell []byte
	err := each(ctx, &h, all, func(v localized) error {
		row = row[:0]
		for i := range columns {
			cell = columns[i].appendCell(cell[:0], v)
			if t := columns[i].valueType; t == Integer || t == Number {
				row = append(append(row, cell...), ',')
			} else {
				row = append(AppendCSV(row, cell), ',')
			}
		}
		g := rfc7946(v.Where.Geometry)
		row = append(appendDegree(row, g, 1), ',')
		row = append(appendDegree(row, g, 0), ',')
		cell = appendWellKnownText(cell[:0], g)
		row = append(AppendCSV(row, cell), "\r\n"...)
		_, err := out.Write(row)
		return err
	})
	if err != nil {
		return err
	}
	return out.Flush()
}

// appendCell writes the column's value as text: JSON for lists, RFC 3339 for times.
func (g *getter[T]) appendCell(dst []byte, v T) []byte {
	switch g.valueType {
	case Text:
		return append(dst, Plain(g.text(v))...)
	case Number, Boolean, Day:
		return append(dst, g.text(v)...)
	case Integer:
		if n, has := g.number(v); has {
			return appendInt(dst, n)
		}
		return dst
	case Moment:
		if t := g.moment(v); !t.IsZero() {
			return t.AppendFormat(dst, time.RFC3339)
		}
		return dst
	}
	start := len(dst)
	dst = g.json(dst, v)
	return append(dst[:start], PlainJSON(dst[start:])...)
}

// AppendCSV writes a cell in quotes where RFC 4180 asks for them, guarded.
func AppendCSV(dst, cell []byte) []byte {
	guard := isFormula(cell)
	if !guard && !bytes.ContainsAny(cell, "\",\n\r") {
		return append(dst, cell...)
	}
	dst = append(dst, '"')
	if guard {
		dst = append(dst, '\'')
	}
	for {
		i := bytes.IndexByte(cell, '"')
		if i < 0 {
			return append(append(dst, cell...), '"')
		}
		dst = append(append(dst, cell[:i+1]...), '"')
		cell = cell[i+1:]
	}
}

// isFormula tells text that a spreadsheet would take for a formula: what begins with one of
// = + - @, their full-width forms, a tab or a line end, and is not a number. The guard is
// an apostrophe before it (OWASP, "CSV Injection").
func isFormula(cell []byte) bool {
	first, _ := utf8.DecodeRune(cell)
	switch first {
	case '=', '+', '-', '@', '\t', '\r', '\n', '＝', '＋', '－', '＠':
		return !isNumber(string(cell))
	}
	return false
}

// isNumber tells a plain decimal number from what strconv reads besides: hexadecimal,
// infinities, digits divided by underscores.
func isNumber(s string) bool {
	if strings.Trim(s, "+-.0123456789eE") != "" {
		return false
	}
	_, err := strconv.ParseFloat(s, 64)
	return err == nil
}

// appendDegree writes a point's longitude (axis 0) or latitude (axis 1), and nothing for
// other geometries.
func appendDegree(dst []byte, g orb.Geometry, axis int) []byte {
	if p, isPoint := g.(orb.Point); isPoint {
		return appendNumber(dst, p[axis], coordinateDecimals)
	}
	return dst
}

// appendWellKnownText writes nothing for no geometry. Points, which nearly all are, are
// written as orb writes them, without its memory.
func appendWellKnownText(dst []byte, g orb.Geometry) []byte {
	switch g := g.(type) {
	case nil:
		return dst
	case orb.Point:
		dst = append(strconv.AppendFloat(append(dst, "POINT("...), g[0], 'g', -1, 64), ' ')
		return append(strconv.AppendFloat(dst, g[1], 'g', -1, 64), ')')
	}
	return append(dst, wkt.Marshal(g)...)
}
