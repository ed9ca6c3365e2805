package page

import (
	"bytes"
	"regexp"
)

// addressed finds what leads from a page to another address of the site. The templates' attributes
// are all within double quotes, which nothing that they place has: a text's are escaped.
var addressed = regexp.MustCompile(` (?:href|src|action)="/`)

// rooted gives a page's links within the site the path below which the server lives. The pages are
// made as if it lived at the root: this is the one place where its prefix goes into them.
func rooted(body []byte, prefix string) []byte {
	if prefix == "" {
		return body
	}
	found := addressed.FindAllIndex(body, -1)
	out := bytes.NewBuffer(make([]byte, 0, len(body)+len(found)*len(prefix)))
	done := 0
	for _, at := range found {
		end := at[1] - 1 // the slash
		out.Write(body[done:end])
		out.WriteString(prefix)
		done = end
	}
	out.Write(body[done:])
	return out.Bytes()
}
