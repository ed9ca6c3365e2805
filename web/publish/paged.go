package publish

import (
	"path"
	"strconv"
	"strings"
)

// paged knows which incidents have a page of their own, and in which part of the list the
// others have their line.
type paged struct {
	bounds   Bounds
	own      map[string]bool
	lines    map[string]int
	pictures map[string]int // by the folder of their language
}

func newPaged(b Bounds) *paged {
	return &paged{b, map[string]bool{}, map[string]int{}, map[string]int{}}
}

// incident gives the id of the incident whose page a place is; empty for others.
func (p Place) incident() string {
	dir, ok := strings.CutSuffix(p.File, "/index.html")
	if !ok || path.Base(path.Dir(dir)) != "incidents" {
		return ""
	}
	return path.Base(dir)
}

// part gives the number of the part of the list that a place is; 0 for others.
func (p Place) part() int {
	dir := path.Dir(p.File)
	if path.Base(dir) == "list" {
		return 1
	}
	if path.Base(path.Dir(dir)) != "list" {
		return 0
	}
	n, err := strconv.Atoi(path.Base(dir))
	if err != nil {
		return 0
	}
	return n
}

// take gives where an incident is that a file leads to: on its own page, while there is
// room for one more, else in the part of the list that named it.
func (g *paged) take(from string, p Place) (Place, bool) {
	id := p.incident()
	if !g.own[id] && len(g.own) < g.bounds.Pages {
		g.own[id] = true
	}
	if part := (Place{File: from}).part(); !g.own[id] && part > 0 {
		g.lines[id] = part
	}
	return g.find(p, id)
}

// find gives where an incident is; false for one that no part of the list has named.
func (g *paged) find(p Place, id string) (Place, bool) {
	if g.own[id] {
		return p, true
	}
	part, listed := g.lines[id]
	if !listed {
		return p, false
	}
	dir := strings.TrimSuffix(p.File, path.Join("incidents", id, "index.html"))
	if part == 1 {
		return Place{File: dir + "list/index.html"}, true
	}
	return Place{File: dir + "list/" + strconv.Itoa(part) + "/index.html"}, true
}

// takePicture reports whether there is room for one more picture of a language.
func (g *paged) takePicture(dir string) bool {
	g.pictures[dir]++
	return g.pictures[dir] <= g.bounds.Pictures
}
