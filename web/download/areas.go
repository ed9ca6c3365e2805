package download

import (
	"cmp"
	"context"
	"iter"
	"slices"
	"strings"

	"github.com/paulmach/orb"

	"incidentmap/geo"
	"incidentmap/incidents"
)

// Areas knows the outlines of countries and states.
type Areas interface {
	// Area gives the outline of a state or country by its code, such as "MX.14" or "MX", its
	// rings in the order of RFC 7946, section 3.1.6. The caller must not change it. False where
	// there is none.
	Area(code string) (orb.Geometry, bool)
	// JoinCodes gives what other tables call a country, a state or a municipality by, and how many
	// people live there.
	JoinCodes(code string) geo.Codes
}

// Level is what counts by area are counted by.
type Level string

// The levels, each the areas of which a location lies in one at most.
const (
	ByAdmin1  Level = "adm1"
	ByAdmin2  Level = "adm2"
	ByCountry Level = "country"
)

// Levels lists what there is to count by.
func Levels() []Level { return []Level{ByAdmin1, ByAdmin2, ByCountry} }

// unassigned is the area of what lies in no single one: on the way, somewhere in a larger
// area, over several, or nowhere that is said. With it, the counts add up to the layer's.
const unassigned = "unassigned"

// of gives the code and the name of the area of its level in which a location lies.
func (l Level) of(a geo.Admin) (code, name string) {
	switch l {
	case ByAdmin1:
		code, name = a.Admin1, a.Admin1Name
	case ByAdmin2:
		code, name = a.Admin2, a.Admin2Name
	case ByCountry:
		code, name = a.Country, a.Country
	}
	if code == "" {
		return unassigned, ""
	}
	return code, cmp.Or(name, code)
}

// areaCount is the counts of one area.
type areaCount struct {
	level         Level
	code, name    string
	country       string
	codes         geo.Codes // to join with other tables
	count         int       // of what is active or corrected
	leftOut       int       // retracted, or merged into another
	classes       map[incidents.Class]int
	kinds         map[incidents.Kind]int
	ledger        sourceLedger // never added to each other
	seat          orb.Geometry // the point that stands for the whole area; nil when none is known
	geometry      orb.Geometry
	geometryBasis string // one of the basis constants
}

// What the geometry of an area is.
const (
	basisOutline = "outline"
	basisSeat    = "seat"
	basisNone    = "none"
)

// areaCounts gathers counts by area. Its memory grows with the areas and their sources,
// not with the incidents.
type areaCounts struct {
	level      Level
	lang       string
	byCode     map[string]*areaCount
	publishers map[string]string // each once: an import has a source for each of its rows
}

// countByArea counts incidents by the area in which they lie.
func countByArea(level Level, lang string, all iter.Seq2[*incidents.Public, error]) (*areaCounts, error) {
	counts := &areaCounts{level, lang, map[string]*areaCount{}, map[string]string{}}
	for p, err := range all {
		if err != nil {
			return nil, err
		}
		counts.add(p)
	}
	return counts, nil
}

func (c *areaCounts) add(p *incidents.Public) {
	code, name := c.level.of(p.Where.Admin)
	a := c.byCode[code]
	if a == nil {
		a = &areaCount{
			level: c.level, code: code, name: name,
			classes: map[incidents.Class]int{}, kinds: map[incidents.Kind]int{},
		}
		if code != unassigned {
			a.country = p.Where.Admin.Country
		}
		c.byCode[code] = a
	}
	a.add(p, c.publisher)
}

// publisher gives who a source is, of which equal texts are kept once.
func (c *areaCounts) publisher(s *incidents.Source) string {
	name := in(s.Publisher, c.lang)
	kept, known := c.publishers[name]
	if !known {
		kept = strings.Clone(name)
		c.publishers[kept] = kept
	}
	return kept
}

func (a *areaCount) add(p *incidents.Public, publisher func(*incidents.Source) string) {
	if p.Disposition == incidents.Retracted || p.Disposition == incidents.Merged {
		a.leftOut++
		return
	}
	a.count++
	a.classes[p.Class]++
	a.kinds[p.Kind]++
	for _, of := range incidents.CountBySource([]*incidents.Public{p}) {
		a.ledger.add(of.Source.ID, publisher(&of.Source), of.Counts)
	}
	if at, isPoint := p.Where.Geometry.(orb.Point); isPoint && a.seat == nil &&
		a.level == ByAdmin2 && p.Where.Precision == geo.Admin2 {
		a.seat = at
	}
}

// together gives what the sources say together of an outcome, which is never the sum of theirs.
func (a *areaCount) together(o incidents.Outcome) incidents.Count {
	var all incidents.Sum
	for c := range a.ledger.of(o) {
		all = all.Beside(incidents.SumOf(c))
	}
	return all.Count()
}

// inOrder gives the areas by code, what lies in no single one last, with their shapes.
func (c *areaCounts) inOrder(ctx context.Context, outlines Areas) ([]*areaCount, error) {
	var all []*areaCount
	for _, a := range c.byCode {
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		a.draw(outlines)
		all = append(all, a)
	}
	slices.SortFunc(all, func(a, b *areaCount) int {
		if (a.code == unassigned) != (b.code == unassigned) {
			if a.code == unassigned {
				return 1
			}
			return -1
		}
		return cmp.Compare(a.code, b.code)
	})
	return all, nil
}

// draw gives the area its outline; a municipality without one has the point of its seat
// where an incident that lies somewhere in it is drawn there.
func (a *areaCount) draw(outlines Areas) {
	a.geometryBasis = basisNone
	if a.code == unassigned {
		return
	}
	if outlines != nil {
		a.codes = outlines.JoinCodes(a.code)
		if outline, known := outlines.Area(a.code); known {
			a.geometry, a.geometryBasis = outline, basisOutline
			return
		}
	}
	if a.seat != nil {
		a.geometry, a.geometryBasis = a.seat, basisSeat
	}
}
