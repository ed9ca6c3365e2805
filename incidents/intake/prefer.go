package intake

import (
	"fmt"
	"math"
	"slices"
	"strings"

	"incidentmap/incidents/intake/columns"
	"incidentmap/incidents/intake/coordinates"
)

// preferPositions gives the fields of a geometry and of a pair of coordinates to the columns
// that hold one in the most rows, whatever they are called: a stray cell in a column that is
// else empty says less than a column full of them.
func (s *settings) preferPositions(p *profile, names []string) {
	for _, field := range []columns.Field{columns.Geometry, columns.LatLon} {
		if _, asked := s.given[field]; asked {
			continue
		}
		now := slices.IndexFunc(p.decided, func(d columns.Decision) bool { return d.Field == field })
		best, most := now, p.countPositions(field, now)
		for i := range names {
			if d := p.decided[i].Field; i == now || d != "" && d != field || hasColumn(s.kept, names[i]) {
				continue
			}
			if n := p.countPositions(field, i); n > 2*most && 2*n >= len(p.samples[i].Cells()) {
				best, most = i, n
			}
		}
		if best == now || now < 0 {
			continue
		}
		p.decided[best] = columns.Decision{Field: field, Score: p.decided[now].Score, Reason: fmt.Sprintf("%d of its first cells look like it", most)}
		p.decided[now] = columns.Decision{Reason: "another column holds positions in more rows"}
	}
}

// countPositions counts the rows of the sample in which a column holds a position.
func (p *profile) countPositions(field columns.Field, column int) int {
	n := 0
	for _, row := range p.backlog {
		v := strings.TrimSpace(cell(row, column))
		switch {
		case v == "":
		case field == columns.Geometry:
			if coordinates.IsGeometry(v) {
				n++
			}
		default:
			pair, err := coordinates.ParsePair(v)
			if err == nil && strings.Contains(v, ".") && math.Abs(pair.First.Degrees) <= 180 && math.Abs(pair.Second.Degrees) <= 180 {
				n++
			}
		}
	}
	return n
}
