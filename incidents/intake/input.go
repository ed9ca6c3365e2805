package intake

import (
	"context"
	"iter"

	"incidentmap/incidents/records"
)

// input is a file to be taken: what records.File gives, so that tests need no file.
type input struct {
	name, format, encoding, separator string
	notes                             []records.Repair
	err                               error
	from1904                          bool              // days of numbers count from 1904
	tags                              map[string]string // of the Humanitarian Exchange Language, by column
	columns                           func() []string
	records                           func(context.Context) iter.Seq2[records.Record, error]
}

func inputOf(f *records.File) *input {
	return &input{
		name: f.Name, format: f.Format, encoding: f.Encoding, separator: f.Separator,
		from1904: f.From1904, notes: f.Notes, err: f.Err, tags: f.Tags, columns: f.Columns, records: f.Records,
	}
}
