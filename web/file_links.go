package web

import (
	"slices"

	"incidentmap/incidents/format"
	"incidentmap/web/address"
)

// fileLink leads to a file of one format.
type fileLink struct{ Ext, Title, URL string }

// fileLinks leads to a layer's file in every format.
func fileLinks(slug, layer, lang string) []fileLink {
	var links []fileLink
	for _, f := range format.Formats() {
		links = append(links, fileLink{f.Ext, f.Title, address.WithQuery(address.LayerFile(slug, layer, f.Ext), "lang", lang)})
	}
	return links
}

// otherFiles leads to a layer's files but its GeoJSON, whose link stands by itself.
func otherFiles(slug, layer, lang string) []fileLink {
	return slices.DeleteFunc(fileLinks(slug, layer, lang), func(f fileLink) bool { return f.Ext == "geojson" })
}
