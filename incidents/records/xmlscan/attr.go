package xmlscan

import (
	"bytes"
	"html"
)

// Attr gives the value of the attribute of that name, without its prefix, in the
// attributes of a start; empty when there is none.
func Attr(attrs []byte, name string) []byte {
	for {
		at, value, rest, ok := cut(attrs)
		if !ok {
			return nil
		}
		if string(local(at)) == name {
			if bytes.IndexByte(value, '&') >= 0 {
				return []byte(html.UnescapeString(string(value)))
			}
			return value
		}
		attrs = rest
	}
}

// cut gives the first attribute and what follows it.
func cut(attrs []byte) (name, value, rest []byte, ok bool) {
	attrs = bytes.TrimLeft(attrs, " \t\r\n")
	equals := bytes.IndexByte(attrs, '=')
	if equals < 0 {
		return nil, nil, nil, false
	}
	name = bytes.TrimRight(attrs[:equals], " \t\r\n")
	if i := bytes.LastIndexAny(name, " \t\r\n"); i >= 0 {
		name = name[i+1:] // one before it has no value
	}
	attrs = bytes.TrimLeft(attrs[equals+1:], " \t\r\n")
	if len(attrs) == 0 {
		return nil, nil, nil, false
	}
	if q := attrs[0]; q == '"' || q == '\'' {
		if end := bytes.IndexByte(attrs[1:], q); end >= 0 {
			return name, attrs[1 : 1+end], attrs[end+2:], true
		}
		return nil, nil, nil, false
	}
	end := bytes.IndexAny(attrs, " \t\r\n")
	if end < 0 {
		end = len(attrs)
	}
	return name, attrs[:end], attrs[end:], true
}
