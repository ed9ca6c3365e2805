package sqlite

import (
	"hash/crc32"
	"strconv"
	"time"
)

// stamp writes a time as it is stored.
func stamp(t time.Time) string { return t.UTC().Format("2006-01-02T15:04:05.000Z07:00") }

// checksum is the CRC-32C (RFC 3720, appendix B.4) of the columns, each ended by a zero byte.
func checksum(columns ...string) int64 {
	var sum uint32
	for _, c := range columns {
		sum = addSum(sum, []byte(c))
	}
	return int64(sum)
}

// featureSum is the checksum of a feature's row, without a copy of its text.
func featureSum(id int64, lang, incident string, feature []byte) int64 {
	return int64(addSum(uint32(checksum(strconv.FormatInt(id, 10), lang, incident)), feature))
}

func addSum(sum uint32, column []byte) uint32 {
	table := crc32.MakeTable(crc32.Castagnoli)
	return crc32.Update(crc32.Update(sum, table, column), table, []byte{0})
}
