package tiles

import (
	"context"

	"incidentmap/incidents/index"
)

// FitsPMTiles reports whether WritePMTiles looks at no more than so many tiles, of which drawing is
// the most of its work, for an archive of zooms from 0 to maxZoom. It finds out without drawing: it
// goes down zoom by zoom, and stops as soon as what it found must become too many.
func FitsPMTiles(ctx context.Context, src Source, q index.Query, maxZoom, most int) (bool, error) {
	q.MostKinds = 1
	looks := 0
	level := []address{{}}
	for z := 0; z <= maxZoom; z++ {
		// A tile is looked at for its own zoom, and on the way to each that is greater.
		left := maxZoom - z
		if looks += len(level) * (left + 1); looks > most {
			return false, nil
		}
		var next []address
		points := 0
		for i, t := range level {
			if i%256 == 0 && ctx.Err() != nil {
				return false, ctx.Err()
			}
			if left == 0 {
				break
			}
			switch {
			case len(src.Tile(q, t.z, t.x, t.y, t.z, 0)) > 0:
				points++
			case len(src.Areas(q, t.box())) == 0:
				continue
			}
			for i := range uint32(4) {
				next = append(next, address{t.z + 1, 2*t.x + i&1, 2*t.y + i>>1})
			}
			// Where there is a point, there is one in each zoom below it, beside three that are looked at too.
			if looks+4*points*left*(left+1)/2 > most {
				return false, nil
			}
		}
		level = next
	}
	return true, nil
}
