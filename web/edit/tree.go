package edit

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"strings"
	"unicode/utf8"

	"incidentmap/incidents"
)

// maxDepth is how many objects and lists may hold one another: a multipolygon in a
// collection in a feature of a batch takes eleven.
const maxDepth = 24

// errDepth says that a document is nested deeper than that.
var errDepth = fmt.Errorf("is nested deeper than %d levels", maxDepth)

// errNUL says that a text holds U+0000, which is no part of any, and which not every store
// can keep.
var errNUL = errors.New("has the character U+0000 in a text")

// parse reads one JSON document (RFC 8259) as map[string]any, []any, string, json.Number,
// bool and nil. Unlike encoding/json it refuses a name that stands twice in an object, of
// which one would be passed over, and bytes that are not UTF-8. EInvalid names "body".
func parse(body []byte) (any, error) {
	if !utf8.Valid(body) {
		return nil, incidents.Errorf(incidents.EInvalid, "body", "is not UTF-8")
	}
	dec := json.NewDecoder(bytes.NewReader(body))
	dec.UseNumber()
	v, err := parseValue(dec, 0)
	if err == nil {
		if _, after := dec.Token(); !errors.Is(after, io.EOF) {
			err = errors.New("has more behind the end of its JSON")
		}
	}
	if errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF) {
		err = errors.New("ends in the middle of its JSON")
	}
	if err != nil {
		return nil, incidents.Errorf(incidents.EInvalid, "body", "%v, at byte %d", err, dec.InputOffset())
	}
	return v, nil
}

func parseValue(dec *json.Decoder, depth int) (any, error) {
	token, err := dec.Token()
	if err != nil {
		return nil, err
	}
	if s, isText := token.(string); isText && strings.ContainsRune(s, 0) {
		return nil, errNUL
	}
	delim, isDelim := token.(json.Delim)
	if !isDelim {
		return token, nil
	}
	if depth >= maxDepth {
		return nil, errDepth
	}
	if delim == '{' {
		return parseObject(dec, depth+1)
	}
	return parseList(dec, depth+1)
}

func parseObject(dec *json.Decoder, depth int) (any, error) {
	object := map[string]any{}
	for dec.More() {
		token, err := dec.Token()
		if err != nil {
			return nil, err
		}
		name, isName := token.(string)
		if !isName {
			return nil, fmt.Errorf("has %.40v where a name is due", token)
		}
		if strings.ContainsRune(name, 0) {
			return nil, errNUL
		}
		if _, twice := object[name]; twice {
			return nil, fmt.Errorf("has %s twice in one object", incidents.Quote(name))
		}
		if object[name], err = parseValue(dec, depth); err != nil {
			return nil, err
		}
	}
	_, err := dec.Token()
	return object, err
}

func parseList(dec *json.Decoder, depth int) (any, error) {
	list := []any{}
	for dec.More() {
		v, err := parseValue(dec, depth)
		if err != nil {
			return nil, err
		}
		list = append(list, v)
	}
	_, err := dec.Token()
	return list, err
}

// treeOf gives a value as parse would read what it is written as.
func treeOf(v any) (any, error) {
	b, err := json.Marshal(v)
	if err != nil {
		return nil, err
	}
	return parse(b)
}

// typeName names a value's JSON type for people.
func typeName(v any) string {
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
