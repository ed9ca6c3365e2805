package records

import (
	"strings"
	"testing"
)

// odsOf makes an OpenDocument spreadsheet of its tables, with styles before them.
func odsOf(t testing.TB, styles, tables string) string {
	t.Helper()
	return string(packed(t, "mimetype", "application/vnd.oasis.opendocument.spreadsheet", "content.xml",
		`<office:document-content xmlns:office="o" xmlns:table="t" xmlns:text="x" xmlns:style="s">`+styles+`<office:body><office:spreadsheet>`+tables+`</office:spreadsheet></office:body></office:document-content>`))
}

// What a person sees in a sheet, and a table of values does not show, is told.
func TestRemarksOfSheets(t *testing.T) {
	const head = `<row r="1"><c r="A1" t="str"><v>place</v></c><c r="B1" t="str"><v>dead</v></c></row>`
	row := func(n, attrs, place, dead string) string {
		return `<row r="` + n + `" ` + attrs + `><c r="A` + n + `" t="str"><v>` + place + `</v></c>` + strings.ReplaceAll(dead, "B", "B"+n) + `</row>`
	}
	number := func(v string) string { return `<c r="B"><v>` + v + `</v></c>` }
	cell := func(v string) string {
		return `<table:table-cell office:value-type="string"><text:p>` + v + `</text:p></table:table-cell>`
	}
	figure := func(v string) string { return `<table:table-cell office:value-type="float" office:value="` + v + `"/>` }
	line := func(attrs string, cells ...string) string {
		return `<table:table-row ` + attrs + `>` + strings.Join(cells, "") + `</table:table-row>`
	}
	odsHead := line("", cell("place"), cell("dead"))
	check(t, []readingCase{
		{
			"rows that are hidden or filtered out: a.xlsx", workbookOf(t, `name="A"`, head+row("2", "", "Tala", number("1"))+row("3", `hidden="1"`, "Tecate", number("2"))+row("4", `hidden="true"`, "Tepic", number("3"))+row("5", `hidden="0"`, "Tula", number("4"))),
			Options{},
			[]string{"a.xlsx/A xlsx", "2 Tala|1", "3 Tecate|2 hidden", "4 Tepic|3 hidden", "5 Tula|4", "place|dead"},
		},
		{
			"columns that are hidden: a.xlsx", workbookOf(t, `name="A"`, `<cols><col min="2" max="5" hidden="1"/></cols>`+head+row("2", "", "Tala", number("1"))),
			Options{},
			[]string{"a.xlsx/A xlsx", "note hidden ", "2 Tala|1", "place|dead"},
		},
		{
			"a sheet that only programs can show: a.xlsx", workbookOf(t, `name="A"`, head+row("2", "", "Tala", number("1")), `name="B" state="veryHidden"`, head),
			Options{},
			[]string{"a.xlsx/A xlsx", "note skipped B", "2 Tala|1", "place|dead"},
		},
		{
			"formulas without results: a.xlsx", workbookOf(t, `name="A"`, head+row("2", "", "Tala", `<c r="B"><f>1+1</f></c>`)+row("3", "", "Tepic", `<c r="B"><f>1+1</f><v/></c>`)+row("4", "", "Tula", `<c r="B"><f>1+1</f><v>2</v></c>`)+row("5", "", "Tecate", `<c r="B" t="str"><f>""</f><v></v></c>`)),
			Options{},
			[]string{"a.xlsx/A xlsx", "2 Tala value_refused:dead!", "3 Tepic value_refused:dead!", "4 Tula|2", "5 Tecate", "place|dead"},
		},
		{
			"shares: a.xlsx", workbookOf(t, `name="A"`, head+row("2", "", "Tala", `<c r="B" s="7"><v>1</v></c>`)+row("3", "", "Tepic", `<c r="B" s="8"><v>0.3</v></c>`)),
			Options{},
			[]string{"a.xlsx/A xlsx", "2 Tala|1 share:dead", "3 Tepic|0.3 share:dead", "place|dead"},
		},
		{
			"struck through: a.xlsx", workbookOf(t, `name="A"`, head+row("2", "", "Tala", `<c r="B" s="9"><v>1</v></c><c r="C2" s="9"><v>1</v></c>`)+row("3", "", "Tepic", number("1"))),
			Options{},
			[]string{"a.xlsx/A xlsx", "2 Tala|1|1 cells_extra:column_3 struck", "3 Tepic|1", "place|dead|column_3"},
		},
		{
			"merged to the right: a.xlsx", workbookOf(t, `name="A"`, head+row("2", "", "Tala", number("1"))+`<row r="3"><c r="A3"><v>5</v></c></row></sheetData><mergeCells><mergeCell ref="A3:B3"/></mergeCells><sheetData>`),
			Options{},
			[]string{"a.xlsx/A xlsx", "2 Tala|1", "3 5 merged_right:place", "place|dead"},
		},
		{
			"rows that are hidden, filtered out, and repeated beyond all reason: a.ods", odsOf(t, "", `<table:table table:name="A"><table:table-column/><table:table-column table:visibility="collapse"/>`+odsHead+
				line(`table:visibility="collapse"`, cell("Tala"), figure("1"))+line(`table:visibility="filter"`, cell("Tepic"), figure("2"))+line(`table:number-rows-repeated="2"`, cell("Tula"), figure("3"))+`</table:table>`),
			Options{},
			[]string{"a.ods/A ods", "note hidden ", "2 Tala|1 hidden", "3 Tepic|2 hidden", "4 Tula|3", "5 Tula|3", "place|dead"},
		},
		{
			"a sheet that is hidden: a.ods", odsOf(t, `<style:style style:name="ta1"><style:table-properties table:display="true"/></style:style><style:style style:name="ta2"><style:table-properties table:display="false"/></style:style>`,
				`<table:table table:name="A" table:style-name="ta1">`+odsHead+line("", cell("Tala"), figure("1"))+`</table:table><table:table table:name="B" table:style-name="ta2">`+odsHead+`</table:table>`),
			Options{},
			[]string{"a.ods/A ods", "note skipped B", "2 Tala|1", "place|dead"},
		},
		{
			"shares, merged cells and formulas without results: a.ods", odsOf(t, "", `<table:table table:name="A">`+odsHead+
				line("", cell("Tala"), `<table:table-cell office:value-type="percentage" office:value="1"><text:p>100 %</text:p></table:table-cell>`)+
				line("", `<table:table-cell office:value-type="string" table:number-columns-spanned="2"><text:p>Tepic</text:p></table:table-cell>`, `<table:covered-table-cell/>`)+
				line("", cell("Tula"), `<table:table-cell table:formula="of:=1+1"/>`)+`</table:table>`),
			Options{},
			[]string{"a.ods/A ods", "2 Tala|1 share:dead", "3 Tepic merged_right:place", "4 Tula value_refused:dead!", "place|dead"},
		},
		{
			"a header that comes again: a.csv", "place,dead\nTala,1\nplace,dead\nTepic,2\n",
			Options{},
			[]string{"a.csv csv utf-8 ,", "2 Tala|1", "3 error: row 3 repeats the header", "4 Tepic|2", "place|dead"},
		},
		{
			"names that are repeated over those of parts: a.csv", "place,dead,dead\n,men,women\nTala,1,2\nTepic,2,0\n",
			Options{},
			[]string{"a.csv csv utf-8 ,", "note column_named men women", "3 Tala|1|2", "4 Tepic|2|0", "place|dead/men|dead/women"},
		},
	})
}

