package web

import (
	"slices"

	"incidentmap/incidents"
	"incidentmap/web/address"
)

// listItem is an incident's line in the list.
type listItem struct {
	ID           string
	URL          string
	Layers       []string // ids, for data-layers
	Class, Kind  label
	Shape, Color string // the kind's shape in the colour of its first layer
	Title        words
	Summary      words
	Place        place
	When         moment
	Figures      []casualty
	Sources      []attribution
	Verification label
	Disposition  label // Text is empty while it is active
	Retracted    bool
}

// item makes an incident's line in a list.
func (p page) item(t *tale, pub *incidents.Public, in storyText) listItem {
	kind, _ := incidents.LookupKind(pub.Kind)
	item := listItem{
		ID: pub.ID, URL: address.WithQuery(pub.Path(), "lang", in.lang), Layers: pub.Layers,
		Class:        label{string(pub.Class), p.Say.words(incidents.ClassTitle(pub.Class), p.Lang).Text},
		Kind:         label{string(pub.Kind), p.Say.words(kind.Title, p.Lang).Text},
		Shape:        string(kind.Shape),
		Title:        p.Say.words(pub.Title, in.lang),
		Summary:      p.Say.words(pub.Summary, in.lang),
		Place:        p.Say.place(pub, in.lang),
		When:         p.Say.when(pub.When, in.zone),
		Figures:      p.casualties(t, pub, in),
		Sources:      p.Say.attributions(pub, in.lang),
		Verification: label{string(pub.Verification), p.T("verification." + string(pub.Verification))},
		Disposition:  label{string(pub.Disposition), p.Say.optional("disposition." + string(pub.Disposition))},
		Retracted:    pub.Disposition == incidents.Retracted,
	}
	for _, l := range t.story.Layers {
		if slices.Contains(pub.Layers, l.ID) {
			item.Color = l.Symbol.Color
			break
		}
	}
	return item
}

// casualties says the rows of an incident, each with whose claim it is. Rows that
// another incident counts are marked.
func (p page) casualties(t *tale, pub *incidents.Public, in storyText) []casualty {
	var rows []casualty
	for _, row := range pub.Casualties {
		c := p.Say.casualty(row)
		c.According = p.Say.claimant(pub, row.Claim, in.lang)
		if row.CountedIn != nil {
			mark := p.T("figure.counted.elsewhere")
			c.CountedIn = &link{Text: words{Text: mark}}
			if other, ok := t.byID[row.CountedIn.Incident]; ok {
				c.CountedIn = &link{p.Say.words(other.Title, in.lang), address.WithQuery(other.Path(), "lang", in.lang)}
				mark = p.T("figure.counted", "title", c.CountedIn.Text.Text)
			}
			c.Text += " — " + mark
		}
		rows = append(rows, c)
	}
	return rows
}
