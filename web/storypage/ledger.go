package storypage

import (
	"cmp"
	"context"
	"slices"

	"incidentmap/incidents"
	"incidentmap/web/filter"
	"incidentmap/web/i18n"
	"incidentmap/web/page"
	"incidentmap/web/stories"
)

// ledger is what each source says in all, of the incidents that a reader asked for: for the template ledger.
type ledger struct {
	page.Page
	Rows []ledgerRow // the first, which are shown at once
	More []ledgerRow // the others
	None string      // why there is none; empty when there is
	Of   string      // of which incidents it is, where not of all
}

// ledgerRow is what one source says in all. Rows of different sources are never added.
type ledgerRow struct {
	Who     i18n.Attribution
	Figures []i18n.Figure
}

const (
	shownLedgerRows = 3  // are shown at once
	mostLedgerRows  = 40 // are on a page at all
)

// newLedger adds up what each source says of what was found; form is of the same.
func newLedger(ctx context.Context, found stories.Selection, form *filter.Form, in i18n.Texts) (ledger, error) {
	p := form.Page
	v := ledger{Page: p}
	if form.Narrowed {
		v.Of = p.Say.Count("ledger_of", form.Count)
	}
	if found.Snapshot.Count(found.Query) > stories.Summed {
		v.None = p.T("ledger_too_many")
		return v, nil
	}
	shown, err := found.Snapshot.Show(ctx, found.Seqs())
	if err != nil {
		return v, err
	}
	v.take(shown.Public, in)
	return v, nil
}

// take adds up incidents. The sources that say most of the dead come first.
func (v *ledger) take(all []*incidents.Public, in i18n.Texts) {
	var sources []incidents.Source
	for _, pub := range all {
		sources = append(sources, pub.Sources...)
	}
	sums := incidents.CountBySource(all)
	slices.SortStableFunc(sums, func(a, b incidents.SourceCounts) int { return cmp.Compare(dead(b.Counts), dead(a.Counts)) })
	if len(sums) > mostLedgerRows {
		v.None = v.Say.Count("ledger_left_out", len(sums)-mostLedgerRows)
		sums = sums[:mostLedgerRows]
	}
	for i, c := range sums {
		who := v.Say.Unstated()
		if c.Source.ID != "" {
			who = v.Say.Attribution(c.Source, sources, in.Lang)
		}
		row := ledgerRow{who, v.Say.LedgerFigures(c.Counts)}
		if i < shownLedgerRows {
			v.Rows = append(v.Rows, row)
		} else {
			v.More = append(v.More, row)
		}
	}
}

// dead is how many a source says have died, at once or later, by the highest number that it gives.
func dead(counts incidents.Counts) int {
	n := 0
	for _, outcome := range []incidents.Outcome{incidents.Killed, incidents.DiedLater} {
		c := counts[outcome]
		for _, v := range []*int{c.High, c.Best, c.Low} {
			if v != nil {
				n += *v
				break
			}
		}
	}
	return n
}

// newestShown is how many of the newest incidents stand before the controls.
const newestShown = 3

// newest gives the newest incidents of the day of what was found.
func newest(ctx context.Context, p page.Page, found stories.Selection, in i18n.Texts) ([]page.Item, error) {
	var seqs []incidents.Seq
	for _, class := range incidents.ClassesOfTheDay() {
		q := found.Query
		if len(q.Classes) > 0 && !slices.Contains(q.Classes, class) {
			continue
		}
		q.Classes = []incidents.Class{class}
		some, _ := found.Snapshot.Page(q, 0, 2*newestShown) // of which some may be retracted
		seqs = append(seqs, some...)
	}
	shown, err := found.Snapshot.Show(ctx, seqs)
	if err != nil {
		return nil, err
	}
	all := slices.DeleteFunc(slices.Clone(shown.Public), func(p *incidents.Public) bool { return !p.Counted() || p.When.Start.IsZero() })
	slices.SortStableFunc(all, func(a, b *incidents.Public) int { return b.When.Start.Compare(a.When.Start) })
	var items []page.Item
	for _, pub := range all[:min(len(all), newestShown)] {
		items = append(items, p.ListItem(&found.Snapshot.Story, shown, pub, in))
	}
	return items, nil
}