// A row that a sheet repeats more often than it is read is told of, and those behind it keep their numbers.
func TestRowsThatAreRepeated(t *testing.T) {
	const cells = `<table:table-cell office:value-type="string"><text:p>x</text:p></table:table-cell><table:table-cell office:value-type="float" office:value="1"/>`
	content := odsOf(t, "", `<table:table table:name="A"><table:table-row><table:table-cell office:value-type="string"><text:p>place</text:p></table:table-cell><table:table-cell office:value-type="string"><text:p>dead</text:p></table:table-cell></table:table-row><table:table-row table:number-rows-repeated="20000">`+cells+`</table:table-row><table:table-row>`+strings.Replace(cells, ">x<", ">y<", 1)+`</table:table-row></table:table>`)
	lines := told(t, put(t, "a.ods", []byte(content)), Options{})
	first, last := lines[1], lines[len(lines)-2]
	if first != "2 x|1 skipped!" || last != "20002 y|1" || len(lines) != 3+mostAgain+1 {
		t.Errorf("%d lines, the first %q and the last %q", len(lines), first, last)
	}
}

// Codes that a file itself names are written as what they stand for; others stay, with a word.
func TestDomains(t *testing.T) {
	const fields = `"fields":[{"name":"kind","domain":{"type":"codedValue","codedValues":[{"name":"Homicide","code":1},{"name":"Roadblock","code":2}]}},{"name":"state","domain":{"type":"codedValue","codedValues":[{"name":"Open case","code":"O"}]}},{"name":"n","domain":{"type":"range","range":[0,5]}}]`
	const rows = `"features":[{"attributes":{"kind":1,"state":"O","n":1},"geometry":{"x":-103.5,"y":20.5}},{"attributes":{"kind":3,"state":null,"n":2},"geometry":{"x":-103.4,"y":20.5}}]`
	read := []string{"a.json geojson utf-8", "note coded ", "note coded ", "1 Homicide|Open case|1 POINT(-103.5 20.5)", "2 3||2 POINT(-103.4 20.5) column_named:kind", "kind|state|n"}
	check(t, []readingCase{
		{"ArcGIS: a.json", `{"objectIdFieldName":"id","spatialReference":{"wkid":4326},` + fields + `,` + rows + `}`, Options{}, read},
		{"fields that are none of ArcGIS: a.json", `{"fields":[{"name":"a","domain":{"codedValues":[{"name":"b","code":"a"}]}}]}`, Options{}, []string{"a.json json utf-8", `1 a|[{"name":"b","code":"a"}]`, "name|domain.codedValues"}},
		{"a name that comes twice: a.json", `[{"a":1,"b":"x","a":2},{"a":3,"a":3,"b":"y"}]`, Options{}, []string{"a.json json utf-8", "1 2|x twice:a!", "2 3|y", "a|b"}},
		{"fields that are no list of fields: a.json", `{"objectIdFieldName":"id","fields":[1,{"name":{}}],"features":[{"attributes":{"t":"a"}}]}`, Options{}, []string{"a.json geojson utf-8", "1 a", "t"}},
	})
}
