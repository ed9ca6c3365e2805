package cql

import (
	"bytes"
	"encoding/json"
	"errors"
	"io"
	"strings"
)

// jsonValue is a JSON value with its place.
type jsonValue struct {
	pos   int // byte
	value any // nil, bool, string, json.Number, []jsonValue or jsonObject
}

// jsonObject holds the members of an object, of which none is given twice.
type jsonObject map[string]jsonValue

// jsonReader reads JSON one token at a time, so that every value knows its place.
type jsonReader struct {
	src string
	dec *json.Decoder
}

// readJSON reads src as one JSON value.
func readJSON(src string) (jsonValue, *Error) {
	r := &jsonReader{src, json.NewDecoder(bytes.NewReader([]byte(src)))}
	r.dec.UseNumber()
	v, err := r.value(0)
	if err != nil {
		return v, err
	}
	if _, err := r.dec.Token(); !errors.Is(err, io.EOF) {
		return v, at(r.start(), "something follows the filter's end")
	}
	return v, nil
}

// start finds the byte at which the next token begins.
func (r *jsonReader) start() int {
	i := int(r.dec.InputOffset())
	for i < len(r.src) && strings.IndexByte(" \t\r\n,:", r.src[i]) >= 0 {
		i++
	}
	return i
}

func (r *jsonReader) token() (json.Token, int, *Error) {
	pos := r.start()
	t, err := r.dec.Token()
	if err != nil {
		var syntax *json.SyntaxError
		if errors.As(err, &syntax) {
			return nil, pos, at(pos, "the filter is not JSON: %v", err)
		}
		return nil, pos, at(len(r.src), "the filter ends before its JSON is complete")
	}
	return t, pos, nil
}

// Arrays and objects within one another: an operation of the tree takes two levels and a
// geometry's coordinates six.
const maxJSONDepth = 2*MaxDepth + 6

func (r *jsonReader) value(depth int) (jsonValue, *Error) {
	t, pos, err := r.token()
	if err != nil {
		return jsonValue{}, err
	}
	delim, nested := t.(json.Delim)
	if !nested {
		return jsonValue{pos, t}, nil
	}
	if depth >= maxJSONDepth {
		return jsonValue{}, tooDeep(pos)
	}
	if delim == '[' {
		return r.array(pos, depth+1)
	}
	return r.object(pos, depth+1)
}

func (r *jsonReader) array(pos, depth int) (jsonValue, *Error) {
	items := []jsonValue{}
	for r.dec.More() {
		v, err := r.value(depth)
		if err != nil {
			return v, err
		}
		items = append(items, v)
	}
	_, _, err := r.token()
	return jsonValue{pos, items}, err
}

func (r *jsonReader) object(pos, depth int) (jsonValue, *Error) {
	members := jsonObject{}
	for r.dec.More() {
		t, place, err := r.token()
		if err != nil {
			return jsonValue{}, err
		}
		key, _ := t.(string)
		if _, twice := members[key]; twice {
			return jsonValue{}, at(place, "%s is given twice", quoted(key))
		}
		v, err := r.value(depth)
		if err != nil {
			return v, err
		}
		members[key] = v
	}
	_, _, err := r.token()
	return jsonValue{pos, members}, err
}
