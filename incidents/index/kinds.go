package index

import (
	"slices"

	"incidentmap/incidents"
)

// kindNames is the kinds by name, so that lists of them are sorted by numbers.
type kindNames struct {
	rank  [kindSlots]uint8 // of a slot
	kinds [kindSlots]incidents.Kind
}

// newKindNames gives the names of the table's kinds and of those that a story declares.
func newKindNames(own []incidents.Kind) *kindNames {
	n := &kindNames{}
	kinds := []incidents.Kind{""}
	for _, k := range incidents.Kinds() {
		kinds = append(kinds, k.Kind)
	}
	kinds = append(kinds, own...)
	slices.Sort(kinds)
	copy(n.kinds[:], kinds)
	numbers := &slots{own: own}
	for rank, k := range kinds {
		n.rank[numbers.of(k)] = uint8(rank)
	}
	return n
}

// of gives the kind of a slot.
func (n *kindNames) of(slot uint8) incidents.Kind { return n.kinds[n.rank[slot&(kindSlots-1)]] }

// counts lists the kinds that there are, the most first, then by name, and no more of them than
// most when that is not 0. The list is cut from room.
func (n *kindNames) counts(kinds []uint32, most int, room *[]KindCount) []KindCount {
	if most == 0 || most > kindSlots {
		most = kindSlots
	}
	var keys [kindSlots]uint64 // the count, and then what is more the earlier the name is
	some := 0
	for slot, count := range kinds {
		if count == 0 {
			continue
		}
		key := uint64(count)<<8 | uint64(^n.rank[slot])
		i := some
		if some == most {
			if key < keys[most-1] {
				continue
			}
			i--
		} else {
			some++
		}
		for ; i > 0 && keys[i-1] < key; i-- {
			keys[i] = keys[i-1]
		}
		keys[i] = key
	}
	from := len(*room)
	for _, key := range keys[:some] {
		*room = append(*room, KindCount{n.kinds[^uint8(key)], int(key >> 8)})
	}
	return (*room)[from:len(*room):len(*room)]
}

// kindsUpTo is for how many kinds counts needs room.
func (t *totals) kindsUpTo(most int) int {
	if most > 0 && most < kindSlots {
		return most
	}
	kinds := 0
	for _, n := range t.kinds {
		if n > 0 {
			kinds++
		}
	}
	return kinds
}
