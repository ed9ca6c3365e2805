package offer

import (
	"crypto/sha256"
	"encoding/hex"

	"incidentmap/incidents"
	"incidentmap/incidents/extract"
	"incidentmap/incidents/extract/article"
)

// cite names the page that a draft was read from: it stands in for the source that is the
// report itself, and is who quotes the others. A document that says nothing of itself is left as it is.
func cite(d *article.Document, drafts []extract.Draft) {
	if d.URL == "" && d.Publisher == "" {
		return
	}
	hash := sha256.Sum256([]byte(d.Text))
	for i := range drafts {
		inc := &drafts[i].Incident
		_, lang := inc.Title.In()
		page := incidents.NewSource(lang, d.Publisher, d.URL)
		page.Published, page.Lang, page.Hash = d.Published, lang, "sha256:"+hex.EncodeToString(hash[:])
		if page.Kind == incidents.UnstatedSource || d.URL == "" {
			page.Kind = incidents.Wire
		}
		replaceReport(inc, page)
	}
}

// replaceReport puts a page in the place of the report among the sources of an incident.
func replaceReport(inc *incidents.Incident, page incidents.Source) {
	sources := []incidents.Source{page}
	for _, s := range inc.Sources {
		if s.ID == page.ID {
			continue
		}
		if !extract.IsReport(&s) {
			s.Via = page.ID
			sources = append(sources, s)
			continue
		}
		for k := range inc.Claims {
			if inc.Claims[k].Source == s.ID {
				inc.Claims[k].Source = page.ID
			}
		}
	}
	inc.Sources = sources
}
