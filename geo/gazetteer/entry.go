package gazetteer

import (
	"encoding/binary"
	"math"
	"strconv"
	"strings"
	"unsafe"

	"github.com/paulmach/orb"

	"incidentmap/geo"
)

// Kind says what an entry is.
type Kind uint8

// The kinds of entries.
const (
	Populated Kind = iota + 1 // a city, town, village or part of one
	Admin1                    // a state or province
	Admin2                    // a municipality or county
	Country
	Airport
)

var kindNames = [...]string{"unknown", "place", "adm1", "adm2", "country", "airport"}

// String names the kind as answers do: place, adm1, adm2, country or airport.
func (k Kind) String() string {
	if int(k) >= len(kindNames) {
		return kindNames[0]
	}
	return kindNames[k]
}

// MarshalText writes the kind's name.
func (k Kind) MarshalText() ([]byte, error) { return []byte(k.String()), nil }

// Ref is the position of an entry in one file. It means nothing in another file.
type Ref uint32

// Entry is one place of the gazetteer. Its strings are views of the file: they live as
// long as the bytes that were opened.
type Entry struct {
	Ref        Ref
	ID         string // "geonames:4005539", "iata:GDL", "icao:MMGL", "iso3166-1:MX", or "geonames-code:MX.14.120"
	Kind       Kind
	Feature    string // GeoNames feature code ("PPLA"), or OurAirports type for airports
	Name       string
	Code       string    // of an area: "MX", "MX.14", "MX.14.120"; of an airport: its IATA or else ICAO code
	Point      orb.Point // longitude, latitude
	Population int64     // of an area: that of its towns in the gazetteer; 0 when not known
	// RadiusM, in metres, is the distance from Point within which the towns of an area
	// lie; 0 for other kinds and where it is not known.
	RadiusM  float64
	TimeZone string // IANA
	// AtParent tells that nothing is known about where the area lies, so that Point and
	// RadiusM are those of the area that holds it.
	AtParent bool
	// Scheduled tells that an airport has scheduled flights.
	Scheduled bool
}

// features are the feature codes a record can hold, by number. Order is part of the format.
var features = []string{
	"", "PPL", "PPLA", "PPLA2", "PPLA3", "PPLA4", "PPLA5", "PPLC", "PPLCH", "PPLF", "PPLG", "PPLH", "PPLL", "PPLQ",
	"PPLR", "PPLS", "PPLW", "PPLX", "STLMT", "ADM1", "ADM2", "PCLI", "large_airport", "medium_airport", "small_airport",
}

const (
	flagAtParent = 1 << iota
	flagScheduled
)

// record is the stored form of an entry:
// id, latitude and longitude in millionths of a degree, population, name, area
// (4 bytes each), radius in units of radiusUnit (2), zone (2), feature, kind, flags (1
// each), one free. The id is the GeoNames number, or for an airport its code as bytes.
type record []byte

const (
	microDegrees = 1e6
	radiusUnit   = 100 // metres
)

func (r record) id() uint32   { return binary.LittleEndian.Uint32(r) }
func (r record) name() uint32 { return binary.LittleEndian.Uint32(r[16:]) }
func (r record) area() int    { return areaNumber(binary.LittleEndian.Uint32(r[20:])) }
func (r record) kind() Kind   { return Kind(r[29]) }
func (r record) population() int64 {
	return int64(binary.LittleEndian.Uint32(r[12:]))
}

func (r record) point() orb.Point {
	lat := float64(int32(binary.LittleEndian.Uint32(r[4:]))) / microDegrees
	lon := float64(int32(binary.LittleEndian.Uint32(r[8:]))) / microDegrees
	return orb.Point{lon, lat}
}

func (r record) radius() float64 {
	return float64(binary.LittleEndian.Uint16(r[24:])) * radiusUnit
}

func (r record) feature() string {
	if int(r[28]) >= len(features) {
		return ""
	}
	return features[r[28]]
}

// code is the airport code that an id holds.
func (r record) code() string { return string(trimCode(r[:4])) }

func trimCode(b []byte) []byte {
	for len(b) > 0 && b[len(b)-1] == 0 {
		b = b[:len(b)-1]
	}
	return b
}

func areaNumber(v uint32) int {
	if v == noArea || v > math.MaxInt32 {
		return -1
	}
	return int(v)
}

// text is the string at an offset of the strings section, as a view of the file.
func (g *Gazetteer) text(offset uint32) string {
	b := g.s[secStrings].b
	if uint64(offset) >= uint64(len(b)) {
		return ""
	}
	b = b[offset:]
	n := int(b[0])
	if n == 0 || n >= len(b) {
		return ""
	}
	return unsafe.String(&b[1], n)
}

