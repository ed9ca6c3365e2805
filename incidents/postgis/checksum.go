package postgis

import (
	"encoding/binary"
	"hash/crc32"
	"time"
)

// sum is a CRC-32C (RFC 3720, appendix B.4) of columns, each ended by a zero byte.
type sum uint32

func (s sum) bytes(column []byte) sum {
	table := crc32.MakeTable(crc32.Castagnoli)
	return sum(crc32.Update(crc32.Update(uint32(s), table, column), table, []byte{0}))
}

func (s sum) text(column string) sum { return s.bytes([]byte(column)) }

func (s sum) number(n int64) sum {
	var b [8]byte
	binary.BigEndian.PutUint64(b[:], uint64(n))
	return s.bytes(b[:])
}

// time is the zero time's as that of no other.
func (s sum) time(t time.Time) sum {
	if t.IsZero() {
		return s.bytes(nil)
	}
	return s.number(t.UnixMicro())
}
