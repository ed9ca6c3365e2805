package intake

import (
	"encoding/binary"
	"fmt"
	"math"

	"incidentmap/incidents"
)

// seenRows knows the rows of all files of an import by what they say, in some 20 bytes for each.
type seenRows struct {
	tally *tally
	files []seenFile
	last  uint64 // the highest number that a row has
}

// seenFile is a file whose rows are numbered from base on.
type seenFile struct {
	name string
	base uint64
}

func newSeenRows() *seenRows { return &seenRows{tally: newTally(0)} }

// begin begins the rows of a file.
func (s *seenRows) begin(file string) { s.files = append(s.files, seenFile{file, s.last}) }

// first gives the number of the first row that says the same, 0 when it is this one. Rows with
// an identifier are told apart by file: the same record may come again in the next file, after
// another that has changed it.
func (s *seenRows) first(r *result, row int) uint32 {
	low, high := binary.LittleEndian.Uint64(r.content[:]), binary.LittleEndian.Uint32(r.content[8:])
	if r.id != "" {
		low += uint64(len(s.files)) * 0x9E3779B97F4A7C15 // an odd number: the fraction of the golden ratio
	}
	number := s.files[len(s.files)-1].base + uint64(row)
	if number > math.MaxUint32 || row <= 0 {
		return 0
	}
	s.last = max(s.last, number)
	return s.tally.swap(low, high, func(first uint32) uint32 {
		if first == 0 {
			return uint32(number)
		}
		return first
	})
}

// pass goes over rows of the file at hand that need not be known.
func (s *seenRows) pass(rows int) { s.last += uint64(rows) }

// name tells a row by its number, with its file when that is another one.
func (s *seenRows) name(number uint32) string {
	i := len(s.files) - 1
	for i > 0 && uint64(number) <= s.files[i].base {
		i--
	}
	row := fmt.Sprintf("row %d", uint64(number)-s.files[i].base)
	if i < len(s.files)-1 {
		row += " of " + incidents.Quote(s.files[i].name)
	}
	return row
}
