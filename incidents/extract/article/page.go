package article

import (
	"errors"
	"fmt"
	"net/url"
	"strings"

	readability "codeberg.org/readeck/go-readability/v2"
	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"incidentmap/incidents"
)

// maxNodes bounds the elements of a page: those of newspapers have some thousands.
const maxNodes = 100_000

// maxNesting bounds the depths of all elements together, as finding the article takes time by
// both: the heaviest pages of newspapers have some 10,000 elements at a depth of 25.
const maxNesting = 600_000

// maxField is the length, in bytes, of the longest title or byline that is taken from a page.
const maxField = 400

// readPage reads an HTML page as its article.
func readPage(page string) (Document, error) {
	root, err := html.Parse(strings.NewReader(page))
	if err != nil {
		return Document{}, fmt.Errorf("read the page as HTML: %w", err)
	}
	if nesting(root, 0) > maxNesting {
		return Document{}, errors.New("the page is nested too deeply to find the article in it; paste its text")
	}
	var d Document
	address := ownAddress(root, page)
	if address != nil {
		d.URL = address.String()
	}
	d.LeftOut = captions(root)
	p := readability.NewParser()
	p.MaxElemsToParse = maxNodes
	found, err := p.ParseDocument(root, address)
	if err != nil {
		return Document{}, fmt.Errorf("find the article in the page: %w; paste its text", err)
	}
	d.describe(&found)
	w := walker{left: &d.LeftOut}
	if found.Node != nil {
		w.block(found.Node)
		w.end()
	}
	d.Text = d.join(w.paragraphs)
	if d.Text == "" {
		return Document{}, errEmpty
	}
	return d, nil
}

// nesting adds up the depths of the elements of a page.
func nesting(n *html.Node, depth int) int {
	sum := depth
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		if c.Type == html.ElementNode {
			sum += nesting(c, depth+1)
		}
	}
	return sum
}

// describe takes what the page says of itself.
func (d *Document) describe(found *readability.Article) {
	d.Title, d.Byline, d.Publisher = field(found.Title()), field(found.Byline()), field(found.SiteName())
	d.Lang = field(found.Language())
	if t, err := found.PublishedTime(); err == nil {
		d.Published = t
	} else if t, err := found.ModifiedTime(); err == nil {
		d.Published = t
	}
}

func field(s string) string {
	s, _ = incidents.WithoutControls(strings.Join(strings.Fields(s), " "))
	return incidents.Cut(s, maxField)
}

// join puts the title before the paragraphs, unless they begin with it.
func (d *Document) join(paragraphs []string) string {
	if len(paragraphs) == 0 {
		return ""
	}
	if d.Title == "" {
		return strings.Join(paragraphs, "\n\n")
	}
	if strings.EqualFold(paragraphs[0], d.Title) {
		d.LeftOut = append(d.LeftOut, LeftOut{Repeated, quote(paragraphs[0])})
		paragraphs = paragraphs[1:]
	}
	return strings.Join(append([]string{d.Title}, paragraphs...), "\n\n")
}

// ownAddress gives the address that a page says is its own: in a link of rel=canonical, in
// Open Graph's og:url, or in the comment that browsers put into saved pages; nil for none.
func ownAddress(root *html.Node, page string) *url.URL {
	var canonical, graph string
	for n := range root.Descendants() {
		switch {
		case n.DataAtom == atom.Link && attribute(n, "rel") == "canonical":
			canonical = attribute(n, "href")
		case n.DataAtom == atom.Meta && attribute(n, "property") == "og:url":
			graph = attribute(n, "content")
		}
	}
	for _, link := range []string{canonical, graph, savedFrom(page)} {
		u, err := url.Parse(strings.TrimSpace(link))
		if err == nil && u.Host != "" && (u.Scheme == "https" || u.Scheme == "http") {
			return u
		}
	}
	return nil
}

// savedFrom reads the "mark of the web": <!-- saved from url=(0023)https://example.org/ -->.
func savedFrom(page string) string {
	const within = 2048
	_, rest, found := strings.Cut(page[:min(len(page), within)], "saved from url=(")
	if !found {
		return ""
	}
	_, rest, _ = strings.Cut(rest, ")")
	link, _, _ := strings.Cut(rest, "-->")
	return strings.TrimSpace(link)
}

func attribute(n *html.Node, name string) string {
	for _, a := range n.Attr {
		if a.Key == name {
			return a.Val
		}
	}
	return ""
}

// captions tells of the captions of a page, which are not read.
func captions(root *html.Node) []LeftOut {
	const most = 50
	var all []LeftOut
	for n := range root.Descendants() {
		if n.DataAtom == atom.Figcaption && len(all) < most {
			if words := quote(textOf(n)); words != "" {
				all = append(all, LeftOut{Caption, words})
			}
		}
	}
	return all
}

// textOf gives all text in a node.
func textOf(n *html.Node) string {
	var b strings.Builder
	for c := range n.Descendants() {
		if c.Type == html.TextNode {
			b.WriteString(c.Data)
		}
	}
	return b.String()
}
