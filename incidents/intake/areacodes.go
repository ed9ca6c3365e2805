package intake

import (
	"fmt"
	"slices"

	"incidentmap/geo/geocode"
	"incidentmap/incidents/intake/columns"
)

// knownCodes is the share of a file's codes that must be of areas which are known, before they are taken for codes of a scheme.
const knownCodes = 0.9

// decideAreaCodes finds the columns of codes of states and municipalities, in a file that has no names of them.
func (pl *plan) decideAreaCodes(p *profile) {
	w := &pl.where
	if pl.Geocoder == nil || pl.own || w.state >= 0 || w.county >= 0 || w.city >= 0 {
		return
	}
	for _, codes := range columns.AreaCodesOf(pl.names, p.samples) {
		if pl.fields[codes.First].Field != "" || hasColumn(pl.kept, pl.names[codes.First]) || !pl.areKnown(codes, p) {
			continue
		}
		pl.areaCodes = &codes
		pl.note(codes.First, fmt.Sprintf("holds codes of areas of %s", codes.Scheme), "rows are placed in the areas that they name; look at the map")
		return
	}
}

// areKnown tells that nearly all codes of the first rows are of areas that are known.
func (pl *plan) areKnown(codes columns.AreaCodes, p *profile) bool {
	known, of, found := newPlaces(pl), map[string]bool{}, 0
	for _, row := range p.beginning {
		code, ok := geocode.AreaScheme(codes.Scheme).AreaOf(codes.Code(func(i int) string { return cell(row, i) }))
		if !ok || of[code] {
			continue
		}
		of[code] = true
		if at := known.ask(geocode.Fields{County: code}); at.found && at.words == "" {
			found++
		}
	}
	return len(of) > 0 && float64(found) >= knownCodes*float64(len(of))
}

// isAreaCode tells a column whose codes of areas are read.
func (pl *plan) isAreaCode(column int) bool {
	return pl.areaCodes != nil && slices.Contains([]int{pl.areaCodes.First, pl.areaCodes.Second}, column)
}

// codedArea gives the code of the row's area, as a field of the geocoder; empty for none.
func (c *converter) codedArea() string {
	if c.areaCodes == nil {
		return ""
	}
	code, _ := geocode.AreaScheme(c.areaCodes.Scheme).AreaOf(c.areaCodes.Code(c.value))
	return code
}
