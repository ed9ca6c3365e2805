package gazetteer

import (
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"math"
	"slices"
	"strings"

	"github.com/paulmach/orb"
)

// NameKind says what sort of name leads to an entry.
type NameKind uint8

// The kinds of names, the most telling first.
const (
	MainName      NameKind = iota // the entry's own name
	Alternate                     // another name, or one in another language
	ServesChiefly                 // the town whose airport it is first of all
	Serves                        // a town that an airport serves, or its name without "airport"
	Short                         // an abbreviation or code: "Jal.", "TX", "US"
)

// Alias is one more name of a record.
type Alias struct {
	Name string
	Kind NameKind
}

// Record is what goes into the file for one entry.
type Record struct {
	Kind     Kind
	GeoNames uint32 // the GeoNames number, 0 if none is known
	// Code is an area's code ("MX", "MX.14", "MX.14.120") or an airport's IATA code, or
	// else its ICAO code.
	Code       string
	OtherCodes []string // further codes of an airport
	ISO        string   // of a state: its code in ISO 3166-2, "MX-JAL"; empty if none is known
	Feature    string   // one of GeoNames' feature codes of places, or OurAirports' types
	Name       string
	Localized  map[string]string // names by language, "es" and "en"; each is also an alternate name
	Aliases    []Alias
	Point      orb.Point
	Population int64
	RadiusM    float64
	TimeZone   string
	Area       string // of a place or airport: the code of the smallest known area that holds it
	AtParent   bool
	Scheduled  bool
}

// Builder collects records and writes the file. The bytes depend on the records alone,
// not on the order in which they were added.
type Builder struct {
	records []Record
}

// Add takes one more record.
func (b *Builder) Add(r Record) { b.records = append(b.records, r) }

// Write writes the file. It refuses records that the format cannot hold, and areas whose
// parents are missing, naming the record.
func (b *Builder) Write(w io.Writer) error {
	f := &fileBuilder{records: slices.Clone(b.records), strings: map[string]uint32{"": 0}, features: map[string]byte{}}
	f.section[secStrings] = []byte{0}
	for i, name := range features {
		f.features[name] = byte(i)
	}
	slices.SortStableFunc(f.records, compareRecords)
	for _, step := range []func() error{f.areas, f.placeRecords, f.members, f.codes, f.localized, f.names, f.scripts, f.subdivisions} {
		if err := step(); err != nil {
			return fmt.Errorf("gazetteer: %w", err)
		}
	}
	return f.write(w)
}

// compareRecords is the order of the records section: by grid cell, and within a cell by
// what tells records apart.
func compareRecords(a, b Record) int {
	if c := cellOf(a.Point) - cellOf(b.Point); c != 0 {
		return c
	}
	if a.Kind != b.Kind {
		return int(a.Kind) - int(b.Kind)
	}
	if a.GeoNames != b.GeoNames {
		return int(int64(a.GeoNames) - int64(b.GeoNames))
	}
	return strings.Compare(a.Code+"\x00"+a.Name, b.Code+"\x00"+b.Name)
}

type fileBuilder struct {
	records  []Record
	section  [numSections][]byte
	strings  map[string]uint32
	features map[string]byte
	areaOf   map[string]int // number of the area of a code
	codeList []string       // codes in order
}

func (f *fileBuilder) put(s section, values ...uint32) {
	for _, v := range values {
		f.section[s] = binary.LittleEndian.AppendUint32(f.section[s], v)
	}
}

// text stores a string once and gives its offset. What is longer than a length byte can
// tell is cut at a letter's end.
func (f *fileBuilder) text(s string) uint32 {
	for len(s) > math.MaxUint8 {
		s = strings.ToValidUTF8(s[:math.MaxUint8], "")
	}
	if at, ok := f.strings[s]; ok {
		return at
	}
	at := uint32(len(f.section[secStrings]))
	f.section[secStrings] = append(append(f.section[secStrings], byte(len(s))), s...)
	f.strings[s] = at
	return at
}

// isArea reports whether records of the kind are areas.
func (k Kind) isArea() bool { return k == Admin1 || k == Admin2 || k == Country }

// areas numbers the areas in the order of their codes and finds the end of each.
func (f *fileBuilder) areas() error {
	f.areaOf = map[string]int{}
	refs := map[string]int{}
	for i, r := range f.records {
		if !r.Kind.isArea() {
			continue
		}
		if _, twice := refs[r.Code]; twice || r.Code == "" {
			return fmt.Errorf("area %q: the code %q is empty or stands twice", r.Name, r.Code)
		}
		refs[r.Code] = i
		f.codeList = append(f.codeList, r.Code)
	}
	slices.Sort(f.codeList)
	for i, code := range f.codeList {
		f.areaOf[code] = i
	}
	for i, code := range f.codeList {
		parent, err := f.parent(code)
		if err != nil {
			return err
		}
		end := i + 1
		for end < len(f.codeList) && strings.HasPrefix(f.codeList[end], code+".") {
			end++
		}
		f.put(secAreas, f.text(code), uint32(refs[code]), parent, uint32(end), 0)
	}
	return nil
}

