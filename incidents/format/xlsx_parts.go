package format

import (
	"encoding/xml"
	"time"
)

// xlsxParts are the small parts of the workbook, by name: all but the sheet of incidents.
func xlsxParts(h *Heading) [][2]string {
	const (
		pkg      = "application/vnd.openxmlformats-package."
		office   = "application/vnd.openxmlformats-officedocument.spreadsheetml."
		rels     = "http://schemas.openxmlformats.org/package/2006/relationships"
		officeNS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
		main     = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
	)
	return [][2]string{
		{"[Content_Types].xml", xml.Header + `<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">` +
			`<Default Extension="rels" ContentType="` + pkg + `relationships+xml"/>` +
			`<Override PartName="/docProps/core.xml" ContentType="` + pkg + `core-properties+xml"/>` +
			`<Override PartName="/xl/workbook.xml" ContentType="` + office + `sheet.main+xml"/>` +
			`<Override PartName="/xl/styles.xml" ContentType="` + office + `styles+xml"/>` +
			`<Override PartName="/xl/worksheets/sheet1.xml" ContentType="` + office + `worksheet+xml"/>` +
			`<Override PartName="/xl/worksheets/sheet2.xml" ContentType="` + office + `worksheet+xml"/></Types>`},
		{"_rels/.rels", xml.Header + `<Relationships xmlns="` + rels + `">` +
			`<Relationship Id="rId1" Type="` + officeNS + `/officeDocument" Target="xl/workbook.xml"/>` +
			`<Relationship Id="rId2" Type="http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties" Target="docProps/core.xml"/></Relationships>`},
		{"docProps/core.xml", coreProperties(h)},
		{"xl/workbook.xml", xml.Header + `<workbook xmlns="` + main + `" xmlns:r="` + officeNS + `"><sheets>` +
			`<sheet name="incidents" sheetId="1" r:id="rId1"/><sheet name="About" sheetId="2" r:id="rId2"/></sheets></workbook>`},
		{"xl/_rels/workbook.xml.rels", xml.Header + `<Relationships xmlns="` + rels + `">` +
			`<Relationship Id="rId1" Type="` + officeNS + `/worksheet" Target="worksheets/sheet1.xml"/>` +
			`<Relationship Id="rId2" Type="` + officeNS + `/worksheet" Target="worksheets/sheet2.xml"/>` +
			`<Relationship Id="rId3" Type="` + officeNS + `/styles" Target="styles.xml"/></Relationships>`},
		{"xl/styles.xml", xml.Header + xlsxStyles},
		{"xl/worksheets/sheet2.xml", aboutSheet(h)},
	}
}

// xlsxStyles are the formats of cells: as they come, and bold.
const xlsxStyles = `<styleSheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">` +
	`<fonts count="2"><font><sz val="11"/><name val="Calibri"/></font><font><b/><sz val="11"/><name val="Calibri"/></font></fonts>` +
	`<fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills>` +
	`<borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders>` +
	`<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>` +
	`<cellXfs count="2"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/>` +
	`<xf numFmtId="0" fontId="1" fillId="0" borderId="0" xfId="0" applyFont="1"/></cellXfs>` +
	`<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>`

// coreProperties are the document's own properties (ECMA-376, part 2, section 8.3).
func coreProperties(h *Heading) string {
	dst := []byte(xml.Header + `<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties"` +
		` xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/"` +
		` xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">`)
	element := func(name, attributes, value string) {
		if value != "" {
			dst = append(dst, "<"+name+attributes+">"...)
			dst = append(appendXML(dst, []byte(Plain(value))), "</"+name+">"...)
		}
	}
	element("dc:title", "", h.title())
	element("dc:creator", "", in(h.Story.Credit, h.Lang))
	element("dc:description", "", h.sentence())
	element("dc:language", "", h.Lang)
	if !h.AsOf.IsZero() {
		element("dcterms:created", ` xsi:type="dcterms:W3CDTF"`, h.AsOf.UTC().Format(time.RFC3339))
	}
	return string(dst) + "</cp:coreProperties>"
}
