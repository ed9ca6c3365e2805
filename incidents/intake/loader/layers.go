package loader

import (
	"cmp"
	"slices"
	"strings"

	"incidentmap/incidents"
)

// layerColors are told apart by the colour-blind (Okabe and Ito, "Color Universal Design"), darker where
// they would be pale on a light map.
var layerColors = []string{"#0072b2", "#d55e00", "#009e73", "#a3527f", "#b8860b", "#3a7ca5", "#b2182b", "#5b5b5b"}

// layersOf makes a layer of each of the kinds that the first incidents have, the most frequent first, as
// many as there are colours.
func layersOf(writes []incidents.Write, story *incidents.Story) []incidents.Layer {
	counts := map[incidents.Kind]int{}
	for i := range writes {
		if writes[i].Incident.Kind != "other_incident" {
			counts[writes[i].Incident.Kind]++
		}
	}
	kinds := make([]incidents.Kind, 0, len(counts))
	for k := range counts {
		kinds = append(kinds, k)
	}
	slices.SortFunc(kinds, func(a, b incidents.Kind) int { return cmp.Or(counts[b]-counts[a], cmp.Compare(a, b)) })
	layers := []incidents.Layer{}
	for i, k := range kinds[:min(len(kinds), len(layerColors))] {
		info, _ := story.LookupKind(k)
		title := incidents.Text{}
		for _, lang := range append([]string{"en", "es"}, story.Languages...) {
			if t := info.Title[lang]; t != "" {
				title[lang] = t
			}
		}
		layers = append(layers, incidents.Layer{
			ID: strings.ReplaceAll(string(k), "_", "-"), Title: title, Symbol: incidents.Symbol{Shape: info.Shape, Color: layerColors[i]},
			Filter: incidents.LayerFilter{Kinds: []incidents.Kind{k}},
		})
	}
	return layers
}
