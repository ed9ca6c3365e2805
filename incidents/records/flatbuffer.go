package records

import (
	"encoding/binary"
	"errors"
)

// fbTable is a table of a FlatBuffer (https://flatbuffers.dev/internals): where it lies in its
// buffer. Nothing that a buffer says of itself is believed: each offset is held against its end.
type fbTable struct {
	b  []byte
	at int
}

var errFlatBuffer = errors.New("an offset leads out of its FlatBuffer")

// fbRoot gives the table that a buffer begins with the offset of.
func fbRoot(b []byte) (fbTable, error) { return fbTable{b, 0}.follow(0) }

// follow gives the table whose offset lies at a place.
func (t fbTable) follow(at int) (fbTable, error) {
	if at < 0 || at > len(t.b)-4 {
		return fbTable{}, errFlatBuffer
	}
	to := at + int(binary.LittleEndian.Uint32(t.b[at:]))
	if to > len(t.b)-4 {
		return fbTable{}, errFlatBuffer
	}
	return fbTable{t.b, to}, nil
}

// member gives where the i-th member of the table lies, which has at least so many bytes; 0 when it is
// not there.
func (t fbTable) member(i, bytes int) (int, error) {
	if t.at > len(t.b)-4 {
		return 0, errFlatBuffer
	}
	list := t.at - int(int32(binary.LittleEndian.Uint32(t.b[t.at:])))
	if list < 0 || list > len(t.b)-4 {
		return 0, errFlatBuffer
	}
	size := int(binary.LittleEndian.Uint16(t.b[list:]))
	entry := 4 + 2*i
	if entry+2 > size {
		return 0, nil
	}
	if list+entry+2 > len(t.b) {
		return 0, errFlatBuffer
	}
	offset := int(binary.LittleEndian.Uint16(t.b[list+entry:]))
	if offset == 0 {
		return 0, nil
	}
	if t.at+offset+bytes > len(t.b) {
		return 0, errFlatBuffer
	}
	return t.at + offset, nil
}

// number gives a member that is an unsigned number of so many bytes, or in its place what is meant
// where it is not there.
func (t fbTable) number(i, bytes int, normal uint64) (uint64, error) {
	at, err := t.member(i, bytes)
	if err != nil || at == 0 {
		return normal, err
	}
	var v uint64
	for j := bytes - 1; j >= 0; j-- {
		v = v<<8 | uint64(t.b[at+j])
	}
	return v, nil
}

// list gives where the items begin of a member that is a list of items of so many bytes, and their
// number; none when it is not there.
func (t fbTable) list(i, bytes int) (from, n int, err error) {
	at, err := t.member(i, 4)
	if err != nil || at == 0 {
		return 0, 0, err
	}
	list, err := t.follow(at)
	if err != nil {
		return 0, 0, err
	}
	count, from := int64(binary.LittleEndian.Uint32(t.b[list.at:])), list.at+4
	if count*int64(bytes) > int64(len(t.b)-from) {
		return 0, 0, errFlatBuffer
	}
	return from, int(count), nil
}

// vector gives the bytes of a list.
func (t fbTable) vector(i, bytes int) ([]byte, error) {
	from, n, err := t.list(i, bytes)
	return t.b[from : from+n*bytes], err
}

func (t fbTable) text(i int) (string, error) {
	b, err := t.vector(i, 1)
	return string(b), err
}

// table gives a member that is a table; false when it is not there.
func (t fbTable) table(i int) (fbTable, bool, error) {
	at, err := t.member(i, 4)
	if err != nil || at == 0 {
		return fbTable{}, false, err
	}
	in, err := t.follow(at)
	return in, err == nil, err
}

// tables gives the tables of a member that is a list of them.
func (t fbTable) tables(i int) ([]fbTable, error) {
	from, n, err := t.list(i, 4)
	if err != nil || n == 0 {
		return nil, err
	}
	all := make([]fbTable, n)
	for j := range all {
		if all[j], err = t.follow(from + 4*j); err != nil {
			return nil, err
		}
	}
	return all, nil
}
