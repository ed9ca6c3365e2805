package page

import (
	"strconv"
	"strings"

	"incidentmap/incidents"
	"incidentmap/web/address"
	"incidentmap/web/i18n"
)

// Picture is a picture of an incident, or the still of a video that is elsewhere.
type Picture struct {
	Src           string // the file that every browser can show
	Set           string // all files, each with its width, for srcset
	Width, Height int    // pixels, of the widest
	Alt           i18n.Words
	Credit        i18n.Words
	Licence       i18n.Link  // the URL may be empty
	Warning       i18n.Words // empty for one that is shown at once
	Video         string     // the video's address; empty for a picture
}

// usualWidth is the least width in pixels of the file that a browser gets which does not choose itself.
const usualWidth = 800

// Pictures gives what is shown of an incident; query is the state that its page is of, empty for today's.
func (p Page) Pictures(pub *incidents.Public, in i18n.Texts, query string) []Picture {
	var all []Picture
	for i := range pub.Media {
		m := &pub.Media[i]
		one := Picture{
			Width: m.Width, Height: m.Height, Alt: p.Say.Words(m.Alt, in.Lang), Credit: p.Say.Words(m.Credit, in.Lang),
			Licence: i18n.Link{Text: i18n.Words{Text: m.Licence.Name}, URL: m.Licence.URL}, Warning: p.Say.Words(m.Warning, in.Lang), Video: m.Link,
		}
		var set []string
		for _, w := range m.Widths() {
			file := address.Media(pub.Story, pub.ID, incidents.MediaFileName(m.Hash, w))
			if query != "" {
				file += "?" + query
			}
			set = append(set, file+" "+strconv.Itoa(w)+"w")
			if one.Src == "" || w <= usualWidth {
				one.Src = file
			}
		}
		one.Set = strings.Join(set, ", ")
		all = append(all, one)
	}
	return all
}
