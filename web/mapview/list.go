package mapview

import (
	"net/http"
	"slices"
	"strconv"

	"incidentmap/geo"
	"incidentmap/incidents"
	"incidentmap/web/i18n"
	"incidentmap/web/page"
	"incidentmap/web/stories"
)

// PartItems is how many incidents a part of a list has.
const PartItems = 50

// Section is the part of the list that holds one class.
type Section struct {
	Class i18n.Label // Text is a heading: "Incidents"
	Count int        // of those that show, without what was retracted or merged, which is listed
	Shown int        // how many show; of a part of a list all do
	Items []page.Item
}

// Part is a part of the list of a selection.
type Part struct {
	Range    string    // "1 to 100 of 1,000,000"
	Sections []Section // by class in reading order; their counts are of the whole selection
	Previous string    // address of the part before; empty when there is none
	Next     string
}

// List sorts the incidents into the page's sections. found are those that the reader asked for; what
// changed after seen is new to the reader, unless seen is 0. What has no geometry, and what is
// said of a whole country, is listed once more under its own heading.
func (v *Page) List(t *stories.IncidentSet, found []incidents.Seq, seen incidents.Seq, in i18n.Texts) {
	slices.Sort(found)
	for _, p := range t.Public {
		item := v.ListItem(&t.Story, t, p, in)
		_, isFound := slices.BinarySearch(found, p.Seq)
		item.Hidden, item.New = !isFound, seen > 0 && p.Seq > seen
		if p.Class == incidents.ClassBackground {
			v.Background = append(v.Background, item)
			continue
		}
		last := len(v.Sections) - 1
		if last < 0 || v.Sections[last].Class.ID != string(p.Class) {
			heading := v.T("class." + string(p.Class) + ".heading")
			v.Sections = append(v.Sections, Section{Class: i18n.Label{ID: string(p.Class), Text: heading}})
			last++
		}
		v.Sections[last].Items = append(v.Sections[last].Items, item)
		if isFound {
			v.Sections[last].Shown++
			if p.Counted() {
				v.Sections[last].Count++
			}
		}
		switch {
		case p.Where.Geometry == nil:
			v.Unplaced = append(v.Unplaced, item)
		case p.Where.Precision == geo.Country:
			v.WholeCountry = append(v.WholeCountry, item)
		}
	}
}

// NewPart makes the part of a list that the request's page= names, or where it has after=, as the links of the part before
// have, what stands behind that: so what is written meanwhile neither hides an incident nor shows one twice.
func NewPart(r *http.Request, p page.Page, found stories.Selection, in i18n.Texts) (*Part, error) {
	number, err := page.Number(r.URL.Query())
	if err != nil {
		return nil, err
	}
	from := (number - 1) * PartItems
	behind, follows, err := stories.ReadPosition(r.URL.Query())
	if err != nil {
		return nil, err
	}
	var seqs []incidents.Seq
	var matched int
	if follows {
		seqs, matched = found.PageBehind(behind, PartItems+1)
		from = max(0, min(from, matched-len(seqs))) // about, where some came or went before it
	} else {
		seqs, matched = found.Page(from, PartItems+1)
	}
	more := len(seqs) > PartItems
	seqs = seqs[:min(len(seqs), PartItems)]
	if len(seqs) == 0 && number > 1 {
		return nil, incidents.Errorf(incidents.ENotFound, "page", "there are %d pages, and no page %d", (matched+PartItems-1)/PartItems, number)
	}
	shown, err := found.Snapshot.Show(r.Context(), seqs)
	if err != nil {
		return nil, err
	}
	part := &Part{Range: p.Say.Text("list_range", "n", matched, "from", min(from+1, matched), "to", from+len(seqs))}
	for _, pub := range shown.Public {
		last := len(part.Sections) - 1
		if last < 0 || part.Sections[last].Class.ID != string(pub.Class) {
			part.Sections = append(part.Sections, classSection(p, found, pub.Class))
			last++
		}
		part.Sections[last].Items = append(part.Sections[last].Items, p.ListItem(&found.Snapshot.Story, shown, pub, in))
	}
	to := func(number int, after string) string {
		query := r.URL.Query()
		query.Set("page", strconv.Itoa(number))
		if query.Del(stories.AfterWord); after != "" {
			query.Set(stories.AfterWord, after)
		}
		return r.URL.EscapedPath() + "?" + query.Encode()
	}
	if number > 1 {
		part.Previous = to(number-1, "")
	}
	if more {
		part.Next = to(number+1, stories.PositionOf(shown.Public[len(shown.Public)-1]))
	}
	return part, nil
}

// classSection begins a section, with how many of its class there are in all.
func classSection(p page.Page, found stories.Selection, class incidents.Class) Section {
	q := found.Query
	q.Classes = []incidents.Class{class}
	heading := p.T("class." + string(class) + ".heading")
	if class == incidents.ClassBackground {
		heading = p.T("background")
	}
	return Section{Class: i18n.Label{ID: string(class), Text: heading}, Count: found.Snapshot.Count(q)}
}
