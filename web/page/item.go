package page

import (
	"slices"

	"incidentmap/incidents"
	"incidentmap/web/address"
	"incidentmap/web/i18n"
)

// Item is an incident's line in the list.
type Item struct {
	ID           string
	URL          string
	Layers       []string // ids, for data-layers
	Class, Kind  i18n.Label
	Shape, Color string // the kind's shape in the colour of its first layer
	Title        i18n.Words
	Summary      i18n.Words
	Place        i18n.Place
	When         i18n.Moment
	Figures      []i18n.Casualty
	Sources      []i18n.Attribution
	Verification i18n.Label
	Disposition  i18n.Label // Text is empty while it is active
	Retracted    bool
	Hidden       bool          // not what the reader asked for
	New          bool          // changed since the reader's last look
	Seq          incidents.Seq // of its newest change
	Pictures     string        // how many there are of it; empty for none
}

// Shown is the incidents of a page: ByID gives one that is shown, or that one of those refers to.
type Shown interface {
	ByID(id string) (*incidents.Public, bool)
}

// ListItem makes an incident's line in a list of a story.
func (p Page) ListItem(story *incidents.Story, shown Shown, pub *incidents.Public, in i18n.Texts) Item {
	kind, _ := story.LookupKind(pub.Kind)
	item := Item{
		ID: pub.ID, URL: address.WithQuery(pub.Path(), "lang", in.Lang), Layers: pub.Layers,
		Class:        i18n.Label{ID: string(pub.Class), Text: p.Say.Words(incidents.ClassTitle(pub.Class), p.Lang).Text},
		Kind:         i18n.Label{ID: string(pub.Kind), Text: p.Say.Words(kind.Title, p.Lang).Text},
		Shape:        string(kind.Shape),
		Title:        p.Say.Words(pub.Title, in.Lang),
		Summary:      p.Say.Words(pub.Summary, in.Lang),
		Place:        p.Say.Place(pub, in.Lang),
		When:         p.Say.When(pub.When, in.Zone),
		Figures:      p.casualties(shown, pub, in),
		Sources:      p.Say.Attributions(pub, in.Lang),
		Verification: i18n.Label{ID: string(pub.Verification), Text: p.T("verification." + string(pub.Verification))},
		Disposition:  i18n.Label{ID: string(pub.Disposition), Text: p.Say.Optional("disposition." + string(pub.Disposition))},
		Retracted:    pub.Disposition == incidents.Retracted,
		Seq:          pub.Seq,
	}
	if n := len(pub.Media); n > 0 {
		item.Pictures = p.Say.Count("pictures", n)
	}
	for _, l := range story.Layers {
		if slices.Contains(pub.Layers, l.ID) {
			item.Color = l.Symbol.Color
			break
		}
	}
	return item
}

// casualties says the rows of an incident, each with whose claim it is. Rows that
// another incident counts are marked.
func (p Page) casualties(shown Shown, pub *incidents.Public, in i18n.Texts) []i18n.Casualty {
	var rows []i18n.Casualty
	for _, row := range pub.Casualties {
		c := p.Say.Casualty(row)
		c.According = p.Say.Claimant(pub, row.Claim, in.Lang)
		if row.CountedIn != nil {
			mark := p.T("figure.counted.elsewhere")
			c.CountedIn = &i18n.Link{Text: i18n.Words{Text: mark}}
			if other, ok := shown.ByID(row.CountedIn.Incident); ok {
				c.CountedIn = &i18n.Link{Text: p.Say.Words(other.Title, in.Lang), URL: address.WithQuery(other.Path(), "lang", in.Lang)}
				mark = p.T("figure.counted", "title", c.CountedIn.Text.Text)
			}
			c.Text += " — " + mark
		}
		rows = append(rows, c)
	}
	return rows
}
