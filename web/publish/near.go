package publish

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"slices"

	"incidentmap/geo"
	"incidentmap/incidents"
	"incidentmap/web/address"
)

// Zooms of the tiles with streets that are written around incidents; the last is the archive's where that ends before.
const (
	firstStreetZoom = 11
	lastStreetZoom  = 16
)

// nearby is the tiles around the places of incidents: of every zoom above From up to Zoom, the tile in which a place lies
// and its eight neighbours. A tile that has one of a deeper zoom is there, too.
type nearby struct {
	From int `json:"from"`
	Zoom int `json:"zoom"`
	// At are the tiles of Zoom in which the places lie: column and row.
	At [][2]int `json:"at"`
}

// each calls for every tile there is, the coarsest first.
func (n *nearby) each(do func(z, x, y int)) {
	for z := n.From + 1; z <= n.Zoom; z++ {
		seen := map[[2]int]bool{}
		side := 1 << z
		for _, at := range n.At {
			x, y := at[0]>>(n.Zoom-z), at[1]>>(n.Zoom-z)
			for i := range 9 {
				tile := [2]int{(x + i%3 - 1 + side) % side, y + i/3 - 1}
				if tile[1] >= 0 && tile[1] < side && !seen[tile] {
					seen[tile] = true
					do(z, tile[0], tile[1])
				}
			}
		}
	}
}

func (n *nearby) count() int {
	total := 0
	n.each(func(int, int, int) { total++ })
	return total
}

// at gives the same at a zoom that is not as deep.
func (n *nearby) at(zoom int) *nearby {
	up := &nearby{From: n.From, Zoom: zoom}
	seen := map[[2]int]bool{}
	for _, at := range n.At {
		at[0], at[1] = at[0]>>(n.Zoom-zoom), at[1]>>(n.Zoom-zoom)
		if !seen[at] {
			seen[at] = true
			up.At = append(up.At, at)
		}
	}
	return up
}

// coverNear decides which tiles are written around the places of incidents: to the deepest zoom within the bound for all of
// them, else to the first for as many as it allows. view is the zoom to which the view of the story is covered.
func (r *run) coverNear(ctx context.Context, view, maxZoom int) (*nearby, error) {
	all := &nearby{From: max(view, firstStreetZoom-1), Zoom: min(lastStreetZoom, maxZoom)}
	if all.From >= all.Zoom || r.config.Bounds.Streets == 0 {
		return nil, nil
	}
	var err error
	if all.At, err = r.placesOf(ctx, all.Zoom); err != nil || len(all.At) == 0 {
		return nil, err
	}
	near, most := all, r.config.Bounds.Streets
	for near.count() > most && near.Zoom > near.From+1 {
		near = all.at(near.Zoom - 1)
	}
	if places := len(near.At); near.count() > most {
		near.At = near.At[:max(1, most/9)]
		r.report(fmt.Sprintf("streets are around %d of %d places (--street-tiles)", len(near.At), places))
	}
	if near.Zoom < all.Zoom {
		r.report(fmt.Sprintf("streets around incidents are to zoom %d of %d (--street-tiles); nearer ones are drawn from these", near.Zoom, all.Zoom))
	}
	slices.SortFunc(near.At, func(a, b [2]int) int { return slices.Compare(a[:], b[:]) })
	return near, nil
}

// placesOf gives the tiles of a zoom in which incidents lie whose place is known to the town at least, in reading order.
func (r *run) placesOf(ctx context.Context, zoom int) ([][2]int, error) {
	side := 1 << zoom
	seen := map[[2]int]bool{}
	var all [][2]int
	lines := &lineWriter{do: func(line []byte) error {
		var f struct {
			Geometry *struct {
				Type        string
				Coordinates json.RawMessage
			}
			Properties struct{ Precision geo.Precision }
		}
		if err := json.Unmarshal(line, &f); err != nil {
			return err
		}
		var at [2]float64
		known := []geo.Precision{geo.Exact, geo.Near, geo.AsGiven, geo.Locality}
		if f.Geometry == nil || f.Geometry.Type != "Point" || !slices.Contains(known, f.Properties.Precision) {
			return nil
		}
		if err := json.Unmarshal(f.Geometry.Coordinates, &at); err != nil {
			return err
		}
		tile := [2]int{column(at[0], side), row(at[1], side)}
		if !seen[tile] {
			seen[tile] = true
			all = append(all, tile)
		}
		return nil
	}}
	addr := address.LayerFile(r.layout.Story, incidents.LayerAll, "geojsonl")
	_, err := ask(ctx, r.server, addr, func(status int, _ http.Header) (out io.Writer) {
		if status == http.StatusOK {
			out = lines
		}
		return out
	})
	if err != nil {
		return nil, err
	}
	if lines.err != nil {
		return nil, fmt.Errorf("%s: a feature cannot be read: %w", addr, lines.err)
	}
	return all, nil
}

// lineWriter calls for each line that is written into it; of what is behind the first error it takes none.
type lineWriter struct {
	do   func(line []byte) error
	rest []byte
	err  error
}

// Write takes more of the text.
func (l *lineWriter) Write(b []byte) (int, error) {
	l.rest = append(l.rest, b...)
	for {
		line, rest, whole := bytes.Cut(l.rest, []byte("\n"))
		if !whole {
			return len(b), nil
		}
		if len(bytes.TrimSpace(line)) > 0 && l.err == nil {
			l.err = l.do(line)
		}
		l.rest = rest
	}
}
