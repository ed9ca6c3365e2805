package records

import (
	"fmt"
	"strings"
	"testing"
)

// workbookOf makes an .xlsx of sheets: the rows of one, and its name and state.
func workbookOf(t testing.TB, sheets ...string) string {
	t.Helper()
	var list, relations strings.Builder
	parts := []string{}
	for i := 0; i < len(sheets); i += 2 {
		fmt.Fprintf(&list, `<sheet %s sheetId="%d" r:id="rId%d"/>`, sheets[i], i+1, i+1)
		fmt.Fprintf(&relations, `<Relationship Id="rId%d" Type="http://schemas/worksheet" Target="worksheets/s%d.xml"/>`, i+1, i+1)
		parts = append(parts, fmt.Sprintf("xl/worksheets/s%d.xml", i+1), `<worksheet><sheetData>`+sheets[i+1]+`</sheetData></worksheet>`)
	}
	parts = append(
		parts, "[Content_Types].xml", "<Types/>",
		"xl/workbook.xml", `<workbook xmlns:r="r"><workbookPr/><sheets>`+list.String()+`</sheets></workbook>`,
		"xl/_rels/workbook.xml.rels", `<Relationships>`+relations.String()+`<Relationship Id="x" Type="http://schemas/sharedStrings" Target="/xl/sharedStrings.xml"/></Relationships>`,
		"xl/sharedStrings.xml", `<sst><si><t>place</t></si><si><r><t>Tapal</t></r><r><t>pa</t></r><rPh><t>x</t></rPh></si><si><t>two_x000D_lines</t></si></sst>`,
		"xl/styles.xml", `<styleSheet><numFmts><numFmt numFmtId="170" formatCode="[$-80A]dd&quot; of &quot;mmmm;@"/><numFmt numFmtId="171" formatCode="[h]:mm"/><numFmt numFmtId="172" formatCode="0.00&quot;d&quot;"/><numFmt numFmtId="173" formatCode="0.0%"/></numFmts>
			<fonts><font/><font><strike/></font></fonts><cellStyleXfs><xf numFmtId="14"/></cellStyleXfs><cellXfs><xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="22"/><xf numFmtId="20"/><xf numFmtId="170"/><xf numFmtId="171"/><xf numFmtId="172"/><xf numFmtId="9"/><xf numFmtId="173"/><xf numFmtId="0" fontId="1"/></cellXfs></styleSheet>`,
	)
	return string(packed(t, parts...))
}

