package intake

import (
	"encoding/json"
	"strconv"
	"strings"

	"incidentmap/incidents"
	"incidentmap/incidents/intake/words"
)

// readListed reads sources that stand as a list of objects in a cell, as JSON of maps and archives has
// them: of each its address, who publishes it, and what it is described as. False for any other cell.
func (c *converter) readListed() bool {
	columns := append([]int{c.publisher}, c.links...)
	found := false
	for _, column := range columns {
		v := c.value(column)
		if len(v) < 2 || v[0] != '[' && v[0] != '{' {
			continue
		}
		var list []map[string]any
		if v[0] == '{' {
			v = "[" + v + "]"
		}
		if json.Unmarshal([]byte(v), &list) != nil {
			if c.readNames(v) {
				found = true
			}
			continue
		}
		for _, object := range list {
			c.readListedSource(column, object)
		}
		c.keep(column)
		found = found || len(list) > 0
	}
	return found
}

// readNames reads a list of texts: addresses or names of publishers.
func (c *converter) readNames(v string) bool {
	var list []string
	if json.Unmarshal([]byte(v), &list) != nil {
		return false
	}
	for _, name := range list {
		switch name = strings.TrimSpace(name); {
		case isLink(name):
			c.addSource("", name)
		case name != "" && !c.isMissing(name):
			c.addSource(name, "")
		}
	}
	return len(list) > 0
}

// The members of a source's object, in the order in which they are looked for.
var (
	linkMembers     = []string{"url", "path", "link", "href", "uri", "address", "source url", "paths", "web"}
	publisherNames  = []string{"publisher", "source", "outlet", "name", "author", "newspaper", "media", "title", "label"}
	descriptionKeys = []string{"description", "desc", "summary", "text", "caption", "note", "notes", "title"}
)

func (c *converter) readListedSource(column int, object map[string]any) {
	texts := map[string]string{}
	for k, v := range object {
		switch v := v.(type) {
		case string:
			texts[words.Key(k)] = strings.TrimSpace(v)
		case []any:
			if len(v) > 0 {
				if s, ok := v[0].(string); ok {
					texts[words.Key(k)] = strings.TrimSpace(s)
				}
			}
		}
	}
	link := ""
	for _, name := range linkMembers {
		if v := texts[name]; isLink(v) {
			link = v
			break
		} else if schemed(v) && v != "" {
			c.lose(column, v, "is not an http or https address", "the value is left out")
		}
	}
	publisher := first(texts, publisherNames)
	if isLink(publisher) {
		publisher = ""
	}
	description := first(texts, descriptionKeys)
	if publisher == "" && link == "" {
		if publisher = description; publisher == "" {
			return
		}
	}
	id := c.addSource(publisher, link)
	if id == "" || description == "" || description == publisher {
		return
	}
	if len(c.inc.Claims) < maxSources {
		c.inc.Claims = append(c.inc.Claims, incidents.Claim{
			ID: "d" + strconv.Itoa(len(c.inc.Claims)+1), Field: "summary", Value: cut(description, maxText), Source: id, Stance: incidents.Supports,
		})
	}
}

func first(texts map[string]string, names []string) string {
	for _, n := range names {
		if v := texts[n]; v != "" {
			return v
		}
	}
	return ""
}
