package index

import (
	"slices"

	"incidentmap/incidents"
)

// kindSlots is room for the kinds of a story: from 1 on for those of the table, and from tableSlots on for those that the
// story declares, of which it may have fewer at a time. 0 is of a kind for which there is no room.
const (
	kindSlots  = 128
	tableSlots = 64
)

// slots numbers the kinds of a story. Those that it declares have their numbers in the order in which they came, and
// keep them: what was built with them stays true.
type slots struct {
	own  []incidents.Kind
	full bool // one had no room
}

func (s *slots) of(k incidents.Kind) uint8 {
	if i := slices.IndexFunc(incidents.Kinds(), func(i incidents.KindInfo) bool { return i.Kind == k }); i >= 0 {
		return uint8(i + 1)
	}
	i := slices.Index(s.own, k)
	switch {
	case k == "" || i < 0 && len(s.own) == kindSlots-tableSlots:
		s.full = s.full || k != ""
		return 0
	case i < 0:
		i = len(s.own)
		s.own = append(s.own, k)
	}
	return uint8(tableSlots + i)
}

// renumbered gives parts with numbers for none but the kinds of rows that are alive, and these numbers.
func renumbered(parts []*part) ([]*part, *slots) {
	kinds, all := &slots{}, make([]*part, len(parts))
	for i, p := range parts {
		all[i] = merged(kinds, p)
	}
	return all, kinds
}
