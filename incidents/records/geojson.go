package records

import (
	"context"
	"errors"
	"fmt"
	"io"
	"strings"

	"incidentmap/geo/projection"
	"incidentmap/incidents"
	"incidentmap/incidents/records/jsonscan"
)

// arrangement is how the features lie in a JSON text.
type arrangement int

const (
	inPath     arrangement = iota // in lists that a path leads to
	inList                        // in a list
	inMembers                     // each is a member of the only object
	inTopology                    // TopoJSON
	alone                         // the only object is the feature
	inLines                       // one a line
	inRecords                     // each behind a record separator (RFC 8142)
	inARow                        // one behind the other
)

// jsonFile is a JSON text with features in it.
type jsonFile struct {
	text
	arrangement arrangement
	path        []string // to the lists that hold the features
	layers      []string // the names of the elements on the path, in their order
	system      *projection.Projection
	domains     domains
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
	r.domains, r.once = j.domains, true
	switch j.arrangement {
	case inPath:
		r.layers = j.layers
		err = r.along(j.path)
	case inMembers:
		err = r.membersAsRecords()
	case inTopology:
		err = r.topology()
	case inList:
		err = r.list()
	case inLines:
		err = r.parts('\n')
	case inRecords:
		err = r.parts(recordSeparator)
	default:
		err = r.row()
	}
	if err == nil && j.skip > 0 {
		err = r.endOfScript()
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
	layers  []string // names of the elements on the path
	layer   string   // that of the features at hand
	key     string   // the name by which the record is known
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
		return r.fail(fmt.Errorf("feature %d cannot be read: %w, in %s", r.rec.Row, err, incidents.Quote(string(value[:min(len(value), 2*shownValue)])))), nil
	}
	return rec, nil
}

// along goes into what the path names and reads the lists at its end.
func (r *featureReader) along(path []string) error {
	next, err := r.Peek()
	switch {
	case err != nil:
		return err
	case len(path) == 0 && next == '[':
		return r.list()
	case len(path) == 0:
		return r.Skip()
	case next == '[' && path[0] == anyElement:
		return r.elements(path[1:])
	case next == '{':
		return r.inside(path)
	}
	return r.Skip()
}

// elements goes along a path in each element of a list.
func (r *featureReader) elements(path []string) error {
	if err := r.Pass('['); err != nil {
		return err
	}
	for n := 0; ; {
		next, err := r.Peek()
		switch {
		case err != nil:
			return err
		case next == ']':
			return r.Pass(']')
		case next == ',':
			_ = r.Pass(',')
			continue
		}
		if r.layer = ""; n < len(r.layers) {
			r.layer = r.layers[n]
		}
		n++
		if err := r.along(path); err != nil {
			return err
		}
	}
}

// inside goes along a path in the members of an object.
func (r *featureReader) inside(path []string) error {
	if err := r.Pass('{'); err != nil {
		return err
	}
	for {
		next, err := r.Peek()
		switch {
		case err != nil:
			return err
		case next == '}':
			return r.Pass('}')
		case next == ',':
			_ = r.Pass(',')
			continue
		}
		key, err := r.Value()
		if err != nil {
			return err
		}
		found := path[0] == anyMember || string(key) == `"`+path[0]+`"`
		if path[0] == anyMember {
			r.layer = strings.Trim(string(key), `"`)
		}
		if err := r.Pass(':'); err != nil {
			return err
		}
		if found {
			err = r.along(path[1:])
		} else {
			err = r.Skip()
		}
		if err != nil {
			return err
		}
	}
}

// membersAsRecords reads the members of the only object as records, by whose names they are known.
func (r *featureReader) membersAsRecords() error {
	if err := r.Pass('{'); err != nil {
		return err
	}
	for {
		next, err := r.Peek()
		switch {
		case err != nil:
			return err
		case next == '}':
			return nil
		case next == ',':
			_ = r.Pass(',')
			continue
		}
		key, err := r.Value()
		if err != nil {
			return err
		}
		r.key = strings.Trim(string(key), `"`)
		if err := r.Pass(':'); err != nil {
			return err
		}
		if err := r.give(r.Value()); err != nil {
			return err
		}
	}
}

// endOfScript sees that a script ends behind its data: what else it holds is not read.
func (r *featureReader) endOfScript() error {
	for {
		next, err := r.Peek()
		switch {
		case errors.Is(err, io.EOF):
			return nil
		case err != nil:
			return err
		case next == ';' || next == ')' || next == ']' || next == '}':
			_ = r.Pass(next)
		default:
			return errors.New("the script goes on behind its first data, which is all that is read; save the rest as files of their own")
		}
	}
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
			return r.Pass(']')
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
