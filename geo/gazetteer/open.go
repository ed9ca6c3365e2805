package gazetteer

import (
	"encoding/binary"
	"sort"
	"strconv"
	"strings"
)

// Gazetteer answers look-ups in one file. It is immutable, and safe for concurrent use.
type Gazetteer struct {
	s     [numSections]items
	names automaton
}

// Open reads a file written by [Builder.Write], without copying it: b must not change
// while the Gazetteer or any string from it is in use. Its error is [ErrFormat] when the
// structure is not sound. Damage inside a section is not looked for; it makes look-ups
// miss or give wrong entries, never panic.
func Open(b []byte) (*Gazetteer, error) {
	s, err := readSections(b)
	if err != nil {
		return nil, err
	}
	return &Gazetteer{s: s, names: openAutomaton(s[secEdges])}, nil
}

// Len is the number of entries.
func (g *Gazetteer) Len() int { return g.s[secRecords].len() }

// ByID gives the entry of an identifier as Entry.ID has it.
func (g *Gazetteer) ByID(id string) (Entry, bool) {
	scheme, value, _ := strings.Cut(id, ":")
	switch scheme {
	case "geonames":
		n, err := strconv.ParseUint(value, 10, 32)
		if err != nil {
			return Entry{}, false
		}
		return g.byNumber(uint32(n))
	case "iata", "icao":
		return g.ByCode(value)
	case "iso3166-1", "geonames-code":
		return g.Area(value)
	}
	return Entry{}, false
}

func (g *Gazetteer) byNumber(n uint32) (Entry, bool) {
	ids := g.s[secIDs]
	number := func(i int) uint32 {
		if r := g.record(Ref(ids.u32(i))); r != nil {
			return r.id()
		}
		return 0
	}
	i := sort.Search(ids.len(), func(i int) bool { return number(i) >= n })
	if n == 0 || i == ids.len() || number(i) != n {
		return Entry{}, false
	}
	return g.Entry(Ref(ids.u32(i))), true
}

// ByCode gives the airport of an IATA or ICAO code, in upper case.
func (g *Gazetteer) ByCode(code string) (Entry, bool) {
	codes := g.s[secCodes]
	at := func(i int) string { return string(trimCode(codes.at(i)[:4])) }
	i := sort.Search(codes.len(), func(i int) bool { return at(i) >= code })
	if i == codes.len() || at(i) != code {
		return Entry{}, false
	}
	e := g.Entry(Ref(binary.LittleEndian.Uint32(codes.at(i)[4:])))
	return e, e.Kind == Airport
}

// localizedFrom finds the first localised name of an entry.
func (g *Gazetteer) localizedFrom(ref Ref) int {
	s := g.s[secLocalized]
	return sort.Search(s.len(), func(i int) bool { return Ref(binary.LittleEndian.Uint32(s.at(i))) >= ref })
}
