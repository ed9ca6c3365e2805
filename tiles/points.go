package tiles

import (
	"bytes"
	"encoding/binary"
	"hash/maphash"

	"incidentmap/incidents/index"
)

// pointLayer writes the layer "incidents" in protocol buffers by hand. orb's mvt.Marshal, which
// writes the areas, takes several times the time that a tile of clusters may cost, most of it
// for maps of boxed values. Field numbers are those of the specification's vector_tile.proto.
type pointLayer struct {
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

	pointType = 1
	moveToOne = 1<<3 | 1 // command 1, once
)

// pointsName is the name of the layer.
const pointsName = "incidents"

func newPointLayer() *pointLayer {
	return &pointLayer{seed: maphash.MakeSeed(), slots: make([]slot, firstSlots)}
}

// append writes the clusters of a tile behind b. Nothing is written of none.
func (l *pointLayer) append(b []byte, clusters []index.Cluster, a address) []byte {
	l.features, l.values, l.keys, l.count = l.features[:0], l.values[:0], l.keys[:0], 0
	l.keyAt = [properties]int{}
	if len(l.slots) > firstSlots {
		l.slots = make([]slot, firstSlots) // or a large tile would slow all after it
	}
	clear(l.slots)
	clear(l.small[:])
	for i := range clusters {
		if clusters[i].Count > 0 {
			l.cluster(&clusters[i], a)
		}
	}
	if len(l.features) == 0 {
		return b
	}
	var head [64]byte
	h := appendText(head[:0], nameField, pointsName)
	h = binary.AppendUvarint(append(h, versionField), 2)
	h = binary.AppendUvarint(append(h, extentField), Extent)
	keys := l.feature[:0]
	for _, k := range l.keys {
		keys = appendText(keys, keysField, propertyInfo[k].name)
	}
	size := len(h) + len(l.features) + len(keys) + len(l.values)
	b = append(make([]byte, 0, len(b)+size+8), b...)
	b = binary.AppendUvarint(append(b, layersField), uint64(size))
	b = append(append(b, h...), l.features...)
	b = append(append(b, keys...), l.values...)
	l.feature = keys
	return b
}

func (l *pointLayer) cluster(c *index.Cluster, a address) {
	l.tags = l.tags[:0]
	id := cellID(c.Level, c.X, c.Y)
	if c.Count == 1 && c.Alone != nil {
		id = uint64(c.Alone.Seq)
		l.place(c.Alone, &c.Figures, l)
	} else {
		l.sums(&c.Sums, l)
		if zoom, parts := splitsAt(c.Splits); parts {
			l.number(propSplitsAt, uint64(zoom))
		}
	}
	f := binary.AppendUvarint(append(l.feature[:0], idField), id)
	f = binary.AppendUvarint(append(f, tagsField), uint64(len(l.tags)))
	f = append(append(f, l.tags...), typeField, pointType)
	x, y := a.unit(c.MeanX, c.MeanY)
	var room [12]byte
	g := binary.AppendUvarint(append(room[:0], moveToOne), uint64(x)<<1) // zigzag of what is not negative
	g = binary.AppendUvarint(g, uint64(y)<<1)
	f = append(append(f, geometryField, byte(len(g))), g...)
	l.features = binary.AppendUvarint(append(l.features, featuresField), uint64(len(f)))
	l.features = append(l.features, f...)
	l.feature = f
}

func (l *pointLayer) number(p property, n uint64) {
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

func (l *pointLayer) text(p property, s []byte) {
	l.value = binary.AppendUvarint(append(l.value[:0], stringField), uint64(len(s)))
	l.value = append(l.value, s...)
	l.tag(p, l.valueNumber())
}

// tag gives the feature a property with a value of the layer.
func (l *pointLayer) tag(p property, value uint32) {
	if l.keyAt[p] == 0 {
		l.keys = append(l.keys, p)
		l.keyAt[p] = len(l.keys)
	}
	tags := binary.AppendUvarint(l.tags, uint64(l.keyAt[p]-1))
	l.tags = binary.AppendUvarint(tags, uint64(value))
}

// valueNumber gives the place of the value that was made among the layer's, where each is once.
func (l *pointLayer) valueNumber() uint32 {
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
func (l *pointLayer) free(hash uint32, value []byte) *slot {
	mask := uint32(len(l.slots) - 1)
	for i := hash & mask; ; i = (i + 1) & mask {
		s := &l.slots[i]
		if s.n == 0 || s.hash == hash && bytes.Equal(l.values[s.at:s.at+s.n], value) {
			return s
		}
	}
}

func (l *pointLayer) grow() {
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
