package incidentform

import (
	"slices"
	"strconv"

	"incidentmap/incidents"
	"incidentmap/web/edit/jsonform"
)

// readFigures reads the list of casualties, and then the numbers that are said in short:
// "killed": 4. Every figure that is new rests on a claim of a source.
func (d *Decoder) readFigures(f *jsonform.Fields) {
	for _, c := range f.Objects("casualties") {
		row := incidents.Casualty{
			ID: jsonform.Word[string](c, "id"), Group: jsonform.WordOr(c, "group", incidents.Group("unknown")), Outcome: jsonform.Word[incidents.Outcome](c, "outcome"),
			Low: c.Count("low"), Best: c.Count("best"), High: c.Count("high"),
			Claim: jsonform.Word[string](c, "claim"), CountedIn: countedIn(c),
		}
		source := d.sourceID(c, "source")
		if row.Claim != "" && source != "" {
			c.Wrong("source", "is that of the claim %s; leave one of the two out", row.Claim)
		}
		// A figure that was without a claim before was written by those who knew of none.
		if row.Claim == "" && !d.wasUnclaimed(&row) {
			row.Claim = d.claim(c, "source", source, &row)
		}
		if row.ID == "" {
			row.ID = d.newID("c")
		}
		d.inc.Casualties = append(d.inc.Casualties, row)
		c.Done()
	}
	for _, o := range incidents.Outcomes() {
		if v, given := d.given[string(o)]; given && v == nil {
			d.dropFigure(f, o)
		} else if n := f.Count(string(o)); n != nil {
			d.shortFigure(f, o, *n)
		}
	}
}

func countedIn(f *jsonform.Fields) *incidents.CasualtyRef {
	ref := f.Object("counted_in")
	if ref == nil {
		return nil
	}
	defer ref.Done()
	return &incidents.CasualtyRef{Incident: jsonform.Word[string](ref, "incident"), Casualty: jsonform.Word[string](ref, "casualty")}
}

func (d *Decoder) wasUnclaimed(row *incidents.Casualty) bool {
	return d.base != nil && slices.ContainsFunc(d.base.Casualties, func(c incidents.Casualty) bool {
		return c.ID == row.ID && c.Claim == "" && figureText(&c) == figureText(row)
	})
}

// claim adds a claim of the source for the row's figure, and gives its id. Without a source it is that of "source", or the
// only one there is. Where there is none the figure rests on no claim: whose it is, is not known, and the one who
// sends it is no source.
func (d *Decoder) claim(f *jsonform.Fields, name, source string, row *incidents.Casualty) string {
	if source == "" {
		source, _ = d.newDefaultSource(f, name)
	}
	if source == "" {
		return ""
	}
	k := incidents.Claim{
		ID: d.newID("k"), Field: "casualties", Value: figureText(row), Source: source, Stance: incidents.Supports,
	}
	d.inc.Claims = append(d.inc.Claims, k)
	return k.ID
}

// newDefaultSource gives the source of figures that do not say whose they are, empty for none; not ok where that
// is a mistake, which it notes.
func (d *Decoder) newDefaultSource(f *jsonform.Fields, name string) (source string, ok bool) {
	switch {
	case d.defaultSource != "":
		return d.defaultSource, true
	case len(d.inc.Sources) == 1:
		return d.inc.Sources[0].ID, true
	case len(d.inc.Sources) == 0:
		return "", true
	}
	f.Wrong(name, "must say whose figure it is, as there are %d sources: give source", len(d.inc.Sources))
	return "", false
}

// figureText says a figure as a claim's value does.
func figureText(c *incidents.Casualty) string {
	switch {
	case c.Best != nil:
		return string(c.Outcome) + " " + strconv.Itoa(*c.Best)
	case c.Low != nil && c.High != nil:
		return string(c.Outcome) + " " + strconv.Itoa(*c.Low) + "-" + strconv.Itoa(*c.High)
	case c.Low != nil:
		return string(c.Outcome) + " at least " + strconv.Itoa(*c.Low)
	case c.High != nil:
		return string(c.Outcome) + " at most " + strconv.Itoa(*c.High)
	}
	return string(c.Outcome)
}

// shortFigure takes "killed": 5. A figure that the same source gave before is replaced, with
// its claim; one of another source stays, as a competing figure behind this one.
func (d *Decoder) shortFigure(f *jsonform.Fields, o incidents.Outcome, n int) {
	if d.given["casualties"] != nil {
		f.Wrong(string(o), "stands beside casualties; give the figure in one of the two")
		return
	}
	var rows []int
	for i, c := range d.inc.Casualties {
		switch {
		case c.Outcome != o || c.CountedIn != nil:
		case c.Group != "unknown":
			f.Wrong(string(o), "is told by groups in this incident; change casualties instead")
			return
		default:
			rows = append(rows, i)
		}
	}
	source := d.defaultSource
	if source == "" && len(rows) == 1 {
		source = d.sourceOf(d.inc.Casualties[rows[0]].Claim)
	}
	if source == "" {
		var ok bool
		if source, ok = d.newDefaultSource(f, string(o)); !ok {
			return
		}
	}
	row := incidents.Casualty{Group: "unknown", Outcome: o, Best: &n}
	for _, i := range rows {
		if before := d.inc.Casualties[i]; d.sourceOf(before.Claim) == source || before.Claim == "" {
			if before.Best != nil && *before.Best == n && before.Claim != "" && before.Low == nil && before.High == nil {
				return // it says so already
			}
			row.ID, row.Claim = before.ID, d.claim(f, string(o), source, &row)
			d.inc.Casualties[i] = row
			d.dropClaim(before.Claim)
			return
		}
	}
	row.ID, row.Claim = d.newID("c"), d.claim(f, string(o), source, &row)
	at := len(d.inc.Casualties)
	if len(rows) > 0 {
		at = rows[0] // the first is the best known
	}
	d.inc.Casualties = slices.Insert(d.inc.Casualties, at, row)
}

// dropFigure takes "killed": null: the figures go that "killed" gives, with their claims; of the source
// that the form names, or of all.
func (d *Decoder) dropFigure(f *jsonform.Fields, o incidents.Outcome) {
	if d.given["casualties"] != nil {
		f.Wrong(string(o), "stands beside casualties; take the figure out of these")
		return
	}
	var kept, dropped []incidents.Casualty
	for _, c := range d.inc.Casualties {
		switch {
		case c.Outcome != o || c.CountedIn != nil || d.defaultSource != "" && d.sourceOf(c.Claim) != d.defaultSource:
			kept = append(kept, c)
		case c.Group != "unknown":
			f.Wrong(string(o), "is told by groups in this incident; change casualties instead")
			return
		default:
			dropped = append(dropped, c)
		}
	}
	d.inc.Casualties = kept
	for _, c := range dropped {
		if c.Claim != "" {
			d.dropClaim(c.Claim)
		}
	}
}

// sourceOf gives the source of a claim.
func (d *Decoder) sourceOf(claim string) string {
	for _, k := range d.inc.Claims {
		if k.ID == claim && claim != "" {
			return k.Source
		}
	}
	return ""
}

// dropClaim takes a claim out on which no figure rests any more; earlier revisions keep it.
func (d *Decoder) dropClaim(id string) {
	for _, c := range d.inc.Casualties {
		if c.Claim == id {
			return
		}
	}
	d.inc.Claims = slices.DeleteFunc(d.inc.Claims, func(k incidents.Claim) bool { return k.ID == id })
}
