package embed

import (
	"fmt"
	"html"
	"strings"
)

// Heights of embeds in CSS pixels.
const (
	Height      = 560 // where none is asked for
	LeastHeight = 300
	MostHeight  = 1200
)

// Snippet is what an editor pastes. All addresses are absolute.
type Snippet struct {
	Source string // of the embed
	Story  string // of the page that the picture leads to
	Image  string // of a still picture, for where frames are taken out
	Script string // of the script that sets the frame's height; empty for none
	Title  string // of the map
	Width  int    // CSS pixels; 0 for all there is
	Height int    // CSS pixels
}

// HTML gives the snippet. What is inside the frame is not shown by browsers; a system that takes
// frames out mostly leaves it, and it leads to the map. Width, height and border are attributes
// too, as a page's policy may forbid styles in its text.
func (s Snippet) HTML() string {
	e := html.EscapeString
	width := "100%"
	if s.Width > 0 {
		width = fmt.Sprint(s.Width)
	}
	var b strings.Builder
	fmt.Fprintf(&b, `<iframe src="%s" title="%s" width="%s" height="%d" loading="lazy" allowfullscreen frameborder="0" style="border:0;display:block;max-width:100%%">`,
		e(s.Source), e(s.Title), width, s.Height)
	fmt.Fprintf(&b, `<a href="%s"><img src="%s" alt="%s"></a></iframe>`, e(s.Story), e(s.Image), e(s.Title))
	if s.Script != "" {
		fmt.Fprintf(&b, "\n<script async src=\"%s\"></script>", e(s.Script))
	}
	return b.String()
}
