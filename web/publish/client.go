package publish

import (
	"context"
	"fmt"
	"maps"
	"net/url"
	"path"
	"slices"
	"strconv"
	"strings"

	"incidentmap/web/address"
)

// configure makes a script's configuration one for work from files.
func (r *run) configure(ctx context.Context, w wanted, t *tree) error {
	t.set("live", nil)
	t.set("list", nil)
	t.set("places", nil)
	t.set("later", nil)
	u, err := url.Parse(w.addr)
	if err != nil {
		return err
	}
	folder := ""
	if lang := r.langOf(u); lang != r.layout.Lang {
		folder = lang
	}
	if t.get("views") != nil {
		if !r.seen[path.Join(folder, "views")] {
			r.seen[path.Join(folder, "views")] = true
			r.views = append(r.views, r.langOf(u))
		}
		views, err := treeOf(map[string]string{
			"tree":  Place{File: path.Join(folder, "views/tree.json")}.Relative(w.file),
			"tiles": Place{File: path.Join(folder, "views")}.Relative(w.file) + "/{z}/{x}/{y}.json",
		})
		if err != nil {
			return err
		}
		t.set("views", views)
	}
	if err := r.countByArea(w, t); err != nil {
		return err
	}
	return r.coverBasemap(ctx, t)
}

// countZooms are the zooms for which counts are written by each division; a map takes those of the last that is not above
// its own. Hexagons are of their zoom, outlines grow finer with it.
var countZooms = map[string][]int{"adm1": {0, 3, 6}, "adm2": {0, 3, 6}, "country": {0, 3}, "hexagon": {0, 2, 3, 4, 5, 6, 7, 8, 9, 10}}

// countByArea wants the counts by area and hexagon of all that the story has, and tells the script where they are.
func (r *run) countByArea(w wanted, config *tree) error {
	counts := config.get("density")
	if counts == nil {
		return nil
	}
	for _, by := range slices.Sorted(maps.Keys(countZooms)) {
		for _, zoom := range countZooms[by] {
			r.want(address.WithQuery(address.Density(r.layout.Story), "by", by, "zoom", strconv.Itoa(zoom)))
		}
	}
	link := strings.NewReplacer("%7B", "{", "%7D", "}").Replace(Place{File: "density/{by}/{zoom}.json"}.Relative(w.file))
	url, err := treeOf(link)
	if err != nil {
		return err
	}
	zooms, err := treeOf(countZooms)
	counts.set("url", url)
	counts.set("zooms", zooms)
	return err
}

// addTiles names, in the index of layers, the files that hold the layers' tiles.
func (r *run) addTiles(index *tree) {
	layers := index.get("layers")
	if layers == nil {
		return
	}
	for _, layer := range layers.items {
		id, links := layer.get("id"), layer.get("links")
		if id == nil || id.text == nil || links == nil {
			continue
		}
		tiles := map[string]string{
			"rel": "alternate", "type": "application/vnd.pmtiles",
			"href": origin + address.TileFile(r.layout.Story, *id.text),
		}
		if link, err := treeOf(tiles); err == nil { // texts always marshal
			links.items = append(links.items, link)
		}
	}
}

// fewerZooms are the last zooms that are tried, one after the other, for the tiles of a layer
// that do not fit in a file.
var fewerZooms = []int{8, 6, 4, 2}

// writeFewerTiles writes a layer's tiles up to the greatest zoom at which the server makes a file.
func (r *run) writeFewerTiles(ctx context.Context, w wanted) error {
	addr, _, _ := strings.Cut(w.addr, "&maxzoom=")
	next := fewerZooms
	for i, zoom := range fewerZooms {
		if strings.HasSuffix(w.addr, "&maxzoom="+strconv.Itoa(zoom)) {
			next = fewerZooms[i+1:]
		}
	}
	if len(next) == 0 {
		r.report(fmt.Sprintf("%s is left out: it would be too large", w.file))
		return nil
	}
	r.report(fmt.Sprintf("%s ends at zoom %d or before: to zoom 10 it would be too large", w.file, next[0]))
	return r.write(ctx, wanted{w.file, addr + "&maxzoom=" + strconv.Itoa(next[0])})
}
