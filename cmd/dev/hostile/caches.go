package hostile

import (
	"context"
	"fmt"
	"math"
	"strconv"
)

// How many different requests a flood has, and how many of them are under way.
const (
	floodSize   = 10_000
	smallFlood  = 2_000 // of what costs more
	floodAtOnce = 16
)

// cacheAttacks ask for so many different small things that a cache which does not count all it
// holds, or keeps empty answers for nothing, takes ever more memory.
func cacheAttacks() []attack {
	flood := func(name, why string, n int, at func(i int) request) attack {
		return attack{name: "flood/" + name, why: why, send: func(ctx context.Context, t *target) tally {
			all := make([]request, n)
			for i := range all {
				all[i] = at(i)
			}
			return t.crowd(ctx, floodAtOnce, patience, all)
		}}
	}
	half := attack{name: "flood/pictures", why: "small pictures, each of another box", gate: pictures, send: func(ctx context.Context, t *target) tally {
		var all []request
		for i := range 300 {
			all = append(all, get(base+"/image.png", "width", "100", "height", "100", "bbox", fmt.Sprintf("%d,10,%d.5,11", i/2, i/2)))
		}
		return t.crowd(ctx, 8, gatedPatience, all)
	}}
	return []attack{
		flood("empty-tiles", "tiles of the sea, all empty", floodSize, func(i int) request {
			return get(fmt.Sprintf("%s/tiles/all/14/%d/%d.mvt", base, 1000+i%100, 9000+i/100))
		}),
		flood("tile-filters", "one tile by other filters", floodSize, func(i int) request {
			return get(base+"/tiles/all/9/10/300.mvt", "datetime", fmt.Sprintf("2019-01-01T%02d:%02d:%02dZ/..", i/3600%24, i/60%60, i%60))
		}),
		flood("tile-codings", "tiles in each coding", smallFlood, func(i int) request {
			return get(fmt.Sprintf("%s/tiles/all/13/%d/%d.mvt", base, 500+i/4%100, 4500+i/400)).with("Accept-Encoding", []string{"gzip", "br", "zstd", "identity"}[i%4])
		}),
		flood("clusters", "clusters of other boxes", floodSize, func(i int) request {
			return get(base+"/clusters", "zoom", "12", "bbox", fmt.Sprintf("%.4f,20.5,%.4f,20.51", -104+float64(i)*1e-4, -103.99+float64(i)*1e-4))
		}),
		flood("histograms", "histograms of other boxes", smallFlood, func(i int) request {
			return get(base+"/histogram", "bbox", fmt.Sprintf("%.4f,0,%.4f,0.1", float64(i)*1e-3, 0.01+float64(i)*1e-3))
		}),
		flood("lists", "lists of other boxes", smallFlood, func(i int) request {
			return get(base+"/list", "bbox", fmt.Sprintf("%.3f,0,%.3f,0.01", float64(i)*1e-2, 0.001+float64(i)*1e-2))
		}),
		flood("items", "items of other boxes", smallFlood, func(i int) request {
			return get(items, "limit", "1", "bbox", fmt.Sprintf("%.4f,20,%.4f,20.01", -104+float64(i)*1e-4, -103.999+float64(i)*1e-4))
		}).long(), // each holds the outline of the area
		flood("searches", "searches for other words", smallFlood, func(i int) request { return get(base+"/clusters", "zoom", "2", "q", "zz"+strconv.Itoa(i)) }).passing(textSearch),
		flood("languages", "pages in other languages and with other words", smallFlood, func(i int) request {
			return get(base+"/layers", "lang", fmt.Sprintf("x-%d", i))
		}),
		flood("versions", "addresses that may be kept for ever", smallFlood, func(i int) request { return get(base+"/tiles/all/8/50/110.mvt", "v", fmt.Sprintf("%d-abc", i)) }),
		flood("basemap", "tiles of the basemap everywhere", smallFlood, func(i int) request {
			z := 6 + i%3
			side := int(math.Exp2(float64(z)))
			return get(fmt.Sprintf("/basemap/%d/%d/%d.mvt", z, i*7%side, i*13%side))
		}),
		flood("stories", "stories that are not there", floodSize, func(i int) request { return get(fmt.Sprintf("/stories/none-%d/clusters?zoom=1", i)) }),
		flood("incidents", "incidents that are not there", smallFlood, func(i int) request { return get(fmt.Sprintf("%s/incidents/01KJ0000000000000000%06d", base, i)) }),
		flood("tags", "copies that are not kept", floodSize, func(i int) request {
			return get(base+"/clusters", "zoom", "4", "bbox", "0,0,1,1").with("If-None-Match", fmt.Sprintf(`"%d"`, i))
		}),
		half,
	}
}

// long makes a long answer what is asked for.
func (a attack) long() attack {
	a.large = true
	return a
}

// passing is an attack that passes a gate.
func (a attack) passing(gate string) attack {
	a.gate = gate
	return a
}
