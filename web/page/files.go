package page

import (
	"slices"

	"incidentmap/incidents"
	"incidentmap/incidents/format"
	"incidentmap/web/address"
)

// FileLink leads to a file of one format.
type FileLink struct{ Ext, Title, URL string }

// FileLinks leads to a layer's file in every format. People open CSV in spreadsheets, so it begins with
// the mark by which these know its encoding.
func FileLinks(slug, layer, lang string) []FileLink {
	var links []FileLink
	for _, f := range format.Formats() {
		words := []string{"lang", lang}
		if f.Delimited {
			words = append(words, "bom", "1")
		}
		links = append(links, FileLink{f.Ext, f.Title, address.WithQuery(address.LayerFile(slug, layer, f.Ext), words...)})
	}
	return links
}

// OtherFiles leads to a layer's files but that of its own address, its GeoJSON, whose link stands by itself.
func OtherFiles(slug, layer, lang string) []FileLink {
	own := func(f FileLink) bool { return address.LayerFile(slug, layer, f.Ext) == address.Layer(slug, layer) }
	return slices.DeleteFunc(FileLinks(slug, layer, lang), own)
}

// Field is a parameter that a form sends along.
type Field struct{ Name, Value string }

// FeedLinks leads to a story's feeds, whose titles are in a language of its texts.
func (p Page) FeedLinks(story *incidents.Story, lang string) []FeedLink {
	title := p.T("feed") + ": " + p.Say.Words(story.Title, lang).Text
	return []FeedLink{
		{Type: "application/atom+xml", Title: title, URL: address.WithQuery(address.Atom(story.Slug), "lang", lang)},
		{Type: "application/feed+json", Title: title, URL: address.WithQuery(address.JSONFeed(story.Slug), "lang", lang)},
	}
}
