package intake

import (
	"slices"
	"strings"

	"incidentmap/incidents/intake/columns"
	"incidentmap/incidents/records/markup"
)

// mediaColumn is the name under which pictures that were in a text are kept.
const mediaColumn = "media"

// takeOutMarkup makes text of the HTML in cells. The addresses of pictures in it are kept beside.
func (c *converter) takeOutMarkup() {
	if c.own {
		return
	}
	copied := false
	for i, v := range c.row {
		if !strings.ContainsAny(v, "<&") || c.fields[i].Field == columns.Geometry || c.fields[i].Field == columns.URL || !markup.Has(v) {
			continue
		}
		if !copied {
			c.row, copied = slices.Clone(c.row), true
		}
		plain := markup.Read(v)
		c.row[i] = plain.Text
		c.keepImages(plain.Images)
		c.note(i, v, "holds HTML", "it is made text; pictures in it are kept beside")
	}
}

// keepImages keeps the addresses of pictures as a column of their own.
func (c *converter) keepImages(all []string) {
	if len(all) == 0 {
		return
	}
	if c.inc.Extra == nil {
		c.inc.Extra = make(map[string]string, len(c.extra)+1)
	}
	list := strings.Join(all, " ")
	if before := c.inc.Extra[mediaColumn]; before != "" {
		list = before + " " + list
	}
	c.inc.Extra[mediaColumn] = cut(list, maxText)
}
