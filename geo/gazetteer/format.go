package gazetteer

import (
	"encoding/binary"
	"errors"
	"fmt"
)

// The file, all numbers little-endian:
//
//	magic     8 bytes: "IMGAZ", then the version
//	sections  for each section in the order below: offset and length, uint32 each, in bytes from the start
//	the sections
//
// Sections refer to one another by position: a Ref is the position of a record, an area
// number the position of an area, a string offset the place in the strings section of a
// length byte and the bytes that follow.
const (
	magic   = "IMGAZ\x00\x00\x02"
	version = 2
)

type section int

const (
	secRecords   section = iota // recordSize bytes each, in order of grid cell
	secStrings                  // length byte, then UTF-8
	secEdges                    // the automaton of normalised names, edgeSize bytes each
	secPostings                 // uint32: Ref | name kind << 27 | last of its name << 31
	secPostStart                // uint32: position of the first posting of every postStep-th name
	secIDs                      // uint32 Refs of records with a GeoNames id, in order of that id
	secCodes                    // airports: code in 4 bytes, uint32 Ref; in order of code
	secAreas                    // areaSize bytes each, in order of code
	secMembers                  // uint32 Refs, in order of area number and falling population
	secGrid                     // uint32: for each grid cell the position of its first record, then the number of records
	secLocalized                // uint32 Ref, 2 letters of language, 2 zero bytes, uint32 string offset; in order of Ref and language
	secZones                    // uint32 string offset of each time zone
	secScripts                  // names in other scripts than Latin: uint32 string offset of the key, uint32 Ref | name kind << 27; in order of key
	secISO                      // uint32 string offset of an ISO 3166-2 code, uint32 Ref of the state; in order of code
	numSections
)

const (
	headerSize    = len(magic) + int(numSections)*8
	recordSize    = 32
	edgeSize      = 7
	areaSize      = 20
	codeSize      = 8
	localizedSize = 12
	pairSize      = 8
	postStep      = 8
	gridColumns   = 360
	gridRows      = 180

	noArea   = 1<<32 - 1
	refBits  = 27
	refMask  = 1<<refBits - 1
	kindMask = 15
	lastPost = 1 << 31
)

// unit is the size in bytes of one item of each section.
var unit = [numSections]int{
	secRecords: recordSize, secStrings: 1, secEdges: edgeSize, secPostings: 4, secPostStart: 4, secIDs: 4,
	secCodes: codeSize, secAreas: areaSize, secMembers: 4, secGrid: 4, secLocalized: localizedSize, secZones: 4,
	secScripts: pairSize, secISO: pairSize,
}

// ErrFormat tells that bytes are not a gazetteer file, or a damaged one.
var ErrFormat = errors.New("not a sound gazetteer file")

// items is a section as a sequence of fixed-size items.
type items struct {
	b    []byte
	size int
}

func (s items) len() int { return len(s.b) / s.size }

// at gives item i, or nil beyond the end.
func (s items) at(i int) []byte {
	if i < 0 || i >= s.len() {
		return nil
	}
	return s.b[i*s.size : (i+1)*s.size : (i+1)*s.size]
}

// u32 gives item i of a section of numbers, or 0 beyond the end.
func (s items) u32(i int) uint32 {
	b := s.at(i)
	if len(b) < 4 {
		return 0
	}
	return binary.LittleEndian.Uint32(b)
}

// readSections checks the header and cuts the file into its sections.
func readSections(b []byte) ([numSections]items, error) {
	var s [numSections]items
	if len(b) < headerSize || string(b[:len(magic)]) != magic {
		return s, fmt.Errorf("%w: it does not start with the header of version %d; build it again", ErrFormat, version)
	}
	for i := range s {
		h := b[len(magic)+8*i:]
		from, n := uint64(binary.LittleEndian.Uint32(h)), uint64(binary.LittleEndian.Uint32(h[4:]))
		if from < uint64(headerSize) || from+n > uint64(len(b)) || n%uint64(unit[i]) != 0 {
			return s, fmt.Errorf("%w: section %d (offset %d, %d bytes) does not fit in %d bytes; build it again", ErrFormat, i, from, n, len(b))
		}
		s[i] = items{b: b[from : from+n : from+n], size: unit[i]}
	}
	if got, want := s[secGrid].len(), gridColumns*gridRows+1; got != want {
		return s, fmt.Errorf("%w: %d grid cells instead of %d; build it again", ErrFormat, got, want)
	}
	return s, nil
}
