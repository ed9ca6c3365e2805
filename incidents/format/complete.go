package format

import (
	"bytes"

	"incidentmap/incidents"
)

// AppendComplete writes an encoded feature, as AppendFeature writes it, with every property of the
// table: null where the feature has no value. Programs that learn a table's columns from its first
// features, as GDAL and QGIS do of OGC API Features, so learn all of them. Members that the table
// does not know stay where they are. Its error, EDamaged, is that the feature is not whole.
func AppendComplete(dst, feature []byte) ([]byte, error) {
	const before = `,"properties":{`
	begin := bytes.Index(feature, []byte(before)) // a geometry, which comes before, has no text in it
	if begin < 0 || !bytes.HasSuffix(feature, []byte("}}")) {
		return dst, incidents.Errorf(incidents.EDamaged, "", "a stored feature of %d bytes is cut off", len(feature))
	}
	begin += len(before)
	dst = append(dst, feature[:begin]...)
	rest, next := feature[begin:len(feature)-len("}}")], 0
	for len(rest) > 0 {
		key := keyEnd(rest)
		end := valueEnd(rest, key)
		if key < 0 || end < 0 {
			return dst, incidents.Errorf(incidents.EDamaged, "", "a property of a stored feature is cut off")
		}
		if at, known := columnAt(rest[:key], next); known {
			dst = appendNulls(dst, next, at)
			next = at + 1
		}
		dst = append(append(dst, rest[:end]...), ',')
		rest = bytes.TrimPrefix(rest[end:], []byte(","))
	}
	dst = bytes.TrimSuffix(appendNulls(dst, next, len(properties)), []byte(","))
	return append(dst, "}}"...), nil
}

// keyEnd finds where the name that begins a member ends, its colon included, or gives -1. Names of properties hold no
// quotation marks.
func keyEnd(member []byte) int {
	end := 1 + bytes.IndexByte(member[1:], '"')
	if end == 0 || member[0] != '"' || end+1 >= len(member) || member[end+1] != ':' {
		return -1
	}
	return end + len(`":`)
}

// columnAt finds a column by the name that begins a member, from one on: members are in the order of
// the table.
func columnAt(key []byte, from int) (int, bool) {
	for i := from; i < len(properties); i++ {
		if string(key) == properties[i].key {
			return i, true
		}
	}
	return 0, false
}

// appendNulls writes columns that have no value, with the comma after each.
func appendNulls(dst []byte, from, to int) []byte {
	for i := from; i < to; i++ {
		dst = append(append(dst, properties[i].key...), "null,"...)
	}
	return dst
}

// valueEnd finds where the JSON value that begins at an offset ends, or gives -1.
func valueEnd(b []byte, at int) int {
	depth := 0
	for i := at; i >= 0 && i < len(b); i++ {
		switch b[i] {
		case '"':
			if i = stringEnd(b, i); i < 0 {
				return -1
			}
		case '[', '{':
			depth++
		case ']', '}':
			depth--
		case ',':
			if depth == 0 {
				return i
			}
		}
	}
	if depth != 0 {
		return -1
	}
	return len(b)
}

// stringEnd finds the quotation mark that ends the JSON string that begins at an offset, or gives -1.
func stringEnd(b []byte, at int) int {
	for i := at + 1; i < len(b); i++ {
		switch b[i] {
		case '\\':
			i++
		case '"':
			return i
		}
	}
	return -1
}
