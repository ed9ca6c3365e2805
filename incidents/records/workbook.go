package records

import (
	"context"
	"errors"
	"fmt"
	"io"
	"path"
	"strings"

	"incidentmap/incidents"
	"incidentmap/incidents/records/xmlscan"
)

// workbook is the parts of an .xlsx file that its sheets share (ECMA-376, part 1,
// chapter 18). The cells are streamed: a sheet may be larger than memory.
type workbook struct {
	*archive
	limits   Limits
	shared   *sharedStrings // once they were read
	sheets   []sheetEntry
	from1904 bool
	styles   []cellStyle // by cell style
	strings  string      // name of the part with the shared strings; empty without
}

// sheetEntry is a sheet as the workbook lists it.
type sheetEntry struct {
	name, part string
	hidden     bool
}

// openWorkbook gives each sheet with cells in it; hidden ones only when they are named.
func (o *Opener) openWorkbook(ctx context.Context, a *archive) ([]*File, error) {
	w := &workbook{archive: a, limits: o.opts.Limits}
	if err := w.load(ctx); err != nil {
		return nil, &incidents.Error{Code: incidents.CodeOf(orInvalid(err)), Field: a.name, Message: "is a workbook that cannot be read", Err: err}
	}
	if err := a.budget.enter(a.name, len(w.sheets)); err != nil {
		return nil, err
	}
	var files []*File
	var names, skipped []string
	for _, s := range w.sheets {
		names = append(names, s.name)
		if o.opts.Sheet != "" && o.opts.Sheet != s.name {
			continue
		}
		if o.opts.Sheet == "" && s.hidden {
			skipped = append(skipped, s.name)
			continue
		}
		f := w.openSheet(ctx, s, o.opts.Header)
		if f.Err != nil || f.columns != nil {
			files = append(files, a.budget.hold(f))
		}
	}
	return withoutHidden(a.name, o.opts.Sheet, files, names, skipped)
}

// withoutHidden gives the sheets of a file that are read, and tells of those that are hidden; names are those of all, and
// sheet is the one that was asked for, if one was.
func withoutHidden(name, sheet string, files []*File, names, skipped []string) ([]*File, error) {
	switch {
	case len(files) > 0:
	case sheet != "":
		return nil, noSuch(name, "sheet with cells", sheet, names)
	default:
		return nil, incidents.Errorf(incidents.EInvalid, name, "has no sheet with cells that is not hidden; it has %s", quotedList(names))
	}
	for _, s := range skipped {
		files[0].Notes = append(files[0].Notes, Repair{What: Skipped, Value: shorten(s), Detail: "the sheet is hidden and was not read; name it to read it"})
	}
	return files, nil
}

// orInvalid gives an error without a class the class of a bad file.
func orInvalid(err error) error {
	if e := (*incidents.Error)(nil); errors.As(err, &e) {
		return err
	}
	return &incidents.Error{Code: incidents.EInvalid, Err: err}
}

// openSheet finds the table in a sheet; a sheet without cells has no columns.
func (w *workbook) openSheet(ctx context.Context, s sheetEntry, header *bool) *File {
	f := &File{Name: w.name + "/" + shorten(s.name), Format: xlsxFormat, From1904: w.from1904}
	merged := w.mergedCells(ctx, s.part)
	t, notes, err := newTable(ctx, w.limits, header, func(ctx context.Context) (rows, error) { return w.rows(ctx, s.part, merged) })
	switch {
	case errors.Is(err, io.EOF):
		return f
	case err != nil:
		f.Err = &incidents.Error{Code: incidents.CodeOf(orInvalid(err)), Field: f.Name, Message: "cannot be read", Err: err}
		return f
	}
	t.ragged = true // cells that are empty are not written
	f.Notes, f.Tags, f.columns, f.stream = notes, t.tags, t.columns, t
	return f
}

// load reads the workbook's own parts.
func (w *workbook) load(ctx context.Context) error {
	relations := map[string]string{} // id to part
	if err := w.part(ctx, "xl/_rels/workbook.xml.rels", func(e *xmlscan.Token) {
		if string(e.Name) != "Relationship" {
			return
		}
		target := path.Join("xl", attribute(e, "Target"))
		if strings.HasPrefix(attribute(e, "Target"), "/") {
			target = strings.TrimPrefix(attribute(e, "Target"), "/")
		}
		relations[attribute(e, "Id")] = target
		if strings.HasSuffix(attribute(e, "Type"), "/sharedStrings") {
			w.strings = target
		}
	}); err != nil {
		return err
	}
	if err := w.part(ctx, "xl/workbook.xml", func(e *xmlscan.Token) {
		switch string(e.Name) {
		case "sheet":
			part := relations[attribute(e, "id")]
			if strings.Contains(part, "worksheets/") {
				w.sheets = append(w.sheets, sheetEntry{attribute(e, "name"), part, attribute(e, "state") != "" && attribute(e, "state") != "visible"})
			}
		case "workbookPr":
			v := attribute(e, "date1904")
			w.from1904 = v == "1" || v == "true"
		}
	}); err != nil {
		return err
	}
	return w.loadStyles(ctx)
}

// loadStyles finds out which cell styles show a number as a date or a share, and which are struck through.
func (w *workbook) loadStyles(ctx context.Context) error {
	codes := map[string]string{}
	var struck []bool // by font
	within := ""
	err := w.part(ctx, "xl/styles.xml", func(e *xmlscan.Token) {
		switch name := string(e.Name); name {
		case "numFmt":
			codes[attribute(e, "numFmtId")] = attribute(e, "formatCode")
		case "fonts", "cellXfs", "cellStyleXfs", "cellStyles", "dxfs":
			within = name
		case "font":
			if within == "fonts" {
				struck = append(struck, false)
			}
		case "strike":
			if v := attribute(e, "val"); within == "fonts" && len(struck) > 0 && v != "0" && v != "false" {
				struck[len(struck)-1] = true
			}
		case "xf":
			if within != "cellXfs" {
				return
			}
			id := attribute(e, "numFmtId")
			style := styleOf(id, codes[id])
			font, ok := whole(xmlscan.Attr(e.Attrs, "fontId"))
			style.struck = ok && font < len(struck) && struck[font]
			w.styles = append(w.styles, style)
		}
	})
	if errors.Is(err, errNoPart) {
		return nil
	}
	return err
}

var errNoPart = errors.New("a part of the workbook is missing")

// part gives each element of a small part of the workbook.
func (w *workbook) part(ctx context.Context, name string, element func(*xmlscan.Token)) error {
	src, err := w.openPart(ctx, name)
	if err != nil {
		return err
	}
	defer src.Close()
	if err := newDocument(src, w.limits).each(element); err != nil {
		return fmt.Errorf("%s: %w", name, err)
	}
	return nil
}

func (w *workbook) openPart(ctx context.Context, name string) (io.ReadCloser, error) {
	for i, f := range w.File {
		if !strings.EqualFold(strings.ReplaceAll(f.Name, `\`, "/"), name) {
			continue
		}
		src, err := w.openMember(ctx, i, w.name)
		if err != nil {
			return nil, fmt.Errorf("%s: %w", name, err)
		}
		return src, nil
	}
	return nil, fmt.Errorf("%s: %w", name, errNoPart)
}

func attribute(e *xmlscan.Token, name string) string { return string(xmlscan.Attr(e.Attrs, name)) }
