package intake

import (
	"incidentmap/incidents"
	"incidentmap/incidents/intake/columns"
)

const (
	// leastTurned is how many different fields the first column of a table that is turned on its side names, and mostTurned how
	// many rows it has.
	leastTurned, mostTurned = 3, 100
	// turnedShare is the share of its cells that do.
	turnedShare = 0.6
)

// isSideways tells a table whose rows are the fields, and whose columns are the incidents.
func isSideways(names []string, p *profile) bool {
	if len(names) < 2 || len(p.samples) < 2 || p.rows > mostTurned {
		return false
	}
	for _, n := range names[1:] {
		if f, ok := columns.NamedField(n); ok && f != columns.Title {
			return false
		}
	}
	cells, fields, found := p.samples[0].Cells(), map[columns.Field]bool{}, 0
	for _, c := range cells {
		if f, ok := columns.NamedField(c); ok {
			fields[f] = true
			found++
		}
	}
	return len(fields) >= leastTurned && float64(found) >= turnedShare*float64(len(cells))
}

func refuseSideways(name string) error {
	return incidents.Errorf(incidents.EInvalid, name, "has the names of its columns in its first column: it is turned on its side, and nothing of it is taken; turn it back, so that each row is one incident")
}
