package cql

import (
	"slices"

	"github.com/paulmach/orb"

	"incidentmap/geo"
	"incidentmap/incidents"
)

// Narrow gives a filter that lets through every public incident for which e can be true,
// and usually others, so that an index can leave most of the rest out before Match looks at
// single incidents. It reads a box and the words of incidents.TraitFilters out of conditions that
// must hold; where it finds none the filter is zero.
func (e Expr) Narrow() incidents.Filter {
	var f incidents.Filter
	if e.root == nil {
		return f
	}
	f.BBox = e.root.mustMeet()
	for _, t := range incidents.TraitFilters() {
		// Values of which none is known ask for all: that is still true of a filter that nothing matches.
		t.Want(&f, e.root.mustBe(t.Word()))
	}
	return f
}

// mustMeet gives a box that the geometry meets whenever the condition is true, or nil.
func (n *node) mustMeet() *geo.BBox {
	switch n.op {
	case opAnd:
		for _, a := range n.args {
			if box := a.mustMeet(); box != nil {
				return box
			}
		}
	case opSpatial:
		if n.relation == "s_disjoint" {
			return nil
		}
		for i, a := range n.args {
			if other := n.args[1-i]; a.op == opProperty && other.op == opLiteral {
				return other.boxAround()
			}
		}
	}
	return nil
}

// boxAround gives the box that the literal was written as, or the one around its geometry.
func (n *node) boxAround() *geo.BBox {
	if n.box != nil {
		return n.box
	}
	b := orb.Bound(n.value.geom.bound)
	return &geo.BBox{West: b.Min[0], South: b.Min[1], East: b.Max[0], North: b.Max[1]}
}

// mustBe gives the values of which a property has one whenever the condition is true, or nil
// when that is not known.
func (n *node) mustBe(name string) []string {
	switch n.op {
	case opAnd:
		for _, a := range n.args {
			if values := a.mustBe(name); values != nil {
				return values
			}
		}
	case opOr:
		var all []string
		for _, a := range n.args {
			values := a.mustBe(name)
			if values == nil {
				return nil
			}
			all = append(all, values...)
		}
		return all
	case opEqual, opIn:
		return n.listed(name)
	}
	return nil
}

// listed gives the literals that a property is compared with by = and IN.
func (n *node) listed(name string) []string {
	args := slices.Clone(n.args)
	if n.op == opEqual && args[0].op == opLiteral {
		slices.Reverse(args)
	}
	if args[0].op != opProperty || args[0].name != name {
		return nil
	}
	var values []string
	for _, a := range args[1:] {
		if a.op != opLiteral || a.typ != String {
			return nil
		}
		values = append(values, a.value.text)
	}
	return values
}
