package publish

import (
	"context"
	"fmt"
	"net/url"
	"path"
	"strconv"
	"strings"

	"incidentmap/web/address"
)

// configure makes a script's configuration one for work from files.
func (r *run) configure(w wanted, t *tree) error {
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
	return r.coverBasemap(t)
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
