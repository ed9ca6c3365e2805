package records

import (
	"bytes"
	"strings"
	"unicode/utf8"

	"incidentmap/geo/projection"
	"incidentmap/incidents/records/charset"
)

// builder puts together the record of a feature. Values are gathered in one text and cut
// from it at the end, which takes one allocation for all of them.
type builder struct {
	columns *columns
	limits  Limits
	system  *projection.Projection
	domains domains
	once    bool // a column has one value in a record, as members of JSON have
	rec     Record
	text    []byte
	spans   []span // by column
	id      span
}

// span is where a value lies in the builder's text.
type span struct{ from, to int }

func newBuilder(c *columns, l Limits, system *projection.Projection) *builder {
	return &builder{columns: c, limits: l, system: system}
}

// begin begins the record of a feature.
func (b *builder) begin() {
	b.rec = Record{Row: b.rec.Row + 1, Values: b.rec.Values[:0], Repairs: b.rec.Repairs[:0]}
	b.text, b.spans, b.id = b.text[:0], b.spans[:0], span{}
}

// fail makes of the record one that cannot be read.
func (b *builder) fail(err error) *Record {
	b.rec = Record{Row: b.rec.Row, Values: b.rec.Values[:0], Repairs: b.rec.Repairs[:0], Err: err}
	return &b.rec
}

// set gives the column of that name the text that was appended to b.text from there on.
func (b *builder) set(name []byte, from int) {
	if from == len(b.text) {
		_, _ = b.columns.at(name)
		return
	}
	i, ok := b.columns.at(name)
	if !ok {
		b.refuse(name, from, "there are more columns than the limit, or its name is longer than it; the value was left out")
		return
	}
	b.put(i, from)
}

func (b *builder) put(column, from int) {
	name := b.columns.names[column]
	if len(b.text)-from > b.limits.Cell {
		b.refuse([]byte(name), from, "the value is longer than the limit and was left out")
		return
	}
	for len(b.spans) <= column {
		b.spans = append(b.spans, span{})
	}
	if old := b.spans[column]; b.once && old.to > old.from && !bytes.Equal(b.text[old.from:old.to], b.text[from:]) {
		b.rec.Repairs = addRepair(b.rec.Repairs, Repair{What: Twice, Column: name, Value: shorten(string(b.text[old.from:old.to])), Detail: "the record gives it two values, of which the last is taken", Lost: true})
	}
	b.spans[column] = span{from, len(b.text)}
}

// refuse leaves out a value.
func (b *builder) refuse(name []byte, from int, detail string) {
	b.rec.Repairs = addRepair(b.rec.Repairs, Repair{
		What: ValueRefused, Column: shorten(string(name)), Value: shorten(string(b.text[from:min(len(b.text), from+2*shownValue)])),
		Detail: detail, Lost: true,
	})
	b.text = b.text[:from]
}

// setText gives a column a text.
func (b *builder) setText(name, value string) {
	from := len(b.text)
	b.text = append(b.text, value...)
	b.set([]byte(name), from)
}

// setID gives the record its identifier.
func (b *builder) setID(id string) {
	b.id.from = len(b.text)
	b.text = append(b.text, id...)
	b.id.to = len(b.text)
}

// geometry gives the record a geometry and its third number.
func (b *builder) geometry(s shape) {
	b.rec.Geometry = mender{b.system, &b.rec.Repairs}.mend(s)
	if s.third == "" || b.rec.Geometry == nil {
		return
	}
	from := len(b.text)
	b.text = append(b.text, s.third...)
	if i, ok := b.columns.own(thirdColumn); ok {
		b.put(i, from)
	}
}

// finish gives the record, valid until the next begin.
func (b *builder) finish() *Record {
	if !utf8.Valid(b.text) || bytes.IndexByte(b.text, 0) >= 0 || bytes.Contains(b.text, []byte("\uFFFD")) {
		b.mend()
	}
	whole := string(b.text)
	for i, s := range b.spans {
		v := whole[s.from:s.to]
		if once, found := charset.Once(v); found {
			b.rec.Repairs = addRepair(b.rec.Repairs, encodedTwice(b.columns.names[i], v))
			v = once
		}
		if len(b.domains) > 0 {
			v = b.named(i, v)
		}
		b.rec.Values = append(b.rec.Values, v)
	}
	b.rec.ID = whole[b.id.from:b.id.to]
	return &b.rec
}

// named gives what a code stands for.
func (b *builder) named(column int, value string) string {
	name, unknown := b.domains.written(b.columns.keys[column], value)
	if unknown {
		b.rec.Repairs = addRepair(b.rec.Repairs, unknownCode(b.columns.names[column], value))
	}
	return name
}

// mend writes the text anew, without what stands in the way of any value.
func (b *builder) mend() {
	var text []byte
	for i, s := range b.spans {
		value, from := b.text[s.from:s.to], len(text)
		mended := strings.ReplaceAll(charset.Mend(value), "\x00", "")
		if text = append(text, mended...); mended != string(value) || strings.Contains(mended, "\uFFFD") {
			b.rec.Repairs = addRepair(b.rec.Repairs, Repair{
				What: WrongBytes, Column: b.columns.names[i], Value: shorten(mended),
				Detail: "bytes that are not of the file's encoding, or of code zero, were replaced",
			})
		}
		b.spans[i] = span{from, len(text)}
	}
	id := charset.Mend(b.text[b.id.from:b.id.to])
	b.id = span{len(text), len(text) + len(id)}
	b.text = append(text, id...)
}
