package gazetteer

import (
	"encoding/binary"
	"iter"
	"sort"
)

// An area record has the string offset of its code, its entry's Ref, the number of the
// area that holds it, the number after the last area it holds, and the position of its
// first member: 4 bytes each. Codes sort so that the areas within an area follow it
// side by side: "MX", "MX.14", "MX.14.120". A code has at most three parts.

func (g *Gazetteer) areaField(area, field int) uint32 {
	b := g.s[secAreas].at(area)
	if b == nil {
		return noArea
	}
	return binary.LittleEndian.Uint32(b[4*field:])
}

func (g *Gazetteer) areaCode(area int) string { return g.text(g.areaField(area, 0)) }
func (g *Gazetteer) areaEntry(area int) Ref   { return Ref(g.areaField(area, 1)) }
func (g *Gazetteer) areaParent(area int) int  { return areaNumber(g.areaField(area, 2)) }
func (g *Gazetteer) areaEnd(area int) int     { return areaNumber(g.areaField(area, 3)) }
func (g *Gazetteer) memberStart(area int) int { return areaNumber(g.areaField(area, 4)) }
func (g *Gazetteer) areaName(area int) string {
	if r := g.record(g.areaEntry(area)); r != nil {
		return g.text(r.name())
	}
	return ""
}

// areaByCode gives the number of the area of a code, or -1.
func (g *Gazetteer) areaByCode(code string) int {
	n := g.s[secAreas].len()
	i := sort.Search(n, func(i int) bool { return g.areaCode(i) >= code })
	if code == "" || i == n || g.areaCode(i) != code {
		return -1
	}
	return i
}

// Area gives the entry of a country ("MX"), a first level area ("MX.14") or a second
// level area ("MX.14.120").
func (g *Gazetteer) Area(code string) (Entry, bool) {
	area := g.areaByCode(code)
	if area < 0 {
		return Entry{}, false
	}
	e := g.Entry(g.areaEntry(area))
	return e, e.Kind != 0
}

// Members gives the places and airports of an area: those of each smallest area it holds
// one area after the other, within an area the largest first.
func (g *Gazetteer) Members(code string) iter.Seq[Ref] {
	return func(yield func(Ref) bool) {
		area := g.areaByCode(code)
		if area < 0 {
			return
		}
		members := g.s[secMembers]
		end := members.len()
		if next := g.areaEnd(area); next >= 0 && next < g.s[secAreas].len() {
			end = min(end, g.memberStart(next))
		}
		for i := max(0, g.memberStart(area)); i < end; i++ {
			if !yield(Ref(members.u32(i))) {
				return
			}
		}
	}
}

// Inside reports whether an entry lies in the area whose entry is area, by the codes of
// the gazetteer. An area lies inside itself.
func (g *Gazetteer) Inside(ref, area Ref) bool {
	r, a := g.record(ref), g.record(area)
	if r == nil || a == nil || a.kind() == Populated || a.kind() == Airport {
		return false
	}
	in, of := r.area(), a.area()
	return in >= 0 && of >= 0 && in >= of && in < g.areaEnd(of)
}

// AreaCode gives the code of the area that an entry is, or of the smallest one that is
// known to hold it.
func (g *Gazetteer) AreaCode(ref Ref) string {
	if r := g.record(ref); r != nil {
		return g.areaCode(r.area())
	}
	return ""
}
