package basemap

import (
	"cmp"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"math"
	"slices"
	"sort"
	"strings"

	"github.com/paulmach/orb"
	"github.com/paulmach/orb/maptile"

	"incidentmap/geo/mercator"
)

// labelMagic names the format of the file of place names and its version.
//
// After it comes the number of labels as a little-endian uint32; then for each label its
// key as a little-endian uint64; then the offset of each label's text as a little-endian
// uint32, and that of the end; then the texts. The keys ascend. A key is, from its highest
// bit down, the Morton code of the label's square at zoom keyZoom (48 bits), its least
// zoom (8 bits) and its class (8 bits). A text is the rank as a uvarint, then the name,
// the Spanish and the English name with a zero byte between them; trailing zero bytes are
// left out.
const labelMagic = "labels1\n"

// keyZoom is the zoom whose squares give the position of a label; they are at most 2.4
// metres wide.
const keyZoom = 24

// keySide is how many of these squares are on a side of the world.
const keySide = 1 << keyZoom

const labelHeader = len(labelMagic) + 4

// Class says what a label names.
type Class uint8

// The classes of labels, in the order of the file format.
const (
	Country Class = iota
	State
	Capital // of a country
	City
	Town
	Village
	Airport
)

var classNames = []string{"country", "state", "capital", "city", "town", "village", "airport"}

// String gives the class as tiles say it, such as "town".
func (c Class) String() string {
	if int(c) < len(classNames) {
		return classNames[c]
	}
	return fmt.Sprintf("class %d", c)
}

// Label is a name on the map.
type Label struct {
	Point   orb.Point // longitude, latitude
	Class   Class
	MinZoom uint8
	Rank    int    // the smaller, the more important
	Name    string // the name that the source gives first
	NameES  string // empty where it is Name
	NameEN  string // empty where it is Name
}

// labelKey packs the position, least zoom and class.
func labelKey(l Label) uint64 {
	at := mercator.Project(l.Point, keySide)
	t := maptile.New(uint32(min(max(at[0], 0), keySide-1)), uint32(min(max(at[1], 0), keySide-1)), keyZoom)
	return t.Quadkey()<<16 | uint64(l.MinZoom)<<8 | uint64(l.Class)
}

// WriteLabels writes a file of labels. Their order does not matter.
func WriteLabels(w io.Writer, labels []Label) error {
	sorted := slices.Clone(labels)
	slices.SortStableFunc(sorted, func(a, b Label) int {
		return cmp.Or(cmp.Compare(labelKey(a), labelKey(b)), cmp.Compare(a.Rank, b.Rank), cmp.Compare(a.Name, b.Name))
	})
	n := len(sorted)
	b := binary.LittleEndian.AppendUint32([]byte(labelMagic), uint32(n))
	for _, l := range sorted {
		b = binary.LittleEndian.AppendUint64(b, labelKey(l))
	}
	start := len(b) + 4*(n+1)
	var texts []byte
	for _, l := range sorted {
		if strings.Contains(l.Name+l.NameES+l.NameEN, "\x00") || l.Rank < 0 {
			return fmt.Errorf("label %.40q has a zero byte in a name, or rank %d below zero", l.Name, l.Rank)
		}
		b = binary.LittleEndian.AppendUint32(b, uint32(start+len(texts)))
		texts = binary.AppendUvarint(texts, uint64(l.Rank))
		texts = append(texts, strings.TrimRight(l.Name+"\x00"+l.NameES+"\x00"+l.NameEN, "\x00")...)
	}
	b = binary.LittleEndian.AppendUint32(b, uint32(start+len(texts)))
	for _, part := range [][]byte{b, texts} {
		if _, err := w.Write(part); err != nil {
			return fmt.Errorf("write labels: %w", err)
		}
	}
	return nil
}

// labelFile reads labels where they lie.
type labelFile struct {
	b []byte
	n int
}

func openLabels(b []byte) (*labelFile, error) {
	if len(b) < labelHeader || string(b[:len(labelMagic)]) != labelMagic {
		return nil, errors.New("not a file of map labels: it does not begin with \"labels1\"")
	}
	n := binary.LittleEndian.Uint32(b[len(labelMagic):])
	if need := uint64(labelHeader) + 12*uint64(n) + 4; need > uint64(len(b)) {
		return nil, fmt.Errorf("the file of map labels is cut short: %d labels need %d bytes, there are %d", n, need, len(b))
	}
	return &labelFile{b: b, n: int(n)}, nil
}

func (f *labelFile) key(i int) uint64 { return binary.LittleEndian.Uint64(f.b[labelHeader+8*i:]) }

// in gives the labels of a tile that are shown at its zoom, the most important first.
func (f *labelFile) in(t maptile.Tile) ([]Label, error) {
	shift := 2*(keyZoom-uint(t.Z)) + 16
	first := t.Quadkey() << shift
	last := first + 1<<shift - 1
	from := sort.Search(f.n, func(i int) bool { return f.key(i) >= first })
	var all []Label
	for i := from; i < f.n && f.key(i) <= last; i++ {
		if !shownAt(f.key(i), t.Z) {
			continue
		}
		l, err := f.at(i)
		if err != nil {
			return nil, err
		}
		all = append(all, l)
	}
	slices.SortStableFunc(all, func(a, b Label) int { return cmp.Compare(a.Rank, b.Rank) })
	return all, nil
}

// areaZooms is for how many zooms the name of a country or state is shown: then the area
// is larger than any screen, and its name where nobody looks for it.
const areaZooms = 5

func shownAt(key uint64, z maptile.Zoom) bool {
	least, class := uint8(key>>8), Class(key)
	if class == Country || class == State {
		return least <= uint8(z) && uint8(z) < least+areaZooms
	}
	return least <= uint8(z)
}

func (f *labelFile) at(i int) (Label, error) {
	key := f.key(i)
	offsets := f.b[labelHeader+8*f.n+4*i:]
	from, to := binary.LittleEndian.Uint32(offsets), binary.LittleEndian.Uint32(offsets[4:])
	if from > to || uint64(to) > uint64(len(f.b)) {
		return Label{}, fmt.Errorf("map label %d of %d is damaged: its text is from %d to %d of %d bytes", i, f.n, from, to, len(f.b))
	}
	text := f.b[from:to]
	rank, size := binary.Uvarint(text)
	if size <= 0 || rank > math.MaxInt32 {
		return Label{}, fmt.Errorf("map label %d of %d is damaged: its rank cannot be read", i, f.n)
	}
	name, rest, _ := strings.Cut(string(text[size:]), "\x00")
	es, en, _ := strings.Cut(rest, "\x00")
	square := maptile.FromQuadkey(key>>16, keyZoom)
	return Label{
		Point: mercator.Unproject(orb.Point{float64(square.X) + 0.5, float64(square.Y) + 0.5}, keySide),
		Class: Class(key), MinZoom: uint8(key >> 8), Rank: int(rank), Name: name, NameES: es, NameEN: en,
	}, nil
}
