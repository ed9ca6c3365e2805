package publish

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"regexp"
	"slices"
	"strings"

	"golang.org/x/net/html"
)

// pageWriter writes a page anew.
type pageWriter struct {
	*linker
	// config changes the configuration of the page's script, before addresses are placed.
	config func(*tree) error
	policy string // the page's Content-Security-Policy, which files cannot send
	still  bool   // what is in forms asks a server: its choices are shown, and none can be made

	out     []byte
	skipped string // the element that is left out, until its end
	depth   int    // of elements of that name in it
	within  string // "config", "ld+json" or "noscript" in such an element, whose content is one text
	inForm  bool
	unlinks int // links that are left out, but not their text
}

// page gives a page's addresses their places. What leads nowhere is left out: a link with its
// words and what divides it from the one before, a form with its controls. All else stays
// byte for byte.
func (w *pageWriter) page(body []byte) ([]byte, error) {
	z := html.NewTokenizer(bytes.NewReader(body))
	for {
		kind := z.Next()
		if kind == html.ErrorToken {
			if !errors.Is(z.Err(), io.EOF) {
				return nil, fmt.Errorf("%s: the page cannot be read: %w", w.file, z.Err())
			}
			return w.out, nil
		}
		raw := bytes.Clone(z.Raw())
		if err := w.token(z.Token(), raw); err != nil {
			return nil, fmt.Errorf("%s: %w", w.file, err)
		}
	}
}

func (w *pageWriter) token(t html.Token, raw []byte) error {
	if w.skipped != "" {
		w.skip(t)
		return nil
	}
	switch t.Type {
	case html.TextToken:
		return w.words(raw)
	case html.EndTagToken:
		w.within = ""
		if t.Data == "form" {
			w.inForm = false
		}
		if t.Data == "a" && w.unlinks > 0 {
			w.unlinks--
			return nil
		}
	case html.StartTagToken, html.SelfClosingTagToken:
		w.start(t, raw)
		return nil
	}
	w.out = append(w.out, raw...)
	return nil
}

// skip goes on to the end of what is left out.
func (w *pageWriter) skip(t html.Token) {
	if t.Data != w.skipped {
		return
	}
	switch t.Type {
	case html.StartTagToken:
		w.depth++
	case html.EndTagToken:
		if w.depth--; w.depth == 0 {
			w.skipped = ""
		}
	}
}

// words writes what stands between tags.
func (w *pageWriter) words(raw []byte) error {
	switch w.within {
	case "":
		w.out = append(w.out, w.text(string(raw))...)
		return nil
	case "noscript":
		w.within = ""
		_, err := w.page(raw)
		return err
	}
	t, err := readTree(raw)
	if err != nil {
		return fmt.Errorf("the script %s is %w", w.within, err)
	}
	if w.within == "config" {
		if err := w.config(t); err != nil {
			return err
		}
	}
	w.json(t, w.within == "config")
	w.out = t.append(w.out)
	return nil
}

// addressed are the attributes that are one address.
var addressed = []string{"href", "src", "action", "formaction", "poster", "data", "cite"}

// start writes an element's start with its addresses placed, or leaves the element out.
func (w *pageWriter) start(t html.Token, raw []byte) {
	if w.isOfServer(&t) {
		w.skipped, w.depth = t.Data, 1
		return
	}
	changed := false
	for i := range t.Attr {
		value, ok := w.attribute(&t, t.Attr[i].Key, t.Attr[i].Val)
		if !ok {
			w.leaveOut(&t)
			return
		}
		changed = changed || value != t.Attr[i].Val
		t.Attr[i].Val = value
	}
	w.inForm = w.inForm || t.Data == "form"
	if w.still && w.inForm && slices.Contains([]string{"input", "select", "button", "textarea"}, t.Data) {
		t.Attr = append(t.Attr, html.Attribute{Key: "disabled"}, html.Attribute{Key: "hidden"}) // scripts read what is chosen
		changed = true
	}
	w.within = withinOf(&t)
	if !changed {
		w.out = append(w.out, raw...)
	} else {
		w.out = append(w.out, t.String()...)
	}
	if t.Data == "meta" && attribute(&t, "charset") != "" && w.policy != "" {
		w.out = fmt.Appendf(w.out, "\n<meta http-equiv=\"Content-Security-Policy\" content=\"%s\">", html.EscapeString(w.policy))
	}
}

// isOfServer reports whether an element is nothing but a way to ask a server: to follow what changes, to search
// words, or to ask without a script.
func (w *pageWriter) isOfServer(t *html.Token) bool {
	class := " " + attribute(t, "class") + " "
	switch t.Data {
	case "p":
		return strings.Contains(class, " live ") || w.still && w.inForm && strings.Contains(class, " search ")
	case "noscript":
		return w.still && w.inForm
	}
	return false
}

// withinOf gives which of the elements begins whose content is one text with addresses in it.
func withinOf(t *html.Token) string {
	switch {
	case t.Data == "noscript":
		return "noscript"
	case t.Data == "script" && attribute(t, "id") == "config":
		return "config"
	case t.Data == "script" && attribute(t, "type") == "application/ld+json":
		return "ld+json"
	}
	return ""
}

// attribute places the addresses of an attribute. False when it leads nowhere.
func (w *pageWriter) attribute(t *html.Token, name, value string) (string, bool) {
	switch {
	case name == "srcset":
		return w.sources(value)
	case t.Data == "meta" && strings.HasPrefix(value, origin):
		return w.absolute(value)
	case slices.Contains(addressed, name) && w.isOwn(value, true):
		return w.link(value)
	case strings.Contains(value, origin):
		return html.UnescapeString(w.text(html.EscapeString(value))), true
	}
	return value, true
}

// sources places what srcset lists: addresses, each with what it is for.
func (w *pageWriter) sources(value string) (string, bool) {
	var kept []string
	for _, source := range strings.Split(value, ", ") {
		addr, use, _ := strings.Cut(strings.TrimSpace(source), " ")
		if w.isOwn(addr, true) {
			link, ok := w.link(addr)
			if !ok {
				continue
			}
			addr = link
		}
		kept = append(kept, strings.TrimSpace(addr+" "+use))
	}
	return strings.Join(kept, ", "), len(kept) > 0
}

// divided is what stands between links of one line.
var divided = regexp.MustCompile(`\s*·\s*$`)

// leaveOut leaves out an element that leads nowhere.
func (w *pageWriter) leaveOut(t *html.Token) {
	switch {
	case t.Data == "a" && strings.Contains(" "+attribute(t, "class")+" ", " open "), t.Data == "a" && w.isIncident(t):
		w.unlinks++ // what is said of an incident stays
	case t.Data == "a":
		w.out = divided.ReplaceAll(w.out, nil)
		fallthrough
	case t.Data == "form", t.Data == "iframe", t.Data == "script", t.Data == "object", t.Data == "button":
		w.skipped, w.depth = t.Data, 1
	}
}

// isIncident reports whether a link is one to an incident's page, or to the map with one open.
func (w *pageWriter) isIncident(t *html.Token) bool {
	p, _ := w.layout.Place(attribute(t, "href"))
	return strings.Contains(p.File, "incidents/")
}

func attribute(t *html.Token, name string) string {
	for _, a := range t.Attr {
		if a.Key == name {
			return a.Val
		}
	}
	return ""
}
