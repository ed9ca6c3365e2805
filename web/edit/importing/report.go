package importing

import (
	"errors"
	"path"
	"strings"

	"incidentmap/incidents"
	"incidentmap/incidents/imports"
)

// refuses reports whether an error is that of the file, and not of what is said of it; the report then tells it.
func refuses(err error, name string, out *imports.Outcome) bool {
	for i := range out.Report.Files {
		if out.Report.Files[i].Error != "" {
			return incidents.CodeOf(err) == incidents.EInvalid
		}
	}
	var e *incidents.Error
	if !errors.As(err, &e) || e.Code != incidents.EInvalid || name == "" || e.Field != path.Base(strings.ReplaceAll(name, `\`, "/")) {
		return false
	}
	out.Report.Files = []imports.File{{File: name, Error: err.Error(), Messages: []imports.Message{}}}
	return true
}

// explain adds codes and words to what is said of the file, its columns and its rows, in every language of the interface and in
// the words of the desk. What is said in English is then said in the words of this API.
func (a *API) explain(out *imports.Outcome) {
	if out.Columns == nil {
		out.Columns = []imports.Column{}
	}
	for i := range out.Columns {
		if c := &out.Columns[i]; c.Reason != "" {
			why := a.reasons.Explain(c.Reason)
			c.Explained, c.Reason = &why, imports.InParameters(c.Reason)
		}
	}
	for i := range out.Report.Files {
		a.explainFile(&out.Report.Files[i])
	}
	out.Report.Summary = imports.InParameters(out.Report.Summary)
	for i, line := range out.Report.Lines {
		out.Report.Lines[i] = imports.InParameters(line)
	}
}

func (a *API) explainFile(f *imports.File) {
	if f.Error != "" {
		why := a.reasons.Explain(strings.TrimPrefix(f.Error, f.File+": "))
		f.Explained, f.Error = &why, imports.InParameters(f.Error)
	}
	for j := range f.Messages {
		m := &f.Messages[j]
		m.Explained = &imports.Explained{Reason: a.reasons.Explain(m.Reason)}
		if m.Action != "" {
			m.Explained.Action = a.reasons.Explain(m.Action)
		}
		m.Reason, m.Action = imports.InParameters(m.Reason), imports.InParameters(m.Action)
	}
}

// inParameters says an error of an import in the words of this API.
func inParameters(err error) error {
	var e *incidents.Error
	if !errors.As(err, &e) || imports.InParameters(e.Message) == e.Message {
		return err
	}
	return &incidents.Error{Code: e.Code, Field: e.Field, Message: imports.InParameters(e.Message), Err: err}
}