func TestWorkbooks(t *testing.T) {
	const header = `<row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" t="inlineStr"><is><t>dead</t></is></c><c r="D1" t="str"><v>when</v></c></row>`
	check(t, []readingCase{
		{
			"cells: a.xlsx", workbookOf(t, `name="Sheet1"`, header+
				`<row r="2"><c r="A2" t="s"><v>1</v></c><c r="B2"><v>4</v></c><c r="D2" s="1"><v>46075</v></c></row>
				<row r="4"><c r="A4" t="s"><v>2</v></c><c r="C4" t="b"><v>1</v></c><c r="D4" s="2"><v>46075.604166666664</v></c></row>
				<row><c><v>20.659700000000001</v></c><c t="e"><v>#N/A</v></c></row>`),
			Options{},
			[]string{
				"a.xlsx/Sheet1 xlsx", "note column_named ",
				"2 Tapalpa|4||2026-02-22", "4 two\rlines||true|2026-02-22T14:30:00", "5 20.6597|#N/A",
				"place|dead|column_3|when",
			},
		},
		{
			"wrong bytes: a.xlsx", workbookOf(t, `name="A"`, header+"<row><c t=\"str\"><v>Le\xf3n</v></c><c t=\"str\"><v>a\x00b</v></c></row>"),
			Options{},
			[]string{"a.xlsx/A xlsx", "note column_named ", "2 León|ab wrong_bytes:place wrong_bytes:dead", "place|dead|column_3|when"},
		},
		{
			"sheets: a.xlsx", workbookOf(t, `name="A"`, header+`<row r="2"><c r="A2"><v>1</v></c></row>`, `name="B"`, "", `name="C" state="hidden"`, header, `name="D"`, header),
			Options{},
			[]string{"a.xlsx/A xlsx", "note column_named ", "note skipped C", "2 1", "place|dead|column_3|when", "a.xlsx/D xlsx", "note column_named ", "place|dead|column_3|when"},
		},
		{
			"merged cells: a.xlsx", workbookOf(t, `name="A"`, header+`<row r="2"><c r="A2"><v>1</v></c><c r="B2"><v>4</v></c></row><row r="3"><c r="B3"><v>5</v></c></row><row r="4"><c r="B4"><v>6</v></c></row><row r="5"><c r="B5"><v>7</v></c></row></sheetData><mergeCells count="3"><mergeCell ref="A1:B1"/><mergeCell ref="A2:A4"/><mergeCell ref="D4:D900"/></mergeCells><sheetData>`),
			Options{},
			[]string{"a.xlsx/A xlsx", "note column_named ", "2 1|4", "3 1|5 merged:place", "4 1|6 merged:place", "5 |7", "place|dead|column_3|when"},
		},
		{
			"a sheet as asked for: a.xlsx", workbookOf(t, `name="A"`, header, `name="C" state="hidden"`, header+`<row r="2"><c r="A2"><v>1</v></c></row>`),
			Options{Sheet: "C"},
			[]string{"a.xlsx/C xlsx", "note column_named ", "2 1", "place|dead|column_3|when"},
		},
		{
			"no such sheet: a.xlsx", workbookOf(t, `name="A"`, header),
			Options{Sheet: "Z"},
			[]string{`cannot: a.xlsx: has no sheet with cells "Z"; it has ["A"]`},
		},
		{
			"a sheet that breaks off: a.xlsx", workbookOf(t, `name="A"`, header+`<row r="2"><c r="A2"><v>1</v></c></row><row r="3"><c><v`),
			Options{},
			[]string{"a.xlsx/A xlsx", "note column_named ", "2 1", "broken: a.xlsx/A: reading stopped after 1 records: the sheet ends within its cells", "place|dead|column_3|when"},
		},
	})
}

func TestDates(t *testing.T) {
	for _, tt := range []struct {
		code, serial string
		from1904     bool
		want         string
	}{
		{"14", "46075", false, "2026-02-22"},
		{"14", "44613", true, "2026-02-22"},
		{"14", "46075.5", false, "2026-02-22T12:00:00"},
		{"22", "46075", false, "2026-02-22T00:00:00"},
		{"22", "46075.999994213", false, "2026-02-22T23:59:59.500"},
		{"20", "0.604166666666667", false, "14:30:00"},
		{"14", "59", false, "1900-02-28"},
		{"14", "61", false, "1900-03-01"},
		{"14", "1", false, "1900-01-01"},
		{"yyyy\\-mm\\-dd", "1", true, "1904-01-02"},
		{"mmm\\ yy", "46075", false, "2026-02-22"},
		{"h:mm AM/PM", "0.5", false, "12:00:00"},
		{"[h]:mm", "1.5", false, ""},
		{`0.00"day"`, "46075", false, ""},
		{"[Red]0", "46075", false, ""},
		{"General", "46075", false, ""},
		{"0", "46075", false, ""},
		{"14", "-1", false, ""},
		{"14", "9999999", false, ""},
		{"14", "text", false, ""},
		{`"`, "1", false, ""},
		{"[", "1", false, ""},
	} {
		style := styleOf(tt.code, "")
		if _, err := fmt.Sscan(tt.code, new(int)); err != nil {
			style = styleOf("170", tt.code)
		}
		if got, _ := style.format(tt.serial, tt.from1904); got != tt.want {
			t.Errorf("%s as %s is %q, want %q", tt.serial, tt.code, got, tt.want)
		}
	}
}
