package jsonform

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"strings"
	"unicode/utf8"

	"incidentmap/incidents"
	"incidentmap/incidents/records/jsonscan"
)

const (
	// maxDepth is how many objects and lists may hold one another: a multipolygon in a
	// collection in a feature of a batch takes eleven.
	maxDepth = 24
	// maxValues is how many values a document may have: numbers, texts, lists and objects. The
	// positions of the largest polygon are some 600,000; a list of nothing but [] is none.
	maxValues = 1 << 20
)

// What a text of a document must not be.
var (
	errDepth  = fmt.Errorf("is nested deeper than %d levels", maxDepth)
	errValues = fmt.Errorf("has more than %d values; send it in parts", maxValues)
	// errNUL says that a text holds U+0000, which is no part of any, and which not every store
	// can keep.
	errNUL = errors.New("has the character U+0000 in a text")
	// errControl says that a text holds what terminals and pages would act on.
	errControl = errors.New("has a control character, or one that turns the direction of text round, in a text")
	// errHalf says that a text holds half of a character, for which package json puts U+FFFD.
	errHalf = errors.New(`has an escape such as \ud800, which is half of a character, in a text`)
)

// Parse reads one JSON document (RFC 8259) as map[string]any, []any, string, json.Number,
// bool and nil. Unlike encoding/json it refuses a name that stands twice in an object, of
// which one would be passed over, bytes that are not UTF-8, and texts that are none. EInvalid
// names "body", or the member whose text it is.
func Parse(body []byte) (any, error) { return parseAs(body, true) }

// TreeOf gives a value of ours as parse would read what it is written as. What is kept already is
// read as it is.
func TreeOf(v any) (any, error) {
	b, err := json.Marshal(v)
	if err != nil {
		return nil, err
	}
	return parseAs(b, false)
}

func parseAs(body []byte, strict bool) (any, error) {
	if !utf8.Valid(body) {
		return nil, incidents.Errorf(incidents.EInvalid, "body", "is not UTF-8")
	}
	p := &parser{Decoder: json.NewDecoder(bytes.NewReader(body)), body: body, strict: strict}
	p.UseNumber()
	v, err := p.value(0)
	if err == nil {
		if _, after := p.Token(); !errors.Is(after, io.EOF) {
			err = errors.New("has more behind the end of its JSON")
		}
	}
	if errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF) {
		err = errors.New("ends in the middle of its JSON")
	}
	var misplaced *misplacedError
	switch {
	case errors.Is(err, errValues):
		return nil, incidents.Errorf(incidents.ETooLarge, "body", "%v", err)
	case errors.As(err, &misplaced):
		return nil, incidents.Errorf(incidents.EInvalid, strings.TrimPrefix(misplaced.path, "."), "%v, at byte %d of the body", misplaced.err, p.InputOffset())
	case err != nil:
		return nil, incidents.Errorf(incidents.EInvalid, "body", "%v, at byte %d", err, p.InputOffset())
	}
	return v, nil
}

// misplacedError is what a text must not be, with the path to it.
type misplacedError struct {
	path string
	err  error
}

func (e *misplacedError) Error() string { return e.err.Error() }

// below adds a step to the path of an error.
func below(step string, err error) error {
	var misplaced *misplacedError
	if errors.As(err, &misplaced) {
		misplaced.path = step + misplaced.path
	}
	return err
}

// parser reads a document value by value.
type parser struct {
	*json.Decoder
	body   []byte
	strict bool
	values int
}

func (p *parser) value(depth int) (any, error) {
	from := p.InputOffset()
	token, err := p.Token()
	if err != nil {
		return nil, err
	}
	if p.values++; p.values > maxValues {
		return nil, errValues
	}
	if s, isText := token.(string); isText {
		return s, p.check(s, from)
	}
	delim, isDelim := token.(json.Delim)
	if !isDelim {
		return token, nil
	}
	if depth >= maxDepth {
		return nil, errDepth
	}
	if delim == '{' {
		return p.object(depth + 1)
	}
	return p.list(depth + 1)
}

// check looks at a text that was read from the body behind a place.
func (p *parser) check(text string, from int64) error {
	var err error
	_, controls := incidents.WithoutControls(text)
	switch {
	case strings.IndexByte(text, 0) >= 0:
		err = errNUL
	case p.strict && controls:
		err = errControl
	case strings.ContainsRune(text, utf8.RuneError) && jsonscan.HasHalf(p.body[from:p.InputOffset()]):
		err = errHalf
	default:
		return nil
	}
	return &misplacedError{err: err}
}

func (p *parser) object(depth int) (any, error) {
	object := map[string]any{}
	for p.More() {
		from := p.InputOffset()
		token, err := p.Token()
		if err != nil {
			return nil, err
		}
		name, isName := token.(string)
		if !isName {
			return nil, fmt.Errorf("has %s where a name is due", incidents.Quote(fmt.Sprint(token)))
		}
		if err := p.check(name, from); err != nil {
			return nil, below("."+name, err)
		}
		if _, twice := object[name]; twice {
			return nil, fmt.Errorf("has %s twice in one object", incidents.Quote(name))
		}
		if object[name], err = p.value(depth); err != nil {
			return nil, below("."+name, err)
		}
	}
	_, err := p.Token()
	return object, err
}

func (p *parser) list(depth int) (any, error) {
	list := []any{}
	for p.More() {
		v, err := p.value(depth)
		if err != nil {
			return nil, below(fmt.Sprintf("[%d]", len(list)), err)
		}
		list = append(list, v)
	}
	_, err := p.Token()
	return list, err
}

// TypeName names a value's JSON type for people.
func TypeName(v any) string {
	switch v.(type) {
	case map[string]any:
		return "an object"
	case []any:
		return "a list"
	case string:
		return "a text"
	case json.Number:
		return "a number"
	case bool:
		return "true or false"
	}
	return "null"
}
