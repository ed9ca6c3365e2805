package records

import (
	"context"
	"errors"
	"fmt"
	"io"

	"incidentmap/geo/projection"
	"incidentmap/incidents"
	"incidentmap/incidents/records/jsonscan"
)

// arrangement is how the features lie in a JSON text.
type arrangement int

const (
	inMember  arrangement = iota // in a list that is a member of the only object
	inList                       // in a list
	alone                        // the only object is the feature
	inLines                      // one a line
	inRecords                    // each behind a record separator (RFC 8142)
	inARow                       // one behind the other
)

// jsonFile is a JSON text with features in it.
type jsonFile struct {
	text
	arrangement arrangement
	member      string // the member that holds the list
	system      *projection.Projection
	columns     *columns
	limits      Limits
}

const recordSeparator = 0x1E

func (j *jsonFile) read(ctx context.Context, yield func(*Record) bool) error {
	src, err := j.openUTF8(ctx)
	if err != nil {
		return err
	}
	defer src.Close()
	r := &featureReader{
		Stream: jsonscan.NewStream(src, j.limits.Record), builder: newBuilder(j.columns, j.limits, j.system),
		yield: yield,
	}
	switch j.arrangement {
	case inMember:
		err = r.member(j.member)
	case inList:
		err = r.list()
	case inLines:
		err = r.parts('\n')
	case inRecords:
		err = r.parts(recordSeparator)
	default:
		err = r.row()
	}
	if errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF) {
		err = errors.New("the file ends before its last feature and its brackets do")
	}
	if errors.Is(err, errFound) {
		return nil
	}
	return err
}

// featureReader reads the features of a text.
type featureReader struct {
	*jsonscan.Stream
	*builder
	cursor  jsonscan.Cursor
	inner   jsonscan.Cursor // of a member that is read by itself
	shapes  geometryReader
	keys    []byte
	members []unread
	yield   func(*Record) bool
}

// give hands on a feature; errFound ends the reading.
func (r *featureReader) give(value []byte, err error) error {
	r.begin()
	rec, err := r.record(value, err)
	if err != nil {
		return err
	}
	if !r.yield(rec) {
		return errFound
	}
	return nil
}

// record reads a feature, or tells why it cannot be read; an error is the end of the file.
func (r *featureReader) record(value []byte, err error) (*Record, error) {
	if err != nil {
		if tooLong := (*jsonscan.TooLongError)(nil); errors.As(err, &tooLong) {
			return r.fail(fmt.Errorf("feature %d %w", r.rec.Row, err)), nil
		}
		return nil, err
	}
	rec, err := r.feature(value)
	if err != nil {
		return r.fail(fmt.Errorf("feature %d cannot be read: %w: %s", r.rec.Row, err, incidents.Quote(string(value[:min(len(value), 2*shownValue)])))), nil
	}
	return rec, nil
}

// member finds a member of the only object and reads the list in it.
func (r *featureReader) member(name string) error {
	err := r.Pass('{')
	for err == nil {
		key, err := r.Value()
		if err != nil {
			return err
		}
		found := string(key) == `"`+name+`"`
		if err := r.Pass(':'); err != nil {
			return err
		}
		if found {
			return r.list()
		}
		if err := errors.Join(r.Skip(), r.Pass(',')); err != nil {
			return err
		}
	}
	return err
}

func (r *featureReader) list() error {
	if err := r.Pass('['); err != nil {
		return err
	}
	for {
		next, err := r.Peek()
		switch {
		case err != nil:
			return err
		case next == ']':
			return nil
		case next == ',':
			_ = r.Pass(',')
			continue
		case next == '}' || next == ':':
			return r.Pass(',')
		}
		if err := r.give(r.Value()); err != nil {
			return err
		}
	}
}

// parts reads features that are parted by a byte.
func (r *featureReader) parts(delim byte) error {
	for {
		part, err := r.Until(delim)
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err == nil && len(trimmed(part)) == 0 {
			continue
		}
		if err := r.give(trimmed(part), err); err != nil {
			return err
		}
	}
}

// row reads features that stand behind one another.
func (r *featureReader) row() error {
	for {
		next, err := r.Peek()
		switch {
		case errors.Is(err, io.EOF):
			return nil
		case err != nil:
			return err
		case next == ',' || next == recordSeparator:
			_ = r.Pass(next)
			continue
		case next == ']' || next == '}' || next == ':':
			return r.Pass('{')
		}
		if err := r.give(r.Value()); err != nil {
			return err
		}
	}
}

// trimmed takes white space and record separators from the ends of a text.
func trimmed(text []byte) []byte {
	for len(text) > 0 && (text[0] <= ' ') {
		text = text[1:]
	}
	for len(text) > 0 && text[len(text)-1] <= ' ' {
		text = text[:len(text)-1]
	}
	return text
}