// Entry gives the entry at a position, and a zero Entry beyond the end.
func (g *Gazetteer) Entry(ref Ref) Entry {
	r := g.record(ref)
	if r == nil {
		return Entry{}
	}
	e := Entry{
		Ref: ref, Kind: r.kind(), Feature: r.feature(), Name: g.text(r.name()), Point: r.point(),
		Population: r.population(), RadiusM: r.radius(),
		TimeZone: g.text(g.s[secZones].u32(int(binary.LittleEndian.Uint16(r[26:])))),
		AtParent: r[30]&flagAtParent != 0, Scheduled: r[30]&flagScheduled != 0,
	}
	switch e.Kind {
	case Airport:
		e.Code = r.code()
	case Admin1, Admin2, Country:
		e.Code = g.areaCode(r.area())
	}
	e.ID = entryID(e, r.id())
	return e
}

// entryID writes the identifier of an entry whose number in its source is id.
func entryID(e Entry, id uint32) string {
	switch {
	case e.Kind == Airport && len(e.Code) == 3:
		return "iata:" + e.Code
	case e.Kind == Airport:
		return "icao:" + e.Code
	case id != 0:
		return "geonames:" + strconv.FormatUint(uint64(id), 10)
	case e.Kind == Country:
		return "iso3166-1:" + e.Code
	}
	return "geonames-code:" + e.Code
}

// record gives the stored form of an entry, or nil beyond the end.
func (g *Gazetteer) record(ref Ref) record { return g.s[secRecords].at(int(ref)) }

// Kind gives what an entry is, without reading the rest of it.
func (g *Gazetteer) Kind(ref Ref) Kind {
	if r := g.record(ref); r != nil {
		return r.kind()
	}
	return 0
}

// Point gives an entry's longitude and latitude.
func (g *Gazetteer) Point(ref Ref) orb.Point {
	if r := g.record(ref); r != nil {
		return r.point()
	}
	return orb.Point{}
}

// Population gives an entry's number of people, 0 when it is not known.
func (g *Gazetteer) Population(ref Ref) int64 {
	if r := g.record(ref); r != nil {
		return r.population()
	}
	return 0
}

// Feature gives an entry's feature code.
func (g *Gazetteer) Feature(ref Ref) string {
	if r := g.record(ref); r != nil {
		return r.feature()
	}
	return ""
}

// Country gives the ISO 3166-1 alpha-2 code of the country an entry lies in, or is.
func (g *Gazetteer) Country(ref Ref) string {
	if r := g.record(ref); r != nil {
		country, _, _ := strings.Cut(g.areaCode(r.area()), ".")
		return country
	}
	return ""
}

// Holder gives the area that an entry lies in: of an area the next larger one.
func (g *Gazetteer) Holder(ref Ref) (Ref, bool) {
	r := g.record(ref)
	if r == nil {
		return 0, false
	}
	area := r.area()
	if r.kind().isArea() {
		area = g.areaParent(area)
	}
	holder := g.areaEntry(area)
	return holder, g.record(holder) != nil
}

// Name gives an entry's name in a language ("es", "en"), or else its main name.
func (g *Gazetteer) Name(ref Ref, lang string) string {
	r := g.record(ref)
	if r == nil {
		return ""
	}
	s := g.s[secLocalized]
	for i := g.localizedFrom(ref); i < s.len() && Ref(binary.LittleEndian.Uint32(s.at(i))) == ref; i++ {
		if string(s.at(i)[4:6]) == lang {
			return g.text(binary.LittleEndian.Uint32(s.at(i)[8:]))
		}
	}
	return g.text(r.name())
}

// Names gives an entry's name by language, where it is known: in Spanish ("es") and
// English ("en"), and otherwise its main name in both, as GeoNames has no language for it.
func (g *Gazetteer) Names(ref Ref) map[string]string {
	e := g.record(ref)
	if e == nil {
		return nil
	}
	name := g.text(e.name())
	names := map[string]string{"en": name, "es": name}
	s := g.s[secLocalized]
	for i := g.localizedFrom(ref); i < s.len(); i++ {
		b := s.at(i)
		if Ref(binary.LittleEndian.Uint32(b)) != ref {
			break
		}
		names[string(b[4:6])] = g.text(binary.LittleEndian.Uint32(b[8:]))
	}
	return names
}

// Admin gives the administrative areas that an entry lies in, itself included.
func (g *Gazetteer) Admin(ref Ref) geo.Admin {
	r := g.record(ref)
	if r == nil {
		return geo.Admin{}
	}
	return g.adminOf(r.area())
}

// AdminOf gives the areas that the area of a code lies in, itself included.
func (g *Gazetteer) AdminOf(code string) geo.Admin {
	return g.adminOf(g.areaByCode(code))
}

func (g *Gazetteer) adminOf(area int) geo.Admin {
	var a geo.Admin
	for range 3 {
		code := g.areaCode(area)
		if code == "" {
			break
		}
		name := g.areaName(area)
		switch strings.Count(code, ".") {
		case 0:
			a.Country = code
		case 1:
			a.Admin1, a.Admin1Name = code, name
		default:
			a.Admin2, a.Admin2Name = code, name
		}
		area = g.areaParent(area)
	}
	return a
}
