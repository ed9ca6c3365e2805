package intake

import (
	"strconv"
	"strings"

	"incidentmap/incidents"
	"incidentmap/incidents/intake/words"
)

// maxSources is how many sources an incident may have.
const maxSources = 200

// readSources reads who says it, and the links. A cell may hold several of either.
func (c *converter) readSources() {
	if c.readListed() {
		return
	}
	publisher := strings.Trim(c.value(c.publisher), ",; ")
	if c.isMissing(publisher) {
		publisher = ""
	}
	links := c.linkRoom[:0]
	if looksLikeLink(publisher) {
		links, publisher = c.partLinks(links, publisher)
	}
	for _, column := range c.links {
		if v := c.value(column); v != "" {
			before := len(links)
			links = c.addLinks(links, column, v)
			links = append(links[:before], c.leaveMaps(links[before:], column)...)
		}
	}
	c.linkRoom = links
	publishers := splitPublishers(publisher)
	switch {
	case len(links) == 0:
		for _, p := range publishers {
			c.addSource(p, "")
		}
	case len(publishers) == len(links):
		for i, l := range links {
			c.addSource(publishers[i], l)
		}
	default:
		for _, l := range links {
			c.addSource(publisher, l)
		}
	}
}

func looksLikeLink(s string) bool {
	return strings.Contains(s, "://") || len(s) > 11 && strings.EqualFold(s[:11], "javascript:")
}

// partLinks takes the web addresses out of a cell that names publishers, too.
func (c *converter) partLinks(links []string, cell string) (all []string, publisher string) {
	if isLink(cell) && !strings.ContainsAny(cell, ";|, \n") {
		return append(links, cell), ""
	}
	var names []string
	for _, v := range splitLinks(cell) {
		switch {
		case isLink(v):
			links = append(links, v)
		case strings.Contains(v, "://") || len(v) > 11 && strings.EqualFold(v[:11], "javascript:"):
			c.lose(c.publisher, v, "is not an http or https address", "the value is left out")
		default:
			names = append(names, v)
		}
	}
	return links, strings.Trim(strings.Join(names, " "), ",;: ")
}

// splitPublishers parts a cell where a semicolon or a bar stands. Commas stand in names.
func splitPublishers(s string) []string {
	if s == "" {
		return nil
	}
	if !strings.ContainsAny(s, ";|") {
		return []string{s}
	}
	var all []string
	for _, p := range strings.FieldsFunc(s, func(r rune) bool { return r == ';' || r == '|' }) {
		if p = strings.TrimSpace(p); p != "" {
			all = append(all, p)
		}
	}
	return all
}

// addLinks takes the web addresses of a cell. What is none is refused for itself alone.
func (c *converter) addLinks(links []string, column int, cell string) []string {
	if isLink(cell) && !strings.ContainsAny(cell, ";|, \n") {
		return append(links, cell)
	}
	for _, v := range splitLinks(cell) {
		switch {
		case isLink(v):
			links = append(links, v)
		case isLink("https://"+v) && strings.HasPrefix(strings.ToLower(v), "www."):
			links = append(links, "https://"+v)
			c.note(column, v, "has no scheme", "it is taken as https")
		case schemed(v):
			c.lose(column, v, "is not an http or https address", "the value is left out")
		case words.Missing(words.Plain(v)):
		default:
			c.note(column, v, "is not a web address", "the cell is kept")
			c.keep(column)
		}
	}
	return links
}

// splitLinks parts a cell at semicolons, bars, line ends and spaces, and at commas behind
// which another address begins: addresses may hold commas.
func splitLinks(s string) []string {
	if !strings.Contains(s, ":") {
		return []string{s}
	}
	var all []string
	for _, field := range strings.FieldsFunc(s, func(r rune) bool { return strings.ContainsRune(";| \n\r\t", r) }) {
		begun := false
		for _, piece := range strings.Split(field, ",") {
			switch {
			case !begun || schemed(piece) || strings.HasPrefix(piece, "www."):
				if piece != "" {
					all, begun = append(all, piece), true
				}
			case piece != "":
				all[len(all)-1] += "," + piece
			}
		}
	}
	return all
}

// isLink tells an address that the domain lets through.
func isLink(s string) bool {
	return len(s) >= 8 && len(s) <= 2000 && strings.EqualFold(s[:4], "http") && incidents.IsLink(s)
}

// schemed tells text with a scheme: "javascript:…", "data:…", "ftp://…".
func schemed(s string) bool {
	scheme, _, ok := strings.Cut(s, ":")
	if !ok || scheme == "" || len(scheme) > 20 {
		return false
	}
	for _, r := range strings.TrimSpace(scheme) {
		if (r < 'a' || r > 'z') && (r < 'A' || r > 'Z') && (r < '0' || r > '9') && r != '+' && r != '-' && r != '.' {
			return false
		}
	}
	return true
}

// addSource adds a source, whose id is the same for the same publisher and address, and gives that;
// nothing for one that is too many.
func (c *converter) addSource(publisher, link string) string {
	if len(c.inc.Sources) >= maxSources {
		c.lose(c.publisher, publisher+" "+link, "is more than the "+strconv.Itoa(maxSources)+" sources that an incident may have", "the source is left out")
		return ""
	}
	if publisher == "" {
		publisher = incidents.HostOf(link)
	}
	publisher = c.fit(c.publisher, publisher, maxTitle)
	id := incidents.SourceID(publisher, link)
	for _, s := range c.inc.Sources {
		if s.ID == id {
			return id
		}
	}
	// A file names its sources, and hardly ever says of which kind they are or who stands for them: what
	// a host tells is taken, and nothing else.
	kind := incidents.KindOfHost(incidents.HostOf(link))
	if kind == incidents.Wire {
		kind = incidents.UnstatedSource
	}
	c.inc.Sources = append(c.inc.Sources, incidents.Source{
		ID: id, Publisher: c.text(publisher), URL: link, Kind: kind, Attribution: incidents.UnstatedAttribution,
	})
	return id
}
