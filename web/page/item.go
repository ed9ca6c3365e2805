package page

import (
	"slices"

	"incidentmap/incidents"
	"incidentmap/web/address"
	"incidentmap/web/say"
	"incidentmap/web/stories"
)

// Item is an incident's line in the list.
type Item struct {
	ID           string
	URL          string
	Layers       []string // ids, for data-layers
	Class, Kind  say.Label
	Shape, Color string // the kind's shape in the colour of its first layer
	Title        say.Words
	Summary      say.Words
	Place        say.Place
	When         say.Moment
	Figures      []say.Casualty
	Sources      []say.Attribution
	Verification say.Label
	Disposition  say.Label // Text is empty while it is active
	Retracted    bool
	Hidden       bool // until its layer is switched on
}

// ListItem makes an incident's line in a list.
func (p Page) ListItem(t *stories.Shown, pub *incidents.Public, in say.Texts) Item {
	kind, _ := incidents.LookupKind(pub.Kind)
	item := Item{
		ID: pub.ID, URL: address.WithQuery(pub.Path(), "lang", in.Lang), Layers: pub.Layers,
		Class:        say.Label{ID: string(pub.Class), Text: p.Say.Words(incidents.ClassTitle(pub.Class), p.Lang).Text},
		Kind:         say.Label{ID: string(pub.Kind), Text: p.Say.Words(kind.Title, p.Lang).Text},
		Shape:        string(kind.Shape),
		Title:        p.Say.Words(pub.Title, in.Lang),
		Summary:      p.Say.Words(pub.Summary, in.Lang),
		Place:        p.Say.Place(pub, in.Lang),
		When:         p.Say.When(pub.When, in.Zone),
		Figures:      p.casualties(t, pub, in),
		Sources:      p.Say.Attributions(pub, in.Lang),
		Verification: say.Label{ID: string(pub.Verification), Text: p.T("verification." + string(pub.Verification))},
		Disposition:  say.Label{ID: string(pub.Disposition), Text: p.Say.Optional("disposition." + string(pub.Disposition))},
		Retracted:    pub.Disposition == incidents.Retracted,
	}
	for _, l := range t.Story.Layers {
		if slices.Contains(pub.Layers, l.ID) {
			item.Color = l.Symbol.Color
			break
		}
	}
	return item
}

// casualties says the rows of an incident, each with whose claim it is. Rows that
// another incident counts are marked.
func (p Page) casualties(t *stories.Shown, pub *incidents.Public, in say.Texts) []say.Casualty {
	var rows []say.Casualty
	for _, row := range pub.Casualties {
		c := p.Say.Casualty(row)
		c.According = p.Say.Claimant(pub, row.Claim, in.Lang)
		if row.CountedIn != nil {
			mark := p.T("figure.counted.elsewhere")
			c.CountedIn = &say.Link{Text: say.Words{Text: mark}}
			if other, ok := t.ByID(row.CountedIn.Incident); ok {
				c.CountedIn = &say.Link{Text: p.Say.Words(other.Title, in.Lang), URL: address.WithQuery(other.Path(), "lang", in.Lang)}
				mark = p.T("figure.counted", "title", c.CountedIn.Text.Text)
			}
			c.Text += " — " + mark
		}
		rows = append(rows, c)
	}
	return rows
}
