package sqlite

import (
	"encoding/binary"
	"hash/crc32"
	"time"
)

// millis writes a time as it is stored.
func millis(t time.Time) int64 { return t.UnixMilli() }

// instant reads a time as it is stored.
func instant(ms int64) time.Time { return time.UnixMilli(ms).UTC() }

// checksum is the CRC-32C (RFC 3720, appendix B.4) of the columns, each ended by a zero byte.
func checksum(columns ...string) int64 {
	table := crc32.MakeTable(crc32.Castagnoli)
	var sum uint32
	for _, c := range columns {
		sum = crc32.Update(crc32.Update(sum, table, []byte(c)), table, []byte{0})
	}
	return int64(sum)
}

// sumSize is how many bytes seal appends.
const sumSize = 4

// seal appends the CRC-32C of a row's key and of its data.
func seal(key []byte, data []byte) []byte {
	return binary.LittleEndian.AppendUint32(data, keyedSum(key, data))
}

// unseal gives the data without its checksum, and whether that is right.
func unseal(key []byte, data []byte) ([]byte, bool) {
	if len(data) < sumSize {
		return nil, false
	}
	body, sum := data[:len(data)-sumSize], binary.LittleEndian.Uint32(data[len(data)-sumSize:])
	return body, keyedSum(key, body) == sum
}

func keyedSum(key, data []byte) uint32 {
	table := crc32.MakeTable(crc32.Castagnoli)
	return crc32.Update(crc32.Update(0, table, key), table, data)
}

// rowKey is a number as seal takes it.
func rowKey(n int64) []byte { return binary.LittleEndian.AppendUint64(nil, uint64(n)) }
