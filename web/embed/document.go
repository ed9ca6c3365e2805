package embed

import (
	"encoding/xml"
	"io"
)

// Rich is the document of a map by oEmbed 1.0 (https://oembed.com, section 2.3.4.4). Its width and
// height are of the snippet, in CSS pixels; CacheAge is in seconds.
type Rich struct {
	XMLName         xml.Name `json:"-" xml:"oembed"`
	Type            string   `json:"type" xml:"type"`
	Version         string   `json:"version" xml:"version"`
	Title           string   `json:"title" xml:"title"`
	AuthorName      string   `json:"author_name,omitempty" xml:"author_name,omitempty"`
	AuthorURL       string   `json:"author_url,omitempty" xml:"author_url,omitempty"`
	ProviderName    string   `json:"provider_name" xml:"provider_name"`
	ProviderURL     string   `json:"provider_url" xml:"provider_url"`
	CacheAge        int      `json:"cache_age" xml:"cache_age"`
	ThumbnailURL    string   `json:"thumbnail_url,omitempty" xml:"thumbnail_url,omitempty"`
	ThumbnailWidth  int      `json:"thumbnail_width,omitempty" xml:"thumbnail_width,omitempty"`
	ThumbnailHeight int      `json:"thumbnail_height,omitempty" xml:"thumbnail_height,omitempty"`
	HTML            string   `json:"html" xml:"html"`
	Width           int      `json:"width" xml:"width"`
	Height          int      `json:"height" xml:"height"`
}

// WriteXML writes the same as XML.
func (r *Rich) WriteXML(w io.Writer) error {
	if _, err := io.WriteString(w, `<?xml version="1.0" encoding="utf-8" standalone="yes"?>`+"\n"); err != nil {
		return err
	}
	if err := xml.NewEncoder(w).Encode(r); err != nil {
		return err
	}
	_, err := io.WriteString(w, "\n")
	return err
}

// Fit makes a picture's size no larger than a width and a height, of which 0 is no bound, and
// keeps its shape.
func Fit(width, height, mostWidth, mostHeight int) (int, int) {
	if mostWidth > 0 && width > mostWidth {
		width, height = mostWidth, height*mostWidth/width
	}
	if mostHeight > 0 && height > mostHeight {
		width, height = width*mostHeight/height, mostHeight
	}
	return width, height
}
