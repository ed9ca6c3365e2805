package tiles

import (
	"bytes"
	"encoding/binary"
	"hash/maphash"
)

// featureLayer writes a layer of a tile in protocol buffers by hand. orb's mvt.Marshal takes several
// times the time that a tile may cost, most of it for maps of boxed values. Field numbers are
// those of the specification's vector_tile.proto. What it needs is used again for the next layer.
type featureLayer struct {
	describer
	features []byte
	feature  []byte // the one being made
	tags     []byte
	keys     []property
	keyAt    [properties]int // place in keys, plus 1
	values   []byte          // each with its field's tag and length
	value    []byte          // the one being made
	count    uint32          // values
	seed     maphash.Seed
	slots    []slot // values by their hash, open addressing; a power of two
	// small is where small numbers, most of all that are written, are among values, plus 1.
	small [256]uint32
}

// slot says where in values a value is; n is 0 when it is free.
type slot struct {
	hash, at, n, number uint32
}

// firstSlots is enough for a tile of clusters, and small enough to stay in the fastest cache.
const firstSlots = 1024

const (
	fieldVarint = 0
	fieldBytes  = 2

	layersField   = 3<<3 | fieldBytes // of Tile
	nameField     = 1<<3 | fieldBytes // of Layer
	featuresField = 2<<3 | fieldBytes
	keysField     = 3<<3 | fieldBytes
	valuesField   = 4<<3 | fieldBytes
	extentField   = 5<<3 | fieldVarint
	versionField  = 15<<3 | fieldVarint
	idField       = 1<<3 | fieldVarint // of Feature
	tagsField     = 2<<3 | fieldBytes
	typeField     = 3<<3 | fieldVarint
	geometryField = 4<<3 | fieldBytes
	stringField   = 1<<3 | fieldBytes // of Value
	uintField     = 5<<3 | fieldVarint

	pointType   = 1
	lineType    = 2
	polygonType = 3
)

func newFeatureLayer() featureLayer {
	return featureLayer{seed: maphash.MakeSeed(), slots: make([]slot, firstSlots)}
}

// begin begins a new layer.
func (l *featureLayer) begin() {
	l.features, l.values, l.keys, l.tags, l.count = l.features[:0], l.values[:0], l.keys[:0], l.tags[:0], 0
	l.keyAt = [properties]int{}
	if len(l.slots) > firstSlots {
		l.slots = make([]slot, firstSlots) // or a large tile would slow all after it
	}
	clear(l.slots)
	clear(l.small[:])
}

// end ends a feature, whose properties were written before. An id of 0 is none. geometry is its
// commands, packed (specification 2.1, section 4.3).
func (l *featureLayer) end(id uint64, geometryType byte, geometry []byte) {
	f := l.feature[:0]
	if id != 0 {
		f = binary.AppendUvarint(append(f, idField), id)
	}
	f = binary.AppendUvarint(append(f, tagsField), uint64(len(l.tags)))
	f = append(append(f, l.tags...), typeField, geometryType)
	f = binary.AppendUvarint(append(f, geometryField), uint64(len(geometry)))
	size := len(f) + len(geometry)
	l.features = binary.AppendUvarint(append(l.features, featuresField), uint64(size))
	l.features = append(append(l.features, f...), geometry...)
	l.feature, l.tags = f, l.tags[:0]
}

// appendTo writes the layer behind b; one without features is not written.
func (l *featureLayer) appendTo(b []byte, name string) []byte {
	if len(l.features) == 0 {
		return b
	}
	var head [64]byte
	h := appendText(head[:0], nameField, name)
	h = binary.AppendUvarint(append(h, versionField), 2)
	h = binary.AppendUvarint(append(h, extentField), Extent)
	keys := l.feature[:0]
	for _, k := range l.keys {
		keys = appendText(keys, keysField, propertyInfo[k].name)
	}
	size := len(h) + len(l.features) + len(keys) + len(l.values)
	b = binary.AppendUvarint(append(b, layersField), uint64(size))
	b = append(append(b, h...), l.features...)
	b = append(append(b, keys...), l.values...)
	l.feature = keys
	return b
}

func (l *featureLayer) number(p property, n uint64) {
	if n < uint64(len(l.small)) && l.small[n] > 0 {
		l.tag(p, l.small[n]-1)
		return
	}
	l.value = binary.AppendUvarint(append(l.value[:0], uintField), n)
	v := l.valueNumber()
	if n < uint64(len(l.small)) {
		l.small[n] = v + 1
	}
	l.tag(p, v)
}

func (l *featureLayer) text(p property, s []byte) {
	l.value = binary.AppendUvarint(append(l.value[:0], stringField), uint64(len(s)))
	l.value = append(l.value, s...)
	l.tag(p, l.valueNumber())
}

// tag gives the feature a property with a value of the layer.
func (l *featureLayer) tag(p property, value uint32) {
	if l.keyAt[p] == 0 {
		l.keys = append(l.keys, p)
		l.keyAt[p] = len(l.keys)
	}
	tags := binary.AppendUvarint(l.tags, uint64(l.keyAt[p]-1))
	l.tags = binary.AppendUvarint(tags, uint64(value))
}

// valueNumber gives the place of the value that was made among the layer's, where each is once.
func (l *featureLayer) valueNumber() uint32 {
	if int(l.count)*2 >= len(l.slots) {
		l.grow()
	}
	hash := uint32(maphash.Bytes(l.seed, l.value))
	s := l.free(hash, l.value)
	if s.n > 0 {
		return s.number
	}
	l.values = binary.AppendUvarint(append(l.values, valuesField), uint64(len(l.value)))
	*s = slot{hash, uint32(len(l.values)), uint32(len(l.value)), l.count}
	l.values = append(l.values, l.value...)
	l.count++
	return s.number
}

// free gives the slot of a value, or the free one where it goes.
func (l *featureLayer) free(hash uint32, value []byte) *slot {
	mask := uint32(len(l.slots) - 1)
	for i := hash & mask; ; i = (i + 1) & mask {
		s := &l.slots[i]
		if s.n == 0 || s.hash == hash && bytes.Equal(l.values[s.at:s.at+s.n], value) {
			return s
		}
	}
}

func (l *featureLayer) grow() {
	old := l.slots
	l.slots = make([]slot, 2*len(old))
	for _, s := range old {
		if s.n > 0 {
			*l.free(s.hash, l.values[s.at:s.at+s.n]) = s
		}
	}
}

func appendText(b []byte, field byte, s string) []byte {
	b = binary.AppendUvarint(append(b, field), uint64(len(s)))
	return append(b, s...)
}