func (f *fileBuilder) parent(code string) (uint32, error) {
	dot := strings.LastIndexByte(code, '.')
	if dot < 0 {
		return noArea, nil
	}
	p, ok := f.areaOf[code[:dot]]
	if !ok {
		return 0, fmt.Errorf("area %q: there is no area %q to hold it; add it", code, code[:dot])
	}
	return uint32(p), nil
}

// areaNumber gives the number of the area that a record is, or lies in.
func (f *fileBuilder) areaNumber(r Record) (uint32, error) {
	code := r.Area
	if r.Kind.isArea() {
		code = r.Code
	}
	if code == "" {
		return noArea, nil
	}
	n, ok := f.areaOf[code]
	if !ok {
		return 0, fmt.Errorf("%s %q: there is no area %q; add it", r.Kind, r.Name, code)
	}
	return uint32(n), nil
}

// placeRecords writes the records, the grid that finds them, and the time zones.
func (f *fileBuilder) placeRecords() error {
	zones := map[string]int{"": 0}
	f.put(secZones, 0)
	next := 0
	for i, r := range f.records {
		for cell := cellOf(r.Point); next <= cell; next++ {
			f.put(secGrid, uint32(i))
		}
		if _, ok := zones[r.TimeZone]; !ok {
			zones[r.TimeZone] = len(zones)
			f.put(secZones, f.text(r.TimeZone))
		}
		b, err := f.record(r, zones[r.TimeZone])
		if err != nil {
			return err
		}
		f.section[secRecords] = append(f.section[secRecords], b...)
	}
	for ; next <= gridRows*gridColumns; next++ {
		f.put(secGrid, uint32(len(f.records)))
	}
	return nil
}

func (f *fileBuilder) record(r Record, zone int) ([]byte, error) {
	area, err := f.areaNumber(r)
	if err != nil {
		return nil, err
	}
	feature, ok := f.features[r.Feature]
	if !ok {
		return nil, fmt.Errorf("%s %q: feature code %q is not one of %v", r.Kind, r.Name, r.Feature, features)
	}
	if r.Population < 0 || r.Population > math.MaxUint32 || math.Abs(r.Point[0]) > 180 || math.Abs(r.Point[1]) > 90 || zone > math.MaxUint16 {
		return nil, fmt.Errorf("%s %q: population %d or point %v is out of range", r.Kind, r.Name, r.Population, r.Point)
	}
	id := r.GeoNames
	if r.Kind == Airport {
		if id = packCode(r.Code); id == 0 {
			return nil, fmt.Errorf("airport %q: code %q has not one to four letters", r.Name, r.Code)
		}
	}
	le := binary.LittleEndian
	b := make([]byte, 0, recordSize)
	b = le.AppendUint32(b, id)
	b = le.AppendUint32(b, uint32(int32(math.Round(r.Point[1]*microDegrees))))
	b = le.AppendUint32(b, uint32(int32(math.Round(r.Point[0]*microDegrees))))
	b = le.AppendUint32(b, uint32(r.Population))
	b = le.AppendUint32(b, f.text(r.Name))
	b = le.AppendUint32(b, area)
	b = le.AppendUint16(b, uint16(min(math.Ceil(r.RadiusM/radiusUnit), math.MaxUint16)))
	b = le.AppendUint16(b, uint16(zone))
	return append(b, feature, byte(r.Kind), flagsOf(r), 0), nil
}

func flagsOf(r Record) (flags byte) {
	if r.AtParent {
		flags |= flagAtParent
	}
	if r.Scheduled {
		flags |= flagScheduled
	}
	return flags
}

func packCode(code string) uint32 {
	var b [4]byte
	if len(code) > len(b) {
		return 0
	}
	copy(b[:], code)
	return binary.LittleEndian.Uint32(b[:])
}

// write puts the header before the sections.
func (f *fileBuilder) write(w io.Writer) error {
	head := []byte(magic)
	at := uint64(headerSize)
	for _, s := range f.section {
		head = binary.LittleEndian.AppendUint32(head, uint32(at))
		head = binary.LittleEndian.AppendUint32(head, uint32(len(s)))
		at += uint64(len(s))
	}
	if at > math.MaxUint32 {
		return errors.New("gazetteer: the file would be larger than 4 GB")
	}
	for _, part := range append([][]byte{head}, f.section[:]...) {
		if _, err := w.Write(part); err != nil {
			return fmt.Errorf("write gazetteer: %w", err)
		}
	}
	return nil
}
