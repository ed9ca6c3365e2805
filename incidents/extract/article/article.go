// Package article reads what a story comes in, a pasted text or the saved page of a site, as
// plain text with what the page says of itself.
//
//	bytes ── encoding ──► text ── looks like HTML? ──► page ── readability ──► body ── paragraphs ──► Document
//	                          └────────────────────────────────────────────────────────────────────► Document
//
// Which part of a page is the article is told by go-readability, a port of the reader view
// of Firefox. Captions and lines that only lead elsewhere are left out, and told of.
//
// Goals: the text is what a person reads as the article, paragraph by paragraph; nothing is
// left out without a word; bounded in size and time.
//
// Non-goals: fetching pages; what the text says, which is the work of package extract.
package article

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"strings"
	"time"

	"incidentmap/incidents"
	"incidentmap/incidents/extract/text"
	"incidentmap/incidents/records/charset"
)

// MaxBytes is the size of the largest page or text that is read.
const MaxBytes = 4 << 20

// Document is a story as text.
type Document struct {
	Title     string    `json:"title,omitempty"`
	Byline    string    `json:"byline,omitempty"`
	Publisher string    `json:"publisher,omitempty"` // the site's name
	URL       string    `json:"url,omitempty"`       // the page's own address
	Published time.Time `json:"published,omitzero"`
	Lang      string    `json:"lang,omitempty"` // as the page says: "es", "es-MX"
	Text      string    `json:"text"`           // what offsets count in; its first line is the title of a page
	LeftOut   []LeftOut `json:"left_out,omitempty"`
}

// LeftOut is a piece of a page that is not in its text.
type LeftOut struct {
	Why   Why    `json:"why"`
	Words string `json:"words"` // its beginning
}

// Why names the reason for leaving something out.
type Why string

// The reasons.
const (
	Caption  Why = "caption"   // of a picture or a video
	LeadsOff Why = "leads_off" // a line that leads to another page: "Read more: …"
	Repeated Why = "repeated"  // the title once more
)

// errEmpty is of a page or file without any text.
var errEmpty = errors.New("there is no text in it")

// Read reads a text or a page in any usual encoding. A page is told from a text by how it
// begins. The error says what to do; text that is only white space is an error too.
func Read(content []byte) (Document, error) {
	if len(content) > MaxBytes {
		return Document{}, fmt.Errorf("it has %d bytes; at most %d are read: save the article alone, or paste its text", len(content), MaxBytes)
	}
	text, err := decode(content)
	if err != nil {
		return Document{}, err
	}
	if IsHTML(text) {
		return readPage(text)
	}
	if strings.TrimSpace(text) == "" {
		return Document{}, errEmpty
	}
	return Document{Text: text, LeftOut: asides(text)}, nil
}

// asides tells of the lines of a pasted text that are not read: they stay in it, as offsets count in it.
func asides(pasted string) []LeftOut {
	var left []LeftOut
	for line := range strings.Lines(pasted) {
		switch line = strings.TrimSpace(line); {
		case len(left) >= mostLeft:
			return left
		case text.LeadsElsewhere(line):
			left = append(left, LeftOut{LeadsOff, quote(line)})
		case text.IsCaption(line):
			left = append(left, LeftOut{Caption, quote(line)})
		}
	}
	return left
}

// mostLeft bounds how much is told of what is left out.
const mostLeft = 100

// decode gives the content as UTF-8.
func decode(content []byte) (string, error) {
	encoding := charset.Detect(content).Name
	if label := declared(content); label != "" && encoding == charset.Windows1252 {
		if known, err := charset.Canonical(label); err == nil {
			encoding = known
		}
	}
	r, err := charset.NewReader(bytes.NewReader(content), encoding)
	if err != nil {
		return "", fmt.Errorf("read its characters: %w", err)
	}
	all, err := io.ReadAll(r)
	if err != nil {
		return "", fmt.Errorf("read its characters: %w", err)
	}
	text := charset.Mend(all)
	if strings.ContainsRune(text, 0) {
		return "", errors.New("it is no text: it has characters of value zero; give a text or an HTML page")
	}
	return text, nil
}

// declared gives what a page says of its encoding in its first bytes (HTML, section 4.2.5.4).
func declared(content []byte) string {
	const within = 1024
	head := strings.ToLower(string(content[:min(len(content), within)]))
	_, rest, found := strings.Cut(head, "charset=")
	if !found {
		return ""
	}
	rest = strings.TrimLeft(rest, `"' `)
	end := strings.IndexAny(rest, "\"'> ;/")
	if end < 0 {
		return ""
	}
	return rest[:end]
}

// pageStarts are how HTML pages begin, in small letters.
var pageStarts = []string{"<!doctype html", "<html", "<head", "<body", "<!--", "<article", "<div", "<main", "<p>", "<p ", "<meta", "<title", "<?xml"}

// IsHTML reports whether a text is a page: whether it begins as one.
func IsHTML(text string) bool {
	const longest = 20
	start := strings.TrimLeft(text, "\ufeff \t\r\n")
	start = strings.ToLower(start[:min(len(start), longest)])
	for _, s := range pageStarts {
		if strings.HasPrefix(start, s) {
			return true
		}
	}
	return false
}

// quote bounds the words of what is left out.
func quote(s string) string {
	const most = 80
	return incidents.Cut(strings.Join(strings.Fields(s), " "), most)
}
