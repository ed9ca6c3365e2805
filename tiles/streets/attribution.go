package streets

import (
	"html"
	"regexp"
	"strings"
)

var (
	links = regexp.MustCompile(`(?is)<a\b[^>]*\bhref\s*=\s*["'](https?://[^"'<>\s]+)["'][^>]*>(.*?)</a\s*>`)
	tags  = regexp.MustCompile(`(?s)<[^>]*>`)
)

// maxAttribution bounds the text of an attribution, in bytes.
const maxAttribution = 600

// Attribution gives what an archive says of its makers as HTML that may be shown: its links and its text, and no other
// markup.
func Attribution(archive string) string {
	if len(archive) > maxAttribution {
		archive = strings.ToValidUTF8(archive[:maxAttribution], "")
	}
	var out strings.Builder
	text := func(s string) { out.WriteString(html.EscapeString(html.UnescapeString(tags.ReplaceAllString(s, "")))) }
	done := 0
	for _, at := range links.FindAllStringSubmatchIndex(archive, -1) {
		text(archive[done:at[0]])
		out.WriteString(`<a href="` + html.EscapeString(html.UnescapeString(archive[at[2]:at[3]])) + `">`)
		text(archive[at[4]:at[5]])
		out.WriteString("</a>")
		done = at[1]
	}
	text(archive[done:])
	return strings.TrimSpace(out.String())
}
